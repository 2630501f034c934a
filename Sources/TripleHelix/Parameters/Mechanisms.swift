/// Switches of the model's mechanisms. A mechanism that is off consumes no random draw.
public struct Mechanisms: Sendable, Equatable {
  /// Universities discover.
  public var universities = true
  /// Firms see newer lines of partners and neighbours, imitate them, and start-ups take them.
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
  /// Firms have spin-offs.
  public var spinOffs = true
  /// Spin-offs inherit from their parent; else they start as start-ups do.
  public var spinOffHeredity = true
  /// Universities have spin-offs.
  public var universitySpinOffs = true
  /// People move between regions.
  public var migration = true
  /// Regional clusters form.
  public var clusters = false

  public init() {}

  /// One switch: its name in a scenario under `mechanisms:`, its place and what it does.
  public struct Description: Sendable {
    public let name: String
    public let keyPath: any WritableKeyPath<Mechanisms, Bool> & Sendable
    public let meaning: String

    public var defaultValue: Bool { Mechanisms()[keyPath: keyPath] }
  }

  public static let descriptions: [Description] = [
    .init(name: "universities", keyPath: \.universities, meaning: "Universities discover."),
    .init(
      name: "spillovers", keyPath: \.spillovers,
      meaning: "Firms see newer lines around them, imitate them, and start-ups take them up."),
    .init(
      name: "transfer", keyPath: \.transfer,
      meaning: "Discoveries reach other regions than the one they were made in."),
    .init(
      name: "firm_research", keyPath: \.firmResearch, meaning: "Firms search by R&D and innovate."),
    .init(
      name: "selection", keyPath: \.selection, meaning: "Market shares follow competitiveness."),
    .init(name: "lumpy_orders", keyPath: \.lumpyOrders, meaning: "Orders come in lots."),
    .init(
      name: "university_links", keyPath: \.universityLinks,
      meaning: "Firms that do research link with universities, and take licences."),
    .init(
      name: "supplier_links", keyPath: \.supplierLinks,
      meaning: "Firms learn from suppliers of other sectors."),
    .init(
      name: "venture_capital", keyPath: \.ventureCapital,
      meaning: "Equity finances the growth of young firms where credit ends."),
    .init(
      name: "knowledge_space", keyPath: \.knowledgeSpace,
      meaning: "Firms' knowledge has a place, whose distance weighs on research and links."),
    .init(name: "start_ups", keyPath: \.startUps, meaning: "Start-ups are founded."),
    .init(name: "spin_offs", keyPath: \.spinOffs, meaning: "Good firms have spin-offs."),
    .init(
      name: "spin_off_heredity", keyPath: \.spinOffHeredity,
      meaning: "Spin-offs inherit efficiency, line, knowledge, position and trust."),
    .init(
      name: "university_spin_offs", keyPath: \.universitySpinOffs,
      meaning: "Discoveries have spin-offs."),
    .init(name: "migration", keyPath: \.migration, meaning: "People move between regions."),
    .init(name: "clusters", keyPath: \.clusters, meaning: "Firms found and join clusters."),
  ]
}
