import CGSL
import Chunking
import Testing

@testable import Randomness

@Suite struct RandomStreamTests {
  struct KnownAnswer: Sendable {
    let key: UInt64
    let counter: [UInt32]
    let words: [UInt32]
  }

  /// From Random123's `kat_vectors`; the last counter and key are digits of π.
  static let knownAnswers = [
    KnownAnswer(
      key: 0, counter: [0, 0, 0, 0],
      words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      key: .max, counter: [.max, .max, .max, .max],
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    KnownAnswer(
      key: 0x299f_31d0_a409_3822,
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  @Test(arguments: knownAnswers)
  func `Philox gives the published words`(answer: KnownAnswer) {
    let counter = answer.counter
    let output = Philox.output((counter[0], counter[1], counter[2], counter[3]), key: answer.key)
    #expect([output.0, output.1, output.2, output.3] == answer.words)
  }

  @Test(arguments: knownAnswers)
  func `a stream counts (block, tick, entity low, entity high)`(answer: KnownAnswer) {
    let counter = answer.counter
    var stream = RandomStream()
    stream.reset(
      key: StreamKey(seed: answer.key),
      entity: UInt64(counter[3]) << 32 | UInt64(counter[2]), tick: counter[1])
    unsafe stream.state.pointee.block = counter[0]
    #expect(draws(4, from: stream) { $0.word() } == answer.words)
  }

  @Test func `later words come from later blocks`() {
    var stream = RandomStream()
    stream.reset(key: StreamKey(seed: 7), entity: 0x0000_0003_0000_0002, tick: 1)
    let expected = (0..<5 as Range<UInt32>).flatMap { block in
      let output = Philox.output((block, 1, 2, 3), key: 7)
      return [output.0, output.1, output.2, output.3]
    }
    #expect(draws(20, from: stream) { $0.word() } == expected)
  }

  @Test func `a reset forgets what was drawn`() {
    var stream = RandomStream()
    let key = StreamKey(seed: 5)
    let first = (0..<11).map { _ in
      stream.reset(key: key, entity: 9, tick: 4)
      return stream.word()
    }
    for used in 0..<11 {
      stream.reset(key: key, entity: 1, tick: 1)
      for _ in 0..<used { _ = stream.word() }
      stream.reset(key: key, entity: 9, tick: 4)
      #expect(stream.word() == first[used])
    }
  }

  @Test func `GSL draws the same words and uniforms as the inlined methods`() {
    let words = draws(1001, from: stream("twin")) { $0.word() }
    let byGSL = draws(1001, from: stream("twin")) { unsafe UInt32(gsl_rng_get($0.generator)) }
    #expect(words == byGSL)
    let uniforms = draws(1001, from: stream("twin")) { $0.uniform() }
    let uniformsByGSL = draws(1001, from: stream("twin")) {
      unsafe gsl_rng_uniform($0.generator)
    }
    #expect(uniforms == uniformsByGSL)
    let mixed = draws(500, from: stream("twin")) { stream in
      [stream.uniform(), unsafe gsl_rng_uniform(stream.generator)]
    }
    #expect(mixed.flatMap { $0 } == Array(uniforms.prefix(1000)))
  }

  @Test func `GSL can allocate, seed, clone and free the generator`() throws {
    let rng = unsafe try #require(gsl_rng_alloc(Philox.generatorType))
    defer { unsafe gsl_rng_free(rng) }
    #expect(unsafe String(cString: gsl_rng_name(rng)) == "philox4x32-10")
    unsafe gsl_rng_set(rng, 0)
    #expect(unsafe gsl_rng_get(rng) == 0x6627_e8d5)
    let copy = unsafe try #require(gsl_rng_clone(rng))
    defer { unsafe gsl_rng_free(copy) }
    #expect(unsafe gsl_rng_get(copy) == 0xe169_c58d)
    #expect(unsafe gsl_rng_get(rng) == 0xe169_c58d)
  }

  /// A wrong range passes tests of mean and variance by eye, so the declared range, the observed
  /// one and the use that samplers make of both are each looked at.
  @Test func `the range of the generator is that of its words`() {
    let stream = stream("range")
    #expect(unsafe gsl_rng_min(stream.generator) == 0)
    #expect(unsafe gsl_rng_max(stream.generator) == 0xffff_ffff)
    var (low, high, bits, gaps) = (UInt.max, UInt.min, UInt.min, UInt.max)
    for _ in 0..<1_000_000 {
      let word = unsafe gsl_rng_get(stream.generator)
      (low, high, bits, gaps) = (min(low, word), max(high, word), bits | word, gaps & word)
    }
    // The extremes of 10⁶ words are off by 2³²/10⁶ ≈ 4,295 in the mean; 20 times that by e⁻²⁰.
    #expect(low < 85_900)
    #expect(high > 0xffff_ffff - 85_900 && high <= 0xffff_ffff)
    #expect(bits == 0xffff_ffff && gaps == 0)
    let reals = (0..<1_000_000).map { _ in unsafe gsl_rng_uniform(stream.generator) }
    #expect(reals.min()! >= 0 && reals.min()! < 2e-5)
    #expect(reals.max()! < 1 && reals.max()! > 1 - 2e-5)
    let faces = (0..<60_000).map { _ in unsafe Int(gsl_rng_uniform_int(stream.generator, 6)) }
    #expect(Set(faces) == Set(0..<6))
  }

  @Test func `uniforms are in steps of 2⁻³²`() {
    for value in draws(10_000, from: stream("steps"), { $0.uniform() }) {
      #expect((value * 0x1p32).rounded() == value * 0x1p32)
    }
  }

  /// The state is set to a block that a stream has once in 2³² draws.
  @Test func `a positive uniform draws zeros again`() {
    func afterZeros(_ draw: (inout RandomStream) -> Double) -> Double {
      var stream = RandomStream()
      unsafe stream.state.pointee.words = (0, 0, 5, 6)
      unsafe stream.state.pointee.position = 0
      return draw(&stream)
    }
    #expect(afterZeros { $0.uniformPositive() } == 5 * 0x1p-32)
    #expect(afterZeros { unsafe gsl_rng_uniform_pos($0.generator) } == 5 * 0x1p-32)
    #expect(afterZeros { $0.uniform() } == 0)
  }

  @Test func `a higher probability only adds events`() {
    let low = draws(10_000, from: stream("events")) { $0.bernoulli(0.2) }
    let high = draws(10_000, from: stream("events")) { $0.bernoulli(0.25) }
    #expect(zip(low, high).allSatisfy { !$0 || $1 })
    #expect(low != high)
    #expect(!draws(10_000, from: stream("events")) { $0.bernoulli(0) }.contains(true))
    #expect(!draws(10_000, from: stream("events")) { $0.bernoulli(1) }.contains(false))
  }

  @Test func `streams lie on cache lines of their own`() {
    let first = RandomStream()
    let second = RandomStream()
    let addresses = unsafe [UInt(bitPattern: first.state), UInt(bitPattern: second.state)]
    #expect(addresses.allSatisfy { $0 % 128 == 0 })
    #expect(unsafe UInt(bitPattern: first.generator) - addresses[0] < 128)
    #expect(MemoryLayout<Philox>.size <= 64)
    #expect(unsafe MemoryLayout<gsl_rng>.size <= 64)
  }

  @Test func `two threads draw the same bytes as one`() {
    let firms = 20_000
    let results = [1, 2, 3].map { threads in
      let column = Column<Double>(repeating: 0, capacity: firms)
      let key = StreamKey(seed: 11, replicate: 2, process: 3)
      WorkerTeam(threadCount: threads).forEachChunk(of: ChunkPlan(count: firms, chunkSize: 512)) {
        _, _, elements in
        var stream = RandomStream()
        for firm in elements {
          stream.reset(key: key, entity: EntityID.combined(1, UInt64(firm)), tick: 8)
          column[firm] = stream.gamma(shape: 0.7, scale: 2) + stream.gaussian() + stream.uniform()
        }
      }
      return (0..<firms).map { column[$0].bitPattern }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
    #expect(Set(results[0]).count > firms - 5)
  }
}

@Suite struct NeighbouringStreamTests {
  enum Coordinate: String, CaseIterable { case entity, tick, process, replicate, seed }

  /// The uniform after `word` words of each of `count` streams, one step apart in one coordinate.
  func uniforms(along coordinate: Coordinate, count: Int, word: Int) -> [Double] {
    var stream = RandomStream()
    return (0..<UInt32(count)).map { step in
      let key = StreamKey(
        seed: 42 + (coordinate == .seed ? UInt64(step) : 0),
        replicate: coordinate == .replicate ? step : 0,
        process: coordinate == .process ? step : 0)
      stream.reset(
        key: key, entity: 1000 + (coordinate == .entity ? UInt64(step) : 0),
        tick: coordinate == .tick ? step : 0)
      for _ in 0..<word { _ = stream.word() }
      return stream.uniform()
    }
  }

  @Test(arguments: Coordinate.allCases, [0, 1, 3, 4])
  func `the same word of neighbours is uniform and uncorrelated`(
    coordinate: Coordinate, word: Int
  ) {
    let sample = uniforms(along: coordinate, count: 20_000, word: word)
    // Of 20 cases one exceeds 2.23 once in 500 seeds, and 4 standard errors once in 800.
    #expect(kolmogorovStatistic(sample) { $0 } < 2.23)
    for lag in [1, 2, 3] {
      #expect(abs(correlationScore(Array(sample.dropLast(lag)), Array(sample.dropFirst(lag)))) < 4)
    }
    #expect(Set(sample).count > 19_900)
  }

  @Test(arguments: Coordinate.allCases)
  func `whole streams of neighbours are uncorrelated`(coordinate: Coordinate) {
    func sample(_ step: UInt32) -> [Double] {
      var stream = RandomStream()
      stream.reset(
        key: StreamKey(
          seed: 42 + (coordinate == .seed ? UInt64(step) : 0),
          replicate: coordinate == .replicate ? step : 0,
          process: coordinate == .process ? step : 0),
        entity: 1000 + (coordinate == .entity ? UInt64(step) : 0),
        tick: coordinate == .tick ? step : 0)
      return draws(50_000, from: stream) { $0.uniform() }
    }
    let (here, next) = (sample(0), sample(1))
    #expect(abs(correlationScore(here, next)) < 4)
    #expect(abs(correlationScore(Array(here.dropLast()), Array(next.dropFirst()))) < 4)
    #expect(kolmogorovStatistic(next) { $0 } < 2.23)
  }
}

@Suite struct SamplingTests {
  @Test(arguments: [1, 2, 3, 6, 7, 100])
  func `integers fall on every value alike`(bound: Int) {
    var counts = [Int](repeating: 0, count: bound)
    for value in draws(50_000, from: stream("integers \(bound)"), { $0.integer(below: bound) }) {
      counts[value] += 1
    }
    let score = chiSquareScore(
      counts: counts, probabilities: Array(repeating: 1 / Double(bound), count: bound))
    #expect(bound == 1 || score < 5)
  }

  /// Without the redraw, multiples of 3 would come twice as often as the other values: four words
  /// share three values.
  @Test func `integers below a large bound are not biased`() {
    let bound = 3 << 30
    let sample = draws(100_000, from: stream("large bound")) { $0.integer(below: bound) }
    #expect(kolmogorovStatistic(sample.map(Double.init)) { $0 / Double(bound) } < 2.23)
    let counts = (0..<3).map { residue in sample.count { $0 % 3 == residue } }
    #expect(chiSquareScore(counts: counts, probabilities: [1 / 3, 1 / 3, 1 / 3]) < 8)
  }

  @Test func `a shuffle makes every order alike`() {
    var counts: [[Int]: Int] = [:]
    for order in draws(
      60_000, from: stream("orders"),
      { stream in
        var order = [0, 1, 2]
        stream.shuffle(&order)
        return order
      })
    {
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6)
    let score = chiSquareScore(
      counts: counts.values.map { $0 }, probabilities: Array(repeating: 1 / 6, count: 6))
    #expect(score < 6)
  }

  @Test func `a shuffle of nothing or one changes nothing`() {
    var stream = stream("small")
    var (none, one): ([Int], [Int]) = ([], [4])
    stream.shuffle(&none)
    stream.shuffle(&one)
    #expect(none == [] && one == [4])
  }

  /// Both methods: 2 of 5 goes through selection, 2 of 40 through Floyd's.
  @Test(arguments: [5, 40])
  func `a choice makes every pair alike`(total: Int) {
    var counts = [Int](repeating: 0, count: total * total)
    for pair in draws(80_000, from: stream("pairs \(total)"), { $0.choose(2, from: total) }) {
      #expect(pair.count == 2 && pair[0] < pair[1])
      counts[pair[0] * total + pair[1]] += 1
    }
    let pairs = (0..<total).flatMap { a in ((a + 1)..<total).map { a * total + $0 } }
    let probability = 2 / Double(total * (total - 1))
    let score = chiSquareScore(
      counts: pairs.map { counts[$0] },
      probabilities: Array(repeating: probability, count: pairs.count))
    #expect(score < 6)
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 5), (3, 100), (50, 100), (1000, 100_000)])
  func `a choice is ascending and without replacement`(count: Int, total: Int) {
    let chosen = draws(1, from: stream("choice")) { $0.choose(count, from: total) }[0]
    #expect(chosen.count == count)
    #expect(zip(chosen, chosen.dropFirst()).allSatisfy { $0 < $1 })
    #expect(chosen.allSatisfy { (0..<total).contains($0) })
  }
}
