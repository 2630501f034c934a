import Chunking

/// What holds for the country as a whole.
struct NationState: Sendable {
  var investmentPrice = 1.0
  var exchangeRate = 1.0
  var consumerPrice = 1.0
  /// Consumer prices of the quarter before and of tick 0.
  var lastConsumerPrice = 1.0
  var initialConsumerPrice = 1.0
  /// Confidence, log points.
  var confidence = 0.0
  /// Interest rate of loans less the usual one, per quarter.
  var rateGap = 0.0
  /// Smoothed and last revenue of governments, million a quarter.
  var smoothedRevenue = 0.0
  var revenue = 0.0
  /// What policies had cost the nation by the quarter before, and income taxed in the last quarter,
  /// million.
  var policyCost = 0.0
  var taxedIncome = 0.0
  /// Smoothed current account over GDP.
  var currentAccount = 0.0
  /// Unemployment now and at tick 0.
  var unemployment = 0.0
  var initialUnemployment = 0.0
  /// Product per employee at consumer prices, at tick 0.
  var initialProductivity = 1.0
  /// Share of product that workers hold for theirs, over that of tick 0.
  var wageNorm = 1.0
  /// Growth a tick by which wages rise by themselves, log points.
  var wageTrend = 0.0
  /// Product per employee of the last quarter, million; 0 before the first.
  var productPerEmployee = 0.0

  // Flows of the last quarter, million.
  var gdp = 0.0
  var realGdp = 0.0
  var consumption = 0.0
  var government = 0.0
  var investment = 0.0
  var exports = 0.0
  var imports = 0.0
  var wages = 0.0
  var research = 0.0

  /// Equity that young firms sold, and what more they wanted.
  var ventureCapital = 0.0
  var ventureDemand = 0.0

  // Events of the last quarter, real firms.
  var startUps = 0.0
  var spinOffs = 0.0
  var universitySpinOffs = 0.0
  var exits = 0.0
  var insolvencies = 0.0
  var innovations = 0.0
  var imitations = 0.0
  var patents = 0.0
  var cycles = 0.0
  /// Median length of the cycles completed in the last quarter, years; NaN without one.
  var cycleLength = Double.nan

  // Since the start.
  /// Firms founded, real firms, one entry a tick from 1 on.
  var foundedByTick: [Double] = []
  var generationsOpened = 0
  var improvements = 0

  /// Classes of firms by size over the minimum efficient one, and by age in years.
  enum ExitClass: Int, CaseIterable {
    case under2, from2To5, from5To20, over20
    case young, middle, old
  }

  /// Yearly exit hazards of the last quarter by `ExitClass`.
  var exitHazards = Array(repeating: 0.0, count: ExitClass.allCases.count)

  mutating func archive(_ archive: inout Archive) {
    archive.value(&investmentPrice)
    archive.value(&exchangeRate)
    archive.value(&consumerPrice)
    archive.value(&lastConsumerPrice)
    archive.value(&initialConsumerPrice)
    archive.value(&confidence)
    archive.value(&rateGap)
    archive.value(&smoothedRevenue)
    archive.value(&revenue)
    archive.value(&policyCost)
    archive.value(&taxedIncome)
    archive.value(&currentAccount)
    archive.value(&unemployment)
    archive.value(&initialUnemployment)
    archive.value(&initialProductivity)
    archive.value(&wageNorm)
    archive.value(&wageTrend)
    archive.value(&productPerEmployee)
    archive.value(&gdp)
    archive.value(&realGdp)
    archive.value(&consumption)
    archive.value(&government)
    archive.value(&investment)
    archive.value(&exports)
    archive.value(&imports)
    archive.value(&wages)
    archive.value(&research)
    archive.value(&ventureCapital)
    archive.value(&ventureDemand)
    archive.value(&startUps)
    archive.value(&spinOffs)
    archive.value(&universitySpinOffs)
    archive.value(&exits)
    archive.value(&insolvencies)
    archive.value(&innovations)
    archive.value(&imitations)
    archive.value(&patents)
    archive.value(&cycles)
    archive.value(&cycleLength)
    archive.value(&generationsOpened)
    archive.value(&improvements)
    archive.numbers(&exitHazards)
    archive.numbers(&foundedByTick)
  }
}

extension NationState {
  /// Product that budgets are measured by: GDP, and nothing where inputs cost more than sales bring.
  var productForBudgets: Double { max(0, gdp) }
}
