/// A commented scenario file to start from.
public enum Starter: String, Sendable, CaseIterable {
  /// The real regions of Kazakhstan, to change.
  case kazakhstan
  /// The neutral country, to change.
  case neutral
  /// A small country written out in the file itself, which needs no other.
  case teaching

  /// The scenario that it extends, seen from the folder of scenarios.
  public var base: String? {
    switch self {
    case .kazakhstan: "kazakhstan.yaml"
    case .neutral: "neutral.yaml"
    case .teaching: nil
    }
  }

  /// The text of the file.
  ///
  /// - Parameter folder: The folder of scenarios as seen from the new file, where there is one.
  public func text(scenarioFolder folder: String?) -> String {
    let prefix = folder.map { $0.isEmpty || $0 == "." ? "" : "\($0)/" }
    let schema =
      prefix.map { "# yaml-language-server: $schema=\($0)scenario.schema.json\n#\n" } ?? ""
    let head =
      schema + """
        # Check this file with `triskele scenario check`, see what holds and why with
        # `triskele scenario explain`, and run it with `triskele run`.


        """
    return head + (base.map { Self.extending((prefix ?? "") + $0) } ?? Self.standingAlone)
      + tail
  }

  private static func extending(_ base: String) -> String {
    """
    # What is not written here is as in this scenario.
    extends: \(base)

    title: My scenario
    summary: >-
      What this scenario is and shows, in a paragraph.

    # For a quick look, several times as fast, let one agent stand for ten firms: run and compare
    # with --set scale=10, which sets it for all scenarios alike.


    """
  }

  private static let standingAlone = """
    title: My scenario
    summary: >-
      What this scenario is and shows, in a paragraph.
    stylised: true

    currency: crowns
    start_year: 2000
    years: 25

    # Money is in millions a year. A table works as well: `regions: {table: my-regions.csv}`, with
    # these keys as its header.
    regions:
      - id: north
        name: The North
        latitude: 51
        longitude: 10
        area: 20000
        population: 200000
        employed: 95000
        labour_force: 101000
        gross_regional_product: 141550
        # Of the employed; the rest works in agriculture.
        industry_share: 0.35
        services_share: 0.58
        fixed_investment: 25500
        budget_investment: 5000
        public_expenditure: 27000
        research_personnel: 900
        patent_share: 0.8
        active_firms: 10000
        registered_firms: 14000
      - id: south
        name: The South
        latitude: 48
        longitude: 10
        area: 30000
        population: 110000
        employed: 50000
        labour_force: 53500
        gross_regional_product: 74500
        industry_share: 0.25
        services_share: 0.62
        fixed_investment: 13400
        budget_investment: 3000
        public_expenditure: 15000
        research_personnel: 100
        patent_share: 0.2
        active_firms: 5000
        registered_firms: 7000

    patents_per_year: 150

    # Every so many quarters; 0 never groups.
    recluster:
      every: 4
      groups: 2


    """

  private var example: (region: String, currency: String, budget: Int) {
    switch self {
    case .kazakhstan: ("karaganda", "tenge", 5000)
    case .neutral: ("oak", "crowns", 100)
    case .teaching: ("north", "crowns", 100)
    }
  }

  private var tail: String {
    """
    # Take away the # of what you want to change.

    # Behaviour. `triskele scenario explain FILE parameters` lists all of it.
    # parameters:
    #   search:
    #     base_hazard: 0.006    # of starting to search, a quarter

    # Switches of the model's mechanisms.
    # mechanisms:
    #   spillovers: false       # nobody learns from others

    # Policies. `triskele scenario explain FILE instruments` lists all kinds with their settings.
    # policies:
    #   - name: my_grant
    #     instrument: research_grant
    #     start: 5              # years from the start of the run, or a calendar year
    #     end: 10               # when it has ended
    #     regions: [\(example.region)]    # without this line, the whole country
    #     budget: \(example.budget)          # upper limit, million \(example.currency) a year
    #     rate: 0.5             # share of R&D that it pays

    # Who pays for what the nation spends on policies: debt, income_tax or purchases.
    # policy_financing: debt

    """
  }
}
