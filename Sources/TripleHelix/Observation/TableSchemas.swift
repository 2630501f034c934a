/// What is recorded: one definition a table. Shares lie in [0, 1], money is in local currency at
/// current prices unless said, P2, P6, P7, P8 and P14 are deflated by consumer prices, and flows "a
/// year" are sums of the last four quarters.
extension Table {
  private static let time: [TableColumn] = [
    .init("tick", .integer, "ticks", "Ticks since the start; 0 is the initial state."),
    .init("year", .number, "years", "Calendar time of the end of the tick."),
  ]

  private static func phases(_ of: String, _ prefix: String) -> [TableColumn] {
    ["tradition", "search", "innovation", "diffusion"].map {
      .init("\(prefix)_in_\($0)", .number, "share", "Share of \(of) of firms in \($0).")
    }
  }

  private static let resourceIntensity = TableColumn(
    "resource_intensity", .number, "–",
    "Inputs per unit of output at base-year prices, relative to generation 0; 1 at the start.")

  /// What goes to owners who are no households.
  private static let dividends: [TableColumn] = [
    .init(
      "dividends_abroad", .number, "million/quarter",
      "Dividends of firms owned from abroad, after tax."),
    .init(
      "state_dividends", .number, "million/quarter",
      "Dividends of firms owned by the state since the start, to the national government."),
  ]

  /// The fourteen indicators of a region, in the order P1…P14.
  public static let indicators: [TableColumn] = withSource([
    .init("p1", .number, "%", "P1: share of the country's patents, over four quarters."),
    .init("p2", .number, "currency/person", "P2: gross R&D expenditure per inhabitant and year."),
    .init("p3", .number, "per 1,000", "P3: research personnel per 1,000 employed."),
    .init("p4", .number, "per 1,000", "P4: employed per 1,000 inhabitants."),
    .init("p5", .number, "per 1,000", "P5: economically active per 1,000 inhabitants."),
    .init(
      "p6", .number, "thousand currency/person",
      "P6: fixed investment per inhabitant and year."),
    .init(
      "p7", .number, "thousand currency/person",
      "P7: investment of public budgets per inhabitant and year."),
    .init(
      "p8", .number, "thousand currency/person",
      "P8: expenditure of the regional budget per inhabitant and year."),
    .init(
      "p9", .number, "–",
      "P9: sum of the distances to the two capitals, divided by the distance between them."),
    .init("p10", .number, "per 1,000 km²", "P10: active enterprises per 1,000 km²."),
    .init("p11", .number, "per 100,000", "P11: registered enterprises per 100,000 inhabitants."),
    .init("p12", .number, "per 1,000", "P12: employed in industry per 1,000 employed."),
    .init("p13", .number, "per 1,000", "P13: employed in services per 1,000 employed."),
    .init(
      "p14", .number, "thousand currency/person",
      "P14: gross regional product per inhabitant and year."),
  ])

  private static func withSource(_ columns: [TableColumn]) -> [TableColumn] {
    columns.map {
      TableColumn(
        $0.name, $0.kind, $0.unit, $0.meaning,
        source: "Turekulova, Mukhambetova, Chimgentbaeva, see the ODD")
    }
  }

