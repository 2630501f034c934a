import Chunking

/// Writes a state to bytes or reads it back, with one description of its fields for both.
///
/// Values are stored as in memory, little-endian on every platform that Swift supports here.
struct Archive {
  private(set) var bytes: [UInt8]
  let isReading: Bool
  private var offset = 0

  /// Set when the bytes end before the state does.
  private(set) var isExhausted = false

  /// - Parameter capacity: Bytes expected, so that they need not be moved as they grow.
  init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
    isReading = false
  }

  init(reading bytes: [UInt8]) {
    self.bytes = bytes
    isReading = true
  }

  /// Marks what was read as unusable.
  mutating func fail() { isExhausted = true }

  /// Whether all bytes were read and none were missing.
  var isComplete: Bool { !isExhausted && (!isReading || offset == bytes.count) }

  mutating func value<T: BitwiseCopyable>(_ value: inout T) {
    let size = MemoryLayout<T>.size
    if isReading {
      guard let source = take(size) else { return }
      unsafe withUnsafeMutableBytes(of: &value) { target in
        unsafe target.copyBytes(from: bytes[source])
      }
    } else {
      unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
    }
  }

  mutating func array<T: BitwiseCopyable>(_ values: inout [T], filler: T) {
    var count = values.count
    value(&count)
    if isReading {
      guard count >= 0, count <= bytes.count, let source = take(count * MemoryLayout<T>.stride)
      else {
        isExhausted = true
        return
      }
      values = Array(repeating: filler, count: count)
      unsafe values.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes[source]) }
    } else {
      unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
  }

  mutating func numbers(_ values: inout [Double]) { array(&values, filler: 0) }

  mutating func nested(_ values: inout [[Double]]) {
    var count = values.count
    value(&count)
    if isReading {
      guard count >= 0, count <= bytes.count else {
        isExhausted = true
        return
      }
      values = Array(repeating: [], count: count)
    }
    for index in 0..<count { numbers(&values[index]) }
  }

  /// The first `count` elements of a column.
  ///
  /// - Parameter isValid: Of elements of one byte, which bytes stand for one; without it all do.
  mutating func column<T: BitwiseCopyable>(
    _ column: Column<T>, count: Int, isValid: ((UInt8) -> Bool)? = nil
  ) {
    guard isReading else {
      unsafe column.withBytes(count: count) { unsafe bytes.append(contentsOf: $0) }
      return
    }
    guard count >= 0, count <= column.capacity, let source = take(count * MemoryLayout<T>.stride)
    else { return fail() }
    if let isValid, !bytes[source].allSatisfy(isValid) { return fail() }
    unsafe bytes[source].withUnsafeBytes { unsafe column.load(bytes: $0) }
  }

  /// A case of an enumeration, in one byte.
  mutating func oneCase<T: RawRepresentable<UInt8>>(_ value: inout T) {
    var code = value.rawValue
    self.value(&code)
    guard let read = T(rawValue: code) else { return fail() }
    value = read
  }

  /// Cases of an enumeration, one byte each.
  mutating func cases<T: RawRepresentable<UInt8>>(_ values: inout [T]) {
    var codes = values.map(\.rawValue)
    array(&codes, filler: 0)
    guard isReading else { return }
    let read = codes.compactMap { T(rawValue: $0) }
    guard read.count == codes.count else { return fail() }
    values = read
  }

  private mutating func take(_ size: Int) -> Range<Int>? {
    guard !isExhausted, size >= 0, bytes.count - offset >= size else {
      isExhausted = true
      return nil
    }
    defer { offset += size }
    return offset..<offset + size
  }
}
