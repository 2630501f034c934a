/// How a study is cited: a file in the Citation File Format 1.2.0, and a sentence.
struct StudyCitation {
  let results: StudyResults

  init(_ results: StudyResults) { self.results = results }

  static let authors = "Authors of the study, to be filled in"

  private var title: String {
    results.subject.title.isEmpty ? results.subject.name : results.subject.title
  }

  /// Day of the last run, as in 2026-03-31.
  private var day: String { String(results.provenance.last.prefix(10)) }

  var sentence: String {
    let year = day.isEmpty ? "n.d." : String(day.prefix(4))
    return "\(Self.authors) (\(year)). \(title) [data set]. Made with Triskele "
      + "\(results.provenance.version); study \(results.provenance.hash.prefix(16))."
  }

  var text: String {
    var lines = [
      "cff-version: 1.2.0",
      "message: If you use these results, please cite them, and the program that made them.",
      "type: dataset", "title: \(quoted(title))", "authors:", "  - name: \(quoted(Self.authors))",
    ]
    if !results.subject.summary.isEmpty {
      lines.append("abstract: \(quoted(results.subject.summary))")
    }
    if !day.isEmpty { lines.append("date-released: \(day)") }
    lines += [
      "identifiers:", "  - type: other",
      "    value: \(quoted("sha256:\(results.provenance.hash)"))",
      "    description: Hash of the study with every key written out.", "references:",
      "  - type: software", "    title: Triskele", "    authors:",
      "      - name: Triskele contributors",
      "    version: \(quoted(results.provenance.version))", "    license: GPL-3.0-or-later",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A YAML scalar between double quotes, which are also JSON's.
  private func quoted(_ text: String) -> String { JSONValue.text(text).compact }
}
