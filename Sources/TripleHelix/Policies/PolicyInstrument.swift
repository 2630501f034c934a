/// An instrument of policy: what it is called, takes and reports, and what it does in a quarter.
///
/// There is one value for each policy of a run. It declares what a scenario may set by `@Setting` and
/// `@Flag`, what it reports by `@Measure`, by custom in a group `report`, and what it keeps from quarter
/// to quarter by `@Remembered`; checkpoints hold these and `PolicyState`, nothing else. Within a quarter
/// it has the levers, the firms' support and the money that `spend` lets it have. A new one is a file in
/// `Instruments` and a line in `PolicyInstruments.all`. Firms that it helps otherwise than by `pay`,
/// `payResearch`, `save` or a place on its list it names by `noteContacts`, for observers.
protocol PolicyInstrument: SendableMetatype {
  static var name: String { get }
  static var summary: String { get }
  static var channel: String { get }
  static var reach: PolicyReach { get }
  static var budget: PolicyBudget { get }
  /// Whether all money that it moves is tax given back or taken.
  static var givesOnlyTaxBack: Bool { get }
  /// What is reported in the ten years after the end; see `Simulation.reportAfterEnd`.
  static var measuresAfterEnd: [PolicyMeasure] { get }
  /// Whether the firms on its list take part in it; else it only keeps books of them.
  static var listsParticipants: Bool { get }
  /// Whether it reaches the members of the clusters in its target.
  static var reachesMembers: Bool { get }
  /// Whether `settle` reads what each firm paid in taxes and dividends.
  static var readsBooks: Bool { get }

  init()

  /// The quarter opens: levers are set, firms learn what they may expect.
  func announce(_ policy: RunningPolicy, _ country: Simulation)
  /// R&D of the quarter is known and will be booked in production.
  func supportResearch(_ policy: RunningPolicy, _ country: Simulation)
  /// The accounts of firms are settled; none has closed yet.
  func settle(_ policy: RunningPolicy, _ country: Simulation)
  /// Firms are marked for exit and may still be saved.
  func rescue(_ policy: RunningPolicy, _ country: Simulation)
  /// The quarter's firms are founded.
  func foundFirms(_ policy: RunningPolicy, _ country: Simulation)
  /// A firm is founded in a cell of the target.
  ///
  /// - Parameter cost: What its capital costs, million.
  /// - Returns: What the policy has paid of it, million.
  func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double
  /// The quarter opens, in every quarter since the start, also after the end: what was begun is
  /// wound up.
  func follow(_ policy: RunningPolicy, _ country: Simulation)
}

extension PolicyInstrument {
  static var reach: PolicyReach { .firms }
  static var budget: PolicyBudget { .required }
  static var givesOnlyTaxBack: Bool { false }
  static var measuresAfterEnd: [PolicyMeasure] { [] }
  static var listsParticipants: Bool { true }
  static var reachesMembers: Bool { false }
  static var readsBooks: Bool { false }

  func announce(_ policy: RunningPolicy, _ country: Simulation) {}
  func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {}
  func settle(_ policy: RunningPolicy, _ country: Simulation) {}
  func rescue(_ policy: RunningPolicy, _ country: Simulation) {}
  func foundFirms(_ policy: RunningPolicy, _ country: Simulation) {}
  func aidFounding(
    of slot: Int, cost: Double, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double { 0 }
  func follow(_ policy: RunningPolicy, _ country: Simulation) {}
}

/// The list of instruments, in the order of documentation.
enum PolicyInstruments {
  static let all: [any PolicyInstrument.Type] = [
    NetworkProgramme.self, ParticipantFundedNetwork.self, Contest.self, PilotClusters.self,
    ClusterCouncil.self, TrainingAndInformation.self, AdvisoryService.self,
    ResearchGrant.self, ResearchTaxCredit.self, AcceleratedDepreciation.self,
    ResearchProcurement.self, CooperativeResearchCentre.self, StateLaboratories.self,
    UniversityFunding.self, LicensingOffice.self, ResearcherMobility.self,
    VentureCapitalFund.self, Technopolis.self, IndustrialPark.self, LandLease.self,
    GrowthPole.self, SpecialEconomicZone.self, ForeignInvestmentZone.self, ExportSupport.self,
    TradeRestriction.self, Infrastructure.self, StateShare.self, ExitSupport.self,
  ]
}
