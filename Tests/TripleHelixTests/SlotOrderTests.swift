import Chunking
import Testing

@testable import TripleHelix

/// Where firms lie in memory is nobody's business.
@Suite struct SlotOrderTests {
  /// Gives every slot another one, the last to the first and others in between.
  private static func shuffle(_ simulation: Simulation) {
    let count = simulation.firms.count
    // A step that shares no divisor with the count visits all.
    let step = (count / 3..<count).first { gcd($0, count) == 1 } ?? 1
    let places = (0..<count).map { ($0 * step + count / 2) % count }
    for column in FirmColumns.all { column.move(simulation.firms, places) }
    func moved(_ slot: Int32) -> Int32 { slot >= 0 ? Int32(places[Int(slot)]) : slot }
    for firm in 0..<count {
      for lane in 0..<4 {
        simulation.firms.partners[firm][lane] = moved(simulation.firms.partners[firm][lane])
      }
    }
    for place in 0..<simulation.memberships.count {
      simulation.memberships.rows[place].firm = moved(simulation.memberships.rows[place].firm)
    }
    let roster = simulation.roster
    for place in 0..<Int(roster.starts[simulation.layout.cellCount]) {
      roster.listings[place].slot = moved(roster.listings[place].slot)
    }
    simulation.freeSlots = simulation.freeSlots.map(moved)
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  /// Up to the next yearly count of who is where, which lists firms by their slots.
  @Test func `the order of firms in memory changes no firm and no aggregate`() throws {
    var configuration = SmallCountry.configuration(firms: 3000)
    configuration.mechanisms.clusters = true
    let one = try Simulation(configuration, seed: 4)
    for _ in 0..<24 { try one.step() }
    let other = try Simulation(configuration, resuming: one.checkpoint())
    Self.shuffle(other)
    let firstSlots = (one.firms.id[0], other.firms.id[0])
    #expect(firstSlots.0 != firstSlots.1)
    #expect(one.clusters.count { $0.isAlive } > 0)
    for _ in 0..<4 {
      try one.step()
      try other.step()
    }
    var (first, second) = (Recording(), Recording())
    one.record(into: &first)
    other.record(into: &second)
    for column in [
      "gdp", "firms", "unemployment", "consumer_price", "exits", "insolvencies", "start_ups",
      "spin_offs", "innovations", "imitations", "firms_in_search", "credit", "exports",
    ] {
      let (a, b) = (first.national.number(column, row: 0), second.national.number(column, row: 0))
      #expect(a > 0 && abs(a - b) <= 1e-9 * a, "\(column): \(a), \(b)")
    }
    func employees(_ simulation: Simulation) -> [UInt64: Double] {
      let firms = simulation.firms
      return Dictionary(
        uniqueKeysWithValues: (0..<firms.count).filter { firms.id[$0] != 0 }.map {
          (firms.id[$0], firms.employees[$0])
        })
    }
    let (here, there) = (employees(one), employees(other))
    #expect(here.count == there.count)
    #expect(here.allSatisfy { abs((there[$0.key] ?? 0) - $0.value) <= 1e-9 * $0.value })
  }
}
