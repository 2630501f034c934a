import Foundation
import Randomness
import RegionalMeasures
import Testing

/// Expected numbers are of SciPy 1.17 and NumPy 2.4 on the same table, by other formulas: synergy as
/// I(g;t) − I(g;t|o) with `scipy.stats.entropy`, γ by arrays of employment, Gini as half the relative
/// mean difference over all pairs, Theil as a mean over establishments.
@Suite struct RegionalIndicatorsTests {
  @Test func `synergy and its seven parts are those of SciPy`() {
    let synergy = RegionalIndicators(SampleTable.establishments()).synergy
    #expect(isNear(synergy.region, 1.9506681843870284))
    #expect(isNear(synergy.sector, 1.9857823360860989))
    #expect(isNear(synergy.organisation, 1.4517926742299112))
    #expect(isNear(synergy.regionSector, 3.806971021539365))
    #expect(isNear(synergy.regionOrganisation, 3.4011274425306364))
    #expect(isNear(synergy.sectorOrganisation, 3.436829781443092))
    #expect(isNear(synergy.all, 5.246870366036414))
    #expect(isNear(synergy.total, -0.009814684773640114))
  }

  @Test func `synergy falls apart into groups as in NumPy`() throws {
    var options = RegionalIndicators.Options()
    options.groups = [0, 0, 1, 1]
    let grouped = try #require(
      RegionalIndicators(SampleTable.establishments(), options).groupedSynergy)
    #expect(isNear(grouped.within[0], -0.0017700404637058873))
    #expect(isNear(grouped.within[1], -0.0028409276200574264))
    #expect(isNear(grouped.between, -0.005203716689876689))
  }

  @Test func `concentration is that of NumPy`() {
    let sectors = RegionalIndicators(SampleTable.establishments()).sectors.map(\.ellisonGlaeser)
    let herfindahls = [
      0.02057546883283336, 0.02753777644008783, 0.0215722340999762, 0.027778335530273788,
    ]
    let raw = [
      0.021320656873661657, 0.032841476595950145, 0.014019803778620506, 0.029497678398896537,
    ]
    let gammas = [
      0.00861074711426404, 0.01763213287796683, -0.0025518325670669546, 0.012709475193247647,
    ]
    for s in 0..<4 {
      #expect(isNear(sectors[s].herfindahl, herfindahls[s]))
      #expect(isNear(sectors[s].concentration, raw[s]))
      #expect(isNear(sectors[s].gamma, gammas[s]))
    }
  }

  @Test func `specialisation, diversity and quotients are those of NumPy`() {
    let employment = RegionalIndicators(SampleTable.establishments()).employment
    #expect(isNear(employment.specialisation(ofRegion: 0), 0.8668305572100256))
    #expect(isNear(employment.diversity(ofRegion: 0), 0.9945369512751003))
    #expect(isNear(employment.locationQuotients[0], 1.8543963364263953))
  }

  @Test func `inequality of sizes is that of NumPy, whatever a row stands for`() {
    for copies in [1.0, 2, 10] {
      let table = SampleTable.establishments(copies: copies)
      #expect(isNear(table.sizeGini, 0.4974891134690724))
      #expect(isNear(table.sizeTheil.total, 0.4239509539349302))
      #expect(isNear(table.sizeTheil.between, 0.0006336024693329176))
    }
  }

  @Test func `rows that stand for several are as good as so many rows`() {
    let rows = (0..<300).flatMap { Array(repeating: $0, count: 1 + $0 % 3) }
    let spread = SampleTable.establishments(rows: rows)
    let place = [0: 0, 1: 1, 2: 2, 4: 3]
    let packed = Establishments(
      regionNames: spread.regionNames, sectorNames: spread.sectorNames,
      region: SampleTable.regions.map { Int32(place[$0, default: 0]) },
      sector: SampleTable.sectors.map { Int32($0) },
      employees: (0..<300).map { SampleTable.sizes[$0] * Double(1 + $0 % 3) },
      counts: (0..<300).map { Double(1 + $0 % 3) })
    let (one, other) = (RegionalIndicators(packed), RegionalIndicators(spread))
    #expect(isNear(one.synergy.total, other.synergy.total))
    for s in 0..<4 {
      #expect(isNear(one.sectors[s].ellisonGlaeser.gamma, other.sectors[s].ellisonGlaeser.gamma))
    }
    #expect(isNear(packed.hillExponent(), spread.hillExponent()))
    #expect(isNear(packed.sizeGini, spread.sizeGini))
    #expect(isNear(packed.sizeTheil.within, spread.sizeTheil.within))
    #expect(isNear(packed.sizeHerfindahl, spread.sizeHerfindahl))
    #expect(one.countShares() == other.countShares())
  }

  @Test func `the order of rows changes nothing, the null's draws included`() {
    let rows = (0..<300).map { ($0 * 77) % 300 }.reversed()
    let (one, other) = (
      RegionalIndicators(SampleTable.establishments()),
      RegionalIndicators(SampleTable.establishments(rows: Array(rows)))
    )
    #expect(Set(rows).count == 300)
    #expect(one.synergy.contributions.elementsEqual(other.synergy.contributions) { isNear($0, $1) })
    for s in 0..<4 {
      #expect(
        one.sectors[s].null.gammas.elementsEqual(other.sectors[s].null.gammas) { isNear($0, $1) })
      #expect(one.sectors[s].firmsPerRegion == other.sectors[s].firmsPerRegion)
    }
  }

  @Test func `sectors draw the null from streams of their own`() {
    let all = RegionalIndicators(SampleTable.establishments())
    var options = RegionalIndicators.Options()
    options.tick = 4
    let later = RegionalIndicators(SampleTable.establishments(), options)
    #expect(all.sectors[0].null.gammas != all.sectors[1].null.gammas)
    #expect(all.sectors[0].null.gammas != later.sectors[0].null.gammas)
    options.tick = 0
    let again = RegionalIndicators(SampleTable.establishments(), options)
    #expect(all.sectors[0].null == again.sectors[0].null)
  }
}

