import Chunking
import Randomness

/// The cycle: tradition → search investment → innovation → diffusion investment → tradition.
extension FirmKernel {
  /// Moves a firm through its phase of the cycle.
  @inline(__always)
  func goThroughCycle(_ firm: Int, _ stream: inout RandomStream) -> Decision {
    var decision = Decision()
    let line = newestLine(firm)
    let exposure = exposure(firm, line: line)
    adaptAspiration(firm)
    firms.research[firm] = 0
    let phase = firms.phase[firm]
    firms.phaseAge[firm] &+= firms.phaseAge[firm] == .max ? 0 : 1
    if phase == Phase.tradition.rawValue {
      startSearch(firm, line: line, exposure: exposure, &stream)
    } else if phase == Phase.search.rawValue {
      search(firm, line: line, exposure: exposure, &decision, &stream)
    } else if phase == Phase.innovation.rawValue {
      tryLine(firm, &stream)
    }
    if firms.phase[firm] == Phase.diffusion.rawValue {
      decision.shift = min(
        parameters.diffusion.pace, 1 - Double(firms.displacement[firm]))
    }
    learn(firm, research: decision.research)
    return decision
  }

  @inline(__always)
  private func enter(_ phase: Phase, _ firm: Int) {
    firms.phase[firm] = phase.rawValue
    firms.phaseAge[firm] = 0
  }

  /// a ← (1 − v) a + v (own share · margin + rest · the sector's margin).
  @inline(__always)
  private func adaptAspiration(_ firm: Int) {
    let search = parameters.search
    let compared =
      search.ownShare * Double(firms.margin[firm])
      + (1 - search.ownShare) * tables.margin[Int(firms.sector[firm])]
    firms.aspiration[firm] = Float(
      Double(firms.aspiration[firm])
        + search.aspirationSpeed * (compared - Double(firms.aspiration[firm])))
  }

  /// R&D of a quarter of search, million.
  @inline(__always)
  private func researchBudget(_ firm: Int) -> Double {
    parameters.research.shareOfSales * tables.researchIntensity[Int(firms.region[firm])]
      * Double(firms.expectedOutput[firm]) * Double(firms.price[firm])
  }

  /// Hazard of starting a search: base · risk · (1 + gap + exposure + reach), less without funds.
  @inline(__always)
  private func startSearch(
    _ firm: Int, line: Int, exposure: Double, _ stream: inout RandomStream
  ) {
    guard mechanisms.firmResearch else { return }
    let search = parameters.search
    let gap = Double(firms.aspiration[firm]) - Double(firms.margin[firm])
    var hazard =
      search.baseHazard * Double(firms.risk[firm])
      * (1 + search.gapWeight * clamp(gap / search.gapScale, 0, 1)
        + search.exposureWeight * exposure
        + search.reachWeight * tables.reachNewer[cell(of: firm) * tables.stride + line])
    let budget = researchBudget(firm) * (1 - tables.grantRate[cell(of: firm)])
    let credit =
      parameters.investment.debtLimit * firms.capital[firm] * investmentPrice
      - firms.debt[firm]
    if firms.cash[firm] + max(0, credit) < 4 * budget { hazard *= search.unfundedFactor }
    if stream.uniform() < hazard {
      let research = parameters.research
      firms.purse[firm] = Float(
        research.purseQuarters * researchBudget(firm)
          * stream.gamma(shape: research.purseShape, scale: 1 / research.purseShape))
      enter(.search, firm)
    }
  }

