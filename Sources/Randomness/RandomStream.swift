import CGSL

/// A sequence of random numbers that is a pure function of (key, entity, tick).
///
/// One value is a reusable drawing machine: `reset(key:entity:tick:)` moves it to another stream
/// without allocating, so a kernel makes one stream per chunk and resets it for every agent. Draws
/// depend neither on the order in which agents are visited nor on the number of threads.
///
/// The generator is Philox4x32-10 with counter (block, tick, entity low, entity high); its words
/// are used in order, whether drawn here, inlined into the caller, or by GSL. A stream has 2³⁴
/// words. Reals are word · 2⁻³², so a Pareto draw of exponent *a* ends at 2^(32/*a*) minima.
@safe
public struct RandomStream: ~Copyable {
  /// Two cache lines of memory, aligned to both: the state, then at `generatorOffset` the
  /// `gsl_rng` that points at it. Neighbouring streams of two threads never share a line.
  @usableFromInline let state: UnsafeMutablePointer<Philox>

  private static let byteCount = 128
  private static let generatorOffset = 64

  /// A stream of key 0, entity 0, tick 0.
  public init() {
    GSL.prepare()
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: RandomStream.byteCount, alignment: RandomStream.byteCount)
    unsafe state = memory.initializeMemory(as: Philox.self, to: Philox(key: 0))
    unsafe (memory + RandomStream.generatorOffset).initializeMemory(
      as: gsl_rng.self, to: gsl_rng(type: Philox.generatorType, state: memory))
  }

  deinit { unsafe state.deallocate() }

  /// The stream as GSL's samplers take it.
  var generator: UnsafePointer<gsl_rng> {
    unsafe (UnsafeRawPointer(state) + RandomStream.generatorOffset)
      .assumingMemoryBound(to: gsl_rng.self)
  }
}

// Unchecked: the memory has one owner, which cannot be copied, and every draw mutates it.
extension RandomStream: @unchecked Sendable {}

extension RandomStream {
  /// Moves to the first word of the stream of (key, entity, tick).
  ///
  /// - Parameters:
  ///   - key: Seed, replicate and process.
  ///   - entity: The id of whoever draws; see `EntityID`.
  ///   - tick: The time of the draw; 0 for persistent traits, whose process draws nothing else.
  /// - Complexity: A few stores. The first block is computed by the first draw, so an agent that
  ///   turns out to need no draw pays nothing.
  @inlinable @inline(__always)
  public mutating func reset(key: StreamKey, entity: UInt64, tick: UInt32) {
    unsafe state.pointee.key = key.word
    unsafe state.pointee.entity = entity
    unsafe state.pointee.tick = tick
    unsafe state.pointee.block = 0
    unsafe state.pointee.position = Philox.wordCount
  }

  /// The next word, uniform on all 2³² values.
  @inlinable @inline(__always)
  public mutating func word() -> UInt32 {
    unsafe Philox.nextWord(state)
  }

  /// Uniform on [0, 1) in steps of 2⁻³²; the same value that `gsl_rng_uniform` would return.
  @inlinable @inline(__always)
  public mutating func uniform() -> Double {
    Double(word()) * 0x1p-32
  }

  /// Uniform on (0, 1): zeros are drawn again, as by `gsl_rng_uniform_pos`.
  @inlinable @inline(__always)
  public mutating func uniformPositive() -> Double {
    var word = word()
    while word == 0 { word = self.word() }
    return Double(word) * 0x1p-32
  }

  /// True with `probability`, which is in [0, 1].
  ///
  /// Compares one uniform u with p as u < p, so that on the same stream a higher probability only
  /// adds events.
  @inlinable @inline(__always)
  public mutating func bernoulli(_ probability: Double) -> Bool {
    assert(probability >= 0 && probability <= 1, "a probability must lie in 0...1")
    return uniform() < probability
  }
}
