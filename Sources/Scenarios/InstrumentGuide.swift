import TripleHelix

/// What can be said of the instruments of policy without a scenario: who they are, what they take and
/// what they report.
public enum InstrumentGuide {
  /// Every instrument, or the one called `name`, as plain text; `nil` if there is none.
  public static func text(of name: String? = nil) -> String? {
    let instruments = PolicyDescription.Instrument.allCases.filter {
      name == nil || $0.rawValue == name
    }
    guard !instruments.isEmpty else { return nil }
    return commonText + "\n" + instruments.map(text).joined(separator: "\n")
  }

  /// The keys that a policy of any instrument takes, with their units and what holds without them.
  static var commonText: String {
    "Keys of every policy; an instrument takes `sectors`, `smallest`, `largest`, `members_only` and the "
      + "keys of money only where it says so\n"
      + Key<Draft.Policy>.common.map { line(of: $0.description) }.joined()
      + "  The key `policy_financing` of the scenario says who pays for what the nation spends.\n"
  }

  /// A key with its unit, whether it must be there, and its meaning.
  static func line(of key: KeyDescription) -> String {
    let unit =
      switch key.shape {
      case .number(let rule) where !rule.unit.isEmpty: " (\(rule.unit))"
      default: ""
      }
    let otherwise =
      key.isRequired
      ? "required" : key.defaultText.isEmpty ? "may be left out" : "default \(key.defaultText)"
    return "  \(key.name)\(unit): \(otherwise). \(key.meaning)\n"
  }

  /// The instrument that a misspelt name was probably meant to be.
  public static func nearest(to name: String) -> String? {
    Spelling.nearest(to: name, among: PolicyDescription.Instrument.allCases.map(\.rawValue))
  }

  private static func text(of instrument: PolicyDescription.Instrument) -> String {
    var text = "\(instrument.rawValue)\n  \(instrument.summary)\n  \(instrument.channel)\n"
    text += "  takes \(target(of: instrument)); budget \(instrument.budget.rawValue)\n"
    for setting in instrument.settings {
      text += "    \(setting.name): \(value(setting))"
      text += "; allowed \(allowed(setting)). \(setting.meaning)\n"
    }
    for measure in instrument.measures + instrument.measuresAfterEnd {
      text += "    reports \(measure.name) (\(measure.unit)). \(measure.meaning)\n"
    }
    return text
  }

  /// The instruments as tables in Markdown, with a heading each.
  public static var markdown: String {
    PolicyDescription.Instrument.allCases.map { instrument in
      """
      ### \(instrument.rawValue)

      \(instrument.summary) \(instrument.channel) Target: \(target(of: instrument)). Budget: \
      \(instrument.budget.rawValue).

      | setting | default | unit | range | meaning |
      |---|---|---|---|---|

      """
        + instrument.settings.map {
          "| `\($0.name)` | \(shown($0)) | \($0.unit) | \(range($0)) | \($0.meaning) |\n"
        }.joined()
        + "\n| measure | unit | meaning |\n|---|---|---|\n"
        + (instrument.measures + instrument.measuresAfterEnd).map {
          "| `\($0.name)` | \($0.unit) | \($0.meaning) |\n"
        }.joined()
    }.joined(separator: "\n")
  }

  private static func target(of instrument: PolicyDescription.Instrument) -> String {
    switch instrument.reach {
    case .firms: "regions, sectors, sizes, members"
    case .cells: "regions, sectors"
    case .regions: "regions"
    }
  }

  private static func value(_ setting: PolicySetting) -> String {
    let hasUnit = !setting.unit.isEmpty && setting.unit != "–" && !isUnlimited(setting)
    return shown(setting) + (hasUnit ? " \(setting.unit)" : "")
  }

  private static func allowed(_ setting: PolicySetting) -> String {
    if case .flag = setting.kind { return "true or false" }
    return Problem.range(setting.range.lowerBound, setting.range.upperBound, setting.unit)
  }

  private static func isUnlimited(_ setting: PolicySetting) -> Bool {
    if case .flag = setting.kind { return false }
    return setting.defaultValue >= 1e9
  }

  private static func shown(_ setting: PolicySetting) -> String {
    if case .flag = setting.kind { return "\(setting.defaultValue != 0)" }
    return isUnlimited(setting) ? "no limit" : Problem.number(setting.defaultValue)
  }

  private static func range(_ setting: PolicySetting) -> String {
    if case .flag = setting.kind { return "true, false" }
    return Problem.interval(setting.range.lowerBound, setting.range.upperBound)
  }
}
