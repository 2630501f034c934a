import Chunking
import Randomness

/// The cycle: tradition → search investment → innovation → diffusion investment → tradition.
extension FirmKernel {
  /// Moves a firm through its phase of the cycle.
  ///
  /// - Parameter resolve: A uniform number in [0, 1) of this firm and quarter, for whether it starts
  ///   to search or drops a line.
  @inline(__always)
  func goThroughCycle(
    _ firm: Int, resolve: Double, _ stream: inout RandomStream
  ) -> Decision {
    var decision = Decision()
    let line = newestLine(firm)
    adaptAspiration(firm)
    firms.research[firm] = 0
    let phase = firms.phase[firm]
    firms.phaseAge[firm] &+= firms.phaseAge[firm] == .max ? 0 : 1
    if phase == .tradition {
      startSearch(firm, line: line, resolve: resolve, &stream)
    } else if phase == .search {
      search(firm, line: line, exposure: exposureInCluster(firm, line: line), &decision, &stream)
    } else if phase == .innovation {
      tryLine(firm, resolve: resolve)
    }
    if firms.phase[firm] == .diffusion {
      decision.shift = min(
        parameters.diffusion.pace, 1 - Double(firms.displacement[firm]))
    }
    learn(firm, research: decision.research)
    return decision
  }

  @inline(__always)
  private func enter(_ phase: Phase, _ firm: Int) {
    firms.phase[firm] = phase
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
    let own =
      parameters.research.share(ofSalesAt: tables.researchIntensity[Int(firms.region[firm])])
      * Double(firms.expectedOutput[firm]) * Double(firms.price[firm])
    return tables.support.aidsResearch ? own * (1 + tables.support.research[firm].added) : own
  }

  /// Share of R&D that a firm expects policies to pay.
  @inline(__always)
  private func expectedSupport(_ firm: Int) -> Double {
    tables.support.aidsResearch ? tables.support.research[firm].expected : 0
  }

