import RegionalMeasures
import TripleHelix

/// The measures for a reader at a terminal.
extension MeasureReport {
  /// Cells beyond this number are not listed.
  private static let greatestListedCount = 20

  var text: String {
    ([heading, country, sectorList, regionList, cellList] + (cautions.isEmpty ? [] : [cautions]))
      .joined(separator: "\n\n")
  }

  /// What so small a table cannot say; empty where there is nothing to warn of.
  private var cautions: String {
    let establishments = indicators.establishments
    let combinations =
      establishments.regionCount * establishments.sectorCount
      * (establishments.organisation.isEmpty
        ? source.sizeClasses.count : establishments.organisationNames.count)
    var lines: [String] = []
    if indicators.count < 5 * Double(combinations) {
      lines.append(
        "T is computed from \(FigureText.count(indicators.count)) establishments in "
          + "\(FigureText.count(Double(combinations))) combinations of region, sector and "
          + "organisation: with so few it may be chance.")
    }
    let few = establishments.sectorNames.indices.filter { indicators.count(ofSector: $0) < 20 }
    if !few.isEmpty {
      lines.append(
        "γ of fewer than twenty establishments varies widely and can exceed 1: look at whether it is "
          + "above its null (\(few.prefix(5).map { establishments.sectorNames[$0] }.joined(separator: ", "))"
          + (few.count > 5 ? " and \(few.count - 5) more)." : ")."))
    }
    if establishments.regionCount < 10 {
      lines.append(
        "With fewer than ten regions the largest in a sector gets the star for size, however small."
      )
    }
    return lines.map { Terminal.faint("note  ") + $0 }.joined(separator: "\n")
  }

  private var heading: String {
    let establishments = indicators.establishments
    let quarter = source.tick.map { ", tick \($0)" } ?? ""
    return "\(FigureText.count(indicators.count)) establishments with "
      + "\(FigureText.count(indicators.employment.total)) persons in "
      + "\(establishments.regionCount) regions and \(establishments.sectorCount) sectors\(quarter)"
  }

  private var country: String {
    let synergy = indicators.synergy
    let establishments = indicators.establishments
    let theil = establishments.sizeTheil
    let draws = indicators.options.nullDraws
    func three(_ shares: [Double]) -> String {
      zip(["small", "medium", "large"], shares).map { "\($0) \(FigureText.percent($1))" }
        .joined(separator: ", ")
    }
    func bits(_ value: Double) -> String { FigureText.fixed(value, digits: 4) + " bits" }
    var lines = [
      ("firms by size", three(indicators.countShares()) + " (under 50, 50 to 249, 250 or more)"),
      ("employment by size", three(indicators.employmentShares())),
      (
        "size distribution",
        "Hill exponent \(FigureText.fixed(establishments.hillExponent(), digits: 3)) of the "
          + "largest 5 %, Gini \(FigureText.fixed(establishments.sizeGini, digits: 3)), "
          + "Herfindahl \(FigureText.fixed(establishments.sizeHerfindahl, digits: 5))"
      ),
      (
        "Theil of sizes",
        "\(FigureText.fixed(theil.total, digits: 4)): between regions "
          + "\(FigureText.fixed(theil.between, digits: 4)), within "
          + FigureText.fixed(theil.within, digits: 4)
      ),
      (
        "synergy T",
        "\(bits(synergy.total)) over region, sector and "
          + "\(source.establishments.organisation.isEmpty ? "size class" : "organisation") "
          + "(negative is synergy)"
      ),
      (
        "its parts",
        "H region \(bits(synergy.region)), sector \(bits(synergy.sector)), organisation "
          + "\(bits(synergy.organisation)); in pairs \(bits(synergy.regionSector)), "
          + "\(bits(synergy.regionOrganisation)), \(bits(synergy.sectorOrganisation)); all "
          + bits(synergy.all)
      ),
    ]
    if let grouped = indicators.groupedSynergy {
      lines.append(
        (
          "by groups",
          "between \(bits(grouped.between)), within \(bits(grouped.within.reduce(0, +)))"
        ))
    }
    lines.append(
      (
        "location null",
        "\(draws) random placements of \(indicators.options.locationUnit.rawValue), seed "
          + "\(indicators.options.seed)"
      ))
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map {
      Terminal.faint($0.0) + String(repeating: " ", count: width - $0.0.count) + "  " + $0.1
    }.joined(separator: "\n")
  }

