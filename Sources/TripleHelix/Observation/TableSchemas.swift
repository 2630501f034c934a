/// What is recorded: one definition a table. Shares lie in [0, 1], money is in local currency at
/// current prices unless said, P2, P6, P7, P8 and P14 are deflated by consumer prices, and flows "a
/// year" are sums of the last four quarters.
extension Table {
  private static let time: [TableColumn] = [
    .init("tick", .integer, "quarters", "Quarters since the start; 0 is the initial state."),
    .init("year", .number, "years", "Calendar time of the end of the quarter."),
  ]

  private static func phases(_ of: String, _ prefix: String) -> [TableColumn] {
    ["tradition", "search", "innovation", "diffusion"].map {
      .init("\(prefix)_in_\($0)", .number, "share", "Share of \(of) of firms in \($0).")
    }
  }

  /// The fourteen indicators of a region, in the order P1…P14.
  public static let indicators: [TableColumn] = [
    .init("p1", .number, "%", "P1: patents, share of the country's, over four quarters."),
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
      "P8: outlays of the regional budget per inhabitant and year."),
    .init(
      "p9", .number, "–",
      "P9: distances to the two capitals, summed, over the distance between them."),
    .init("p10", .number, "per 1,000 km²", "P10: active enterprises per 1,000 km²."),
    .init("p11", .number, "per 100,000", "P11: registered enterprises per 100,000 inhabitants."),
    .init("p12", .number, "per 1,000", "P12: employed in industry per 1,000 employed."),
    .init("p13", .number, "per 1,000", "P13: employed in services per 1,000 employed."),
    .init(
      "p14", .number, "thousand currency/person",
      "P14: gross regional product per inhabitant and year."),
  ]

  public static let regions = Table(
    name: "regions", summary: "One row a region and recorded tick.",
    columns: time + [.init("region", .text, "–", "Identifier of the region.")] + indicators + [
      .init("population", .number, "persons", "Inhabitants."),
      .init("labour_force", .number, "persons", "Employed and unemployed."),
      .init("employed", .number, "persons", "Employed by firms and in research."),
      .init("unemployment", .number, "share", "Unemployed over the labour force."),
      .init("wage", .number, "million/quarter", "Wage of a worker."),
      .init("grp", .number, "million/year", "Gross regional product at current prices."),
      .init("real_grp", .number, "million/year", "Gross regional product at base-year prices."),
      .init("exports", .number, "million/year", "Sales of the region's firms abroad."),
      .init("firms", .number, "firms", "Active enterprises."),
      .init("entries", .number, "firms/year", "Enterprises founded."),
      .init("exits", .number, "firms/year", "Enterprises closed."),
      .init("net_migration", .number, "persons/year", "Arrivals less departures."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share",
        "Output on lines newer than the sector's tradition."),
      .init("research_staff", .number, "persons", "Research staff of universities."),
      .init("discoveries", .number, "–", "Discoveries made here since the start."),
      .init("household_deposits", .number, "million", "Deposits of households."),
    ])

  public static let sectors = Table(
    name: "sectors", summary: "One row a sector and recorded tick.",
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
      .init("unserved", .number, "share", "Home demand that home firms were too full to take."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share", "Output on lines newer than the sector's tradition."),
      .init("tradition", .integer, "–", "Generation that is tradition."),
      .init("newest_generation", .integer, "–", "Newest generation discovered."),
      .init(
        "dominant_generation", .integer, "–", "Generation with the largest share of output."),
      .init("visible_generations", .integer, "–", "Generations over 5 % of output."),
      .init("herfindahl", .number, "–", "Herfindahl index of home market shares."),
      .init("entries", .number, "firms/quarter", "Enterprises founded."),
      .init("exits", .number, "firms/quarter", "Enterprises closed."),
    ])

  public static let national = Table(
    name: "national", summary: "One row a recorded tick.",
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
        "investment", .number, "million/quarter", "Investment of firms, founded ones included."),
      .init("exports", .number, "million/quarter", "Exports."),
      .init("imports", .number, "million/quarter", "Imports."),
      .init("wages", .number, "million/quarter", "Pay of all employed."),
      .init("research", .number, "million/quarter", "R&D of firms and universities."),
      .init("employed", .number, "persons", "Employed persons."),
      .init("unemployment", .number, "share", "Unemployed over the labour force."),
      .init("wage", .number, "million/quarter", "Mean wage."),
      .init("consumer_price", .number, "–", "Consumer price index, about 1 at the start."),
      .init("exchange_rate", .number, "–", "Home price of foreign currency, 1 at the start."),
      .init("firms", .number, "firms", "Active enterprises."),
      .init("start_ups", .number, "firms/quarter", "Start-ups."),
      .init("spin_offs", .number, "firms/quarter", "Spin-offs of firms."),
      .init("university_spin_offs", .number, "firms/quarter", "Spin-offs of universities."),
      .init("exits", .number, "firms/quarter", "Enterprises closed."),
      .init("insolvencies", .number, "firms/quarter", "Closed because insolvent."),
    ] + phases("the number", "firms") + phases("the output", "output") + [
      .init(
        "innovation_output", .number, "share",
        "Output on lines newer than their sector's tradition."
      ),
      .init("innovations", .number, "per quarter", "Firms that launched a line by own research."),
      .init("imitations", .number, "per quarter", "Firms that launched a line by imitation."),
      .init("patents", .number, "per quarter", "Patents."),
      .init("generations_opened", .integer, "–", "Generations discovered since the start."),
      .init("improvements", .integer, "–", "Discoveries since the start that improved one."),
      .init("cycles", .number, "per quarter", "Firms that came back to tradition on a newer line."),
      .init("cycle_length", .number, "years", "Median time from tradition to tradition."),
      .init("credit", .number, "million", "Loans of firms."),
      .init(
        "government_deposit", .number, "million", "Deposit of all governments; debt if negative."),
      .init("hill_exponent", .number, "–", "Hill estimator of the largest 5 % of firms."),
      .init("largest_firm", .number, "share", "Largest firm's share of employment."),
      .init("growth_shape", .number, "–", "Subbotin shape of yearly growth; 1 is Laplace."),
      .init(
        "growth_shape_small", .number, "–", "The same, of firms of 10 to 50 persons."),
      .init(
        "growth_size_slope", .number, "–",
        "Log-log slope of the deviation of yearly growth on size."),
      .init("exits_under_2", .number, "1/year", "Exit hazard of firms under 2 size units."),
      .init("exits_2_to_5", .number, "1/year", "Exit hazard of firms of 2 to 5 size units."),
      .init("exits_5_to_20", .number, "1/year", "Exit hazard of firms of 5 to 20 size units."),
      .init("exits_over_20", .number, "1/year", "Exit hazard of firms over 20 size units."),
      .init("exits_young", .number, "1/year", "Exit hazard of firms under 2 years."),
      .init("exits_old", .number, "1/year", "Exit hazard of firms over 15 years."),
      .init(
        "account_drift", .number, "–",
        "Deviation of all deposits less loans from their start, relative to their gross sum."),
    ])

  public static let generations = Table(
    name: "generations",
    summary: "One row a sector, generation in use or known, and recorded tick.",
    columns: time + [
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("generation", .integer, "–", "Index; 2 is the newest that was known at the start."),
      .init("firm_share", .number, "share", "Firms whose newest line is this generation."),
      .init("output_share", .number, "share", "Output on this generation."),
      .init("adopted_firms", .number, "share", "Firms on this generation or a newer one."),
      .init("adopted_output", .number, "share", "Output on this generation or a newer one."),
      .init("status", .text, "–", "discovered, innovation, spreading or tradition."),
      .init("discovered", .integer, "quarters", "Tick of its discovery."),
      .init("launched", .integer, "quarters", "Tick of its first use; empty before."),
      .init("productivity", .number, "–", "Productivity, 1 for generation 0."),
      .init("quality", .number, "–", "Quality, 1 for generation 0."),
    ])

  public static let discoveries = Table(
    name: "discoveries", summary: "One row a discovery and sector that it touches.",
    columns: time + [
      .init("region", .text, "–", "Region of the university."),
      .init("field", .text, "–", "Field of science."),
      .init("sector", .text, "–", "Sector that draws on it."),
      .init("generation", .integer, "–", "Generation opened or improved."),
      .init("step", .number, "–", "Productivity step."),
      .init("radical", .integer, "–", "1 if the step is radical."),
      .init("improvement", .integer, "–", "1 if it improves a generation that is hardly in use."),
    ])

  public static let clusters = Table(
    name: "clusters", summary: "One row a living regional cluster and recorded tick.",
    columns: time + [
      .init("cluster", .text, "–", "Identifier: region, sector and ordinal."),
      .init("region", .text, "–", "Identifier of the region."),
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("founded", .integer, "quarters", "Tick of founding."),
      .init("members", .number, "firms", "Member firms."),
      .init("employees", .number, "persons", "Employees of members."),
      .init("trust", .number, "–", "Mean trust of members."),
      .init("fund", .number, "million", "Pooled fund."),
    ])

  public static let policies = Table(
    name: "policies", summary: "One row a policy and recorded tick at which it runs.",
    columns: time + [
      .init("policy", .text, "–", "Name in the scenario."),
      .init("instrument", .text, "–", "Kind of instrument."),
      .init("spent", .number, "million", "Spent since the start."),
      .init("reached", .number, "firms", "Firms, universities or regions reached this quarter."),
      .init("spent_this_year", .number, "million", "Spent since the start of the year."),
      .init("forgone", .number, "million", "Tax given back since the start."),
      .init("forgone_this_year", .number, "million", "Tax given back since the year's start."),
      .init("budget", .number, "million/year", "Most that is spent and given back in a year."),
      .init("strength", .number, "share", "Where it stands on its ramp."),
      .init("eligible", .number, "firms", "Those that it could have reached this quarter."),
      .init("take_up", .number, "share", "Reached, over eligible."),
      .init(
        "participations", .number, "firms",
        "Admissions to a list of participants, or those reached quarter by quarter, since the start."
      ),
    ])

  public static let policyReports = Table(
    name: "policy_reports",
    summary: "One row a policy, measure of its instrument and recorded tick at which it runs.",
    columns: time + [
      .init("policy", .text, "–", "Name in the scenario."),
      .init("instrument", .text, "–", "Kind of instrument."),
      .init("measure", .text, "–", "What is measured; the instrument's page explains it."),
      .init("unit", .text, "–", "Unit of the value."),
      .init("value", .number, "as `unit` says", "Value of the quarter."),
    ])

  public static let wardMemberships = Table(
    name: "ward_memberships", summary: "One row a region and grouping.",
    columns: time + [
      .init("region", .text, "–", "Identifier of the region."),
      .init(
        "group", .integer, "–",
        "Ward group; numbers are kept where groups overlap with earlier ones."
      ),
      .init("silhouette", .number, "–", "Silhouette of the region in its group, -1 to 1."),
      .init("moved", .integer, "–", "1 if the region was in another group before."),
    ])

  public static let wardMerges = Table(
    name: "ward_merges", summary: "One row a merge and grouping, in the order of agglomeration.",
    columns: time + [
      .init("step", .integer, "–", "Order of the merge, from 1."),
      .init(
        "a", .integer, "–", "First cluster: below the number of regions, a region in file order."),
      .init("b", .integer, "–", "Second cluster."),
      .init("height", .number, "–", "Ward2 height of the merge."),
      .init("size", .integer, "regions", "Regions in the merged cluster."),
    ])

  public static let sizes = Table(
    name: "sizes", summary: "One row a size class and recorded year: classes double.",
    columns: time + [
      .init("lower", .number, "persons", "Lower bound of the class."),
      .init("upper", .number, "persons", "Upper bound of the class."),
      .init("firms", .number, "firms", "Enterprises in the class."),
      .init("employees", .number, "persons", "Their employees."),
      .init("share_above", .number, "share", "Enterprises at least as large as the lower bound."),
    ])
}
