extension PolicyDescription {
  /// What contradicts itself in it, in words.
  ///
  /// - Parameter regions: Identifiers of the scenario's regions.
  func problems(regions: [String]) -> [String] {
    var problems: [String] = []
    func check(_ condition: Bool, _ message: @autoclosure () -> String) {
      if !condition { problems.append("policies.\(name).\(message())") }
    }
    check(start < end, "end: must come after the start")
    check(ramp >= 0, "ramp: must not be negative, found \(ramp)")
    check(budget >= 0 && budget.isFinite, "budget: must not be negative, found \(budget)")
    check(
      paidBy == .nation || instrument.spends,
      "paid_by: \(instrument.rawValue) spends nothing that regions could pay")
    check(smallest <= largest, "smallest: must not exceed the largest")
    if let wardGroupOf {
      check(regions.contains(wardGroupOf), "ward_group_of: there is no region \(wardGroupOf)")
    }
    let known = instrument.settings
    for name in settings.keys.sorted() where !known.contains(where: { $0.name == name }) {
      check(false, "\(name): \(instrument.rawValue) has no such setting")
    }
    for setting in known {
      let value = settings[setting.name] ?? setting.defaultValue
      check(
        setting.range.contains(value),
        "\(setting.name): must lie in \(setting.range), found \(value)")
    }
    return problems
  }
}