  private var sectorList: String {
    let rows = indicators.establishments.sectorNames.enumerated().map { s, name -> [String] in
      let sector = indicators.sectors[s]
      let gamma = sector.ellisonGlaeser.gamma
      let upper = sector.null.upper
      let verdict =
        !gamma.isFinite || !upper.isFinite
        ? "–" : gamma > upper ? "above" : gamma < sector.null.lower ? "below" : "within"
      return [
        name, FigureText.count(indicators.count(ofSector: s)),
        FigureText.count(indicators.employment.sectors[s]), FigureText.fixed(gamma, digits: 4),
        FigureText.fixed(sector.null.lower, digits: 4), FigureText.fixed(upper, digits: 4), verdict,
        FigureText.fixed(sector.firmsPerRegion.likelihoodRatio, digits: 2),
      ]
    }
    return "Sectors: Ellison–Glaeser γ beside 95 % of the null, and the likelihood ratio of two "
      + "states of regions\n"
      + columns(
        ["sector", "firms", "persons", "γ", "null low", "null high", "γ is", "mixture"], rows)
  }

  private var regionList: String {
    let rows = indicators.establishments.regionNames.enumerated().map { r, name -> [String] in
      var row = [
        name, FigureText.count(indicators.count(ofRegion: r)),
        FigureText.count(indicators.employment.regions[r]),
        FigureText.fixed(indicators.employment.specialisation(ofRegion: r), digits: 3),
        FigureText.fixed(indicators.employment.diversity(ofRegion: r), digits: 3),
        FigureText.fixed(1000 * indicators.synergy.contributions[r], digits: 3),
        FigureText.percent(indicators.countShares(ofRegion: r)[0]),
      ]
      if let areas = source.areas {
        row.append(FigureText.fixed(indicators.count(ofRegion: r) / areas[r], digits: 4))
      }
      return row
    }
    return
      "Regions: Krugman's specialisation (0 to 2), diversity (bits), part of T (thousandths of "
      + "a bit), small firms" + (source.areas == nil ? "" : ", firms per km²") + "\n"
      + columns(
        ["region", "firms", "persons", "special.", "diversity", "T part", "small"]
          + (source.areas == nil ? [] : ["density"]), rows)
  }

  private var cellList: String {
    let width = indicators.establishments.sectorCount
    let starred = indicators.stars.indices.filter { indicators.stars[$0].count > 0 }
      .sorted {
        let (a, b) = (indicators.stars[$0].count, indicators.stars[$1].count)
        let (p, q) = (indicators.employment.cells[$0], indicators.employment.cells[$1])
        return a != b ? a > b : p != q ? p > q : $0 < $1
      }
    let rows = starred.prefix(Self.greatestListedCount).map { cell -> [String] in
      let stars = indicators.stars[cell]
      let earned = [
        stars.size ? "size" : nil, stars.specialisation ? "specialisation" : nil,
        stars.focus ? "focus" : nil,
      ].compactMap(\.self)
      return [
        indicators.establishments.regionNames[cell / width],
        indicators.establishments.sectorNames[cell % width],
        FigureText.count(indicators.counts[cell]),
        FigureText.count(indicators.employment.cells[cell]),
        FigureText.fixed(indicators.locationQuotients[cell], digits: 2),
        String(repeating: "*", count: stars.count), earned.joined(separator: ", "),
      ]
    }
    let more = starred.count - rows.count
    return "Cells with stars\n"
      + columns(
        ["region", "sector", "firms", "persons", "LQ", "stars", "for"], rows,
        texts: [0, 1, 5, 6])
      + (more > 0 ? "\n\(more) more; --json and -o have all." : "")
  }

  /// Rows below their headings; columns of numbers are set to the right.
  private func columns(
    _ headings: [String], _ rows: [[String]], texts: Set<Int> = [0]
  ) -> String {
    TextTable.lines(headings, rows, leftAligned: texts, hasRule: false)
  }
}
