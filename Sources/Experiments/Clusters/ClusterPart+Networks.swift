import Foundation
import TripleHelix

/// Parts (a) to (c): trust, a programme that the state pays, and one that its members pay.
extension ClusterPart {
  static let trustLevels = ["0.03", "0.25", "0.5", "0.7", "1", "1.15"]

  /// Years in which programmes run in (b) and (c).
  static let programme = (start: 5, end: 10)

  static func trustID(_ level: String) -> String {
    "living_" + String(format: "%03d", Int((100 * (Double(level) ?? 0)).rounded()))
  }

  /// The Danish programme: 40 brokers whom the state pays, with the fees of members.
  static let statePaid =
    "policies=[{name: network, instrument: network_programme, start: \(programme.start), "
    + "end: \(programme.end), budget: 1000, rate: 1}]"

  /// The participants pay, the state a fifth of the brokers.
  static let memberPaid =
    "policies=[{name: network, instrument: participant_funded_network, start: "
    + "\(programme.start), end: \(programme.end), budget: 1000}]"

  static let trust = ClusterPart(
    letter: "a", title: "No voluntary clusters with trust near zero",
    note: "Active clusters after 20 years by level of general trust τ, 1 being the survey.",
    file: "denmark.yaml", years: 20,
    arms: trustLevels.map {
      Arm(id: trustID($0), name: "τ = \($0)", overrides: ["parameters.clusters.trust_level=\($0)"])
    } + [
      Arm(
        id: "programme_003", name: "state-paid programme at τ = 0.03",
        overrides: ["parameters.clusters.trust_level=0.03", statePaid])
    ],
    plan: .init(),
    judge: { traces in
      let prototypes = ["0", "1.4 ± 0.4", "28 ± 2", "48 ± 2", "64 ± 2", "69 ± 2"]
      let levels = zip(trustLevels, prototypes).map { level, prototype in
        let target: (Claim.Target?, String) =
          switch level {
          case "0.03": (.mean(0...0.5), "none: < 0.5")
          case "1": (.above(1), "some: > 1")
          default: (nil, "–")
          }
        return finding(
          Claim(
            trustID(level), "active clusters at τ = \(level)", .fixed(digits: 1), target.0,
            target.1,
            prototype: prototype), traces, trustID(level)
        ) { $0.at(20).clusters }
      }
      return levels + [
        finding(
          Claim(
            "rises", "clusters at τ = 1 less at τ = 0.25", .fixed(digits: 1), .above(0), "> 0"),
          traces, trustID("1"), trustID("0.25")
        ) { $0.at(20).clusters - $1.at(20).clusters },
        finding(
          Claim(
            "member_share", "members as share of firms at τ = 1", .percent(digits: 1),
            prototype: "10.7 % ± 0.3"), traces, trustID("1")
        ) { $0.at(20).members / $0.at(20).firms },
        finding(
          Claim(
            "programme_members", "members of a state-paid programme at τ = 0.03",
            .fixed(digits: 0), .mean(0...10), "none: < 10", prototype: "0"),
          traces, "programme_003"
        ) { $0.at(programme.end).members },
      ]
    })

  static let denmark = ClusterPart(
    letter: "b", title: "A state-paid programme reaches 5,000 of 11,000 firms",
    note: """
      The programme runs from year \(programme.start) to year \(programme.end). Gain: ln of \
      quality over unit cost, net of the fee, compared with the same firm and seed without the \
      programme, both at the wages and prices of the run without it, over the ends of the years in \
      which the firm was a member.
      """,
    file: "denmark.yaml", years: 25,
    arms: [
      Arm(id: "none", name: "no programme"),
      Arm(
        id: "state", name: "the state pays", overrides: [statePaid]),
    ],
    plan: .init(cohortYear: programme.end, comparedYears: programme.start + 1...programme.end),
    judge: { traces in
      let (start, end) = programme
      func members(
        _ year: Int, _ target: Claim.Target?, _ text: String, _ prototype: String
      )
        -> ClaimFinding
      {
        finding(
          Claim(
            "members_\(year)", "members after \(year) year\(year == 1 ? "" : "s")",
            .fixed(digits: 0), target, text, prototype: prototype), traces, "state"
        ) { $0.at(start + year).members }
      }
      func staying(
        _ years: Int, _ target: Claim.Target?, _ text: String, _ prototype: String
      )
        -> ClaimFinding
      {
        finding(
          Claim(
            "staying_\(years)", "stay \(years) year\(years == 1 ? "" : "s") after the money ends",
            .percent(digits: 1), target, text, prototype: prototype), traces, "state"
        ) { $0.at(end + years).staying }
      }
      return [
        finding(
          Claim("before", "members before", .fixed(digits: 0), prototype: "335"), traces, "state"
        ) { $0.at(start).members },
        finding(
          Claim(
            "without", "members in the fifth year without it", .fixed(digits: 0), prototype: "646"),
          traces, "none"
        ) { $0.at(end).members },
        members(1, nil, "–", "1,842 ± 31"), members(3, nil, "–", "3,700 ± 46"),
        members(5, .mean(4500...5500), "5,000 ± 10 %", "4,930 ± 50"),
        finding(
          Claim(
            "gaining", "members that gain competitiveness", .percent(digits: 1),
            .mean(0.675...0.825), "75 % ± 10 %", prototype: "73.6 % ± 0.8"),
          traces, "state", "none"
        ) { share(ofGainingMembers: $0, against: $1) },
        finding(
          Claim("gaining_last", "… at the end of the programme", .percent(digits: 1)),
          traces, "state", "none"
        ) {
          share(ofGainingMembers: $0.lastCompared, against: $1.lastCompared)
        },
        finding(
          Claim("gain", "their mean gain", .percent(digits: 2), prototype: "2.0 %"),
          traces, "state", "none"
        ) { meanGain(ofMembers: $0, against: $1) },
        staying(1, .mean(0.85...0.95), "90 % ± 5 points", "90.6 % ± 0.2"),
        staying(2, nil, "–", "84.4 %"), staying(5, nil, "–", "73 %"), staying(10, nil, "–", "67 %"),
      ]
    })