@Suite struct SynergyTests {
  private func synergy(_ counts: [Double]) -> Synergy {
    Synergy(counts: counts, regionCount: 2, sectorCount: 2, organisationCount: 2)
  }

  @Test func `independent dimensions have no synergy`() {
    // p(g) = (¼, ¾), p(t) = (½, ½), p(o) = (⅕, ⅘), in fortieths.
    let result = synergy([1, 4, 1, 4, 3, 12, 3, 12])
    #expect(abs(result.total) < 1e-12)
    #expect(result.contributions.allSatisfy { abs($0) < 1e-12 })
  }

  @Test func `the exclusive or is one bit of synergy, three copies one bit of redundancy`() {
    // Any two of the dimensions are independent, and two together fix the third.
    #expect(isNear(synergy([1, 0, 0, 1, 0, 1, 1, 0]).total, -1))
    #expect(isNear(synergy([1, 0, 0, 0, 0, 0, 0, 1]).total, 1))
  }

  @Test func `regions add up to the whole, groups with what is between them too`() {
    var dice = SeededDice(state: 3)
    for _ in 0..<20 {
      let counts = (0..<5 * 4 * 3).map { _ in Double(dice.next() % 9) }
      let result = Synergy(
        counts: counts, regionCount: 5, sectorCount: 4, organisationCount: 3)
      #expect(isNear(result.contributions.reduce(0, +), result.total))
      let grouped = GroupedSynergy(
        counts: counts, regionCount: 5, sectorCount: 4, organisationCount: 3,
        group: [7, 7, 2, 2, 2])
      #expect(grouped.groups == [2, 7])
      #expect(isNear(grouped.between + grouped.within.reduce(0, +), result.total))
      let alone = GroupedSynergy(
        counts: counts, regionCount: 5, sectorCount: 4, organisationCount: 3,
        group: [1, 2, 3, 4, 5])
      #expect(isNear(alone.between, result.total))
      let single = GroupedSynergy(
        counts: counts, regionCount: 5, sectorCount: 4, organisationCount: 3,
        group: [1, 1, 1, 1, 1])
      #expect(abs(single.between) < 1e-12)
    }
  }

  @Test func `nothing has no synergy`() {
    #expect(synergy([0, 0, 0, 0, 0, 0, 0, 0]).total.isNaN)
  }
}

@Suite struct StarTests {
  /// Two regions, two sectors of 90 + 10 and 10 + 90 persons.
  private let two = EmploymentMatrix([90, 10, 10, 90], regionCount: 2, sectorCount: 2)

