/// The glossary of everything that a run records, made from the tables themselves.
extension Recording {
  /// All tables in Markdown: each column with its unit, meaning and source.
  public static var glossary: String {
    var lines: [String] = []
    for table in Recording().tables {
      lines += ["## \(table.name)", "", table.summary, ""]
      lines += ["| column | unit | meaning | source |", "|---|---|---|---|"]
      lines += table.columns.map { column in
        "| `\(column.name)` | \(cell(column.unit)) | \(cell(column.meaning)) | "
          + "\(cell(column.source)) |"
      }
      lines.append("")
    }
    lines += ["## Indicators of the cluster effect", "", effects, ""]
    lines += ["| effect | indicator | unit | meaning |", "|---|---|---|---|"]
    lines += ClusterEffectIndicator.all.map {
      "| \($0.effect.rawValue) | `\($0.name)` | \(cell($0.unit)) | \(cell($0.meaning)) |"
    }
    return lines.joined(separator: "\n")
  }

  private static let effects = """
    Rows of `cluster_effects`. The six effects are those of Zedgenizova and Ignatyeva (2017); how each
    is measured is this model's choice.
    """

  private static func cell(_ text: String) -> String {
    text.isEmpty ? "–" : text.replacing("|", with: "\\|")
  }
}
