import Experiments
import SensitivityAnalysis

/// Indices of one output by one method, in the form that text, JSON and CSV are written from.
struct IndexTable {
  enum Figure {
    case estimate(Estimate)
    case number(Double)
    case count(Int)
    case flag(Bool)
  }

  struct Column {
    /// Name in files.
    let key: String
    /// Name on the screen.
    let label: String
  }

  struct Row {
    /// An input, or the two of a pair.
    let inputs: [String]
    let figures: [Figure]
  }

  struct Part {
    let columns: [Column]
    let rows: [Row]
  }

  struct Fact {
    let key: String
    let value: Figure
  }

  let output: String
  let method: SensitivityMethod
  private(set) var inputs: Part
  let pairs: Part?
  private(set) var facts: [Fact]
  /// Number of blocks or points used, and the indices from them.
  let convergence: [(size: Int, part: Part)]
  private(set) var notes: [String]
}

extension IndexTable {
  /// Adds the noise of the seeds to the facts, and what must be known of it to the notes.
  mutating func add(_ noise: SeedNoise, replicates: Int) {
    facts.append(Fact(key: "replicates", value: .count(replicates)))
    facts.append(Fact(key: "noise_share_of_runs", value: .number(noise.shareOfRuns)))
    facts.append(Fact(key: "noise_share_of_means", value: .number(noise.shareOfMeans)))
    if let warning = OutputNoise(output: output, noise: noise, replicateCount: replicates).warning {
      notes.append(warning)
    }
  }

  /// Widens the intervals of the first figures of all inputs by standard errors.
  mutating func widen(by errors: [Double], confidence: Double) {
    inputs = Part(
      columns: inputs.columns,
      rows: zip(inputs.rows, errors).map { row, error in
        guard case .estimate(let estimate) = row.figures[0] else { return row }
        return Row(
          inputs: row.inputs,
          figures: [.estimate(estimate.widened(by: error, confidence: confidence))]
            + row.figures.dropFirst())
      })
  }

  /// - Parameter noise: μ* that noise alone gives, one entry an input; nil where it is not known.
  init(
    morris result: ElementaryEffects, stages: [Stage<ElementaryEffects>], output: String,
    noise: [Double]? = nil
  ) {
    func part(_ result: ElementaryEffects) -> Part {
      Part(
        columns: [
          Column(key: "mu_star", label: "μ*"), Column(key: "mu", label: "μ"),
          Column(key: "sigma", label: "σ"), Column(key: "effects", label: "effects"),
        ] + (noise == nil ? [] : [Column(key: "noise_level", label: "μ* of noise")]),
        rows: result.inputs.enumerated().map { place, input in
          Row(
            inputs: [input.name],
            figures: [
              .estimate(input.meanMagnitude), .estimate(input.mean),
              .estimate(input.standardDeviation), .count(input.effectCount),
            ] + (noise.map { [.number($0[place])] } ?? []))
        })
    }
    self.output = output
    method = .morris
    inputs = part(result)
    pairs = nil
    facts = [
      Fact(key: "trajectories", value: .count(result.trajectoryCount)),
      Fact(key: "missing_effects", value: .count(result.missingEffectCount)),
    ]
    convergence = stages.map { ($0.size, part($0.result)) }
    notes =
      result.missingEffectCount == 0
      ? []
      : [
        "\(result.missingEffectCount) effects are missing, because one of their points has no output"
      ]
  }

  init(sobol result: VarianceIndices, stages: [Stage<VarianceIndices>], output: String) {
    func part(_ result: VarianceIndices) -> Part {
      Part(
        columns: [Column(key: "st", label: "ST"), Column(key: "s1", label: "S1")],
        rows: result.inputs.map { input in
          Row(inputs: [input.name], figures: [.estimate(input.total), .estimate(input.first)])
        })
    }
    self.output = output
    method = .sobol
    inputs = part(result)
    pairs =
      result.pairs.isEmpty
      ? nil
      : Part(
        columns: [Column(key: "s2", label: "S2")],
        rows: result.pairs.map {
          Row(inputs: [$0.first, $0.second], figures: [.estimate($0.index)])
        })
    facts = [
      Fact(key: "blocks", value: .count(result.usedBlockCount)),
      Fact(key: "dropped_blocks", value: .count(result.droppedBlockCount)),
      Fact(key: "mean", value: .number(result.mean)),
      Fact(key: "variance", value: .number(result.variance)),
    ]
    convergence = stages.map { ($0.size, part($0.result)) }
    let all = result.usedBlockCount + result.droppedBlockCount
    notes =
      result.droppedBlockCount == 0
      ? []
      : [
        "\(result.droppedBlockCount) of \(all) blocks have a point without an output and are left out"
      ]
  }

  init(
    distribution result: DistributionIndices, stages: [Stage<DistributionIndices>],
    method: SensitivityMethod, output: String
  ) {
    func part(_ result: DistributionIndices) -> Part {
      Part(
        columns: [
          Column(key: method.rawValue, label: method == .delta ? "δ" : "PAWN"),
          Column(key: "uncorrected", label: "uncorrected"),
          Column(key: "zero_level", label: "chance"), Column(key: "above_zero", label: "above"),
        ],
        rows: result.inputs.map { input in
          Row(
            inputs: [input.name],
            figures: [
              .estimate(input.index), .number(input.uncorrected), .number(input.zeroLevel),
              .flag(input.isAboveZeroLevel),
            ])
        })
    }
    self.output = output
    self.method = method
    inputs = part(result)
    pairs = nil
    facts = [
      Fact(key: "points", value: .count(result.usedPointCount)),
      Fact(key: "missing_points", value: .count(result.missingPointCount)),
    ]
    convergence = stages.map { ($0.size, part($0.result)) }
    var notes: [String] = []
    if result.missingPointCount > 0 {
      notes.append("\(result.missingPointCount) points have no output")
    }
    // With ten points in a class chance reaches a quarter.
    if method == .pawn, let chance = result.inputs.map(\.zeroLevel).min(), chance > 0.25 {
      notes.append(
        "with so few points per class, chance alone gives \(FigureText.fixed(chance, digits: 2)): "
          + "an input below that value may still matter")
    }
    self.notes = notes
  }

  init(regression result: StandardisedRegression, output: String) {
    self.output = output
    method = .regression
    inputs = Part(
      columns: [Column(key: "src", label: "SRC")],
      rows: result.inputs.map { Row(inputs: [$0.name], figures: [.estimate($0.coefficient)]) })
    pairs = nil
    facts = [
      Fact(key: "r_squared", value: .number(result.explainedShare)),
      Fact(key: "points", value: .count(result.usedPointCount)),
      Fact(key: "missing_points", value: .count(result.missingPointCount)),
    ]
    convergence = []
    var notes: [String] = []
    if result.explainedShare < 0.7 {
      notes.append("R² is below 0.7: a linear fit explains little of this output")
    }
    if !result.omitted.isEmpty {
      notes.append("\(result.omitted.joined(separator: ", ")) has no slope and is left out")
    }
    self.notes = notes
  }
}
