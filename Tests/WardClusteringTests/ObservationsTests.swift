import Testing
import WardClustering

@Suite struct ObservationsTests {
  func refusal(_ make: () throws(WardError) -> Observations) -> String? {
    do {
      _ = try make()
      return nil
    } catch { return "\(error)" }
  }

  @Test func `errors name the place, what was found and what is allowed`() {
    #expect(
      refusal { () throws(WardError) in try Observations(rows: []) }
        == "the table has no rows; allowed: at least one")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[], []]) }
        == "the table has no columns to compare by; allowed: at least one with a weight above 0")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1, 2], [3]]) }
        == "values in row 2: found 1, allowed: 2")
    #expect(
      refusal { () throws(WardError) in
        try Observations(
          rows: [[1, 2], [3, .nan]], rowNames: ["Astana", "Almaty"], columnNames: ["p1", "p2"])
      } == "row Almaty, column p2: found nan, allowed: numbers between -1e150 and 1e150")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1], [-.infinity]]) }
        == "row 2, column 1: found -inf, allowed: numbers between -1e150 and 1e150")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1], [2]], rowWeights: [1]) }
        == "row weights: found 1, allowed: 2")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1], [2]], rowWeights: [1, 0]) }
        == "weight of row 2: found 0.0, allowed: 1e-12 to 1e12")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1, 2]], columnWeights: [1, -1]) }
        == "weight of column 2: found -1.0, allowed: 0 to 1e12")
    #expect(
      refusal { () throws(WardError) in try Observations(rows: [[1, 2]], columnWeights: [0, 0]) }
        == "the table has no columns to compare by; allowed: at least one with a weight above 0")
  }

  @Test func `distances are Euclidean and count columns by weight`() throws {
    let table = try Observations(rows: [[0, 0], [3, 4], [0, 2]], columnWeights: [1, 4])
    let distances = table.distances()
    #expect(distances.count == 3)
    #expect(distances.condensed == [(9.0 + 64).squareRoot(), 4, 5])
    #expect(distances[2, 1] == 5)
    #expect(distances[1, 1] == 0)
  }
}

@Suite struct StandardisationTests {
  /// What becomes of a column 1, 2, 3, 6: mean 3, population variance 14 / 4.
  static let expected: [(Standardisation, [Double])] = [
    (.zscore, [-2, -1, 0, 3].map { $0 / 3.5.squareRoot() }),
    (.range01, [0, 0.2, 0.4, 1]),
    (.rangeMinus1To1, [-1, -0.6, -0.2, 1]),
    (.maximum1, [1 / 6, 2 / 6, 0.5, 1]),
    (.mean1, [1 / 3, 2 / 3, 1, 2]),
    (.standardDeviation1, [1, 2, 3, 6].map { $0 / 3.5.squareRoot() }),
    (.rank, [1, 2, 3, 4]),
    (.none, [1, 2, 3, 6]),
  ]

  @Test(arguments: expected)
  func `columns are brought to their scale`(by: Standardisation, expected: [Double]) throws {
    let table = try Observations(rows: [[1, 5], [2, 5], [3, 5], [6, 5]])
    let scaled = try table.standardised(by: by)
    #expect(agree(scaled.column(0), expected, within: 1e-15))
    #expect(scaled.column(1) == (by == .none ? [5, 5, 5, 5] : [0, 0, 0, 0]))
    #expect(table.constantColumns == [1])
  }

  @Test func `logarithms are scaled to mean 0 and deviation 1`() throws {
    let table = try Observations(rows: [[1], [10], [100]])
    let deviation = (2.0 / 3).squareRoot()
    let scaled = try table.standardised(by: .logZscore)
    #expect(agree(scaled.column(0), [-1 / deviation, 0, 1 / deviation], within: 1e-15))
  }

  @Test func `equal values share their mean rank`() throws {
    let table = try Observations(rows: [[5], [1], [5], [9], [5]])
    #expect(try table.standardised(by: .rank).column(0) == [3, 1, 3, 5, 3])
  }

