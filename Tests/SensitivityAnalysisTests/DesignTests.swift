import Randomness
import SensitivityAnalysis
import Testing

/// A factor that the test knows to be right.
func factor(_ name: String, _ domain: Factor.Domain, group: String? = nil) throws -> Factor {
  try Factor(name, domain, group: group)
}

/// `count` factors x1, x2, … on the unit interval.
func unitFactors(_ count: Int) throws -> [Factor] {
  try (1...count).map { try Factor("x\($0)", .range(low: 0, high: 1, scale: .linear)) }
}

@Suite struct FactorTests {
  @Test func `ranges give their ends, middle and geometric middle`() throws {
    let linear = try factor("a", .range(low: 2, high: 6, scale: .linear))
    #expect([0, 0.5, 1].map { linear.value(at: $0) } == ["2", "4", "6"])
    let ratio = try factor("b", .range(low: 0.01, high: 100, scale: .logarithmic))
    #expect(ratio.value(at: 0) == "0.01" && ratio.value(at: 1) == "100")
    #expect(abs(try #require(ratio.number(at: 0.5)) - 1) < 1e-12)
  }

  @Test func `whole numbers and levels share the unit interval equally`() throws {
    let whole = try factor("n", .integers(low: -1, high: 2))
    let found = (0..<400).map { whole.value(at: Double($0) / 400) }
    for value in ["-1", "0", "1", "2"] { #expect(found.count { $0 == value } == 100) }
    #expect(whole.value(at: 1) == "2")
    let levels = try factor("mode", .levels(["open", "closed", "mixed"]))
    // A grid's 2/3 is an edge; a rounding error must not put it below.
    #expect(
      [0, 1.0 / 3, 2.0 / 3, 1].map { levels.value(at: $0) } == ["open", "closed", "mixed", "mixed"])
  }

  @Test func `values read back as the numbers and coordinates that they are`() throws {
    let range = try factor("a", .range(low: 0.1, high: 0.7, scale: .linear))
    let ratio = try factor("b", .range(low: 1e-9, high: 1e7, scale: .logarithmic))
    for step in 0...997 {
      let coordinate = Double(step) / 997
      for factor in [range, ratio] {
        let value = factor.value(at: coordinate)
        #expect(Double(value) == factor.number(at: coordinate))
        #expect(abs(try #require(factor.coordinate(of: value)) - coordinate) < 1e-12)
      }
    }
    let levels = try factor("c", .levels(["0.10", "0.20"]))
    #expect(levels.value(at: 0) == "0.10")
    #expect(levels.coordinate(of: "0.1") == 0.25 && levels.coordinate(of: "0.3") == nil)
  }

  @Test(
    arguments: [
      (.range(low: 0.1, high: 0.9, scale: .linear), "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9"),
      (.range(low: -0.3, high: 0.3, scale: .linear), "-0.3 -0.2 -0.1 0 0.1 0.2 0.3"),
      (.range(low: 1e-4, high: 1, scale: .logarithmic), "0.0001 0.001 0.01 0.1 1"),
      (.range(low: 2, high: 32, scale: .logarithmic), "2 4 8 16 32"),
      (.range(low: 1e-7, high: 7e-7, scale: .linear), "1e-07 2e-07 3e-07 4e-07 5e-07 6e-07 7e-07"),
      (.range(low: 1e6, high: 1.3e6, scale: .linear), "1000000 1100000 1200000 1300000"),
      (.range(low: 0, high: 1, scale: .linear), "0 0.3333333333333333 0.6666666666666666 1"),
    ] as [(Factor.Domain, String)])
  func `levels of a grid are the numbers that a person writes`(
    domain: Factor.Domain, expected: String
  ) throws {
    let levels = expected.split(separator: " ").count
    let points = try Design.fullFactorial(otherwise: levels).makePoints([try factor("x", domain)])
    #expect((0..<levels).map { points.values(of: $0)[0] }.joined(separator: " ") == expected)
  }

