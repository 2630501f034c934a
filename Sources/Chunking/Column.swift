/// One state variable of many agents: a fixed-capacity column of trivial values.
///
/// This is the one owner of unsafe memory in the engine. A column is a handle: copies share their
/// storage, so a kernel captures the columns it needs and threads write to disjoint elements of
/// them. Indices are checked in debug builds.
@safe
public struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  // Unchecked: the pass that lends a column gives every thread elements of its own.
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// Number of elements that the column holds.
  public let capacity: Int

  /// Allocates `capacity` elements, all equal to `value`. `deallocate()` must be called once.
  public init(repeating value: Element, capacity: Int) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity, 1))
    unsafe base.initialize(repeating: value, count: max(capacity, 1))
    self.capacity = capacity
  }

  /// Frees the storage shared by all copies of this column.
  public func deallocate() {
    unsafe base.deallocate()
  }

  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity, "column index out of range")
      return unsafe base[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < capacity, "column index out of range")
      yield unsafe &base[index]
    }
  }

  /// Moves the first `count` elements into a new column of `capacity` elements and frees this one.
  public func resized(to capacity: Int, keeping count: Int, filler: Element) -> Column {
    let larger = Column(repeating: filler, capacity: capacity)
    unsafe larger.base.update(from: base, count: min(count, capacity))
    deallocate()
    return larger
  }

  /// Lends the first `count` elements as raw bytes, for checkpoints.
  public func withBytes<R>(count: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try unsafe body(
      UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride))
  }

  /// Overwrites the first elements with `bytes`.
  ///
  /// - Precondition: `bytes` holds a whole number of elements, at most `capacity`.
  public func load(bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= capacity * MemoryLayout<Element>.stride)
    unsafe UnsafeMutableRawPointer(base).copyMemory(
      from: bytes.baseAddress ?? UnsafeRawPointer(base), byteCount: bytes.count)
  }
}