  /// Spends on R&D; innovates, imitates, finds a side product, or gives up.
  private func search(
    _ firm: Int, line: Int, exposure: Double, _ decision: inout Decision,
    _ stream: inout RandomStream
  ) {
    let research = parameters.research
    let budget = Double(Float(researchBudget(firm)))
    let wage = tables.wage[Int(firms.region[firm])]
    let place = cell(of: firm) * tables.stride + line
    decision.research = budget
    firms.research[firm] = Float(budget)
    firms.purse[firm] -= Float(budget * (1 - tables.grantRate[cell(of: firm)]))

    let effort =
      power(max(budget / wage, 1e-6), research.sizeExponent)
      * (1 + research.exposureGain * exposure) * absorptiveCapacity(firm)
    let target = Int(tables.target[place])
    if target > line,
      stream.uniform()
        < 1
        - exponential(
          -research.innovationRate * effort * tables.targetFactor[place]
            * tables.innovationFactor[cell(of: firm)])
    {
      launch(target, firm, FirmEvent.innovated)
      return
    }
    if exposure > 0,
      stream.uniform() < 1
        - exponential(
          -research.imitationRate * effort * exposure * tables.imitationFactor[cell(of: firm)])
    {
      launch(
        imitatedLine(firm, line: line, exposure: exposure, &stream), firm, FirmEvent.imitated)
      return
    }
    if stream.uniform() < 1 - exponential(-research.sideProductRate * effort) {
      let gain = research.sideProductMinimum + research.sideProductWidth * stream.beta(3, 3)
      if gain > 0 { firms.efficiency[firm] += Float(gain) }
    }
    if firms.purse[firm] <= 0 {
      let failure = Float(parameters.search.failureAdjustment)
      firms.aspiration[firm] += failure * (firms.margin[firm] - firms.aspiration[firm])
      enter(.tradition, firm)
    }
  }

  @inline(__always)
  private func launch(_ line: Int, _ firm: Int, _ event: UInt8) {
    firms.innovationLine[firm] = UInt16(line)
    firms.displacement[firm] = Float(parameters.diffusion.initialShare)
    firms.purse[firm] = 0
    firms.events[firm] |= event
    enter(.innovation, firm)
  }

  /// After the trial the line spreads if it pays back, else it may be dropped.
  private func tryLine(_ firm: Int, _ stream: inout RandomStream) {
    let diffusion = parameters.diffusion
    guard Double(firms.phaseAge[firm]) >= diffusion.trialQuarters else { return }
    if paysBack(firm) {
      enter(.diffusion, firm)
    } else if stream.uniform() < diffusion.dropHazard {
      firms.innovationLine[firm] = firms.traditionLine[firm]
      firms.displacement[firm] = 0
      enter(.tradition, firm)
    }
  }

  /// ξ K p_I / (Y · [w (1/A_old − 1/A_new) + ½ weight · p · ln(Q_new/Q_old)]) ≤ pay-back time.
  private func paysBack(_ firm: Int) -> Bool {
    let old = lineProductivity[linePlace(firm, firms.traditionLine[firm])]
    let new = lineProductivity[linePlace(firm, firms.innovationLine[firm])]
    let qualityGain = logarithm(
      lineQuality[linePlace(firm, firms.innovationLine[firm])]
        / lineQuality[linePlace(firm, firms.traditionLine[firm])])
    let level =
      tables.productivity[cell(of: firm)] * exponential(Double(firms.efficiency[firm]))
    let wage = tables.wage[Int(firms.region[firm])]
    let gain =
      firms.output[firm]
      * (wage / level * (1 / old - 1 / new)
        + parameters.pricing.marketWeight * parameters.diffusion.qualityBenefit
        * Double(firms.price[firm]) * qualityGain)
    let cost = parameters.diffusion.specificCapital * firms.capital[firm] * investmentPrice
    return gain > 0 && cost <= parameters.diffusion.paybackQuarters * gain
  }

  @inline(__always)
  func linePlace(_ firm: Int, _ line: UInt16) -> Int {
    Int(firms.sector[firm]) * generationStride + Int(line)
  }

  /// k ← (1 − δ) k + gain · R&D/(wage bill): intensity, not money, so free of size and currency.
  @inline(__always)
  private func learn(_ firm: Int, research: Double) {
    let knowledge = parameters.knowledge
    var stock = (1 - knowledge.depreciation) * Double(firms.knowledge[firm])
    if research > 0 {
      // Where a region's firms book less R&D than the model's norm, the rest of their effort is
      // paid as ordinary wages: it teaches as much.
      let region = Int(firms.region[firm])
      let effort = research / min(1, tables.researchIntensity[region])
      stock += knowledge.researchGain * effort / (tables.wage[region] * firms.employees[firm])
    }
    // After the depreciation: what was learnt this quarter is not yet forgotten.
    if firms.events[firm] & FirmEvent.innovated != 0 { stock += knowledge.innovationGain }
    firms.knowledge[firm] = Float(stock)
  }
}
