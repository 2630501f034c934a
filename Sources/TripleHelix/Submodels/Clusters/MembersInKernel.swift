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

  /// Lets a firm outside clusters return to general trust, and marks it where it might look at a
  /// cluster, be contacted by a broker or call for a cluster.
  ///
  /// The three words are drawn together, so that no hazard shifts another's draw.
  @inline(__always)
  func lookOut(_ firm: Int, _ stream: inout RandomStream) {
    let rates = parameters.clusters
    if mechanisms.trustDynamics {
      let level = Float(
        SocialCapital.generalTrust(
          firms.socialCapital[firm], level: rates.trustLevel,
          kinTrust: mechanisms.spinOffHeredity
            && firms.origin[firm] == Origin.spinOff.rawValue ? parameters.entry.kinTrust : 0))
      firms.trust[firm] += Float(rates.trustDecay) * (level - firms.trust[firm])
    }
    let cell = cell(of: firm)
    let draws = Lookout(keys: keys, id: firms.id[firm], tick: tick, &stream)
    if draws.look < tables.lookHazard[cell] || draws.contact < tables.contactProbability[cell]
      || draws.call < tables.callBound[cell]
    {
      firms.events[firm] |= FirmEvent.looksAround
    }
  }
}

/// The draws of a quarter of a firm outside clusters.
struct Lookout {
  let look: Double
  let contact: Double
  let call: Double

  @inline(__always)
  init(keys: StreamKeys, id: UInt64, tick: Int32, _ stream: inout RandomStream) {
    stream.reset(key: keys[.clusterLook], entity: id, tick: UInt32(bitPattern: tick))
    look = stream.uniform()
    contact = stream.uniform()
    call = stream.uniform()
  }
}
