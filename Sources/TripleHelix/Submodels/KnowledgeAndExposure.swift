import Chunking
import Randomness

/// Knowledge, efficiency and exposure: what a firm knows and which newer lines it sees.
extension FirmKernel {
  /// ε ← ρ ε + σ n; reverting, since with a unit root one firm would take the market.
  @inline(__always)
  func drawEfficiency(_ firm: Int, _ stream: inout RandomStream) {
    let knowledge = parameters.knowledge
    firms.efficiency[firm] = Float(
      knowledge.efficiencyPersistence * Double(firms.efficiency[firm])
        + stream.gaussian(standardDeviation: knowledge.efficiencyShock))
  }

  /// AC = [floor + (1 − floor) · k/(k + half)] · a_r, after Cohen and Levinthal (1990); a_r is the
  /// factor of the region's graduates and guests from universities.
  @inline(__always)
  func absorptiveCapacity(_ firm: Int) -> Double {
    let stock = Double(firms.knowledge[firm])
    let knowledge = parameters.knowledge
    return tables.absorption[Int(firms.region[firm])]
      * (knowledge.absorptiveFloor + (1 - knowledge.absorptiveFloor) * stock
        / (stock + knowledge.absorptiveHalfSaturation))
  }

  /// The newest line that a firm runs.
  @inline(__always)
  func newestLine(_ firm: Int) -> Int {
    Int(max(firms.traditionLine[firm], firms.innovationLine[firm]))
  }

  /// Share of partners on a line newer than `line`, in [0, 1]; links to dead firms do not count.
  @inline(__always)
  func newerPartnerShare(_ firm: Int, than line: Int) -> Double {
    let slots = firms.partners[firm]
    let tags = firms.partnerTags[firm]
    var newer = 0
    for lane in 0..<3 where slots[lane] >= 0 {
      let publicProfile = PublicProfile(bits: firms.publicProfile[Int(slots[lane])])
      if publicProfile.tag == tags[lane], publicProfile.line > line { newer += 1 }
    }
    return Double(newer) / 3
  }

  /// Whether the firm's supplier, if it lives, runs a line newer than its sector's tradition.
  ///
  /// A supplier that has closed is let go, so that another is sought.
  func suppliersLead(_ firm: Int) -> Bool {
    let slot = Int(firms.partners[firm][3])
    guard mechanisms.supplierLinks, slot >= 0 else { return false }
    let publicProfile = PublicProfile(bits: firms.publicProfile[slot])
    guard publicProfile.tag == firms.partnerTags[firm][3] else {
      firms.partners[firm][3] = -1
      firms.events[firm] |= FirmEvent.seeksSupplier
      return false
    }
    return publicProfile.line > tables.tradition[Int(firms.sector[slot])]
  }

  /// X = weight · (partners on newer lines) + (1 − weight) · (what is seen in space).
  ///
  /// A member of a cluster with access o < 1 to the outside sees o X + (1 − o) times the fellow
  /// members on lines newer than tradition, while it is on none itself.
  @inline(__always)
  func exposure(_ firm: Int, line: Int) -> Double {
    guard mechanisms.spillovers else { return 0 }
    let weight = parameters.knowledge.partnerWeight
    let seen =
      weight * newerPartnerShare(firm, than: line)
      + (1 - weight) * tables.sight[cell(of: firm) * tables.stride + line]
    let member = Int(firms.cluster[firm])
    guard member >= 0, memberBenefits[member].access < 1, seen > 0 else { return seen }
    let access = Double(memberBenefits[member].access)
    let isBehind = line <= tables.tradition[Int(firms.sector[firm])]
    return access * seen
      + (isBehind ? min(seen, (1 - access) * Double(memberBenefits[member].inside)) : 0)
  }

  /// The same with what fellow members show; in [0, 1].
  @inline(__always)
  func exposureInCluster(_ firm: Int, line: Int) -> Double {
    let exposure = exposure(firm, line: line)
    let member = Int(firms.cluster[firm])
    return member >= 0 ? min(1, exposure * Double(memberBenefits[member].exposure)) : exposure
  }

  /// Draws the generation that a firm imitates, in proportion to what it sees.
  ///
  /// - Precondition: `exposure` is positive.
  func imitatedLine(
    _ firm: Int, line: Int, exposure: Double, _ stream: inout RandomStream
  ) -> Int {
    let weight = parameters.knowledge.partnerWeight
    var remaining = stream.uniform() * exposure
    let slots = firms.partners[firm]
    let tags = firms.partnerTags[firm]
    for lane in 0..<3 where slots[lane] >= 0 {
      let publicProfile = PublicProfile(bits: firms.publicProfile[Int(slots[lane])])
      guard publicProfile.tag == tags[lane], publicProfile.line > line else { continue }
      remaining -= weight / 3
      if remaining < 0 { return publicProfile.line }
    }
    // What is left is spread over the generations in sight, by the firms on them.
    let row = cell(of: firm) * tables.stride
    var newer = 0.0
    for generation in line + 1..<tables.stride { newer += tables.seen[row + generation] }
    let scale = (1 - weight) * tables.sight[row + line]
    guard newer > 0, scale > 0 else { return line + 1 }
    remaining = remaining / scale * newer
    var last = line + 1
    for generation in line + 1..<tables.stride where tables.seen[row + generation] > 0 {
      last = generation
      remaining -= tables.seen[row + generation]
      if remaining < 0 { break }
    }
    return last
  }
}