  @Test func `quotients are those on paper`() {
    // (90/100)/(100/200) and (10/100)/(100/200).
    let quotients = two.locationQuotients
    #expect(isNear(quotients[0], 1.8) && isNear(quotients[1], 0.2))
    #expect(isNear(two.specialisation(ofRegion: 0), 0.8))
    // −0.9 log₂ 0.9 − 0.1 log₂ 0.1.
    #expect(isNear(two.diversity(ofRegion: 0), 0.4689955935892812))
  }

  @Test func `a tenth of ten regions is one, of eleven two`() {
    for (count, winners) in [(10, 1), (11, 2)] {
      let matrix = EmploymentMatrix(
        (1...count).map(Double.init), regionCount: count, sectorCount: 1)
      #expect(matrix.stars().count(where: \.size) == winners)
      // With one sector every region has all of its employment in it.
      #expect(matrix.stars().allSatisfy { $0.focus && !$0.specialisation })
    }
  }

  @Test func `a concentrated sector earns the star for specialisation`() {
    let matrix = EmploymentMatrix(
      [80, 20, 0, 100, 0, 100, 20, 80], regionCount: 4, sectorCount: 2)
    // LQ of the first cell: 0.8/(100/400) = 3.2; of the last region's: 0.2/0.25 = 0.8.
    let stars = matrix.stars()
    #expect(stars.map(\.specialisation) == [true, false, false, false, false, false, false, false])
    #expect(stars[0].size && !stars[6].size)
    var strict = StarThresholds()
    strict.locationQuotient = 3.3
    #expect(!matrix.stars(strict)[0].specialisation)
  }

  @Test func `empty cells earn nothing, and empty regions have no quotient`() {
    let matrix = EmploymentMatrix([0, 0, 5, 0], regionCount: 2, sectorCount: 2)
    #expect(matrix.locationQuotients[0].isNaN && matrix.locationQuotients[3].isNaN)
    #expect(matrix.specialisation(ofRegion: 0).isNaN && matrix.diversity(ofRegion: 0).isNaN)
    #expect(matrix.stars().map(\.count) == [0, 0, 2, 0])
  }

  @Test func `quotients weighted by the country are one`() {
    var dice = SeededDice(state: 11)
    let matrix = EmploymentMatrix(
      (0..<30).map { _ in Double(1 + dice.next() % 50) }, regionCount: 6, sectorCount: 5)
    for s in 0..<5 {
      let mean = (0..<6).reduce(0.0) {
        $0 + matrix.locationQuotients[$1 * 5 + s] * matrix.regions[$1] / matrix.total
      }
      #expect(isNear(mean, 1))
    }
    for r in 0..<6 { #expect((0..<2).contains(matrix.specialisation(ofRegion: r))) }
  }
}

@Suite struct LocationNullTests {
  private let key = StreamKey(seed: 5, process: LocationNull.process)

  private func null(_ plants: [Plants], _ shares: [Double], draws: Int) -> LocationNull {
    LocationNull(throwing: plants, into: shares, draws: draws, key: key, entity: 9, tick: 3)
  }

  private func deviation(_ gammas: [Double]) -> Double {
    let center = mean(of: gammas)
    return (gammas.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(gammas.count))
      .squareRoot()
  }

  @Test func `darts have a γ of zero on average, and the spread of NumPy's`() {
    // The plants of sector 0 of the sample. NumPy, 20,000 throws with a generator of its own: mean
    // −0.0001, deviation 0.01728, quantiles −0.0196 and 0.0453. Standard error of our mean 0.0003.
    let rows = (0..<300).filter { SampleTable.sectors[$0] == 0 }
    let employment = RegionalIndicators(SampleTable.establishments()).employment
    let darts = null(
      rows.map { Plants(size: SampleTable.sizes[$0]) },
      shares(of: employment.regions), draws: 4000)
    #expect(abs(darts.mean) < 0.0011)
    #expect(isNear(darts.lower, -0.01956, within: 0.001))
    #expect(isNear(darts.upper, 0.0453, within: 0.004))
  }

  @Test func `many plants of one size scatter as single ones do`() {
    // Deviations of γ: 500 throws each leave about 3 % of error in both.
    let shares = [0.5, 0.3, 0.2]
    let single = null(Array(repeating: Plants(size: 2), count: 200), shares, draws: 500)
    let packed = null([Plants(size: 2, count: 200)], shares, draws: 500)
    #expect(abs(single.mean) < 0.002 && abs(packed.mean) < 0.002)
    #expect(abs(deviation(single.gammas) / deviation(packed.gammas) - 1) < 0.2)
  }

