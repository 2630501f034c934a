import SensitivityAnalysis

/// What `triskele sensitivity` found.
struct SensitivityReport {
  struct Options {
    var method = SensitivityMethod.auto
    /// Whether the points are a study's, of which a design without structure gets all that takes it.
    var isOfStudy = false
    var resampling = Resampling()
    var classes = 10
    var summary = PAWN.Summary.median
    /// What makes a point one of interest, for boxes.
    var condition: Constraint?
    var discovery = ScenarioDiscovery.Options()
  }

  /// Why one output cannot be analysed.
  struct Failure {
    let output: String
    let problem: AnalysisProblem
  }

  let points: DesignPoints
  /// What was left out of a study.
  let notes: [String]
  let options: Options
  private(set) var tables: [IndexTable] = []
  private(set) var discovery: ScenarioDiscovery?
  private(set) var failures: [Failure] = []

  init(_ table: StudyTable, options: Options) {
    points = table.points
    notes = table.notes
    self.options = options
    if options.method == .prim {
      discover(table)
      return
    }
    for (place, name) in table.outputNames.enumerated() {
      let values = table.outputs[place]
      let runs = table.replicated.isEmpty ? nil : table.replicated[place]
      let replicated = runs.flatMap { $0.isRepeated ? $0 : nil }
      let noise = replicated.map(SeedNoise.init)
      for method in methods(for: values, isGrid: table.isGrid) {
        do throws(AnalysisProblem) {
          var result = try analyse(values, replicated, name: name, by: method)
          if let noise, let replicated {
            result.add(noise, replicates: replicated.replicateCount)
          }
          tables.append(result)
        } catch {
          // What is wrong with an output is wrong with it for several methods; it is told once.
          if failures.last.map({ $0.output == name && $0.problem == error }) != true {
            failures.append(Failure(output: name, problem: error))
          }
        }
      }
    }
  }

  /// Holes leave PAWN beside or in the place of Sobol' indices.
  private func methods(for outputs: [Double], isGrid: Bool) -> [SensitivityMethod] {
    guard options.method == .auto else { return [options.method] }
    switch points.kind {
    case .morris: return [.morris]
    case .saltelli:
      let isWhole = points.placements.indices.allSatisfy {
        !points.placements[$0].isHole && outputs[$0].isFinite
      }
      if isWhole { return [.sobol] }
      let plain = Resampling(replicates: 0)
      let hasBlocks = (try? VarianceIndices(points, outputs: outputs, resampling: plain)) != nil
      return hasBlocks ? [.sobol, .pawn] : [.pawn]
    case .fullFactorial, .latinHypercube, .sobolSequence, .points:
      guard options.isOfStudy else { return [.pawn] }
      // Every combination on a grid: effects first; few points a class make no density.
      return isGrid ? [.regression, .pawn] : [.pawn, .delta, .regression]
    }
  }

  /// Seconds that the indices from given data take, of all outputs: measured by one estimate of the
  /// first that has one. Other methods take seconds.
  static func seconds(_ table: StudyTable, options: Options) -> Double {
    var few = options
    few.resampling = Resampling(replicates: 0)
    let probe = SensitivityReport(probing: table, options: few)
    guard let outputs = table.outputs.first else { return 0 }
    var seconds = 0.0
    for method in probe.methods(for: outputs, isGrid: table.isGrid) {
      guard method == .delta || method == .pawn else { continue }
      let start = ContinuousClock.now
      guard probe.index(of: outputs, by: method) != nil else { continue }
      let one = (ContinuousClock.now - start) / .seconds(1)
      // The stages of convergence take all replicates of the whole design again for δ, none for PAWN.
      let replicates = Double(options.resampling.replicates)
      let passes = method == .delta ? 4 * replicates + 35 : 2 * replicates + 2
      seconds += one * passes
    }
    return seconds * Double(table.outputs.count)
  }

  /// Analyses nothing.
  private init(probing table: StudyTable, options: Options) {
    (points, notes) = (table.points, table.notes)
    self.options = options
  }