  @Test func `a distribution's quantiles are the values of its coordinates`() throws {
    let normal = try factor(
      "a", try .distribution(.normal(mean: 2, standardDeviation: 3), of: "a"))
    // Quantiles of the standard normal distribution: 0 and 1.959964.
    #expect(normal.value(at: 0.5) == "2")
    #expect(abs(try #require(normal.number(at: 0.975)) - 7.879892) < 1e-6)
    #expect(abs(try #require(normal.coordinate(of: "2")) - 0.5) < 1e-12)
    let triangle = try factor(
      "b", try .distribution(.triangular(low: 0, mode: 1, high: 2), of: "b"))
    #expect([0, 0.125, 0.5, 1].map { triangle.value(at: $0) } == ["0", "0.5", "1", "2"])
    // Designs that visit both ends need limits.
    for design in [Design.fullFactorial(), .morris(trajectories: 2, seed: 1)] {
      #expect(throws: DesignProblems.self) { try design.makePoints([normal]) }
      #expect(throws: Never.self) { try design.makePoints([triangle]) }
    }
    for design in [Design.sobolSequence(points: 512), .latinHypercube(points: 512, seed: 1)] {
      let values = try design.makePoints([normal]).numbers(of: 0)
      let mean = values.reduce(0, +) / 512
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 512
      #expect(values.allSatisfy { $0.isFinite })
      #expect(abs(mean - 2) < 0.03 && abs(variance - 9) < 0.2)
    }
  }

  @Test func `weights share the unit interval among levels`() throws {
    let mode = try Factor("mode", .levels(["a", "b", "c"]), weights: [3, 1, 4])
    let found = (0..<800).map { mode.value(at: (Double($0) + 0.5) / 800) }
    #expect(["a", "b", "c"].map { level in found.count { $0 == level } } == [300, 100, 400])
    for level in ["a", "b", "c"] {
      let coordinate = try #require(mode.coordinate(of: level))
      #expect(mode.value(at: coordinate) == level)
    }
    let grid = try Design.fullFactorial().makePoints([mode])
    #expect((0..<grid.count).map { grid.values(of: $0)[0] } == ["a", "b", "c"])
    for (weights, words) in [
      ([1.0], "1 weights"), ([1, 0, 2], "the weight 0"), ([1, .nan, 2], "the weight nan"),
    ] {
      let error = #expect(throws: DesignProblems.self) {
        try Factor("mode", .levels(["a", "b", "c"]), weights: weights)
      }
      #expect(error?.description.contains("found \(words)") == true)
    }
  }

  @Test(
    arguments: [
      (.range(low: 1, high: 0, scale: .linear), "the range 1 to 0"),
      (.range(low: .nan, high: 0, scale: .linear), "the range nan to 0"),
      (.range(low: 0, high: 1, scale: .logarithmic), "a logarithmic range from 0"),
      (.integers(low: 1, high: 0), "the whole numbers 1 to 0"),
      (.integers(low: .min, high: .max), "the whole numbers"),
      (.levels([]), "no levels"), (.levels(["a", "a"]), "the level `a` twice"),
      (.levels(["0.1", "x", "1e-1"]), "the levels `0.1` and `1e-1`, which are the same number"),
    ] as [(Factor.Domain, String)])
  func `domains without sense are refused`(domain: Factor.Domain, words: String) {
    let error = #expect(throws: DesignProblems.self) { try Factor("trust", domain) }
    #expect(error?.description.hasPrefix("factor trust: found \(words)") == true)
  }

  @Test(arguments: ["", "point", "design_role", "a\nb"])
  func `names that a table could not hold are refused`(name: String) {
    #expect(throws: DesignProblems.self) { try Factor(name, .integers(low: 0, high: 1)) }
  }
}

@Suite struct DesignTests {
  @Test func `a full factorial has every combination once, the last factor fastest`() throws {
    let factors = [
      try factor("a", .range(low: 0, high: 1, scale: .linear)),
      try factor("b", .levels(["x", "y"])), try factor("c", .integers(low: 1, high: 100)),
    ]
    let points = try Design.fullFactorial(levels: ["c": 3], otherwise: 3).makePoints(factors)
    let rows = (0..<points.count).map { points.values(of: $0) }
    #expect(rows.count == 18 && Set(rows).count == 18)
    #expect(rows[0] == ["0", "x", "1"] && rows[17] == ["1", "y", "100"])
    // 50.5 rounds away from zero.
    #expect(rows[1] == ["0", "x", "51"] && rows[3] == ["0", "y", "1"])
  }

