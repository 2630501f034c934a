/// Every behavioural parameter of the model, grouped by submodel.
///
/// Rates are per quarter unless their unit says otherwise. A value of this type is assumed to lie
/// in the ranges of `descriptions`; `violations()` says where it does not.
public struct Parameters: Sendable, Equatable {
  public var discovery = DiscoveryParameters()
  public var transfer = TransferParameters()
  public var universities = UniversityParameters()
  public var knowledge = KnowledgeParameters()
  public var position = PositionParameters()
  public var search = SearchParameters()
  public var research = ResearchParameters()
  public var diffusion = DiffusionParameters()
  public var investment = InvestmentParameters()
  public var pricing = PricingParameters()
  public var market = MarketParameters()
  public var demand = DemandParameters()
  public var labour = LabourParameters()
  public var accounts = AccountParameters()
  public var shocks = ShockParameters()
  public var money = MoneyParameters()
  public var space = SpaceParameters()
  public var exit = ExitParameters()
  public var entry = EntryParameters()
  public var clusters = ClusterParameters()
  public var stage = StageParameters()
  public var initial = InitialParameters()

  public init() {}

  /// All parameters, in the order of the schedule.
  public static let descriptions: [ParameterDescription] =
    DiscoveryParameters.descriptions + TransferParameters.descriptions
    + UniversityParameters.descriptions
    + KnowledgeParameters.descriptions + PositionParameters.descriptions
    + SearchParameters.descriptions
    + ResearchParameters.descriptions + DiffusionParameters.descriptions
    + InvestmentParameters.descriptions + PricingParameters.descriptions
    + MarketParameters.descriptions + DemandParameters.descriptions
    + LabourParameters.descriptions + AccountParameters.descriptions
    + ShockParameters.descriptions + MoneyParameters.descriptions
    + SpaceParameters.descriptions
    + ExitParameters.descriptions + EntryParameters.descriptions
    + ClusterParameters.descriptions + StageParameters.descriptions
    + InitialParameters.descriptions

  /// The description of the parameter called `name`, if there is one.
  public static func description(named name: String) -> ParameterDescription? {
    descriptions.first { $0.name == name }
  }

  /// Parameters outside their range, with the value found.
  public func violations() -> [(description: ParameterDescription, found: Double)] {
    Self.descriptions.compactMap { description in
      let found = self[keyPath: description.keyPath]
      return description.allows(found) ? nil : (description, found)
    }
  }
}
