/// Labour: employment, the wage curve, participation, commuting and migration, region by region.
extension Simulation {
  /// Moves labour force, unemployment and wages after the quarter's employment is known.
  func adjustLabour() {
    let labour = parameters.labour
    if mechanisms.migration { migrate() }
    if mechanisms.commuting { commute() }
    var force = 0.0
    var employed = 0.0
    var paid = 0.0
    var normal = 0.0
    let employees = max(sum(.employees), 1e-9)
    let productivity =
      (nation.gdp / nation.consumerPrice / employees) / nation.initialProductivity
    for r in 0..<layout.regionCount {
      regions.population[r] *= 1 + labour.populationGrowth
      regions.labourBase[r] *= 1 + labour.populationGrowth
      regions.firmEmployees[r] = sum(.employees, region: r)
      let atWork = residentsAtWork(r)
      let reaction =
        1 + labour.participation * (regions.unemployment[r] - regions.initialUnemployment[r])
      regions.labourForce[r] = max(regions.labourBase[r] * reaction, atWork)
      let unemployment = 1 - atWork / max(regions.labourForce[r], 1e-9)
      regions.unemployment[r] = max(0, unemployment)
      force += regions.labourForce[r]
      employed += atWork

      // Wage target: what a worker's product buys, half of the country and half of the region, prices
      // in part, and the wage curve around the unemployment of tick 0. Product at base-year prices
      // would grow faster than there is money for: what has become cheap weighs in it as ever.
      let own =
        (regions.valueAdded[r] / nation.consumerPrice / max(regions.firmEmployees[r], 1e-9))
        / regions.initialProductivity[r]
      let index =
        (1 - labour.regionalShare) * productivity + labour.regionalShare * max(own, 0.01)
      let slack =
        max(regions.unemployment[r], 0.005) / max(regions.initialUnemployment[r], 0.005)
      let norm = regions.initialWage[r] * index
      let target =
        nation.wageNorm * norm * power(nation.consumerPrice, labour.indexation)
        * power(slack, labour.wageCurve)
      let rising = regions.wage[r] * exponential(nation.wageTrend)
      // Value added can fall under zero, wages cannot.
      regions.wage[r] = clamp(
        rising + labour.wageSpeed * (target - rising),
        Bounds.price.lowerBound * regions.initialWage[r],
        Bounds.price.upperBound * regions.initialWage[r])
      paid += regions.wage[r] / nation.consumerPrice * regions.firmEmployees[r]
      normal += norm * regions.firmEmployees[r]
    }
    if mechanisms.wageNorms {
      adaptWageNorms(
        share: normal > 0 ? paid / normal : 1, product: nation.gdp / employees)
    }
    nation.unemployment = force > 0 ? max(0, 1 - employed / force) : 0
  }

  /// Lets what wages take for normal follow what is: the share of product that workers get, and how
  /// product per employee grows.
  ///
  /// Without, wages run behind a product that grows, the further the faster, and workers claim the
  /// share of tick 0 for ever; both gaps are closed by prices alone, which then drift.
  ///
  /// - Parameters:
  ///   - share: Of product that workers get, over that of tick 0.
  ///   - product: Per employee, million.
  private func adaptWageNorms(share: Double, product: Double) {
    let speed = parameters.labour.normSpeed
    nation.wageNorm += speed * (share - nation.wageNorm)
    if nation.productPerEmployee > 0, product > 0 {
      nation.wageTrend +=
        speed * (logarithm(product / nation.productPerEmployee) - nation.wageTrend)
    }
    nation.productPerEmployee = product
  }

  /// Everybody at work in a region: firms' staff, their researchers, the university's.
  func employedPersons(_ region: Int) -> Double {
    regions.firmEmployees[region] + regions.firmResearchers[region]
      + regions.researchStaff[region]
  }

  /// Commuters into a region less those out of it, persons.
  func netCommuters(_ region: Int) -> Double {
    let count = layout.regionCount
    var net = 0.0
    for other in 0..<count {
      net += regions.commuters[other * count + region] - regions.commuters[region * count + other]
    }
    return net
  }

  /// People of a region who are at work, there or elsewhere.
  func residentsAtWork(_ region: Int) -> Double {
    employedPersons(region) - netCommuters(region)
  }

