/// A table of establishments, or of groups of them that are alike: where, in what sector, how large.
///
/// A row stands for `count(of:)` establishments of one region and sector, whose persons together are
/// `employees`. A table of single establishments has a count of 1 throughout, a census table of cells
/// the number in each cell, a simulated one the number of real firms that an agent stands for.
///
/// Names are in ascending order, so that no result depends on the order of the rows' names.
public struct Establishments: Sendable, Equatable {
  /// Names of the regions and sectors, ascending.
  public let regionNames: [String]
  public let sectorNames: [String]
  /// One entry a row: places in `regionNames` and `sectorNames`.
  public private(set) var region: [Int32]
  public private(set) var sector: [Int32]
  /// One entry a row: persons in all establishments of the row.
  public private(set) var employees: [Double]
  /// One entry a row, or empty if every row stands for `uniformCount`.
  private var counts: [Double]
  public let uniformCount: Double
  /// One entry a row, a place in `organisationNames`; empty if classes of size stand for it.
  public private(set) var organisation: [Int32]
  public let organisationNames: [String]

  /// - Parameters:
  ///   - regionNames: Ascending, without repetition; so are the other names.
  ///   - region: One entry a row, a place in `regionNames`; so are the other columns.
  ///   - employees: Not negative and finite.
  ///   - counts: Not negative and finite; one each if left out.
  public init(
    regionNames: [String], sectorNames: [String], region: [Int32], sector: [Int32],
    employees: [Double], counts: [Double]? = nil, uniformCount: Double = 1,
    organisation: [Int32] = [], organisationNames: [String] = []
  ) {
    let rows = employees.count
    precondition(region.count == rows && sector.count == rows, "columns are of the same rows")
    precondition(counts == nil || counts?.count == rows, "counts are of the same rows")
    precondition(organisation.isEmpty || organisation.count == rows, "classes are of the same rows")
    precondition(
      region.allSatisfy { regionNames.indices.contains(Int($0)) }
        && sector.allSatisfy { sectorNames.indices.contains(Int($0)) }
        && organisation.allSatisfy { organisationNames.indices.contains(Int($0)) },
      "columns hold places of names")
    self.regionNames = regionNames
    self.sectorNames = sectorNames
    self.region = region
    self.sector = sector
    self.employees = employees
    self.counts = counts ?? []
    self.uniformCount = uniformCount
    self.organisation = organisation
    self.organisationNames = organisationNames
  }
}

extension Establishments {
  public var rowCount: Int { employees.count }
  public var regionCount: Int { regionNames.count }
  public var sectorCount: Int { sectorNames.count }
  public var cellCount: Int { regionCount * sectorCount }

  /// Establishments that a row stands for.
  public func count(of row: Int) -> Double { counts.isEmpty ? uniformCount : counts[row] }

  /// Whether every row stands for as many establishments.
  public var isUniform: Bool { counts.allSatisfy { $0 == counts[0] } }

  /// Persons in one establishment of a row; 0 in a row of none.
  public func size(of row: Int) -> Double {
    let count = count(of: row)
    return count > 0 ? employees[row] / count : 0
  }

  /// Sizes of establishments, persons, one entry a row that is not empty.
  public var sizes: [Double] {
    (0..<rowCount).lazy.filter { count(of: $0) > 0 }.map { size(of: $0) }
  }
}
