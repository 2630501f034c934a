import Foundation
import Testing
import TripleHelix

@testable import Experiments

/// Rows of a table from named columns; what is not named is not defined.
private func rows(_ table: Table, _ columns: [String: [TableValue]]) -> Table {
  var table = table
  for row in 0..<(columns.first?.value.count ?? 0) {
    table.append(
      table.columns.map { column in
        columns[column.name]?[row] ?? (column.kind == .text ? .text("") : .number(.nan))
      })
  }
  return table
}

/// A record of `horizon` quarters; a series is a function of the quarter.
private func recording(
  horizon: Int, national: [String: (Int) -> Double] = [:]
) -> Recording {
  var recording = Recording()
  let quarters = Array(0...horizon)
  var columns = national.mapValues { series in quarters.map { TableValue.number(series($0)) } }
  columns["tick"] = quarters.map { .integer($0) }
  recording.national = rows(recording.national, columns)
  return recording
}

extension Recording {
  /// Adds a generation that is in use from `launched` on.
  fileprivate mutating func addGeneration(
    _ generation: Int, of sector: String = "a", discovered: Int, launched: Int?, horizon: Int,
    adopted: (Int) -> Double
  ) {
    let quarters = Array(max(0, discovered)...horizon)
    let added = rows(
      Table.generations.empty,
      [
        "tick": quarters.map { .integer($0) },
        "sector": quarters.map { _ in .text(sector) },
        "generation": quarters.map { _ in .integer(generation) },
        "discovered": quarters.map { _ in .integer(discovered) },
        "launched": quarters.map { quarter in
          launched.flatMap { quarter >= $0 ? .integer($0) : nil } ?? .number(.nan)
        },
        "adopted_output": quarters.map { .number(adopted($0)) },
      ])
    for row in added.rows { generations.append(row) }
  }

  fileprivate mutating func addSector(
    _ sector: String = "a", horizon: Int, dominant: (Int) -> Int, visible: (Int) -> Int = { _ in 1 }
  ) {
    let quarters = Array(0...horizon)
    let added = rows(
      Table.sectors.empty,
      [
        "tick": quarters.map { .integer($0) },
        "sector": quarters.map { _ in .text(sector) },
        "dominant_generation": quarters.map { .integer(dominant($0)) },
        "visible_generations": quarters.map { .integer(visible($0)) },
        "herfindahl": quarters.map { _ in .number(0.25) },
      ])
    for row in added.rows { sectors.append(row) }
  }
}

private func measure(_ recording: Recording) -> [String: Double] {
  Evidence.measure(recording: recording, configuration: .stub)
}

private func logistic(_ time: Double, rate: Double) -> Double { 1 / (1 + exp(-rate * time)) }

extension Configuration {
  fileprivate static var stub: Configuration {
    Configuration(
      name: "stub", title: "", summary: "", isStylised: true, startYear: 2000, horizon: 200,
      currency: "–", scale: 1, regions: [], distances: [], capitals: [], sectors: [],
      patentsPerYear: 0, parameters: Parameters(), mechanisms: Mechanisms(), policies: [],
      recluster: ReclusterPlan(), recordEvery: 1)
  }
}

@Suite struct AdoptionEvidenceTests {
  @Test(arguments: [0.1, 0.146, 0.6])
  func `a perfect logistic curve is explained whole and its times are those on paper`(
    rate: Double
  ) {
    var run = recording(horizon: 200)
    run.addSector(horizon: 200, dominant: { _ in 3 })
    run.addGeneration(3, discovered: 5, launched: 10, horizon: 200) {
      logistic(Double($0) - 70, rate: rate)
    }
    let statistics = measure(run)
    #expect(statistics["generations_past_90"] == 1)
    #expect(abs(statistics["logistic_fit"]! - 1) < 1e-6)
    #expect(statistics["logistic_better"] == 1)
    #expect(abs(statistics["years_to_half"]! - 15) < 1e-9)
    // ln 81/k quarters; quarters are interpolated linearly.
    #expect(abs(statistics["years_10_to_90"]! - log(81) / rate / 4) < 0.03)
  }

