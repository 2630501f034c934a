/// The memory of several columns, to be read shortly before it is needed.
///
/// A pass that goes through very many columns makes the processor wait for each, since it foresees only
/// a few such streams; read one after the other beforehand, their lines of memory come together.
@safe
package struct ReadAhead: @unchecked Sendable {
  // Unchecked: what is read tells nothing, and a thread reads what it alone writes.

  /// Where columns begin, by the size of their elements: how many share a line of memory is then the same
  /// for all of a loop, whose end the processor foresees.
  private var sixteens: [UnsafeRawPointer] = unsafe []
  private var eights: [UnsafeRawPointer] = unsafe []
  private var fours: [UnsafeRawPointer] = unsafe []
  private var twos: [UnsafeRawPointer] = unsafe []
  private var ones: [UnsafeRawPointer] = unsafe []
  private var owners: [AnyObject] = []
  /// Elements that every column has.
  private var capacity = Int.max

  package init() {}

  /// - Precondition: Elements take 1, 2, 4, 8 or 16 bytes.
  package mutating func add<T>(_ column: Column<T>) {
    let base = unsafe UnsafeRawPointer(column.base)
    switch MemoryLayout<T>.stride {
    case 1: unsafe ones.append(base)
    case 2: unsafe twos.append(base)
    case 4: unsafe fours.append(base)
    case 8: unsafe eights.append(base)
    case 16: unsafe sixteens.append(base)
    default: preconditionFailure("no column of such elements is read ahead")
    }
    owners.append(column.memory)
    capacity = min(capacity, column.capacity)
  }

  /// Reads from every line of memory on which `elements` lie.
  ///
  /// - Returns: Something that depends on all, to be kept.
  package func read(_ elements: Range<Int>) -> UInt64 {
    precondition(elements.lowerBound >= 0 && elements.upperBound <= capacity)
    var seen = unsafe read(elements, of: sixteens, bytes: 16)
    seen ^= unsafe read(elements, of: eights, bytes: 8)
    seen ^= unsafe read(elements, of: fours, bytes: 4)
    seen ^= unsafe read(elements, of: twos, bytes: 2)
    seen ^= unsafe read(elements, of: ones, bytes: 1)
    return UInt64(seen)
  }

  @inline(__always)
  private func read(_ elements: Range<Int>, of bases: [UnsafeRawPointer], bytes: Int) -> UInt8 {
    var seen: UInt8 = 0
    for element in stride(from: elements.lowerBound, to: elements.upperBound, by: 64 / bytes) {
      for place in unsafe bases.indices {
        seen ^= unsafe bases[place].load(fromByteOffset: element &* bytes, as: UInt8.self)
      }
    }
    return seen
  }
}
