import Chunking
import Randomness
import Testing

@testable import TripleHelix

/// Whom founders leave, and what they take along.
@Suite struct FounderTests {
  @Test func `founders know the firm that they left`() throws {
    let simulation = try SmallCountry.simulation(ticks: 20) {
      $0.parameters.entry.spinOffHazard *= 10
    }
    let firms = simulation.firms
    let slots = Dictionary(
      uniqueKeysWithValues: (0..<firms.count).lazy.filter { firms.id[$0] != 0 }.map {
        (firms.id[$0], $0)
      })
    var living: [Origin: Int] = [:]
    var (startUps, experienced) = (0.0, 0.0)
    for firm in slots.values {
      let origin = firms.origin[firm]
      switch origin {
      case .spinOff: #expect(firms.parent[firm] != 0)
      case .startUp:
        startUps += 1
        experienced += firms.parent[firm] != 0 ? 1 : 0
      default: #expect(firms.parent[firm] == 0)
      }
      #expect(firms.parent[firm] != 0 || firms.lineage[firm] == firms.id[firm])
      guard let parent = slots[firms.parent[firm]] else { continue }
      living[origin, default: 0] += 1
      #expect(firms.lineage[parent] == firms.lineage[firm])
      #expect(firms.birth[parent] < firms.birth[firm])
      #expect(firms.sector[parent] == firms.sector[firm])
      #expect(origin == .spinOff || firms.region[parent] == firms.region[firm])
    }
    #expect(living[.spinOff, default: 0] > 10)
    #expect(living[.startUp, default: 0] > 100)
    // One in ten enters a trade that he has not worked in.
    #expect(0.85...0.94 ~= experienced / startUps)
    let told = simulation.firmRecords().filter { $0.parent != 0 }
    #expect(told.count == slots.values.count { firms.parent[$0] != 0 })
  }

  @Test func `without spin-offs nobody founds in the trade that he works in`() throws {
    let simulation = try SmallCountry.simulation(ticks: 20) {
      $0.mechanisms.spinOffs = false
      $0.parameters.entry.generationPull = 0
    }
    let firms = simulation.firms
    var startUps = 0
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      #expect(firms.parent[firm] == 0)
      startUps += firms.origin[firm] == .startUp ? 1 : 0
    }
    #expect(startUps > 100)
    // Sectors at home are as in the country.
    let north = simulation.founderWeights(ofRegion: 0)
    let west = simulation.founderWeights(ofRegion: 3)
    #expect(north.experienced.allSatisfy { $0 == 0 } && north.experience(0) == 0)
    let ratios = zip(north.all, west.all).map { $0 / $1 }
    #expect(ratios.allSatisfy { abs($0 / ratios[0] - 1) < 1e-12 })
  }

  @Test func `with heredity founders run what their firm ran, without it what they see`() throws {
    // Nobody sees anything: who takes nothing along starts on tradition.
    func lines(heredity: Bool) throws -> (newer: Int, all: Int) {
      let simulation = try SmallCountry.simulation(ticks: 60) {
        $0.mechanisms.spillovers = false
        $0.mechanisms.spinOffHeredity = heredity
        $0.parameters.entry.spinOffHazard = 0
      }
      let firms = simulation.firms
      let young = (0..<firms.count).filter {
        firms.origin[$0] == .startUp && Int(firms.birth[$0]) == simulation.tick
          && firms.id[$0] != 0
      }
      return (
        young.count {
          Int(firms.traditionLine[$0]) > simulation.sectors.tradition[Int(firms.sector[$0])]
        }, young.count
      )
    }
    let kin = try lines(heredity: true)
    let others = try lines(heredity: false)
    #expect(kin.newer > 0)
    #expect(others.newer == 0 && others.all > 0)
  }

  @Test func `of the employees of a cell every one is as likely to found`() throws {
    let simulation = try SmallCountry.simulation(ticks: 0)
    let firms = simulation.firms
    let cell = 1
    var employees: [Int: Double] = [:]
    for firm in 0..<firms.count where firms.id[firm] != 0 && simulation.cell(of: firm) == cell {
      employees[firm] = firms.employees[firm]
    }
    let all = employees.values.reduce(0, +)
    var stream = RandomStream()
    stream.reset(key: simulation.keys[.employer], entity: 1, tick: 0)
    var drawn: [Int: Double] = [:]
    let draws = 200_000
    for _ in 0..<draws {
      drawn[simulation.roster.drawEmployer(in: cell, &stream), default: 0] += 1
    }
    #expect(Set(drawn.keys).isSubset(of: Set(employees.keys)))
    // Sizes are told in quarters of a doubling: up to a twelfth off, in the mean not at all.
    let largest = employees.sorted { $0.value > $1.value }.prefix(10)
    for (firm, size) in largest {
      let expected = Double(draws) * size / all
      #expect(abs(drawn[firm, default: 0] / expected - 1) < 0.12 + 4 / expected.squareRoot())
    }
    let top = largest.reduce(0) { $0 + $1.value } / all
    let topDrawn = largest.reduce(0) { $0 + drawn[$1.key, default: 0] } / Double(draws)
    #expect(abs(topDrawn / top - 1) < 0.05)
  }

  @Test func `nobody is drawn where there is no firm`() {
    let roster = Roster(regionCount: 1, sectorCount: 1, capacity: 1)
    var stream = RandomStream()
    #expect(roster.drawEmployer(in: 0, &stream) == -1)
  }
}
