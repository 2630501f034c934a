import Chunking
import Randomness

/// Who calls for a cluster: a firm, or the university or government of a region.
struct ClusterCaller {
  let cell: Int
  /// Orders the calls within a cell.
  let lotteryDraw: UInt32
  /// Identity of the firm, or of the region whose university or government calls.
  let id: UInt64
  /// Slot of the firm, if one calls.
  var firm: Int?
  /// What calls, if no firm does.
  var institution: ClusterInitiator?
  var isContacted = false
  /// A firm's word of the quarter, for the hazard that every firm has.
  var band = 0.0
  var ownHazard = 0.0
  /// A draw of its own, for what the largest firm, contacted ones and institutions have.
  let draw: Double
  let specialHazard: Double
  /// What of that a firm has as the largest of its cell.
  var leaderHazard = 0.0

  func callsByItself(factor: Double) -> Bool { ClusterContact.isCalling(band, ownHazard * factor) }

  func calls(factor: Double) -> Bool {
    callsByItself(factor: factor) || draw < specialHazard * factor
  }

  /// Whether no cluster has taken the caller in since it was drawn.
  func isFree(_ firms: FirmColumns) -> Bool { firm.map { firms.cluster[$0] < 0 } ?? true }
}

/// Calls of those that will be no members.
extension Simulation {
  /// Universities that call this quarter, one draw a university and sector with firms:
  ///
  /// h · (½ + θ)(½ + office) · mastery · 2q/(1 + q), q the staff of the sector's field over the mean
  /// university's, mastery exp(−gap) by the gap to what others command of the field; times the factor
  /// of the cell. A university that is applied, has an office for transfer, is large and leads in a
  /// field brings together who could use that. Nothing is drawn at h = 0.
  ///
  /// - Parameter factors: Preconditions, clusters that are there, policy; one entry a cell.
  func callsOfUniversities(_ factors: [Double]) -> [ClusterCaller] {
    let rate = parameters.clusters.universityCall
    guard rate > 0 else { return [] }
    let count = Double(layout.regionCount)
    let meanStaff = layout.fields.indices.map { field in
      (0..<layout.regionCount).reduce(0.0) {
        $0 + universities.staff[universities.place($1, field)]
      } / count
    }
    return institutionalCalls(.university, .universityCall, factors) { r, s in
      let field = sectors.field[s]
      let place = universities.place(r, field)
      let size = universities.staff[place] / max(meanStaff[field], 1e-9)
      let gap = universities.nationalFrontier[field] - universities.frontier[place]
      return rate * (0.5 + universities.orientation[r]) * (0.5 + office(r))
        * exponential(-max(0, gap)) * 2 * size / (1 + size)
    }
  }

  /// Regional governments that call this quarter, one draw a government and sector with firms: with
  /// hazard h · P₁P₂ times the factor of the cell, which has them once more: what statistics show,
  /// mass and advantage, weighs twice with a government. Nothing is drawn at h = 0.
  func callsOfGovernments(_ factors: [Double]) -> [ClusterCaller] {
    let rate = parameters.clusters.governmentCall
    guard rate > 0 else { return [] }
    return institutionalCalls(.government, .governmentCall, factors) { r, s in
      let conditions = foundingConditions(r * layout.sectorCount + s)
      return rate * conditions.criticalMass * conditions.regionalAdvantage
    }
  }

  private func institutionalCalls(
    _ institution: ClusterInitiator, _ process: Process, _ factors: [Double],
    hazard: (_ region: Int, _ sector: Int) -> Double
  ) -> [ClusterCaller] {
    var stream = RandomStream()
    var callers: [ClusterCaller] = []
    for cell in 0..<layout.cellCount where standing.firms[cell] > 0 {
      let (r, s) = (cell / layout.sectorCount, cell % layout.sectorCount)
      stream.reset(
        key: keys[process], entity: EntityID.combined(regions.key[r], sectors.key[s]),
        tick: UInt32(tick))
      let caller = ClusterCaller(
        cell: cell, lotteryDraw: stream.word(), id: regions.key[r], institution: institution,
        draw: stream.uniform(), specialHazard: hazard(r, s))
      if caller.calls(factor: factors[cell]) { callers.append(caller) }
    }
    return callers
  }
}
