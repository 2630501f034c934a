import Chunking
import FirmDynamics
import PlainFirmDynamics
import Testing

@Suite struct FirmDynamicsTests {
  /// The checks of the workload's definition, at its size and length.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a hundred thousand firms end where other programs end`(seed: UInt64) {
    var world = FirmDynamics(firmCount: 100_000, seed: seed, threadCount: 2)
    for _ in 0..<100 { world.tick() }
    let violations = world.regions.violations(
      totalShare: world.totalShare, exitsPerFirmTick: world.exitsPerFirmTick)
    #expect(violations == [])
  }

  @Test func `the plain loops end there too`() throws {
    let world = unsafe try #require(plain_firms_create(100_000, 4))
    defer { unsafe plain_firms_free(world) }
    for _ in 0..<100 { unsafe plain_firms_tick(world) }
    let totalShare = (0..<100_000).reduce(0.0) { unsafe $0 + world.pointee.share[$1] }
    let exits = unsafe Double(world.pointee.exits) / 1e7
    let regions = unsafe plainRegions(world)
    #expect(regions.violations(totalShare: totalShare, exitsPerFirmTick: exits) == [])
  }

  /// With one chunk both add in the same order. The slack is for compilers that contract a product
  /// and a sum into one rounding; without, the values are equal bit for bit.
  @Test func `engine and plain loops compute the same firms`() throws {
    let count = 4096
    var engine = FirmDynamics(firmCount: count, seed: 77, chunkSize: count)
    let plain = unsafe try #require(plain_firms_create(count, 77))
    defer { unsafe plain_firms_free(plain) }
    for _ in 0..<10 {
      engine.tick()
      unsafe plain_firms_tick(plain)
    }
    #expect(unsafe engine.exitCount == Int(plain.pointee.exits))
    for firm in 0..<count {
      let (firms, arrays) = unsafe (engine.firms, plain.pointee)
      #expect(unsafe isClose(firms.productivity[firm], arrays.productivity[firm]))
      #expect(unsafe isClose(firms.capital[firm], arrays.capital[firm]))
      #expect(unsafe isClose(firms.liquidity[firm], arrays.liquidity[firm]))
      #expect(unsafe isClose(firms.share[firm], arrays.share[firm]))
      #expect(unsafe firms.phase[firm] == arrays.phase[firm])
    }
  }

  @Test func `threads change no byte`() {
    let tables = [1, 2, 3].map { threads in
      var world = FirmDynamics(firmCount: 10_007, seed: 5, threadCount: threads)
      for _ in 0..<20 { world.tick() }
      return world.regions
    }
    #expect(tables[0] == tables[1] && tables[0] == tables[2])
  }

  @Test func `a check that fails says what was found`() {
    let table = RegionTable(Array(repeating: 1, count: 84))
    #expect(
      table.violations(totalShare: 7, exitsPerFirmTick: 0.065).first
        == "sum of shares: must lie in 7.999999999...8.000000001, found 7.0")
    #expect(table.violations(totalShare: 8, exitsPerFirmTick: 0.065).count == 6)
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  private func plainRegions(_ world: UnsafePointer<plain_firms>) -> RegionTable {
    var values: [Double] = []
    unsafe withUnsafeBytes(of: world.pointee.regions) { bytes in
      values = unsafe Array(bytes.bindMemory(to: Double.self))
    }
    let phases = unsafe world.pointee.phases
    return RegionTable(values + [phases.0, phases.1, phases.2, phases.3].map(Double.init))
  }
}
