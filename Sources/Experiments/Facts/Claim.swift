import Foundation
import RegionalMeasures

/// Something that runs are held against: a statistic, one value a seed, and what it must be.
public struct Claim: Sendable {
  /// What the statistic must be.
  public enum Target: Sendable, Equatable {
    /// The mean over the seeds lies in the range.
    case mean(ClosedRange<Double>)
    /// The whole 95 % interval lies above, or below, the bound; with one seed, the value.
    case above(Double)
    case below(Double)
  }

  public enum Format: Sendable, Equatable {
    case percent(digits: Int)
    case fixed(digits: Int)
    case scientific
  }

  /// Identifier in `snake_case`, unique within its table.
  public let id: String
  /// What is claimed, in words.
  public let name: String
  public let format: Format
  /// Nil where the figure is told for its own sake.
  public let target: Target?
  /// The target in words.
  public let targetText: String
  /// What another program with the same equations gave, as its note writes it; empty where unknown.
  public let prototype: String
  /// Why a miss may be one, told beside it.
  public let ifMissed: String

  public init(
    _ id: String, _ name: String, _ format: Format, _ target: Target? = nil,
    _ targetText: String = "–",
    prototype: String = "", ifMissed: String = ""
  ) {
    self.id = id
    self.name = name
    self.format = format
    self.target = target
    self.targetText = targetText
    self.prototype = prototype
    self.ifMissed = ifMissed
  }
}

/// A claim beside what the runs show.
public struct ClaimFinding: Sendable {
  public enum Verdict: String, Sendable, Encodable {
    case met, missed
    /// What the claim is about does not exist in the runs or in this version.
    case unavailable = "not available"
  }

  public let claim: Claim
  /// One entry per seed that defines the statistic.
  public let values: [Double]
  public let interval: MeanInterval
  /// Nil where the claim has no target.
  public let verdict: Verdict?
  /// Why it is missed or not available; empty otherwise.
  public let reason: String

  /// - Parameter unavailable: Why there are no values, used only where there are none.
  public init(_ claim: Claim, values: [Double], unavailable: String = "") {
    self.claim = claim
    self.values = values.filter(\.isFinite)
    interval = MeanInterval(values)
    guard !self.values.isEmpty else {
      verdict = .unavailable
      reason = unavailable.isEmpty ? "no run gives a value" : unavailable
      return
    }
    guard let target = claim.target else {
      verdict = nil
      reason = ""
      return
    }
    let shortfall = Self.shortfall(target, interval, claim.format)
    verdict = shortfall == nil ? .met : .missed
    let hint = claim.ifMissed.isEmpty ? "" : "; \(claim.ifMissed)"
    reason = shortfall.map { $0 + hint } ?? ""
  }

  /// How the target is missed, in words; nil where it is met.
  private static func shortfall(
    _ target: Claim.Target, _ interval: MeanInterval, _ format: Claim.Format
  ) -> String? {
    let mean = format.text(interval.mean)
    switch target {
    case .mean(let range):
      if interval.mean < range.lowerBound {
        return "mean \(mean) is below \(format.text(range.lowerBound))"
      }
      if interval.mean > range.upperBound {
        return "mean \(mean) is above \(format.text(range.upperBound))"
      }
      return nil
    case .above(let bound):
      guard !(interval.lower > bound) else { return nil }
      return interval.mean > bound
        ? "the lower end of the interval is \(format.text(interval.lower)), below \(format.text(bound))"
        : "mean \(mean) is not above \(format.text(bound))"
    case .below(let bound):
      guard !(interval.upper < bound) else { return nil }
      return interval.mean < bound
        ? "the upper end of the interval is \(format.text(interval.upper)), above \(format.text(bound))"
        : "mean \(mean) is not below \(format.text(bound))"
    }
  }

  /// "12.3 % ± 0.4"; a dash without values.
  public var measured: String {
    guard !values.isEmpty else { return "–" }
    let mean = claim.format.text(interval.mean)
    return interval.halfWidth.isFinite
      ? "\(mean) ± \(claim.format.width(interval.halfWidth))" : mean
  }
}

extension Claim.Format {
  /// A figure as people read it; a dash where there is none.
  func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return switch self {
    case .percent(let digits): String(format: "%.\(digits)f %%", 100 * value)
    case .fixed(let digits): String(format: "%.\(digits)f", value)
    case .scientific: String(format: "%.1e", value)
    }
  }

  /// Half an interval, without its unit.
  func width(_ value: Double) -> String {
    if case .percent(let digits) = self { return String(format: "%.\(digits)f", 100 * value) }
    return text(value)
  }
}

/// Claims about one subject; it holds if all that have a target are met.
public struct ClaimGroup: Sendable {
  /// Identifier in `snake_case`, unique within its table.
  public let id: String
  public let title: String
  public let findings: [ClaimFinding]
  /// What was measured and how, in a few words.
  public let note: String

  public init(_ id: String, _ title: String, note: String = "", _ findings: [ClaimFinding]) {
    self.id = id
    self.title = title
    self.note = note
    self.findings = findings
  }

  /// Missed if one target is missed, else not available if one statistic with a target is; nil where
  /// nothing has a target.
  public var verdict: ClaimFinding.Verdict? {
    let judged = findings.filter { $0.claim.target != nil }.compactMap(\.verdict)
    if judged.contains(.missed) { return .missed }
    if judged.contains(.unavailable) { return .unavailable }
    return judged.isEmpty ? nil : .met
  }

  /// Reasons of what is missed or not available, one after the other; a reason that several claims
  /// share is told once.
  public var reason: String {
    let open = findings.filter { $0.claim.target != nil && $0.verdict != .met }
    return open.map(\.reason).uniqued().map { reason in
      let names = open.filter { $0.reason == reason }.map(\.claim.name)
      return names.joined(separator: ", ") + ": " + reason
    }.joined(separator: "; ")
  }
}
