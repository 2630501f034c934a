import Foundation
import Testing
import TripleHelix

@testable import Reporting

@Suite struct PageTests {
  static let runs: [(name: String, run: SyntheticRun)] = [
    ("whole", SyntheticRun()), ("yearly", SyntheticRun(recordEvery: 4)),
    ("incomplete", SyntheticRun(horizon: 31, plannedHorizon: 100)),
    ("one region", SyntheticRun(regionCount: 1, horizon: 24, hasPolicies: false)),
    ("two regions", SyntheticRun(regionCount: 2, horizon: 24)),
    ("one tick", SyntheticRun(horizon: 0)), ("one quarter", SyntheticRun(horizon: 1)),
    ("no groups", SyntheticRun(horizon: 24, hasGroupings: false)),
    ("no clusters", SyntheticRun(horizon: 24, hasClusters: false)),
  ]

  static func empty() -> RunResults {
    var results = SyntheticRun(horizon: 4, plannedHorizon: 100).results
    results.recording = Recording()
    return results
  }

  @Test(arguments: runs.indices) func `has every target of its links, once`(place: Int) throws {
    let page = report(for: Self.runs[place].run.results, vegaBundle: "// bundle")
    let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "\(Self.runs[place].name)")
    for link in page.matches(of: /href="#([^"]+)"/) {
      #expect(ids.contains(String(link.1)), "\(Self.runs[place].name): \(link.1)")
    }
  }

  @Test(arguments: runs.indices) func `never shows a number that is not one`(place: Int) {
    let page = report(for: Self.runs[place].run.results, vegaBundle: nil)
    for word in ["nan", "inf ", "Optional(", "nil<"] {
      #expect(!page.lowercased().contains(word.lowercased()), "\(Self.runs[place].name): \(word)")
    }
  }

  @Test func `asks nothing of a network`() {
    let page = report(for: SyntheticRun().results, vegaBundle: "// bundle")
    for way in [" src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "http:", "https:"]
    {
      #expect(!page.contains(way), "\(way)")
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `tells who initiated clusters beside firms, which split and which cross borders`() {
    let page = report(for: SyntheticRun().results, vegaBundle: nil)
    #expect(page.contains(" Universities initiated 2. "))
    #expect(page.contains(" 1 of them has members in several regions. "))
    #expect(page.contains(" 2 of them have members in several sectors. "))
    #expect(page.contains(" 1 of them split from another. "))
    #expect(!page.contains("overnments initiated"))
  }

  @Test func `is the same for the same run`() {
    let first = report(for: SyntheticRun().results, vegaBundle: "// bundle")
    let second = report(for: SyntheticRun().results, vegaBundle: "// bundle")
    #expect(first == second)
  }

  @Test func `stays under a megabyte without the bundle`() {
    #expect(report(for: SyntheticRun().results, vegaBundle: "").utf8.count < 1_000_000)
  }

  @Test func `says in which language it is and gives every chart its words`() {
    let page = report(for: SyntheticRun().results, vegaBundle: "// bundle")
    #expect(page.contains("<html lang=\"en\">"))
    let figures = page.matches(of: /<figure id/).count
    #expect(figures == charts(for: SyntheticRun().results).count)
    #expect(page.matches(of: /<figcaption><p>[^<]/).count == figures)
    for kind in ["png", "svg", "csv"] {
      #expect(page.components(separatedBy: "data-save=\"\(kind)\"").count - 1 == figures)
    }
    #expect(page.matches(of: /<p class="source">Data: <code>[a-z_]+\.csv/).count == figures)
  }

  @Test(arguments: [
    ("try `--set scale=2` first", "try <code>--set scale=2</code> first"),
    ("`a<b` and `c`", "<code>a&lt;b</code> and <code>c</code>"),
    ("a tick ` alone", "a tick ` alone"), ("`one` and ` alone", "<code>one</code> and ` alone"),
    ("none", "none"), ("", ""),
  ])
  func `sets what stands between backticks as code`(text: String, markup: String) {
    #expect(HTML(textWithCode: text).markup == markup)
  }

  @Test func `shows no backtick around code in the words of charts`() {
    for bundle in ["// bundle", nil] {
      let page = report(for: SyntheticRun().results, vegaBundle: bundle)
      for words in page.matches(of: /<(?:figcaption><p|p class="nochart")>([^\n]*?)<\/p>/) {
        #expect(!words.1.contains("`"), "\(words.1)")
      }
    }
  }

  @Test func `style keeps words whole on paper and shows that a table scrolls`() {
    let style = Resources.style
    let paper = style[(style.range(of: "@media print")?.lowerBound ?? style.startIndex)...]
    #expect(!paper.contains("overflow-wrap: anywhere") && !paper.contains("hyphens: auto"))
    #expect(style.contains("table .source { font-size: .92em; }"))
    #expect(style.contains("no-repeat local"))
    #expect(paper.contains(".card, .cards, tr"))
    #expect(paper.contains(".scroll:not(:has(tbody tr:nth-child(16))) { break-inside: avoid; }"))
  }

  @Test func `escapes what a scenario says`() {
    var results = SyntheticRun(horizon: 8).results
    let nasty = "</script><script>alert('&')</script>"
    results.configuration.title = nasty
    results.configuration.summary = nasty
    results.configuration.regions[0].name = nasty
    results.configuration.sectors[0].name = nasty
    results.facts.machine = nasty
    results.facts.incompleteBecause = nasty
    let page = report(for: results, vegaBundle: "// bundle")
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("&lt;/script&gt;&lt;script&gt;alert(&#39;&amp;&#39;)"))
    // Head, three of data, bundle, page: six pairs.
    #expect(page.matches(of: /<script/).count == 6)
    #expect(page.matches(of: /<\/script/).count == 6)
  }

  @Test func `keeps a bundle from closing its element`() {
    let page = report(
      for: SyntheticRun(horizon: 8).results, vegaBundle: "const a = '</script><!-- <script>';")
    #expect(page.contains(#"const a = '<\/script><\!-- <script>';"#))
  }

  @Test func `works without a bundle and says how to get charts`() {
    let page = report(for: SyntheticRun().results, vegaBundle: nil)
    #expect(page.contains("Without charts."))
    #expect(page.contains("<code>make setup</code>"))
    #expect(!page.contains("class=\"chart\""))
    #expect(page.contains("Growth.") && page.contains("<details open>"))
  }

  @Test func `marks an incomplete run, with what stopped it`() {
    let page = report(for: Self.runs[2].run.results, vegaBundle: nil)
    #expect(page.contains("This run is not complete."))
    #expect(page.contains("quarter 31 of 100: it was interrupted."))
    #expect(!report(for: SyntheticRun().results, vegaBundle: nil).contains("not complete"))
  }

  @Test func `marks a stylised scenario only`() {
    var results = SyntheticRun(horizon: 4).results
    #expect(report(for: results, vegaBundle: nil).contains("<b>Stylised.</b>"))
    results.configuration.isStylised = false
    #expect(!report(for: results, vegaBundle: nil).contains("<b>Stylised.</b>"))
  }

  @Test func `of empty tables says so`() {
    let page = report(for: Self.empty(), vegaBundle: nil)
    #expect(page.contains("No figures of the country were recorded"))
    #expect(page.contains("No rows were recorded."))
    #expect(page.contains("The regions were not grouped in this run."))
    #expect(charts(for: Self.empty()).isEmpty)
  }

  @Test func `of no regions at all is still a page`() {
    var results = Self.empty()
    results.configuration.regions = []
    results.configuration.sectors = []
    #expect(report(for: results, vegaBundle: nil).contains("</html>"))
  }
}
