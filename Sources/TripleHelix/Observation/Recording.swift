/// The tables that a run writes, filled tick by tick.
public struct Recording: Sendable, Equatable {
  public var regions = Table.regions.empty
  public var sectors = Table.sectors.empty
  public var national = Table.national.empty
  public var generations = Table.generations.empty
  public var discoveries = Table.discoveries.empty
  public var universities = Table.universities.empty
  public var clusters = Table.clusters.empty
  public var policies = Table.policies.empty
  public var policyReports = Table.policyReports.empty
  public var wardMemberships = Table.wardMemberships.empty
  public var wardMerges = Table.wardMerges.empty
  public var wardGroupings = Table.wardGroupings.empty
  public var sizes = Table.sizes.empty
  public var cells = Table.cells.empty
  public var clusterEffects = Table.clusterEffects.empty
  public var firms = Table.firms.empty

  public init() {}

  /// All tables, in the order in which they are written.
  public var tables: [Table] { Self.places.map { self[keyPath: $0] } }

  /// Places of the tables, in the order of `tables`.
  public static var places: [any WritableKeyPath<Recording, Table> & Sendable] {
    [
      \.regions, \.sectors, \.national, \.generations, \.discoveries, \.universities, \.clusters,
      \.policies, \.policyReports, \.wardMemberships, \.wardMerges, \.wardGroupings, \.sizes,
      \.cells, \.clusterEffects, \.firms,
    ]
  }
}
