public import Chunking
import Randomness

/// All measures of one table of establishments: the yardstick that simulated and real regions share.
///
/// A run measures its own firms with it, `triskele measure` a table of real ones.
public struct RegionalIndicators: Sendable {
  /// What locates as one: every establishment, or every row of the table with all that it stands for.
  ///
  /// An agent of a simulation stands for several firms but decides once, so its firms are one dart.
  public enum LocationUnit: String, Sendable, CaseIterable {
    case establishments, rows
  }

  /// How the measures are taken.
  public struct Options: Sendable {
    public var sizeClasses = SizeClasses.european
    public var stars = StarThresholds()
    public var locationUnit = LocationUnit.establishments
    /// Throws of the location null; none leaves it out.
    public var nullDraws = 19
    /// Of streams for the null, with the process of ``LocationNull``.
    public var seed: UInt64 = 1
    public var replicate: UInt32 = 0
    public var tick: UInt32 = 0
    /// One label a region, for the decomposition of synergy; none without.
    public var groups: [Int]?

    public init() {}
  }

  /// The measures of one sector.
  public struct Sector: Sendable {
    public let ellisonGlaeser: EllisonGlaeser
    public let null: LocationNull
    public let firmsPerRegion: FirmsPerRegion
  }

  public let establishments: Establishments
  public let options: Options
  public let employment: EmploymentMatrix
  /// Establishments, one entry a cell.
  public let counts: [Double]
  public let locationQuotients: [Double]
  public let stars: [ClusterStars]
  public let synergy: Synergy
  /// Synergy within and between the groups of the options, nil without them.
  public let groupedSynergy: GroupedSynergy?
  /// Names of the classes on the organisational dimension.
  public let organisationNames: [String]
  /// One entry a sector.
  public let sectors: [Sector]
  /// Establishments and persons of small, medium and large firms: `region * 3 + scale`.
  public let countsByScale: [Double]
  public let employeesByScale: [Double]

  /// - Parameter team: Threads that share the sectors; they change nothing but the time.
  /// - Complexity: One pass over the rows, one sort of each sector's, and as many draws as there are
  ///   rows for each throw of the null.
  public init(
    _ establishments: Establishments, _ options: Options = Options(),
    team: WorkerTeam = WorkerTeam(threadCount: 1)
  ) {
    let draft = RegionalIndicatorsDraft(establishments, options)
    self.init(draft, sectors: team.map(establishments.sectorCount) { draft.sector($0) })
  }

  /// What all sectors come to.
  ///
  /// - Parameter sectors: `draft.sector(_:)` of each, in their order.
  public init(_ draft: RegionalIndicatorsDraft, sectors: [Sector]) {
    let establishments = draft.establishments
    let options = draft.options
    let (regionCount, sectorCount) = (establishments.regionCount, establishments.sectorCount)
    self.establishments = establishments
    self.options = options
    self.sectors = sectors
    organisationNames = draft.organisationNames
    employment = draft.employment
    countsByScale = draft.countsByScale
    employeesByScale = draft.employeesByScale
    let (tensor, organisationCount) = (draft.tensor, draft.organisationNames.count)
    counts = (0..<establishments.cellCount).map { cell in
      tensor[cell * organisationCount..<(cell + 1) * organisationCount].reduce(0, +)
    }
    locationQuotients = employment.locationQuotients
    stars = employment.stars(options.stars)
    synergy = Synergy(
      counts: tensor, regionCount: regionCount, sectorCount: sectorCount,
      organisationCount: organisationCount)
    groupedSynergy = options.groups.map {
      GroupedSynergy(
        counts: tensor, regionCount: regionCount, sectorCount: sectorCount,
        organisationCount: organisationCount, group: $0)
    }
  }
}

/// The rows of a table, counted: from it each sector is measured for itself, so that threads can share
/// the sectors, among other work if there is some.
public struct RegionalIndicatorsDraft: Sendable {
  let establishments: Establishments
  let options: RegionalIndicators.Options
  let organisationNames: [String]
  let employment: EmploymentMatrix
  /// Establishments by cell and class of organisation.
  fileprivate let tensor: [Double]
  fileprivate let countsByScale: [Double]
  fileprivate let employeesByScale: [Double]
  /// What locates as one: by cell how many, by sector all of them.
  private let located: [Double]
  private let plants: [[Plants]]
  private let regionShares: [Double]

