import Foundation
import TripleHelix
import WardClustering

@testable import Reporting

extension SyntheticRun {
  /// Fills the tables of a made-up run.
  struct Builder {
    let run: SyntheticRun
    let configuration: Configuration
    var recording = Recording()
    private var dice = Dice(7)

    private struct Wave {
      var sector: Int
      var generation: Int
      var discovered: Int
      /// Tick of half adoption, and logistic rate a quarter.
      var middle: Double
      var rate: Double
      var step: Double

      func adopted(_ tick: Int) -> Double {
        tick < discovered + 4 ? 0 : 1 / (1 + exp(-rate * (Double(tick) - middle)))
      }
    }

    private var waves: [Wave] = []

    init(_ run: SyntheticRun) {
      self.run = run
      let country = SyntheticCountry.regions.prefix(run.regionCount)
      let patents = 2000.0
      let regions = country.map { region in
        let p = region.indicators
        let employed = region.population * p[3] / 1000
        return RegionDescription(
          id: region.id, name: region.name, latitude: region.latitude, longitude: region.longitude,
          area: region.area, population: region.population, employed: employed,
          labourForce: region.population * p[4] / 1000,
          grossRegionalProduct: region.population * p[13] / 1000, industryShare: p[11] / 1000,
          servicesShare: p[12] / 1000, fixedInvestment: region.population * p[5] / 1000,
          budgetInvestment: region.population * p[6] / 1000,
          publicExpenditure: region.population * p[7] / 1000,
          researchExpenditure: region.population * p[1] / 1e6,
          researchPersonnel: employed * p[2] / 1000, patentShare: p[0] / 100,
          activeFirms: region.area * p[9] / 1000,
          registeredFirms: region.population * p[10] / 100_000)
      }
      let sectors = SyntheticCountry.sectors.map { sector in
        SectorDescription(
          id: sector.id, name: sector.name, class: sector.class, field: sector.field,
          employmentWeight: 1, consumptionWeight: 1, governmentWeight: 1, investmentWeight: 1,
          inputWeight: 1, exportWeight: 1, importShare: 0.2, inputShare: 0.45, opportunity: 0.4)
      }
      let policies =
        run.hasPolicies
        ? [
          PolicyDescription(
            name: "Grants for research", instrument: .researchGrant, start: 20, end: 60,
            budget: 40_000),
          PolicyDescription(
            name: "Networks", instrument: .networkProgramme, start: 40, end: 80, budget: 9_000),
        ] : []
      configuration = Configuration(
        name: "kazakhstan", title: run.title,
        summary:
          "How sixteen regions live through twenty-five years of discoveries, when firms imitate what "
          + "they see and people move where work pays.",
        isStylised: true, startYear: 2013, horizon: run.plannedHorizon ?? run.horizon,
        currency: "tenge", scale: 10, regions: regions,
        distances: Array(repeating: 500, count: regions.count * regions.count),
        capitals: ["astana", "almaty_city"], sectors: sectors, patentsPerYear: patents,
        parameters: Parameters(), mechanisms: Mechanisms(), policies: policies,
        recluster: ReclusterPlan(cut: .groups(min(8, max(1, run.regionCount)))),
        recordEvery: run.recordEvery)
    }

    mutating func fill() {
      for sector in configuration.sectors.indices {
        waves.append(
          Wave(sector: sector, generation: 1, discovered: -88, middle: -30, rate: 0.14, step: 0.2))
        waves.append(
          Wave(
            sector: sector, generation: 2, discovered: -Int(40 * dice.roll()),
            middle: 4 + 26 * dice.roll(), rate: 0.13 + 0.05 * dice.roll(), step: 0.2))
        var discovered = 4 + Int(14 * dice.roll())
        var generation = 3
        while discovered < run.horizon {
          waves.append(
            Wave(
              sector: sector, generation: generation, discovered: discovered,
              middle: Double(discovered) + 34 + 16 * dice.roll(), rate: 0.12 + 0.08 * dice.roll(),
              step: 0.1 + 0.25 * dice.roll() * dice.roll() * 3))
          generation += 1
          discovered += 26 + Int(24 * dice.roll())
        }
      }
      fillDiscoveries()
      for tick in 0...run.horizon where tick % run.recordEvery == 0 || tick == run.horizon {
        fillNational(tick)
        fillSectors(tick)
        fillGenerations(tick)
        fillRegions(tick)
        fillPolicies(tick)
        if run.hasClusters { fillClusters(tick) }
        if tick % 4 == 0 {
          fillSizes(tick)
          fillCells(tick)
          if run.hasClusters, tick > 8 { fillClusterEffects(tick) }
        }
      }
      if run.hasGroupings { fillGroupings() }
    }

