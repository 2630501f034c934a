import CGSL

/// The state of one Philox4x32-10 stream: a key, a counter, and the output words not yet used.
///
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (2011),
/// doi:10.1145/2063384.2063405. The counter is (block, tick, entity low, entity high).
@usableFromInline
struct Philox: BitwiseCopyable {
  // The words come first: `nextWord` reads them by byte offset from the start of the state.
  @usableFromInline var words: (UInt32, UInt32, UInt32, UInt32)
  @usableFromInline var key: UInt64
  @usableFromInline var entity: UInt64
  @usableFromInline var tick: UInt32
  /// The block to compute next.
  @usableFromInline var block: UInt32
  /// Number of words used; `wordCount` when the next word needs a new block.
  @usableFromInline var position: UInt32

  @usableFromInline static let wordCount: UInt32 = 4

  /// A stream before its first block, which is computed when its first word is drawn.
  @inlinable @inline(__always)
  init(key: UInt64, entity: UInt64 = 0, tick: UInt32 = 0) {
    words = (0, 0, 0, 0)
    self.key = key
    self.entity = entity
    self.tick = tick
    block = 0
    position = Philox.wordCount
  }
}

extension Philox {
  /// The next word of the stream at `state`.
  @inlinable @inline(__always)
  static func nextWord(_ state: UnsafeMutablePointer<Philox>) -> UInt32 {
    let position = unsafe state.pointee.position
    guard position < wordCount else { return unsafe firstWordOfNextBlock(state) }
    unsafe state.pointee.position = position &+ 1
    return unsafe UnsafeRawPointer(state).load(
      fromByteOffset: Int(position) &* MemoryLayout<UInt32>.stride, as: UInt32.self)
  }

  /// Computes the next block of the stream at `state` and takes its first word.
  @usableFromInline @inline(never)
  static func firstWordOfNextBlock(_ state: UnsafeMutablePointer<Philox>) -> UInt32 {
    let entity = unsafe state.pointee.entity
    let (block, tick) = unsafe (state.pointee.block, state.pointee.tick)
    let words = unsafe output(
      (block, tick, UInt32(truncatingIfNeeded: entity), UInt32(truncatingIfNeeded: entity >> 32)),
      key: state.pointee.key)
    unsafe state.pointee.words = words
    unsafe state.pointee.block = block &+ 1
    unsafe state.pointee.position = 1
    return words.0
  }

  /// Ten rounds of Philox over one counter.
  @inline(__always)
  static func output(
    _ counter: (UInt32, UInt32, UInt32, UInt32), key: UInt64
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (x0, x1, x2, x3) = counter
    var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    for _ in 0..<10 {
      let even = UInt64(x0) &* 0xd251_1f53
      let odd = UInt64(x2) &* 0xcd9e_8d57
      (x0, x1, x2, x3) = (
        UInt32(truncatingIfNeeded: odd >> 32) ^ x1 ^ k0, UInt32(truncatingIfNeeded: odd),
        UInt32(truncatingIfNeeded: even >> 32) ^ x3 ^ k1, UInt32(truncatingIfNeeded: even)
      )
      k0 &+= 0x9e37_79b9  // the golden ratio
      k1 &+= 0xbb67_ae85  // √3 − 1
    }
    return (x0, x1, x2, x3)
  }
}

extension Philox {
  /// The generator as GSL sees it: 32-bit words in 0...0xffffffff, and doubles word · 2⁻³².
  ///
  /// Allocated once and never freed, because every `gsl_rng` points at it. GSL hands `set` a state
  /// that is not yet a Swift value, so `set` initialises it whole.
  // Unsafe for the compiler only: the pointee is written here and read ever after.
  nonisolated(unsafe) static let generatorType: UnsafePointer<gsl_rng_type> = {
    let name: StaticString = "philox4x32-10"
    let type = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
    unsafe type.initialize(
      to: gsl_rng_type(
        name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
        max: 0xffff_ffff,
        min: 0,
        size: MemoryLayout<Philox>.stride,
        set: { state, seed in
          unsafe state!.initializeMemory(as: Philox.self, to: Philox(key: UInt64(seed)))
        },
        get: { state in
          unsafe UInt(Philox.nextWord(state!.assumingMemoryBound(to: Philox.self)))
        },
        get_double: { state in
          unsafe Double(Philox.nextWord(state!.assumingMemoryBound(to: Philox.self))) * 0x1p-32
        }))
    return unsafe UnsafePointer(type)
  }()
}
