import Foundation
import TemporaryFolders
import Testing

/// `triskele scenario new NAME --regions TABLE`, from the table to a run.
@Suite struct NewCountryTests {
  /// Nine columns of three invented regions, those that are required.
  private static let required = """
    Region;Population, thousand;Employed, thousand;GRP, bln crowns;Industry, %;Services, %;\
    Area, km2;Latitude;Longitude
    Северная область;812,5;390,2;310,4;31,2;58,9;12 400;52,1;20,4
    Ost-Länd;1 204,8;601,7;455,0;24,6;68,1;9 800;51,2;22,9
    Қызыл өлке;455,1;198,4;98,9;18,0;55,5;21 050;49,8;21,3

    """

  /// A folder with the table in it.
  private func folder(_ text: String = required, encoding: String.Encoding = .utf8) throws -> String
  {
    let folder = try TemporaryFolder.lasting()
    let data = try #require(text.data(using: encoding))
    try data.write(to: URL(filePath: "\(folder)/table.csv"))
    return "\(folder)"
  }

  private func new(_ folder: String, _ options: String...) throws -> CommandResult {
    try triskele(
      arguments: ["scenario", "new", "land", "--regions", "table.csv"] + options, in: folder)
  }

  private func text(_ folder: String, _ file: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
  }

