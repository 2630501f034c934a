import TripleHelix

/// One part of the evidence on clusters: arms of one scenario, what is watched, and what is claimed.
struct ClusterPart: Sendable {
  /// An arm: overrides of the scenario by key, as `--set` takes them.
  struct Arm: Sendable {
    var id: String
    var name: String
    var overrides: [String] = []
  }

  /// Traces by arm and seed; nil where an arm is not available or a run failed.
  struct Traces: Sendable {
    let arms: [String]
    let traces: [[ClusterTrace?]]
    /// Why an arm is not available; empty where it is.
    let problems: [String]

    /// One value a seed from the trace of an arm.
    func values(_ arm: String, _ value: (ClusterTrace) -> Double) -> [Double] {
      guard let place = arms.firstIndex(of: arm) else { return [] }
      return traces[place].map { $0.map(value) ?? .nan }
    }

    /// One value a seed from the traces of two arms with the same seed.
    func paired(
      _ first: String, _ second: String, _ value: (ClusterTrace, ClusterTrace) -> Double
    ) -> [Double] {
      guard let one = arms.firstIndex(of: first), let other = arms.firstIndex(of: second) else {
        return []
      }
      return zip(traces[one], traces[other]).map { first, second in
        guard let first, let second else { return .nan }
        return value(first, second)
      }
    }

    /// Why one of some arms has nothing to say.
    func problem(_ arms: [String]) -> String {
      arms.compactMap { self.arms.firstIndex(of: $0) }.map { problems[$0] }
        .first { !$0.isEmpty } ?? ""
    }
  }

  let letter: Character
  let title: String
  let note: String
  /// File in the folder of evidence.
  let file: String
  let years: Int
  let arms: [Arm]
  let plan: ClusterObserver.Plan
  let judge: @Sendable (Traces) -> [ClaimFinding]
}

extension ClusterPart {
  /// A finding on one arm.
  static func finding(
    _ claim: Claim, _ traces: Traces, _ arm: String, _ value: (ClusterTrace) -> Double
  ) -> ClaimFinding {
    ClaimFinding(
      claim, values: traces.values(arm, value), unavailable: traces.problem([arm]))
  }

  /// A finding on the difference of two arms with the same seeds.
  static func finding(
    _ claim: Claim, _ traces: Traces, _ first: String, _ second: String,
    _ value: (ClusterTrace, ClusterTrace) -> Double
  ) -> ClaimFinding {
    ClaimFinding(
      claim, values: traces.paired(first, second, value),
      unavailable: traces.problem([first, second]))
  }
}

extension ClusterTrace {
  /// What was seen at the end of a year; nothing where the run was shorter.
  func at(_ year: Int) -> ClusterSample {
    samples.indices.contains(year) ? samples[year] : ClusterSample()
  }
}
