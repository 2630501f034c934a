import Testing
import TripleHelix

@testable import Reporting

@Suite struct ColumnsTests {
  private let results = SyntheticRun().results

  @Test func `a property reads the column of its name, also that of a part`() {
    let table = results.recording.national
    let (national, named) = (Columns(table, Table.national), NamedColumns(table))
    #expect(national.numbers(\.realGDP) == named.numbers("real_gdp"))
    #expect(national.numbers(\.measures.synergy) == named.numbers("synergy"))
    #expect(national.integers(\.tick) == named.integers("tick"))
    let sectors = Columns(results.recording.sectors, Table.sectors)
    #expect(sectors.texts(\.sector) == NamedColumns(results.recording.sectors).texts("sector"))
    let regions = Columns(results.recording.regions, Table.regions)
    #expect(
      regions.numbers(ofGroup: \.indicators)
        == Table.indicators.map { NamedColumns(results.recording.regions).numbers($0.name) })
  }

  @Test func `phases are in the order of their names`() {
    let national = NamedColumns(results.recording.national)
    #expect(
      Findings(results).phaseSeries(\.outputInPhases).map(\.values)
        == ["tradition", "search", "innovation", "diffusion"].map {
          national.numbers("output_in_\($0)")
        })
  }

  @Test func `a column that older results lack is undefined`() {
    var table = Table(
      name: "regions", summary: "",
      columns: [.init("tick", .integer, "ticks", ""), .init("region", .text, "–", "")])
    table.append([.integer(0), .text("north")])
    let regions = Columns(table, Table.regions)
    #expect(!regions.has(\.stage) && regions.has(\.region))
    #expect(regions.numbers(\.population) == [nil] && regions.texts(\.stage) == [""])
    #expect(regions.series(\.population).values == [nil])
  }

  @Test func `every column of which more or less is wanted is one of a run or a comparison`() {
    // A comparison counts the clusters themselves.
    let known = Set(Recording().tables.flatMap(\.columns).map(\.name) + ["clusters"])
    #expect(Desirability.wanted.union(Desirability.unwanted).subtracting(known) == [])
    #expect(Desirability.wanted.isDisjoint(with: Desirability.unwanted))
  }

  @Test func `headline figures are of columns, and per cent where these are shares`() throws {
    // R&D at consumer prices of the start is a figure of comparisons alone.
    for figure in HeadlineFigure.all where figure.table == "national" {
      guard figure.column != "real_research" else { continue }
      let columns = Recording().national.columns
      let column = try #require(columns.first { $0.name == figure.column }, "\(figure.column)")
      #expect(figure.isShare == (column.unit == "\(TableUnit.share)"), "\(figure.column)")
    }
  }
}
