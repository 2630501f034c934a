import Foundation
import Testing
import TripleHelix

@testable import Reporting

@Suite struct ChartTests {
  @Test func `all of a whole run are there`() {
    let names = charts(for: SyntheticRun().results).map(\.name)
    #expect(
      names == [
        "displacement", "phases", "displacement-by-sector", "adoption", "discoveries", "map",
        "regional-income", "regional-labour", "concentration", "location-quotients",
        "regional-structure", "synergy", "synergy-regions", "dendrograms", "membership",
        "group-profiles", "indicator-shifts", "indicators", "entry-exit", "size-distribution",
        "firm-statistics", "economy", "sectors", "clusters", "cluster-stages", "stage-plane",
        "cluster-members", "cluster-survival", "cluster-effects", "policy-budgets",
        "policy-reach",
      ])
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: PageTests.runs.indices)
  func `are valid JSON with schema, description, title and data`(place: Int) throws {
    for chart in charts(for: PageTests.runs[place].run.results) {
      let object = try JSONSerialization.jsonObject(with: Data(chart.json.utf8))
      let specification = try #require(object as? [String: Any])
      let schema = try #require(specification["$schema"] as? String)
      #expect(schema.hasSuffix("vega-lite/v5.json"))
      #expect((specification["description"] as? String)?.count ?? 0 > 20, "\(chart.name)")
      #expect(specification["title"] != nil)
      #expect(chart.json.contains("\"values\""))
      for word in ["NaN", "nan", "inf,", "inf}"] {
        #expect(!chart.json.contains(word), "\(chart.name) holds \(word)")
      }
      // The same bytes in the page's colours would not draw elsewhere.
      #expect(!chart.json.contains("var(--"))
    }
  }

  @Test func `have a table named after every file they point to`() {
    let tables = Set(Recording().tables.map(\.name))
    for chart in Findings(SyntheticRun().results).charts {
      #expect(!chart.tables.isEmpty && tables.isSuperset(of: chart.tables), "\(chart.name)")
      #expect(!chart.title.isEmpty && chart.reading.hasSuffix("."))
    }
  }

  @Test func `take every colour of the page from the palette`() {
    #expect(Set(Palette.all.map(\.light)).count == Palette.all.count)
    #expect(Set(Palette.all.map(\.name)).count == Palette.all.count)
    for chart in Findings(SyntheticRun().results).charts {
      let text = chart.embeddedSpecification.compact
      #expect(text.matches(of: /"#[0-9a-f]{6}"/).isEmpty, "\(chart.name)")
    }
  }

  @Test func `mark the regions at which policies aim on the map`() throws {
    var results = SyntheticRun().results
    let plain = try #require(Findings(results).mapChart)
    #expect(!plain.embeddedSpecification.compact.contains("●"))
    #expect(!plain.reading.contains("●"))
    results.configuration.policies[0].regions = ["pavlodar"]
    let marked = try #require(Findings(results).mapChart)
    #expect(marked.embeddedSpecification.compact.contains("● Pavlodar"))
    #expect(marked.reading.hasSuffix("Policies aim at the regions with ●."))
  }

  @Test func `give long names of regions their room`() {
    var results = SyntheticRun().results
    #expect(Findings(results).rowLabelLimit >= 118)
    results.configuration.regions[0].name = "Северо-Казахстанская область"
    #expect(Findings(results).rowLabelLimit > 195)
  }

  @Test func `of what a run lacks are left out`() {
    var results = SyntheticRun(hasPolicies: false, hasClusters: false).results
    results.recording.cells.removeRows { _ in true }
    let names = Set(charts(for: results).map(\.name))
    for name in [
      "clusters", "cluster-stages", "stage-plane", "cluster-members", "cluster-survival",
      "cluster-effects", "policy-budgets", "policy-reach", "policy-reports", "location-quotients",
    ] {
      #expect(!names.contains(name))
    }
    let page = report(for: results, vegaBundle: nil)
    for id in ["id=\"networks\"", "id=\"policy\"", "Clusters.</b>"] {
      #expect(!page.contains(id), "\(id)")
    }
  }

  @Test func `show the stages of regions where a run records them`() throws {
    var results = SyntheticRun(horizon: 16).results
    #expect(Findings(results).regionStagesChart == nil)
    let old = results.recording.regions
    let place = old.index(of: "stage")
    var table = Table(
      name: old.name, summary: old.summary,
      columns: old.columns + (place == nil ? [TableColumn("stage", .text, "–", "")] : []))
    for row in old.rows {
      let isLate = if case .integer(let tick) = row[0] { tick > 8 } else { false }
      var row = row + (place == nil ? [.text("")] : [])
      row[place ?? row.count - 1] = .text(isLate ? "growth" : "emergence")
      table.append(row)
    }
    results.recording.regions = table
    let chart = try #require(Findings(results).regionStagesChart)
    let text = chart.standaloneSpecification.compact
    #expect(
      text.contains(
        #""from":2013,"to":2015.25,"since":"Start of 2013","until":"End of Q1 2015","stage":"emergence""#
      ))
    #expect(text.contains(#""domain":["emergence","growth"]"#))
  }

  @Test func `draw nothing over time from a single moment`() {
    let names = charts(for: SyntheticRun(horizon: 0).results).map(\.name)
    #expect(
      names == [
        "map", "location-quotients", "dendrograms", "membership", "group-profiles",
        "size-distribution",
      ])
  }
}

