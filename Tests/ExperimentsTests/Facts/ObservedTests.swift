import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

/// A firm of which a test says what matters.
private func firm(
  _ id: UInt64, parent: UInt64 = 0, region: Int = 0, sector: Int = 0, birth: Int = -40,
  origin: Origin = .initial, employees: Double = 10, output: Double = 1, old: Int = 0,
  newest: Int = 0, displacement: Double = 0, position: SIMD2<Float> = .zero
) -> FirmRecord {
  var record = FirmRecord(
    id: id, lineage: id, region: region, sector: sector, birth: birth,
    origin: origin,
    employees: employees, sales: output, output: output, salesThisYear: .nan, salesLastYear: .nan,
    efficiency: 0, productivity: 1, unitCost: 1, inputCost: 0.5, price: 1, quality: 1,
    traditionLine: old,
    newestLine: newest, displacement: displacement, isExporter: false, cash: 0, debt: 0,
    position: position, trust: 0.5, membership: nil, socialCapital: SIMD8(repeating: 0.5))
  record.parent = parent
  return record
}

@Suite struct ObservedTests {
  @Test func `spin-offs near their parents and alive are told from start-ups`() {
    var seen = ObservedEntrants(regionCount: 2, sectorCount: 1)
    let parents = [firm(1, region: 0), firm(2, region: 1)]
    seen.observe(parents, since: 36, counts: true)
    let born = [
      firm(11, parent: 1, region: 0, birth: 42, origin: .spinOff, employees: 20),
      firm(12, parent: 2, region: 0, birth: 42, origin: .spinOff, employees: 20),
      firm(21, region: 0, birth: 42, origin: .startUp),
      firm(22, region: 1, birth: 42, origin: .startUp),
    ]
    seen.observe(parents + born, since: 40, counts: true)
    // Of the start-ups one dies.
    let later = parents + born.dropLast()
    for year in 2...6 { seen.observe(later, since: 36 + 4 * year, counts: true) }
    let statistics = seen.statistics
    #expect(statistics["spin_off_survival"] == 1 && statistics["start_up_survival"] == 0.5)
    #expect(statistics["spin_off_near"] == 0.5 && statistics["spin_off_near_chance"] == 0.5)
    #expect(abs((statistics["spin_off_size_gain"] ?? .nan) - log(2)) < 1e-12)
  }

  @Test func `a parent that has closed, or was founded in the same year, is known by its identity`()
  {
    var seen = ObservedEntrants(regionCount: 2, sectorCount: 1)
    seen.observe([firm(1, region: 1)], since: 36, counts: true)
    seen.observe(
      [
        firm(3, parent: 1, region: 1, birth: 42, origin: .spinOff),
        firm(4, parent: 3, region: 0, birth: 43, origin: .spinOff),
        firm(5, parent: 9, region: 0, birth: 43, origin: .spinOff),
      ], since: 40, counts: true)
    // Of the third nothing is known of its parent.
    #expect(seen.statistics["spin_off_near"] == 0.5)
  }

  @Test func `a leader is followed from a tenth to nine tenths and on`() throws {
    var seen = ObservedLeadingRegion(regionCount: 2, sectorCount: 1)
    // Region 0 adopts first: shares of its output 0.5, then 0.6, then 0.55 at the end.
    let path: [(share: Double, own: Double)] = [
      (0, 0.5), (0.12, 0.5), (0.6, 0.55), (0.95, 0.6), (1, 0.58), (1, 0.55), (1, 0.55),
    ]
    for (share, own) in path {
      // The first region adopts alone until the generation is common.
      let first = min(1, share / own)
      let second = (share - first * own) / (1 - own)
      seen.observe([
        firm(1, region: 0, output: own, newest: share > 0 ? 1 : 0, displacement: first),
        firm(2, region: 1, output: 1 - own, newest: second > 0 ? 1 : 0, displacement: second),
      ])
    }
    let statistics = seen.statistics
    #expect(statistics["life_cycles"] == 1)
    #expect(abs((statistics["leader_rise"] ?? .nan) - 0.1) < 1e-9)
    #expect(abs((statistics["leader_later"] ?? .nan) + 0.05) < 1e-9)
    #expect(statistics["leader_adopters_10"] == 1)
  }

  @Test func `heterogeneity is the root mean square distance from the middle`() {
    #expect(heterogeneity(of: [SIMD2(0, 0), SIMD2(2, 0)]) == 1)
    #expect(heterogeneity(of: [SIMD2(1, 1)]).isNaN)
  }

