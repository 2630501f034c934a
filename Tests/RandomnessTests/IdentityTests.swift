import Randomness
import Testing

@Suite struct IdentityTests {
  @Test func `a key of replicate 0 and process 0 is the seed`() {
    for seed: UInt64 in [0, 1, 0x1234_5678_9abc_def0, .max] {
      #expect(StreamKey(seed: seed).word == seed)
    }
  }

  @Test func `keys of one seed never coincide`() {
    var words: Set<UInt64> = []
    for replicate: UInt32 in 0..<100 {
      for process: UInt32 in 0..<100 {
        words.insert(StreamKey(seed: 3, replicate: replicate, process: process).word)
      }
    }
    #expect(words.count == 10_000)
    #expect(
      StreamKey(seed: 3, replicate: 1, process: 2).word
        != StreamKey(seed: 3, replicate: 2, process: 1).word)
  }

  /// Each of 64 bits flips with probability 1/2, so the share over 64,000 flips has a standard
  /// error of 0.002; the band is five of them.
  @Test func `a step in process or replicate flips half of the key's bits`() {
    let flips = (0..<500).reduce(0) { sum, step in
      let here = StreamKey(seed: 9, replicate: UInt32(step), process: 5).word
      let process = StreamKey(seed: 9, replicate: UInt32(step), process: 6).word
      let replicate = StreamKey(seed: 9, replicate: UInt32(step + 1), process: 5).word
      return sum + (here ^ process).nonzeroBitCount + (here ^ replicate).nonzeroBitCount
    }
    #expect(abs(Double(flips) / 64_000 - 0.5) < 0.01)
  }

  /// Made by a second implementation, in Python; a change would silently redraw every published
  /// run.
  @Test func `ids and hashes are the same for ever`() {
    #expect(stableHash("") == 0xc381_7c01_6ba4_ff30)
    #expect(stableHash("Lazio") == 0x8824_3cbb_52b4_10fd)
    #expect(EntityID.initial(region: 1, sector: 2, ordinal: 3) == 0x6b36_0221_edd5_a20a)
    #expect(EntityID.startUp(region: 1, sector: 2, tick: 4, ordinal: 3) == 0xd1c3_b179_d8da_a576)
    #expect(EntityID.spinOff(parent: 77, tick: 4) == 0xedde_04ff_165e_cbfc)
    #expect(
      EntityID.universitySpinOff(region: 1, sector: 2, tick: 4, ordinal: 3) == 0x01c8_c050_9ebd_490f
    )
    #expect(EntityID.combined(1, 2) == 0x3bdb_7f3a_570c_8acc)
    #expect(EntityID.combined(1, 2, 3) == 0xa0a9_d882_a0ec_66fc)
    #expect(StreamKey(seed: 1, replicate: 2, process: 3).word == 0x7035_435f_94b9_9176)
  }

  @Test func `different births have different ids, none of them 0`() {
    var ids: Set<UInt64> = []
    var count = 0
    func born(_ id: UInt64) {
      ids.insert(id)
      count += 1
    }
    for region: UInt64 in 0..<8 {
      for sector: UInt64 in 0..<8 {
        for ordinal: UInt64 in 0..<8 {
          born(EntityID.initial(region: region, sector: sector, ordinal: ordinal))
          born(EntityID.combined(region, sector, ordinal))
          for tick: UInt32 in 0..<4 {
            born(EntityID.startUp(region: region, sector: sector, tick: tick, ordinal: ordinal))
            born(
              EntityID.universitySpinOff(
                region: region, sector: sector, tick: tick, ordinal: ordinal))
          }
        }
        born(EntityID.combined(region, sector))
        born(EntityID.spinOff(parent: region, tick: UInt32(sector)))
        born(EntityID.spinOff(parent: region, tick: UInt32(sector), ordinal: 1))
      }
    }
    #expect(ids.count == count)
    #expect(!ids.contains(0))
  }

  @Test func `a hash depends on every byte and on their order`() {
    let texts = ["", "a", "b", "ab", "ba", "aa", "Valle d’Aosta", "Valle d'Aosta", "\0", "\0\0"]
    #expect(Set(texts.map(stableHash)).count == texts.count)
  }
}