  /// Hazard of starting a search: base · risk · (1 + gap + exposure + reach), less without funds.
  @inline(__always)
  private func startSearch(
    _ firm: Int, line: Int, resolve: Double, _ stream: inout RandomStream
  ) {
    let search = parameters.search
    let base = search.baseHazard * Double(firms.risk[firm])
    let reach = search.reachWeight * tables.reachNewer[cell(of: firm) * tables.stride + line]
    // Most firms would not start whatever they saw; a little more than the most that the sum below
    // can come to, however it is rounded, spares them the look.
    let most = base * (1.0001 + search.gapWeight + search.exposureWeight + reach)
    guard mechanisms.firmResearch, resolve < most else { return }
    let gap = Double(firms.aspiration[firm]) - Double(firms.margin[firm])
    var hazard =
      base
      * (1 + search.gapWeight * clamp(gap / search.gapScale, 0, 1)
        + search.exposureWeight * exposureInCluster(firm, line: line) + reach)
    let budget = researchBudget(firm) * (1 - expectedSupport(firm))
    let credit =
      parameters.investment.debtLimit * firms.capital[firm] * investmentPrice
      - firms.debt[firm]
    if firms.cash[firm] + max(0, credit) < Double(ticksPerYear) * budget {
      hazard *= search.unfundedFactor
    }
    if resolve < hazard {
      let research = parameters.research
      firms.searchBudget[firm] = Float(
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
    firms.searchBudget[firm] -= Float(budget * (1 - expectedSupport(firm)))

    let help = help(
      firm, line: line, target: Int(tables.target[place]), factor: tables.targetFactor[place],
      &stream)
    var effort =
      power(max(budget / wage, 1e-6), research.sizeExponent)
      * (1 + research.exposureGain * exposure) * absorptiveCapacity(firm) * help.effort
      * (suppliersLead(firm) ? 1 + parameters.knowledge.supplierGain : 1)
    if tables.support.aidsResearch {
      // More than the firm's own budget would reach: within firms, unlike across sizes, success
      // rises with R&D: patents by about a half of it (Hausman, Hall and Griliches 1984, recalled).
      effort *= power(
        1 + max(0, tables.support.research[firm].added), research.additionExponent)
    }
    let member = Int(firms.cluster[firm])
    if member >= 0 { effort *= Double(memberBenefits[member].research) }
    let target = help.target
    // A discovery is news from outside to a cluster that is closed.
    let access = member >= 0 ? Double(memberBenefits[member].access) : 1
    if target > line,
      stream.uniform()
        < 1
        - exponential(
          -research.innovationRate * effort * help.factor * access
            * tables.innovationFactor[cell(of: firm)]
            * overlap(firm, line: target))
    {
      if help.isLicensed {
        decision.licence = Double(Float(royalty(firm)))
        decision.research += decision.licence
        firms.research[firm] = Float(decision.research)
      }
      launch(target, firm, FirmEvent.innovated, &stream)
      return
    }
    if exposure > 0 {
      // Whom it could imitate at all; how well it understands that line decides the rest.
      let uniformDraw = stream.uniform()
      let rate =
        research.imitationRate * effort * exposure * tables.imitationFactor[cell(of: firm)]
      let best = mechanisms.knowledgeSpace ? rate / parameters.position.meanOverlap : rate
      if uniformDraw < 1 - exponential(-best) {
        // Among what it sees itself; fellow members make it see more of the same.
        let imitated = imitatedLine(
          firm, line: line, exposure: self.exposure(firm, line: line), &stream)
        if !mechanisms.knowledgeSpace
          || uniformDraw < 1 - exponential(-rate * overlap(firm, line: imitated))
        {
          launch(imitated, firm, FirmEvent.imitated, &stream)
          return
        }
      }
    }
    if stream.uniform() < 1 - exponential(-research.sideProductRate * effort) {
      let gain = research.sideProductMinimum + research.sideProductWidth * stream.beta(3, 3)
      if gain > 0 { firms.efficiency[firm] += Float(gain) }
    }
    if firms.searchBudget[firm] <= 0 {
      let failure = Float(parameters.search.failureAdjustment)
      firms.aspiration[firm] += failure * (firms.margin[firm] - firms.aspiration[firm])
      enter(.tradition, firm)
    }
  }

  @inline(__always)
  private func launch(
    _ line: Int, _ firm: Int, _ event: UInt16, _ stream: inout RandomStream
  ) {
    approach(line, firm, &stream)
    firms.innovationLine[firm] = UInt16(line)
    firms.displacement[firm] = Float(parameters.diffusion.initialShare)
    firms.searchBudget[firm] = 0
    firms.events[firm] |= event
    enter(.innovation, firm)
  }

  /// After the trial the line spreads if it pays back, else it may be dropped.
  private func tryLine(_ firm: Int, resolve: Double) {
    let diffusion = parameters.diffusion
    guard Double(firms.phaseAge[firm]) >= diffusion.trialQuarters else { return }
    if paysBack(firm) {
      enter(.diffusion, firm)
    } else if resolve < diffusion.dropHazard {
      firms.innovationLine[firm] = firms.traditionLine[firm]
      firms.displacement[firm] = 0
      enter(.tradition, firm)
    }
  }

  /// ξ K p_I / (Y · [w (1/A_old − 1/A_new) + inputs (B_old − B_new) + ½ weight · p · ln(Q_new/Q_old)]) ≤ pay-back time.
  private func paysBack(_ firm: Int) -> Bool {
    let old = lineProductivity[linePlace(firm, firms.traditionLine[firm])]
    let new = lineProductivity[linePlace(firm, firms.innovationLine[firm])]
    let qualityGain = logarithm(
      lineQuality[linePlace(firm, firms.innovationLine[firm])]
        / lineQuality[linePlace(firm, firms.traditionLine[firm])])
    let resourcesSaved =
      lineResources[linePlace(firm, firms.traditionLine[firm])]
      - lineResources[linePlace(firm, firms.innovationLine[firm])]
    let cell = cell(of: firm)
    var level = tables.productivity[cell] * exponential(Double(firms.efficiency[firm]))
    if tables.support.movesCells { level *= tables.support.productivity[cell] }
    let wage = tables.labourCost[Int(firms.region[firm])]
    let gain =
      firms.output[firm]
      * (wage / level * (1 / old - 1 / new)
        + tables.inputCost[Int(firms.sector[firm])] * resourcesSaved
        + parameters.pricing.marketWeight * parameters.diffusion.qualityBenefit
        * Double(firms.price[firm]) * qualityGain)
    var cost = parameters.diffusion.specificCapital * firms.capital[firm] * investmentPrice
    if tables.support.movesCells { cost *= 1 - tables.support.investmentRelief[cell] }
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