    private func year(_ tick: Int) -> Double { 2013 + Double(tick) / 4 }

    private func innovation(_ sector: Int, _ tick: Int) -> Double {
      // On lines newer than the newest that half the sector has taken to nine tenths.
      let own = waves.filter { $0.sector == sector }
      let common = own.last { $0.adopted(tick) > 0.9 }?.generation ?? 1
      return own.first { $0.generation == common + 1 }?.adopted(tick) ?? 0
    }

    private func phases(_ innovation: Double) -> [TableValue] {
      let (search, launch, diffusion) = (
        0.07 + 0.1 * innovation, 0.02 + 0.15 * innovation, 0.05 + 0.5 * innovation
      )
      return [1 - search - launch - diffusion, search, launch, diffusion].map { .number($0) }
    }

    private mutating func fillDiscoveries() {
      let regions = configuration.regions
      for wave in waves where wave.discovered > 0 {
        let region =
          dice.roll() < 0.5 ? regions.count - 1 : Int(dice.roll() * Double(regions.count))
        let sector = configuration.sectors[wave.sector]
        recording.discoveries.append([
          .integer(wave.discovered), .number(year(wave.discovered)),
          .text(regions.isEmpty ? "nowhere" : regions[region].id), .text(sector.field),
          .text(sector.id), .integer(wave.generation), .number(wave.step),
          .integer(wave.step > 0.4 ? 1 : 0), .integer(dice.roll() < 0.3 ? 1 : 0),
        ])
      }
    }

    private mutating func fillNational(_ tick: Int) {
      let t = Double(tick)
      let count = Double(configuration.sectors.count)
      let innovation =
        configuration.sectors.indices.reduce(0) { $0 + self.innovation($1, tick) } / count
      let output = 9e6 * exp(0.0072 * t + 0.02 * sin(t / 7)) * (1 + 0.003 * dice.normal())
      let price = exp(-0.0012 * t)
      let firms = 180_000 * exp(0.001 * t)
      let unemployment = 0.065 + 0.012 * sin(t / 9) + 0.002 * dice.normal()
      let flow = firms / 4
      var row: [TableValue] = [.integer(tick), .number(year(tick))]
      let flows: [Double] = [
        output * price, output, 0.62 * output * price, 0.19 * output * price,
        0.2 * output * price, 0.35 * output * price, 0.34 * output * price, 0.66 * output * price,
        (0.009 + 0.002 * sin(t / 20)) * output * price, 8.4e6 * exp(0.001 * t), unemployment,
        0.25 * exp(0.006 * t), price, exp(-0.003 * t), 0.02, firms,
        flow * (0.06 + 0.01 * sin(t / 11)), flow * 0.008, flow * 0.001,
        flow * (0.068 + 0.006 * sin(t / 8 + 1)), flow * 0.011,
      ]
      row += flows.map { .number(tick == 0 && $0 == flows[16] ? .nan : $0) }
      row += phases(innovation) + phases(innovation * 1.3) + [.number(innovation)]
      let opened = waves.count { $0.discovered > 0 && $0.discovered <= tick }
      row += [.number(180), .number(2100), .number(420), .integer(opened), .integer(opened / 3)]
      // By name, since columns come in between as the model grows.
      var values: [String: Double] = [
        "cycles": 1100, "cycle_length": t > 20 ? 9.2 + 0.4 * sin(t / 10) : .nan, "credit": 4e6,
        "government_deposit": -5e6, "hill_exponent": 1.02 + 0.04 * sin(t / 15),
        "largest_firm": 0.031, "exits_under_2": 0.136, "exits_2_to_5": 0.034,
        "exits_5_to_20": 0.009, "exits_over_20": 0.003, "exits_young": 0.064,
        "exits_middle": 0.071, "exits_old": 0.039,
        "account_drift": 4.1e-15,
      ]
      if tick >= 4 {
        values["growth_shape"] = 1.08 + 0.05 * sin(t / 6)
        values["growth_shape_small"] = 1.17
        values["growth_size_slope"] = -0.21
      }
      if tick % 4 == 0 {
        values["synergy"] = -0.02 - 0.004 * innovation
        values["synergy_between"] = -0.012
        values["synergy_within"] = -0.008 - 0.004 * innovation
      }
      recording.national.append(padded(row, to: recording.national, values))
    }

