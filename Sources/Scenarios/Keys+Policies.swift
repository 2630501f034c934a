import TripleHelix

extension Key<Draft> {
  /// The instruments of policy: each item takes the keys of all policies and those of its instrument.
  static var policies: Key<Draft> {
    let count = 0...1000
    let variants = PolicyDescription.Instrument.allCases.map { instrument in
      Variant(
        name: instrument.rawValue, meaning: "\(instrument.summary) \(instrument.channel)",
        keys: Key<Draft.Policy>.policy(of: instrument, choice: [instrument.rawValue])
          .map(\.description))
    }
    return Key(
      description: .init(
        "policies", .variants(variants, by: "instrument", identity: "name", count),
        "The instruments of policy, each with its years, reach, budget and settings.",
        Default<[Draft.Policy]>.value([]), show: { _ in .list([]) }),
      read: { reader, node, path, draft in
        let items = reader.list(
          node, path, blank: Draft.Policy(), identity: "name", count,
          keys: { reader, node, path in Key<Draft.Policy>.keys(of: &node, path, &reader) })
        if let items { draft.policies = items }
      },
      write: { draft in
        .list(
          draft.policies.map { .group(Key<Draft.Policy>.policy(of: $0.instrument), of: $0) })
      })
  }
}

extension Key<Draft.Policy> {
  /// The keys that an item takes; what belongs to another instrument is reported and taken out.
  fileprivate static func keys(
    of item: inout SourceNode, _ path: String, _ reader: inout Reader
  ) -> [Key<Draft.Policy>] {
    let names = PolicyDescription.Instrument.allCases.map(\.rawValue)
    let written = item["instrument"]?.text ?? ""
    let near = Spelling.nearest(to: written, among: names) ?? ""
    guard
      let instrument = PolicyDescription.Instrument(rawValue: written)
        ?? PolicyDescription.Instrument(rawValue: near)
    else {
      // Nobody can say which settings belong to an instrument that is not known.
      let settings = PolicyDescription.Instrument.researchGrant.settings.map(\.name)
      let keys = policy(of: .researchGrant).filter { !settings.contains($0.name) }
      for entry in item.entries where !keys.contains(where: { $0.name == entry.key }) {
        item.remove(entry.key)
      }
      return keys
    }
    let keys = policy(of: instrument)
    let allowed = keys.map(\.name)
    for entry in item.entries where !allowed.contains(entry.key) {
      reader.report(
        entry.place, Reader.join(path, entry.key),
        .notOfInstrument(
          instrument: instrument.rawValue, allowed: allowed,
          near: Spelling.nearest(to: entry.key, among: allowed)))
      item.remove(entry.key)
    }
    return keys
  }

  /// The keys of a policy with one instrument.
  ///
  /// - Parameter choice: Instruments that the key `instrument` shows as allowed; all if `nil`.
  static func policy(
    of instrument: PolicyDescription.Instrument, choice: [String]? = nil
  ) -> [Key<Draft.Policy>] {
    var kind = Key.choice("instrument", \.instrument, "What kind of policy it is.")
    if let choice { kind.description.shape = .choice(choice) }
    return [
      .identifier("name", \.name, "Name of the policy in reports; unique."),
      kind,
      .number(
        "start", \.start, "years", 0...10_000, step: 0.25, otherwise: .value(0),
        "When it starts: years from the start of the run, or a calendar year, as in 2018 or 2018.25."
      ),
      .optionalNumber(
        "end", \.end, "years", 0...10_000, step: 0.25, otherwise: "the end of the run",
        "When it has ended: years from the start of the run, or a calendar year; `end: 2022` is the start of 2022, so 2021 is its last year."
      ),
      .whole(
        "ramp", \.ramp, "quarters", 0...400, otherwise: .value(0),
        "Quarters in which it comes to full strength, and in which it fades before its end."),
    ] + target(of: instrument) + money(of: instrument) + instrument.settings.map(setting)
  }

  /// The keys that all instruments share, or all those that can have them.
  static var common: [Key<Draft.Policy>] {
    let instrument = PolicyDescription.Instrument.allCases.first {
      $0.reach == .firms && $0.budget == .required && $0.spends
    }
    return instrument.map { instrument in
      let own = Set(instrument.settings.map(\.name))
      return policy(of: instrument).filter { !own.contains($0.name) }
    } ?? []
  }

  private static func target(of instrument: PolicyDescription.Instrument) -> [Key<Draft.Policy>] {
    var keys: [Key<Draft.Policy>] = [
      .identifiers(
        "regions", \.regions, 0...1000, of: "region", otherwise: .value([]),
        "Where, by identifiers or names of regions; all if empty."),
      .optionalReference(
        "ward_group_of", \.wardGroupOf, otherwise: "no group",
        "A region whose current Ward group is reached, in addition to `regions`."),
    ]
    if instrument.reach != .regions {
      keys.append(
        .identifiers(
          "sectors", \.sectors, 0...100, of: "sector", otherwise: .value([]),
          "For which sectors; all if empty."))
    }
    if instrument.reach == .firms {
      keys += [
        .number(
          "smallest", \.smallest, "employees", 0...1e9, otherwise: .value(0),
          "Employees that a firm has at least."),
        .optionalNumber(
          "largest", \.largest, "employees", 0...1e9, otherwise: "no limit",
          "Employees that a firm has at most."),
        .flag(
          "members_only", \.membersOnly, otherwise: false,
          "Whether only members of clusters are reached."),
      ]
    }
    return keys
  }

  private static func money(of instrument: PolicyDescription.Instrument) -> [Key<Draft.Policy>] {
    guard instrument.budget != .none else { return [] }
    let budget = [
      Key.number(
        "budget", \.budget, "million a year", 0...1e15,
        otherwise: instrument.budget == .required ? .required : .value(0),
        "Money a year; nothing more is spent.")
    ]
    let payer = [
      Key.choice(
        "paid_by", \.paidBy, otherwise: .value(.nation),
        "Who pays what it spends: the nation, or regions, each for recipients of its own.")
    ]
    let giver = [
      Key.optionalIdentifier(
        "taken_from", \.takenFrom, otherwise: "no other policy",
        "A policy whose money this one takes while it runs, and which has so much less.")
    ]
    // Tax that is given back is the nation's.
    return budget + (instrument.spends ? payer : []) + giver
  }

  private static func setting(_ setting: PolicySetting) -> Key<Draft.Policy> {
    switch setting.kind {
    case .number:
      .number(
        setting.name, \.[number: setting.name], setting.unit, setting.range,
        otherwise: .value(setting.defaultValue), setting.meaning)
    case .whole:
      .whole(
        setting.name, \.[whole: setting.name], setting.unit,
        Int(setting.range.lowerBound)...Int(setting.range.upperBound),
        otherwise: .value(Int(setting.defaultValue)), setting.meaning)
    case .flag:
      .flag(
        setting.name, \.[flag: setting.name], otherwise: setting.defaultValue != 0,
        setting.meaning)
    }
  }
}