  /// - Parameter replicated: The same outputs run by run, where points have replicates.
  private func analyse(
    _ outputs: [Double], _ replicated: ReplicatedOutputs?, name: String,
    by method: SensitivityMethod
  ) throws(AnalysisProblem) -> IndexTable {
    if let replicated, method == .sobol {
      let plain = Resampling(replicates: 0)
      return IndexTable(
        sobol: try VarianceIndices(
          points, outputs: replicated, resampling: options.resampling),
        stages: VarianceIndices.convergence(points, outputs: replicated, resampling: plain),
        output: name)
    }
    var table = try analyse(
      outputs, name: name, by: method,
      noise: replicated.flatMap { ElementaryEffects.noiseLevels(points, outputs: $0) })
    // Other methods draw points only; where these share seeds, seeds are another source of error.
    if let replicated, options.resampling.replicates > 0,
      let errors = SeedError.errors(replicated, { index(of: $0, by: method) })
    {
      table.widen(by: errors, confidence: options.resampling.confidence)
    }
    return table
  }

  /// The first figure of every input, without intervals.
  private func index(of outputs: [Double], by method: SensitivityMethod) -> [Double]? {
    let plain = Resampling(replicates: 0)
    switch method {
    case .morris:
      return (try? ElementaryEffects(points, outputs: outputs, resampling: plain))?
        .inputs.map(\.meanMagnitude.value)
    case .delta:
      return (try? BorgonovoDelta.indices(points, outputs: outputs, resampling: plain))?
        .inputs.map(\.index.value)
    case .regression:
      return (try? StandardisedRegression(points, outputs: outputs, resampling: plain))?
        .inputs.map(\.coefficient.value)
    case .pawn, .auto, .sobol, .prim:
      return
        (try? PAWN.indices(
          points, outputs: outputs, classes: options.classes, summary: options.summary,
          resampling: plain))?.inputs.map(\.index.value)
    }
  }

  /// - Parameter noise: μ* that noise alone gives, for elementary effects.
  private func analyse(
    _ outputs: [Double], name: String, by method: SensitivityMethod, noise: [Double]?
  ) throws(AnalysisProblem) -> IndexTable {
    let resampling = options.resampling
    // Stages show how the indices settle; their own intervals are not shown.
    let plain = Resampling(replicates: 0, confidence: resampling.confidence, seed: resampling.seed)
    switch method {
    case .morris:
      return IndexTable(
        morris: try ElementaryEffects(points, outputs: outputs, resampling: resampling),
        stages: ElementaryEffects.convergence(points, outputs: outputs, resampling: plain),
        output: name, noise: noise)
    case .sobol:
      return IndexTable(
        sobol: try VarianceIndices(points, outputs: outputs, resampling: resampling),
        stages: VarianceIndices.convergence(points, outputs: outputs, resampling: plain),
        output: name)
    case .delta:
      return IndexTable(
        distribution: try BorgonovoDelta.indices(points, outputs: outputs, resampling: resampling),
        // Without replicates the bias would stay in.
        stages: BorgonovoDelta.convergence(points, outputs: outputs, resampling: resampling),
        method: .delta, output: name)
    case .regression:
      return IndexTable(
        regression: try StandardisedRegression(points, outputs: outputs, resampling: resampling),
        output: name)
    case .pawn, .auto, .prim:
      return IndexTable(
        distribution: try PAWN.indices(
          points, outputs: outputs, classes: options.classes, summary: options.summary,
          resampling: resampling),
        stages: PAWN.convergence(
          points, outputs: outputs, classes: options.classes, summary: options.summary,
          resampling: plain),
        method: .pawn, output: name)
    }
  }

  private mutating func discover(_ table: StudyTable) {
    guard let condition = options.condition else { return }
    let place = Dictionary(
      uniqueKeysWithValues: table.outputNames.enumerated().map { ($1, $0) })
    let needed = condition.factorNames.compactMap { place[$0] }
    let interest = (0..<points.count).map { point -> Bool? in
      guard needed.allSatisfy({ table.outputs[$0][point].isFinite }) else { return nil }
      return condition.holds { name in place[name].map { "\(table.outputs[$0][point])" } ?? "" }
    }
    do throws(AnalysisProblem) {
      discovery = try ScenarioDiscovery(
        points, isOfInterest: interest, options: options.discovery)
    } catch {
      failures.append(Failure(output: condition.text, problem: error))
    }
  }
}
