import Randomness

/// Numbers of the streams that designs draw from, so that no two purposes share one.
enum DesignProcess: UInt32 {
  case latinHypercube = 1
  case trajectory, bootstrap, dummy, shift

  func key(_ seed: UInt64) -> StreamKey { StreamKey(seed: seed, process: rawValue) }
}

extension DesignPlan {
  /// Makes the points in their order and keeps none of them.
  ///
  /// A point that breaks a constraint
  /// - is a *hole* in structured designs (full factorial, Morris, Saltelli) and among given points: it
  ///   keeps its index, and is not to be run;
  /// - is passed over in a Sobol' sequence, which goes on to the number asked for;
  /// - is left out of a Latin hypercube, which then has fewer points than asked for.
  ///
  /// - Parameter body: Takes a point and says whether to go on.
  /// - Returns: How many points were passed over or left out.
  /// - Throws: That constraints leave so few points of a Sobol' sequence that the search for them does not
  ///   end. If they leave none at all, there are no points.
  /// - Complexity: O(*nk*) for *n* points of *k* factors; of chosen trajectories O(*m*² *k*³) for *m*
  ///   candidates.
  @discardableResult
  public func forEachPoint(_ body: (DesignPoint) -> Bool) throws(DesignProblems) -> Int {
    let filter = ConstraintFilter(constraints, factors: factors)
    /// A point of a structured design.
    func place(_ point: DesignPoint) -> Bool {
      var point = point
      if !filter.isEmpty, !filter.allows(point.values(factors)) { point.placement.isHole = true }
      return body(point)
    }
    switch design {
    case .fullFactorial(let levels, let otherwise):
      forEachCombination(levels: levels, otherwise: otherwise, place)
    case .latinHypercube(let count, let seed):
      return forEachSlice(count, seed: seed, filter, body)
    case .sobolSequence(let count, let seed):
      return try forEachSobolPoint(count, seed: seed, filter, body)
    case .morris(let trajectories, let levels, let candidates, let seed):
      forEachStep(
        trajectories: trajectories, levels: levels, candidates: candidates, seed: seed, place)
    case .saltelli(let base, let secondOrder, let seed):
      try forEachBlockPoint(base: base, secondOrder: secondOrder, seed: seed, place)
    case .points(let rows, let placements):
      for (index, row) in rows.enumerated() {
        let coordinates = zip(factors, row).map { $0.coordinate(of: $1) ?? .nan }
        var point = Self.sample(index, coordinates, given: row)
        if placements.indices.contains(index) { point.placement = placements[index] }
        guard place(point) else { break }
      }
    }
    return 0
  }

  private static func sample(
    _ index: Int, _ coordinates: [Double], given: [String]? = nil
  ) -> DesignPoint {
    DesignPoint(
      coordinates: coordinates,
      placement: .init(block: index, role: .sample, unit: -1, step: 0, isHole: false),
      given: given)
  }

  /// The factors that move with each entry of `units`.
  private var members: [[Int]] {
    units.map { unit in factors.indices.filter { factors[$0].unit == unit } }
  }

  private func sequence(
    _ dimensionCount: Int, seed: UInt64
  ) throws(DesignProblems) -> SobolSequence {
    do throws(DistributionError) {
      return try SobolSequence(
        dimensionCount: dimensionCount, shiftedBy: DesignProcess.shift.key(seed))
    } catch {
      throw DesignProblems(error.parameter, found: error.found, allowed: error.allowed)
    }
  }
}