  @Test func `a concave curve is fitted worse by the logistic`() {
    var run = recording(horizon: 200)
    run.addSector(horizon: 200, dominant: { _ in 3 })
    run.addGeneration(3, discovered: 5, launched: 10, horizon: 200) {
      max(0, 1 - exp(-0.05 * Double($0 - 10)))
    }
    let statistics = measure(run)
    #expect(statistics["logistic_better"] == 0)
    #expect(statistics["logistic_fit"]! < 0.99)
    let curve = AdoptionCurve(
      launched: 10, ticks: Array(10...200),
      adopted: (10...200).map { 1 - exp(-0.05 * Double($0 - 10)) })
    let fit = curve.fit(.concaveExponential)!
    #expect(abs(fit.explained - 1) < 1e-6)
    #expect(abs(fit.rate - 0.05) < 1e-4)
  }

  @Test func `the fit finds the parameters of a noisy curve as SciPy does`() {
    // SciPy 1.17: t = np.arange(80.); y = 1/(1+np.exp(-.13*(t-41))) + .03*np.sin(t*t);
    // optimize.curve_fit(lambda t, h, k: 1/(1+np.exp(-k*(t-h))), t[:e], y[:e], p0=(40, .1)) with e
    // just past the first y >= 0.99: h = 41.02257, k = 0.132464, R² = 0.9966262.
    let shares = (0..<80).map {
      logistic(Double($0) - 41, rate: 0.13) + 0.03 * sin(Double($0 * $0))
    }
    let fit = AdoptionCurve(launched: 0, ticks: Array(0..<80), adopted: shares).fit(.logistic)!
    #expect(abs(fit.half - 41.02257) < 1e-3)
    #expect(abs(fit.rate - 0.132464) < 1e-5)
    #expect(abs(fit.explained - 0.9966262) < 1e-6)
  }

  @Test func `what was known at the start or did not rise does not enter the fits`() {
    var run = recording(horizon: 200)
    run.addSector(horizon: 200, dominant: { _ in 2 })
    run.addGeneration(2, discovered: -10, launched: -5, horizon: 200) { _ in 1 }
    run.addGeneration(3, discovered: 20, launched: 30, horizon: 200) { _ in 0.5 }
    run.addGeneration(4, discovered: 150, launched: 160, horizon: 200) { _ in 0.1 }
    run.addGeneration(5, discovered: 180, launched: nil, horizon: 200) { _ in 0 }
    let statistics = measure(run)
    #expect(statistics["generations_opened"] == 3)
    #expect(statistics["generations_launched"] == 2)
    #expect(statistics["generations_past_90"] == 0)
    #expect(statistics["generations_stalled"] == 1)
    #expect(statistics["logistic_fit"]!.isNaN)
    #expect(statistics["logistic_better"]!.isNaN)
  }

  @Test func `a generation that everybody has left rises on with its successor`() {
    // Rows of generation 3 end at quarter 60, when the last firm has gone on to generation 4.
    var run = recording(horizon: 200)
    run.addSector(horizon: 200, dominant: { _ in 4 })
    let rise = { (quarter: Int) in logistic(Double(quarter) - 70, rate: 0.146) }
    run.addGeneration(3, discovered: 5, launched: 10, horizon: 60, adopted: rise)
    run.addGeneration(4, discovered: 20, launched: 30, horizon: 200, adopted: rise)
    let statistics = measure(run)
    #expect(statistics["generations_past_90"] == 2)
    #expect(abs(statistics["logistic_fit"]! - 1) < 1e-6)
  }

  @Test func `dominance counts ended reigns of exactly one generation`() {
    // Generation 3 rules quarters 50–89, 4 is leapt over, 5 rules to the end.
    var run = recording(horizon: 200)
    run.addSector(
      horizon: 200, dominant: { $0 < 50 ? 2 : $0 < 90 ? 3 : 5 }, visible: { $0 <= 120 ? 2 : 1 })
    for (generation, discovered) in [(2, -4), (3, 20), (4, 60), (5, 70)] {
      run.addGeneration(generation, discovered: discovered, launched: nil, horizon: 200) { _ in 0 }
    }
    let statistics = measure(run)
    #expect(statistics["dominance_years"] == 10)
    #expect(statistics["dominance_5_to_25"] == 1)
    #expect(statistics["overlap"] == 0.5)
    #expect(statistics["herfindahl"] == 0.25)
  }
}

