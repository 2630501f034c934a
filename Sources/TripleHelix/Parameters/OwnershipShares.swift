/// Who owns firms at tick 0, as shares of employment; `nil` where nothing is said.
public struct OwnershipShares: Sendable, Equatable {
  /// Employment of firms that the state owns, in [0, 1].
  public var stateOwnedShare: Double?
  /// Employment of firms that are owned from abroad, in [0, 1].
  public var foreignOwnedShare: Double?

  public init(stateOwnedShare: Double? = nil, foreignOwnedShare: Double? = nil) {
    self.stateOwnedShare = stateOwnedShare
    self.foreignOwnedShare = foreignOwnedShare
  }

  /// What holds for a part of a country: what is said of it, else what is said of the country.
  public func orElse(_ country: OwnershipShares) -> OwnershipShares {
    OwnershipShares(
      stateOwnedShare: stateOwnedShare ?? country.stateOwnedShare,
      foreignOwnedShare: foreignOwnedShare ?? country.foreignOwnedShare)
  }

  /// Both shares together; NaN where one of them could not be read.
  public var sum: Double { (stateOwnedShare ?? 0) + (foreignOwnedShare ?? 0) }
}
