import Chunking
import Foundation
import Randomness
import RegionalMeasures
import Testing

@testable import TripleHelix

@Suite struct RecordedMeasuresTests {
  /// A run of the small country, recorded in every quarter.
  private static func run(
    firms: Double = 2000, scale: Int = 1, ticks: Int = 24, threads: Int = 1, panelEvery: Int = 0,
    mechanisms: Mechanisms = Mechanisms(), seed: UInt64 = 3
  ) throws -> (simulation: Simulation, recording: Recording) {
    var configuration = SmallCountry.configuration(firms: firms, scale: scale)
    configuration.firmsEvery = panelEvery
    configuration.mechanisms = mechanisms
    let simulation = try Simulation(configuration, seed: seed, threads: threads)
    var recording = Recording()
    simulation.record(into: &recording)
    for _ in 0..<ticks {
      try simulation.step()
      simulation.record(into: &recording)
    }
    return (simulation, recording)
  }

  @Test func `measures are taken once a year, and are the same for any number of threads`() throws {
    let one = try Self.run().recording
    let two = try Self.run(threads: 2).recording
    #expect(one.tables.map(\.rows.count) == two.tables.map(\.rows.count))
    for place in Recording.places {
      // NaN is not equal to itself: compare the words.
      #expect("\(one[keyPath: place].rows)" == "\(two[keyPath: place].rows)")
    }
    for (row, tick) in one.national.numbers("tick").enumerated() {
      let isYear = Int(tick) % 4 == 0
      #expect(one.national.number("synergy", row: row).isFinite == isYear)
    }
    #expect(one.cells.rows.count == 7 * 4 * 3)
  }

  @Test func `recording changes no state`() throws {
    let recorded = try Self.run(panelEvery: 4).simulation
    let silent = try Simulation(SmallCountry.configuration(), seed: 3)
    for _ in 0..<24 { try silent.step() }
    #expect(recorded.checkpoint() == silent.checkpoint())
  }

  @Test func `what one column takes gives it as a whole record does`() throws {
    var configuration = SmallCountry.configuration(firms: 300)
    configuration.firmsEvery = 4
    let simulation = try Simulation(configuration, seed: 3)
    for _ in 0..<8 { try simulation.step() }
    for _ in 0..<2 {
      var whole = Recording()
      simulation.record(into: &whole)
      for place in Recording.places {
        let table = whole[keyPath: place]
        for (number, column) in table.columns.enumerated() {
          var part = Recording()
          simulation.record(into: &part, RecordedParts(table: table.name, column: column.name))
          let rows = part[keyPath: place].rows
          // NaN is not equal to itself: compare the words.
          #expect(
            "\(rows.map { $0[number] })" == "\(table.rows.map { $0[number] })",
            "\(table.name).\(column.name) at tick \(simulation.tick)")
        }
        var rows = Recording()
        simulation.record(into: &rows, RecordedParts(table: table.name, column: ""))
        #expect(rows[keyPath: place].rows.count == table.rows.count, "\(table.name)")
      }
      try simulation.step()
    }
    var little = Recording()
    simulation.record(into: &little, RecordedParts(table: "national", column: "real_gdp"))
    #expect(little.tables.filter { !$0.rows.isEmpty }.map(\.name) == ["national"])
    #expect(little.national.number("hill_exponent", row: 0).isNaN)
  }

  @Test func `observers draw from a process of their own`() {
    #expect(Process.locationNull.rawValue == LocationNull.process)
    #expect(Process.allCases.allSatisfy { $0 == .locationNull || $0.rawValue < 130 })
  }

  @Test func `shares add up, regions to the country and cells to regions`() throws {
    let recording = try Self.run().recording
    let (national, regions, cells) = (recording.national, recording.regions, recording.cells)
    let last = national.rows.count - 1
    for suffix in ["firms", "employment", "output", "exports"] {
      let sum = ["small", "medium", "large"].reduce(0.0) {
        $0 + national.number("\($1)_\(suffix)", row: last)
      }
      #expect(abs(sum - 1) < 1e-12, "\(suffix)")
    }
    let rows = regions.rows.indices.filter { regions.number("tick", row: $0) == 24 }
    #expect(rows.count == 4)
    for (part, whole) in [("synergy", "synergy"), ("theil_part", "theil_grp")] {
      let sum = rows.reduce(0.0) { $0 + regions.number(part, row: $1) }
      #expect(abs(sum - national.number(whole, row: last)) < 1e-12, "\(part)")
    }
    let inCells = cells.rows.indices.filter { cells.number("tick", row: $0) == 24 }
    let firms = inCells.reduce(0.0) { $0 + cells.number("firms", row: $1) }
    #expect(firms == national.number("firms", row: last))
    for sector in ["farming", "machines", "services"] {
      let own = inCells.filter { cells.rows[$0][3] == .text(sector) }
      #expect(abs(own.reduce(0.0) { $0 + cells.number("sector_share", row: $1) } - 1) < 1e-12)
    }
    let parts = ["theil_grp_between", "theil_grp_within"].reduce(0.0) {
      $0 + national.number($1, row: last)
    }
    #expect(abs(parts - national.number("theil_grp", row: last)) < 1e-12)
  }

  @Test func `rates of entry, exit and survival agree with a count of the panel`() throws {
    let recording = try Self.run(ticks: 28, panelEvery: 1).recording
    let panel = recording.firms
    let ticks = panel.numbers("tick")
    let births = panel.numbers("born")
    func ids(at tick: Int, where isWanted: (Int) -> Bool = { _ in true }) -> Set<String> {
      Set(
        panel.rows.indices.filter { ticks[$0] == Double(tick) && isWanted(Int(births[$0])) }
          .map { "\(panel.rows[$0][1])" })
    }
    let national = recording.national
    let before = ids(at: 24).count
    let founded = (25...28).reduce(0.0) { sum, tick in
      sum
        + ["start_ups", "spin_offs", "university_spin_offs"].reduce(0.0) {
          $0 + national.number($1, row: tick)
        }
    }
    #expect(abs(national.number("entry_rate", row: 28) - founded / Double(before)) < 1e-12)
    let closed = (25...28).reduce(0.0) { $0 + national.number("exits", row: $1) }
    #expect(abs(national.number("exit_rate", row: 28) - closed / Double(before)) < 1e-12)
    // Everybody founded shows in the panel of the quarter of birth.
    for (age, column) in [(4, "survival_1_year"), (20, "survival_5_years")] {
      let cohort = (28 - age - 3)...(28 - age)
      let born = cohort.reduce(0) { sum, tick in sum + ids(at: tick) { $0 == tick }.count }
      let alive = ids(at: 28) { cohort.contains($0) }.count
      #expect(born > 20)
      #expect(abs(national.number(column, row: 28) - Double(alive) / Double(born)) < 1e-12)
    }
    #expect(national.number("survival_1_year", row: 4).isNaN)
    #expect(national.number("entry_rate", row: 3).isNaN)
    #expect(
      national.number("survival_5_years", row: 28) < national.number("survival_1_year", row: 28))
  }

  @Test func `an agent for ten firms is one dart, and every count is of real firms`() throws {
    let (simulation, recording) = try Self.run(firms: 20_000, scale: 10, ticks: 4, panelEvery: 4)
    let measures = simulation.measureFirms { 0 }.0.indicators
    #expect(measures.options.locationUnit == .rows)
    #expect(measures.count == recording.national.number("firms", row: 4))
    let panel = recording.firms
    #expect(panel.numbers("count").allSatisfy { $0 == 10 })
    // H of a sector counts agents: ten firms that decide as one are one plant.
    let employees = simulation.firms.livingSizes()
    #expect(isNear(measures.employment.total, 10 * employees.reduce(0, +)))
  }

  private func isNear(_ one: Double, _ other: Double) -> Bool { abs(one / other - 1) < 1e-12 }
}

