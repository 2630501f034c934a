/// One state variable of many agents: a fixed-capacity column of trivial values.
///
/// This is the one owner of unsafe memory in the engine. A column is a handle: copies share their
/// memory, which lives as long as one of them, so a kernel captures the columns it needs and threads
/// write to disjoint elements of them.
///
/// A debug build checks every index. A release build does not: in a profile,
/// checks made the passes over the firms a fifth to a quarter longer. So this is no public type, and what
/// comes from outside, such as a checkpoint, is checked before its numbers become indices.
@safe
package struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  // Unchecked: the pass that lends a column gives every thread elements of its own.

  /// Frees the elements with the last handle.
  @safe @usableFromInline final class Memory {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    @usableFromInline init(_ base: UnsafeMutablePointer<Element>) { unsafe self.base = base }

    deinit { unsafe base.deallocate() }
  }

  @usableFromInline let memory: Memory
  // Stands here too, so that an access need not ask the object where its elements are.
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// Number of elements that the column holds.
  package let capacity: Int

  /// A column of `capacity` elements, all equal to `value`.
  package init(repeating value: Element, capacity: Int) {
    precondition(capacity >= 0, "a column holds no negative number of elements")
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity, 1))
    unsafe base.initialize(repeating: value, count: max(capacity, 1))
    unsafe memory = Memory(base)
    self.capacity = capacity
  }

  /// A column without elements.
  package init() {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: 1)
    unsafe memory = Memory(base)
    capacity = 0
  }

  @inlinable @inline(__always)
  package subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity, "index out of range")
      return unsafe base[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < capacity, "index out of range")
      yield unsafe &base[index]
    }
  }

  /// A column of `capacity` elements that begins with the first `count` of these; the others are
  /// `filler`.
  package func resized(to capacity: Int, keeping count: Int, filler: Element) -> Column {
    let larger = Column(repeating: filler, capacity: capacity)
    let kept = min(count, self.capacity, capacity)
    precondition(kept >= 0, "a column keeps no negative number of elements")
    unsafe larger.base.update(from: base, count: kept)
    return larger
  }

  /// Lends the first `count` elements as raw bytes, for checkpoints.
  package func withBytes<R>(
    count: Int, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R {
    precondition(count >= 0 && count <= capacity, "more bytes than the column holds")
    return try withExtendedLifetime(memory) {
      try unsafe body(
        UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride))
    }
  }

  /// Overwrites the first elements with `bytes`.
  ///
  /// - Precondition: `bytes` holds a whole number of elements, at most `capacity`, each of them valid.
  package func load(bytes: UnsafeRawBufferPointer) {
    let stride = MemoryLayout<Element>.stride
    precondition(bytes.count % stride == 0 && bytes.count / stride <= capacity)
    guard let source = bytes.baseAddress else { return }
    unsafe UnsafeMutableRawPointer(base).copyMemory(from: source, byteCount: bytes.count)
  }
}
