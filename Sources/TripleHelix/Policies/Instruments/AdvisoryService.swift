import Chunking

/// Advisers visit firms and show them what better ones do.
struct AdvisoryService: PolicyInstrument {
  static let name = "advisory_service"
  static let summary = "Sends advisers to firms, which learn from better firms of their sector."
  static let channel =
    "Efficiency moves towards the upper quartile; firms assess clusters more accurately."

  @Setting("firms a quarter", 0...1e7, "Firms visited.")
  var visits = 100
  @Setting("–", 0...1, "Quality of a visit relative to the best possible.")
  var quality = 0.5
  @Setting("share of gap", 0...1, "Share of the efficiency gap that the best visit would close.")
  var step = 0.3
  @Setting("wages", 0...100, "Cost of a visit, in quarterly regional wages.", time: .duration)
  var cost = 0.25

  struct Report {
    @Measure("log points", "Mean efficiency gain of the firms visited.")
    var gain
    @Measure("log points", "Mean upper quartile of efficiency used as their benchmark.")
    var upperQuartile
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let slots = country.target(policy)
    let quartiles = upperQuartiles(country)
    let lagging = slots.filter {
      Double(firms.efficiency[$0]) < quartiles[Int(firms.sector[$0])]
    }
    var gain = 0.0
    var shown = 0.0
    var visited: [Int] = []
    for firm in country.choose(
      country.agents(for: visits * policy.strength, policy), of: lagging, policy)
    {
      let region = Int(firms.region[firm])
      let cost = self.cost * country.regions.wage[region] * country.scale
      guard cost == 0 || cost <= country.left(policy) else { break }
      country.spend(policy, cost, to: .households(region), in: region)
      let goal = quartiles[Int(firms.sector[firm])]
      let change = quality * step * (goal - Double(firms.efficiency[firm]))
      firms.efficiency[firm] += Float(change)
      gain += change
      shown += goal
      visited.append(firm)
    }
    country.noteContacts(visited)
    // Of a quarter's visits, whatever the length of a tick.
    let share =
      slots.isEmpty
      ? 0 : min(1, Double(visited.count) / Double(slots.count) * country.timeStep.quarter)
    for cell in policy.cells {
      country.clusterLevers[cell].information = max(
        country.clusterLevers[cell].information, quality * share)
    }
    country.note(policy, reached: visited.count, of: slots.count)
    report.gain = visited.isEmpty ? 0 : gain / Double(visited.count)
    report.upperQuartile = visited.isEmpty ? 0 : shown / Double(visited.count)
  }

  /// Upper quartile of efficiency by sector, over the whole country.
  private func upperQuartiles(_ country: Simulation) -> [Double] {
    var values = Array(repeating: [Float](), count: country.layout.sectorCount)
    for firm in 0..<country.firms.count where country.firms.id[firm] != 0 {
      values[Int(country.firms.sector[firm])].append(country.firms.efficiency[firm])
    }
    return values.map { list in
      list.isEmpty ? 0 : Double(list.sorted()[min(list.count - 1, list.count * 3 / 4)])
    }
  }
}
