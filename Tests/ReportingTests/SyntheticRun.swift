import TripleHelix
import WardClustering

@testable import Reporting

/// A made-up run with the shape of a real one: waves that follow each other, sixteen regions like those
/// of Kazakhstan about 2013, and true Ward groupings of their indicators. Same arguments, same run.
struct SyntheticRun {
  var regionCount = 16
  /// Quarters recorded.
  var horizon = 100
  var plannedHorizon: Int?
  var hasGroupings = true
  var hasPolicies = true
  var hasClusters = true
  var recordEvery = 1
  var title = "Kazakhstan: sixteen regions, twenty-five years"

  var results: RunResults {
    var builder = Builder(self)
    builder.fill()
    let complete = (plannedHorizon ?? horizon) == horizon
    return RunResults(
      configuration: builder.configuration, recording: builder.recording,
      facts: RunFacts(
        version: "0.1.0", seed: 1, scenarioFile: "scenarios/kazakhstan.yaml",
        scenarioHash: "3f2a9c", started: "2026-01-05 10:00:00", finished: "2026-01-05 10:00:09",
        durationInSeconds: 8.71, gslVersion: "2.7.1", machine: "x86_64, 2 cores", threadCount: 2,
        incompleteBecause: complete ? nil : "it was interrupted"),
      referenceGrouping: ReferenceGrouping(
        source: "Turekulova, Mukhambetova and Chimgentbaeva",
        groups: Dictionary(
          SyntheticCountry.regions.prefix(regionCount).map { ($0.id, $0.paperGroup) },
          uniquingKeysWith: { first, _ in first })))
  }
}

/// One row of the table of regions that the tests know.
struct SyntheticCountry {
  var id: String
  var name: String
  var latitude: Double
  var longitude: Double
  var area: Double
  var population: Double
  var paperGroup: Int
  var indicators: [Double]

  static let regions: [SyntheticCountry] = table.split(separator: "\n").map { line in
    let cells = line.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }
    let numbers = cells.dropFirst(2).compactMap { Double($0) }
    return SyntheticCountry(
      id: String(cells[0]), name: String(cells[1]), latitude: numbers[0], longitude: numbers[1],
      area: numbers[2], population: numbers[3], paperGroup: Int(numbers[4]),
      indicators: Array(numbers[5...]))
  }

  static let sectors: [(id: String, name: String, field: String, class: SectorDescription.Class)] =
    [
      ("agriculture", "Agriculture", "life", .agriculture),
      ("mining", "Mining", "materials", .industry),
      ("food", "Food", "life", .industry), ("materials", "Materials", "materials", .industry),
      ("machinery", "Machinery", "engineering", .industry),
      ("chemistry", "Chemistry", "life", .industry),
      ("trade", "Trade and transport", "engineering", .services),
      ("ict", "ICT and business services", "digital", .services),
      ("public", "Personal and public services", "digital", .services),
    ]

  /// Identifier, name, centre, area, population, group in the publication, P1 to P14.
  private static let table = """
      akmola,Akmola region,53.28,69.39,146219,732916,2,1.5,1500,1.7,571.7,602.9,193.4,68,190,1.56,50,1600,126.5,491.6,1303.9
      aktobe,Aktobe region,50.28,57.21,300629,801838,3,1.6,1100,1.2,514.6,541.4,618.9,75,190,2.766,27,1700,152.9,605.4,2299.6
      almaty_region,Almaty region,45.02,78.37,223911,1960000,2,2.6,820,1.0,510.0,530.0,220.0,61,150,1.115,49,920,52.8,586.8,890.0
      atyrau,Atyrau region,47.10,51.88,118631,561532,6,1.1,5300,2.0,497.7,524.1,1849.3,93,340,3.585,54,2000,162.5,662.0,7083.0
      west_kazakhstan,West Kazakhstan region,51.25,51.43,151339,620732,3,1.3,1300,1.6,509.8,537.1,312.3,56,190,3.593,39,1500,85.7,606.3,2868.5
      zhambyl,Zhambyl region,42.90,71.37,144264,1075829,2,2.7,1900,1.1,512.0,540.0,231.3,70,160,1.411,44,1000,69.1,599.3,814.9
      karaganda,Karaganda region,49.80,73.10,428000,1365691,1,10.1,2200,2.1,517.8,544.9,296.6,48,160,1.004,33,1800,256.8,621.0,1919.8
      kostanay,Kostanay region,53.21,63.62,196001,879917,4,1.6,570,1.2,572.4,603.6,205.0,41,170,2.113,41,1500,122.0,484.3,1532.3
      kyzylorda,Kyzylorda region,44.85,65.51,226019,732542,5,0.8,340,0.9,456.4,481.4,507.7,110,220,1.807,23,1200,99.4,677.6,1984.9
      mangystau,Mangystau region,43.66,51.17,165642,578160,6,1.2,11000,2.7,448.1,474.3,761.1,92,210,3.907,42,2100,331.5,593.0,3589.1
      south_kazakhstan,South Kazakhstan region,42.31,69.60,117449,2703474,5,7.4,330,0.84,438.6,464.3,153.6,55,150,1.647,140,1000,54.1,678.3,792.1
      pavlodar,Pavlodar region,52.28,76.97,124755,750720,1,3.0,800,1.3,556.8,586.1,368.0,52,190,1.442,66,1700,222.8,510.2,2341.9
      north_kazakhstan,North Kazakhstan region,54.87,69.15,98040,577197,4,0.9,260,0.61,570.5,601.0,176.3,54,190,1.899,58,1500,67.1,559.5,1299.2
      east_kazakhstan,East Kazakhstan region,49.97,82.61,282500,1393309,1,8.9,4300,3.2,508.3,535.4,216.2,54,180,1.709,46,1500,149.2,627.8,1480.6
      astana,Astana city,51.18,71.45,722,802608,7,5.3,12000,7.3,511.4,541.3,682.1,310,460,1.0,33000,5400,85.7,762.7,4340.0
      almaty_city,Almaty city,43.25,76.91,682,1500000,8,50.0,17000,16.0,500.0,530.0,320.0,65,260,1.0,85000,7300,104.5,817.6,4800.0
    """
}

/// A small generator; the tests want the same numbers everywhere.
struct Dice {
  var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in [0, 1).
  mutating func roll() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) * 0x1p-53
  }

  /// About normal, by the sum of twelve.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + roll() } }
}