@Suite struct EconomyEvidenceTests {
  @Test func `steady growth reads the same in every year`() {
    let run = recording(
      horizon: 200, national: ["real_gdp": { pow(1.03, Double($0) / 4) }])
    let statistics = measure(run)
    for name in ["growth", "growth_first_decade", "growth_worst_year", "growth_best_year"] {
      #expect(abs(statistics[name]! - 0.03) < 1e-12)
    }
  }

  @Test func `the first decade and the later years are kept apart`() {
    let run = recording(horizon: 200, national: ["real_gdp": { $0 <= 40 ? 1 : 1.5 }])
    let statistics = measure(run)
    #expect(statistics["growth_first_decade"] == 0)
    #expect(statistics["growth_best_year"] == 0.5)
    #expect(statistics["growth"] == 0.5 / 40)
  }

  @Test func `entry and exit are yearly rates, and their correlation is that of the years`() {
    // Entry moves by years, exit against it.
    func swing(_ quarter: Int) -> Double { (quarter - 1) / 4 % 2 == 0 ? 1 : -1 }
    let run = recording(
      horizon: 200,
      national: [
        "firms": { _ in 1000 }, "start_ups": { 15 + swing($0) }, "spin_offs": { _ in 4 },
        "university_spin_offs": { _ in 1 }, "exits": { 20 - swing($0) },
      ])
    let statistics = measure(run)
    #expect(abs(statistics["entry"]! - 0.08) < 1e-12)
    #expect(abs(statistics["exit"]! - 0.08) < 1e-12)
    #expect(abs(statistics["entry_exit_correlation"]! + 1) < 1e-9)
  }

  @Test func `innovation share covers all quarters but the initial state`() {
    let run = recording(
      horizon: 200,
      national: ["innovation_output": { $0 == 0 ? 0.9 : $0 <= 40 ? 0.3 : $0 > 180 ? 0 : 0.1 }])
    let statistics = measure(run)
    #expect(abs(statistics["innovation_share"]! - (40 * 0.3 + 140 * 0.1) / 200) < 1e-12)
    #expect(statistics["innovation_share_lowest"] == 0)
    #expect(statistics["innovation_share_highest"] == 0.3)
    #expect(statistics["innovation_share_last_5_years"] == 0)
    #expect(abs(statistics["innovation_share_after_burn_in"]! - 14.0 / 160) < 1e-12)
  }

  @Test func `the firms' cycle is weighted by cycles`() {
    let run = recording(
      horizon: 200,
      national: ["cycle_length": { $0 < 60 ? 4 : 9 }, "cycles": { $0 < 60 ? 1 : 10 }])
    #expect(measure(run)["cycle_years"] == 9)
    #expect(weightedMedian(of: [1, 2, 3], weights: [5, 1, 1]) == 1)
    #expect(weightedMedian(of: [], weights: []).isNaN)
  }

  @Test func `shares of product, prices and drift`() {
    let run = recording(
      horizon: 200,
      national: [
        "gdp": { Double($0 + 1) }, "exports": { 0.3 * Double($0 + 1) },
        "consumer_price": { 1 + Double($0) / 200 }, "account_drift": { $0 == 7 ? -2e-9 : 1e-15 },
        "hill_exponent": { $0 % 4 == 0 ? 1 + Double($0) / 1000 : .nan },
        "exits_over_20": { $0 % 2 == 0 ? 0.1 : .nan },
      ])
    let statistics = measure(run)
    #expect(abs(statistics["exports_share"]! - 0.3) < 1e-12)
    #expect(statistics["consumer_price_end"] == 2)
    #expect(statistics["account_drift"] == 2e-9)
    #expect(statistics["hill_lowest"] == 1.044)
    #expect(statistics["hill_end"] == 1.2)
    #expect(abs(statistics["exits_over_20"]! - 0.1) < 1e-12)
  }

  @Test(arguments: [4, 39, 40, 41, 44, 100])
  func `short runs leave statistics undefined but do not fail`(horizon: Int) {
    let statistics = measure(recording(horizon: horizon, national: ["real_gdp": { _ in 1 }]))
    #expect(statistics["account_drift"]!.isNaN)
  }

