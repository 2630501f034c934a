import Foundation
import Randomness
import RegionalMeasures
import TripleHelix

/// Part (d): the effect of a contest between regions, its selection, and its effect on losers.
///
/// Winners are chosen by what the run without a contest shows in the year before it, with each seed:
/// by the score of a jury, or by lottery. The contest is then run for them, and whoever was not chosen is
/// a loser. Since both runs have the same seed, the naive comparison of winners and losers
/// decomposes exactly: naive = effect on winners + selection − effect on losers.
struct ContestStudy: Sendable {
  static let letter: Character = "d"
  static let winners = 3
  /// Year of the call, and years for which the prize is paid.
  static let start = 5
  static let years = 10
  /// Standard deviation of the jury's error, in those of the score over regions.
  static let juryError = 0.5

  let folder: String
  let overrides: [String]
  let seeds: [UInt64]

  private struct Arm: Sendable {
    var id: String
    var name: String
    var settings: String
    var isByLot = false
  }

  private static let arms = [
    Arm(id: "contest", name: "contest", settings: ""),
    Arm(id: "lot", name: "winners by lottery", settings: "", isByLot: true),
    Arm(
      id: "money", name: "money only",
      settings: ", brokers: 0, spin_off_factor: 1, start_up_factor: 1"),
    Arm(
      id: "call", name: "call and broker only",
      settings: ", award: 0, spin_off_factor: 1, start_up_factor: 1"),
  ]

  func run(
    threads: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> (group: ClaimGroup, failures: [String]) {
    let file = "\(folder)/germany-contest.yaml"
    let plan = ClusterObserver.Plan(keepsRegions: true)
    let base = StudyArm("none", "no contest", file: file, overrides: overrides)
    let arms = Self.arms.map { arm in
      StudyArm(
        arm.id, arm.name, file: file,
        overrides: overrides + [
          "policies=[{name: contest, instrument: contest, start: \(Self.start), end: "
            + "\(Self.start + Self.years), budget: 1000, winners: 1000, noise: 0\(arm.settings)}]"
        ])
    }
    let horizon = [base].ticks(years: Self.start + Self.years)
    let total = seeds.count * (1 + arms.count { $0.configuration != nil })
    let without = try await ArmStudy(arms: [base], seeds: seeds, horizon: horizon).run(
      threads: threads, observer: { _, _ in ClusterObserver(base.configuration, plan: plan) },
      progress: { done, _ in progress(done, total) })[0]
    let chosen = Self.arms.map { arm in
      zip(seeds, without).map { seed, outcome in
        Self.choose(outcome.value?.scores[Self.start] ?? [], isByLot: arm.isByLot, seed: seed)
      }
    }
    let count = seeds.count
    let outcomes = try await ArmStudy(arms: arms, seeds: seeds, horizon: horizon).run(
      threads: threads,
      configure: { arm, seed, configuration in
        let regions = chosen[arm][seed].map { configuration.regions[$0].id }
        for place in configuration.policies.indices {
          configuration.policies[place].regions = regions
        }
      },
      observer: { _, _ in ClusterObserver(base.configuration, plan: plan) },
      progress: { done, _ in progress(count + done, total) })

    var failures: [String] = []
    for (arm, outcomes) in zip([base] + arms, [without] + outcomes) where arm.configuration != nil {
      for (seed, outcome) in zip(seeds, outcomes) {
        if case .failed(let why) = outcome {
          failures.append("(d) \(arm.name), seed \(seed): \(why)")
        }
      }
    }
    let comparisons = outcomes.indices.map { arm in
      seeds.indices.map { seed -> Comparison? in
        guard let with = outcomes[arm][seed].value, let before = without[seed].value else {
          return nil
        }
        return Comparison(with: with, without: before, winners: chosen[arm][seed])
      }
    }
    return (judge(comparisons, problem: arms[0].problem), failures)
  }

  /// Regions by the score with the jury's error, or by lot alone.
  static func choose(_ scores: [Double], isByLot: Bool, seed: UInt64) -> [Int] {
    guard scores.count > winners else { return Array(scores.indices) }
    let average = mean(of: scores)
    let deviation =
      (scores.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(scores.count))
      .squareRoot()
    var stream = RandomStream()
    let seen = scores.indices.map { region in
      stream.reset(
        key: StreamKey(seed: seed, process: 0x6a75_7279), entity: UInt64(region), tick: 0)
      let error = stream.gaussian()
      return isByLot ? error : scores[region] + juryError * deviation * error
    }
    return scores.indices.sorted { (seen[$0], $0) > (seen[$1], $1) }.prefix(winners).sorted()
  }

  private func judge(_ comparisons: [[Comparison?]], problem: String) -> ClaimGroup {
    func finding(
      _ id: String, _ name: String, _ prototype: String, arm: Int,
      _ target: Claim.Target? = nil, _ text: String = "–",
      _ value: (Comparison) -> Double
    ) -> ClaimFinding {
      ClaimFinding(
        Claim(id, name, .fixed(digits: 1), target, text, prototype: prototype),
        values: comparisons[arm].map { $0.map(value) ?? .nan }, unavailable: problem)
    }
    return ClaimGroup(
      "d", "(d) A contest: effect, selection, and effect on losers",
      note: """
        \(Self.winners) of the regions win for \(Self.years) years; patents and new firms over \
        these years per 100 firms at the time of the call. Winners are chosen from the run \
        with the same seed without a contest, so that naive = effect + selection − effect on \
        losers for every seed.
        """,
      [
        finding(
          "naive", "patents, winners less losers", "52.6 ± 8.1", arm: 0, .above(0), "> 0"
        ) { $0.patents.naive },
        finding("effect", "… effect on winners", "33.7 ± 3.4", arm: 0, .above(0), "> 0") {
          $0.patents.effect
        },
        finding("selection", "… selection", "22.4 ± 6.8", arm: 0) { $0.patents.selection },
        finding("losers", "… effect on losers", "3.5 ± 0.6", arm: 0) { $0.patents.onLosers },
        finding("money", "… effect of money only", "22.9", arm: 2) { $0.patents.effect },
        finding("call", "… of call and broker alone", "10.7", arm: 3) { $0.patents.effect },
        finding("lot_naive", "by lottery: winners less losers", "31.2 ± 8.9", arm: 1) {
          $0.patents.naive
        },
        finding("lot_effect", "… effect on winners", "31.0 ± 3.1", arm: 1) { $0.patents.effect },
        finding(
          "naive_founded", "new firms, winners less losers", "7.9 ± 1.8", arm: 0, .above(0),
          "> 0"
        ) { $0.founded.naive },
        finding(
          "effect_founded", "… effect on winners", "7.9 ± 0.5", arm: 0, .above(0), "> 0"
        ) { $0.founded.effect },
        finding("selection_founded", "… selection", "0.2 ± 1.8", arm: 0) { $0.founded.selection },
        finding("losers_founded", "… effect on losers", "–", arm: 0) { $0.founded.onLosers },
      ])
  }
}

extension ContestStudy {
  /// Winners and losers with the contest and without it, one seed.
  struct Comparison: Sendable {
    var patents: Parts
    var founded: Parts

