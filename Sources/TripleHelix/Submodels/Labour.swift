/// Labour: employment, the wage curve, participation and migration, region by region.
extension Simulation {
  /// Moves labour force, unemployment and wages after the quarter's employment is known.
  func adjustLabour() {
    let labour = parameters.labour
    if mechanisms.migration { migrate() }
    var force = 0.0
    var employed = 0.0
    let productivity =
      (nation.gdp / nation.consumerPrice / max(sum(.employees), 1e-9)) / nation.initialProductivity
    for r in 0..<layout.regionCount {
      regions.population[r] *= 1 + labour.populationGrowth
      regions.labourBase[r] *= 1 + labour.populationGrowth
      regions.firmEmployees[r] = sum(.employees, region: r)
      let atWork = employedPersons(r)
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
      let target =
        regions.initialWage[r] * index * power(nation.consumerPrice, labour.indexation)
        * power(slack, labour.wageCurve)
      regions.wage[r] += labour.wageSpeed * (target - regions.wage[r])
    }
    nation.unemployment = force > 0 ? max(0, 1 - employed / force) : 0
  }

  /// Everybody at work in a region: firms' staff, their researchers, the university's.
  func employedPersons(_ region: Int) -> Double {
    regions.firmEmployees[region] + regions.firmResearchers[region]
      + regions.researchStaff[region]
  }

  /// People move by gravity to where the net wage has risen most since tick 0, and take their
  /// deposits along. Differences of tick 0 are taken for an equilibrium of amenities and prices
  /// (Rosen and Roback), else half the country would move to its oil.
  private func migrate() {
    let labour = parameters.labour
    let count = layout.regionCount
    guard count > 1 else { return }
    let gain = (0..<count).map { r in
      logarithm(
        regions.wage[r] * (1 - regions.unemployment[r])
          / (regions.initialWage[r] * (1 - regions.initialUnemployment[r])))
    }
    let total = regions.labourBase.reduce(0, +)
    // All leave from the state before the quarter's moves, so that no pair comes first.
    let people = regions.population
    let deposits = (0..<count).map { max(0, ledger[.households($0)]) }
    var change = Array(repeating: 0.0, count: count)
    for a in 0..<count {
      for b in 0..<count where gain[b] > gain[a] {
        let movers =
          labour.migration * regions.labourBase[a] * (regions.labourBase[b] / total)
          * geography.migrationWeight[a * count + b] * (gain[b] - gain[a])
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
