public import RegionalMeasures

// The columns that a run's tables and `triskele measure` share: one definition of every measure of
// establishments, for simulated and for real regions.

private let leydesdorff = "Leydesdorff et al. 2006, doi:10.1016/j.respol.2005.09.009"
private let dartboard = "Ellison and Glaeser 1997, doi:10.1086/262098"
private let mixture = "Brenner 2004, Local Industrial Clusters, chapter 4"
private let observatory = "European Cluster Observatory, evaluation of cluster strength"

/// Measures of the country.
public struct NationalMeasureColumns: ColumnGroup {
  public typealias Row = RegionalIndicators

  package init() {}

  private static func entropy(
    _ suffix: String, _ over: String, _ read: @escaping @Sendable (Synergy) -> Double
  ) -> Column {
    Column(
      "entropy_\(suffix)", .bits, "Entropy of firms over \(over).", source: leydesdorff
    ) { read($0.synergy) }
  }

  public let entropyOfRegions = entropy("region", "regions") { $0.region }
  public let entropyOfSectors = entropy("sector", "sectors") { $0.sector }
  public let entropyOfSizes = entropy("size", "size classes") { $0.organisation }
  public let entropyOfRegionsAndSectors = entropy("region_sector", "regions and sectors") {
    $0.regionSector
  }
  public let entropyOfRegionsAndSizes = entropy("region_size", "regions and size classes") {
    $0.regionOrganisation
  }
  public let entropyOfSectorsAndSizes = entropy("sector_size", "sectors and size classes") {
    $0.sectorOrganisation
  }
  public let entropyOfAll = entropy("all", "regions, sectors and size classes") { $0.all }
  public let synergy = Column(
    "synergy", .bits,
    "Triple-helix synergy T over region, sector and size class; negative is synergy.",
    source: leydesdorff
  ) { $0.synergy.total }
  public let synergyBetween = Column(
    "synergy_between", .bits,
    "Synergy T₀ between groups of regions (the run's Ward groups).",
    source: "Leydesdorff and Strand 2013, doi:10.1002/asi.22895"
  ) { $0.groupedSynergy?.between ?? .nan }
  public let synergyWithin = Column(
    "synergy_within", .bits,
    "Synergy within groups of regions, weighted by their firms.",
    source: "Leydesdorff and Strand 2013, doi:10.1002/asi.22895"
  ) { $0.groupedSynergy?.within.reduce(0, +) ?? .nan }
  public let firms = ScaleColumns("firms", "the number of firms") {
    (indicators: RegionalIndicators) in indicators.countShares()
  }
  public let employment = ScaleColumns("employment", "their employment") {
    (indicators: RegionalIndicators) in indicators.employmentShares()
  }
}

/// One region among measured ones.
public struct MeasuredRegion: Sendable {
  let indicators: RegionalIndicators
  let region: Int

  package init(_ indicators: RegionalIndicators, region: Int) {
    self.indicators = indicators
    self.region = region
  }
}

/// Measures of one region.
public struct RegionMeasureColumns: ColumnGroup {
  public typealias Row = MeasuredRegion

  package init() {}

  public let specialisation = Column(
    "specialisation", .none,
    "Krugman specialisation index: sum of absolute differences between the region's and the country's sector shares in employment, 0–2.",
    source: "Krugman 1991, Geography and Trade"
  ) { $0.indicators.employment.specialisation(ofRegion: $0.region) }
  public let diversity = Column(
    "diversity", .bits, "Entropy of employment over sectors.",
    source: "Frenken et al. 2007, doi:10.1080/00343400601120296"
  ) { $0.indicators.employment.diversity(ofRegion: $0.region) }
  public let synergy = Column(
    "synergy", .bits,
    "Contribution of the region to the country's triple-helix synergy; the contributions add up to the total.",
    source: leydesdorff
  ) { $0.indicators.synergy.contributions[$0.region] }
  public let firms = ScaleColumns("firms", "the number of firms") { (row: MeasuredRegion) in
    row.indicators.countShares(ofRegion: row.region)
  }
  public let employment = ScaleColumns("employment", "their employment") {
    (row: MeasuredRegion) in row.indicators.employmentShares(ofRegion: row.region)
  }
}

/// Measures of one sector.
public struct SectorMeasureColumns: ColumnGroup {
  public typealias Row = RegionalIndicators.Sector

  package init() {}

