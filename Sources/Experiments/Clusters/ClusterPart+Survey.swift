import SensitivityAnalysis
import TripleHelix

/// Parts (g) and (h): a survey's country, and what each effect of clusters is worth.
extension ClusterPart {
  private static func policy(_ name: String, _ settings: String) -> String {
    "{name: \(name), instrument: \(settings), start: 1, end: 20}"
  }

  private static let training = policy(
    "training", "training_and_information, budget: 1000000, information: 0")
  private static let information = policy(
    "information", "training_and_information, budget: 1000000, step: 0")
  private static let initiator = policy(
    "initiator",
    "growth_pole, budget: 1000000, anchors: 10000, supplier_share: 0, credit_line: 0, "
      + "spin_off_factor: 1, call_factor: 8")
  private static let provision = policy("provision", "cluster_council")
  private static let capital = policy("capital", "venture_capital_fund, budget: 1000")
  private static let export = policy("export", "export_support, budget: 1000")

  private static let surveyArms:
    [(id: String, name: String, policies: [String], prototype: String)] = [
      ("none", "none", [], "55 ± 2"), ("training", "training", [training], "78"),
      ("information", "information", [information], "59"),
      ("initiator", "support for initiators", [initiator], "80"),
      ("provision", "RIC provision", [provision], "59"),
      ("three", "all three", [training, information, initiator], "123"),
      (
        "all", "all three and the council", [training, information, initiator, provision],
        "133 ± 3"
      ),
    ]

  static let survey = ClusterPart(
    letter: "g", title: "The survey's country: few clusters, raised by training and initiators",
    note: "Active clusters after 20 years by the state's policy from the first year on.",
    file: "russia-ric.yaml", years: 20,
    arms: surveyArms.map { arm in
      Arm(
        id: arm.id, name: arm.name,
        overrides: arm.policies.isEmpty
          ? [] : ["policies=[\(arm.policies.joined(separator: ", "))]"])
    } + [
      Arm(id: "capital", name: "venture capital", overrides: ["policies=[\(capital)]"]),
      Arm(id: "export", name: "export support", overrides: ["policies=[\(export)]"]),
    ],
    plan: .init(),
    judge: { traces in
      let living = surveyArms.map { arm in
        finding(
          Claim(
            "living_\(arm.id)", "active clusters: \(arm.name)", .fixed(digits: 1),
            prototype: arm.prototype), traces, arm.id
        ) { $0.at(20).clusters }
      }
      func over(_ id: String, _ name: String) -> ClaimFinding {
        finding(
          Claim("\(id)_gain", "\(name), less none", .fixed(digits: 1), .above(0), "> 0"),
          traces, id, "none"
        ) { $0.at(20).clusters - $1.at(20).clusters }
      }
      return living + [
        over("training", "training"), over("initiator", "support for initiators"),
        over("three", "all three"),
        finding(
          Claim(
            "provision_adds", "the council in addition to the three", .fixed(digits: 1), .above(0),
            "> 0", prototype: "10"), traces, "all", "three"
        ) { $0.at(20).clusters - $1.at(20).clusters },
        finding(
          Claim(
            "capital_founded", "firms founded per year with venture capital, less without",
            .fixed(digits: 1), .above(0), "> 0", prototype: "5,871 → 6,782 in all"),
          traces, "capital", "none"
        ) { ($0.founded - $1.founded) / 20 },
        finding(
          Claim("capital_clusters", "… clusters", .fixed(digits: 1), prototype: "+1.4"),
          traces, "capital", "none"
        ) { $0.at(20).clusters - $1.at(20).clusters },
        finding(
          Claim(
            "export_exporters", "share of exporters with export support, less without",
            .percent(digits: 1), .above(0), "> 0", prototype: "21.5 % → 23.2 %"),
          traces, "export", "none"
        ) { $0.at(20).exporters / $0.at(20).firms - $1.at(20).exporters / $1.at(20).firms },
        finding(
          Claim("export_clusters", "… clusters", .fixed(digits: 1), prototype: "+0.2"),
          traces, "export", "none"
        ) { $0.at(20).clusters - $1.at(20).clusters },
      ]
    })

  /// In the order of ``SwitchSet/clusterEffects``.
  private static let effects: [(id: String, name: String, prototype: [String])] = [
    ("scale", "scale", ["12.2 ± 0.3 %", "6.1 %", "7.0 %"]),
    ("scope", "scope", ["28.1 ± 1.3 %", "13.9 %", "7.8 %"]),
    ("transaction", "transaction cost", ["20.6 ± 0.5 %", "10.9 %", "6.6 %"]),
    ("synergy", "synergy", ["17.2 ± 0.6 %", "39.6 ± 2.6 %", "−0.2 ± 5.1 %"]),
    ("trigger", "trigger", ["14.9 ± 0.5 %", "26.4 ± 2.0 %", "17.0 %"]),
    ("market_entry", "market entry", ["3.2 ± 0.1 %", "4.2 %", "4.1 %"]),
    ("risk_sharing", "risk sharing", ["3.9 ± 0.2 %", "−1.1 ± 1.0 %", "57.8 ± 6.8 %"]),
  ]

  static let shapley = ClusterPart(
    letter: "h", title: "Contribution of each effect of clusters",
    note: """
      Shapley shares over all 2⁷ combinations of switches after 20 years, with membership free to \
      respond: of the benefit of members divided by all firms, of mean ln competitiveness, and of \
      the number of initial firms still active.
      """,
    file: "denmark.yaml", years: 20,
    arms: SwitchSet.clusterEffects.subsets.map { subset in
      Arm(
        id: "subset_\(subset)", name: "effects \(subset)",
        overrides: SwitchSet.clusterEffects.overrides(of: subset))
    },
    plan: .init(),
    judge: { traces in
      let full = "subset_\(SwitchSet.clusterEffects.subsets.count - 1)"
      return ClusterOutcome.allCases.enumerated().flatMap { kind, worth -> [ClaimFinding] in
        // By seed: the worth of every subset, then the shares.
        let tables = traces.arms.map { arm in traces.values(arm) { worth.value(of: $0.at(20)) } }
        let shares = (0..<(tables.first?.count ?? 0)).map { seed in
          Shapley.shares(tables.map { $0[seed] })
        }
        let total = finding(
          Claim(
            "\(worth.rawValue)_total", "\(worth.rawValue), all effects less none",
            worth == .survivors ? .fixed(digits: 0) : .percent(digits: 2),
            worth == .benefit ? .above(0) : nil, worth == .benefit ? "> 0" : "–"), traces, full,
          "subset_0"
        ) { worth.value(of: $0.at(20)) - worth.value(of: $1.at(20)) }
        return [total]
          + effects.enumerated().map { place, effect in
            ClaimFinding(
              Claim(
                "\(worth.rawValue)_\(effect.id)", "share of \(worth.rawValue): \(effect.name)",
                .percent(digits: 1), worth == .benefit ? .above(0) : nil,
                worth == .benefit ? "> 0" : "–", prototype: effect.prototype[kind]),
              values: shares.map { $0[place] },
              unavailable: traces.problems.first { !$0.isEmpty } ?? "")
          }
      }
    })
}
