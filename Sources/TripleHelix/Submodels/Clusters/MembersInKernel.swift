import Chunking
import Randomness

/// What clusters do in the passes over firms: members read their benefits, others look out.
extension FirmKernel {
  /// a: log efficiency of a firm with its lines, zero on generation 0 at zero efficiency.
  @inline(__always)
  func logEfficiency(of firm: Int) -> Double {
    let share = Double(firms.displacement[firm])
    let perUnit =
      (1 - share) / lineProductivity[linePlace(firm, firms.traditionLine[firm])]
      + share / lineProductivity[linePlace(firm, firms.innovationLine[firm])]
    return Double(firms.efficiency[firm]) - logarithm(perUnit)
  }

  /// Members share shocks to orders: G ← 1 + (1 − ρ)(G − 1).
  ///
  /// Those with many orders pass some on to those with few. The factor's mean stays 1, so that what
  /// some gain others give; the scaling of shares closes the sum in every quarter.
  @inline(__always)
  func shared(_ growth: Double, member: Int) -> Double {
    1 + (1 - Double(memberBenefits[member].risk)) * (growth - 1)
  }

  /// A' with w/A' = w/A − saving · p: what members save is labour, at most half of it.
  @inline(__always)
  func eased(_ productivity: Double, wage: Double, price: Double, member: Int) -> Double {
    let labour = wage / productivity
    let saved = min(Double(memberBenefits[member].saving) * price, 0.5 * labour)
    return wage / (labour - saved)
  }

  /// Marks a firm outside clusters where it might look at a cluster, be contacted by a broker or call
  /// for a cluster.
  @inline(__always)
  func considerClusters(_ firm: Int, uniformDraw: Double) {
    let cell = cell(of: firm)
    if ClusterContact.isLooking(uniformDraw, tables.lookHazard[cell])
      || ClusterContact.isContacted(uniformDraw, tables.contactProbability[cell])
      || ClusterContact.isCalling(uniformDraw, tables.callBound[cell])
    {
      firms.events[firm] |= FirmEvent.looksAround
    }
  }
}

/// What becomes of a firm outside clusters in a quarter, from the uniform number by which its links are drawn:
/// each event has a band of [0, 1) of its own, which partners' renewal (from below) and contacts
/// outside the region (from above) do not reach at their defaults. A higher hazard only adds events.
enum ClusterContact {
  @inline(__always)
  static func isLooking(_ uniformDraw: Double, _ hazard: Double) -> Bool {
    uniformDraw >= 0.05 && uniformDraw < 0.05 + min(0.1, hazard)
  }

  @inline(__always)
  static func isContacted(_ uniformDraw: Double, _ probability: Double) -> Bool {
    uniformDraw >= 0.15 && uniformDraw < 0.15 + min(0.3, probability)
  }

  @inline(__always)
  static func isCalling(_ uniformDraw: Double, _ hazard: Double) -> Bool {
    uniformDraw >= 0.45 && uniformDraw < 0.45 + min(0.1, hazard)
  }
}
