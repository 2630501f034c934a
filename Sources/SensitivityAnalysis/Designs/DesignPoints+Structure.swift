extension DesignPoints {
  /// What in a table of points contradicts its own columns about their structure.
  ///
  /// In a radial block, a point of A with one input from B has that input's value in B, and of all other
  /// inputs those in A; likewise a point of B. In a trajectory, a step changes its input in its direction
  /// and no other. Rows that were sorted without their index, or values that were changed, break this.
  /// Factors that are no inputs by themselves, such as those of a group, are not looked at.
  ///
  /// - Parameter rows: The row of each point in the table, from 0.
  /// - Returns: The first contradiction of each of the first blocks that have one.
  func structureProblems(rows: [Int]) -> [DesignProblem] {
    guard kind == .saltelli || kind == .morris else { return [] }
    let check = StructureCheck(self, rows: rows)
    var problems: [DesignProblem] = []
    for block in Blocks(self).members {
      if let problem = kind == .saltelli ? check.radialBlock(block) : check.trajectory(block) {
        problems.append(problem)
        if problems.count == 3 { break }
      }
    }
    return problems
  }
}

private struct StructureCheck {
  let points: DesignPoints
  let rows: [Int]
  /// Of each factor the place among the units, where it is one by itself.
  let unitOfFactor: [Int?]

  init(_ points: DesignPoints, rows: [Int]) {
    self.points = points
    self.rows = rows
    unitOfFactor = points.factors.map { points.units.firstIndex(of: $0.name) }
  }

  private static let advice =
    "rows must be in the order in which the design was written, or keep its column "
    + "`\(DesignColumn.point)`"

  func radialBlock(_ block: [Int]) -> DesignProblem? {
    var first: [String: Int] = [:]
    for index in block {
      let placement = points.placements[index]
      let name = "\(placement.role.rawValue) \(placement.unit)"
      if let earlier = first.updateValue(index, forKey: name) {
        return problem(
          index, DesignColumn.role, found: "`\(placement.role.rawValue)`",
          "once in block \(placement.block), where row \(rows[earlier] + 1) is the same")
      }
    }
    let (a, b) = (first["A -1"], first["B -1"])
    for index in block {
      let placement = points.placements[index]
      let (own, other) =
        switch placement.role {
        case .ab: (a, b)
        case .ba: (b, a)
        default: (nil as Int?, nil as Int?)
        }
      guard let own, let other else { continue }
      for (factor, unit) in unitOfFactor.enumerated() {
        guard let unit else { continue }
        let source = unit == placement.unit ? other : own
        if let problem = difference(index, from: source, factor) { return problem }
      }
    }
    return nil
  }

  func trajectory(_ block: [Int]) -> DesignProblem? {
    var moved: Set<Int> = []
    for (place, index) in block.enumerated() {
      let placement = points.placements[index]
      guard (placement.role == .start) == (place == 0) else {
        return problem(
          index, DesignColumn.role, found: "`\(placement.role.rawValue)`",
          "trajectory \(placement.block) in the order of its points: a start, then steps")
      }
      guard place > 0 else { continue }
      guard moved.insert(placement.unit).inserted else {
        return problem(
          index, DesignColumn.input, found: "\(points.units[placement.unit].quoted)",
          "each input once in trajectory \(placement.block)")
      }
      let before = block[place - 1]
      for (factor, unit) in unitOfFactor.enumerated() {
        guard let unit else { continue }
        if unit != placement.unit {
          if let problem = difference(index, from: before, factor) { return problem }
        } else if let (one, other) = numbers(before, index, factor),
          (other - one) * placement.step < 0
        {
          return problem(
            index, points.factors[factor].name, found: "\(value(index, factor).quoted)",
            "a value \(placement.step > 0 ? "above" : "below") that of row \(rows[before] + 1), by the "
              + "columns of the design; \(Self.advice)")
        }
      }
    }
    return nil
  }

  private func difference(_ index: Int, from source: Int, _ factor: Int) -> DesignProblem? {
    let (found, expected) = (value(index, factor), value(source, factor))
    if found == expected { return nil }
    if let (one, other) = numbers(index, source, factor), Rounding.areEqual(one, other) {
      return nil
    }
    return problem(
      index, points.factors[factor].name, found: "\(found.quoted)",
      "\(expected.quoted) as in row \(rows[source] + 1), by the columns of the design; "
        + Self.advice)
  }

  private func value(_ index: Int, _ factor: Int) -> String {
    points.value(of: factor, at: index)
  }

  private func numbers(_ one: Int, _ other: Int, _ factor: Int) -> (Double, Double)? {
    guard let first = Double(value(one, factor)), let second = Double(value(other, factor)) else {
      return nil
    }
    return (first, second)
  }

  private func problem(
    _ index: Int, _ column: String, found: String, _ allowed: String
  ) -> DesignProblem {
    DesignProblem(row: rows[index] + 1, column: column, found: found, allowed: allowed)
  }
}
