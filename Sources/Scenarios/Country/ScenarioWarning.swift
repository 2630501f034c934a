public import TripleHelix

/// Something in a scenario that can run and is probably not what was meant.
public struct ScenarioWarning: Sendable, Equatable {
  /// What kind it is, in `snake_case`, for programs.
  public let code: String
  /// Dotted key that is most likely wrong.
  public let key: String
  /// Where that was written; `nil` where the default holds or several places are meant.
  public let place: Place?
  public let message: String
}

extension ScenarioWarning: CustomStringConvertible {
  /// As in `country.yaml:12:3: warning: regions.north.area: …`.
  public var description: String {
    (place.map { "\($0): " } ?? "") + "warning: \(key): \(message)"
  }
}

extension Scenario {
  /// What is probably not what was meant, the most likely mistake first.
  public var warnings: [ScenarioWarning] {
    var checks = PlausibilityChecks(self)
    checks.run()
    return checks.warnings
  }
}

extension Configuration {
  /// The figure that is most likely wrong where a run leaves the finite numbers; `nil` where none looks
  /// wrong.
  public var likelyMistake: ScenarioWarning? {
    var checks = PlausibilityChecks(self)
    checks.run()
    return checks.warnings.first { PlausibilityChecks.magnitudes.contains($0.code) }
  }
}

/// Holds the figures of a scenario against each other and against what countries are like.
private struct PlausibilityChecks {
  /// Codes of warnings that mean a wrong unit.
  static let magnitudes: Set = [
    "product_below_investment", "product_magnitude", "investment_magnitude", "outlier_region",
    "employed_magnitude", "firm_magnitude", "area_magnitude", "research_magnitude",
    "public_expenditure_magnitude",
  ]

  private let configuration: Configuration
  private let places: [String: Place]
  private let file: String
  private(set) var warnings: [ScenarioWarning] = []

  private var regions: [RegionDescription] { configuration.regions }

  init(_ configuration: Configuration) {
    self.configuration = configuration
    places = [:]
    file = ""
  }

