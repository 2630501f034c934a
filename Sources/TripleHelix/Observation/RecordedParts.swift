/// Parts of a record, for who needs only some of it.
///
/// Recording changes nothing, and what it draws comes from a process of its own, so that a part is the
/// same whether others are recorded or not. Columns of a part that is left out are not numbers, tables
/// that are left out have no rows.
public struct RecordedParts: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let regions = RecordedParts(rawValue: 1 << 0)
  public static let sectors = RecordedParts(rawValue: 1 << 1)
  public static let national = RecordedParts(rawValue: 1 << 2)
  public static let generations = RecordedParts(rawValue: 1 << 3)
  public static let discoveries = RecordedParts(rawValue: 1 << 4)
  public static let universities = RecordedParts(rawValue: 1 << 5)
  public static let clusters = RecordedParts(rawValue: 1 << 6)
  /// Also what policies report.
  public static let policies = RecordedParts(rawValue: 1 << 7)
  /// All three tables of Ward groups.
  public static let groupings = RecordedParts(rawValue: 1 << 8)
  public static let sizes = RecordedParts(rawValue: 1 << 9)
  /// Takes `firmMeasures`.
  public static let cells = RecordedParts(rawValue: 1 << 10)
  public static let clusterEffects = RecordedParts(rawValue: 1 << 11)
  public static let firms = RecordedParts(rawValue: 1 << 12)
  /// Columns of several tables that take a pass over all firms, once a year.
  public static let firmMeasures = RecordedParts(rawValue: 1 << 13)
  /// The null of location in `sectors`, which throws all firms many times; takes `firmMeasures`.
  public static let locationNull = RecordedParts(rawValue: 1 << 14)
  /// Columns of `national` on the distribution of firms' sizes and growth.
  public static let sizesAndGrowth = RecordedParts(rawValue: 1 << 15)

  public static let all = RecordedParts(rawValue: (1 << 16) - 1)

  /// What a column takes; all that its table has where no such column is known.
  ///
  /// - Parameter column: A name; empty where only rows are of interest.
  public init(table: String, column: String) {
    self = Self.byTable[table].map { $0(column) } ?? .all
  }

  private static let byTable: [String: @Sendable (String) -> RecordedParts] = {
    var needs: [String: @Sendable (String) -> RecordedParts] = [:]
    func add<Columns>(_ schema: TableSchema<Columns>) { needs[schema.name] = schema.needs }
    add(Table.regions)
    add(Table.sectors)
    add(Table.national)
    add(Table.generations)
    add(Table.discoveries)
    add(Table.universities)
    add(Table.clusters)
    add(Table.policies)
    add(Table.policyReports)
    add(Table.wardMemberships)
    add(Table.wardMerges)
    add(Table.wardGroupings)
    add(Table.sizes)
    add(Table.cells)
    add(Table.clusterEffects)
    add(Table.firms)
    return needs
  }()
}
