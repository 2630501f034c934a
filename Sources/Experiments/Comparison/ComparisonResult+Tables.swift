public import TripleHelix

/// All tables of a comparison, filled.
extension ComparisonResult {
  /// All tables of ``ComparisonTables/schemas(precision:)``, filled.
  ///
  /// - Parameter isSeparated: Whether the last scenario holds the policies of all others together.
  public func tables(precision: Double, isSeparated: Bool) -> [Table] {
    [
      effectsTable(precision: precision), windowsTable, totalsTable, pairsTable, policiesTable,
      chosenTable, rankingTable, differencesTable(isSeparated: isSeparated),
    ]
  }

  /// The whole run and the windows, by name; a window that is the whole run stands once.
  var periods: [(number: Int, name: String)] {
    [(0, EffectWindow.Kind.run.rawValue)]
      + plan.windows.enumerated().filter { $0.element.kind != .run }
      .map { ($0.offset + 1, $0.element.kind.rawValue) }
  }
}