  /// The cells of a written table by row and column; no cell in these has a comma.
  private func table(_ folder: String, _ file: String) throws -> [[String: String]] {
    let lines = try text(folder, file).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(lines[0], row))
    }
  }

  @Test func `semicolons, decimal commas and required columns alone make a scenario that runs`()
    throws
  {
    let folder = try folder()
    let made = try new(folder, "--year", "2021")
    #expect(made.status == 0, "\(made.errors)")
    let regions = try table(folder, "land/regions.csv")
    #expect(regions.map { $0["id"] } == ["severnaya_oblast", "ost_land", "qyzyl_olke"])
    #expect(regions.map { $0["name"] } == ["Северная область", "Ost-Länd", "Қызыл өлке"])
    #expect(regions[0]["population"] == "812500")
    #expect(regions[0]["area"] == "12400")
    #expect(regions[1]["gross_regional_product"] == "455000")
    #expect(regions[2]["industry_share"] == "0.18")
    // 22 % of product, 10 employed to a firm, 6 % unemployment.
    #expect(regions[1]["fixed_investment"] == "100100")
    #expect(regions[1]["active_firms"] == "60170")
    #expect(regions[0]["labour_force"] == "415106.4")

    let check = try triskele("scenario", "check", "land.yaml", in: folder)
    #expect(check.status == 0 && check.errors == "")
    let run = try triskele(
      "run", "land.yaml", "--years", "1", "--set", "scale=500", "-o", "out", "--quiet", in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `provenance has a row for every cell, with how it came about`() throws {
    let folder = try folder()
    #expect(try new(folder).status == 0)
    let rows = try text(folder, "land/provenance.csv").split(separator: "\n")
    #expect(rows[0] == "region,column,value,unit,how,source_column,rule")
    #expect(rows.count == 1 + 3 * 17 + 1)
    #expect(
      rows.contains(
        "ost_land,population,1204800,persons,converted,\"Population, thousand\",× 1000"))
    #expect(
      rows.contains(
        "ost_land,fixed_investment,100100,million a year,estimated,,"
          + "\"22 % of product (default), shared out by product\""))
    #expect(rows.contains { $0.hasPrefix("ost_land,latitude,51.2,degrees,given,Latitude,") })
    #expect(rows.last?.hasPrefix("country,patents_per_year,") == true)
  }

  @Test func `nothing is overwritten, and a dry run writes nothing`() throws {
    let folder = try folder()
    #expect(try new(folder, "--dry-run").status == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/land.yaml"))
    #expect(try new(folder).status == 0)
    let before = try text(folder, "land/regions.csv")
    let again = try new(folder, "--total", "fixed_investment=30 %")
    #expect(again.status == 2)
    #expect(again.errors.contains("land.yaml: error: already exists and is not overwritten"))
    #expect(try text(folder, "land/regions.csv") == before)
    try FileManager.default.removeItem(atPath: "\(folder)/land.yaml")
    #expect(try new(folder).status == 2, "the folder of tables is there still")
    let forced = try new(folder, "--force")
    #expect(forced.status == 2)
    #expect(try text(folder, "land/regions.csv") == before)
  }

  @Test func `Russian headers and Windows-1251 are read`() throws {
    let cyrillic = """
      Регион;Население, тыс. чел.;Занятые, тыс.;ВРП, млрд руб.;Промышленность, %;Услуги, %;\
      Площадь, тыс. км2;Широта;Долгота
      Северная;812,5;390,2;310,4;31,2;58,9;12,4;52,1;40,4
      Южная;1204,8;601,7;455,0;24,6;68,1;9,8;51,2;42,9
      Восточная;455,1;198,4;98,9;18,0;55,5;21,05;49,8;45,3

      """
    for encoding in [String.Encoding.utf8, .windowsCP1251] {
      let folder = try folder(cyrillic, encoding: encoding)
      let made = try triskele(
        arguments: ["scenario", "new", "land", "--regions", "table.csv"], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let regions = try table(folder, "land/regions.csv")
      #expect(regions.map { $0["id"] } == ["severnaya", "yuzhnaya", "vostochnaya"])
      #expect(regions[1]["gross_regional_product"] == "455000")
      #expect(regions[2]["area"] == "21050")
      #expect(try text(folder, "land.yaml").contains("currency: roubles"))
    }
  }

  @Test func `unknown headers are told with what is there and what is required`() throws {
    let folder = try folder("Регион;Население;Industrie;Zone\nA;1000;20;3\nB;2000;30;4\n")
    let result = try new(folder, "--map", "name=Регион", "--map", "population=Населене")
    #expect(result.status == 2)
    #expect(
      result.errors.contains(
        "the table has no column `Населене`; it has `Регион`, `Население`, `Industrie`, `Zone`; did "
          + "you mean `Население`?"))
    let mapped = try new(
      folder, "--map", "name=Регион", "--map", "population=Население", "--unit",
      "population=thousand")
    #expect(mapped.status == 2)
    #expect(
      mapped.errors.contains("product is required (gross regional product): no column has it"))
    #expect(mapped.errors.contains("industry_share is required"))
    #expect(
      mapped.errors.contains("is it `Industrie`? Then add --map industry_share=\"Industrie\""))
    #expect(
      mapped.errors.contains(
        "The table has `Регион`, `Население`, `Industrie`, `Zone`.\nRecognised: name in `Регион`, "
          + "population in `Население`.\nRequired are name, population, employed, product"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/land.yaml"))
  }

  @Test func `a unit that is not known is asked for, and one that cannot be is told`() throws {
    let folder = try folder(Self.required.replacing("GRP, bln crowns", with: "GRP"))
    let asked = try new(folder)
    #expect(asked.status == 2)
    #expect(
      asked.errors.contains(
        "the unit of `GRP` (product) is not known: a head of population it is 350 with --unit "
          + "product=million, 349595 with --unit product=billion, 0.35 with --unit product=thousand"
      )
        || asked.errors.contains("with --unit product=billion"))
    #expect(try new(folder, "--unit", "product=bln").status == 0)
    let wrong = try new(folder, "--unit", "product=bananas", "--dry-run")
    #expect(
      wrong.status == 2
        && wrong.errors.contains("--unit product=bananas: error: the unit is unknown"))

    let other = try self.folder(
      Self.required.replacing("Employed, thousand", with: "Employed, million"))
    let much = try new(other)
    #expect(much.status == 2)
    #expect(much.errors.contains("labour_force is larger than population in `Северная область`"))

    let swapped = try self.folder(
      Self.required.replacing("Latitude;Longitude", with: "Longitude;Latitude")
        .replacing("20,4", with: "102,4"))
    let places = try new(swapped)
    #expect(places.status == 2)
    #expect(places.errors.contains("are latitude and longitude swapped?"))
  }

  @Test func `cells that are no numbers are told at their place, all at once`() throws {
    let folder = try folder(
      Self.required.replacing("390,2", with: "many").replacing("98,9", with: ""))
    let result = try new(folder)
    #expect(result.status == 2)
    #expect(
      result.errors.contains("table.csv:2:24: error: employed must be a number, found `many`"))
    #expect(result.errors.contains("table.csv:4:24: error: product is missing for `Қызыл өлке`"))
  }

  @Test func `figures of the country replace defaults and are checked`() throws {
    let folder = try folder()
    let made = try new(
      folder, "--total", "fixed_investment=30 %", "--total", "research_expenditure=8.643 bln",
      "--total", "patents_per_year=120", "--currency", "crowns")
    #expect(made.status == 0, "\(made.errors)")
    let regions = try table(folder, "land/regions.csv")
    #expect(regions[1]["fixed_investment"] == "136500")
    // A hundredth of the country's product of 864,300 million.
    #expect(regions[1]["research_expenditure"] == "4550")
    #expect(try text(folder, "land.yaml").contains("patents_per_year: 120\n"))
    let bad = try new(
      folder, "--dry-run", "--total", "fixed_investment=30", "--total", "investmen=3 %")
    #expect(bad.status == 2)
    #expect(
      bad.errors.contains("--total fixed_investment=30: error: needs a unit, as in `30 billion`"))
    #expect(bad.errors.contains("there is no figure `investmen`"))
  }

  @Test func `the row of the country is left out`() throws {
    let folder = try folder(
      Self.required + "Total;2472,4;1190,3;864,3;25,6;63,0;43250;51;21\n")
    let made = try new(folder)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("line 5, `Total`, is the sum of the others and is left out"))
    #expect(try table(folder, "land/regions.csv").count == 3)
  }

  @Test func `Russia's tables are what the command of its README makes`() throws {
    let project = BuiltCommand.project.path
    let readme = try String(
      contentsOfFile: "\(project)/scenarios/russia/README.md", encoding: .utf8)
    let block = try #require(readme.split(separator: "```sh\n").dropFirst().first)
    let command = try #require(block.split(separator: "```").first)
    let folder = try TemporaryFolder.lasting()
    try FileManager.default.copyItem(
      atPath: "\(project)/scenarios/russia/statistics.csv", toPath: "\(folder)/statistics.csv")
    // As the shell would take it apart.
    let options = command.replacing("\\\n", with: " ").replacing(/"([^"]*)"/) { match in
      match.output.1.replacing(" ", with: "\u{1}")
    }
    let words = options.split { $0 == " " || $0 == "\n" }.dropFirst().map {
      String($0).replacing("\u{1}", with: " ")
    }
    let arguments = words.map { $0 == "../russia-again" ? "russia" : $0 }
    let made = try triskele(arguments: arguments, in: "\(folder)")
    #expect(made.status == 0, "\(made.errors)")
    for file in ["regions.csv", "provenance.csv", "sectors.csv"] {
      let shipped = try String(
        contentsOfFile: "\(project)/scenarios/russia/\(file)", encoding: .utf8)
      #expect(try text("\(folder)", "russia/\(file)") == shipped, "\(file)")
    }
  }
}

