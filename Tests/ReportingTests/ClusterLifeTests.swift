import Testing
import TripleHelix

@testable import Reporting

@Suite struct SurvivalCurveTests {
  @Test func `is one to the end where nobody dies`() {
    let curve = SurvivalCurve([(1, false), (4, false), (2.5, false)])
    #expect(curve.steps.map(\.age) == [0, 4])
    #expect(curve.steps.allSatisfy { $0.share == 1 })
    #expect(curve.median == nil)
  }

  @Test func `falls by the share of those at risk, who leave the record when last seen`() {
    // Six lives, by hand: 5/6 at 1, nobody at 2 (censored), two of four at 3, the last at 7.
    let curve = SurvivalCurve([
      (3, true), (1, true), (2, false), (3, true), (5, false), (7, true),
    ])
    #expect(curve.steps.map(\.age) == [0, 1, 3, 7])
    #expect(curve.steps.map(\.atRisk) == [6, 6, 4, 1])
    let shares = [1, 5.0 / 6, 5.0 / 12, 0]
    for (step, share) in zip(curve.steps, shares) { #expect(abs(step.share - share) < 1e-12) }
    #expect(curve.median == 3)
  }

  @Test func `of nobody has one step`() {
    #expect(SurvivalCurve([]).steps.map(\.share) == [1])
  }
}

@Suite struct ClusterLifeTests {
  @Test func `ends at the first recorded tick at which a cluster is missing`() throws {
    let findings = Findings(SyntheticRun().results)
    #expect(findings.clusterLives.count == 6)
    let first = try #require(findings.clusterLives.first)
    #expect(first.founded == 8 && first.goneBy == 48 && !first.isAlive)
    #expect(first.mostMembers == 45 && first.membersAtEnd == 0)
    #expect(findings.clusterLives.count { $0.isAlive } == 4)
    // Living ones by size, then those that are gone.
    #expect(findings.clustersBySize.map(\.isAlive) == [true, true, true, true, false, false])
    #expect(findings.clustersBySize[0].founded == 32)
  }

  @Test func `is seen as late as the record allows`() {
    let yearly = Findings(SyntheticRun(recordEvery: 8).results)
    #expect(yearly.clusterLives.map(\.goneBy) == [48, 64, nil, nil, nil, nil])
  }

  @Test func `totals are zero where no cluster lives`() throws {
    let course = Findings(SyntheticRun().results).clusterCourse
    #expect(course.number.values[0] == 0 && course.members.values[0] == 0)
    #expect(course.trust.values[0] == nil)
    #expect(course.number.last == 4)
    let members = try #require(course.members.last)
    let share = try #require(course.share.last)
    let firms = try #require(Findings(SyntheticRun().results).nationalSeries(\.firms).last)
    #expect(abs(share - members / firms) < 1e-15)
  }

  @Test func `stretches of one stage are one band`() {
    let bands = Band.all(["a", "a", "b", "a"], at: [0, 1, 2, 3])
    #expect(bands.map(\.state) == ["a", "b", "a"])
    #expect(bands.map(\.from) == [0, 2, 3] && bands.map(\.to) == [2, 3, 4])
    #expect(bands.map(\.places) == [0..<2, 2..<3, 3..<4])
    #expect(Band.all([], at: []).isEmpty)
    #expect(
      Band.all(["a"], at: [5], step: 0.25) == [Band(from: 5, to: 5.25, state: "a", places: 0..<1)])
  }
}