  @Test func `stages are read off generations and size`() {
    func year(_ year: Int, _ onNew: Double, _ size: Double, _ spread: Double) -> GroupHistory.Year {
      var entry = GroupHistory.Year(year: year, [firm(1), firm(2)])
      (entry.size, entry.heterogeneity, entry.onLine) = (size, spread, [1 - onNew, onNew])
      return entry
    }
    var history = GroupHistory()
    history.years = [
      year(0, 0, 1, 0.2), year(1, 0, 1, 0.2), year(2, 0.3, 1, 0.6), year(3, 0.6, 1.2, 0.5),
      year(4, 0.8, 1.4, 0.3), year(5, 0.92, 1.4, 0.25), year(6, 1, 1.4, 0.2), year(7, 1, 1.2, 0.2),
    ]
    #expect(history.change(at: 1) == nil)
    #expect(history.change(at: 2)?.stage == .renewal)
    #expect(abs((history.change(at: 2)?.change ?? .nan) - 0.2) < 1e-12)
    #expect(history.change(at: 4)?.stage == .growth)
    #expect(abs((history.change(at: 4)?.change ?? .nan) + 0.15) < 1e-12)
    #expect(history.change(at: 7)?.stage == .decline)
  }

  @Test func `growth, maturity and decline of a group are told by its size`() {
    func history(_ sizes: [Double]) -> GroupHistory {
      var history = GroupHistory()
      history.years = sizes.enumerated().map { place, size in
        var year = GroupHistory.Year(year: place, [firm(1)])
        year.size = size
        return year
      }
      return history
    }
    let all = history([1, 1.2, 1.4, 1.6, 1.8, 2, 2, 2, 2, 2, 1.3])
    #expect(all.hadGrowth && all.hadMaturity && all.hadDecline)
    let none = history([1, 1.05, 0.8, 1.1, 0.9, 1.15, 0.85])
    #expect(!none.hadGrowth && !none.hadMaturity && !none.hadDecline)
  }

  @Test func `entry and exit that share their years are correlated in every way`() {
    var recording = Recording()
    for tick in 0...80 {
      for (name, level) in [("a", 1.0), ("b", 2)] {
        let flow = level * (1 + sin(Double(tick / 4)))
        recording.sectors.append(
          recording.sectors.columns.map { column in
            switch column.name {
            case "tick": .integer(tick)
            case "sector": .text(name)
            case "firms": .number(100)
            case "entries": .number(flow)
            case "exits": .number(2 * flow)
            default: column.kind == .integer ? .integer(0) : .number(.nan)
            }
          })
      }
    }
    let statistics = ObservedEntryAndExit.statistics(recording, burnInYears: 10)
    #expect(abs((statistics["entry_exit_years"] ?? .nan) - 1) < 1e-9)
    #expect(abs((statistics["entry_exit_sector_years"] ?? .nan) - 1) < 1e-9)
    #expect(statistics["entry_exit_sectors"]?.isNaN == true)
    #expect(abs((statistics["exit"] ?? 0) / (statistics["entry"] ?? 1) - 2) < 1e-9)
  }
}

@Suite struct ContestTests {
  @Test func `a naive comparison comes apart without a rest`() {
    let parts = ContestStudy.Comparison.Parts(
      winnersWith: 9, losersWith: 4, winnersWithout: 7, losersWithout: 5)
    #expect(parts.naive == parts.effect + parts.selection - parts.onLosers)
    #expect(parts.naive == 5 && parts.effect == 2 && parts.selection == 2 && parts.onLosers == -1)
  }

  @Test func `a jury prefers the better, a lot does not`() {
    let scores = (0..<13).map { Double($0) * 10 }
    let juries = (0..<50).flatMap { ContestStudy.choose(scores, isByLot: false, seed: UInt64($0)) }
    let lots = (0..<50).flatMap { ContestStudy.choose(scores, isByLot: true, seed: UInt64($0)) }
    func average(_ chosen: [Int]) -> Double { Double(chosen.reduce(0, +)) / Double(chosen.count) }
    #expect(juries.count == 150 && lots.count == 150)
    #expect(average(juries) > 9.5)
    // The mean of 150 of 0…12 has a standard error of 0.3.
    #expect(abs(average(lots) - 6) < 1)
  }
}

