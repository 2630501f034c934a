/// A figure of a region, and how it came about.
package struct CountryValue: Sendable, Equatable {
  package enum Origin: String, Sendable {
    /// As the table has it.
    case given
    /// From the table, in another unit or as a share of something.
    case converted
    /// Not in the table.
    case estimated
  }

  package var value: Double
  package var origin: Origin
  /// Header of the column from which it comes, empty for an estimate.
  package var header: String
  /// What was done to get it, in words; empty where nothing was.
  package var rule: String

  static func estimated(_ value: Double, _ rule: String) -> CountryValue {
    CountryValue(value: value, origin: .estimated, header: "", rule: rule)
  }
}
