/// Switches of the model's mechanisms. A switch leaves the draws of other processes as they are.
public struct Mechanisms: Sendable, Equatable {
  /// Universities discover.
  public var universities = true
  /// Firms see newer lines of partners and neighbours, imitate them, and start-ups take them up.
  public var spillovers = true
  /// Discoveries reach other regions than their own.
  public var transfer = true
  /// Firms spend on R&D and innovate.
  public var firmResearch = true
  /// Market shares follow competitiveness.
  public var selection = true
  /// Orders are lumpy.
  public var lumpyOrders = true
  /// Firms link with universities: help in research, licences, contracts elsewhere.
  public var universityLinks = true
  /// Firms learn from suppliers of other sectors.
  public var supplierLinks = true
  /// Households finance the growth of young firms where credit ends.
  public var ventureCapital = true
  /// Firms' knowledge has a place: its distance from a line weighs on research and links.
  public var knowledgeSpace = true
  /// Start-ups are founded.
  public var startUps = true
  /// Firms have spin-offs, and founders found in the trade that they have worked in.
  public var spinOffs = true
  /// Spin-offs inherit from their parent; else they start as start-ups do.
  public var spinOffHeredity = true
  /// Universities have spin-offs.
  public var universitySpinOffs = true
  /// People move between regions.
  public var migration = true
  /// People live in one region and work in another.
  public var commuting = true
  /// What wages take for normal follows what is.
  public var wageNorms = true
  /// Sector-wide shocks change demand at home and abroad.
  public var demandShocks = true
  /// Confidence changes the country's consumption and investment.
  public var confidence = true
  /// Firms may lose a large customer at once.
  public var customerLosses = true
  /// Banks recall loans of overindebted loss-making firms, more often in a recession.
  public var creditRecall = true
  /// Start-ups replace closed firms, and new generations attract start-ups.
  public var revolvingDoor = true
  /// Capital of closed firms finds other users.
  public var usedCapital = true
  /// The interest rate follows consumer prices.
  public var monetaryRule = true
  /// Rivals abroad learn from exporters.
  public var worldImitation = true
  /// Access to buyers and suppliers matters, by distance and infrastructure.
  public var transportCosts = true
  /// Firms benefit from nearby employment in their own sector.
  public var marshallSpillovers = true
  /// Research benefits from the region's diversity of sectors.
  public var jacobsSpillovers = true
  /// Density raises land prices, which raise costs of firms and founders.
  public var landPrices = true
  /// Firms pay rent for land.
  public var landRents = true
  /// Sectors differ in how easily innovations are imitated and in the returns to own research.
  public var appropriability = true
  /// Regional clusters form.
  public var clusters = false
  /// Members of clusters buy together.
  public var clusterScale = true
  /// Members of clusters share factors and services.
  public var clusterScope = true
  /// Trust lowers members' transaction costs.
  public var clusterTransaction = true
  /// Members of clusters research together.
  public var clusterSynergy = true
  /// Members of clusters adopt innovations from each other.
  public var clusterTrigger = true
  /// Clusters enter foreign markets together.
  public var clusterMarketEntry = true
  /// Members of clusters share the risk of shocks to orders.
  public var clusterRiskSharing = true
  /// Trust changes with experience; otherwise it stays at its level on joining.
  public var trustDynamics = true
  /// Members' knowledge converges to the centre of their cluster.
  public var knowledgeConvergence = true

  public init() {}

  /// One switch: its name in a scenario under `mechanisms:`, its place and what it does.
  public struct Description: Sendable {
    public let name: String
    public let keyPath: any WritableKeyPath<Mechanisms, Bool> & Sendable
    public let meaning: String

    public var defaultValue: Bool { Mechanisms()[keyPath: keyPath] }
  }

