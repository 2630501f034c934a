import SensitivityAnalysis
import StudyStore
import Testing

@testable import Experiments

/// Points and runs of a study that was never in a store, with answers on paper.
@Suite struct StudyOutcomesTests {
  /// A grid of a in {1, 2} and b in {x, y}; the output is 10 a + replicate − ½ with two replicates.
  private static func outcomes(
    isGrid: Bool = true, replicates: Int = 2,
    change: (inout StudyStore.ResultRow) -> Void = { _ in }
  ) throws -> StudyOutcomes {
    var cells = [("1", "x"), ("1", "y"), ("2", "x"), ("2", "y")]
    if !isGrid { cells.append(("2", "x")) }
    let points = try DesignPoints(
      columnNames: DesignColumn.all + ["a", "b"],
      rows: cells.enumerated().map { place, cell in
        ["\(place)", "\(place)", "sample", "", "", "0", cell.0, cell.1]
      }, mayLack: false)
    let study = StudyDefinition(
      name: "s", title: "", summary: "", text: "", design: "full_factorial", pointsHash: "p",
      hash: "h", seeding: "common 1", program: "triskele test", replicates: replicates,
      stopsEarly: false,
      parameters: [
        .init(name: "a", keys: "k", unit: "", meaning: "", isNumeric: true, scale: .levels),
        .init(name: "b", keys: "l", unit: "", meaning: "", isNumeric: false, scale: .levels),
      ], outputs: [.init(name: "y", identity: "y", unit: "", meaning: "")])
    var counts = StudyStore.Counts()
    (counts.points, counts.wanted) = (cells.count, cells.count * replicates)
    var outcomes = StudyOutcomes(
      folder: "f", study: study, counts: counts, causes: [], workplaces: .init(), points: points)
    for (point, cell) in cells.enumerated() {
      for replicate in 0..<replicates {
        let noise = replicates == 1 ? 0 : Double(replicate) - 0.5
        var row = StudyStore.ResultRow(
          point: point, replicate: replicate, seed: 1, status: "done", cause: "",
          parameters: [cell.0, cell.1], values: [10 * (Double(cell.0) ?? 0) + noise])
        change(&row)
        outcomes.add(row)
      }
    }
    outcomes.finish()
    return outcomes
  }

  @Test func `replicates are averaged, and what failed is left out and counted`() throws {
    let outcomes = try Self.outcomes { row in
      if row.point == 3 { (row.status, row.cause, row.values) = ("failed", "why", [nil]) }
      if row.point == 2, row.replicate == 1 {
        (row.status, row.values) = ("non_finite", [.infinity])
      }
    }
    // The replicate that point 2 has is half below the mean at every point that has both.
    #expect(zip(outcomes.means[0], [10, 10, 20]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(outcomes.means[0][3].isNaN)
    #expect(outcomes.failureCounts == [0, 0, 1, 2])
    #expect(outcomes.failures.map(\.point) == [2, 3, 3])
    let summary = outcomes.summaries()[0]
    #expect(summary.pointCount == 3 && summary.missingPointCount == 1)
    #expect(abs(summary.minimum - 10) < 1e-9 && abs(summary.maximum - 20) < 1e-9)
    #expect(abs(summary.median - 10) < 1e-9 && abs(summary.upperQuartile - 15) < 1e-9)
    // Two points with two replicates, each ±½: variance ½.
    #expect(summary.repeatedPointCount == 2)
    #expect(abs(summary.deviationWithinPoints - 0.5.squareRoot()) < 1e-12)
  }

  @Test func `on a grid the interval is that of other seeds`() throws {
    let outcomes = try Self.outcomes()
    #expect(outcomes.isGrid)
    let curve = outcomes.responses(output: 0, by: [outcomes.classes(of: 0, bins: 10)])
    #expect(curve.sampling == .replicates)
    #expect(curve.cells.map(\.mean) == [10, 20])
    #expect(curve.cells.map(\.pointCount) == [2, 2] && curve.cells.map(\.runCount) == [4, 4])
    // t₀.₉₇₅(1) = 12.706; both points move together, so the two replicates are ±½: s = √½.
    for cell in curve.cells { #expect(abs(cell.halfWidth - 12.7062 * 0.5) < 1e-3) }
    let diagram = outcomes.responses(
      output: 0, by: [outcomes.classes(of: 0, bins: 10), outcomes.classes(of: 1, bins: 10)])
    #expect(diagram.cells.map(\.classes) == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(diagram.cells.map(\.mean) == [10, 10, 20, 20])
    #expect(diagram.parameters[1].labels == ["x", "y"])
  }

  @Test func `elsewhere the interval is that of other points`() throws {
    let outcomes = try Self.outcomes(isGrid: false) { row in
      if let value = row.values[0] { row.values[0] = value + Double(row.point) }
    }
    #expect(!outcomes.isGrid)
    let curve = outcomes.responses(output: 0, by: [outcomes.classes(of: 0, bins: 10)])
    #expect(curve.sampling == .points)
    // Points 0 and 1: 10 and 11, of which s / √2 is ½.
    #expect(abs(curve.cells[0].halfWidth - 12.7062 * 0.5) < 1e-3)
    #expect(curve.cells[1].mean == 23)
  }

  @Test func `many values are parted by intervals, of equal ratio where they are spread so`() throws
  {
    let values = (0...20).map { "\(Double(1 << $0))" }
    let points = try DesignPoints(columnNames: ["a"], rows: values.map { [$0] })
    let classes = ParameterClasses(points, factor: 0, scale: .levels, bins: 3)
    #expect(classes.isLogarithmic && !classes.isByValue && classes.labels.count == 3)
    #expect((0..<3).map { place in classes.classOfPoint.count { $0 == place } } == [7, 7, 7])
    #expect(classes.bounds[0].lowerBound == 1 && classes.bounds[2].upperBound == 1_048_576)
    let even = try DesignPoints(columnNames: ["a"], rows: (1...21).map { ["\($0)"] })
    #expect(!ParameterClasses(even, factor: 0, scale: .integers, bins: 4).isLogarithmic)
    // Of a range the study says it, whatever the values look like.
    #expect(!ParameterClasses(points, factor: 0, scale: .linear, bins: 3).isLogarithmic)
    #expect(ParameterClasses(even, factor: 0, scale: .logarithmic, bins: 4).isLogarithmic)
  }

  @Test func `a word for nothing is a value in a store`() throws {
    #expect(throws: DesignProblems.self) {
      try DesignPoints(columnNames: ["a"], rows: [["none"], ["grant"]])
    }
    let points = try DesignPoints(
      columnNames: ["a"], rows: [["none"], ["grant"]], mayLack: false)
    #expect(points.values(of: 0) == ["none"])
  }
}