  /// 6,000 sizes each, of which 3,952 are dust: with a heavy tail, and nearly alike.
  static let sizes: [[Double]] = [
    (1...6000).map { pow(6000 / (Double($0) - 0.5), 1 / 1.3) },
    (1...6000).map { 1 + Double($0) / 6000 },
  ]

  @Test(arguments: sizes)
  func `many small plants together scatter as they do one by one`(_ sizes: [Double]) {
    // The oracle throws every plant, with a generator of its own; deviations of γ over 1,000 throws
    // have an error of some 3 % each.
    let shares = [0.4, 0.25, 0.2, 0.1, 0.05]
    let total = sizes.reduce(0, +)
    let herfindahl = sizes.reduce(0.0) { $0 + $1 * $1 } / (total * total)
    var dice = SeededDice(state: 3)
    let oracle = (0..<1000).map { _ in
      var landed = [0.0, 0, 0, 0, 0]
      for size in sizes {
        var place = Double(dice.next()) * 0x1p-31
        var region = 0
        while region < 4, place >= shares[region] {
          place -= shares[region]
          region += 1
        }
        landed[region] += size / total
      }
      return EllisonGlaeser(
        sectorShares: landed, regionShares: shares, herfindahl: herfindahl
      ).gamma
    }.sorted()
    let darts = null(sizes.map { Plants(size: $0) }, shares, draws: 1000)
    #expect(abs(darts.mean) < 4 * deviation(darts.gammas) / 1000.squareRoot())
    #expect(abs(deviation(darts.gammas) / deviation(oracle) - 1) < 0.15)
    #expect(isNear(darts.upper / oracle[974], 1, within: 0.2))
    let turned = null(sizes.reversed().map { Plants(size: $0) }, shares, draws: 1000)
    #expect(turned.gammas == darts.gammas)
  }

  @Test func `plants that share one region lie above the null, those spread evenly below`() {
    let shares = Array(repeating: 0.25, count: 4)
    let plants = Array(repeating: Plants(size: 3), count: 40)
    let darts = null(plants, shares, draws: 99)
    let herfindahl = 1.0 / 40
    let together = EllisonGlaeser(
      sectorShares: [1, 0, 0, 0], regionShares: shares, herfindahl: herfindahl)
    let spread = EllisonGlaeser(sectorShares: shares, regionShares: shares, herfindahl: herfindahl)
    #expect(isNear(together.gamma, 1))
    // G = 0: −H/(1 − H) = −1/39.
    #expect(isNear(spread.gamma, -1.0 / 39))
    #expect(together.gamma > darts.upper && spread.gamma < darts.lower)
    #expect(darts.probability(ofAtLeast: together.gamma) == 0.01)
    #expect(darts.probability(ofAtLeast: spread.gamma) == 1)
  }

  @Test func `one plant, one region or none have no null`() {
    #expect(null([Plants(size: 1)], [0.5, 0.5], draws: 9).gammas.isEmpty)
    #expect(null([Plants(size: 1, count: 4)], [1], draws: 9).gammas.isEmpty)
    #expect(null([], [0.5, 0.5], draws: 9).mean.isNaN)
    let undefined = null([Plants(size: 0)], [0.5, 0.5], draws: 9)
    #expect(undefined.probability(ofAtLeast: 0).isNaN && undefined.upper.isNaN)
  }
}

@Suite struct FirmsPerRegionTests {
  private let counts: [Double] = [0, 1, 2, 0, 3, 1, 5, 2, 0, 1, 4, 2, 40, 55, 1, 0, 2, 38, 3, 1]

  @Test func `two states are found as by direct maximisation`() {
    // SciPy 1.17: Nelder–Mead on the log likelihood from 27 starts gives a clustered share of
    // 0.1831919, means 1.6054174 and 36.784828, ratio 21.5225851.
    let fit = FirmsPerRegion(counts: counts)
    #expect(isNear(fit.likelihoodRatio, 21.522585123, within: 1e-6))
    #expect(isNear(fit.clusteredShare, 0.1831919, within: 1e-3))
    #expect(isNear(fit.ordinaryMean, 1.6054174, within: 1e-3))
    #expect(isNear(fit.clusteredMean, 36.784828, within: 1e-3))
    #expect(fit.memberships[13] > 0.99 && fit.memberships[0] < 0.05)
  }

