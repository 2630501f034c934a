/// The evidence on clusters, trust and policies: eight tables on the whole economy, with one set of
/// behavioural parameters, beside the figures of a small prototype of the same equations.
public struct ClusterEvidence: Sendable {
  /// The parts, in the order of the tables.
  public static let letters = "abcdefgh"

  private let folder: String
  private let overrides: [String]
  private let seeds: [UInt64]
  private let parts: Set<Character>

  /// - Parameters:
  ///   - folder: Where the scenarios of the evidence lie.
  ///   - overrides: Of every scenario, before those of its arms.
  ///   - parts: Letters of the tables that are wanted.
  public init(folder: String, overrides: [String], seeds: [UInt64], parts: Set<Character>) {
    self.folder = folder
    self.overrides = overrides
    self.seeds = seeds
    self.parts = parts
  }

  /// Runs all arms of the parts and judges them.
  ///
  /// - Parameter progress: Called after every run with the part, the runs done and all of the part.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) async throws -> ClaimReport {
    var groups: [ClaimGroup] = []
    var failures: [String] = []
    for letter in Self.letters where parts.contains(letter) {
      if letter == ContestStudy.letter {
        let contest = ContestStudy(folder: folder, overrides: overrides, seeds: seeds)
        let (group, failed) = try await contest.run(threads: threads) { progress("(d)", $0, $1) }
        groups.append(group)
        failures += failed
      }
      guard let part = ClusterPart.all.first(where: { $0.letter == letter }) else { continue }
      let file = "\(folder)/\(part.file)"
      let arms = part.arms.map { arm in
        StudyArm(arm.id, arm.name, file: file, overrides: overrides + arm.overrides)
      }
      let study = ArmStudy(arms: arms, seeds: seeds, horizon: arms.ticks(years: part.years))
      let outcomes = try await study.run(
        threads: threads,
        observer: { arm, _ in ClusterObserver(arms[arm].configuration, plan: part.plan) },
        progress: { done, all in progress("(\(part.letter))", done, all) })
      for (arm, outcomes) in zip(arms, outcomes) where arm.configuration != nil {
        for (seed, outcome) in zip(seeds, outcomes) {
          if case .failed(let why) = outcome {
            failures.append("(\(part.letter)) \(arm.name), seed \(seed): \(why)")
          }
        }
      }
      let traces = ClusterPart.Traces(
        arms: arms.map(\.id), traces: outcomes.map { $0.map(\.value) },
        problems: arms.map(\.problem))
      groups.append(
        ClaimGroup(
          String(part.letter), "(\(part.letter)) \(part.title)", note: part.note,
          part.judge(traces)))
    }
    let count = seeds.count
    return ClaimReport(
      name: "clusters", title: "Evidence on clusters, trust and policies",
      introduction: """
        \(count) seed\(count == 1 ? "" : "s") an arm, arms with the same seeds; one set of \
        behavioural parameters throughout.
        """,
      groups: groups + Self.patterns(of: groups), failures: failures)
  }

  /// The patterns of clusters that the model is to show, each read off the tables above.
  private static func patterns(of groups: [ClaimGroup]) -> [ClaimGroup] {
    let sources: [(name: String, group: String, claims: [String])] = [
      (
        "clusters pass emergence, growth, maturity, decline or renewal", "f",
        ["had_growth", "had_maturity", "had_decline"]
      ),
      ("renewal needs knowledge from outside", "f", ["renewal_open_less_closed"]),
      (
        "a single initiator with spin-offs can found a cluster", "e",
        ["initiator_less_none", "initiator_descent"]
      ),
      (
        "with trust near zero, no voluntary cluster survives; with the survey's trust, some do",
        "a",
        ["living_003", "living_100"]
      ),
      ("state-funded networks spread faster", "c", ["members_state_less_own"]),
      ("participant-funded ones last longer once funding ends", "c", ["staying_10_own_less_state"]),
    ]
    return sources.enumerated().compactMap { place, source in
      guard let group = groups.first(where: { $0.id == source.group }) else { return nil }
      let findings = group.findings.filter { source.claims.contains($0.claim.id) }
      return ClaimGroup(
        "pattern_\(place + 1)", "Pattern: \(source.name)", note: "Rows of (\(source.group)).",
        findings)
    }
  }
}
