/// The group of a region in a publication: an entry under `reference_groups:`.
public struct ReferenceGroup: Sendable, Equatable {
  /// Identifier of the region.
  public var region: String
  /// Number of its group.
  public var group: Int
}
