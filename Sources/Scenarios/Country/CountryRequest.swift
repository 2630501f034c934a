/// What the user asks of a table of regions, besides the table itself.
package struct CountryRequest: Sendable {
  /// Header by key, as in `--map product="ВРП, млрд"`; an empty header means that the table has none.
  package var headers: [String: String] = [:]
  /// Unit by key, as in `--unit product=bln`; the key `money` stands for all columns of money.
  package var units: [String: String] = [:]
  /// Figures of the country by key, as in `--total fixed_investment="24 %"`.
  package var totals: [String: String] = [:]
  /// Header by key of the column by which a figure of the country is shared out.
  package var weights: [String: String] = [:]
  package var title: String?
  package var currency: String?
  package var year: Int?

  package init() {}

  /// Takes an option such as `product=bln` apart.
  ///
  /// - Returns: `nil` where it has no `=`.
  package static func pair(_ text: String) -> (key: String, value: String)? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let key = text[..<sign].trimmed.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    return (key, text[text.index(after: sign)...].trimmed)
  }
}
