import Chunking
import Randomness

/// Links between firms and universities: contracts, licences, laboratories, guests.
extension FirmKernel {
  /// Firms that do research look for a university; a link ends now and then.
  ///
  /// Hazard: rate · (f₁ + f₆ + f₈)/3 · P/(1 + P), where P sums the universities' pull over regions;
  /// the university is drawn in proportion to its pull.
  func seekUniversity(_ firm: Int, _ stream: inout RandomStream) {
    let isLinked = firms.university[firm] != .max
    guard isLinked || firms.phase[firm] == .search else { return }
    let rates = parameters.universities
    stream.reset(key: keys[.university], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
    let uniformDraw = stream.uniform()
    if isLinked {
      if uniformDraw < rates.linkEnd || tables.contractRate[Int(firms.university[firm])] == 0 {
        firms.university[firm] = .max
      }
      return
    }
    let count = tables.regionCount
    let row = Int(firms.region[firm]) * count
    let pull = tables.universityPull[row + count - 1]
    let factors = firms.socialCapital[firm]
    let openness =
      (SocialCapital.factor(factors, 0) + SocialCapital.factor(factors, 5)
        + SocialCapital.factor(factors, 7)) / 3
    guard uniformDraw < rates.linkHazard * openness * pull / (1 + pull) else { return }
    let target = stream.uniform() * pull
    var region = 0
    while region < count - 1, tables.universityPull[row + region] <= target { region += 1 }
    firms.university[firm] = UInt16(region)
  }

  /// What a linked firm can do more in its research: its effort, the line that it aims at and how
  /// far that has reached it; whether it does so under a licence.
  struct UniversityHelp {
    var effort = 1.0
    var target: Int
    var factor: Double
    var isLicensed = false
  }

  /// The link's help in a quarter of search. Only linked firms draw.
  @inline(__always)
  func help(
    _ firm: Int, line: Int, target: Int, factor: Double, _ stream: inout RandomStream
  ) -> UniversityHelp {
    var help = UniversityHelp(target: target, factor: factor)
    let link = firms.university[firm]
    guard link != .max else { return help }
    let cell = Int(link) * tables.sectorCount + Int(firms.sector[firm])
    help.effort += tables.linkGain[cell]
    // The university knows what is in reach where it stands.
    let place = cell * tables.stride + line
    if Int(tables.target[place]) >= help.target, tables.targetFactor[place] > help.factor {
      help.target = Int(tables.target[place])
      help.factor = tables.targetFactor[place]
    }
    if help.target > line, stream.uniform() < tables.licenceHazard[cell] {
      help.isLicensed = true
      help.factor *= parameters.universities.licenceGain
    }
    return help
  }

  /// Royalty for a line launched under a licence, million.
  func royalty(_ firm: Int) -> Double {
    tables.royalty[Int(firms.university[firm])]
      * Double(ticksPerYear) * Double(firms.expectedOutput[firm]) * Double(firms.price[firm])
  }
}

extension Simulation {
  /// Fills what firms find at universities this quarter, all of it 1 or neutral at tick 0.
  func fillUniversities() {
    let rates = parameters.universities
    let count = layout.regionCount
    let meanStaff = max(regions.researchStaff.reduce(0, +) / Double(count), 1e-9)
    for r in 0..<count {
      let orientation = universities.orientation[r] - universities.initialOrientation[r]
      let hasUniversity = regions.researchStaff[r] > 0
      tables.contractRate[r] =
        hasUniversity
        ? clamp(
          parameters.accounts.contractShare * (1 + rates.contractGain * orientation), 0, 0.9) : 0
      tables.royalty[r] = universityLevers[r].licencePrice ?? rates.royalty
      tables.absorption[r] = absorption(r)
      for s in 0..<layout.sectorCount {
        let cell = r * layout.sectorCount + s
        let field = sectors.field[s]
        let gap =
          universities.nationalFrontier[field]
          - universities.frontier[universities.place(r, field)]
        let mastery = exponential(-max(0, gap))
        tables.linkGain[cell] = rates.linkGain * mastery
        tables.licenceHazard[cell] = clamp(rates.licenceHazard * office(r) * mastery, 0, 1)
      }
      var sum = 0.0
      for other in 0..<count {
        if regions.researchStaff[other] > 0 {
          sum +=
            geography.proximity[r * count + other] * (regions.researchStaff[other] / meanStaff)
            * (0.5 + universities.orientation[other])
        }
        tables.universityPull[r * count + other] = sum
      }
    }
  }

  /// Effectiveness of the technology-transfer office of a region, [0, 1].
  func office(_ r: Int) -> Double {
    clamp(
      parameters.universities.officeEffectiveness + universityLevers[r].licensingOffice, 0, 1)
  }

  /// Factor on the absorptive capacity of a region's firms: graduates and guests from the
  /// university, relative to tick 0.
  private func absorption(_ r: Int) -> Double {
    let rates = parameters.universities
    let share = tertiaryShare(r) / max(universities.initialTertiaryShare[r], 1e-9)
    let staff = regions.researchStaff[r]
    let guests = universityLevers[r].leaveShare * staff
    let presence = guests > 0 ? guests / (guests + regions.firmResearchers[r]) : 0
    return clamp(
      (1 + rates.graduateEffect * (share - 1)) * (1 + rates.leaveEffect * presence), 0.5, 1.5)
  }

  /// Share of staff that is not on leave in firms, relative to what is usual.
  func presence(_ r: Int) -> Double {
    let usual = parameters.universities.leaveShare
    let leave = clamp(usual + universityLevers[r].leaveShare, 0, 0.9)
    return (1 - leave) / (1 - usual)
  }

  /// Factor on discoveries: falls with orientation and with leave; 1 at tick 0.
  func discoveryFactor(_ r: Int) -> Double {
    let loss = parameters.universities.basicLoss
    let now = 1 - loss * universities.orientation[r]
    let start = 1 - loss * universities.initialOrientation[r]
    return now / max(start, 1e-9) * presence(r)
  }

  /// Factor on university spin-offs: rises with orientation, the office, leave and equity.
  func spinOffFactor(_ r: Int) -> Double {
    let rates = parameters.universities
    let usual = rates.leaveShare
    return (0.5 + universities.orientation[r]) / (0.5 + universities.initialOrientation[r])
      * (0.5 + office(r)) / (0.5 + rates.officeEffectiveness)
      * (1 + universityLevers[r].spinOffEquity)
      * (0.1 + usual + universityLevers[r].leaveShare) / (0.1 + usual)
  }
}