  /// - Complexity: One pass over the rows.
  public init(
    _ establishments: Establishments,
    _ options: RegionalIndicators.Options = RegionalIndicators.Options()
  ) {
    self.establishments = establishments
    self.options = options
    let (regionCount, sectorCount) = (establishments.regionCount, establishments.sectorCount)
    let usesClasses = establishments.organisation.isEmpty
    organisationNames =
      usesClasses ? options.sizeClasses.names : establishments.organisationNames
    let organisationCount = organisationNames.count
    let cellCount = establishments.cellCount
    var employees = [Double](repeating: 0, count: cellCount)
    var located = employees
    var tensor = [Double](repeating: 0, count: cellCount * organisationCount)
    var countsByScale = [Double](repeating: 0, count: 3 * regionCount)
    var employeesByScale = countsByScale
    var plants = [[Plants]](repeating: [], count: sectorCount)
    for row in 0..<establishments.rowCount {
      let count = establishments.count(of: row)
      guard count > 0 else { continue }
      let (region, sector) = (Int(establishments.region[row]), Int(establishments.sector[row]))
      let persons = establishments.employees[row]
      let size = persons / count
      let cell = region * sectorCount + sector
      employees[cell] += persons
      let organisation =
        usesClasses ? options.sizeClasses.place(of: size) : Int(establishments.organisation[row])
      tensor[cell * organisationCount + organisation] += count
      let scale = 3 * region + FirmScale(size: size).rawValue
      countsByScale[scale] += count
      employeesByScale[scale] += persons
      switch options.locationUnit {
      case .establishments:
        located[cell] += count
        plants[sector].append(Plants(size: size, count: count))
      case .rows:
        located[cell] += 1
        plants[sector].append(Plants(size: persons))
      }
    }
    self.tensor = tensor
    self.countsByScale = countsByScale
    self.employeesByScale = employeesByScale
    self.located = located
    self.plants = plants
    employment = EmploymentMatrix(employees, regionCount: regionCount, sectorCount: sectorCount)
    regionShares = shares(of: employment.regions)
  }

  /// The measures of one sector.
  ///
  /// - Complexity: One sort of its rows, and as many draws as it has rows for each throw of the null.
  public func sector(_ s: Int) -> RegionalIndicators.Sector {
    let (regionCount, sectorCount) = (establishments.regionCount, establishments.sectorCount)
    let total = employment.sectors[s]
    let herfindahl = plants[s].reduce(0.0) {
      $0 + $1.count * ($1.size / total) * ($1.size / total)
    }
    return RegionalIndicators.Sector(
      ellisonGlaeser: EllisonGlaeser(
        sectorShares: (0..<regionCount).map { employment[$0, s] / total },
        regionShares: regionShares, herfindahl: herfindahl),
      null: LocationNull(
        throwing: plants[s], into: regionShares, draws: options.nullDraws,
        key: StreamKey(
          seed: options.seed, replicate: options.replicate, process: LocationNull.process),
        entity: stableHash(establishments.sectorNames[s]), tick: options.tick),
      firmsPerRegion: FirmsPerRegion(
        counts: (0..<regionCount).map { located[$0 * sectorCount + s] }))
  }
}

extension RegionalIndicators {
  /// Establishments of a region, of a sector, and in all.
  public func count(ofRegion r: Int) -> Double {
    let width = establishments.sectorCount
    return counts[r * width..<(r + 1) * width].reduce(0, +)
  }

  public func count(ofSector s: Int) -> Double {
    (0..<establishments.regionCount).reduce(0.0) {
      $0 + counts[$1 * establishments.sectorCount + s]
    }
  }

  public var count: Double { counts.reduce(0, +) }

  /// Shares of small, medium and large firms in the number of firms and in employment, of a region
  /// or of the country; NaN where there are none.
  public func countShares(ofRegion r: Int? = nil) -> [Double] { part(countsByScale, r) }
  public func employmentShares(ofRegion r: Int? = nil) -> [Double] { part(employeesByScale, r) }

  private func part(_ values: [Double], _ region: Int?) -> [Double] {
    shares(
      of: (0..<3).map { scale in
        if let region { return values[3 * region + scale] }
        return (0..<establishments.regionCount).reduce(0.0) { $0 + values[3 * $1 + scale] }
      })
  }
}
