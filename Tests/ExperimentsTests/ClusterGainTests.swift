import Foundation
import Testing

@testable import Experiments

/// Competitiveness of a firm in two runs, at the prices of one of them.
@Suite struct ClusterGainTests {
  private let alone = ComparedFirm(
    quality: 1, productivity: 2, wage: 1, inputCost: 0.5, price: 1.2)

  @Test func `what everybody pays alike makes no one more competitive`() {
    var dearer = alone
    dearer.wage *= 1.1
    dearer.inputCost *= 1.2
    #expect(dearer.competitiveness(atPricesOf: alone) == alone.competitiveness(atPricesOf: alone))
  }

  @Test func `labour saved counts, and the fee against it`() {
    var member = alone
    member.productivity = 2.5
    // 1/2 + 1/2 becomes 2/5 + 1/2.
    let gain = member.competitiveness(atPricesOf: alone) - alone.competitiveness(atPricesOf: alone)
    #expect(abs(gain + log(0.9)) < 1e-12)
    member.fee = 0.1 / 1.2
    #expect(
      abs(member.competitiveness(atPricesOf: alone) - alone.competitiveness(atPricesOf: alone))
        < 1e-12)
  }

  @Test func `members in both runs and firms in one have nothing to thank a programme for`() {
    var member = alone
    member.productivity = 3
    member.isMember = true
    var with = ClusterTrace()
    with.firms = [[(1, alone)], [(1, member), (2, member), (3, member), (4, alone)]]
    var without = ClusterTrace()
    without.firms = [[(1, alone)], [(1, alone), (2, member), (4, alone)]]
    #expect(ClusterPart.share(ofGainingMembers: with, against: without) == 1)
    let gain = log(1 / (1.0 / 3 + 0.5))
    #expect(abs(ClusterPart.meanGain(ofMembers: with, against: without) - gain) < 1e-12)
  }

  @Test func `a gain is that of the years of membership`() {
    var member = alone
    member.isMember = true
    member.productivity = 4
    var worse = member
    worse.productivity = 1.9
    var with = ClusterTrace()
    with.firms = [[(1, alone)], [(1, member)], [(1, worse)]]
    var without = ClusterTrace()
    without.firms = Array(repeating: [(1, alone)], count: 3)
    let gains = [log(1 / 0.75), log(1 / (1 / 1.9 + 0.5))]
    #expect(
      abs(ClusterPart.meanGain(ofMembers: with, against: without) - (gains[0] + gains[1]) / 2)
        < 1e-12)
    #expect(ClusterPart.share(ofGainingMembers: with, against: without) == 1)
    #expect(
      ClusterPart.share(ofGainingMembers: with.lastCompared, against: without.lastCompared) == 0)
  }
}