    /// The parts of a naive comparison, per 100 firms.
    struct Parts: Sendable {
      var winnersWith = 0.0
      var losersWith = 0.0
      var winnersWithout = 0.0
      var losersWithout = 0.0

      var naive: Double { winnersWith - losersWith }
      var effect: Double { winnersWith - winnersWithout }
      var selection: Double { winnersWithout - losersWithout }
      var onLosers: Double { losersWith - losersWithout }
    }

    init(with: ClusterTrace, without: ClusterTrace, winners: [Int]) {
      let regions = with.regionFirms.first?.indices ?? 0..<0
      let losers = regions.filter { !winners.contains($0) }
      func parts(_ flow: KeyPath<ClusterTrace, [[Double]]>) -> Parts {
        Parts(
          winnersWith: Self.rate(with, flow, winners), losersWith: Self.rate(with, flow, losers),
          winnersWithout: Self.rate(without, flow, winners),
          losersWithout: Self.rate(without, flow, losers))
      }
      patents = parts(\.patents)
      founded = parts(\.foundedByRegion)
    }

    /// A flow of the contest's years per 100 firms that these regions had at the call: new firms, few of
    /// which innovate, would else thin out what the others do.
    private static func rate(
      _ trace: ClusterTrace, _ flow: KeyPath<ClusterTrace, [[Double]]>, _ regions: [Int]
    ) -> Double {
      let years = ContestStudy.start + 1...ContestStudy.start + ContestStudy.years
      guard trace.regionFirms.count > years.upperBound else { return .nan }
      let firms = regions.reduce(0.0) { $0 + trace.regionFirms[ContestStudy.start][$1] }
      let total = years.reduce(0.0) { sum, year in
        regions.reduce(sum) { $0 + trace[keyPath: flow][year][$1] }
      }
      return firms > 0 ? 100 * total / firms : .nan
    }
  }
}
