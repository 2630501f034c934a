extension RandomStream {
  /// Uniform on `0..<bound`, without bias, mostly from one word.
  ///
  /// The high half of word · bound, redrawn in the few cases that would favour some values.
  /// Lemire (2019), doi:10.1145/3230636.
  ///
  /// - Precondition: 0 < bound < 2³².
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0 && bound <= UInt32.max, "integer(below:) needs a bound in 1..<2³²")
    let bound = UInt32(truncatingIfNeeded: bound)
    var product = UInt64(word()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(word()) &* UInt64(bound)
      }
    }
    return Int(product >> 32)
  }

  /// Puts the elements into an order drawn from all orders alike.
  ///
  /// - Complexity: O(*n*), in place.
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  /// Draws `count` different integers of `0..<total`, in ascending order, every subset alike.
  ///
  /// - Precondition: 0 ≤ count ≤ total < 2³².
  /// - Complexity: O(*total*) for more than a 16th of all, otherwise *count* draws with an insertion
  ///   into a sorted array each.
  public mutating func choose(_ count: Int, from total: Int) -> [Int] {
    precondition(count >= 0 && count <= total, "choose(_:from:) needs 0 ≤ count ≤ total")
    return count > total / 16 ? select(count, from: total) : collect(count, from: total)
  }

  /// Selection sampling: visits all, and takes each with probability wanted / left. Knuth, The Art
  /// of Computer Programming 2, algorithm 3.4.2 S.
  private mutating func select(_ count: Int, from total: Int) -> [Int] {
    var chosen: [Int] = []
    chosen.reserveCapacity(count)
    var candidate = 0
    while chosen.count < count {
      if integer(below: total - candidate) < count - chosen.count { chosen.append(candidate) }
      candidate += 1
    }
    return chosen
  }

  /// Floyd's sampling: one draw per element, whatever the total. Bentley and Floyd (1987),
  /// doi:10.1145/30401.315746.
  private mutating func collect(_ count: Int, from total: Int) -> [Int] {
    var chosen: [Int] = []
    chosen.reserveCapacity(count)
    for newcomer in (total - count)..<total {
      let candidate = integer(below: newcomer + 1)
      let place = chosen.partitioningIndex(of: candidate)
      if place < chosen.count && chosen[place] == candidate {
        chosen.append(newcomer)
      } else {
        chosen.insert(candidate, at: place)
      }
    }
    return chosen
  }
}

extension [Int] {
  /// The first index whose element is at least `value`, in an ascending array.
  fileprivate func partitioningIndex(of value: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
