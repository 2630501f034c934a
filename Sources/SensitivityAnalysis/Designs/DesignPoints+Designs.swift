import Randomness

/// Numbers of the streams that designs draw from, so that no two purposes share one.
enum DesignProcess: UInt32 {
  case latinHypercube = 1
  case trajectory, bootstrap, dummy

  func key(_ seed: UInt64) -> StreamKey { StreamKey(seed: seed, process: rawValue) }
}

// Designs of single points.
extension DesignPoints {
  mutating func addFullFactorial(levels: [String: Int], otherwise: Int) {
    let grids = factors.map { factor in
      if case .range = factor.domain {
        factor.gridCoordinates(levels[factor.name] ?? otherwise)
      } else {
        factor.gridCoordinates(levels[factor.name])
      }
    }
    var place = [Int](repeating: 0, count: grids.count)
    let total = grids.reduce(1) { $0 * $1.count }
    for index in 0..<total {
      append(zip(grids, place).map { $0[$1] }, block: index, role: .sample)
      var factor = grids.count - 1
      while factor >= 0 {
        place[factor] += 1
        if place[factor] < grids[factor].count { break }
        place[factor] = 0
        factor -= 1
      }
    }
  }

  /// A factor's order of slices depends on its name and not on the other factors.
  mutating func addLatinHypercube(_ count: Int, seed: UInt64, _ filter: ConstraintFilter) {
    var stream = RandomStream()
    let columns = factors.map { factor in
      stream.reset(
        key: DesignProcess.latinHypercube.key(seed), entity: stableHash(factor.name), tick: 0)
      var slices = Array(0..<count)
      stream.shuffle(&slices)
      return slices.map { (Double($0) + stream.uniform()) / Double(count) }
    }
    for point in 0..<count {
      addIfAllowed(columns.map { $0[point] }, filter)
    }
  }

  mutating func addSobolSequence(
    _ wanted: Int, skip: Int, _ filter: ConstraintFilter
  ) throws(DesignProblems) {
    var sequence = try Self.sequence(.sobol, dimensionCount: factors.count)
    sequence.skip(skip)
    while count < wanted {
      addIfAllowed(sequence.next(), filter)
      guard rejectedCount < 1000 * (count + 10) else {
        throw DesignProblems(
          "constraints", found: "\(count) of \(count + rejectedCount) points that they allow",
          allowed: "constraints that at least one in 1000 points meets")
      }
    }
  }

  private mutating func addIfAllowed(_ coordinates: [Double], _ filter: ConstraintFilter) {
    if filter.isEmpty || filter.allows(zip(factors, coordinates).map { $0.value(at: $1) }) {
      append(coordinates, block: count, role: .sample)
    } else {
      rejectedCount += 1
    }
  }

  static func sequence(
    _ kind: QuasiRandomSequence.Kind, dimensionCount: Int
  ) throws(DesignProblems) -> QuasiRandomSequence {
    do {
      return try QuasiRandomSequence(kind, dimensionCount: dimensionCount)
    } catch {
      throw DesignProblems(error.parameter, found: error.found, allowed: error.allowed)
    }
  }

  mutating func addGiven(_ rows: [[String]]) {
    for (index, row) in rows.enumerated() {
      append(
        values: row,
        at: Placement(block: index, role: .sample, unit: -1, step: 0, isHole: false))
    }
  }
}

// Designs of blocks.
extension DesignPoints {
  mutating func addRadialBlocks(
    _ base: Int, secondOrder: Bool, skip: Int
  ) throws(DesignProblems) {
    let width = factors.count
    let kind: QuasiRandomSequence.Kind =
      2 * width <= QuasiRandomSequence.Kind.sobol.greatestDimensionCount ? .sobol : .reverseHalton
    var sequence = try Self.sequence(kind, dimensionCount: 2 * width)
    sequence.skip(skip)
    let members = members
    for block in 0..<base {
      let both = sequence.next()
      let (a, b) = (Array(both[..<width]), Array(both[width...]))
      func mixed(_ one: [Double], _ other: [Double], _ unit: Int) -> [Double] {
        var point = one
        for factor in members[unit] { point[factor] = other[factor] }
        return point
      }
      append(a, block: block, role: .a)
      for unit in units.indices { append(mixed(a, b, unit), block: block, role: .ab, unit: unit) }
      if secondOrder {
        for unit in units.indices { append(mixed(b, a, unit), block: block, role: .ba, unit: unit) }
      }
      append(b, block: block, role: .b)
    }
  }

  mutating func addTrajectories(_ wanted: Int, levels: Int, candidates: Int?, seed: UInt64) {
    let delta = Double(levels) / Double(2 * (levels - 1))
    var stream = RandomStream()
    let members = members
    let all = (0..<(candidates ?? wanted)).map { number in
      stream.reset(
        key: DesignProcess.trajectory.key(seed), entity: UInt64(number), tick: 0)
      return Trajectory(
        members: members, factorCount: factors.count, levels: levels, delta: delta, &stream)
    }
    let chosen = candidates == nil ? Array(0..<wanted) : Trajectory.spread(wanted, of: all)
    for (block, number) in chosen.enumerated() {
      let trajectory = all[number]
      append(trajectory.points[0], block: block, role: .start)
      for (order, unit) in trajectory.order.enumerated() {
        append(
          trajectory.points[order + 1], block: block, role: .step, unit: unit,
          step: trajectory.steps[order])
      }
    }
  }
}