  @Test func `the bootstrap tells a mixture from a plain distribution`() {
    let key = StreamKey(seed: 2, process: 131)
    func probability(_ counts: [Double]) -> Double {
      FirmsPerRegion(counts: counts).probability(draws: 99, key: key, entity: 1, tick: 0)
    }
    #expect(probability(counts) <= 0.02)
    // The quantiles of a geometric distribution with mean 5, at (i − ½)/20.
    let plain = (0..<20).map { (log(1 - (Double($0) + 0.5) / 20) / log(5.0 / 6)).rounded(.down) }
    #expect(FirmsPerRegion(counts: plain).likelihoodRatio < 1)
    #expect(probability(plain) > 0.2)
  }

  @Test func `a second state never fits worse, and few regions have none`() {
    var dice = SeededDice(state: 8)
    for _ in 0..<50 {
      let fit = FirmsPerRegion(counts: (0..<12).map { _ in Double(dice.next() % 30) })
      #expect(fit.likelihoodRatio >= 0)
      #expect((0...1).contains(fit.clusteredShare) && fit.ordinaryMean <= fit.clusteredMean)
    }
    #expect(FirmsPerRegion(counts: [1, 2, 3]).likelihoodRatio.isNaN)
    #expect(FirmsPerRegion(counts: [0, 0, 0, 0]).likelihoodRatio.isNaN)
    #expect(FirmsPerRegion(counts: [4, 4, 4, 4, 4]).likelihoodRatio == 0)
  }
}

@Suite struct LifeCycleTests {
  @Test func `a life goes through its stages`() {
    // 20 periods each: few firms; growth at converging knowledge; rest; fall; fall with new knowledge.
    var (size, heterogeneity) = ([2.0], [1.0])
    for (growth, opening) in [(0.03, 0.0), (0.1, -0.03), (0, 0), (-0.05, -0.02), (-0.02, 0.05)] {
      for _ in 0..<20 {
        size.append(size[size.count - 1] * exp(growth))
        heterogeneity.append(heterogeneity[heterogeneity.count - 1] * exp(opening))
      }
    }
    let stages = lifeCycleStages(size: size, heterogeneity: heterogeneity)
    #expect(stages.prefix(8).allSatisfy { $0 == nil })
    let met = stages.compactMap(\.self).reduce(into: [LifeCycleStage]()) {
      if $0.last != $1 { $0.append($1) }
    }
    #expect(met == [.emergence, .growth, .sustainment, .decline, .renewal])
  }

  @Test func `rising heterogeneity is renewal only after maturity`() {
    let size = (0..<30).map { 20 * exp(0.05 * Double($0)) }
    let opening = (0..<30).map { exp(0.02 * Double($0)) }
    let stages = lifeCycleStages(size: size, heterogeneity: opening).compactMap(\.self)
    #expect(!stages.isEmpty && stages.allSatisfy { $0 == .growth })
  }

  @Test func `what is not there has no stage`() {
    #expect(lifeCycleStages(size: [0, 1, 2], heterogeneity: [1, 1, 1]) == [nil, nil, nil])
    var short = LifeCycleThresholds()
    short.window = 1
    #expect(
      lifeCycleStages(size: [0, 20, 20], heterogeneity: [1, 1, 1], short)
        == [nil, nil, .sustainment])
  }
}

@Suite struct SizeClassTests {
  @Test func `classes are those of official statistics`() {
    let classes = SizeClasses.european
    #expect(classes.names == ["0", "1-9", "10-49", "50-249", "250+"])
    #expect(
      [0, 0.9, 1, 9.9, 10, 49.5, 50, 249, 250, 1e6].map { classes.place(of: $0) }
        == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    #expect(SizeClasses(lowerBounds: [0, 2.5]).names == ["0-<2.5", "2.5+"])
    #expect(
      [49.9, 50, 249.9, 250].map { FirmScale(size: $0) } == [.small, .medium, .medium, .large])
  }

  @Test func `a table may bring its own organisation`() {
    let table = Establishments(
      regionNames: ["a", "b"], sectorNames: ["x", "y"], region: [0, 0, 1, 1],
      sector: [0, 1, 0, 1], employees: [1, 1, 1, 1], organisation: [0, 1, 1, 0],
      organisationNames: ["firm", "public"])
    // The exclusive or again, now of region, sector and form.
    #expect(isNear(RegionalIndicators(table).synergy.total, -1))
  }
}

/// A generator of whole numbers for tests: Knuth's MMIX constants.
struct SeededDice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
