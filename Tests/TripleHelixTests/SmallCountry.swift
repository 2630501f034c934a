import TripleHelix

/// A country of four regions and three sectors, small enough for unit tests.
enum SmallCountry {
  static func configuration(
    firms: Double = 2000, scale: Int = 1, currencyUnit: Double = 1, horizon: Int = 40
  ) -> Configuration {
    let regions = ["north", "east", "south", "west"].enumerated().map { place, id in
      region(id, place: place, firms: firms * [0.4, 0.3, 0.2, 0.1][place], unit: currencyUnit)
    }
    let distances = (0..<4).flatMap { a in (0..<4).map { b in 150 * Double(abs(a - b)) } }
    return Configuration(
      name: "small", title: "A small country", summary: "", isStylised: true, startYear: 2000,
      horizon: horizon, currency: "crowns", scale: scale, regions: regions, distances: distances,
      capitals: ["north", "east"], sectors: sectors, patentsPerYear: 100,
      parameters: Parameters(), mechanisms: Mechanisms(), policies: [],
      recluster: .init(every: 4, cut: .groups(2)), recordEvery: 1)
  }

  /// The same country with its regions and sectors in another order.
  static func reordered(_ configuration: Configuration) -> Configuration {
    var reordered = configuration
    let order = [2, 0, 3, 1]
    reordered.regions = order.map { configuration.regions[$0] }
    reordered.distances = order.flatMap { a in
      order.map { b in configuration.distances[a * 4 + b] }
    }
    reordered.sectors = configuration.sectors.reversed()
    return reordered
  }

  /// The country after some quarters.
  static func simulation(
    ticks: Int, seed: UInt64 = 5, firms: Double = 2000,
    _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> Simulation {
    var configuration = configuration(firms: firms)
    change(&configuration)
    let simulation = try Simulation(configuration, seed: seed)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  private static func region(
    _ id: String, place: Int, firms: Double, unit: Double
  ) -> RegionDescription {
    let employed = firms * 9.5
    let product = employed * 1.5 * [1.2, 1.0, 0.9, 0.8][place] * unit
    return RegionDescription(
      id: id, name: id, latitude: 50 + Double(place), longitude: 10, area: 10_000,
      population: employed * 2.1, employed: employed, labourForce: employed / 0.94,
      grossRegionalProduct: product, industryShare: 0.3, servicesShare: 0.55,
      fixedInvestment: 0.2 * product, budgetInvestment: 0.03 * product,
      publicExpenditure: 0.1 * product, researchExpenditure: 0.01 * product,
      researchPersonnel: employed * 0.01, patentShare: [0.5, 0.25, 0.15, 0.1][place],
      activeFirms: firms, registeredFirms: firms * 1.5)
  }

  static let sectors = [
    SectorDescription(
      id: "farming", name: "Farming", class: .agriculture, field: "life", employmentWeight: 1,
      consumptionWeight: 0.15, governmentWeight: 0, investmentWeight: 0, inputWeight: 0.15,
      exportWeight: 0.2, importShare: 0.1, inputShare: 0.45, opportunity: 0.4),
    SectorDescription(
      id: "machines", name: "Machines", class: .industry, field: "engineering",
      employmentWeight: 1, consumptionWeight: 0.25, governmentWeight: 0.1, investmentWeight: 0.8,
      inputWeight: 0.45, exportWeight: 0.6, importShare: 0.4, inputShare: 0.53, opportunity: 0.5),
    SectorDescription(
      id: "services", name: "Services", class: .services, field: "digital", employmentWeight: 1,
      consumptionWeight: 0.6, governmentWeight: 0.9, investmentWeight: 0.2, inputWeight: 0.4,
      exportWeight: 0.2, importShare: 0.08, inputShare: 0.35, opportunity: 0.45),
  ]
}

extension Table {
  /// The value at `column` of row `row`; integers as numbers, text as NaN.
  func number(_ column: String, row: Int) -> Double {
    switch rows[row][index(of: column) ?? 0] {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .text: .nan
    }
  }

  /// All values of `column`.
  func numbers(_ column: String) -> [Double] { rows.indices.map { number(column, row: $0) } }
}
