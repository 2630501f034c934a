import TripleHelix

/// The firms that policies aim at, and the others, in words.
extension ComparisonResults {
  /// Place of the window in which a policy shows first.
  var firstWindow: Int { windows.firstIndex { $0.kind == "in_force" } ?? 0 }

  /// An effect on the firms that policies aim at ("inside"), the others ("outside") or all.
  func target(_ scenario: Alternative, _ group: String, _ indicator: String) -> Effect? {
    guard scenario.windows.indices.contains(firstWindow) else { return nil }
    return scenario.windows[firstWindow].first {
      $0.table == "targets" && $0.entity == group && $0.indicator == indicator
    }
  }

  /// Who is aimed at, in words; `nil` where everybody is.
  func targetName(_ scenario: Alternative) -> String? {
    let policies = differing(scenario)
    guard let first = policies.first else { return nil }
    let regions = Set(policies.flatMap(\.regions))
    let names = base.regions.filter { regions.contains($0.id) }.map(\.name)
    var parts: [String] = []
    if policies.allSatisfy({ !$0.regions.isEmpty && $0.wardGroupOf == nil }) {
      parts.append(
        names.count <= 4
          ? "in \(Numbers.list(names))" : "in the \(Numbers.count(names.count, "target region"))")
    }
    let sectors = Set(policies.flatMap(\.sectors))
    if policies.allSatisfy({ !$0.sectors.isEmpty }) {
      parts.append(
        "of " + Numbers.list(base.sectors.filter { sectors.contains($0.id) }.map(\.name)))
    }
    if policies.allSatisfy({ $0.membersOnly }) { parts.append("that are members of clusters") }
    if policies.allSatisfy({ $0.smallest > 0 || $0.largest < .infinity }) {
      let least = policies.map(\.smallest).min() ?? 0
      let most = policies.map(\.largest).max() ?? .infinity
      parts.append(
        most.isFinite
          ? "of \(Numbers.decimal(least, 0)) to \(Numbers.decimal(most, 0)) employees"
          : "of at least \(Numbers.decimal(least, 0)) employees")
    }
    if parts.isEmpty { return first.wardGroupOf == nil ? nil : "in the target regions" }
    return parts.joined(separator: " ")
  }

  /// "policy" or "policies": those that differ from the base's.
  func policyWord(_ scenario: Alternative) -> String {
    differing(scenario).count == 1 ? "policy" : "policies"
  }

  /// The firms aimed at, at the start of a sentence.
  func targetFirms(_ scenario: Alternative) -> String {
    if let name = targetName(scenario) { return "Firms " + name }
    let policies = policyWord(scenario)
    return "Firms that the \(policies) \(policies == "policy" ? "aims" : "aim") at"
  }

  /// Policies of a scenario that the base has not.
  func differing(_ scenario: Alternative) -> [PolicyDescription] {
    scenario.configuration.policies.filter { !base.policies.contains($0) }
  }

  /// The effect on a figure of the whole country in the first window.
  func whole(_ scenario: Alternative, _ column: String) -> Effect? {
    guard scenario.windows.indices.contains(firstWindow) else { return nil }
    return scenario.windows[firstWindow].first {
      $0.table == "national" && $0.entity.isEmpty && $0.indicator == column
    }
  }

  func targetSentences(of scenario: Alternative) -> [String] {
    guard let inside = target(scenario, "inside", "jobs"),
      let outside = target(scenario, "outside", "jobs"), inside.halfWidth.isFinite,
      inside.effect != 0 || outside.effect != 0
    else { return [] }
    let firms = targetFirms(scenario)
    func count(_ effect: Effect) -> String {
      Numbers.estimate(effect.effect, halfWidth: effect.halfWidth) + effect.zeroNote
    }
    /// Without a sign: the verb has it.
    func size(_ effect: Effect) -> String {
      Numbers.estimate(effect.effect.magnitude, halfWidth: effect.halfWidth)
        .filter { !"()+".contains($0) }
    }
    if inside.includesZero { return ["\(firms): employees while in force \(count(inside))."] }
    var text =
      "\(firms) \(inside.effect > 0 ? "gained" : "lost") \(size(inside)) employees on average while in force. "
    if outside.includesZero {
      text +=
        "All other firms: \(count(outside)), so a shift from elsewhere is neither shown nor ruled out."
    } else if (outside.effect > 0) == (inside.effect > 0) {
      text += "All other firms: \(count(outside)), so nothing was shifted from them."
    } else {
      let share = Numbers.percent(-outside.effect / inside.effect, 0)
      let more = Numbers.decimal(outside.effect.magnitude - inside.effect.magnitude, 0)
      text +=
        inside.effect < 0
        ? "All other firms gained \(size(outside)), \(share) as many."
        : outside.effect.magnitude < inside.effect
          ? "Of these, \(share) came from elsewhere: all other firms lost \(size(outside))."
          : "All of them\(more == "0" ? "" : ", and \(more) more,") came from elsewhere: all other firms lost \(size(outside))."
    }
    guard let all = whole(scenario, "employed") else { return [text] }
    return [text, "Employed persons in the whole country, R&D staff included: \(count(all))."]
  }
}