  public static let regions = Table(
    name: "regions",
    summary:
      "One row per region and recorded tick; the columns from `specialisation` on are filled once a year.",
    columns: time + [.init("region", .text, "–", "Identifier of the region.")] + indicators + [
      .init("population", .number, "persons", "Inhabitants."),
      .init("labour_force", .number, "persons", "Employed and unemployed."),
      .init("employed", .number, "persons", "Employed by firms and in research, where they work."),
      .init("unemployment", .number, "share", "Unemployed divided by the labour force."),
      .init("wage", .number, "million/quarter", "Wage of a worker."),
      .init("grp", .number, "million/year", "Gross regional product at current prices."),
      .init("real_grp", .number, "million/year", "Gross regional product at base-year prices."),
      .init("exports", .number, "million/year", "Sales of the region's firms abroad."),
      .init("firms", .number, "firms", "Active enterprises."),
      .init("entries", .number, "firms/year", "Enterprises founded."),
      .init("exits", .number, "firms/year", "Enterprises closed."),
      .init("net_migration", .number, "persons/year", "Arrivals less departures."),
      .init(
        "net_commuters", .number, "persons",
        "People who work here and live elsewhere, less those who live here and work elsewhere."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share",
        "Output on lines newer than the sector's tradition."),
      .init("research_staff", .number, "persons", "Research staff of universities."),
      .init("discoveries", .number, "–", "Discoveries made here since the start."),
      .init("household_deposits", .number, "million", "Deposits of households."),
      .init("land_price", .number, "–", "Price of land, 1 at the start."),
      resourceIntensity,
      .init(
        "heterogeneity", .number, "–",
        "Dispersion of firms' knowledge: root-mean-square distance from the sector mean, weighted by output."
      ),
      .init(
        "heterogeneity_change", .number, "1/year", "Smoothed yearly change of `heterogeneity`."),
      .init("employment_growth", .number, "1/year", "Smoothed log growth of firms' employment."),
      .init(
        "stage", .text, "–",
        "Stage after Menzel and Fornahl: emergence, growth, sustainment, decline or renewal."),
      .init(
        "tertiary_share", .number, "share", "Labour force with tertiary education."),
      .init(
        "government_revenue", .number, "million/quarter",
        "Taxes and land rents received by the regional government."),
      .init(
        "government_transfers", .number, "million/quarter",
        "Transfers from the national government; negative where the region pays."),
      .init(
        "government_outlays", .number, "million/quarter",
        "Purchases of the regional government and its spending on policies."),
      .init(
        "government_deposit", .number, "million",
        "Deposit of the regional government; debt if negative."),
      .init(
        "disposable_income", .number, "million/quarter", "Disposable income of households."),
    ] + dividends + regionIndicators)