  @Test func `a latin hypercube puts one point in every slice of every factor`() throws {
    let points = try Design.latinHypercube(points: 50, seed: 3).makePoints(try unitFactors(4))
    for axis in 0..<4 {
      let slices = (0..<50).map { Int(points.coordinates(of: $0)[$0 * 4 + axis] * 50) }
      #expect(Set(slices).count == 50)
      #expect(slices != slices.sorted())
    }
    let again = try Design.latinHypercube(points: 50, seed: 3).makePoints(try unitFactors(4))
    let other = try Design.latinHypercube(points: 50, seed: 4).makePoints(try unitFactors(4))
    #expect(points == again && points != other)
  }

  @Test func `sobol points are balanced, go on as they began, and follow the seed`() throws {
    let factors = try unitFactors(100)
    let few = try Design.sobolSequence(points: 64, seed: 3).makePoints(factors)
    for axis in 0..<100 {
      let slices = Set((0..<64).map { Int(few.coordinates(of: $0)[$0 * 100 + axis] * 64) })
      #expect(slices.count == 64)
    }
    let many = try Design.sobolSequence(points: 300, seed: 3).makePoints(factors)
    for index in 0..<64 { #expect(many.values(of: index) == few.values(of: index)) }
    #expect(try Design.sobolSequence(points: 64, seed: 3).makePoints(factors) == few)
    #expect(try Design.sobolSequence(points: 64, seed: 4).makePoints(factors) != few)
  }

  @Test(arguments: [2, 11, 60])
  func `the matrices of saltelli's blocks are balanced together`(width: Int) throws {
    let points = try Design.saltelli(base: 128, seed: 5).makePoints(try unitFactors(width))
    for role in [DesignPoints.Role.a, .b] {
      let rows = points.placements.indices.filter { points.placements[$0].role == role }
      for axis in 0..<width {
        let slices = rows.map { Int(points.coordinates(of: $0)[$0 * width + axis] * 128) }
        #expect(Set(slices).count == 128)
      }
    }
    #expect(
      try Design.saltelli(base: 128, seed: 6).makePoints(try unitFactors(width)) != points)
  }

  @Test func `a number of points that is no power of 2 gets a note`() throws {
    let factors = try unitFactors(2)
    for (design, words) in [
      (Design.saltelli(base: 500), "500 blocks are not a power of 2"),
      (.sobolSequence(points: 65), "use 64 or 128 points"), (.saltelli(base: 512), ""),
      (.sobolSequence(points: 1), ""), (.latinHypercube(points: 65, seed: 1), ""),
    ] {
      let notes = try DesignPlan(design, factors).notes
      #expect(words.isEmpty ? notes.isEmpty : notes.count == 1 && notes[0].contains(words))
    }
  }