  @Test func `a column of equal fractions is constant`() throws {
    // Their mean is not 0.1 in floating point.
    let table = try Observations(rows: Array(repeating: [0.1], count: 10))
    #expect(try table.standardised(by: .zscore).values == Array(repeating: 0, count: 10))
  }

  @Test(arguments: Standardisation.allCases)
  func `a weighted row stands for equal rows`(by: Standardisation) throws {
    let weighted = try Observations(rows: [[1], [4], [9]], rowWeights: [2, 1, 3])
    let copied = try Observations(rows: [[1], [1], [4], [9], [9], [9]])
    let expected = try copied.standardised(by: by)
    #expect(
      agree(
        try weighted.standardised(by: by).values, [0, 2, 3].map { expected.values[$0] },
        within: 1e-14))
  }

  @Test(arguments: Standardisation.allCases.filter { $0 != .none && $0 != .rank }, [1e-200, 1e140])
  func `the unit of a column does not matter`(by: Standardisation, unit: Double) throws {
    let rows = [[1.0], [2], [3], [6]]
    let plain = try Observations(rows: rows).standardised(by: by)
    let scaled = try Observations(rows: rows.map { [$0[0] * unit] }).standardised(by: by)
    #expect(agree(scaled.values, plain.values, within: 1e-12))
  }

  @Test func `what cannot be scaled is named, all of it`() throws {
    let table = try Observations(
      rows: [[1, -1], [0, 1], [-2, 0]], rowNames: ["a", "b", "c"], columnNames: ["p", "q"])
    #expect(
      table.problems(standardising: .logZscore).map(\.description) == [
        "row a, column q: found -1.0, allowed: values above 0, since their logarithm is taken",
        "row b, column p: found 0.0, allowed: values above 0, since their logarithm is taken",
        "row c, column p: found -2.0, allowed: values above 0, since their logarithm is taken",
        "row c, column q: found 0.0, allowed: values above 0, since their logarithm is taken",
      ])
    #expect(
      table.problems(standardising: .mean1).map(\.description) == [
        "column q: found mean 0, allowed: a mean other than 0 to divide by"
      ])
    #expect(throws: WardError.zeroMean(column: 1, columnName: "q")) {
      try table.standardised(by: .mean1)
    }
    #expect(table.problems(standardising: .zscore).isEmpty)
  }

  @Test func `names of the choices are fixed`() {
    #expect(
      Standardisation.allCases.map(\.rawValue) == [
        "zscore", "range_0_1", "range_minus_1_1", "maximum_1", "mean_1", "standard_deviation_1",
        "rank",
        "log_zscore", "none",
      ])
  }
}

@Suite struct RoundingTests {
  @Test func `a range of a few units in the last place is one value`() throws {
    let third = 0.1 + 0.2
    let table = try Observations(rows: [[third, 1], [0.3, 2], [third, 9]])
    #expect(table.constantColumns == [0])
    for scale in Standardisation.allCases where scale != .none && scale != .logZscore {
      #expect(try table.standardised(by: scale).column(0) == [0, 0, 0], "\(scale)")
    }
    // A thousandth of a thousandth of a thousandth is a difference.
    let fine = try Observations(rows: [[1, 1], [1 + 1e-9, 2]])
    #expect(fine.constantColumns.isEmpty)
    #expect(try fine.standardised(by: .rank).column(0) == [1, 2])
  }

  @Test func `what counts as one value may be said`() throws {
    let table = try Observations(rows: [[470, 1], [470 + 1e-6, 2], [470, 9]])
    #expect(try table.standardised(by: .zscore).column(0) != [0, 0, 0])
    for scale in [Standardisation.zscore, .rank, .logZscore] {
      #expect(try table.standardised(by: scale, resolution: 1e-7).column(0) == [0, 0, 0])
    }
  }

  @Test func `the z-score divides by n`() throws {
    // SciPy: scipy.stats.zscore([1, 2, 4]) = [-1.06904497, -0.26726124, 1.33630621].
    let scaled = try Observations(rows: [[1], [2], [4]]).standardised(by: .zscore).column(0)
    for (found, expected) in zip(scaled, [-1.06904497, -0.26726124, 1.33630621]) {
      #expect(abs(found - expected) < 1e-8)
    }
  }
}
