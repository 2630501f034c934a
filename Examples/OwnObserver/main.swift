// A run with an observer of its own: how unequal the sizes of firms are, year by year.
//
//     swift run OwnObserver scenarios/teaching/two-regions.yaml

import Foundation
import RegionalMeasures
import Scenarios
import TripleHelix

let path =
  CommandLine.arguments.dropFirst().first ?? "scenarios/teaching/two-regions.yaml"
do {
  let scenario = try Scenario.load(path, overrides: ["years=5"])
  let simulation = try Simulation(scenario.configuration, seed: scenario.seed)
  print("year  firms  Gini coefficient of employees")
  while simulation.tick < scenario.configuration.horizon {
    try simulation.step()
    guard simulation.tick.isMultiple(of: scenario.configuration.timeStep.ticksPerYear) else {
      continue
    }
    // Observing draws no random number and changes nothing.
    let firms = simulation.firmRecords()
    let year = scenario.configuration.startYear + simulation.tick / 4
    print(year, firms.count, gini(of: firms.map(\.employees)))
  }
} catch {
  print(error)
  exit(1)
}
