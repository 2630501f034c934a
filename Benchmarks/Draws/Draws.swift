import Benchmark
import Randomness

// Nanoseconds per draw: an iteration makes a million draws, which the scaling factor divides out.
let benchmarks: @Sendable () -> Void = {
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 1, scalingFactor: .mega, maxDuration: .seconds(1))

  func perDraw<Outcome>(
    _ name: String, _ draw: @escaping @Sendable (inout RandomStream) -> Outcome
  ) {
    Benchmark(name) { benchmark in
      var stream = RandomStream()
      stream.reset(key: StreamKey(seed: 1), entity: 2, tick: 3)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { blackHole(draw(&stream)) }
      benchmark.stopMeasurement()
    }
  }

  let key = StreamKey(seed: 1, replicate: 2, process: 3)
  perDraw("reset and uniform") { stream in
    stream.reset(key: key, entity: 4, tick: 5)
    return stream.uniform()
  }
  perDraw("uniform") { $0.uniform() }
  perDraw("bernoulli") { $0.bernoulli(0.3) }
  perDraw("integer below 1000") { $0.integer(below: 1000) }
  perDraw("gaussian") { $0.gaussian() }
  perDraw("lognormal") { $0.lognormal(zeta: -0.02, sigma: 0.2) }
  perDraw("gamma 2") { $0.gamma(shape: 2, scale: 0.5) }
  perDraw("gamma 0.5") { $0.gamma(shape: 0.5, scale: 0.5) }
  perDraw("beta 2 3") { $0.beta(2, 3) }
  perDraw("pareto") { $0.pareto(exponent: 1.5, minimum: 1) }
  perDraw("exponential") { $0.exponential(mean: 1) }
  perDraw("weibull") { $0.weibull(scale: 1, shape: 2) }
  perDraw("binomial 0.3 of 12") { $0.binomial(probability: 0.3, trials: 12) }
  perDraw("poisson 3") { $0.poisson(mean: 3) }
  perDraw("poisson 3 by inversion") { $0.poissonByInversion(mean: 3) }
  perDraw("poisson 100 by inversion") { $0.poissonByInversion(mean: 100) }

  if let table = try? AliasTable(weights: [1, 2, 3, 4, 5, 6, 7, 8]) {
    perDraw("discrete, 8 outcomes") { table.draw(from: &$0) }
  }
}
