/// One state variable of all firms, as the model keeps it: a handle that shares its memory with its
/// copies.
@safe
public struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  // Unchecked: every pass gives a thread elements of its own.

  @safe private final class Memory {
    let base: UnsafeMutablePointer<Element>

    init(_ base: UnsafeMutablePointer<Element>) { unsafe self.base = base }

    deinit { unsafe base.deallocate() }
  }

  private let memory: Memory
  private let base: UnsafeMutablePointer<Element>
  private let capacity: Int

  init(repeating value: Element, capacity: Int) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity, 1))
    unsafe base.initialize(repeating: value, count: max(capacity, 1))
    unsafe memory = Memory(base)
    self.capacity = capacity
  }

  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < capacity, "index out of range")
      return unsafe base[index]
    }
    @inline(__always) nonmutating _modify {
      assert(index >= 0 && index < capacity, "index out of range")
      yield unsafe &base[index]
    }
  }
}
