public import TripleHelix

/// A part of the time of a comparison, by when the policies that differ are in force.
public struct EffectWindow: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// From the first quarter of the first of these policies to the last quarter of the last one.
    case inForce = "in_force"
    /// The five years that follow, or as many as the run has.
    case after
    /// The last year of the run.
    case end
    /// All of the run, where no policy differs.
    case run
  }

  public let kind: Kind
  /// Ticks of the window; flows and states are means over them.
  public let ticks: ClosedRange<Int>

  public init(_ kind: Kind, _ ticks: ClosedRange<Int>) {
    self.kind = kind
    self.ticks = ticks
  }
}

/// What a comparison looks at, known before it runs: the policies that differ, the windows of time
/// that follow from them, and whom they aim at.
public struct ComparisonPlan: Sendable, Equatable {
  /// Years after the end of policies that are looked at by themselves.
  public static let yearsAfter = 5.0

  /// Policies that some scenarios have and others have not, or have with other settings.
  public let differing: [PolicyDescription]
  public let windows: [EffectWindow]
  /// By scenario that is compared with the base: whom the policies aim at in which the two differ; empty
  /// where one of them aims at everybody.
  public let targets: [[PolicyTarget]]
  /// Names of policies that pay for others by `taken_from`.
  let givers: Set<String>

  public init(base: Configuration, policies: [Configuration]) {
    let own = policies.map { policy in
      policy.policies.filter { !base.policies.contains($0) }
        + base.policies.filter { !policy.policies.contains($0) }
    }
    var differing: [PolicyDescription] = []
    for policy in own.joined() where !differing.contains(policy) { differing.append(policy) }
    self.differing = differing
    windows = Self.windows(of: differing, base.horizon, base.timeStep)
    targets = own.map { policies in
      let targets = policies.map { PolicyTarget($0) }
      return targets.allSatisfy(\.isRestricted) ? targets : []
    }
    givers = Set(policies.flatMap { $0.policies.compactMap(\.takenFrom) })
  }

  private static func windows(
    of policies: [PolicyDescription], _ horizon: Int, _ timeStep: TimeStep
  ) -> [EffectWindow] {
    guard horizon > 0 else { return [] }
    let last = EffectWindow(.end, max(1, horizon - timeStep.ticksPerYear + 1)...horizon)
    let acting = policies.filter { $0.start < horizon && $0.end > $0.start }
    guard let start = acting.map(\.start).min(), let end = acting.map(\.end).max() else {
      return [EffectWindow(.run, 1...horizon), last]
    }
    var windows = [EffectWindow(.inForce, (max(0, start) + 1)...min(end, horizon))]
    if end < horizon {
      let years = timeStep.ticks(years: yearsAfter)
      windows.append(EffectWindow(.after, (end + 1)...min(end + years, horizon)))
    }
    return windows + [last]
  }
}