  public static let descriptions: [Description] = [
    .init(name: "universities", keyPath: \.universities, meaning: "Universities make discoveries."),
    .init(
      name: "spillovers", keyPath: \.spillovers,
      meaning: "Firms see newer lines of firms nearby and imitate them; start-ups adopt them."),
    .init(
      name: "transfer", keyPath: \.transfer,
      meaning: "Discoveries spread beyond the region in which they were made."),
    .init(
      name: "firm_research", keyPath: \.firmResearch,
      meaning: "Firms search through R&D and innovate."),
    .init(
      name: "selection", keyPath: \.selection, meaning: "Market shares follow competitiveness."),
    .init(name: "lumpy_orders", keyPath: \.lumpyOrders, meaning: "Orders come in discrete lots."),
    .init(
      name: "university_links", keyPath: \.universityLinks,
      meaning: "Firms that do research link with universities, and take licences."),
    .init(
      name: "supplier_links", keyPath: \.supplierLinks,
      meaning: "Firms learn from suppliers of other sectors."),
    .init(
      name: "venture_capital", keyPath: \.ventureCapital,
      meaning: "Equity finances the growth of young firms beyond their credit limit."),
    .init(
      name: "knowledge_space", keyPath: \.knowledgeSpace,
      meaning: "Firms have positions in knowledge space; distance affects research and links."),
    .init(name: "start_ups", keyPath: \.startUps, meaning: "Start-ups are founded."),
    .init(
      name: "spin_offs", keyPath: \.spinOffs,
      meaning:
        "Successful firms have spin-offs, and founders start in the sector in which they worked."),
    .init(
      name: "spin_off_heredity", keyPath: \.spinOffHeredity,
      meaning: "Spin-offs inherit efficiency, line, knowledge, position and trust."),
    .init(
      name: "university_spin_offs", keyPath: \.universitySpinOffs,
      meaning: "Discoveries lead to university spin-offs."),
    .init(name: "migration", keyPath: \.migration, meaning: "People move between regions."),
    .init(
      name: "commuting", keyPath: \.commuting,
      meaning: "People live in one region and work in another."),
    .init(
      name: "wage_norms", keyPath: \.wageNorms,
      meaning:
        "The wage share and growth rate taken as normal in wage setting adapt to actual values."),
    .init(
      name: "demand_shocks", keyPath: \.demandShocks,
      meaning: "Sector-wide shocks change demand at home and abroad."),
    .init(
      name: "confidence", keyPath: \.confidence,
      meaning: "Confidence changes the country's consumption and investment."),
    .init(
      name: "customer_losses", keyPath: \.customerLosses,
      meaning: "Firms may lose a large customer at once."),
    .init(
      name: "credit_recall", keyPath: \.creditRecall,
      meaning: "Banks recall loans of overindebted loss-making firms, more often in a recession."),
    .init(
      name: "revolving_door", keyPath: \.revolvingDoor,
      meaning: "Start-ups replace closed firms, and new generations attract start-ups."),
    .init(
      name: "used_capital", keyPath: \.usedCapital,
      meaning: "New firms buy part of the capital of closed firms."),
    .init(
      name: "monetary_rule", keyPath: \.monetaryRule,
      meaning: "The interest rate follows consumer prices."),
    .init(
      name: "world_imitation", keyPath: \.worldImitation,
      meaning: "Rivals abroad learn from exporters."),
    .init(
      name: "transport_costs", keyPath: \.transportCosts,
      meaning: "Access to buyers and suppliers matters, by distance and infrastructure."),
    .init(
      name: "marshall_spillovers", keyPath: \.marshallSpillovers,
      meaning: "Firms benefit from nearby employment in their own sector."),
    .init(
      name: "jacobs_spillovers", keyPath: \.jacobsSpillovers,
      meaning: "Research benefits from the region's diversity of sectors."),
    .init(
      name: "land_prices", keyPath: \.landPrices,
      meaning: "Density raises land prices, which raise costs of firms and founders."),
    .init(
      name: "land_rents", keyPath: \.landRents,
      meaning: "Firms pay rent for land to households and regional governments."),
    .init(
      name: "appropriability", keyPath: \.appropriability,
      meaning:
        "Sectors differ in how easily innovations are imitated and in the returns to own research."),
    .init(name: "clusters", keyPath: \.clusters, meaning: "Firms found and join clusters."),
    .init(
      name: "cluster_scale", keyPath: \.clusterScale,
      meaning: "Members of clusters purchase jointly."),
    .init(
      name: "cluster_scope", keyPath: \.clusterScope,
      meaning: "Members of clusters share factors and services."),
    .init(
      name: "cluster_transaction", keyPath: \.clusterTransaction,
      meaning: "Trust lowers members' transaction costs."),
    .init(
      name: "cluster_synergy", keyPath: \.clusterSynergy,
      meaning: "Members of clusters do joint research."),
    .init(
      name: "cluster_trigger", keyPath: \.clusterTrigger,
      meaning: "Members of clusters adopt innovations from each other."),
    .init(
      name: "cluster_market_entry", keyPath: \.clusterMarketEntry,
      meaning: "Clusters enter foreign markets together."),
    .init(
      name: "cluster_risk_sharing", keyPath: \.clusterRiskSharing,
      meaning: "Members of clusters share the risk of shocks to orders."),
    .init(
      name: "trust_dynamics", keyPath: \.trustDynamics,
      meaning: "Trust changes with experience; otherwise it stays at its level on joining."),
    .init(
      name: "knowledge_convergence", keyPath: \.knowledgeConvergence,
      meaning: "Members' knowledge converges to the centre of their cluster."),
  ]
}