  @Test func `more factors than the sequence has dimensions are refused`() throws {
    let error = #expect(throws: DesignProblems.self) {
      try DesignPlan(.saltelli(base: 4), try unitFactors(1025))
    }
    #expect(
      error?.description
        == "design saltelli: number of factors: found 1025; allowed: 1 to 1024")
  }

  @Test func `trajectories change every input once by the step of the grid`() throws {
    for levels in [2, 4, 8] {
      let design = Design.morris(trajectories: 40, levels: levels, seed: 5)
      let points = try design.makePoints(try unitFactors(6))
      let delta = Double(levels) / Double(2 * (levels - 1))
      #expect(points.count == 280)
      var rises = 0
      for block in 0..<40 {
        var changed: [Int] = []
        for order in 1...6 {
          let index = block * 7 + order
          let placement = points.placements[index]
          let (before, after) = (points.coordinates(of: index - 1), points.coordinates(of: index))
          let moved = zip(before, after).enumerated().filter { $0.element.0 != $0.element.1 }
          #expect(moved.map(\.offset) == [placement.unit])
          for pair in moved {
            #expect(abs(pair.element.1 - pair.element.0 - placement.step) < 1e-12)
          }
          #expect(abs(placement.step.magnitude - delta) < 1e-12)
          #expect(after.allSatisfy { (0...1).contains($0) })
          changed.append(placement.unit)
          rises += placement.step > 0 ? 1 : 0
        }
        #expect(changed.sorted() == Array(0..<6))
      }
      // 240 fair coins: five standard deviations are 39.
      #expect((81...159).contains(rises))
    }
  }

  @Test func `more trajectories keep the first ones, and chosen ones lie farther apart`() throws {
    let factors = try unitFactors(5)
    let few = try Design.morris(trajectories: 4, seed: 1).makePoints(factors)
    let more = try Design.morris(trajectories: 9, seed: 1).makePoints(factors)
    for index in 0..<few.count { #expect(few.values(of: index) == more.values(of: index)) }
    let chosen = try Design.morris(trajectories: 4, candidates: 200, seed: 1).makePoints(factors)
    #expect(spread(of: chosen, blocks: 4) > 1.1 * spread(of: few, blocks: 4))
  }

  /// Sum over pairs of trajectories of the squared sum of distances between their points.
  private func spread(of points: DesignPoints, blocks: Int) -> Double {
    var total = 0.0
    for one in 0..<blocks {
      for other in 0..<one {
        var sum = 0.0
        for i in 0..<6 {
          for j in 0..<6 {
            let (a, b) = (
              points.coordinates(of: one * 6 + i), points.coordinates(of: other * 6 + j)
            )
            sum += zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          }
        }
        total += sum * sum
      }
    }
    return total
  }

  @Test func `radial blocks differ from A and B in one input each`() throws {
    let points = try Design.saltelli(base: 16, secondOrder: true).makePoints(try unitFactors(3))
    #expect(points.count == 128)
    for block in 0..<16 {
      let rows = (0..<8).map { Array(points.coordinates(of: block * 8 + $0)) }
      let (a, b) = (rows[0], rows[7])
      for unit in 0..<3 {
        for axis in 0..<3 {
          #expect(rows[1 + unit][axis] == (axis == unit ? b : a)[axis])
          #expect(rows[4 + unit][axis] == (axis == unit ? a : b)[axis])
        }
      }
      let roles = (0..<8).map { points.placements[block * 8 + $0].role }
      #expect(roles == [.a, .ab, .ab, .ab, .ba, .ba, .ba, .b])
    }
    let more = try Design.saltelli(base: 40, secondOrder: true).makePoints(try unitFactors(3))
    for index in 0..<points.count { #expect(points.values(of: index) == more.values(of: index)) }
    let wide = try Design.saltelli(base: 4).makePoints(try unitFactors(60))
    #expect(wide.count == 4 * 62)
  }

  @Test func `factors of a group move together and count as one input`() throws {
    let unit = Factor.Domain.range(low: 0, high: 1, scale: .linear)
    let factors = [
      try factor("a", unit, group: "firms"), try factor("b", unit),
      try factor("c", unit, group: "firms"),
    ]
    let blocks = try Design.saltelli(base: 8).makePoints(factors)
    #expect(blocks.units == ["firms", "b"] && blocks.count == 32)
    let (a, firms, b) = (
      Array(blocks.coordinates(of: 4)), Array(blocks.coordinates(of: 5)),
      Array(blocks.coordinates(of: 7))
    )
    #expect(firms == [b[0], a[1], b[2]])
    let walks = try Design.morris(trajectories: 3, seed: 1).makePoints(factors)
    #expect(walks.count == 9)
  }

  @Test func `all mistakes of a design are told at once`() throws {
    let error = #expect(throws: DesignProblems.self) {
      try Design.morris(trajectories: 0, levels: 3, seed: 1).makePoints(
        try unitFactors(2) + unitFactors(1), constraints: [try Constraint("x1 < y")])
    }
    #expect(
      error?.description == """
        factor x1: found it twice; allowed: once
        design morris: trajectories: found 0; allowed: 1 to 10000000
        design morris: levels: found 3; allowed: even numbers
        constraint `x1 < y`: found the name `y`; allowed: x1, x2, x1
        """)
    #expect(throws: DesignProblems.self) {
      try Design.fullFactorial(otherwise: 100).makePoints(try unitFactors(5))
    }
    #expect(throws: DesignProblems.self) {
      try Design.sobolSequence(points: 5).makePoints(try unitFactors(2049))
    }
    #expect(throws: DesignProblems.self) {
      try Design.latinHypercube(points: 5, seed: 1).makePoints([])
    }
    let given = #expect(throws: DesignProblems.self) {
      try Design.points([["0.5"], ["2"], ["0.1", "0.2"]]).makePoints(try unitFactors(1))
    }
    #expect(given?.description == "point 2: found 2 values; allowed: 1")
  }
}

@Suite struct ConstraintTests {
  private func holds(_ text: String, _ values: [String: String]) throws -> Bool {
    try Constraint(text).holds { values[$0] ?? "" }
  }

