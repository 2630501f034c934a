public import SensitivityAnalysis
import StudyStore

/// What the seeds do to one output of a study, beside what its parameters do.
public struct OutputNoise: Sendable, Equatable {
  /// Name of the output.
  public let output: String
  public let noise: SeedNoise
  /// Most replicates of a point.
  public let replicateCount: Int

  public init(output: String, noise: SeedNoise, replicateCount: Int) {
    self.output = output
    self.noise = noise
    self.replicateCount = replicateCount
  }

  /// What the reader must know, in one sentence; nil where noise is small.
  public var warning: String? {
    guard noise.repeatedPointCount > 0, noise.isComparable else { return nil }
    let share = Self.percent(noise.shareOfMeans)
    let more = noise.replicates(forShare: 0.05, now: replicateCount)
    return
      "noise of the seeds is \(share) of the variance of the points' means of \(output), comparable to "
      + "what the parameters do; "
      + (more.map { "about \($0) replicates would bring it to 5 %" }
        ?? "the effect of the parameters cannot be distinguished from noise: use many more replicates")
  }

  static func percent(_ share: Double) -> String {
    "\(Int((100 * share).rounded())) %"
  }
}

extension StudyOutcomes {
  /// One entry an output.
  public var noise: [OutputNoise] {
    study.outputs.indices.map { place in
      let outputs = replicated(output: place)
      return OutputNoise(
        output: study.outputs[place].name, noise: SeedNoise(outputs),
        replicateCount: outputs.replicateCount)
    }
  }

  /// Why noise cannot be told, or what must be known of intervals that rest on few seeds; nil where
  /// there is nothing to say.
  public var replicatesInWords: String? {
    guard !runs.isEmpty, !study.parameters.isEmpty else { return nil }
    let most = runCounts.max() ?? 0
    if most < 2 {
      return "each point has one run, so the noise of the seeds cannot be estimated and intervals "
        + "leave it out; use at least 2 replicates, better 5 or more"
    }
    if sharesSeeds, most < 5 {
      return "intervals rest on \(most) seeds; with fewer than 5 they are rough"
    }
    return nil
  }
}
