/// Whether people want more of a figure or less of it, so that a fall in unemployment reads as a gain.
enum Desirability: Sendable, Equatable {
  case more, less
  /// Neither, or it depends, as with prices, taxes and entry.
  case neither

  /// What is wanted of a recorded column, by its name in the tables.
  init(ofColumn column: String) {
    self =
      Self.wanted.contains(column) ? .more : Self.unwanted.contains(column) ? .less : .neither
  }

  /// Whether a change is for the better; `nil` where neither is, or where nothing changed.
  func isGain(_ change: Double) -> Bool? {
    guard change != 0, change.isFinite else { return nil }
    return switch self {
    case .more: change > 0
    case .less: change < 0
    case .neither: nil
    }
  }

  static let wanted: Set<String> = [
    "real_gdp", "gdp", "real_grp", "grp", "employed", "employees", "wage", "research", "patents",
    "innovations", "discoveries", "exports", "productivity", "consumption", "investment",
    "innovation_output", "start_ups", "spin_offs", "university_spin_offs", "licences", "population",
    "p1", "p2", "p3", "p4", "p5", "p6", "p10", "p11", "p14", "trust", "clusters", "members",
  ]
  static let unwanted: Set<String> = [
    "unemployment", "exits", "insolvencies", "gini_grp", "unserved",
  ]
}
