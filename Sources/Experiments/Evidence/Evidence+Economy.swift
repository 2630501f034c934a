import RegionalMeasures
import TripleHelix

extension Evidence {
  /// Growth of real product, by years.
  static func growth(in run: RecordedRun) -> [String: Double] {
    let product = run["real_gdp"]
    let rates =
      run.years < 2
      ? []
      : (2...run.years).map { year in
        run.sum(product, year: year) / run.sum(product, year: year - 1) - 1
      }
    // Place 0 is the growth of the second year on the first.
    let late = Array(rates.dropFirst(burnIn / 4 - 1))
    return [
      "growth": finiteMean(of: late),
      "growth_first_decade": finiteMean(of: Array(rates.prefix(burnIn / 4 - 1))),
      "growth_worst_year": finiteExtreme(of: late, min),
      "growth_best_year": finiteExtreme(of: late, max),
      "growth_last_10_years": late.count < 10 ? .nan : finiteMean(of: Array(late.suffix(10))),
    ]
  }

  static func labour(in run: RecordedRun) -> [String: Double] {
    let unemployment = run.afterBurnIn(run["unemployment"])
    return [
      "unemployment": finiteMean(of: unemployment),
      "unemployment_lowest": finiteExtreme(of: unemployment, min),
      "unemployment_highest": finiteExtreme(of: unemployment, max),
    ]
  }

  /// Entry, exit, sizes and growth of firms.
  static func firms(in run: RecordedRun) -> [String: Double] {
    let count = run["firms"]
    let sources = ["start_ups", "spin_offs", "university_spin_offs"].map { run[$0] }
    let founded = count.indices.map { quarter in sources.reduce(0) { $0 + $1[quarter] } }
    let exits = run["exits"]
    let firstYear = burnIn / 4 + 1
    let years = firstYear <= run.years ? Array(firstYear...run.years) : []
    func yearlyRate(_ flow: [Double]) -> [Double] {
      years.map { run.sum(flow, year: $0) / (run.sum(count, year: $0) / 4) }
    }
    let (entryRates, exitRates) = (yearlyRate(founded), yearlyRate(exits))
    let hill = years.map { run["hill_exponent"][run.timeStep.ticksPerYear * $0] }
    var statistics = [
      "entry": finiteMean(of: entryRates),
      "exit": finiteMean(of: exitRates),
      "entry_exit_correlation": correlation(entryRates, exitRates),
      "hill": finiteMean(of: hill),
      "hill_lowest": finiteExtreme(of: hill, min),
      "hill_highest": finiteExtreme(of: hill, max),
      "hill_end": hill.last ?? .nan,
      "firms_end": count.last ?? .nan,
    ]
    for (name, value) in turnoverOfSectors(in: run, years: years) { statistics[name] = value }
    for name in [
      "growth_shape", "growth_shape_small", "growth_size_slope", "exits_under_2", "exits_2_to_5",
      "exits_5_to_20", "exits_over_20", "exits_young", "exits_middle", "exits_old",
      "largest_firm",
    ] {
      statistics[name] = finiteMean(of: run.afterBurnIn(run[name]))
    }
    return statistics
  }

  /// Correlation of entry and exit rates over sectors and years together, as they are and less the
  /// mean of each sector.
  private static func turnoverOfSectors(in run: RecordedRun, years: [Int]) -> [String: Double] {
    var pooled: (entry: [Double], exit: [Double]) = ([], [])
    var within = pooled
    for sector in run.sectors {
      func rates(_ flow: [Double]) -> [Double] {
        years.map { run.sum(flow, year: $0) / (run.sum(sector.firms, year: $0) / 4) }
      }
      let (entry, exit) = (rates(sector.entries), rates(sector.exits))
      pooled.entry += entry
      pooled.exit += exit
      within.entry += entry.map { $0 - mean(of: entry) }
      within.exit += exit.map { $0 - mean(of: exit) }
    }
    return [
      "entry_exit_correlation_sectors": correlation(pooled.entry, pooled.exit),
      "entry_exit_correlation_within": correlation(within.entry, within.exit),
    ]
  }

  /// Shares of product, prices and the drift of the accounts.
  static func accounts(in run: RecordedRun) -> [String: Double] {
    func shareOfProduct(_ column: String) -> Double {
      let shares = zip(run.afterBurnIn(run[column]), run.afterBurnIn(run["gdp"])).map { $0 / $1 }
      return finiteMean(of: shares)
    }
    return [
      "exports_share": shareOfProduct("exports"),
      "research_share": shareOfProduct("research"),
      "investment_share": shareOfProduct("investment"),
      "wages_share": shareOfProduct("wages"),
      "consumer_price_end": run["consumer_price"].last ?? .nan,
      "exchange_rate_end": run["exchange_rate"].last ?? .nan,
      "account_drift": finiteExtreme(of: run["account_drift"].map { abs($0) }, max),
    ]
  }
}

extension RecordedRun {
  /// The ticks of `series` after the burn-in.
  func afterBurnIn(_ series: [Double]) -> [Double] {
    Array(series.dropFirst(timeStep.ticks(quarters: Evidence.burnIn) + 1))
  }
}

/// The mean of what is finite: a statistic that is not defined in some quarters, such as an exit
/// hazard of a class without firms, is taken over the others.
func finiteMean(of values: [Double]) -> Double {
  mean(of: values.filter { $0.isFinite })
}

/// The least or the greatest of what is finite; NaN if nothing is.
func finiteExtreme(of values: [Double], _ choose: (Double, Double) -> Double) -> Double {
  let finite = values.filter { $0.isFinite }
  return finite.dropFirst().reduce(finite.first ?? .nan, choose)
}

/// The lesser of two numbers; NaN if one is.
func lower(_ first: Double, _ second: Double) -> Double {
  first.isNaN || second.isNaN ? .nan : min(first, second)
}

/// The value up to which values of half the weight lie.
func weightedMedian(of values: [Double], weights: [Double]) -> Double {
  let pairs = zip(values, weights).filter { $0.0.isFinite && $0.1 > 0 }.sorted { $0.0 < $1.0 }
  let half = pairs.reduce(0) { $0 + $1.1 } / 2
  var reached = 0.0
  for (value, weight) in pairs {
    reached += weight
    if reached >= half { return value }
  }
  return .nan
}