@Suite struct SharedColumnsTests {
  /// Rows again, as the script of the page makes them.
  private func unpack(_ value: JSONValue, _ columns: [[JSONValue]]) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map { unpack($0, columns) })
    case .object(let members):
      if case .object(let fields)? = value["columns"], members.count == 1 {
        let named = fields.map { field -> (String, [JSONValue]) in
          guard case .number(let place) = field.value else { return (field.key, []) }
          return (field.key, columns[Int(place)])
        }
        return [
          "values": .array(
            named[0].1.indices.map { row in
              .object(named.map { .init($0.0, $0.1[row]) })
            })
        ]
      }
      return .object(members.map { .init($0.key, unpack($0.value, columns)) })
    case .null, .boolean, .number, .text: return value
    }
  }

  @Test func `lose nothing, and write a column once`() {
    let specifications = Findings(SyntheticRun().results).charts.map(\.embeddedSpecification)
    var shared = SharedColumns()
    let packed = specifications.map { shared.take(from: $0) }
    let columns = shared.columns.map { column -> [JSONValue] in
      if case .array(let values) = column { return values }
      guard case .array(let texts)? = column["texts"], case .array(let places)? = column["places"]
      else { return [] }
      return places.map { place in
        guard case .number(let number) = place else { return .null }
        return texts[Int(number)]
      }
    }
    for (one, specification) in zip(packed, specifications) {
      let isWhole = unpack(one, columns).compact == specification.compact
      #expect(isWhole)
    }
    let written = shared.columns.map(\.compact)
    #expect(Set(written).count == written.count)
    let size = (packed + shared.columns).reduce(0) { $0 + $1.compact.utf8.count }
    let plain = specifications.reduce(0) { $0 + $1.compact.utf8.count }
    #expect(3 * size < 2 * plain)
  }
}

@Suite struct JSONValueTests {
  @Test(
    arguments: [
      (0.0, "0"), (1, "1"), (-3, "-3"), (1234567.8, "1234600"), (0.123456789, "0.12346"),
      (0.1 + 0.2, "0.3"), (1e-7, "1e-07"), (-0.000123456, "-0.00012346"), (.nan, "null"),
      (.infinity, "null"), (9.99999, "10"),
    ])
  func `numbers have five significant digits or are null`(value: Double, text: String) {
    #expect(JSONValue.number(value).compact == text)
  }

  @Test func `years keep their quarter`() {
    let series = Series(ticks: [1], years: [2013.25], values: [0.5])
    #expect(
      JSONValue.array(series.rows()).compact
        == #"[{"when":"2013.25","year":2013.25,"value":0.5}]"#)
  }

  @Test func `months are kept and named`() {
    let series = Series(
      ticks: [0, 1, 2, 12], years: [2013, 2013 + 1.0 / 12, 2013 + 2.0 / 12, 2014],
      values: [1, 2, 3, 4])
    #expect(
      series.values.indices.map(series.when)
        == ["start of 2013", "January 2013", "February 2013", "December 2013"])
    #expect(JSONValue.number(2013 + 1.0 / 12).compact == "2013.0833")
  }

  @Test func `a year lies in its middle and has its own number`() {
    let yearly = Series(
      ticks: Array(0...8), years: (0...8).map { 2013 + Double($0) / 4 },
      values: (0...8).map(Double.init)
    ).yearly()
    #expect(yearly.years == [2013, 2013.5, 2014.5])
    #expect(yearly.values == [0, 2.5, 6.5])
    #expect(yearly.values.indices.map(yearly.when) == ["start of 2013", "2013", "2014"])
  }

  @Test func `long series keep every peak when they are thinned, together too`() {
    let count = 4001
    func series(peak: Int) -> Series {
      Series(
        ticks: Array(0..<count), years: (0..<count).map { Double($0) / 12 },
        values: (0..<count).map { $0 == peak ? 0.52 : 0.1 })
    }
    let (first, second) = (series(peak: 1234), series(peak: 3777))
    #expect(first.thinned().values.count <= Series.drawnLimit + 2)
    #expect(first.thinned().defined.max() == 0.52)
    let together = Series.thinnedTogether([first, second])
    #expect(together[0].ticks == together[1].ticks)
    #expect(together.allSatisfy { $0.defined.max() == 0.52 })
    #expect(first.thinned(to: 5000) == first)
  }

  @Test func `labels of axes have no letter or sign at zero, and no letter for thousandths`() {
    let chart = Chart(
      name: "a", title: "a", reading: "a.", description: "a", tables: ["national"],
      fit: .width(height: 10),
      body: [
        "data": ["values": [["axis": ["format": "~s"]]]],
        "encoding": [
          "x": ["axis": ["format": "~s"]], "y": ["axis": ["format": "+.1~%"]],
          "color": ["axis": ["format": ".0%"]],
        ],
      ])
    let text = chart.standaloneSpecification.compact
    #expect(text.contains("datum.value === 0 ? '0%' : datum.label"))
    #expect(text.contains("'G', 'bn'"))
    #expect(text.contains(#""values":[{"axis":{"format":"~s"}}]"#))
    #expect(text.contains(#""color":{"axis":{"format":".0%"}}"#))
  }

  @Test func `texts cannot end a script element`() {
    #expect(JSONValue.text("</script>\"\\\n\u{1}").compact == #""\u003c/script>\"\\\n\u0001""#)
  }

  @Test func `objects keep their order, and members can be replaced`() {
    var value: JSONValue = ["b": 1, "a": [true, nil, "x"]]
    #expect(value.compact == #"{"b":1,"a":[true,null,"x"]}"#)
    value["b"] = nil
    #expect(value.merging(["a": 2, "c": 3]).compact == #"{"a":2,"c":3}"#)
  }
}
