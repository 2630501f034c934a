/// The tables that a run writes, filled tick by tick.
public struct Recording: Sendable, Equatable {
  public var regions = Table.regions
  public var sectors = Table.sectors
  public var national = Table.national
  public var generations = Table.generations
  public var discoveries = Table.discoveries
  public var universities = Table.universities
  public var clusters = Table.clusters
  public var policies = Table.policies
  public var policyReports = Table.policyReports
  public var wardMemberships = Table.wardMemberships
  public var wardMerges = Table.wardMerges
  public var wardGroupings = Table.wardGroupings
  public var sizes = Table.sizes
  public var cells = Table.cells
  public var clusterEffects = Table.clusterEffects
  public var firms = Table.firms

  public init() {}

  /// All tables, in the order in which they are written.
  public var tables: [Table] {
    [
      regions, sectors, national, generations, discoveries, universities, clusters, policies,
      policyReports, wardMemberships, wardMerges, wardGroupings, sizes, cells, clusterEffects,
      firms,
    ]
  }

  /// Places of the tables, in the order of `tables`.
  public static var places: [any WritableKeyPath<Recording, Table> & Sendable] {
    [
      \.regions, \.sectors, \.national, \.generations, \.discoveries, \.universities, \.clusters,
      \.policies, \.policyReports, \.wardMemberships, \.wardMerges, \.wardGroupings, \.sizes,
      \.cells, \.clusterEffects, \.firms,
    ]
  }
}
