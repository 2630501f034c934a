import Figures
import FirmDynamics
import Machine
import PlainFirmDynamics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints what the engine's primitives cost on the firm dynamics workload, beside plain loops in C
/// over the same samplers, in one run: `kernel [firms ...]`.
///
/// Engine and plain loops take turns, so that a busy neighbour slows both. Times are medians, the
/// ratio is the median of the ratios within a turn.
@main
struct Kernel {
  static let turnCount = 5
  static let threadCounts = [1, 2]
  static let seed: UInt64 = 20_260_401

  static func main() {
    keep_arrays_apart()
    print(machineNote(), terminator: "\n\n")
    let chosen = CommandLine.arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 0 }
    let sizes = chosen.isEmpty ? [10_000, 100_000, 1_000_000] : chosen
    print("firm dynamics: ns per firm and tick, medians of \(turnCount) turns\n")
    print(row(["firms", "ticks", "threads", "engine", "plain", "ratio", "B/firm", "plain B/firm"]))
    for firms in sizes {
      // A million firms for 100 ticks would try the patience of whoever waits for the table.
      compare(firms: firms, ticks: min(100, max(1, 20_000_000 / firms)))
    }
    let violations = check()
    print("\nchecks after 100 ticks of 100,000 firms:", violations.isEmpty ? "hold" : "fail")
    for violation in violations { print("  \(violation)") }
    if !violations.isEmpty { exit(1) }
  }

  /// One run: only the ticks are timed. Bytes are the growth of resident memory from before the
  /// firms exist to after the last tick.
  struct Run {
    let nanosecondsPerFirmTick: Double
    let bytesPerFirm: Double
  }

  static func compare(firms: Int, ticks: Int) {
    let turns = (0..<turnCount).map { _ in
      (
        plain: runPlain(firms: firms, ticks: ticks),
        engine: threadCounts.map { runEngine(firms: firms, ticks: ticks, threads: $0) }
      )
    }
    let plain = turns.map(\.plain)
    for (index, threads) in threadCounts.enumerated() {
      let engine = turns.map { $0.engine[index] }
      let ratios = zip(engine, plain).map { $0.nanosecondsPerFirmTick / $1.nanosecondsPerFirmTick }
      // Below 100,000 firms the fixed part would pass for the firms' memory.
      let showsMemory = firms >= 100_000
      print(
        row([
          "\(firms)", "\(ticks)", "\(threads)",
          decimal(median(engine.map(\.nanosecondsPerFirmTick)), 1),
          decimal(median(plain.map(\.nanosecondsPerFirmTick)), 1), decimal(median(ratios), 2),
          showsMemory ? decimal(median(engine.map(\.bytesPerFirm)), 0) : "-",
          showsMemory ? decimal(median(plain.map(\.bytesPerFirm)), 0) : "-",
        ]))
    }
  }

  static func runEngine(firms: Int, ticks: Int, threads: Int) -> Run {
    let before = resident_bytes()
    var world = FirmDynamics(firmCount: firms, seed: seed, threadCount: threads)
    let elapsed = ContinuousClock().measure { for _ in 0..<ticks { world.tick() } }
    return Run(elapsed, firms: firms, ticks: ticks, bytes: resident_bytes() - before)
  }

  static func runPlain(firms: Int, ticks: Int) -> Run {
    let before = resident_bytes()
    let world = unsafe plain_firms_create(firms, seed)
    defer { unsafe plain_firms_free(world) }
    let elapsed = ContinuousClock().measure {
      for _ in 0..<ticks { unsafe plain_firms_tick(world) }
    }
    return Run(elapsed, firms: firms, ticks: ticks, bytes: resident_bytes() - before)
  }

  static func check() -> [String] {
    var world = FirmDynamics(firmCount: 100_000, seed: seed, threadCount: 2)
    for _ in 0..<100 { world.tick() }
    return world.regions.violations(
      totalShare: world.totalShare, exitsPerFirmTick: world.exitsPerFirmTick)
  }
}

extension Kernel.Run {
  init(_ elapsed: Duration, firms: Int, ticks: Int, bytes: Int) {
    nanosecondsPerFirmTick = elapsed / .nanoseconds(1) / Double(firms * ticks)
    bytesPerFirm = Double(bytes) / Double(firms)
  }
}
