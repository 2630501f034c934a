import Chunking
import Testing

@testable import TripleHelix

/// The one list of a firm's columns.
@Suite struct FirmColumnsTests {
  @Test func `every column is in the list`() {
    let stored = Mirror(reflecting: FirmColumns(capacity: 1)).children.filter {
      "\(type(of: $0.value))".hasPrefix("Column<")
    }
    #expect(stored.compactMap(\.label) == FirmColumns.all.map(\.name))
  }

  @Test func `a firm's state fits in 208 bytes`() {
    #expect(FirmColumns.bytesPerFirm <= 208)
  }

  /// The same firms are founded in slots that other firms have left.
  @Test func `a newborn firm has nothing of the firm whose slot it gets`() throws {
    let run = try SmallCountry.simulation(ticks: 12) { $0.mechanisms.clusters = true }
    // Both resumed, so that what the passes of a quarter look up is the same in both.
    let one = try Simulation(run.configuration, resuming: run.checkpoint())
    let other = try Simulation(run.configuration, resuming: run.checkpoint())
    let slots = 0..<100
    let places = (0..<other.firms.count).map { slots.contains($0) ? ($0 + 37) % 100 : $0 }
    for column in FirmColumns.all { column.move(other.firms, places) }
    let before = (elements(one, slots), elements(other, slots))
    for simulation in [one, other] {
      simulation.freeSlots = slots.map { Int32($0) }
      simulation.nextFreeSlot = 0
      simulation.found(
        slots.map { ordinal in
          Simulation.Founding(
            id: 7_000_001 + UInt64(ordinal), lineage: 7_000_001, region: 1, sector: 1,
            origin: .startUp, employees: 5, efficiency: 0.1, line: 0, knowledge: 0.2)
        })
      simulation.drawTraits(of: simulation.newborns)
    }
    let after = (elements(one, slots), elements(other, slots))
    for (place, column) in FirmColumns.all.enumerated() where column.birth != .left {
      #expect(after.0[place] == after.1[place], "\(column.name) is what the last firm left")
    }
    let differing = before.0.indices.count { before.0[$0] != before.1[$0] }
    #expect(differing > 35, "the slots were left in different states")
  }

  @Test func `a checkpoint with a phase that is none is refused`() throws {
    let simulation = try SmallCountry.simulation(ticks: 1, firms: 300)
    let firm = try #require(
      (0..<simulation.firms.count).first { simulation.firms.phase[$0] == .tradition })
    var checkpoint = simulation.checkpoint()
    simulation.firms.phase[firm] = .search
    let place = try #require(zip(checkpoint, simulation.checkpoint()).map(!=).firstIndex(of: true))
    checkpoint[place] = 4
    #expect(throws: SimulationError.self) {
      try Simulation(simulation.configuration, resuming: checkpoint)
    }
  }

  @Test(arguments: ["region", "sector", "traditionLine", "partners", "university", "cluster"])
  func `a checkpoint in which a firm refers to nothing is refused`(name: String) throws {
    let simulation = try SmallCountry.simulation(ticks: 1, firms: 300)
    let firms = simulation.firms
    switch name {
    case "region": firms.region[3] = 4
    case "sector": firms.sector[3] = 3
    case "traditionLine": firms.traditionLine[3] = 999
    case "partners": firms.partners[3][1] = Int32(firms.count)
    case "university": firms.university[3] = 4
    default: firms.cluster[3] = 0
    }
    #expect(throws: SimulationError.self) {
      try Simulation(simulation.configuration, resuming: simulation.checkpoint())
    }
  }

  /// The bytes of `slots` in every column.
  private func elements(_ simulation: Simulation, _ slots: Range<Int>) -> [[UInt8]] {
    FirmColumns.all.map { column in
      var archive = Archive()
      column.archive(simulation.firms, &archive)
      return Array(archive.bytes[slots.lowerBound * column.bytes..<slots.upperBound * column.bytes])
    }
  }
}