/// What `triskele scenario check` prints besides mistakes.
@Suite struct CheckFactsTests {
  @Test func `what follows from the table is printed with its units`() throws {
    let result = try triskele("scenario", "check", "scenarios/kazakhstan.yaml")
    #expect(result.status == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    let head = try #require(lines.first { $0.hasPrefix("product a head") })
    // 36 trillion tenge for 16.9 million inhabitants; Atyrau has most and Kyzylorda's south least.
    #expect(head.contains("2,1") && head.contains("atyrau") && head.contains("south_kazakhstan"))
    #expect(head.hasSuffix("tenge a year"))
    for label in ["wage, about", "fixed investment", "R&D", "employed per firm"] {
      #expect(lines.contains { $0.hasPrefix(label) })
    }
  }

  @Test func `warnings name the place, leave the exit code, and stand in JSON`() throws {
    let swapped = [
      "scenario", "check", "scenarios/kazakhstan.yaml", "--set",
      "regions.columns.latitude=centre_lon_deg", "--set",
      "regions.columns.longitude=centre_lat_deg",
    ]
    let text = try triskele(arguments: swapped)
    #expect(text.status == 0)
    #expect(text.errors.contains("scenarios/kazakhstan/regions.csv:"))
    #expect(text.errors.contains("warning: regions."))
    #expect(text.errors.contains("are latitude and longitude swapped?"))
    let json = try triskele(arguments: swapped + ["--json"])
    let reports = try JSONDecoder().decode([Report].self, from: Data(json.output.utf8))
    #expect(reports.first?.warnings.map(\.code) == ["swapped_coordinates"])
    let facts = try #require(reports.first?.facts)
    let investment = try #require(facts.first { $0.name == "investment_share" }?.country)
    #expect(abs(investment - 16.9) < 0.3)
  }

  private struct Report: Decodable {
    var facts: [Fact]
    var warnings: [Warning]

    struct Fact: Decodable {
      var name: String
      var country: Double?
    }

    struct Warning: Decodable {
      var code: String
    }
  }
}