    private mutating func fillSectors(_ tick: Int) {
      let t = Double(tick)
      for (index, sector) in configuration.sectors.enumerated() {
        let innovation = innovation(index, tick)
        let own = waves.filter { $0.sector == index }
        let tradition = own.last { $0.adopted(tick) > 0.9 }?.generation ?? 1
        let newest = own.last { $0.discovered <= tick }?.generation ?? 2
        let drift = 0.004 + 0.001 * Double(index)
        var row: [TableValue] = [.integer(tick), .number(year(tick)), .text(sector.id)]
        let values: [Double] = [
          20_000, 9e5 * exp((0.003 - drift) * t), 1e6 * exp(drift * t),
          exp(-0.001 * Double(index) * t), exp(0.003 * t), exp(drift * t),
          0.12 + 0.01 * sin(t / 6 + Double(index)), 0.1 + 0.04 * Double(index),
          0.5 - 0.05 * Double(index), index == 1 ? 0.07 : 0.01,
        ]
        row += values.map { .number($0) }
        row += phases(innovation) + phases(innovation * 1.2) + [.number(innovation)]
        row += [.integer(tradition), .integer(newest), .integer(max(tradition, newest - 1))]
        row += [.integer(2), .number(0.02 + 0.004 * Double(index)), .number(350), .number(340)]
        let sharp = 0.01 * Double(index % 4)
        recording.sectors.append(
          padded(
            row, to: recording.sectors,
            tick % 4 == 0
              ? [
                "gamma": sharp + 0.0001 * t, "gamma_null": 0, "gamma_null_low": -0.004,
                "gamma_null_high": 0.006,
              ] : [:]))
      }
    }

    /// The row with nothing in the columns that follow but these values, as far as the table has them.
    private func padded(
      _ row: [TableValue], to table: Table, _ values: [String: Double] = [:]
    ) -> [TableValue] {
      table.columns.enumerated().map { place, column in
        if let value = values[column.name] { return .number(value) }
        return place < row.count ? row[place] : column.kind == .text ? .text("") : .number(.nan)
      }
    }

    /// A row by names of columns: those that the table lacks are left out, those not given are empty.
    private func row(of table: Table, _ values: [String: TableValue]) -> [TableValue] {
      table.columns.map { column in
        values[column.name] ?? (column.kind == .text ? .text("") : .number(.nan))
      }
    }

    private mutating func fillGenerations(_ tick: Int) {
      for wave in waves where wave.discovered <= tick {
        let adopted = wave.adopted(tick)
        let next = waves.first { $0.sector == wave.sector && $0.generation == wave.generation + 1 }
        let own = max(0, adopted - (next?.adopted(tick) ?? 0))
        let launched = wave.discovered + 4
        let status =
          adopted > 0.9
          ? "tradition" : adopted > 0.15 ? "spreading" : adopted > 0 ? "innovation" : "discovered"
        let row: [TableValue] = [
          .integer(tick), .number(year(tick)), .text(configuration.sectors[wave.sector].id),
          .integer(wave.generation), .number(own), .number(own), .number(adopted), .number(adopted),
          .text(status), .integer(wave.discovered),
          launched <= tick ? .integer(launched) : .number(.nan),
          .number(pow(1.2, Double(wave.generation))),
          .number(pow(1.1, Double(wave.generation))),
        ]
        recording.generations.append(padded(row, to: recording.generations))
      }
    }

