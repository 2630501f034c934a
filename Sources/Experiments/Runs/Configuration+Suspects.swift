import Foundation
import TripleHelix

extension Configuration {
  /// What of the configuration is out of the ordinary, with the usual value, the most unusual first:
  /// figures of regions that do not go with each other, parameters away from their defaults, and
  /// budgets beyond the country's product. One line of text each.
  ///
  /// - Parameter mistake: Key of a figure that is reported already: what is about it is left out.
  func suspects(besides mistake: String? = nil) -> [String] {
    (unusualRegions + changedParameters + unusualBudgets)
      .filter { suspect in mistake.map { !suspect.keys.contains($0) } ?? true }
      .sorted { $0.strangeness > $1.strangeness }
      .map(\.text) + switchedMechanisms
  }

  private struct Suspect {
    var text: String
    /// How far the value is from what is usual, 1 at the end of what is allowed or plausible.
    var strangeness: Double
    /// Keys of the figures that it compares.
    var keys: [String]
  }

  /// Parameters that the scenario sets to other values than their defaults.
  private var changedParameters: [Suspect] {
    Parameters.descriptions.compactMap { description in
      let value = parameters[keyPath: description.keyPath]
      let usual = description.defaultValue
      guard value != usual else { return nil }
      let range = description.range
      let room = value > usual ? range.upperBound - usual : usual - range.lowerBound
      return Suspect(
        text: "parameters.\(description.name): \(number(value)) (default \(number(usual)), "
          + "allowed \(number(range.lowerBound))...\(number(range.upperBound)))",
        strangeness: room > 0 ? abs(value - usual) / room : 0,
        keys: ["parameters.\(description.name)"])
    }
  }

  private var switchedMechanisms: [String] {
    Mechanisms.descriptions.compactMap { description in
      let value = mechanisms[keyPath: description.keyPath]
      guard value != description.defaultValue else { return nil }
      return "mechanisms.\(description.name): \(value) (default \(description.defaultValue))"
    }
  }

  /// Figures of regions that are over ten times, or under a tenth, of what the others have on average.
  private var unusualRegions: [Suspect] {
    func per(
      _ key: String, _ other: String, _ value: KeyPath<RegionDescription, Double>,
      _ base: KeyPath<RegionDescription, Double>
    ) -> [Suspect] {
      regions.compactMap { region in
        let others = regions.filter { $0.id != region.id }
        let mean =
          others.map { $0[keyPath: value] }.reduce(0, +)
          / others.map { $0[keyPath: base] }.reduce(0, +)
        let ratio = region[keyPath: value] / region[keyPath: base]
        let distance = abs(log10(ratio / mean))
        guard distance.isFinite, distance > 1 else { return nil }
        return Suspect(
          text: "regions.\(region.id).\(key): \(number(ratio)) per unit of \(other), "
            + "\(number(mean)) in the other regions", strangeness: distance,
          keys: [key, other].map { "regions.\(region.id).\($0)" })
      }
    }
    let investing = regions.compactMap { region -> Suspect? in
      let share = region.fixedInvestment / region.grossRegionalProduct
      guard share > 1 else { return nil }
      return Suspect(
        text: "regions.\(region.id).fixed_investment: \(number(share)) times the region's "
          + "gross_regional_product", strangeness: share,
        keys: ["fixed_investment", "gross_regional_product"].map { "regions.\(region.id).\($0)" })
    }
    return investing
      + per("gross_regional_product", "employed", \.grossRegionalProduct, \.employed)
      + per("employed", "population", \.employed, \.population)
      + per("active_firms", "employed", \.activeFirms, \.employed)
      + per("public_expenditure", "population", \.publicExpenditure, \.population)
  }

  private var unusualBudgets: [Suspect] {
    let product = regions.map(\.grossRegionalProduct).reduce(0, +)
    return policies.compactMap { policy in
      let budget = policy.budget
      guard policy.instrument.spends, budget > 0.1 * product else { return nil }
      return Suspect(
        text: "policies.\(policy.name).budget: \(number(budget)) million a year, "
          + "\(number(budget / product)) times the country's product",
        strangeness: budget / product, keys: ["policies.\(policy.name).budget"])
    }
  }

  /// Four significant digits, without an exponent where that is shorter.
  private func number(_ value: Double) -> String { String(format: "%.4g", value) }
}
