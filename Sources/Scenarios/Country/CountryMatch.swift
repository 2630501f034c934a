import Tables

/// Which column of a table is what.
package struct CountryMatch: Sendable {
  /// One column of the table that is used.
  package struct Column: Sendable {
    package let column: CountryColumn
    /// Place in the header.
    package let index: Int
    package let header: String
    package var unit: CountryUnit
    /// Whether `--map` names the header.
    package let isMapped: Bool
    /// Whether `--unit` names the unit.
    let hasUnitOption: Bool
  }

  package private(set) var columns: [Column] = []
  /// Headers that are not used, with the key that one is near to.
  package private(set) var unused: [(header: String, proposal: String?)] = []

  package subscript(key key: String) -> Column? { columns.first { $0.column.key == key } }

  /// Matches the header of `source`; what is wrong with options is added to `problems`.
  init(_ source: CountrySource, _ request: CountryRequest, _ problems: inout CountryProblems) {
    let headers = source.header.map { $0.text.trimmed }
    var taken: Set<Int> = []
    var settled: Set<String> = []
    let unitOptions = Self.units(request, &problems)

    func add(_ column: CountryColumn, _ index: Int, isMapped: Bool) {
      let option =
        unitOptions[column.key]
        ?? ({ if case .money = column.quantity { unitOptions["money"] } else { nil } }())
      columns.append(
        Column(
          column: column, index: index, header: headers[index],
          unit: HeaderWords(headers[index]).unit.overridden(by: option), isMapped: isMapped,
          hasUnitOption: option != nil))
      taken.insert(index)
      settled.insert(column.key)
    }

    for (key, header) in request.headers.sorted(by: { $0.key < $1.key }) {
      let option = "--map \(key)=\(header)"
      guard let column = CountryColumn.named(key) else {
        problems.add(option: option, Self.unknownKey(key))
        continue
      }
      settled.insert(column.key)
      guard !header.isEmpty else { continue }
      guard let index = Self.index(of: header, in: headers) else {
        let near = Spelling.nearest(to: header, among: headers).map { "; did you mean `\($0)`?" }
        problems.add(
          option: option,
          "the table has no column \(header.quoted); it has \(Self.list(headers))\(near ?? "")")
        continue
      }
      if taken.contains(index), let other = columns.first(where: { $0.index == index }) {
        problems.add(option: option, "the column is mapped to \(other.column.key) already")
        continue
      }
      add(column, index, isMapped: true)
    }

    let subjects = headers.map(Self.subject)
    for column in CountryColumn.all where !settled.contains(column.key) {
      let names = ([column.key.replacing("_", with: " ")] + column.names).map(Self.subject)
      for name in names where !name.isEmpty {
        let found = subjects.indices.filter { index in
          subjects[index] == name && !taken.contains(index)
            && HeaderWords(headers[index]).unit.fits(column.quantity)
        }
        guard let first = found.first, let last = found.last else { continue }
        if found.count > 1 {
          problems.add(
            "columns \(Self.list(found.map { headers[$0] })) may all be \(column.key) "
              + "(\(column.meaning)); choose one with --map \(column.key)=\"\(headers[last])\"")
        }
        add(column, first, isMapped: false)
        break
      }
    }
    columns.sort { one, other in
      let order = CountryColumn.keys
      return order.firstIndex(of: one.column.key) ?? 0 < order.firstIndex(of: other.column.key) ?? 0
    }
    let free = CountryColumn.all.filter { !settled.contains($0.key) }
    unused = headers.indices.filter { !taken.contains($0) }.map { index in
      (headers[index], Self.proposal(subjects[index], among: free))
    }
  }

  /// The first free column of which a name shares most words with a header.
  private static func proposal(_ subject: String, among columns: [CountryColumn]) -> String? {
    let words = Set(subject.split(separator: " ").map(String.init))
    guard !words.isEmpty else { return nil }
    var best: (key: String, score: Double)?
    for column in columns {
      for name in column.names {
        let other = Set(Self.subject(name).split(separator: " ").map(String.init))
        guard !other.isEmpty else { continue }
        let shared = Double(words.intersection(other).count)
        var score = 2 * shared / Double(words.count + other.count)
        if let near = Spelling.nearest(to: subject, among: [Self.subject(name)]), !near.isEmpty {
          score = max(score, 0.6)
        }
        if score > max(0.45, best?.score ?? 0) { best = (column.key, score) }
      }
    }
    return best?.key
  }

  private static func units(
    _ request: CountryRequest, _ problems: inout CountryProblems
  ) -> [String: CountryUnit] {
    var units: [String: CountryUnit] = [:]
    for (key, text) in request.units.sorted(by: { $0.key < $1.key }) {
      let option = "--unit \(key)=\(text)"
      guard key == "money" || CountryColumn.named(key) != nil else {
        problems.add(option: option, unknownKey(key, also: ["money"]))
        continue
      }
      guard let unit = CountryUnit(option: text) else {
        problems.add(
          option: option, "the unit is unknown; allowed are \(CountryUnit.allowed)")
        continue
      }
      units[CountryColumn.named(key)?.key ?? key] = unit
    }
    return units
  }

  /// The words of a header that name its subject; a header of "persons" alone means inhabitants.
  private static func subject(_ header: String) -> String {
    let words = HeaderWords(header)
    return words.subject.isEmpty && words.unit.isPersons ? "inhabitants" : words.subject
  }

  /// The place of a header, in any case and with any blanks.
  private static func index(of header: String, in headers: [String]) -> Int? {
    func plain(_ text: String) -> String {
      text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
    return headers.firstIndex { $0 == header } ?? headers.firstIndex { plain($0) == plain(header) }
  }

  /// The place of the column by which a figure is shared out.
  static func index(ofWeight header: String, in source: CountrySource) -> Int? {
    index(of: header, in: source.header.map { $0.text.trimmed })
  }

  static func unknownKey(_ key: String, also others: [String] = []) -> String {
    let names = CountryColumn.keys + others
    let near = Spelling.nearest(to: key, among: names).map { "; did you mean `\($0)`?" } ?? ""
    return "there is no column \(key.quoted); allowed are \(names.joined(separator: ", "))\(near)"
  }

  static func list(_ names: [String]) -> String {
    let shown = names.prefix(30).map { "`\($0.count > 60 ? "\($0.prefix(59))…" : $0)`" }.joined(
      separator: ", ")
    return names.count > 30 ? "\(shown) and \(names.count - 30) more" : shown
  }
}
