import Foundation
import Scenarios
import Testing

@testable import Experiments

@Suite struct StoppingRuleTests {
  private func rule(_ width: Double, least: Int = 2, most: Int = 10) -> StoppingRule {
    StoppingRule(output: "y", halfWidth: width, isRelative: false, atLeast: least, atMost: most)
  }

  @Test func `the least number of replicates that suffices is taken, whatever comes after`() {
    // Of 1 and 3 the interval is 12.706 · √2 / √2 = 12.706 to either side.
    #expect(rule(12.8).replicatesNeeded([1, 3]) == 2)
    #expect(rule(12.6).replicatesNeeded([1, 3]) == nil)
    #expect(rule(12.8).replicatesNeeded([1, 3, 1000, -1000]) == 2)
    // Of 1, 3, 2: 4.3027 · 1 / √3 = 2.484.
    #expect(rule(2.5).replicatesNeeded([1, 3, 2]) == 3)
    #expect(rule(2.48).replicatesNeeded([1, 3, 2]) == nil)
  }

  @Test func `there are never fewer than the least and never more than the most`() {
    #expect(rule(100, least: 4).replicatesNeeded([1, 1, 1]) == nil)
    #expect(rule(100, least: 4).replicatesNeeded([1, 1, 1, 1, 1]) == 4)
    #expect(rule(1e-9, most: 3).replicatesNeeded([1, 2, 3, 4]) == 3)
    #expect(rule(1e-9, most: 3).replicatesNeeded([1, 2]) == nil)
  }

  @Test func `what is no number does not count, but is a replicate`() {
    #expect(rule(12.8).replicatesNeeded([1, .nan, 3]) == 3)
    #expect(rule(12.8, most: 3).replicatesNeeded([.nan, .nan, .nan]) == 3)
  }

  @Test func `a relative rule is a share of the mean`() {
    var relative = rule(0.07)
    relative.isRelative = true
    #expect(relative.replicatesNeeded([199, 201]) == 2)
    #expect(relative.replicatesNeeded([-199, -201]) == 2)
    #expect(relative.replicatesNeeded([19, 21]) == nil)
  }
}