    private mutating func fillRegions(_ tick: Int) {
      let t = Double(tick)
      for (index, region) in configuration.regions.enumerated() {
        let country = SyntheticCountry.regions[index]
        var local = Dice(UInt64(index + 3))
        // Each indicator drifts at a pace of its own, and once in a while one of them jumps.
        let indicators = country.indicators.enumerated().map { place, value -> Double in
          let pace = 0.0035 * local.normal()
          let jump = local.roll() < 0.08 ? 0.5 / (1 + exp(-0.4 * (t - 20 - 60 * local.roll()))) : 0
          return place == 8 ? value : value * exp(pace * t + jump)
        }
        let population = country.population * exp(0.0008 * (Double(index) - 7) * t / 4)
        let output = region.grossRegionalProduct * exp((0.005 + 0.0005 * Double(index)) * t)
        var row: [TableValue] = [.integer(tick), .number(year(tick)), .text(region.id)]
        row += indicators.map { .number($0) }
        let values: [Double] = [
          population, population * 0.53, population * 0.5, 0.05 + 0.004 * Double(index % 7), 0.25,
          output, output, 0.3 * output, region.activeFirms * exp(0.001 * t),
          region.activeFirms * 0.07, region.activeFirms * 0.068, 900 * (Double(index) - 7),
          40 * (Double(index) - 7),
        ]
        row += values.map { .number($0) }
        let innovation = innovation(index % 9, tick)
        row += phases(innovation) + phases(innovation) + [.number(innovation)]
        row += [.number(region.researchPersonnel), .number((t / 12).rounded(.down)), .number(1e5)]
        recording.regions.append(
          padded(
            row, to: recording.regions,
            tick % 4 == 0
              ? [
                "specialisation": 0.2 + 0.02 * Double(index),
                "diversity": 2.9 - 0.04 * Double(index),
                "synergy": -0.002 + 0.0003 * Double(index), "land_price": 1 + 0.01 * t,
              ] : ["land_price": 1 + 0.01 * t]))
      }
    }

    private mutating func fillPolicies(_ tick: Int) {
      for policy in configuration.policies where tick >= policy.start && tick < policy.end {
        recording.policies.append(
          row(
            of: recording.policies,
            [
              "tick": .integer(tick), "year": .number(year(tick)), "policy": .text(policy.name),
              "instrument": .text(policy.instrument.rawValue),
              "spent": .number(policy.budget / 4 * Double(tick - policy.start)),
              "reached": .number(1200 + 10 * dice.normal()), "forgone": .number(0),
              "budget": .number(policy.budget), "take_up": .number(0.13),
              "participations": .number(5000),
            ]))
      }
    }

    /// Six clusters, one every five years from the second on; the first two are gone after ten.
    private mutating func fillClusters(_ tick: Int) {
      guard !configuration.regions.isEmpty else { return }
      for number in 0..<6 {
        let founded = 8 + 12 * number
        let age = tick - founded
        guard age >= 0, number > 1 || age < 40 else { continue }
        let region = configuration.regions[number % configuration.regions.count]
        let sector = configuration.sectors[number % configuration.sectors.count]
        let (t, stage) = (Double(age), age < 12 ? "emergence" : age < 30 ? "growth" : "maturity")
        recording.clusters.append(
          row(
            of: recording.clusters,
            [
              "tick": .integer(tick), "year": .number(year(tick)),
              "cluster": .text("\(region.id)/\(sector.id)/\(number % 2 + 1)"),
              "region": .text(region.id), "sector": .text(sector.id), "founded": .integer(founded),
              "initiator": .text(
                ["firm", "leader", "university", "split", "leader", "university"][number]),
              "regions": .integer(number == 3 ? 2 : 1),
              "sectors": .integer(number == 2 || number == 3 ? 2 : 1),
              "members": .number(6 + t + Double(number)), "full_members": .number(4 + t / 2),
              "trust": .number(0.5 + 0.002 * t), "fund": .number(3 * t),
              "growth": .number(0.1 * cos(t / 9)), "stage": .text(stage),
              "heterogeneity_change": .number(0.05 * sin(t / 9)), "coverage": .number(40),
              "density": .number(0.4), "breadth": .number(0.6), "depth": .number(0.3),
              "activity": .number(0.7), "newest_share": .number(0.2),
              "innovations": .number(0.05), "leader_share": .number(0.25),
            ]))
      }
    }

