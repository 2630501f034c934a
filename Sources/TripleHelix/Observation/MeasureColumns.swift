package import RegionalMeasures

/// The columns that a run's tables and `triskele measure` share, and their values: one definition of
/// every measure of establishments, for simulated and for real regions.
extension Table {
  private static let leydesdorff = "Leydesdorff et al. 2006, doi:10.1016/j.respol.2005.09.009"
  private static let smallAndMedium = "Recommendation 2003/361/EC"
  private static let observatory = "European Cluster Observatory, evaluation of cluster strength"
  private static let dartboard = "Ellison and Glaeser 1997, doi:10.1086/262098"

  static func scales(_ suffix: String, _ of: String) -> [TableColumn] {
    [("small", "under 50"), ("medium", "50 to 249"), ("large", "250 or more")].map {
      .init(
        "\($0.0)_\(suffix)", .number, "share", "Share of firms of \($0.1) persons in \(of).",
        source: smallAndMedium)
    }
  }

  /// Measures of the country.
  public static let nationalMeasures: [TableColumn] =
    [
      ("entropy_region", "regions"), ("entropy_sector", "sectors"),
      ("entropy_size", "size classes"), ("entropy_region_sector", "regions and sectors"),
      ("entropy_region_size", "regions and size classes"),
      ("entropy_sector_size", "sectors and size classes"),
      ("entropy_all", "regions, sectors and size classes"),
    ].map {
      .init($0.0, .number, "bits", "Entropy of firms over \($0.1).", source: leydesdorff)
    } + [
      .init(
        "synergy", .number, "bits",
        "Triple-helix synergy T over region, sector and size class; negative is synergy.",
        source: leydesdorff),
      .init(
        "synergy_between", .number, "bits",
        "Synergy T₀ between groups of regions (the run's Ward groups).",
        source: "Leydesdorff and Strand 2013, doi:10.1002/asi.22895"),
      .init(
        "synergy_within", .number, "bits",
        "Synergy within groups of regions, weighted by their firms.",
        source: "Leydesdorff and Strand 2013, doi:10.1002/asi.22895"),
    ] + scales("firms", "the number of firms") + scales("employment", "their employment")

  /// Measures of one region.
  public static let regionMeasures: [TableColumn] =
    [
      .init(
        "specialisation", .number, "–",
        "Krugman specialisation index: sum of absolute differences between the region's and the country's sector shares in employment, 0–2.",
        source: "Krugman 1991, Geography and Trade"),
      .init(
        "diversity", .number, "bits", "Entropy of employment over sectors.",
        source: "Frenken et al. 2007, doi:10.1080/00343400601120296"),
      .init(
        "synergy", .number, "bits",
        "Contribution of the region to the country's triple-helix synergy; the contributions add up to the total.",
        source: leydesdorff),
    ] + scales("firms", "the number of firms") + scales("employment", "their employment")

  /// Measures of one sector.
  public static let sectorMeasures: [TableColumn] = [
    .init(
      "plant_herfindahl", .number, "–", "Herfindahl index H of firms' shares in employment.",
      source: dartboard),
    .init(
      "concentration", .number, "–",
      "Raw concentration G: sum of squared differences between regions' shares in the sector and in the country.",
      source: dartboard),
    .init(
      "gamma", .number, "–",
      "Ellison–Glaeser γ: geographic concentration beyond that due to firm sizes.",
      source: dartboard),
    .init(
      "gamma_null", .number, "–", "Mean γ if the same firms are placed at random.",
      source: dartboard),
    .init(
      "gamma_null_low", .number, "–", "2.5 % quantile of γ if the same firms are placed at random.",
      source: dartboard),
    .init(
      "gamma_null_high", .number, "–",
      "97.5 % quantile of γ if the same firms are placed at random; a larger γ is statistically significant.",
      source: dartboard),
    .init(
      "gamma_probability", .number, "–",
      "p-value of γ under random placement, (1 + draws with larger γ)/(1 + draws).",
      source: "Davison and Hinkley 1997, section 4.2"),
    .init(
      "mixture_ratio", .number, "–",
      "Likelihood ratio statistic of a mixture of two distributions of firms per region against one.",
      source: "Brenner 2004, Local Industrial Clusters, chapter 4"),
    .init(
      "clustered_share", .number, "share",
      "Share of regions in the clustered state of that mixture.",
      source: "Brenner 2004, Local Industrial Clusters, chapter 4"),
    .init(
      "ordinary_firms", .number, "firms/region", "Mean of the mixture's ordinary state.",
      source: "Brenner 2004, Local Industrial Clusters, chapter 4"),
    .init(
      "clustered_firms", .number, "firms/region", "Mean of the mixture's clustered state.",
      source: "Brenner 2004, Local Industrial Clusters, chapter 4"),
  ]

