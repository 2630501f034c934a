import Tables

/// A table in lines of text, its columns as wide as they must be.
enum TextTable {
  /// Longer cells are cut.
  static let greatestWidth = 200

  /// - Parameters:
  ///   - leftAligned: Columns of texts; the others are of numbers.
  ///   - hasRule: Whether a line separates the header from the rows.
  static func lines(
    _ header: [String], _ rows: [[String]], leftAligned: Set<Int> = [0], hasRule: Bool = true
  ) -> String {
    let header = header.map(cell)
    let rows = rows.map { $0.map(cell) }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return ([header] + (hasRule ? [rule] : []) + rows).map { cells in
      let line = cells.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - cells[column].count)
        return leftAligned.contains(column) ? cells[column] + blanks : blanks + cells[column]
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    VisibleText.inLine(text, limit: greatestWidth)
  }
}
