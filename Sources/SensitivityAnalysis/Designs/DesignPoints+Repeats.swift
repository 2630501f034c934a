/// Numbers that differ by rounding only.
enum Rounding {
  /// The part of the larger of two numbers that they must differ by to be two: 2⁻⁴⁸, which is 16 units in the
  /// last place or more.
  static let resolution = 0x1p-48

  static func areEqual(_ one: Double, _ other: Double) -> Bool {
    one == other || (one - other).magnitude <= resolution * max(one.magnitude, other.magnitude)
  }

  /// The same numbers, of which those that are equal apart from rounding have the value of the least.
  static func merged(_ values: [Double]) -> [Double] {
    let sorted = Set(values.lazy.filter(\.isFinite)).sorted()
    var leasts: [Double: Double] = [:]
    var least = sorted.first ?? 0
    for value in sorted {
      if areEqual(least, value) {
        if value != least { leasts[value] = least }
      } else {
        least = value
      }
    }
    return leasts.isEmpty ? values : values.map { leasts[$0] ?? $0 }
  }
}

// Points that stand several times.
extension DesignPoints {
  /// For each point the first one with the same values, apart from rounding; a point that is not to be run is
  /// its own.
  public var firstsWithSameValues: [Int] {
    let columns = factors.indices.map { numbers(of: $0) }
    var first: [[UInt64]: Int] = [:]
    return placements.indices.map { index in
      if placements[index].isHole { return index }
      // −0 is 0.
      let key = columns.map { ($0[index] + 0).bitPattern }
      let known = first[key, default: index]
      first[key] = known
      return known
    }
  }

  /// Makes single points that stand several times with the same outputs one block, which intervals count
  /// once: they are one run, or runs that tell no more than one.
  ///
  /// Where some points of the same values have other outputs, a run has noise of its own; then each counts.
  ///
  /// - Parameter outputs: By output, one entry a point; not finite where there is none.
  /// - Returns: How many different points may be run, if these are fewer than all.
  public mutating func joinRepeats(outputs: [[Double]]) -> Int? {
    let firsts = firstsWithSameValues
    for column in outputs {
      var known: [Int: Double] = [:]
      for (index, value) in column.enumerated() where value.isFinite {
        if let other = known[firsts[index]], !Rounding.areEqual(other, value) { return nil }
        known[firsts[index]] = value
      }
    }
    return join(firsts)
  }

  /// Makes each single point one block with the earlier point that is the same.
  ///
  /// - Parameter firsts: The earlier point, or the point itself.
  /// - Returns: As `joinRepeats`.
  @discardableResult
  public mutating func join(_ firsts: [Int]) -> Int? {
    var joined = 0
    for (index, first) in firsts.enumerated()
    where first < index && placements[index].role == .sample && placements[first].role == .sample {
      setBlock(of: index, to: placements[first].block)
      joined += 1
    }
    return joined == 0 ? nil : allowedIndices.count - joined
  }
}