  /// Measures of one cell, a sector in a region.
  public static let cellMeasures: [TableColumn] = [
    .init("firms", .number, "firms", "Active enterprises."),
    .init("employees", .number, "persons", "Their employees."),
    .init(
      "location_quotient", .number, "–",
      "Share of the sector in the region's employment, divided by its share in the country's.",
      source: "Florence 1948, Investment, Location and Size of Plant"),
    .init(
      "stars", .integer, "–",
      "Stars of the sector in the region, 0 to 3: one each for size, specialisation and focus.",
      source: observatory),
    .init(
      "star_size", .integer, "–", "1 if among the top 10 % of its sector by employment.",
      source: observatory),
    .init(
      "star_specialisation", .integer, "–", "1 if the location quotient is 2 or more.",
      source: observatory),
    .init(
      "star_focus", .integer, "–",
      "1 if among the top 10 % of all cells by share of the region's employment.",
      source: observatory),
    .init("sector_share", .number, "share", "Share of the region in the sector's employment."),
    .init("region_share", .number, "share", "Share of the sector in the region's employment."),
  ]
}

extension RegionalIndicators {
  /// Values of `Table.nationalMeasures`.
  package var nationalValues: [TableValue] {
    let parts = synergy
    return
      ([
        parts.region, parts.sector, parts.organisation, parts.regionSector,
        parts.regionOrganisation, parts.sectorOrganisation, parts.all, parts.total,
        groupedSynergy?.between ?? .nan, groupedSynergy?.within.reduce(0, +) ?? .nan,
      ] + countShares() + employmentShares()).map { .number($0) }
  }

  /// Values of `Table.regionMeasures`.
  package func values(ofRegion r: Int) -> [TableValue] {
    ([
      employment.specialisation(ofRegion: r), employment.diversity(ofRegion: r),
      synergy.contributions[r],
    ] + countShares(ofRegion: r) + employmentShares(ofRegion: r)).map { .number($0) }
  }

  /// Values of `Table.sectorMeasures`.
  package func values(ofSector s: Int) -> [TableValue] {
    let sector = sectors[s]
    let gamma = sector.ellisonGlaeser.gamma
    return [
      sector.ellisonGlaeser.herfindahl, sector.ellisonGlaeser.concentration, gamma,
      sector.null.mean, sector.null.lower, sector.null.upper,
      sector.null.probability(ofAtLeast: gamma), sector.firmsPerRegion.likelihoodRatio,
      sector.firmsPerRegion.clusteredShare, sector.firmsPerRegion.ordinaryMean,
      sector.firmsPerRegion.clusteredMean,
    ].map { .number($0) }
  }

  /// Values of `Table.cellMeasures`.
  package func values(ofCell region: Int, _ sector: Int) -> [TableValue] {
    let cell = region * establishments.sectorCount + sector
    let persons = employment[region, sector]
    let stars = stars[cell]
    func flag(_ isEarned: Bool) -> TableValue { .integer(isEarned ? 1 : 0) }
    func share(_ whole: Double) -> TableValue { .number(whole > 0 ? persons / whole : .nan) }
    return [
      .number(counts[cell]), .number(persons), .number(locationQuotients[cell]),
      .integer(stars.count), flag(stars.size), flag(stars.specialisation), flag(stars.focus),
      share(employment.sectors[sector]), share(employment.regions[region]),
    ]
  }
}