@Suite struct ExpectationTests {
  private static var recording: Recording {
    var recording = Recording()
    for tick in 0...8 {
      recording.national.append(
        recording.national.columns.map { column in
          switch column.name {
          case "tick": .integer(tick)
          case "unemployment": .number(Double(tick) / 100)
          default: column.kind == .integer ? .integer(0) : .number(.nan)
          }
        })
      for region in ["north", "south"] {
        recording.regions.append(
          recording.regions.columns.map { column in
            switch column.name {
            case "tick": .integer(tick)
            case "region": .text(region)
            case "p14": .number(region == "north" ? 10 : 20)
            default: column.kind == .integer ? .integer(0) : .number(.nan)
            }
          })
      }
    }
    return recording
  }

  private static func outcome(
    _ indicator: String, at: Target.Moment = .end, year: Double? = nil, from: Double? = nil
  ) -> TargetReading.Outcome {
    TargetReading.value(
      of: Target(
        indicator: indicator, target: 0, tolerance: 0, source: "", at: at, year: year, from: from),
      in: recording)
  }

  @Test func `an indicator is read at the end, in a year, or over a span`() {
    #expect(Self.outcome("national.unemployment").value == 0.08)
    #expect(Self.outcome("national.unemployment", at: .year, year: 1).value == 0.04)
    #expect(abs(Self.outcome("national.unemployment", at: .mean, from: 1).value - 0.06) < 1e-12)
    #expect(Self.outcome("regions.south.p14").value == 20)
    #expect(Self.outcome("clusters.count").value == 0)
    #expect(Self.outcome("regions.count").value == 2)
  }

  @Test func `an indicator that says nothing is told why`() {
    #expect(
      Self.outcome("regions.p14").problem
        == "table regions has several rows a tick: name one, as in regions.NAME.p14")
    #expect(Self.outcome("regions.west.p14").problem == "table regions has no row of west")
    #expect(Self.outcome("national.luck").problem == "table national has no column luck")
    #expect(
      Self.outcome("unemployment").problem
        == "an indicator is a table and a column, as in national.unemployment")
  }
}

@Suite struct FirmRecordTests {
  private static func island() throws -> Configuration {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Scenario.load(
      project.appending(path: "scenarios/teaching/two-regions.yaml").path, overrides: ["scale=10"]
    ).configuration
  }

  @Test func `records are of all living firms, by identity, and change nothing`() throws {
    let configuration = try Self.island()
    let watched = try Simulation(configuration, seed: 5)
    let left = try Simulation(configuration, seed: 5)
    for _ in 0..<8 {
      try watched.step()
      try left.step()
      let firms = watched.firmRecords()
      #expect(zip(firms, firms.dropFirst()).allSatisfy { $0.id < $1.id })
      #expect(firms.allSatisfy { $0.unitCost > 0 && $0.employees >= 0 && $0.quality > 0 })
      #expect(firms.allSatisfy { configuration.regions.indices.contains($0.region) })
    }
    var (first, second) = (Recording(), Recording())
    watched.record(into: &first)
    left.record(into: &second)
    // As text, in which what is not a number equals itself.
    #expect("\(first)" == "\(second)")
    let firms = watched.firmRecords()
    #expect("\(firms)" == "\(left.firmRecords())")
    let counted = first.national.values("firms").last ?? 0
    #expect(Double(firms.count * configuration.scale) == counted)
  }

  @Test func `an initiator is founded when and where the scenario says`() throws {
    var configuration = try Self.island()
    let (region, sector) = (configuration.regions[1].id, configuration.sectors[2].id)
    let before = try Simulation(configuration, seed: 5)
    configuration.initiators = [
      InitiatorDescription(
        name: "first", region: region, sector: sector, start: 4, employees: 50, efficiency: 0.2)
    ]
    let simulation = try Simulation(configuration, seed: 5)
    for _ in 0..<4 {
      try simulation.step()
      try before.step()
    }
    #expect("\(simulation.firmRecords())" == "\(before.firmRecords())")
    try simulation.step()
    try before.step()
    let others = Set(before.firmRecords().map(\.id))
    let added = simulation.firmRecords().filter { !others.contains($0.id) }
    #expect(added.count == 1)
    #expect(added.first?.region == 1 && added.first?.sector == 2)
    #expect(added.first?.employees == 50 && added.first?.lineage == added.first?.id)
  }
}
