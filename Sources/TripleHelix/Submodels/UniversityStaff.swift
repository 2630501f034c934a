import Chunking

/// Universities from within: orientation, staff, fields, frontier, graduates.
extension Simulation {
  /// Sets fields, orientation, weights of discovery and graduates of tick 0, so that everything that
  /// follows is relative to it.
  func settleUniversities() {
    let rates = parameters.universities
    let discovery = parameters.discovery
    let fields = layout.fields.count
    // Fields by the employment of the sectors that draw on them.
    var national = Array(repeating: 0.0, count: fields)
    var regional = Array(repeating: 0.0, count: layout.regionCount * fields)
    for r in 0..<layout.regionCount {
      for s in 0..<layout.sectorCount {
        let people = sum(.employees, region: r, sector: s)
        national[sectors.field[s]] += people
        regional[universities.place(r, sectors.field[s])] += people
      }
    }
    let all = max(national.reduce(0, +), .leastNormalMagnitude)
    for r in 0..<layout.regionCount {
      let people = (0..<fields).reduce(0.0) { $0 + regional[universities.place(r, $1)] }
      for f in 0..<fields {
        let place = universities.place(r, f)
        let countryShare = national[f] / all
        let ownShare = people > 0 ? regional[place] / people : countryShare
        universities.staff[place] =
          regions.researchStaff[r]
          * (countryShare + rates.specialisation * (ownShare - countryShare))
      }
    }
    universities.initialStaff = universities.staff
    for f in 0..<fields {
      var weights = Array(repeating: 0.0, count: layout.regionCount)
      for r in 0..<layout.regionCount where regions.researchStaff[r] > 0 {
        weights[r] =
          power(universities.staff[universities.place(r, f)], discovery.staffExponent)
          * power(
            regions.initialFunding[r] > 0
              ? max(regions.initialFunding[r] / regions.researchStaff[r], 1e-9) : 1,
            discovery.fundingExponent)
      }
      // Who has no money discovers nothing yet, and takes nothing from those who have.
      let funded = layout.regions.indices.reduce(0.0) {
        $0 + (regions.initialFunding[$1] > 0 ? weights[$1] : 0)
      }
      let total = funded > 0 ? funded : weights.reduce(0, +)
      for r in 0..<layout.regionCount {
        universities.discoveryWeight[universities.place(r, f)] =
          total > 0 ? weights[r] / total : 0
      }
    }
    for r in 0..<layout.regionCount {
      let state = regions.universityFundingShare[r] * nation.gdp
      universities.stateFunding[r] = state
      universities.contractFunding[r] = max(0, regions.universityFunding[r] - state)
      universities.orientation[r] = orientationTarget(r)
      universities.initialOrientation[r] = universities.orientation[r]
      for (flow, amount) in [
        (UniversityFlows.Flow.state, state), (.contracts, universities.contractFunding[r]),
      ] {
        for part in 0..<timeStep.ticksPerYear {
          universities.year.add(flow, region: r, tick: part, amount)
        }
      }
    }
    settleGraduates()
  }

  /// The tertiary share of tick 0 is the one at which as many graduates come as retire.
  private func settleGraduates() {
    let rates = parameters.universities
    let staff = regions.researchStaff.reduce(0, +)
    let force = regions.labourBase.reduce(0, +)
    universities.graduationRate =
      staff > 0 ? rates.tertiaryShare * force / (rates.career * staff) : 0
    let inflow = graduates()
    for r in 0..<layout.regionCount {
      universities.tertiary[r] =
        staff > 0 ? rates.career * inflow[r] : rates.tertiaryShare * regions.labourBase[r]
      universities.initialTertiaryShare[r] = tertiaryShare(r)
      for part in 0..<timeStep.ticksPerYear {
        universities.year.add(
          .graduates, region: r, tick: part,
          universities.graduationRate * regions.researchStaff[r])
      }
    }
  }

  /// Graduates of a quarter by the region where they start to work: part stays with the university,
  /// the rest goes where the labour force is. What universities send out all arrives.
  func graduates() -> [Double] {
    let stays = parameters.universities.graduateStays
    let made = regions.researchStaff.map { universities.graduationRate * $0 }
    let pool = (1 - stays) * made.reduce(0, +)
    let force = max(regions.labourBase.reduce(0, +), .leastNormalMagnitude)
    return (0..<layout.regionCount).map { r in
      stays * made[r] + pool * regions.labourBase[r] / force
    }
  }

  /// Share of the labour force with tertiary education, at most 1.
  func tertiaryShare(_ r: Int) -> Double {
    min(1, universities.tertiary[r] / max(regions.labourBase[r], .leastNormalMagnitude))
  }

  /// Orientation at which drift and pull balance: θ* = i/(i + b·s), with the shares i of industry
  /// and s of the state in the budget, and the basic share b of public funding.
  func orientationTarget(_ r: Int) -> Double {
    let (industry, basic) = orientationForces(r)
    return industry + basic > 0 ? industry / (industry + basic) : 0
  }

  private func orientationForces(_ r: Int) -> (industry: Double, basic: Double) {
    let industry = universities.contractFunding[r] + universities.ownFunding[r]
    let state = universities.stateFunding[r]
    let budget = industry + state
    guard budget > 0 else { return (0, 0) }
    let share = clamp(
      parameters.universities.basicShare + universityLevers[r].basicShare, 0, 1)
    return (industry / budget, share * state / budget)
  }

