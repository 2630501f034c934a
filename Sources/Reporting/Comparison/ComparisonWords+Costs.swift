import TripleHelix

/// What policies cost, and who paid, in words.
extension ComparisonResults {
  /// Rows of the tables of costs: indicators and their names.
  func costItems(_ scenario: Alternative) -> [(indicator: String, name: String)] {
    [
      ("spent", "Money spent by the \(policyWord(scenario))"),
      ("forgone", "Tax revenue forgone"),
      ("policy_cost", "Direct cost"),
      ("got_back", "Got back: other taxes, returns, benefits saved"),
      ("net_cost", "Net cost before financing"),
      ("paid_by_surcharge", "Paid by households: surcharge on the income tax"),
      ("paid_by_purchases", "Paid by \(lowerPurchases(scenario))"),
      ("paid_by_other_policies", "Taken from other policies"),
      ("paid_by_debt", "Paid by public debt or deposits"),
    ]
  }

  /// What lower purchases are: with every payer they also follow public debt.
  private func lowerPurchases(_ scenario: Alternative) -> String {
    scenario.configuration.policyFinancing == .purchases
      ? "lower public purchases (the cut for the \(policyWord(scenario)), and what follows public debt)"
      : "lower public purchases (they follow public debt)"
  }

  /// Money in the currency: "71.2 ± 3.4 billion tenge".
  func money(_ total: Total) -> String {
    Self.plain(total.effect, total.halfWidth) + " " + base.currency
  }

  /// Million as a number with its interval, without brackets and plus: "71.2 ± 3.4 billion".
  static func plain(_ million: Double, _ halfWidth: Double) -> String {
    Numbers.estimate(1e6 * million, halfWidth: 1e6 * halfWidth).filter { !"()+".contains($0) }
  }

  func total(_ scenario: Alternative, _ indicator: String, in window: String = "run") -> Total? {
    scenario.totals[window]?.first { $0.indicator == indicator }
  }

  private func amount(_ million: Double) -> String {
    "\(Numbers.short(1e6 * million)) \(base.currency)"
  }

  func costSentences(of scenario: Alternative) -> [String] {
    guard let cost = total(scenario, "policy_cost"), let spent = total(scenario, "spent"),
      let forgone = total(scenario, "forgone"), let net = total(scenario, "net_cost"),
      scenario.replicates > 1
    else { return [] }
    guard net.effect != 0 || net.halfWidth != 0 || cost.effect != 0 else { return [] }
    var sentences: [String] = []
    let policies = policyWord(scenario)
    if cost.effect != 0 {
      let more = cost.effect > 0 ? "more" : "less"
      let sum = Self.plain(cost.effect.magnitude, cost.halfWidth) + " \(base.currency) \(more)"
      let start = "The \(policies) cost the state \(sum) than in the base"
      sentences.append(
        forgone.effect == 0
          ? "\(start), all of it money spent."
          : spent.effect == 0
            ? "\(start), all of it tax revenue forgone."
            : "\(start): \(amount(spent.effect)) spent "
              + "and \(amount(forgone.effect)) of tax revenue forgone.")
    }
    let back = total(scenario, "got_back")
    let interval = money(net)
    if net.includesZero {
      var text =
        "Net cost before financing, after other taxes, returns and benefits: \(interval)\(net.zeroNote)"
      if cost.effect > 0, net.halfWidth > cost.effect {
        let times = Numbers.decimal(net.halfWidth / cost.effect, 1)
        text +=
          ". The uncertainty is \(times) times the direct cost, because everything that the change sets off moves "
          + "tax revenue: from so few pairs only the direct cost can be stated"
      }
      sentences.append(text + ".")
    } else if net.effect < 0 {
      sentences.append(
        "Net cost before financing: \(interval). Other taxes, returns and saved benefits brought in more than "
          + "the \(policies) cost\(back.map { ": \(money($0))" } ?? ""), whoever pays.")
    } else {
      sentences.append(
        "Net cost before financing, after other taxes, returns and benefits: \(interval).")
    }
    return sentences + [facts.financing] + payers(of: scenario)
  }

  /// Who met the net cost.
  private func payers(of scenario: Alternative) -> [String] {
    let payers = [
      ("paid_by_surcharge", "by households through the surcharge on the income tax"),
      ("paid_by_purchases", "through \(lowerPurchases(scenario))"),
      ("paid_by_other_policies", "by other policies that got less"),
      ("paid_by_debt", "by more public debt or smaller deposits"),
    ]
    let parts = payers.compactMap { indicator, words -> String? in
      guard let total = total(scenario, indicator), total.effect != 0 else { return nil }
      return "\(money(total)) \(words)\(total.zeroNote)"
    }
    guard !parts.isEmpty else { return [] }
    return ["Who paid the net cost: \(parts.joined(separator: "; "))."]
  }
}
