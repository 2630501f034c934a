/// The JSON Schema of scenario files, drawn from the keys that the reader uses.
enum JSONSchema {
  /// Draft 2020-12, as text that ends in a line feed.
  static var text: String {
    let keys = Key<Draft>.scenario.map(\.description)
    var schema: [(String, JSON)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("Triskele scenario")),
      (
        "description",
        .text(
          "A country, its sectors, behaviour, policies and what a run records. Every key but "
            + "`regions` has a default.")
      ),
    ]
    schema += object(keys, requires: false)
    schema.append(
      ("anyOf", .list(["regions", "extends"].map { .object([("required", .list([.text($0)]))]) })))
    return JSON.object(schema).text + "\n"
  }

  /// The schema of study files.
  static var studyText: String {
    let schema: [(String, JSON)] =
      [
        ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        ("title", .text("Triskele study")),
        (
          "description",
          .text(
            "Which values of a scenario vary, how often each is run, and what is kept of a run.")
        ),
      ] + object(Key<StudyDraft>.study.map(\.description))
    return JSON.object(schema).text + "\n"
  }

  private static func object(
    _ keys: [KeyDescription], requires: Bool = true
  ) -> [(String, JSON)] {
    var schema: [(String, JSON)] = [
      ("type", .text("object")),
      ("additionalProperties", .flag(false)),
      ("properties", .object(keys.map { ($0.name, property($0)) })),
    ]
    let required = keys.filter(\.isRequired).map { JSON.text($0.name) }
    if requires, !required.isEmpty { schema.append(("required", .list(required))) }
    let rivals = keys.flatMap { key in
      key.rivals.filter { key.name < $0 }.map { JSON.list([.text(key.name), .text($0)]) }
    }
    if !rivals.isEmpty {
      schema.append(
        (
          "allOf",
          .list(rivals.map { .object([("not", .object([("required", $0)]))]) })
        ))
    }
    return schema
  }

  private static func property(_ key: KeyDescription) -> JSON {
    var schema: [(String, JSON)] = [("description", .text(description(of: key)))]
    if let value = key.defaultValue { schema.append(("default", JSON(value))) }
    return .object(schema + type(key.shape))
  }

  private static func description(of key: KeyDescription) -> String {
    var text = key.meaning
    if !key.shape.unit.isEmpty { text += " Unit: \(key.shape.unit)." }
    if let words = key.defaultWords { text += " Default: \(words)." }
    return text
  }

  private static func type(_ shape: Shape) -> [(String, JSON)] {
    switch shape {
    case .text(isIdentifier: false): [("type", .text("string"))]
    case .text(isIdentifier: true):
      [("type", .text("string")), ("pattern", .text(identifierPattern))]
    case .number(let rule): number(rule)
    case .flag: [("type", .text("boolean"))]
    case .choice(let names): [("enum", .list(names.map(JSON.text)))]
    case .identifiers(let count, of: _): list(of: [("type", .text("string"))], count)
    case .numbers(let count, let rule): list(of: number(rule), count)
    case .group(let keys): object(keys)
    case .list(let keys, identity: _, let count): list(of: object(keys), count)
    case .variants(let variants, by: _, identity: _, let count):
      list(
        of: [
          (
            "oneOf",
            .list(
              variants.map {
                .object([("description", .text($0.meaning))] + object($0.keys))
              })
          )
        ], count)
    case .table(let columns): object(Shape.tableKeys(columns))
    case .pairs(let rule):
      [
        ("type", .text("object")),
        ("not", .object([("required", .list([.text("table")]))])),
        (
          "additionalProperties",
          .object([
            ("type", .text("object")), ("additionalProperties", .object(number(rule))),
          ])
        ),
      ]
    case .scalars(let count):
      list(of: [("type", .list(["number", "boolean", "string"].map(JSON.text)))], count)
    case .fragment: [("type", .text("object"))]
    case .either(let shapes): [("oneOf", .list(shapes.map { .object(type($0)) }))]
    }
  }

  /// Letters of any script, digits, `_` and `-`, a letter first. Punctuation is excluded by name, since
  /// readers of patterns do not agree on how letters are written.
  private static let identifierPattern =
    #"^[^\s\x00-@\[-`{-\x7F][^\s\x00-,./:-@\[-^`{-\x7F]{0,63}$"#

  private static func number(_ rule: NumberRule) -> [(String, JSON)] {
    var schema: [(String, JSON)] = [
      ("type", .text(rule.isWhole ? "integer" : "number")),
      ("minimum", .number(rule.range.lowerBound)), ("maximum", .number(rule.range.upperBound)),
    ]
    if let step = rule.step, !rule.isWhole { schema.append(("multipleOf", .number(step))) }
    return schema
  }

  private static func list(of item: [(String, JSON)], _ count: NumberOfItems) -> [(String, JSON)] {
    [
      ("type", .text("array")), ("items", .object(item)),
      ("minItems", .number(Double(count.lowerBound))),
      ("maxItems", .number(Double(count.upperBound))),
    ]
  }
}

/// A JSON value whose objects keep their order.
private enum JSON {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([JSON])
  case object([(String, JSON)])

  init(_ node: ResolvedNode) {
    switch node {
    case .number(let value): self = .number(value)
    case .whole(let value): self = .number(Double(value))
    case .seed(let value): self = .number(Double(value))
    case .flag(let value): self = .flag(value)
    case .text(let text), .name(let text): self = .text(text)
    case .list(let items): self = .list(items.map(JSON.init))
    case .group(let entries): self = .object(entries.map { ($0.name, JSON($0.value)) })
    case .row(let entries): self = .object(entries.map { ($0.name, .number($0.value)) })
    }
  }

  var text: String {
    var text = ""
    append(to: &text, margin: "")
    return text
  }

  private var isScalar: Bool {
    switch self {
    case .list(let items): items.isEmpty
    case .object(let entries): entries.isEmpty
    default: true
    }
  }

  private func append(to text: inout String, margin: String) {
    let inner = margin + "  "
    switch self {
    case .text(let value): text += Self.quoted(value)
    case .number(let value): text += Problem.number(value)
    case .flag(let value): text += "\(value)"
    case .list(let items):
      let isLine = items.allSatisfy(\.isScalar)
      text += "["
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "" : ",") + (isLine ? (index == 0 ? "" : " ") : "\n" + inner)
        item.append(to: &text, margin: inner)
      }
      text += isLine ? "]" : "\n\(margin)]"
    case .object(let entries):
      let isLine =
        entries.count < 4 && entries.allSatisfy(\.1.isScalar)
        && !entries.contains { $0.0 == "description" }
      text += "{"
      for (index, entry) in entries.enumerated() {
        text += (index == 0 ? "" : ",") + (isLine ? " " : "\n" + inner)
        text += Self.quoted(entry.0) + ": "
        entry.1.append(to: &text, margin: inner)
      }
      text += entries.isEmpty ? "}" : isLine ? " }" : "\n\(margin)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Scenario {
  /// The JSON Schema of scenario files (draft 2020-12), for editors and for checks elsewhere.
  public static var jsonSchema: String { JSONSchema.text }
}

extension StudyFile {
  /// The JSON Schema of study files (draft 2020-12).
  public static var jsonSchema: String { JSONSchema.studyText }
}
