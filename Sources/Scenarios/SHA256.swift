/// The hash by which a scenario and a file of results are known; `sha256sum` gives the same.
///
/// FIPS 180-4. Written here because a package for it would cost a minute of every first build.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// Bytes that wait for their block to fill, fewer than 64.
  private var rest: [UInt8] = []
  private var byteCount: UInt64 = 0

  package init() {}

  package mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    byteCount += UInt64(bytes.count)
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      for place in 0..<start { rest.append(bytes[place]) }
      if rest.count < 64 { return }
      let block = rest
      compress(block.span, from: 0, blockCount: 1)
      rest = []
    }
    let blockCount = (bytes.count - start) / 64
    compress(bytes, from: start, blockCount: blockCount)
    for place in (start + 64 * blockCount)..<bytes.count { rest.append(bytes[place]) }
  }

  /// The hash of all bytes so far, 64 lower-case hexadecimal digits.
  package func hexadecimal() -> String {
    var copy = self
    let bitCount = byteCount * 8
    let zeroCount = (119 - rest.count) % 64
    copy.update([0x80] + Array(repeating: 0, count: zeroCount))
    copy.update((0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (56 - 8 * UInt64($0))) })
    var text: [UInt8] = []
    let digits = Array("0123456789abcdef".utf8)
    for word in copy.state {
      for shift in stride(from: 28, through: 0, by: -4) {
        text.append(digits[Int(word >> UInt32(shift)) & 15])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(Array(bytes))
    return hash.hexadecimal()
  }

  private mutating func compress(_ bytes: Span<UInt8>, from start: Int, blockCount: Int) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      unsafe SHA256.roundConstants.withUnsafeBufferPointer { constants in
        unsafe bytes.bytes.withUnsafeBytes { bytes in
          for block in 0..<blockCount {
            let from = start + 64 * block
            unsafe SHA256.expand(bytes, from: from, into: words.baseAddress!)
            unsafe stir(words.baseAddress!, constants.baseAddress!)
          }
        }
      }
    }
  }

  /// The message schedule of the block of 64 bytes at `start`.
  @inline(__always)
  private static func expand(
    _ bytes: UnsafeRawBufferPointer, from start: Int, into words: UnsafeMutablePointer<UInt32>
  ) {
    for i in 0..<16 {
      unsafe words[i] = UInt32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self))
    }
    for i in 16..<64 {
      let early = unsafe words[i - 15]
      let late = unsafe words[i - 2]
      let first = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
      let second = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
      unsafe words[i] = words[i - 16] &+ first &+ words[i - 7] &+ second
    }
  }

  /// The 64 rounds over one block. Eight a turn, after which every variable is back in its place:
  /// nothing is moved from one to the next.
  @inline(__always)
  private mutating func stir(
    _ words: UnsafeMutablePointer<UInt32>, _ constants: UnsafePointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in stride(from: 0, to: 64, by: 8) {
      unsafe round(a, b, c, &d, e, f, g, &h, words[i] &+ constants[i])
      unsafe round(h, a, b, &c, d, e, f, &g, words[i + 1] &+ constants[i + 1])
      unsafe round(g, h, a, &b, c, d, e, &f, words[i + 2] &+ constants[i + 2])
      unsafe round(f, g, h, &a, b, c, d, &e, words[i + 3] &+ constants[i + 3])
      unsafe round(e, f, g, &h, a, b, c, &d, words[i + 4] &+ constants[i + 4])
      unsafe round(d, e, f, &g, h, a, b, &c, words[i + 5] &+ constants[i + 5])
      unsafe round(c, d, e, &f, g, h, a, &b, words[i + 6] &+ constants[i + 6])
      unsafe round(b, c, d, &e, f, g, h, &a, words[i + 7] &+ constants[i + 7])
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

@inline(__always)
private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word &>> count | word &<< (32 &- count)
}

/// One round: `d` and `h` take the values that the standard hands on as e and a.
@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
  _ g: UInt32, _ h: inout UInt32, _ word: UInt32
) {
  let mixed = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
  let chosen = g ^ (e & (f ^ g))
  let first = h &+ mixed &+ chosen &+ word
  let stirred = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
  let majority = (a & b) | (c & (a | b))
  d &+= first
  h = first &+ stirred &+ majority
}
