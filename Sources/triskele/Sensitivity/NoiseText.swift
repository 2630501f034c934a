import Experiments
import Foundation
import SensitivityAnalysis

/// The noise of the seeds, beside each output: for people and for programs.
enum NoiseText {
  /// One entry an output, as in JSON.
  struct Document: Encodable {
    let output: String
    let replicates: Int
    /// Share of noise in the variance of single runs, and in that of the points' means; nil where it
    /// cannot be told.
    let noiseShareOfRuns, noiseShareOfMeans: Double?
    let isComparable: Bool
    let warning: String?

    init(_ noise: OutputNoise) {
      output = noise.output
      replicates = noise.replicateCount
      noiseShareOfRuns = finite(noise.noise.shareOfRuns)
      noiseShareOfMeans = finite(noise.noise.shareOfMeans)
      isComparable = noise.warning != nil
      warning = noise.warning
    }
  }

  /// What the reader must know, a sentence an entry: what cannot be told, then outputs whose noise is
  /// comparable to what the parameters do.
  static func warnings(_ outcomes: StudyOutcomes) -> [String] {
    [outcomes.replicatesInWords].compactMap { $0 } + outcomes.noise.compactMap(\.warning)
  }

  /// A share as people read it; a dash where it cannot be told.
  static func share(_ share: Double) -> String {
    share.isFinite ? FigureText.percent(share) : "–"
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
