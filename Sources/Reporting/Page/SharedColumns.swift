/// The columns behind the rows of a page's charts, each written once.
///
/// A row names all of its fields, and the panels of a chart have the same times and labels, so rows
/// take three times the space of columns. Nothing is lost: the script of the page makes the rows again.
struct SharedColumns {
  /// A column is an array of its values, or of texts that repeat the object
  /// `{"texts": […], "places": […]}`.
  private(set) var columns: [JSONValue] = []
  private var numbers: [String: Int] = [:]

  /// A specification with the rows `{"values": […]}` of each data set that has a few replaced by
  /// `{"columns": {FIELD: NUMBER}}`. Rows that differ in their fields stay.
  mutating func take(from specification: JSONValue) -> JSONValue {
    switch specification {
    case .array(let values): return .array(values.map { take(from: $0) })
    case .object(let members):
      return .object(
        members.map { member in
          if member.key == "data", let packed = pack(member.value) {
            return .init(member.key, packed)
          }
          return .init(member.key, take(from: member.value))
        })
    case .null, .boolean, .number, .text: return specification
    }
  }

  private mutating func pack(_ data: JSONValue) -> JSONValue? {
    guard case .object(let parts) = data, parts.count == 1,
      case .array(let rows)? = data["values"], rows.count > 2,
      case .object(let first) = rows[0], !first.isEmpty
    else { return nil }
    var columns = first.map { _ in [JSONValue]() }
    for row in rows {
      guard case .object(let cells) = row, cells.map(\.key) == first.map(\.key) else { return nil }
      for (place, cell) in cells.enumerated() { columns[place].append(cell.value) }
    }
    return [
      "columns": .object(
        zip(first, columns).map { .init($0.key, .number(Double(number(of: $1)))) })
    ]
  }

  private mutating func number(of column: [JSONValue]) -> Int {
    let value = Self.shortened(column)
    let key = value.compact
    if let known = numbers[key] { return known }
    columns.append(value)
    numbers[key] = columns.count - 1
    return columns.count - 1
  }

  private static func shortened(_ column: [JSONValue]) -> JSONValue {
    var texts: [String] = []
    var known: [String: Int] = [:]
    var places: [Double] = []
    for cell in column {
      guard case .text(let text) = cell else { return .array(column) }
      if known[text] == nil {
        known[text] = texts.count
        texts.append(text)
      }
      places.append(Double(known[text] ?? 0))
    }
    guard 2 * texts.count <= column.count else { return .array(column) }
    return ["texts": .texts(texts), "places": .numbers(places)]
  }
}
