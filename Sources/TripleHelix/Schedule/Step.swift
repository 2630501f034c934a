/// A quarter, process by process: the table of contents of the model.
extension Simulation {
  /// One process of a quarter; `schedule` holds them in the order in which they run.
  public struct ScheduledProcess: Sendable {
    /// Name of the method that runs it.
    public let name: String
    /// Who acts.
    public let actors: String
    /// What happens, in one sentence.
    public let meaning: String
    /// The switch without which it does nothing; `nil` if it always runs.
    public let mechanism: String?
    let run: @Sendable (Simulation) throws(SimulationError) -> Void

    init(
      _ name: String, _ actors: String, _ meaning: String, mechanism: String? = nil,
      run: @escaping @Sendable (Simulation) throws(SimulationError) -> Void
    ) {
      self.name = name
      self.actors = actors
      self.meaning = meaning
      self.mechanism = mechanism
      self.run = run
    }
  }

  /// Lets one quarter pass.
  ///
  /// - Throws: `SimulationError.accountsBroken` where money was made or lost, naming the flow,
  ///   `.notFinite` where a quantity left the finite numbers, and `.groupingImpossible` where regions
  ///   cannot be regrouped.
  public func step() throws(SimulationError) {
    tick += 1
    for process in Self.schedule { try process.run(self) }
  }

  /// What happens in a quarter, in order.
  public static let schedule: [ScheduledProcess] = [
    .init("openQuarter", "–", "What is counted by quarter starts at zero.") { $0.openQuarter() },
    .init(
      "drawShocks", "sectors, the country",
      "Shocks to demand by sector, at home and abroad, and to confidence."
    ) { $0.drawShocks() },
    .init(
      "runPolicies", "governments",
      "Instruments on the timeline announce what they pay and to whom."
    ) { $0.runPolicies() },
    .init(
      "discover", "universities",
      "Discoveries open or improve generations of technology; universities take out patents."
    ) { simulation throws(SimulationError) in try simulation.discover() },
    .init(
      "surveyTechnology", "regions",
      "Which newer generations firms of each region and sector can see or aim at."
    ) { $0.surveyTechnology() },
    .init(
      "surveySpace", "regions",
      "Access to markets and suppliers, land prices, local spillovers."
    ) { $0.surveySpace() },
    .init(
      "decideFirms", "firms",
      "First pass: efficiency, lots of orders, the cycle, R&D, investment, price, market shares."
    ) { $0.decideFirms() },
    .init(
      "supportResearch", "governments", "What policies pay of R&D, as far as budgets go."
    ) { $0.supportResearch() },
    .init(
      "formDemand", "households, governments, firms",
      "Final demand and inputs by sector, home and imported."
    ) { $0.formDemand() },
    .init(
      "takeOrders", "firms",
      "Second pass: orders against capacity, what full firms pass on, labour wanted."
    ) { $0.takeOrders() },
    .init(
      "produce", "firms",
      "Third pass: output, employment, accounts; marks for exit and spin-offs."
    ) { $0.produce() },
    .init(
      "settleAccounts", "all holders of money", "Every flow of the quarter, from payers to payees."
    ) { $0.settleAccounts() },
    .init(
      "expectFinite", "–", "A run whose numbers have left the finite ones ends, and says where."
    ) { simulation throws(SimulationError) in try simulation.expectFinite() },
    .init(
      "settlePolicies", "governments", "Refunds, dues and returns of policies, budgets permitting."
    ) { $0.settlePolicies() },
    .init(
      "helpMembers", "clusters",
      "The fund of a cluster covers overdrafts of members that would be insolvent.",
      mechanism: "clusters"
    ) { $0.helpMembers() },
    .init(
      "rescueFirms", "governments", "Bail-outs, and policies that save firms from closing."
    ) { $0.rescueFirms() },
    .init(
      "closeFirms", "marked firms", "Exit; the bank writes off debts, owners get what is left."
    ) { $0.closeFirms() },
    .init(
      "foundFirms", "founders", "Spin-offs of firms, start-ups, then spin-offs of universities."
    ) { simulation throws(SimulationError) in try simulation.foundFirms() },
    .init(
      "resellCapital", "newcomers, households, the bank",
      "Newcomers use what capital closed firms left; the rest they bought new.",
      mechanism: "used_capital"
    ) { $0.resellCapital() },
    .init(
      "associate", "firms and clusters",
      "Firms found, join, judge and leave regional clusters.", mechanism: "clusters"
    ) { $0.associate() },
    .init(
      "seekPartners", "firms",
      "Fourth pass: firms that lack a partner or want a change look for one."
    ) { $0.seekPartners() },
    .init(
      "adjustUniversities", "universities",
      "Researchers, staff, orientation, fields, frontiers and graduates."
    ) { $0.adjustUniversities() },
    .init(
      "adjustLabour", "regions",
      "Migration, commuting, population, labour force, unemployment, wages."
    ) { $0.adjustLabour() },
    .init(
      "adjustMarkets", "sectors, the world",
      "Import shares, the world's demand and quality, the exchange rate, prices that buyers pay."
    ) { $0.adjustMarkets() },
    .init(
      "setInterest", "the central bank", "The interest rate follows consumer prices.",
      mechanism: "monetary_rule"
    ) { $0.setInterest() },
    .init(
      "countGenerations", "generations", "Adopted shares, status, and the tradition of each sector."
    ) { $0.countGenerations() },
    .init(
      "stageRegions", "regions",
      "Heterogeneity of knowledge, growth, and the stage of each region's life cycle."
    ) { $0.stageRegions() },
    .init(
      "closeBooks", "the books", "Accounts are held against each other and against the firms."
    ) { simulation throws(SimulationError) in try simulation.closeBooks() },
    .init(
      "regroup", "regions", "Ward groups on the fourteen indicators, when it is due."
    ) { simulation throws(SimulationError) in try simulation.regroup() },
  ]
}
