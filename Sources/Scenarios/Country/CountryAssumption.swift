import Foundation
import Tables

/// A figure of the whole country from which the regions' missing ones are estimated, with the default
/// that holds where the user gives none.
///
/// Defaults are round international means. The guide *Your own country* lists them with their reasons.
package struct CountryAssumption: Sendable {
  /// What a value without `%` is, and what a percentage is of.
  enum Kind: Sendable {
    /// A share; the number alone or a percentage.
    case share
    /// Million a year, or a percentage of the other column.
    case money(of: String)
    /// A number, or a percentage of the other column.
    case count(of: String)
    /// A number.
    case number
  }

  /// Name in `--total`.
  package let key: String
  let kind: Kind
  /// As `--total` takes it, empty where there is none.
  package let defaultText: String
  /// What it is and why the default is what it is.
  package let reason: String

  static func named(_ key: String) -> CountryAssumption? {
    let key = CountryColumn.named(key)?.key ?? key
    return all.first { $0.key == key }
  }

  package static let all: [CountryAssumption] = [
    .init(
      key: "employed", kind: .count(of: "population"), defaultText: "",
      reason: "employed persons, or the percentage of the population that is employed; required "
        + "where the table has no employed"),
    .init(
      key: "industry_share", kind: .share, defaultText: "",
      reason: "share of the employed in industry; required where the table has none"),
    .init(
      key: "services_share", kind: .share, defaultText: "",
      reason: "share of the employed in services; required where the table has none"),
    .init(
      key: "area", kind: .number, defaultText: "",
      reason: "km²; required where the table has no area"),
    .init(
      key: "construction_share", kind: .share, defaultText: "",
      reason: "share of the employed in construction, where that is not part of industry; "
        + "without one there is no sector of construction"),
    .init(
      key: "unemployment_rate", kind: .share, defaultText: "6 %",
      reason: "unemployed over labour force; about the mean of the world since 1991 (ILO)"),
    .init(
      key: "fixed_investment", kind: .money(of: "product"), defaultText: "22 %",
      reason: "about the mean of the OECD, 2000–2020 (World Bank, NE.GDI.FTOT.ZS)"),
    .init(
      key: "budget_investment", kind: .money(of: "fixed_investment"), defaultText: "15 %",
      reason: "governments of the OECD invest 3 to 3.5 % of GDP, a seventh of all investment "
        + "(OECD, Government at a Glance)"),
    .init(
      key: "public_expenditure", kind: .money(of: "product"), defaultText: "15 %",
      reason: "regional and local governments of the OECD spend 15 to 17 % of GDP (OECD and UCLG, "
        + "World Observatory on Subnational Government Finance)"),
    .init(
      key: "research_expenditure", kind: .money(of: "product"), defaultText: "1 %",
      reason: "between the median country, 0.6 to 0.7 %, and the mean of the world by product, "
        + "1.9 to 2.6 % (UNESCO Institute for Statistics)"),
    .init(
      key: "research_personnel", kind: .count(of: "employed"), defaultText: "",
      reason: "without a figure, R&D costs 1.6 times the country's product per employed for each "
        + "person in R&D, as in Germany, Russia and the USA within a third"),
    .init(
      key: "firm_size", kind: .number, defaultText: "10",
      reason:
        "employed persons for each active enterprise: enterprises have 5 to 6 in the European "
        + "Union (Eurostat), and about half of the employed work elsewhere, for the state or alone"),
    .init(
      key: "active_share", kind: .share, defaultText: "70 %",
      reason: "active enterprises among those registered, where only these are known; 60 % in "
        + "Kazakhstan, 85 to 90 % where registers are cleaned each year"),
    .init(
      key: "patents_per_year", kind: .number, defaultText: "",
      reason: "without a figure, 60 applications a year for 1,000 persons in R&D: about 30 in "
        + "Russia, 60 in Germany, 70 in Kazakhstan"),
  ]
}

/// A value of `--total` as the user wrote it.
struct CountryTotal: Sendable, Equatable {
  enum Value: Sendable, Equatable {
    /// A share of what the assumption's percentage is of.
    case share(Double)
    /// A number; for money in million a year.
    case amount(Double)
  }

  let value: Value
  let text: String

  /// - Returns: `nil` with the words for what is wrong.
  static func read(_ text: String, of assumption: CountryAssumption) -> Result<CountryTotal, Reason>
  {
    let trimmed = text.trimmed
    let digits = trimmed.prefix { $0.isNumber || ".eE+-_ \u{A0}".contains($0) && $0 != " " }
    let plain = digits.filter { $0 != "_" && $0 != "\u{A0}" }
    let rest = trimmed.dropFirst(digits.count)
    guard let number = Double(plain.isEmpty ? "x" : String(plain)), number.isFinite, number >= 0
    else { return .failure(Reason("must begin with a number, found \(text.quoted)")) }
    var unit: CountryUnit?
    if !rest.trimmed.isEmpty {
      unit = CountryUnit(option: String(rest))
      if unit == nil {
        return .failure(
          Reason("the unit \(rest.trimmed.quoted) is unknown; allowed are \(CountryUnit.allowed)"))
      }
    }
    let scale = unit?.scale ?? 1
    switch assumption.kind {
    case .share:
      let share = number * (unit?.share ?? scale)
      guard share <= 1 else {
        return .failure(Reason("must be a share up to 1 or a percentage, found \(text.quoted)"))
      }
      return .success(CountryTotal(value: .share(share), text: text))
    case .money(let base), .count(let base):
      if let share = unit?.share {
        return .success(CountryTotal(value: .share(number * share), text: text))
      }
      if case .money = assumption.kind {
        guard unit?.scale != nil, unit?.currency != nil || scale != 1 else {
          return .failure(
            Reason(
              "needs a unit, as in `\(number.short) billion`, or `%` of \(base); found \(text.quoted)"
            ))
        }
        return .success(CountryTotal(value: .amount(number * scale / 1e6), text: text))
      }
      return .success(CountryTotal(value: .amount(number * scale), text: text))
    case .number:
      return .success(CountryTotal(value: .amount(number * scale * (unit?.area ?? 1)), text: text))
    }
  }

  struct Reason: Error {
    let words: String
    init(_ words: String) { self.words = words }
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    let front = drop { $0.isWhitespace }
    return String(front.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension Double {
  /// The nearest number with `digits` digits that count.
  func rounded(significant digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", self)) ?? self
  }

  /// In at most six digits that count.
  var short: String { Problem.number(rounded(significant: 6)) }
}
