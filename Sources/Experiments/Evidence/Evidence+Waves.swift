import RegionalMeasures
import TripleHelix

extension Evidence {
  /// Shares of output and of firms in the phases of the cycle.
  static func innovation(in run: RecordedRun) -> [String: Double] {
    let output = run["innovation_output"]
    let phases = ["tradition", "search", "innovation", "diffusion"]
    let shares = phases.map { run.afterBurnIn(run["firms_in_\($0)"]) }
    var statistics = [
      "innovation_share": finiteMean(of: Array(output.dropFirst())),
      "innovation_share_lowest": finiteExtreme(of: Array(output.dropFirst()), min),
      "innovation_share_highest": finiteExtreme(of: Array(output.dropFirst()), max),
      "innovation_share_after_burn_in": finiteMean(of: run.afterBurnIn(output)),
      "innovation_share_last_5_years": finiteMean(
        of: Array(output.dropFirst().suffix(5 * run.timeStep.ticksPerYear))),
      "smallest_phase": shares.map { finiteExtreme(of: $0, min) }.reduce(.infinity, lower),
      "cycle_years": weightedMedian(
        of: run.afterBurnIn(run["cycle_length"]), weights: run.afterBurnIn(run["cycles"])),
    ]
    for (phase, share) in zip(phases, shares) {
      statistics["firms_in_\(phase)"] = finiteMean(of: share)
    }
    return statistics
  }

  /// How many generations rise, how far, how fast, and along what curve.
  static func adoption(in run: RecordedRun) -> [String: Double] {
    let born = run.generations.filter { $0.discovered > 0 }
    let curves = born.compactMap { generation in
      generation.launched.map {
        AdoptionCurve(
          launched: $0, ticks: generation.ticks, adopted: generation.adopted,
          timeStep: run.timeStep)
      }
    }
    let risen = curves.filter { $0.time(reaching: 0.9) != nil }
    let fits = risen.compactMap { curve in
      curve.fit(.logistic).flatMap { logistic in
        curve.fit(.concaveExponential).map { (logistic.explained, $0.explained) }
      }
    }
    let rises = risen.compactMap { curve in
      curve.time(reaching: 0.9).flatMap { end in
        curve.time(reaching: 0.1).map { (end - $0) / 4 }
      }
    }
    let stalled = zip(born.filter { $0.launched != nil }, curves).count { generation, curve in
      let patience = 100.0
      guard let launched = generation.launched,
        Double(run.horizon - launched) / run.timeStep.quarter >= patience
      else { return false }
      return curve.time(reaching: 0.9).map { $0 > patience } ?? true
    }
    return [
      "generations_opened": Double(born.count),
      "generations_launched": Double(curves.count),
      "generations_past_90": Double(risen.count),
      "generations_past_90_per_sector": Double(risen.count) / Double(run.sectors.count),
      "generations_stalled": Double(stalled),
      "logistic_fit": median(of: fits.map(\.0)),
      "logistic_fit_lowest_tenth": quantile(0.1, of: fits.map(\.0)),
      "logistic_better": fits.isEmpty
        ? .nan : Double(fits.count { $0.0 > $0.1 }) / Double(fits.count),
      "years_10_to_90": median(of: rises),
      "years_to_half": median(of: risen.compactMap { $0.time(reaching: 0.5).map { $0 / 4 } }),
    ]
  }

  /// How long exactly one generation holds the largest share of its sector's output, and how often
  /// generations overlap.
  ///
  /// Only reigns of generations discovered after the start that ended before the last quarter count.
  static func dominance(in run: RecordedRun) -> [String: Double] {
    var reigns: [Double] = []
    for sector in run.sectors {
      let born = run.generations.filter { $0.sector == sector.name && $0.discovered > 0 }
      for generation in born {
        let index = Double(generation.generation)
        let ticks = sector.dominantGeneration.count { $0 == index }
        if ticks > 0, sector.dominantGeneration.last != index {
          reigns.append(run.timeStep.years(ticks))
        }
      }
    }
    let visible = run.sectors.flatMap { run.afterBurnIn($0.visibleGenerations) }
    let concentration = run.sectors.flatMap { run.afterBurnIn($0.herfindahl) }
    return [
      "dominance_years": mean(of: reigns),
      "dominance_5_to_25": reigns.isEmpty
        ? .nan : Double(reigns.count { (5...25).contains($0) }) / Double(reigns.count),
      "overlap": visible.isEmpty
        ? .nan : Double(visible.count { $0 >= 2 }) / Double(visible.count),
      "herfindahl": finiteMean(of: concentration),
    ]
  }
}
