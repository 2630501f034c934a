/// A grouping of the regions that stands in a publication, to hold the first Ward groups against.
public struct PublishedGrouping: Sendable, Equatable {
  /// Where it stands; empty if the scenario names none.
  public var source = ""
  public var members: [Member] = []

  /// One region in its published group.
  public struct Member: Sendable, Equatable {
    public var id: String
    public var group: Int
  }
}