@Suite struct ClusterEffectTests {
  @Test func `strata are weighted by their members`() {
    var strata = EffectStrata(stratumCount: 5, indicatorCount: 1)
    // Stratum 0: members 2, 4 against 1, 3. Stratum 1: members 10, 12 against 4, 8. Stratum 2: members
    // only. In strata 3 and 4 one firm stands against two.
    for (value, stratum, isMember) in [
      (2.0, 0, true), (4, 0, true), (1, 0, false), (3, 0, false), (10, 1, true), (12, 1, true),
      (4, 1, false), (8, 1, false), (99, 2, true), (98, 2, true), (.nan, 0, true), (50, 3, true),
      (51, 3, true), (900, 3, false), (50, 4, true), (6, 4, false), (7, 4, false),
    ] {
      strata.add([value].span, stratum: stratum, isMember: isMember)
    }
    let contrast = strata.contrast(0)
    // Members (2 + 4 + 10 + 12)/4; others (2·2 + 2·6)/4; variance (2²·(1 + 1) + 2²·(1 + 4))/4².
    #expect(abs(contrast.members - 7) < 1e-12)
    #expect(abs(contrast.others - 4) < 1e-12)
    #expect(abs(contrast.error - 28.0.squareRoot() / 4) < 1e-12)
    #expect(contrast.firms == 4)
  }

  @Test func `without members there are no rows, with them one an indicator`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = false
    let without = try Simulation(configuration, seed: 3)
    var recording = Recording()
    for _ in 0..<8 { try without.step() }
    without.record(into: &recording)
    #expect(recording.clusterEffects.rows.isEmpty)

    // Every other firm is made a member by its slot: nobody gains, so nothing may differ by much.
    for firm in 0..<without.firms.count where without.firms.id[firm] != 0 && firm % 2 == 0 {
      without.firms.cluster[firm] = 0
    }
    without.record(into: &recording)
    let table = recording.clusterEffects
    #expect(table.rows.count == ClusterEffectIndicator.all.count)
    let effects = Set(table.rows.map { "\($0[2])" })
    #expect(effects.count == ClusterEffect.allCases.count)
    for (row, indicator) in ClusterEffectIndicator.all.enumerated() {
      let error = table.number("standard_error", row: row)
      let difference = table.number("difference", row: row)
      #expect(
        abs(difference - table.number("members", row: row) + table.number("others", row: row))
          < 1e-12
          || difference.isNaN)
      if error.isFinite, error > 0 {
        // Seventeen differences of four standard errors or more have a probability of 0.1 %.
        #expect(abs(difference) < 4 * error, "\(indicator.name)")
      }
    }
  }
}

@Suite struct GlossaryTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/TripleHelix/Documentation.docc/Glossary.md")

  @Test func `the glossary of the documentation is the one that the tables make`() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(
      page.contains("\n\n" + Recording.glossary + "\n"),
      "put the output of `triskele glossary` into the page, below its head")
  }

  @Test func `every column has a unit and a meaning, every measure a source`() {
    for table in Recording().tables {
      #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
      for column in table.columns {
        #expect(!column.unit.isEmpty, "\(table.name).\(column.name)")
        #expect(column.meaning.hasSuffix("."), "\(table.name).\(column.name)")
      }
    }
    let measures =
      NationalMeasureColumns().columns.map(\.column) + RegionMeasureColumns().columns.map(\.column)
      + SectorMeasureColumns().columns.map(\.column)
    #expect(measures.allSatisfy { !$0.source.isEmpty })
    #expect(Table.indicators.allSatisfy { !$0.source.isEmpty })
  }
}
