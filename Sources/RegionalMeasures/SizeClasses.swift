/// Classes of size by employees: the organisational dimension of triple-helix synergy.
public struct SizeClasses: Sendable, Equatable {
  /// Lower bounds in persons, ascending, the first 0; the last class is open.
  public let lowerBounds: [Double]

  /// 0, 1–9, 10–49, 50–249 and 250 or more persons, as official statistics of Europe have them
  /// (Recommendation 2003/361/EC); firms under one person are those that work on own account.
  public static let european = SizeClasses(lowerBounds: [0, 1, 10, 50, 250])

  /// - Parameter lowerBounds: Ascending, the first 0.
  public init(lowerBounds: [Double]) {
    precondition(
      lowerBounds.first == 0 && zip(lowerBounds, lowerBounds.dropFirst()).allSatisfy { $0 < $1 },
      "bounds ascend from 0")
    self.lowerBounds = lowerBounds
  }

  public var count: Int { lowerBounds.count }

  /// The class of an establishment of `size` persons.
  public func place(of size: Double) -> Int {
    var place = 0
    while place + 1 < lowerBounds.count, size >= lowerBounds[place + 1] { place += 1 }
    return place
  }

  /// `0`, `1-9`, …, `250+`; bounds that are not whole keep their decimals.
  public var names: [String] {
    lowerBounds.indices.map { place in
      let lower = Self.text(lowerBounds[place])
      guard place + 1 < count else { return lower + "+" }
      let next = lowerBounds[place + 1]
      guard next == next.rounded(), lowerBounds[place] == lowerBounds[place].rounded() else {
        return "\(lower)-<\(Self.text(next))"
      }
      return next - 1 == lowerBounds[place] ? lower : "\(lower)-\(Self.text(next - 1))"
    }
  }

  private static func text(_ bound: Double) -> String {
    Int(exactly: bound).map(String.init) ?? "\(bound)"
  }
}

/// Small, medium and large firms: under 50, 50 to 249, 250 or more persons (2003/361/EC).
public enum FirmScale: Int, Sendable, CaseIterable {
  case small, medium, large

  public init(size: Double) { self = size < 50 ? .small : (size < 250 ? .medium : .large) }
}

/// The shares of `values` in their sum; NaN throughout where that is not positive.
public func shares(of values: [Double]) -> [Double] {
  let total = values.reduce(0, +)
  return values.map { total > 0 ? $0 / total : .nan }
}