  static let britain = ClusterPart(
    letter: "c", title: "A participant-funded network is slower and smaller, and lasts longer",
    note: """
      As in (b), with a network funded by its members except for a fifth of the brokers. Staying: \
      share of the members in year \(programme.end) that are still active firms.
      """,
    file: "denmark.yaml", years: 25,
    arms: [
      Arm(id: "state", name: "the state pays", overrides: [statePaid]),
      Arm(id: "own", name: "the participants pay", overrides: [memberPaid]),
    ],
    plan: .init(cohortYear: programme.end),
    judge: { traces in
      let end = programme.end
      let paths = [
        (1, "95.8 %", "+5.2 ± 0.3"), (5, "80.1 %", "+6.7 ± 0.7"),
        (10, "71.8 %", "+5.0 ± 0.9"), (15, "73.8 %", "+6.4 ± 1.0"),
      ]
      return [
        finding(
          Claim(
            "members_own", "members after five years", .fixed(digits: 0),
            prototype: "1,767 ± 90"), traces, "own"
        ) { $0.at(end).members },
        finding(
          Claim(
            "members_state_less_own", "members of the state-funded one, less members of this one",
            .fixed(digits: 0),
            .above(0), "> 0: slower, smaller", prototype: "3,163 ± 91"), traces, "state", "own"
        ) { $0.at(end).members - $1.at(end).members },
      ]
        + paths.flatMap { years, prototype, difference in
          [
            finding(
              Claim(
                "staying_\(years)_own", "members that stay \(years) years", .percent(digits: 1),
                prototype: prototype), traces, "own"
            ) { $0.at(end + years).staying },
            finding(
              Claim(
                "staying_\(years)_own_less_state", "… less those of the state-paid one",
                .percent(digits: 1), .above(0), "> 0", prototype: "\(difference) points"),
              traces, "own", "state"
            ) { $0.at(end + years).staying - $1.at(end + years).staying },
          ]
        } + [
          finding(
            Claim(
              "networks_own_less_state", "networks alive after ten years, less the state-paid ones",
              .percent(digits: 1), prototype: "−2.3 ± 1.9 points"), traces, "own", "state"
          ) { $0.at(end + 10).clustersStaying - $1.at(end + 10).clustersStaying },
          finding(
            Claim(
              "cooperativeness", "cooperativeness of members, less the state-paid one's",
              .fixed(digits: 3), .above(0), "> 0: price and vetting select", prototype: "0.040"),
            traces, "own", "state"
          ) { $0.at(end).cooperativeness - $1.at(end).cooperativeness },
        ]
    })

  /// Members of the first arm whose competitiveness is higher than that of the same firm in the
  /// second, over those that are firms in both.
  static func share(ofGainingMembers first: ClusterTrace, against second: ClusterTrace) -> Double {
    let gains = gains(ofMembers: first, against: second)
    return gains.isEmpty ? .nan : Double(gains.count { $0 > 0 }) / Double(gains.count)
  }

  static func meanGain(ofMembers first: ClusterTrace, against second: ClusterTrace) -> Double {
    finiteMean(of: gains(ofMembers: first, against: second))
  }

  /// Gains of those that are members at the end of the programme in the first arm alone, on average
  /// over the years' ends at which they were.
  ///
  /// A line that is launched a quarter sooner or later moves unit cost by more than a cluster does; over
  /// the years of a membership that evens out.
  private static func gains(
    ofMembers first: ClusterTrace, against second: ClusterTrace
  ) -> [Double] {
    var sums: [UInt64: (gain: Double, years: Double)] = [:]
    for (year, years) in zip(first.firms, second.firms).enumerated().reversed() {
      let isLast = year == min(first.firms.count, second.firms.count) - 1
      var place = 0
      for (id, firm) in years.0 where firm.isMember {
        while place < years.1.count, years.1[place].id < id { place += 1 }
        guard place < years.1.count, years.1[place].id == id else { continue }
        // Whoever is a member without the programme has nothing to thank it for.
        let other = years.1[place].firm
        guard !other.isMember, isLast || sums[id] != nil else { continue }
        let gain =
          firm.competitiveness(atPricesOf: other) - other.competitiveness(atPricesOf: other)
        let sum = sums[id] ?? (0, 0)
        sums[id] = (sum.gain + gain, sum.years + 1)
      }
    }
    return sums.sorted { $0.key < $1.key }.map { $0.value.gain / $0.value.years }
  }
}
