/// A piece of a page. Interpolated texts and numbers are escaped, pieces are not.
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// The markup, safe to write between tags.
  private(set) var markup: String

  init(stringLiteral value: String) { markup = value }
  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }
  /// Text as it should be read.
  init(text: String) { markup = Self.escape(text) }
  /// Text in which what stands between two backticks is code; one without a partner stays.
  init(textWithCode text: String) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    markup = ""
    for (place, part) in parts.enumerated() {
      let escaped = Self.escape(String(part))
      if place % 2 == 0 {
        markup += escaped
      } else {
        markup += place + 1 < parts.count ? "<code>\(escaped)</code>" : "`" + escaped
      }
    }
  }
  /// Markup made elsewhere in this module.
  init(markup: String) { self.markup = markup }

  static let empty: HTML = ""

  static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.markup + right.markup) }
  static func += (left: inout HTML, right: HTML) { left.markup += right.markup }

  /// The text with the five characters that mean something in markup replaced, safe in quoted
  /// attributes too.
  static func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Not allowed in HTML at all.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  struct StringInterpolation: StringInterpolationProtocol {
    var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }
    mutating func appendLiteral(_ literal: String) { markup += literal }
    mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
    mutating func appendInterpolation(_ piece: HTML?) { markup += piece?.markup ?? "" }
    mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.markup }
    }
    mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
  }
}

extension HTML {
  /// A table with a heading column; cells that hold numbers are set to the right.
  static func table(
    caption: String, head: [String], rows: [[Cell]], class name: String = ""
  ) -> HTML {
    let heads = head.enumerated().map { index, title -> HTML in
      let isNumber = rows.first.map { index < $0.count && $0[index].isNumber } ?? false
      return isNumber
        ? "<th scope=\"col\" class=\"number\">\(title)</th>" : "<th scope=\"col\">\(title)</th>"
    }
    let body = rows.map { row -> HTML in
      let cells = row.enumerated().map { index, cell -> HTML in
        if index == 0 { return "<th scope=\"row\">\(cell.content)</th>" }
        return cell.isNumber
          ? "<td class=\"number\">\(cell.content)</td>" : "<td>\(cell.content)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="\(name)">
      <caption>\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>

      """
  }

  struct Cell: Sendable {
    var content: HTML
    var isNumber = false

    static func text(_ text: String) -> Cell { Cell(content: HTML(text: text)) }
    static func number(_ text: String) -> Cell { Cell(content: HTML(text: text), isNumber: true) }
  }
}