  init(_ scenario: Scenario) {
    configuration = scenario.configuration
    file = scenario.files.first ?? ""
    places = Dictionary(
      scenario.settings.compactMap { setting in setting.place.map { (setting.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func run() {
    checkMagnitudes()
    checkMoney()
    checkOutliers()
    checkPeople()
    checkFirms()
    checkPlaces()
    checkPolicies()
    checkGroups()
    checkPatents()
  }

  private mutating func warn(_ code: String, _ key: String, _ message: String) {
    let place =
      places[key] ?? places.first { $0.key.hasPrefix(key + ".") }.map { Place($0.value.source) }
      ?? (file.isEmpty ? nil : Place(.file(file)))
    warnings.append(ScenarioWarning(code: code, key: key, place: place, message: message))
  }

  /// One warning for one or many regions, at the first.
  private mutating func warn(
    _ code: String, _ key: String, _ found: [(region: RegionDescription, text: String)],
    _ meaning: String
  ) {
    guard let first = found.first else { return }
    let more =
      found.count > 1
      ? " (and in \(found.count - 1) more \(found.count == 2 ? "region" : "regions"))" : ""
    warn(code, "regions.\(first.region.id).\(key)", "\(first.text)\(more); \(meaning)")
  }

  private func sum(_ value: (RegionDescription) -> Double) -> Double {
    regions.reduce(0) { $0 + value($1) }
  }

  private var amount: String { "million \(configuration.currency)" }
}

// Money.
extension PlausibilityChecks {
  private mutating func checkMoney() {
    let product = sum { $0.grossRegionalProduct }
    let below = regions.filter { $0.fixedInvestment >= $0.grossRegionalProduct }
    warn(
      "product_below_investment", "gross_regional_product",
      below.map { region in
        (
          region,
          "product, \(region.grossRegionalProduct.short) \(amount), is not above fixed investment, "
            + "\(region.fixedInvestment.short)"
        )
      }, "both are in millions a year; is one of them in another unit?")
    // Where product is in another unit, ratios to it say the same again.
    guard !warnings.contains(where: { $0.code == "product_magnitude" }) else { return }
    if below.isEmpty {
      let share = sum { $0.fixedInvestment } / product
      if share > 0.6 || share < 0.03 {
        warn(
          "investment_magnitude", "regions.\(regions[0].id).fixed_investment",
          "fixed investment is \((100 * share).short) % of the country's product, and 15 to 35 % is "
            + "usual; is one of them in another unit?")
      }
    }
    let public_ = sum { $0.publicExpenditure } / product
    if public_ > 0.7 || public_ < 0.005 {
      warn(
        "public_expenditure_magnitude", "regions.\(regions[0].id).public_expenditure",
        "regional budgets spend \((100 * public_).short) % of the country's product, and 5 to 35 % is "
          + "usual; is one of them in another unit?")
    }
    let research = sum { $0.researchExpenditure ?? 0 } / product
    if research > 0.1 {
      warn(
        "research_magnitude", "regions.\(regions[0].id).research_expenditure",
        "R&D is \((100 * research).short) % of the country's product, and 0.1 to 5 % is usual; "
          + "is one of them in another unit?")
    }
  }

  /// Product a head against the worth of the currency, where it is known.
  private mutating func checkMagnitudes() {
    guard !configuration.isStylised else { return }
    let head = sum { $0.grossRegionalProduct } * 1e6 / sum { $0.population }
    let currency = Currency.named(configuration.currency)
    let worth = currency?.perDollar
    let lowest = worth.map { 100 * $0 } ?? 100
    let highest = worth.map { 300_000 * $0 } ?? 3e9
    guard head < lowest || head > highest else { return }
    let factor = head > highest ? "thousands" : "billions"
    let population = head > highest ? ", or the population in thousands" : ""
    warn(
      "product_magnitude", "regions.\(regions[0].id).gross_regional_product",
      "the country's product is \(head.rounded(significant: 3).short) \(configuration.currency) a "
        + "head, and \(lowest.short) to \(highest.short) is what countries have; product is in "
        + "millions: is it in \(factor) here\(population)?")
  }

  /// A region that is out of line with the others by more than countries are.
  private mutating func checkOutliers() {
    guard regions.count > 2 else { return }
    func check(
      _ key: String, _ words: String, factor: Double, _ value: (RegionDescription) -> Double
    ) -> [(RegionDescription, String)] {
      let values = regions.map(value)
      let sorted = values.filter { $0.isFinite && $0 > 0 }.sorted()
      guard sorted.count > 2 else { return [] }
      let median = sorted[sorted.count / 2]
      return zip(regions, values).compactMap { region, value in
        guard value > 0, value > factor * median || value * factor < median else { return nil }
        return (
          region,
          "\(words), \(value.rounded(significant: 3).short), is "
            + "\((value / median).rounded(significant: 2).short) times the median of the regions"
        )
      }
    }
    warn(
      "outlier_region", "gross_regional_product",
      check("gross_regional_product", "product per employed in millions", factor: 15) {
        $0.grossRegionalProduct / $0.employed
      }, "is a figure of this region in another unit?")
    warn(
      "outlier_region", "employed",
      check("employed", "employed over inhabitants", factor: 5) { $0.employed / $0.population },
      "is a figure of this region in another unit?")
  }
}

// People, firms and places.
extension PlausibilityChecks {
  private mutating func checkPeople() {
    let share = sum { $0.employed } / sum { $0.population }
    if share < 0.15 || share > 0.75 {
      warn(
        "employed_magnitude", "regions.\(regions[0].id).employed",
        "\((100 * share).short) % of the inhabitants are employed, and 25 to 65 % is usual; is one of "
          + "them in another unit?")
    }
    warn(
      "unemployment", "labour_force",
      regions.compactMap { region in
        let rate = 1 - region.employed / max(region.labourForce, region.employed)
        guard rate > 0.35 else { return nil }
        return (region, "unemployment starts at \((100 * rate).rounded(significant: 3).short) %")
      }, "is the labour force the employed and the unemployed, in the same unit?")
  }

  private mutating func checkFirms() {
    let size = sum { $0.employed } / sum { $0.activeFirms }
    guard size < 1 || size > 500 else { return }
    warn(
      "firm_magnitude", "regions.\(regions[0].id).active_firms",
      "there are \(size.rounded(significant: 3).short) employed to an active firm, and 3 to 50 is "
        + "usual; is one of them in another unit?")
  }

  private mutating func checkPlaces() {
    let area = sum { $0.area }
    let density = sum { $0.population } / area
    if !configuration.isStylised, density < 0.3 || density > 15_000 {
      warn(
        "area_magnitude", "regions.\(regions[0].id).area",
        "the country has \(density.rounded(significant: 2).short) inhabitants to a km²; is the area in "
          + "\(density < 1 ? "hectares, or the population in thousands" : "thousands of km²")?")
    }
    if checkSwap() { return }
    checkDistances(area)
  }

  /// Latitude and longitude in each other's place.
  private mutating func checkSwap() -> Bool {
    let (norths, easts) = (regions.map(\.latitude), regions.map(\.longitude))
    let key = "regions.\(regions[0].id).latitude"
    // No regional centre lies nearer to a pole than Longyearbyen.
    if let far = regions.first(where: { abs($0.latitude) > 72 && abs($0.longitude) <= 72 }),
      norths.map(abs).max() ?? 0 > easts.map(abs).max() ?? 0
    {
      warn(
        "swapped_coordinates", "regions.\(far.id).latitude",
        "the centre lies at \(far.latitude.rounded(significant: 4).short)° of latitude, where no regional centre is; are "
          + "latitude and longitude swapped?")
      return true
    }
    guard !configuration.isStylised, let currency = Currency.named(configuration.currency),
      let north = currency.latitudes, let east = currency.longitudes
    else { return false }
    func inside(_ norths: [Double], _ easts: [Double]) -> Int {
      zip(norths, easts).count { north.contains($0) && east.contains($1) }
    }
    let half = (regions.count + 1) / 2
    guard inside(norths, easts) < half, inside(easts, norths) >= half else { return false }
    warn(
      "swapped_coordinates", key,
      "most centres lie outside the countries that pay in \(currency.name), and inside if latitude and "
        + "longitude are swapped")
    return true
  }

  /// Distances between neighbours against the size of regions.
  private mutating func checkDistances(_ area: Double) {
    let count = regions.count
    guard count > 2, !configuration.isStylised else { return }
    let nearest = (0..<count).map { one in
      (0..<count).filter { $0 != one }.map { configuration.distances[one * count + $0] }.min() ?? 0
    }
    let mean = nearest.reduce(0, +) / Double(count)
    let side = (area / Double(count)).squareRoot()
    guard mean > 8 * side || mean * 20 < side else { return }
    warn(
      "area_magnitude", "regions.\(regions[0].id).area",
      "neighbouring centres are \(mean.rounded(significant: 3).short) km apart, and regions of this "
        + "area are \(side.rounded(significant: 3).short) km wide; is the area in km², and are the "
        + "centres in degrees?")
  }
}

// Policies, groups and patents.
extension PlausibilityChecks {
  /// Instruments that act through clusters alone.
  private static let clusterInstruments: Set = [
    "network_programme", "participant_funded_network", "contest", "pilot_clusters",
    "cluster_council",
  ]

  private mutating func checkPolicies() {
    checkBudgets()
    guard !configuration.mechanisms.clusters else { return }
    for policy in configuration.policies {
      let isOfClusters = Self.clusterInstruments.contains(policy.instrument.rawValue)
      guard isOfClusters || policy.membersOnly else { continue }
      let what =
        isOfClusters
        ? "\(policy.instrument.rawValue) acts through clusters"
        : "only members of "
          + "clusters are reached"
      warn(
        "clusters_off", "policies.\(policy.name).\(isOfClusters ? "instrument" : "members_only")",
        "\(what), and mechanisms.clusters is false, so that there are none; write "
          + "`mechanisms: {clusters: true}`")
    }
  }

  /// Budgets that are hardly a policy, or more than a state has for one.
  private mutating func checkBudgets() {
    let product = sum { $0.grossRegionalProduct }
    guard !warnings.contains(where: { $0.code == "product_magnitude" }) else { return }
    for policy in configuration.policies where policy.budget > 0 {
      let share = policy.budget / product
      guard share < 1e-5 || share > 0.1 else { continue }
      let larger = share < 1e-5
      warn(
        "budget_magnitude", "policies.\(policy.name).budget",
        "\(configuration.amount(policy.budget)) a year is "
          + "\(configuration.productShare(policy.budget)) of the country's product, "
          + "\(product.rounded(significant: 3).short) million; budgets are in millions: is it in "
          + "\(larger ? "billions" : "thousands or in single \(configuration.currency)") here?")
    }
  }

  private mutating func checkGroups() {
    let plan = configuration.recluster
    guard plan.every > 0, regions.count > 2, case .groups(let groups) = plan.cut,
      groups >= regions.count
    else { return }
    warn(
      "too_many_groups", "recluster.groups",
      "\(groups) Ward groups of \(regions.count) regions put every region into a group of its own; "
        + "about \(max(2, (regions.count + 1) / 3)) say more, and `every: 0` groups never")
  }

  private mutating func checkPatents() {
    guard places["patents_per_year"] == nil else { return }
    let rate = configuration.patentsPerYear / sum { $0.population } * 1e6
    warn(
      "patents_default", "patents_per_year",
      "it is left at its default, \(configuration.patentsPerYear.short) in the whole country, here "
        + "\(rate.rounded(significant: 2).short) for a million inhabitants; write the country's number"
    )
  }
}
