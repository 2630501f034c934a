// Loads a scenario, steps, records two tables, reads a column by its property, and prints a table as CSV.
//
//     swift run StepByStep scenarios/teaching/one-region.yaml

import Foundation
import Scenarios
import TripleHelix

let path = CommandLine.arguments.dropFirst().first ?? "scenarios/teaching/one-region.yaml"
do {
  let scenario = try Scenario.load(path, overrides: ["years=2"])
  let simulation = try Simulation(scenario.configuration, seed: scenario.seed, threads: 2)
  var recording = Recording()
  simulation.record(into: &recording, [.national, .sectors])
  while simulation.tick < scenario.configuration.horizon {
    try simulation.step()
    simulation.record(into: &recording, [.national, .sectors])
  }
  let research = recording.national.numbers(Table.national.research).compactMap { $0 }
  print("R&D in the last quarter, million:", research.last ?? .nan)
  print(String(decoding: recording.sectors.csv(), as: UTF8.self), terminator: "")
} catch {
  print(error)
  exit(1)
}
