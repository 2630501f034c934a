/// The key that all streams of one process in one run share.
///
/// Streams of different keys are independent, so a process that is added, or does not run, changes
/// no draw of another. When `replicate` and `process` are both 0 the key is the seed itself, as in
/// the known answers of the generator; otherwise it is a 64-bit mix of the three, one to one in
/// (replicate, process) for a given seed.
public struct StreamKey: Sendable, Hashable {
  /// The 64-bit Philox key.
  public let word: UInt64

  public init(seed: UInt64, replicate: UInt32 = 0, process: UInt32 = 0) {
    let purpose = UInt64(replicate) << 32 | UInt64(process)
    word = purpose == 0 ? seed : mixed(mixed(seed) ^ purpose)
  }
}

/// SplitMix64's step: a one-to-one map of 64 bits on which every input bit flips about half of the
/// output bits. Steele, Lea, Flood (2014), doi:10.1145/2660193.2660195.
func mixed(_ word: UInt64) -> UInt64 {
  var z = word &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
  return z ^ z >> 31
}