  public static let sectors = Table(
    name: "sectors",
    summary:
      "One row per sector and recorded tick; the columns from `plant_herfindahl` on are filled once a year.",
    columns: time + [.init("sector", .text, "–", "Identifier of the sector.")] + [
      .init("firms", .number, "firms", "Active enterprises."),
      .init("employees", .number, "persons", "Employees of firms."),
      .init("output", .number, "million/quarter", "Output at base-year prices."),
      .init("price", .number, "–", "Mean price at home, about 1 at the start."),
      .init("quality", .number, "–", "Mean quality, 1 at the start."),
      .init("productivity", .number, "million/(person·quarter)", "Output per employee."),
      .init("margin", .number, "share of sales", "Mean profit margin, weighted by sales."),
      .init("import_share", .number, "share", "Imports in home demand."),
      .init("export_share", .number, "share", "Exports in sales."),
      .init(
        "unserved", .number, "share",
        "Share of domestic demand that domestic firms had no capacity to meet."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share", "Output on lines newer than the sector's tradition."),
      .init("tradition", .integer, "–", "Current traditional generation."),
      .init("newest_generation", .integer, "–", "Newest generation discovered."),
      .init(
        "dominant_generation", .integer, "–", "Generation with the largest share of output."),
      .init("visible_generations", .integer, "–", "Generations over 5 % of output."),
      .init(
        "herfindahl", .number, "–", "Herfindahl index of home market shares.",
        source: "Hirschman 1964"),
      .init("entries", .number, "firms/quarter", "Enterprises founded."),
      .init("exits", .number, "firms/quarter", "Enterprises closed."),
      .init("innovations", .number, "per quarter", "Firms that launched a line by own research."),
      .init("imitations", .number, "per quarter", "Firms that launched a line by imitation."),
      .init(
        "heterogeneity", .number, "–",
        "Dispersion of firms' knowledge: root-mean-square distance from the regional mean, weighted by output."
      ),
      .init(
        "tradition_age", .number, "years",
        "Time since the first use of the traditional generation; since its discovery if that "
          + "was before the start."),
      resourceIntensity,
    ] + sectorMeasures)

  public static let national = Table(
    name: "national",
    summary:
      "One row per recorded tick; the columns from `survival_1_year` on are filled once a year.",
    columns: time + [
      .init(
        "gdp", .number, "million/quarter",
        "Gross domestic product at current prices, without value-added tax."),
      .init(
        "real_gdp", .number, "million/quarter",
        "Gross domestic product at base-year prices, without value-added tax."),
      .init("consumption", .number, "million/quarter", "Consumption of households, with tax."),
      .init("government", .number, "million/quarter", "Public purchases."),
      .init(
        "investment", .number, "million/quarter", "Investment of firms, including new ones."),
      .init("exports", .number, "million/quarter", "Exports."),
      .init("imports", .number, "million/quarter", "Imports."),
      .init("wages", .number, "million/quarter", "Wages of all employed persons."),
      .init("research", .number, "million/quarter", "R&D of firms and universities."),
      .init("employed", .number, "persons", "Employed persons."),
      .init("unemployment", .number, "share", "Unemployed divided by the labour force."),
      .init("wage", .number, "million/quarter", "Mean wage."),
      .init("consumer_price", .number, "–", "Consumer price index, about 1 at the start."),
      .init("exchange_rate", .number, "–", "Home price of foreign currency, 1 at the start."),
      .init("interest_rate", .number, "1/quarter", "Interest rate of loans."),
      .init("firms", .number, "firms", "Active enterprises."),
      .init("start_ups", .number, "firms/quarter", "Start-ups."),
      .init("spin_offs", .number, "firms/quarter", "Spin-offs of firms."),
      .init("university_spin_offs", .number, "firms/quarter", "Spin-offs of universities."),
      .init("exits", .number, "firms/quarter", "Enterprises closed."),
      .init("insolvencies", .number, "firms/quarter", "Enterprises closed because of insolvency."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share",
        "Output on lines newer than their sector's tradition."
      ),
      .init("innovations", .number, "per quarter", "Firms that launched a line by own research."),
      .init("imitations", .number, "per quarter", "Firms that launched a line by imitation."),
      .init("patents", .number, "per quarter", "Patents."),
      .init("generations_opened", .integer, "–", "Generations discovered since the start."),
      .init(
        "improvements", .integer, "–",
        "Discoveries since the start that improved an existing generation."),
      .init("cycles", .number, "per quarter", "Firms that returned to tradition on a newer line."),
      .init("cycle_length", .number, "years", "Median time from tradition to tradition."),
      .init("credit", .number, "million", "Loans of firms."),
      .init(
        "venture_capital", .number, "million/quarter", "Equity that young firms sold."),
      .init(
        "government_deposit", .number, "million", "Deposit of all governments; debt if negative."),
      .init(
        "hill_exponent", .number, "–", "Hill estimator of the largest 5 % of firms.",
        source: "Hill 1975, doi:10.1214/aos/1176343247"),
      .init("largest_firm", .number, "share", "Largest firm's share of employment."),
      .init(
        "growth_shape", .number, "–", "Subbotin shape of yearly growth; 1 is Laplace.",
        source: "Bottazzi and Secchi 2006, doi:10.1093/icc/dtl005"),
      .init(
        "growth_shape_small", .number, "–",
        "Subbotin shape of yearly growth of firms with 10 to 50 employees.",
        source: "Bottazzi and Secchi 2006, doi:10.1093/icc/dtl005"),
      .init(
        "growth_size_slope", .number, "–",
        "Log-log slope of the standard deviation of yearly growth on firm size.",
        source: "Stanley et al. 1996, doi:10.1038/379804a0"),
      .init(
        "exits_under_2", .number, "1/year", "Exit hazard of firms under 2 minimum efficient sizes."),
      .init(
        "exits_2_to_5", .number, "1/year", "Exit hazard of firms of 2 to 5 minimum efficient sizes."
      ),
      .init(
        "exits_5_to_20", .number, "1/year",
        "Exit hazard of firms of 5 to 20 minimum efficient sizes."),
      .init(
        "exits_over_20", .number, "1/year", "Exit hazard of firms over 20 minimum efficient sizes."),
      .init("exits_young", .number, "1/year", "Exit hazard of firms under 2 years."),
      .init("exits_middle", .number, "1/year", "Exit hazard of firms of 2 to 15 years."),
      .init("exits_old", .number, "1/year", "Exit hazard of firms over 15 years."),
      .init(
        "account_drift", .number, "–",
        "Change of all deposits less loans since the start, relative to their gross sum; a check of the accounts."
      ),
      .init(
        "tradition_age", .number, "years",
        "Time since the first use of each sector's tradition, weighted by sales."),
      resourceIntensity,
      .init(
        "current_account", .number, "million/quarter",
        "Exports less imports and dividends paid abroad; the exchange rate responds to it."),
    ] + dividends + nationalIndicators)

  public static let generations = Table(
    name: "generations",
    summary: "One row per sector, known generation and recorded tick.",
    columns: time + [
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("generation", .integer, "–", "Index; 2 is the newest that was known at the start."),
      .init("firm_share", .number, "share", "Firms whose newest line is this generation."),
      .init("output_share", .number, "share", "Output on this generation."),
      .init("adopted_firms", .number, "share", "Firms on this generation or a newer one."),
      .init("adopted_output", .number, "share", "Output on this generation or a newer one."),
      .init("status", .text, "–", "discovered, innovation, spreading or tradition."),
      .init("discovered", .integer, "ticks", "Tick of its discovery."),
      .init("launched", .integer, "ticks", "Tick of its first use; empty before."),
      .init("productivity", .number, "–", "Productivity, 1 for generation 0."),
      .init("quality", .number, "–", "Quality, 1 for generation 0."),
      .init(
        "launched_by", .text, "–",
        "First firm to use it, 16 hexadecimal digits; if several, the one with the smallest identifier; "
          + "empty before, and for generations in use at the start."),
      .init(
        "resource_intensity", .number, "–",
        "Inputs per unit of output at base-year prices, 1 for generation 0."),
    ])

  public static let discoveries = Table(
    name: "discoveries", summary: "One row per discovery and sector that it affects.",
    columns: time + [
      .init("region", .text, "–", "Region of the university."),
      .init("field", .text, "–", "Field of science."),
      .init("sector", .text, "–", "Sector that uses it."),
      .init("generation", .integer, "–", "Generation opened or improved."),
      .init("step", .number, "–", "Productivity step."),
      .init("radical", .integer, "–", "1 if the step is radical."),
      .init("improvement", .integer, "–", "1 if it improves a generation that few firms use."),
    ])

  public static let universities = Table(
    name: "universities", summary: "One row per region and recorded year.",
    columns: time + [
      .init("region", .text, "–", "Identifier of the region."),
      .init("staff", .number, "persons", "Research staff."),
      .init(
        "orientation", .number, "–", "Orientation of research: 0 is basic only, 1 is applied only."),
      .init("office", .number, "–", "Effectiveness of the technology-transfer office, 0 to 1."),
      .init("state_funding", .number, "million/year", "Funding by the state."),
      .init("contracts", .number, "million/year", "Contract research for firms."),
      .init("own_funding", .number, "million/year", "Royalties from licences."),
      .init(
        "contract_firms", .number, "firms", "Firms under contract, mean of the four quarters."),
      .init("linked_firms", .number, "firms", "Firms that work with the university."),
      .init("graduates", .number, "persons/year", "Graduates."),
      .init("discoveries", .number, "1/year", "Discoveries."),
      .init("licences", .number, "1/year", "Lines launched under a licence."),
      .init("spin_offs", .number, "firms/year", "Spin-offs."),
      .init(
        "frontier_gap", .number, "log points",
        "Knowledge that other universities have and this one lacks, mean over fields."),
      .init("tertiary_share", .number, "share", "Labour force with tertiary education."),
    ])

  public static let clusters = Table(
    name: "clusters", summary: "One row per active regional cluster and recorded tick.",
    columns: time + [
      .init("cluster", .text, "–", "Identifier: region, sector and ordinal."),
      .init("region", .text, "–", "Identifier of its home region."),
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("founded", .integer, "ticks", "Tick of founding."),
      .init("members", .number, "firms", "Member firms, full and associate."),
      .init("employees", .number, "persons", "Employees of members."),
      .init(
        "trust", .number, "–", "Mean trust of members in the cluster; a measure of coordination."),
      .init("fund", .number, "million", "Pooled fund."),
      .init("full_members", .number, "firms", "Full members."),
      .init("sales", .number, "million/quarter", "Sales of members."),
      .init("effort", .number, "–", "Mean effort of members for the cluster."),
      .init("benefit", .number, "share of sales", "Mean benefit, as members value it."),
      .init(
        "council_strength", .number, "–",
        "Mean powers delegated by full members, over all members; a measure of coordination."),
      .init("joint_capital", .number, "million", "Joint facilities at base-year prices."),
      .init("brand", .number, "–", "Joint brand, from 0 to 1."),
      .init("broker", .integer, "–", "1 if it keeps a broker."),
      .init(
        "heterogeneity", .number, "–",
        "Root-mean-square distance of members' knowledge from its centre."),
      .init(
        "growth", .number, "1/year", "Growth of the square root of output, smoothed over two years."
      ),
      .init(
        "heterogeneity_change", .number, "1/year",
        "Change of heterogeneity, smoothed over two years."),
      .init(
        "stage", .text, "–",
        "Stage of life: emergence, growth, maturity, decline or renewal."),
      .init("coverage", .number, "km", "Root-mean-square distance of members from their centre."),
      .init(
        "density", .number, "firms/1,000 km²",
        "Members divided by the area of the regions with members."),
      .init(
        "breadth", .number, "–",
        "Entropy of members over the generations in use, with each sector's generations separate, relative to its "
          + "largest value."),
      .init("depth", .number, "share", "Share of members' partners that are in the same cluster."),
      .init(
        "activity", .number, "–",
        "Entropy of members over roles in the value chain, relative to its largest value."
      ),
      .init(
        "newest_share", .number, "share",
        "Share of members on a line newer than the sector's tradition; a measure of growth potential."
      ),
      .init(
        "innovations", .number, "1/year",
        "Innovations per member and year, smoothed; a measure of innovative capacity."),
      .init(
        "leader_share", .number, "share",
        "Share of the largest member in sales; a measure of organisation."),
      .init(
        "herfindahl", .number, "–", "Herfindahl index of members' sales; a measure of organisation."
      ),
      .init("tenure", .number, "quarters", "Mean tenure of members; a measure of coordination."),
      .init(
        "initiator", .text, "–",
        "Who initiated it: firm (by itself), leader (the largest firm of its region and sector), broker (a firm that a broker "
          + "of a cluster visited), programme (a firm that a broker paid by a policy visited), university "
          + "or government (of the region), split (the largest of the firms that left another cluster)."
      ),
      .init(
        "initiator_firm", .text, "–",
        "Identifier of that firm, 16 hexadecimal digits; empty where no firm initiated it."),
      .init(
        "regions", .integer, "–",
        "Regions with members; more than one only if `clusters.reach` allows it."
      ),
      .init(
        "fee", .number, "share of sales",
        "Fee of a full member for secretariat and fund, set by the council."),
      .init(
        "group", .text, "–",
        "Sectors whose firms it may admit under `clusters.group`, identifiers separated by spaces; empty "
          + "if only its own sector."),
      .init("sectors", .integer, "–", "Sectors with members."),
      .init(
        "parent", .text, "–",
        "Identifier of the cluster that it split from; empty if it did not arise by a split."),
    ])

  public static let policies = Table(
    name: "policies", summary: "One row per policy and recordedtick while it is in force.",
    columns: time + [
      .init("policy", .text, "–", "Name in the scenario."),
      .init("instrument", .text, "–", "Kind of instrument."),
      .init("spent", .number, "million", "Money paid out since the start, without `forgone`."),
      .init("reached", .number, "firms", "Firms, universities or regions reached this quarter."),
      .init("spent_this_year", .number, "million", "Money paid out since the start of the year."),
      .init(
        "forgone", .number, "million", "Tax revenue forgone since the start, not part of `spent`."),
      .init(
        "forgone_this_year", .number, "million", "Tax revenue forgone since the start of the year."),
      .init("budget", .number, "million/year", "Maximum spent and forgone in a year."),
      .init(
        "strength", .number, "share", "Share of its full strength, while it is phased in or out."),
      .init(
        "eligible", .number, "firms",
        "Firms, universities or regions that it could have reached this quarter."),
      .init("take_up", .number, "share", "Reached divided by eligible."),
      .init(
        "participations", .number, "firms",
        "Admissions to its list of participants since the start; without such a list, the sum of those reached each quarter."
      ),
      .init(
        "paid_by", .text, "–",
        "Who pays: nation, or regions (each for its own recipients)."),
    ])

  public static let policyReports = Table(
    name: "policy_reports",
    summary:
      "One row per policy, measure of its instrument and recordedtick while it is in force; for network "
      + "programmes also in the ten years after they end.",
    columns: time + [
      .init("policy", .text, "–", "Name in the scenario."),
      .init("instrument", .text, "–", "Kind of instrument."),
      .init("measure", .text, "–", "What is measured; the instrument's page explains it."),
      .init("unit", .text, "–", "Unit of the value."),
      .init("value", .number, "as `unit` says", "Value of the quarter."),
    ])

  public static let wardMemberships = Table(
    name: "ward_memberships", summary: "One row per region and grouping.",
    columns: time + [
      .init("region", .text, "–", "Identifier of the region."),
      .init(
        "group", .integer, "–",
        "Ward group; a group keeps its number if it overlaps with an earlier one."
      ),
      .init(
        "silhouette", .number, "–", "Silhouette of the region in its group, -1 to 1.",
        source: "Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7"),
      .init("moved", .integer, "–", "1 if the region was in another group before."),
    ])

  public static let wardMerges = Table(
    name: "ward_merges", summary: "One row per merge and grouping, in the order of agglomeration.",
    columns: time + [
      .init("step", .integer, "–", "Order of the merge, from 1."),
      .init(
        "a", .integer, "–", "First cluster: below the number of regions, a region in file order."),
      .init("b", .integer, "–", "Second cluster."),
      .init(
        "height", .number, "–", "Ward2 height of the merge.",
        source: "Murtagh and Legendre 2014, doi:10.1007/s00357-014-9161-z"),
      .init("size", .integer, "regions", "Regions in the merged cluster."),
    ])

  public static let wardGroupings = Table(
    name: "ward_groupings", summary: "One row per grouping of the regions by Ward's method.",
    columns: time + [
      .init("groups", .integer, "groups", "Number of groups into which the tree was cut."),
      .init(
        "cophenetic_correlation", .number, "–",
        "Correlation of the heights at which pairs of regions meet in the tree with their distances.",
        source: "Sokal and Rohlf 1962, doi:10.2307/1217208"),
      .init(
        "mean_silhouette", .number, "–", "Mean silhouette of the regions, -1 to 1.",
        source: "Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7"),
      .init(
        "adjusted_rand_previous", .number, "–",
        "Adjusted Rand index with the previous grouping: 1 if equal, about 0 if unrelated; empty for the first.",
        source: "Hubert and Arabie 1985, doi:10.1007/BF01908075"),
      .init(
        "adjusted_rand_initial", .number, "–", "Adjusted Rand index with the first grouping.",
        source: "Hubert and Arabie 1985, doi:10.1007/BF01908075"),
      .init("moved", .integer, "regions", "Regions that were in another group before."),
    ])

  public static let sizes = Table(
    name: "sizes", summary: "One row per size class and recorded year: classes double.",
    columns: time + [
      .init("lower", .number, "persons", "Lower bound of the class."),
      .init("upper", .number, "persons", "Upper bound of the class."),
      .init("firms", .number, "firms", "Enterprises in the class."),
      .init("employees", .number, "persons", "Their employees."),
      .init(
        "share_above", .number, "share",
        "Share of enterprises at least as large as the lower bound."),
    ])
}