  /// Moves orientation, staff, fields, frontiers and graduates by a quarter.
  func adjustUniversities() {
    let rates = parameters.universities
    moveResearchers()
    for r in 0..<layout.regionCount {
      followFunding(r)
      // Triulzi and Pyka (2011): industry's money pulls towards applied work, public money for basic
      // research back: θ ← θ + v [i (1 − θ) − b s θ].
      let (industry, basic) = orientationForces(r)
      let orientation = universities.orientation[r]
      universities.orientation[r] = clamp(
        orientation
          + rates.orientationSpeed * (industry * (1 - orientation) - basic * orientation), 0, 1)
      followIndustry(r)
      for f in layout.fields.indices {
        let place = universities.place(r, f)
        universities.frontier[place] +=
          rates.frontierSpeed * (universities.nationalFrontier[f] - universities.frontier[place])
      }
    }
    educate()
  }

  /// Graduates start to work, others retire: T ← T + graduates − T/career.
  private func educate() {
    guard universities.graduationRate > 0 else { return }
    let inflow = graduates()
    for r in 0..<layout.regionCount {
      universities.tertiary[r] +=
        inflow[r] - universities.tertiary[r] / parameters.universities.career
      universities.year.add(
        .graduates, region: r, tick: tick, universities.graduationRate * regions.researchStaff[r])
    }
  }

  /// Research staff follows real funding, slowly.
  ///
  /// Beyond a hundred times the funding of tick 0 there is nobody left to hire, as `relativeFunding` has
  /// it for discoveries: a budget without bound or a collapse of wages hires no more.
  private func followFunding(_ r: Int) {
    guard regions.initialStaff[r] > 0, regions.initialFunding[r] > 0 else { return }
    let target = clamp(
      regions.initialStaff[r] * regions.universityFunding[r]
        / (regions.wage[r] * regions.initialFunding[r]), 0, 100 * regions.initialStaff[r])
    let staff = regions.researchStaff[r]
    let changed = staff + timeStep.share(0.02) * (target - staff)
    for f in layout.fields.indices where staff > 0 {
      universities.staff[universities.place(r, f)] *= changed / staff
    }
    regions.researchStaff[r] = changed
  }

  /// Posts move between fields towards the R&D of the region's firms, the faster the more applied
  /// the university is.
  private func followIndustry(_ r: Int) {
    let fields = layout.fields.count
    var research = Array(repeating: 0.0, count: fields)
    for s in 0..<layout.sectorCount {
      research[sectors.field[s]] += cellResearch[r * layout.sectorCount + s]
    }
    let total = research.reduce(0, +)
    guard total > 0 else { return }
    let speed = parameters.universities.fieldDrift * universities.orientation[r]
    for f in 0..<fields {
      let place = universities.place(r, f)
      universities.staff[place] +=
        speed * (regions.researchStaff[r] * research[f] / total - universities.staff[place])
    }
  }

  /// Researchers move by gravity to where funding per researcher has grown most since tick 0; they
  /// stay in their fields, and none is made or lost.
  func moveResearchers() {
    let count = layout.regionCount
    let total = regions.researchStaff.reduce(0, +)
    guard count > 1, total > 0, parameters.universities.mobility > 0 else { return }
    let gain = (0..<count).map { r -> Double? in
      let staff = regions.researchStaff[r]
      guard staff > 0, regions.initialStaff[r] > 0, regions.initialFunding[r] > 0,
        regions.universityFunding[r] > 0
      else { return nil }
      return logarithm(
        regions.universityFunding[r] / (regions.wage[r] * staff) * regions.initialStaff[r]
          / regions.initialFunding[r])
    }
    let limit = timeStep.share(0.1)
    let before = universities.staff
    let staffBefore = regions.researchStaff
    for a in 0..<count {
      guard let here = gain[a] else { continue }
      for b in 0..<count where b != a {
        guard let there = gain[b], there > here else { continue }
        let share = min(
          limit,
          parameters.universities.mobility * staffBefore[b] / total
            * geography.migrationWeight[a * count + b] * (there - here))
        for f in layout.fields.indices {
          let movers = share * before[universities.place(a, f)]
          universities.staff[universities.place(a, f)] -= movers
          universities.staff[universities.place(b, f)] += movers
        }
      }
    }
    for r in 0..<count {
      regions.researchStaff[r] = layout.fields.indices.reduce(0.0) {
        $0 + universities.staff[universities.place(r, $1)]
      }
    }
  }

  /// Moves researchers from one university to others in equal parts; they stay in their fields.
  func moveStaff(_ persons: Double, from donor: Int, to places: [Int]) {
    guard regions.researchStaff[donor] > 0, !places.isEmpty else { return }
    let share = persons / regions.researchStaff[donor]
    for f in layout.fields.indices {
      let movers = share * universities.staff[universities.place(donor, f)]
      universities.staff[universities.place(donor, f)] -= movers
      for r in places {
        universities.staff[universities.place(r, f)] += movers / Double(places.count)
      }
    }
    regions.researchStaff[donor] -= persons
    for r in places { regions.researchStaff[r] += persons / Double(places.count) }
  }

  /// Takes researchers out of a university, of all of its fields alike.
  func releaseStaff(_ persons: Double, from r: Int) {
    let staff = regions.researchStaff[r]
    guard staff > 0 else { return }
    let kept = max(0, 1 - persons / staff)
    for f in layout.fields.indices { universities.staff[universities.place(r, f)] *= kept }
    regions.researchStaff[r] *= kept
  }

  /// Graduates go where other people go.
  func moveGraduates(from a: Int, to b: Int, share: Double) {
    let people = share * universities.tertiary[a]
    universities.tertiary[a] -= people
    universities.tertiary[b] += people
  }
}