  public let plantHerfindahl = Column(
    "plant_herfindahl", .none, "Herfindahl index H of firms' shares in employment.",
    source: dartboard
  ) { $0.ellisonGlaeser.herfindahl }
  public let concentration = Column(
    "concentration", .none,
    "Raw concentration G: sum of squared differences between regions' shares in the sector and in the country.",
    source: dartboard
  ) { $0.ellisonGlaeser.concentration }
  public let gamma = Column(
    "gamma", .none,
    "Ellison–Glaeser γ: geographic concentration beyond that due to firm sizes.",
    source: dartboard
  ) { $0.ellisonGlaeser.gamma }
  public let gammaNull = Column(
    "gamma_null", .none, "Mean γ if the same firms are placed at random.", source: dartboard,
    needs: .locationNull
  ) { $0.null.mean }
  public let gammaNullLow = Column(
    "gamma_null_low", .none, "2.5 % quantile of γ if the same firms are placed at random.",
    source: dartboard, needs: .locationNull
  ) { $0.null.lower }
  public let gammaNullHigh = Column(
    "gamma_null_high", .none,
    "97.5 % quantile of γ if the same firms are placed at random; a larger γ is statistically significant.",
    source: dartboard, needs: .locationNull
  ) { $0.null.upper }
  public let gammaProbability = Column(
    "gamma_probability", .none,
    "p-value of γ under random placement, (1 + draws with larger γ)/(1 + draws).",
    source: "Davison and Hinkley 1997, section 4.2", needs: .locationNull
  ) { $0.null.probability(ofAtLeast: $0.ellisonGlaeser.gamma) }
  public let mixtureRatio = Column(
    "mixture_ratio", .none,
    "Likelihood ratio statistic of a mixture of two distributions of firms per region against one.",
    source: mixture
  ) { $0.firmsPerRegion.likelihoodRatio }
  public let clusteredShare = Column(
    "clustered_share", .share, "Share of regions in the clustered state of that mixture.",
    source: mixture
  ) { $0.firmsPerRegion.clusteredShare }
  public let ordinaryFirms = Column(
    "ordinary_firms", TableUnit("firms/region"), "Mean of the mixture's ordinary state.",
    source: mixture
  ) { $0.firmsPerRegion.ordinaryMean }
  public let clusteredFirms = Column(
    "clustered_firms", TableUnit("firms/region"), "Mean of the mixture's clustered state.",
    source: mixture
  ) { $0.firmsPerRegion.clusteredMean }
}

/// One cell, a sector in a region, among measured ones.
public struct MeasuredCell: Sendable {
  let indicators: RegionalIndicators
  let region: Int
  let sector: Int

  package init(_ indicators: RegionalIndicators, region: Int, sector: Int) {
    self.indicators = indicators
    self.region = region
    self.sector = sector
  }

  package var regionName: String { indicators.establishments.regionNames[region] }
  package var sectorName: String { indicators.establishments.sectorNames[sector] }
  var place: Int { region * indicators.establishments.sectorCount + sector }
  var stars: ClusterStars { indicators.stars[place] }

  /// Share of the cell in the employment of a region or a sector.
  func share(of whole: Double) -> Double {
    whole > 0 ? indicators.employment[region, sector] / whole : .nan
  }
}

/// Measures of one cell.
public struct CellMeasureColumns: ColumnGroup {
  public typealias Row = MeasuredCell

  package init() {}

  public let firms = Column("firms", .firms, "Active enterprises.") {
    $0.indicators.counts[$0.place]
  }
  public let employees = Column("employees", .persons, "Their employees.") {
    $0.indicators.employment[$0.region, $0.sector]
  }
  public let locationQuotient = Column(
    "location_quotient", .none,
    "Share of the sector in the region's employment, divided by its share in the country's.",
    source: "Florence 1948, Investment, Location and Size of Plant"
  ) { $0.indicators.locationQuotients[$0.place] }
  public let stars = Column.integer(
    "stars", .none,
    "Stars of the sector in the region, 0 to 3: one each for size, specialisation and focus.",
    source: observatory
  ) { $0.stars.count }
  public let starForSize = Column.flag(
    "star_size", "1 if among the top 10 % of its sector by employment.", source: observatory
  ) { $0.stars.size }
  public let starForSpecialisation = Column.flag(
    "star_specialisation", "1 if the location quotient is 2 or more.", source: observatory
  ) { $0.stars.specialisation }
  public let starForFocus = Column.flag(
    "star_focus", "1 if among the top 10 % of all cells by share of the region's employment.",
    source: observatory
  ) { $0.stars.focus }
  public let sectorShare = Column(
    "sector_share", .share, "Share of the region in the sector's employment."
  ) { $0.share(of: $0.indicators.employment.sectors[$0.sector]) }
  public let regionShare = Column(
    "region_share", .share, "Share of the sector in the region's employment."
  ) { $0.share(of: $0.indicators.employment.regions[$0.region]) }
}