  @Test func `a record with gaps says nothing`() {
    var run = recording(horizon: 40)
    run.national.removeRows { $0[0] == .integer(3) }
    #expect(measure(run).isEmpty)
    #expect(measure(Recording()).isEmpty)
  }
}

@Suite struct EvidenceTableTests {
  @Test func `every row and column has a statistic of its own`() {
    var run = recording(horizon: 200)
    run.addSector(horizon: 200, dominant: { _ in 2 })
    let statistics = measure(run)
    for row in EvidenceRow.all {
      #expect(statistics[row.statistic] != nil, "\(row.statistic)")
      if case .below(let other)? = row.target { #expect(statistics[other] != nil, "\(other)") }
    }
    for column in AblationColumn.all { #expect(statistics[column.statistic] != nil) }
    #expect(Set(EvidenceRow.all.map(\.statistic)).count == EvidenceRow.all.count)
  }

  @Test func `every ablation has a figure or a gap for each column and changes something`() {
    #expect(Set(Ablation.all.map(\.id)).count == Ablation.all.count)
    for ablation in Ablation.all + [.defaults] {
      #expect(ablation.prototype.count == AblationColumn.all.count)
      var changed = Configuration.stub
      ablation.apply(&changed)
      #expect((changed == .stub) == (ablation.id == "defaults"))
    }
  }

  private func finding(
    _ target: EvidenceRow.Target?, _ outcomes: [EvidenceStudy.Outcome]
  ) -> EvidenceFinding {
    EvidenceFinding(
      EvidenceRow("x", "x", "", target, prototype: .init(1, 0.5...1.5), .fixed(digits: 1)),
      in: .init(
        ablation: .defaults, seeds: (0..<outcomes.count).map { UInt64($0) }, outcomes: outcomes))
  }

  @Test func `a target of the mean lets single seeds stray, one of every seed does not`() {
    let outcomes: [EvidenceStudy.Outcome] = [1.0, 3].map { .observed(["x": $0, "y": 2.5]) }
    #expect(finding(.mean(1.5...2.5), outcomes).verdict == .pass)
    #expect(finding(.every(1.5...2.5), outcomes).verdict == .miss)
    #expect(finding(.every(1...3), outcomes).verdict == .pass)
    #expect(finding(.below("y"), outcomes).verdict == .pass)
    #expect(finding(nil, outcomes).verdict == nil)
    #expect(finding(nil, outcomes).isLikePrototype == false)
  }

  @Test func `what no run defines is a miss, and so is a failed run for every seed`() {
    let failed = EvidenceStudy.Outcome.failed(
      SimulationError.notFinite(variable: "cash", region: nil, tick: 3).explanation)
    #expect(finding(.mean(0...1), [.observed(["x": .nan])]).verdict == .miss)
    #expect(finding(.mean(0...1), [failed]).mean == nil)
    #expect(finding(.every(0...1), [.observed(["x": 0.5]), failed]).verdict == .miss)
  }

  @Test func `the report names misses and failed runs`() {
    let failed = EvidenceStudy.Outcome.failed(
      SimulationError.notFinite(variable: "cash", region: nil, tick: 3).explanation)
    let report = EvidenceReport(
      scenario: "stub",
      variants: [
        .init(
          ablation: .defaults, seeds: [1, 2],
          outcomes: [.observed(["unemployment": 0.3, "growth": 0.02]), failed]),
        .init(ablation: Ablation.all[0], seeds: [1, 2], outcomes: []),
      ])
    let text = report.markdown()
    #expect(
      text.contains(
        "| unemployment, mean | 2–15 % | 30.0 % (30.0 %…30.0 %) | 7.3 % (6.7 %…7.7 %) | no | **miss** |"
      ))
    #expect(text.contains("- defaults, seed 2: cash is no longer a finite number at tick 3"))
    #expect(text.contains("| universities off | – / 0.014 |"))
    #expect(report.misses.contains { $0.row.statistic == "unemployment" })
    #expect(!report.misses.contains { $0.row.statistic == "growth" })
    #expect(report.json().contains("\"error\" : \"cash is no"))
  }
}