// Designs of single points.
extension DesignPlan {
  private func forEachCombination(
    levels: [String: Int], otherwise: Int, _ body: (DesignPoint) -> Bool
  ) {
    let grids = factors.map { $0.gridCoordinates($0.gridLevels(levels, otherwise: otherwise)) }
    var place = [Int](repeating: 0, count: grids.count)
    let total = grids.reduce(1) { $0 * $1.count }
    for index in 0..<total {
      guard body(Self.sample(index, zip(grids, place).map { $0[$1] })) else { return }
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
  private func forEachSlice(
    _ count: Int, seed: UInt64, _ filter: ConstraintFilter, _ body: (DesignPoint) -> Bool
  ) -> Int {
    let key = DesignProcess.latinHypercube.key(seed)
    let ids = factors.map { stableHash($0.name) }
    var stream = RandomStream()
    let slices = ids.map { id in
      stream.reset(key: key, entity: id, tick: 0)
      var slices = Array(0..<UInt32(count))
      stream.shuffle(&slices)
      return slices
    }
    var (made, rejected) = (0, 0)
    for point in 0..<count {
      let coordinates = zip(slices, ids).map { slices, id in
        // Tick 0 shuffled. The middle of 2³² places in the slice is neither of its ends.
        stream.reset(key: key, entity: id, tick: UInt32(point) + 1)
        let place = (Double(stream.word()) + 0.5) * 0x1p-32
        return (Double(slices[point]) + place) / Double(count)
      }
      let sample = Self.sample(made, coordinates)
      if filter.isEmpty || filter.allows(sample.values(factors)) {
        made += 1
        guard body(sample) else { return rejected }
      } else {
        rejected += 1
      }
    }
    return rejected
  }

  private func forEachSobolPoint(
    _ wanted: Int, seed: UInt64, _ filter: ConstraintFilter, _ body: (DesignPoint) -> Bool
  ) throws(DesignProblems) -> Int {
    var sequence = try sequence(factors.count, seed: seed)
    var (made, rejected) = (0, 0)
    while made < wanted {
      let sample = Self.sample(made, sequence.next())
      if filter.isEmpty || filter.allows(sample.values(factors)) {
        made += 1
        guard body(sample) else { return rejected }
      } else {
        rejected += 1
        guard rejected >= 1000 * (made + 10) || made + rejected == SobolSequence.greatestPointCount
        else { continue }
        if made == 0 { return rejected }
        throw DesignProblems(
          "constraints", found: "\(made) of \(made + rejected) points that meet them",
          allowed: "constraints that at least one in 1000 points meets")
      }
    }
    return rejected
  }
}

// Designs of blocks.
extension DesignPlan {
  private func forEachBlockPoint(
    base: Int, secondOrder: Bool, seed: UInt64, _ body: (DesignPoint) -> Bool
  ) throws(DesignProblems) {
    let width = factors.count
    var sequence = try sequence(2 * width, seed: seed)
    let members = members
    func point(
      _ block: Int, _ role: DesignPoints.Role, _ own: [Double], taking unit: Int = -1,
      from other: [Double] = []
    ) -> DesignPoint {
      var coordinates = own
      if unit >= 0 {
        for factor in members[unit] { coordinates[factor] = other[factor] }
      }
      return DesignPoint(
        coordinates: coordinates,
        placement: .init(block: block, role: role, unit: unit, step: 0, isHole: false), given: nil)
    }
    for block in 0..<base {
      // Coordinates by turns: the first ones of the sequence are its best, and a factor's two are neighbours.
      let both = sequence.next()
      let a = stride(from: 0, to: 2 * width, by: 2).map { both[$0] }
      let b = stride(from: 1, to: 2 * width, by: 2).map { both[$0] }
      guard body(point(block, .a, a)) else { return }
      for unit in units.indices {
        guard body(point(block, .ab, a, taking: unit, from: b)) else { return }
      }
      if secondOrder {
        for unit in units.indices {
          guard body(point(block, .ba, b, taking: unit, from: a)) else { return }
        }
      }
      guard body(point(block, .b, b)) else { return }
    }
  }

  private func forEachStep(
    trajectories wanted: Int, levels: Int, candidates: Int?, seed: UInt64,
    _ body: (DesignPoint) -> Bool
  ) {
    let delta = Double(levels) / Double(2 * (levels - 1))
    let members = members
    var stream = RandomStream()
    func trajectory(_ number: Int, _ stream: inout RandomStream) -> Trajectory {
      stream.reset(key: DesignProcess.trajectory.key(seed), entity: UInt64(number), tick: 0)
      return Trajectory(
        members: members, factorCount: factors.count, levels: levels, delta: delta, &stream)
    }
    var chosen: [Trajectory]?
    if let candidates {
      var all: [Trajectory] = []
      for number in 0..<candidates { all.append(trajectory(number, &stream)) }
      chosen = Trajectory.spread(wanted, of: all).map { all[$0] }
    }
    for block in 0..<wanted {
      let walk = chosen?[block] ?? trajectory(block, &stream)
      for (place, coordinates) in walk.points.enumerated() {
        let placement =
          place == 0
          ? DesignPoints.Placement(block: block, role: .start, unit: -1, step: 0, isHole: false)
          : .init(
            block: block, role: .step, unit: walk.order[place - 1], step: walk.steps[place - 1],
            isHole: false)
        guard
          body(DesignPoint(coordinates: coordinates, placement: placement, given: nil))
        else { return }
      }
    }
  }
}