    private mutating func fillCells(_ tick: Int) {
      for (place, region) in configuration.regions.enumerated() {
        for (index, sector) in configuration.sectors.enumerated() {
          let quotient = 0.3 + 0.35 * Double((3 * place + 5 * index) % 9)
          recording.cells.append(
            row(
              of: recording.cells,
              [
                "tick": .integer(tick), "year": .number(year(tick)), "region": .text(region.id),
                "sector": .text(sector.id), "output": .number(1000), "firms": .number(90),
                "employees": .number(700), "location_quotient": .number(quotient),
                "stars": .integer(quotient >= 2 ? 2 : 0),
              ]))
        }
      }
    }

    private mutating func fillClusterEffects(_ tick: Int) {
      let indicators = [
        ("economic", "margin", "share of sales"), ("restructuring", "changing", "share"),
        ("diversification", "debt_ratio", "–"), ("legal", "research_support", "share of sales"),
        ("socioeconomic", "employees", "persons"), ("ecological", "resources", "–"),
      ]
      for (effect, indicator, unit) in indicators {
        recording.clusterEffects.append(
          row(
            of: recording.clusterEffects,
            [
              "tick": .integer(tick), "year": .number(year(tick)), "effect": .text(effect),
              "indicator": .text(indicator), "unit": .text(unit), "members": .number(0.4),
              "others": .number(0.3), "difference": .number(0.1),
              "standard_error": .number(effect == "legal" ? .nan : 0.03), "matched": .number(40),
            ]))
      }
    }

    private mutating func fillSizes(_ tick: Int) {
      var lower = 0.5
      let total = 180_000 * exp(0.001 * Double(tick))
      func above(_ size: Double) -> Double {
        size <= 1.3 ? 1 - 0.2 * (size - 0.5) : 0.84 * pow(1.3 / size, 1.02 + 0.001 * Double(tick))
      }
      while above(lower) * total > 1 {
        let firms = total * (above(lower) - above(2 * lower))
        recording.sizes.append([
          .integer(tick), .number(year(tick)), .number(lower), .number(2 * lower), .number(firms),
          .number(firms * lower * 1.4), .number(above(lower)),
        ])
        lower *= 2
      }
    }

    /// Groups the recorded indicators with the library itself, numbers kept by overlap.
    private mutating func fillGroupings() {
      let rows = recording.regions.rows
      var before: [Int]?
      for tick in stride(from: 0, through: run.horizon, by: 4) {
        let table = rows.compactMap { row -> [Double]? in
          guard row[0] == .integer(tick) else { return nil }
          return row[3..<17].compactMap { if case .number(let value) = $0 { value } else { nil } }
        }
        guard let observations = try? Observations(rows: table).standardised(by: .zscore) else {
          return
        }
        let tree = Dendrogram(joining: observations)
        guard let grouping = try? tree.grouping(count: min(8, table.count)) else { return }
        let labels =
          before.map { GroupMatch(from: $0, to: grouping.labels).labels } ?? grouping.labels
        for (index, region) in configuration.regions.enumerated() {
          recording.wardMemberships.append([
            .integer(tick), .number(year(tick)), .text(region.id), .integer(labels[index]),
            .number(0.3), .integer(before.map { $0[index] == labels[index] ? 0 : 1 } ?? 0),
          ])
        }
        recording.wardGroupings.append(
          row(
            of: recording.wardGroupings,
            [
              "tick": .integer(tick), "year": .number(year(tick)),
              "groups": .integer(grouping.groupCount), "mean_silhouette": .number(0.3),
              "cophenetic_correlation": .number(0.8),
              "moved": .integer(before.map { zip($0, labels).count { $0 != $1 } } ?? 0),
            ]))
        for (step, merge) in tree.merges.enumerated() {
          recording.wardMerges.append([
            .integer(tick), .number(year(tick)), .integer(step + 1), .integer(merge.first),
            .integer(merge.second), .number(merge.height), .integer(merge.size),
          ])
        }
        before = labels
      }
    }
  }
}