  /// Log of the net wage over that of tick 0, by region; unemployment stands for the chance of work,
  /// of which a little is left even where nobody has any.
  private func netWageGains() -> [Double] {
    (0..<layout.regionCount).map { r in
      logarithm(
        regions.wage[r] * max(1 - regions.unemployment[r], leastChanceOfWork)
          / (regions.initialWage[r] * (1 - regions.initialUnemployment[r])))
    }
  }

  /// Moves the stock of commuters towards what gravity wants: of the labour force of a region a share
  /// that rises with what other regions' net wage has gained on its own since tick 0, spread over them
  /// by their labour force and distance, all regions and the own one competing (Wilson 1971).
  ///
  /// At most half of a labour force leaves in the morning, and at most half of a region's staff comes
  /// from elsewhere.
  private func commute() {
    let labour = parameters.labour
    let count = layout.regionCount
    guard count > 1 else { return }
    let gain = netWageGains()
    for a in 0..<count {
      let row = a * count
      var all = 0.0
      for b in 0..<count {
        all += regions.labourForce[b] * (a == b ? 1 : geography.commutingWeight[row + b])
      }
      for b in 0..<count where b != a {
        let pull = regions.labourForce[b] * geography.commutingWeight[row + b] / max(all, 1e-300)
        let wanted =
          labour.commuting * regions.labourForce[a] * pull * max(0, gain[b] - gain[a])
        regions.commuters[row + b] +=
          labour.commutingSpeed * (wanted - regions.commuters[row + b])
      }
      let leaving = (0..<count).reduce(0.0) { $0 + regions.commuters[row + $1] }
      let most = 0.5 * regions.labourForce[a]
      guard leaving > most else { continue }
      for b in 0..<count { regions.commuters[row + b] *= most / leaving }
    }
    for b in 0..<count {
      let coming = (0..<count).reduce(0.0) { $0 + regions.commuters[$1 * count + b] }
      let most = 0.5 * sum(.employees, region: b)
      guard coming > most else { continue }
      for a in 0..<count { regions.commuters[a * count + b] *= most / coming }
    }
  }

  /// People move by gravity to where the net wage has risen most since tick 0, and take their
  /// deposits along. Differences of tick 0 are taken for an equilibrium of amenities and prices
  /// (Rosen and Roback), else half the country would move to its oil.
  private func migrate() {
    let labour = parameters.labour
    let count = layout.regionCount
    guard count > 1 else { return }
    let gain = netWageGains()
    let total = regions.labourBase.reduce(0, +)
    // All leave from the state before the quarter's moves, so that no pair comes first.
    let people = regions.population
    let deposits = (0..<count).map { max(0, ledger[.households($0)]) }
    var change = Array(repeating: 0.0, count: count)
    for a in 0..<count {
      func wanted(_ b: Int) -> Double {
        labour.migration * regions.labourBase[a] * (regions.labourBase[b] / total)
          * geography.migrationWeight[a * count + b] * (gain[b] - gain[a])
      }
      // However large the gap, no more than a part of a region's people move in a tick.
      let leaving = (0..<count).reduce(0.0) { $0 + (gain[$1] > gain[a] ? wanted($1) : 0) }
      let most = largestLeavingShare * regions.labourBase[a]
      for b in 0..<count where gain[b] > gain[a] {
        var movers = wanted(b)
        if leaving > most { movers *= most / leaving }
        let share = movers / regions.labourBase[a]
        ledger.move(
          .migrantsDeposits, from: .households(a), to: .households(b), share * deposits[a])
        regions.population[a] -= share * people[a]
        regions.population[b] += share * people[a]
        moveGraduates(from: a, to: b, share: share)
        change[a] -= movers
        change[b] += movers
        regions.year.add(.migration, region: a, tick: tick, -share * people[a])
        regions.year.add(.migration, region: b, tick: tick, share * people[a])
      }
    }
    for r in 0..<count { regions.labourBase[r] += change[r] }
  }
}

/// Chance of work that counts for the net wage of a region without any, a share.
private let leastChanceOfWork = 1e-3

/// Largest share of a region's people that moves away in a tick.
private let largestLeavingShare = 0.25
