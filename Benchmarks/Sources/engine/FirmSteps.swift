import Figures
import Machine
import PlainFirmDynamics
import Scenarios
import TripleHelix

/// What a quarter of the model costs by firm, on the neutral country made smaller or larger.
///
/// Plain loops over six draws a firm take turns with it. Times depend on the machine and its other
/// work; the ratio, of processor times, hardly does. What threads gain is taken from the quickest
/// quarter on each side, which is the one that others left alone.
enum FirmSteps {
  static let sizes = [10_000.0, 100_000, 1_000_000]
  static let threadCounts = [1, 2]
  static let turnCount = 3
  static let seed: UInt64 = 1

  static func printTable() throws {
    keep_arrays_apart()
    print("\nThe neutral country: ns per firm and quarter, medians of \(turnCount) turns\n")
    let columns = [
      "firms", "threads", "wall", "processor", "plain", "ratio", "speed-up", "B/firm",
      "peak B/firm",
    ]
    print(row(columns, width: 12))
    let scenario = try Scenario.load("scenarios/neutral.yaml").configuration
    for size in sizes { try measure(scenario.scaled(toFirms: size)) }
  }

  /// A stretch of quarters, in ns per firm and quarter.
  private struct Stretch {
    let wall: Double
    let processor: Double
    /// Wall time of the quickest quarter.
    let quickest: Double

    init(firms: Double, quarters: Int, _ quarter: () throws -> Void) rethrows {
      let start = processor_seconds()
      let times = try (0..<quarters).map { _ in
        try ContinuousClock().measure(quarter) / .nanoseconds(1) / firms
      }
      processor = (processor_seconds() - start) * 1e9 / firms / Double(quarters)
      wall = times.reduce(0, +) / Double(quarters)
      quickest = times.min() ?? .nan
    }
  }

  private static func measure(_ configuration: Configuration) throws {
    let nominal = Int(configuration.activeFirms.rounded())
    // Whole years: what happens once a year is part of the cost.
    let quarters = max(8, 400_000 / nominal)
    let plain = unsafe plain_firms_create(nominal, seed)
    defer { unsafe plain_firms_free(plain) }
    unsafe plain_firms_tick(plain)

    var runs: [Simulation] = []
    var bytes = (resident: 0.0, peak: 0.0)
    let before = resident_bytes()
    for threads in threadCounts {
      let run = try Simulation(configuration, seed: seed, threads: threads)
      for _ in 0..<4 { try run.step() }
      if runs.isEmpty {
        bytes.resident = Double(resident_bytes() - before) / run.agentCount
        bytes.peak = Double(peak_bytes() - before) / run.agentCount
      }
      runs.append(run)
    }

    var plainTurns: [Stretch] = []
    var turns: [[Stretch]] = runs.map { _ in [] }
    for _ in 0..<turnCount {
      plainTurns.append(
        Stretch(firms: Double(nominal), quarters: quarters) { unsafe plain_firms_tick(plain) })
      for (place, run) in runs.enumerated() {
        // Entries and exits nearly balance, so the number of firms before the turn will do.
        turns[place].append(
          try Stretch(firms: run.agentCount, quarters: quarters) { try run.step() })
      }
    }
    for (threads, engine) in zip(threadCounts, turns) {
      // Below 100,000 firms the fixed part would pass for the firms' memory.
      let showsMemory = nominal >= 100_000 && threads == 1
      let ratios = zip(engine, plainTurns).map { $0.processor / $1.processor }
      let quickest = [turns[0], engine].map { $0.map(\.quickest).min() ?? .nan }
      print(
        row(
          [
            "\(nominal)", "\(threads)", decimal(median(engine.map(\.wall)), 0),
            decimal(median(engine.map(\.processor)), 0),
            decimal(median(plainTurns.map(\.processor)), 0), decimal(median(ratios), 2),
            threads == 1 ? "-" : decimal(quickest[0] / quickest[1], 2),
            showsMemory ? decimal(bytes.resident, 0) : "-",
            showsMemory ? decimal(bytes.peak, 0) : "-",
          ], width: 12))
    }
  }
}

extension Configuration {
  fileprivate var activeFirms: Double { regions.reduce(0) { $0 + $1.activeFirms } }

  /// The same country with more or fewer people, firms, money and land.
  fileprivate func scaled(toFirms target: Double) -> Configuration {
    let factor = target / activeFirms
    let sizes: [WritableKeyPath<RegionDescription, Double>] = [
      \.area, \.population, \.employed, \.labourForce, \.grossRegionalProduct, \.fixedInvestment,
      \.budgetInvestment, \.publicExpenditure, \.researchPersonnel, \.activeFirms,
      \.registeredFirms,
    ]
    var scaled = self
    scaled.patentsPerYear *= factor
    for region in regions.indices {
      for size in sizes { scaled.regions[region][keyPath: size] *= factor }
    }
    return scaled
  }
}

extension Simulation {
  /// Living firms, as recorded.
  fileprivate var agentCount: Double {
    var recording = Recording()
    record(into: &recording)
    guard let place = recording.national.index(of: "firms"),
      case .number(let firms)? = recording.national.rows.last?[place]
    else { preconditionFailure("the national table has a column of firms") }
    return firms
  }
}