  @Test(
    arguments: [
      ("a < b", true), ("b < a", false), ("a + b <= 1", true), ("a+b<1", false),
      ("2 * (a - 1) / -b >= 1.9", true), ("0 < a < b < 1", true), ("0 < b < a", false),
      ("a - 0.1 - 0.1 <= 1e-1", true), ("mode == \"open\"", true), ("mode != \"open\"", false),
      ("`odd name` > 4", true), ("firms.spin_off_share == 0.5", true), ("a / 0 > 1e300", true),
      ("0 / 0 < a", false), ("-a < .1", true), ("2e0 * a == 0.5", true),
      ("a < b and b < 1", true), ("a < b and b > 1 and a > 0", false),
      ("a > 0 AND mode == \"open\"", true),
    ])
  func `conditions mean what they say`(text: String, expected: Bool) throws {
    let values = [
      "a": "0.25", "b": "0.75", "mode": "open", "odd name": "5", "firms.spin_off_share": "0.5",
    ]
    #expect(try holds(text, values) == expected)
  }

  @Test(
    arguments: [
      ("a", "no comparison"), ("a <", "the end"), ("a < b c", "`c`"), ("a < 1 and", "the end"),
      ("a < 1 && b < 1", "`&& b < 1`"),
      ("a and b < 1", "no comparison"), ("(a < b", "`< b`"),
      ("a < \"x", "the end"), ("a < \"x\"", "a text compared by <"), ("a ? b", "`? b`"),
      ("1.2.3 < a", "`1.2.3 < a`"), ("", "the end"),
    ])
  func `texts that are no condition are refused at their place`(text: String, found: String) {
    let error = #expect(throws: DesignProblems.self) { try Constraint(text) }
    #expect(error?.description.contains("found \(found)") == true, "\(error?.description ?? "")")
  }

  @Test func `arithmetic with texts is refused`() throws {
    let factors = try unitFactors(1) + [try factor("mode", .levels(["open", "closed"]))]
    for text in ["mode < 1", "x1 + mode < 1", "1 < 2"] {
      #expect(throws: DesignProblems.self) {
        try Design.fullFactorial().makePoints(factors, constraints: [try Constraint(text)])
      }
    }
  }

  @Test func `structured designs have holes, sequences go on, hypercubes lose points`() throws {
    let factors = try unitFactors(2)
    let constraint = try Constraint("x1 + x2 <= 1")
    func obeys(_ points: DesignPoints, _ index: Int) -> Bool {
      points.values(of: index).compactMap(Double.init).reduce(0, +) <= 1
    }
    let grid = try Design.fullFactorial(otherwise: 5).makePoints(factors, constraints: [constraint])
    #expect(grid.count == 25 && grid.holeCount == 10)
    for index in 0..<25 { #expect(grid.placements[index].isHole != obeys(grid, index)) }

    let few = try Design.sobolSequence(points: 20).makePoints(factors, constraints: [constraint])
    let more = try Design.sobolSequence(points: 90).makePoints(factors, constraints: [constraint])
    #expect(few.count == 20 && few.holeCount == 0 && few.rejectedCount > 5)
    #expect((0..<20).allSatisfy { obeys(few, $0) && few.values(of: $0) == more.values(of: $0) })

    let slices = try Design.latinHypercube(points: 100, seed: 1).makePoints(
      factors, constraints: [constraint])
    #expect(slices.count + slices.rejectedCount == 100 && (30...70).contains(slices.count))

    let impossible = try Constraint("x1 > 2")
    let none = try Design.sobolSequence(points: 5).makePoints(factors, constraints: [impossible])
    #expect(none.count == 0)
    let rare = try Constraint("x1 < 0.0003")
    #expect(throws: DesignProblems.self) {
      try Design.sobolSequence(points: 50).makePoints(factors, constraints: [rare])
    }
  }
}

@Suite struct DesignTableTests {
  private func table(_ points: DesignPoints) -> [[String]] {
    (0..<points.count).map { points.cells(of: $0) }
  }

