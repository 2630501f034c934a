/// One self-contained page: its text, its charts and the scripts that draw them.
struct Document {
  /// A part of the page whose whole body is given, its section element included.
  struct Part {
    var id: String
    var title: String
    var body: HTML
  }

  /// A section of charts; one without charts and tail is left out.
  struct Section {
    var id: String
    var title: String
    var lead: HTML = .empty
    /// Names of charts, of which some may not exist.
    var charts: [String] = []
    var tail: HTML = .empty
  }

  /// What kind of page it is, in two or three words.
  var kicker: String
  var title: String
  /// A few sentences under the title, or nothing.
  var deck: String
  var byline: String
  var banners: HTML
  var opening: [Part]
  var sections: [Section]
  var charts: [Chart]
  var closing: [Part]
  /// The command that writes the page again, once the library that draws charts is installed.
  var again: HTML
  /// Version of the program.
  var version: String

  /// The complete document.
  ///
  /// - Parameter vegaBundle: JavaScript that defines `vegaEmbed`, or nothing.
  func page(vegaBundle: String?) -> String {
    let byName = Dictionary(charts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let hasVega = vegaBundle != nil
    let shown = sections.compactMap { section -> (Section, HTML)? in
      let figures = section.charts.compactMap { byName[$0] }.map { figure($0, hasVega: hasVega) }
      let body = section.lead + HTML(markup: figures.map(\.markup).joined()) + section.tail
      return figures.isEmpty && section.tail == .empty ? nil : (section, body)
    }
    let contents =
      opening.map { ($0.id, $0.title) } + shown.map { ($0.0.id, $0.0.title) }
      + closing.map { ($0.id, $0.title) }
    let links = contents.map { id, title -> HTML in
      "<li><a href=\"#\(id)\">\(title)</a></li>\n"
    }
    let bodies = shown.map { section, body -> HTML in
      """
      <section id="\(section.id)" aria-labelledby="\(section.id)-title">
      <h2 id="\(section.id)-title">\(section.title)</h2>
      \(body)</section>

      """
    }
    var shared = SharedColumns()
    let drawn = (hasVega ? charts : []).map { chart -> JSONValue.Member in
      .init(chart.name, shared.take(from: chart.embeddedSpecification))
    }
    let specifications: JSONValue = [
      "columns": .array(shared.columns), "charts": .object(drawn),
    ]
    let deck: HTML? = deck.isEmpty ? nil : "<p class=\"deck\">\(HTML(textWithCode: deck))</p>"
    let document: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline' 'unsafe-eval'; img-src data: blob:; font-src data:">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Triskele \(version)">
      <title>\(title) – Triskele</title>
      <style>
      \(HTML(markup: Self.variables + Resources.style))</style>
      <script>\(HTML(markup: Resources.theme))</script>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the report</a>
      <header class="top">
      <div class="brand">\(HTML(markup: Self.emblem))<span>Triskele</span></div>
      <button type="button" id="theme" aria-label="Dark colours" aria-pressed="false" hidden>\
      <span aria-hidden="true">◐</span> <span class="word">Dark</span></button>
      </header>
      <div class="page">
      <nav aria-label="Contents"><h2>Contents</h2><ol>
      \(links)</ol></nav>
      <main id="main">
      <header class="title">
      <p class="kicker">\(kicker)</p>
      <h1>\(title)</h1>
      \(deck)
      <p class="byline">\(byline)</p>
      </header>
      \(banners)\(drawingBanner(hasVega: hasVega))
      \(opening.map(\.body))
      \(bodies)
      \(closing.map(\.body))
      </main>
      </div>
      <footer><p>Written by Triskele \(version), free software under GPL-3.0-or-later. \
      This page works without a network.</p></footer>
      <script type="application/json" id="specifications">\(HTML(markup: specifications.compact))</script>
      <script type="application/json" id="theme-config">\(HTML(markup: Self.themeConfig.compact))</script>
      <script type="application/json" id="light-colours">\(HTML(markup: Self.lightColours.compact))</script>

      """
    // The bundle goes in at the end, as it stands; it must not close its own element.
    var text = document.markup
    if let vegaBundle {
      text += "<script>(function(){\n"
      text += Self.harmless(vegaBundle)
      text += "\n})();</script>\n"
    }
    text += "<script>\(Resources.script)</script>\n</body>\n</html>\n"
    return text
  }

  /// A script in which nothing ends or changes the element that holds it; such marks stand in texts of a
  /// bundle only, where the backslash means nothing.
  private static func harmless(_ script: String) -> String {
    // Byte by byte: a bundle has a million of them and seldom a mark.
    let marks = ["</script", "<!--"].map { Array($0.utf8) }
    let bytes = Array(script.utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 64)
    for (place, byte) in bytes.enumerated() {
      text.append(byte)
      guard byte == UInt8(ascii: "<") else { continue }
      if marks.contains(where: { bytes[place...].starts(with: $0) }) {
        text.append(UInt8(ascii: "\\"))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func drawingBanner(hasVega: Bool) -> HTML {
    guard !hasVega else {
      return """
        <noscript><div class="banner"><p>The charts need JavaScript; the text and the tables do not.</p></div>\
        </noscript>

        """
    }
    return """
      <div class="banner" role="note"><p><b>Without charts.</b> The library that draws charts was missing when \
      this page was written. Run <code>make setup</code>, which downloads it once, then \
      \(again). The text and the tables are complete, and \
      <code>charts/*.vl.json</code> opens in any Vega-Lite viewer.</p></div>

      """
  }

  private func figure(_ chart: Chart, hasVega: Bool) -> HTML {
    let files = chart.tables.map { $0 + ".csv" }
    let fileList = files.enumerated().map { index, file -> HTML in
      index == 0 ? "<code>\(file)</code>" : ", <code>\(file)</code>"
    }
    let drawing: HTML =
      hasVega
      ? "<div class=\"chart\" data-chart=\"\(chart.name)\"><p class=\"waiting\">Drawing …</p></div>"
      : "<p class=\"nochart\">\(HTML(textWithCode: chart.description))</p>"
    let values: HTML? = chart.values.map { values in
      "<details\(hasVega ? "" : " open" as HTML)><summary>Figures as a table</summary>\(values)</details>"
    }
    return """
      <figure id="\(chart.name)">
      <h3>\(chart.title)</h3>
      \(drawing)
      \(hasVega ? Self.downloads(chart) : nil)
      <figcaption><p>\(HTML(textWithCode: chart.reading))</p>\
      <p class="source">Data: \(fileList) · chart: <code>charts/\(chart.name).vl.json</code></p></figcaption>
      \(values)
      </figure>

      """
  }
}

extension Document {
  /// Buttons that save the picture or its data, without a network; the script shows them.
  private static func downloads(_ chart: Chart) -> HTML {
    let kinds: [(kind: String, title: String, what: String)] = [
      ("png", "PNG", "the picture as PNG"), ("svg", "SVG", "the picture as SVG"),
      ("csv", "Data (CSV)", "the data of the picture as CSV"),
    ]
    let buttons = kinds.map { kind, title, what -> HTML in
      """
      <button type="button" data-save="\(kind)" aria-label="Save \(what): \(chart.title)">\(title)</button>
      """
    }
    return """
      <p class="downloads" hidden><span>Save</span> \(buttons)</p>
      """
  }

  /// Colours as style variables, for light, for dark, and for paper.
  private static var variables: String {
    let light = Palette.all.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = Palette.all.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    return """
      :root{color-scheme:light;\(light)}
      @media screen{:root[data-theme=dark]{color-scheme:dark;\(dark)}}

      """
  }

  /// Colours of saved pictures by the name of their style variable: the light ones, on white.
  private static var lightColours: JSONValue {
    .object(
      Palette.all.map {
        .init($0.name, .text($0.name == Palette.paper.name ? "#ffffff" : $0.light))
      })
  }

  /// The look of charts with style variables for colours, without a background of its own.
  private static var themeConfig: JSONValue {
    let variables = Dictionary(
      Palette.all.map { ($0.light, "var(--\($0.name))") }, uniquingKeysWith: { first, _ in first })
    return Theme.config.merging(["background": nil, "padding": 2])
      .mapTexts { variables[$0] ?? $0 }
  }

  /// Three spirals from one centre.
  private static let emblem = """
    <svg viewBox="-50 -50 100 100" width="30" height="30" aria-hidden="true" focusable="false">\
    <g fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round">\
    <path d="M0 0C-2-14 2-26 14-32C27-38 40-30 38-18C36-9 25-6 21-13C19-17 22-21 26-20"/>\
    <path d="M0 0C-2-14 2-26 14-32C27-38 40-30 38-18C36-9 25-6 21-13C19-17 22-21 26-20" transform="rotate(120)"/>\
    <path d="M0 0C-2-14 2-26 14-32C27-38 40-30 38-18C36-9 25-6 21-13C19-17 22-21 26-20" transform="rotate(240)"/>\
    </g></svg>
    """
}
