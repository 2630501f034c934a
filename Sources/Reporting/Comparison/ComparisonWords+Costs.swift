import TripleHelix

/// What policies cost, and who paid, in words.
extension ComparisonResults {
  /// Rows of the tables of costs: indicators and their names.
  func costItems(_ scenario: Alternative) -> [(indicator: String, name: String)] {
    [
      ("spent", "Money spent by the \(policyWord(scenario))"),
      ("forgone", "Tax revenue forgone"),
      ("policy_cost", "Direct cost"),
      ("got_back", "Other taxes, returns and benefits saved (minus: lost)"),
      ("net_cost", "Net cost before financing"),
      ("paid_by_surcharge", "Paid by households: surcharge on the income tax"),
      ("paid_by_purchases", "Paid by \(lowerPurchases(scenario))"),
      ("ordered_cut", "Of these, the cut ordered for the \(policyWord(scenario))"),
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

  func amount(_ million: Double) -> String {
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
    return sentences + netSentences(of: scenario) + [financing(of: scenario)]
      + payers(of: scenario)
  }

  /// The net cost while in force and over the whole run, one of them where they are the same.
  private func netTotals(_ scenario: Alternative) -> [(kind: String, when: String, net: Total)] {
    let all = costWindows.compactMap { window -> (kind: String, when: String, net: Total)? in
      total(scenario, "net_cost", in: window.kind).map {
        (window.kind, Self.when(window.kind), $0)
      }
    }
    guard let last = all.last, all.count > 1, all[0].net.effect == last.net.effect else {
      return all
    }
    return [last]
  }

  /// "while in force" or "over the whole run".
  static func when(_ kind: String) -> String {
    kind == "in_force" ? "while in force" : "over the whole run"
  }

  /// What the policies cost after all that they set off, whoever pays, and why it is more or less than they
  /// cost directly.
  private func netSentences(of scenario: Alternative) -> [String] {
    let totals = netTotals(scenario)
    guard !totals.isEmpty else { return [] }
    let policies = policyWord(scenario)
    let amounts = totals.map { "\(money($0.net))\($0.net.zeroNote) \($0.when)" }
    var sentences = ["Net cost before financing: \(Numbers.list(amounts))."]
    for (kind, when, net) in totals {
      let cost = total(scenario, "policy_cost", in: kind)?.effect ?? 0
      guard !net.includesZero else {
        if cost > 0, net.halfWidth > cost {
          let times = Numbers.decimal(net.halfWidth / cost, 1)
          sentences.append(
            "The uncertainty \(when) is \(times) times the direct cost: so few pairs give only the direct cost."
          )
        }
        continue
      }
      guard let back = total(scenario, "got_back", in: kind), !back.includesZero else { continue }
      let amount = Self.plain(back.effect.magnitude, back.halfWidth) + " " + base.currency
      if net.effect < 0 {
        sentences.append(
          "\(when.sentence), other taxes, returns and saved benefits brought in more than the \(policies) cost: "
            + "\(amount).")
      } else if back.effect > 0 {
        sentences.append(
          "\(when.sentence), \(amount) came back in other taxes, returns and saved benefits.")
      } else {
        let output = total(scenario, "output", in: kind)
        let shrank = output.map { !$0.includesZero && $0.effect < 0 } ?? false
        sentences.append(
          "\(when.sentence), the state lost a further \(amount), because "
            + (shrank
              ? "the economy shrank."
              : "other revenue fell or benefits rose."))
      }
    }
    if let first = totals.first?.net, let last = totals.last?.net, !first.includesZero,
      !last.includesZero, (first.effect > 0) != (last.effect > 0)
    {
      let (isOne, pays) = (policies == "policy", last.effect < 0)
      let (cost, repay) = (
        isOne ? "costs" : "cost", isOne ? "pays for itself" : "pay for themselves"
      )
      sentences.append(
        pays
          ? "So the \(policies) \(cost) the state money while in force, but \(repay) over the whole run."
          : "So the \(policies) \(repay) while in force, but \(cost) the state money over the whole run."
      )
    }
    return sentences
  }

  /// How the policies of a scenario are paid for, by its own settings.
  public func financing(of scenario: Alternative) -> String {
    let configuration = scenario.configuration
    let tick = "one \(base.timeStep.name) later"
    var text: String
    switch configuration.policyFinancing {
    case .debt: text = "Who pays: the state borrows, and its purchases follow its debt over years."
    case .incomeTax:
      text =
        "Who pays: households, through a surcharge on the income tax \(tick). It covers the direct cost only; "
        + "the rest falls on public purchases and debt."
    case .purchases:
      text =
        "Who pays: lower public purchases, \(tick). The ordered cut covers the direct cost only; the rest falls "
        + "on public debt, which purchases follow over years."
    }
    let taken = differing(scenario).compactMap { policy in
      policy.takenFrom.map { (policy.name.replacing("_", with: " "), $0.replacing("_", with: " ")) }
    }
    for (policy, giver) in taken { text += " The money of \(policy) is taken from \(giver)." }
    return text
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
      let ordered =
        indicator == "paid_by_purchases"
        ? self.total(scenario, "ordered_cut").flatMap { $0.effect == 0 ? nil : $0 } : nil
      return
        "\(money(total)) \(words)\(ordered.map { ", of which \(money($0)) was ordered" } ?? "")"
        + total.zeroNote
    }
    guard !parts.isEmpty else { return [] }
    return ["Who paid the net cost over the whole run: \(parts.joined(separator: "; "))."]
  }
}