  @Test func `a table of points reads back with what each is for`() throws {
    let factors = try unitFactors(3) + [try factor("mode", .levels(["a,b", "say \"c\""]))]
    let constraint = try Constraint("x1 < 0.9")
    for design in [
      Design.morris(trajectories: 5, seed: 1), .saltelli(base: 8, secondOrder: true),
      .latinHypercube(points: 9, seed: 1), .fullFactorial(otherwise: 3),
    ] {
      let points = try design.makePoints(factors, constraints: [constraint])
      let rows = table(points)
      let read = try DesignPoints(columnNames: points.columnNames, rows: rows.reversed())
      #expect(
        read.placements == points.placements && read.units == points.units
          || points.kind != .morris && points.kind != .saltelli)
      #expect(table(read) == rows)
    }
  }

  @Test func `what other programs do to a table is understood`() throws {
    let points = try Design.morris(trajectories: 2, seed: 1).makePoints(try unitFactors(2))
    // Numbers of rows in a column without a name, NA for empty, floating whole numbers, TRUE.
    let rows = table(points).enumerated().map { number, cells in
      ["\(number + 1)"]
        + cells.map { $0.isEmpty ? "NA" : $0 }.enumerated().map { place, cell in
          place < 2 ? "\(cell).0" : place == 5 ? "FALSE" : cell
        }
    }
    let read = try DesignPoints(columnNames: [""] + points.columnNames, rows: rows)
    #expect(read.placements == points.placements)
  }

  @Test func `a plain table of inputs is a design of points`() throws {
    let read = try DesignPoints(columnNames: ["a", "mode"], rows: [["1", "x"], ["3", "y"]])
    #expect(read.kind == .points && read.count == 2)
    #expect(read.factors[0].domain == .range(low: 1, high: 3, scale: .linear))
    #expect(read.factors[1].domain == .levels(["x", "y"]))
    #expect(read.numbers(of: 0) == [1, 3] && read.numbers(of: 1) == [0, 1])
  }

  @Test func `a block whose values contradict its columns is refused`() throws {
    let points = try Design.saltelli(base: 4).makePoints(try unitFactors(2))
    var rows = table(points)
    // The values of two rows change places, as when a column is sorted by itself.
    (rows[5][6], rows[6][6]) = (rows[6][6], rows[5][6])
    let error = #expect(throws: DesignProblems.self) {
      try DesignPoints(columnNames: points.columnNames, rows: rows)
    }
    #expect(
      error?.description == """
        row 6, column x1: found `\(rows[5][6])`; allowed: `\(rows[7][6])` as in row 8, by the columns of the \
        design; rows must be in the order in which the design was written, or keep its column `point`
        """)
    var twice = table(points)
    twice[2][3] = "x1"
    #expect(throws: DesignProblems.self) {
      try DesignPoints(columnNames: points.columnNames, rows: twice)
    }
  }

  @Test func `steps that lost their order are refused, and with their index read`() throws {
    let points = try Design.morris(trajectories: 8, seed: 2).makePoints(try unitFactors(3))
    let sorted = table(points).sorted { $0[7] < $1[7] }
    let read = try DesignPoints(columnNames: points.columnNames, rows: sorted)
    #expect(read.placements == points.placements && !read.isInRowOrder)
    #expect(throws: DesignProblems.self) {
      try DesignPoints(
        columnNames: Array(points.columnNames.dropFirst()),
        rows: sorted.map { Array($0.dropFirst()) })
    }
  }

  @Test func `broken tables are refused with every place`() throws {
    let names = DesignColumn.all + ["a"]
    let error = #expect(throws: DesignProblems.self) {
      try DesignPoints(
        columnNames: names,
        rows: [
          ["0", "0", "start", "", "", "0", "1"], ["0", "x", "step", "", "0", "maybe", "2"],
          ["7", "0", "B?", "", "", "0", ""],
        ])
    }
    #expect(
      error?.description == """
        row 3, column a: found ``; allowed: a value in every row
        row 2, column point: found 0, as in row 1; allowed: every point once
        row 3, column point: found `7`; allowed: 0 to 2, each once
        row 2, column design_hole: found `maybe`; allowed: 0 or 1
        row 2, column design_block: found `x`; allowed: whole numbers from 0
        row 2, column design_input: found ``; allowed: the input that the point differs in
        row 2, column design_step: found `0`; allowed: a number other than 0
        row 3, column design_role: found `B?`; allowed: sample, start, step, A, B, AB, BA
        """)
    #expect(throws: DesignProblems.self) {
      try DesignPoints(columnNames: ["point", "design_role", "a"], rows: [["0", "A", "1"]])
    }
    #expect(throws: DesignProblems.self) { try DesignPoints(columnNames: ["point"], rows: [["0"]]) }
    #expect(throws: DesignProblems.self) { try DesignPoints(columnNames: ["a"], rows: []) }
  }
}
