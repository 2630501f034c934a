/// The unit of a column: of what, and whether for a stretch of time.
///
/// A run whose tick is no quarter writes flows of a tick as flows of a quarter; values for a year, and
/// those of no time, are written as they are read.
public struct TableUnit: Sendable, Hashable {
  public enum Time: String, Sendable {
    case quarter, year
  }

  /// As in "million/person"; empty for events that are counted.
  public let quantity: String
  public let time: Time?

  public init(_ quantity: String, per time: Time? = nil) {
    self.quantity = quantity
    self.time = time
  }

  /// Names, indices and pure numbers.
  public static let none = TableUnit("–")
  /// In [0, 1].
  public static let share = TableUnit("share")
  public static let persons = TableUnit("persons")
  public static let firms = TableUnit("firms")
  public static let regions = TableUnit("regions")
  public static let groups = TableUnit("groups")
  /// Million units of the scenario's currency.
  public static let million = TableUnit("million")
  public static let ticks = TableUnit("ticks")
  public static let years = TableUnit("years")
  public static let bits = TableUnit("bits")
  /// Of something that is counted, for a stretch of time.
  public static let events = TableUnit("")
  /// A share or number for a stretch of time.
  public static let rate = TableUnit("1")
  public static let perThousand = TableUnit("per 1,000")
  public static let shareOfSales = TableUnit("share of sales")
}

extension TableUnit: CustomStringConvertible {
  /// As tables write it: "million/(person·quarter)".
  public var description: String {
    guard let time else { return quantity }
    if quantity.isEmpty { return "per \(time)" }
    let parts = quantity.split(separator: "/", maxSplits: 1)
    return parts.count == 1 ? "\(quantity)/\(time)" : "\(parts[0])/(\(parts[1])·\(time))"
  }
}
