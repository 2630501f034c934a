import Benchmark
import FirmDynamics
import PlainFirmDynamics

// An iteration is ten ticks of 100,000 firms, that is a million steps: milliseconds here are
// nanoseconds per firm and tick. `kernel` compares more sizes.
let benchmarks: @Sendable () -> Void = {
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], timeUnits: .milliseconds, warmupIterations: 1, maxDuration: .seconds(3))

  let firms = 100_000
  Benchmark("100,000 firms, plain loops") { benchmark in
    let world = unsafe plain_firms_create(firms, 1)
    defer { unsafe plain_firms_free(world) }
    benchmark.startMeasurement()
    for _ in 0..<10 { unsafe plain_firms_tick(world) }
    benchmark.stopMeasurement()
  }
  for threads in [1, 2] {
    Benchmark("100,000 firms, engine, threads: \(threads)") { benchmark in
      var world = FirmDynamics(firmCount: firms, seed: 1, threadCount: threads)
      benchmark.startMeasurement()
      for _ in 0..<10 { world.tick() }
      benchmark.stopMeasurement()
    }
  }
}
