import Experiments
import Scenarios
import TripleHelix

/// The scenarios of a comparison.
struct ComparisonSides {
  let base: Scenario
  let baseManifest: ComparisonManifest.Side
  let alternatives: [(scenario: Scenario, side: ComparisonManifest.Side)]

  /// - Throws: `CommandFailure` with all mistakes of all files.
  init(_ command: CompareCommand) throws {
    var common = command.overrides + command.runs.yearsOverride
    var own = command.policyOverrides
    switch command.budgetNeutral {
    case nil: break
    case "income_tax": common.append("policy_financing=income_tax")
    case "purchases": common.append("policy_financing=purchases")
    case let name?:
      let (first, others) = try Self.load(command, common, common + own)
      let known = Set(first.configuration.policies.map(\.name))
      var new: [String] = []
      for policy in others.flatMap({ $0.configuration.policies.map(\.name) })
      where !known.contains(policy) && !new.contains(policy) {
        new.append(policy)
      }
      let givers = first.configuration.policies.map(\.name).filter { giver in
        others.allSatisfy { $0.configuration.policies.contains { $0.name == giver } }
      }
      guard givers.contains(name) else {
        throw CommandFailure(
          "--budget-neutral \(name): allowed are income_tax, purchases, and a policy that all "
            + "scenarios have"
            + (givers.isEmpty
              ? "; they have none in common" : ": \(givers.joined(separator: ", "))"),
          status: 2)
      }
      guard !new.isEmpty else {
        throw CommandFailure(
          "--budget-neutral \(name): no scenario has a policy that the base does not have",
          status: 2)
      }
      guard others.count == 1 else {
        throw CommandFailure(
          "--budget-neutral \(name): with the name of a policy, give one scenario besides the base",
          status: 2)
      }
      own += new.map { "policies.\($0).taken_from=\(name)" }
    }
    let (base, others) = try Self.load(command, common, common + own)
    self.base = base
    baseManifest = .init(
      id: Comparison.baseID, base, file: command.base, overrides: common)
    if command.separate {
      alternatives = try Self.separate(command, base, others[0], common + own)
    } else {
      let ids = Self.identifiers(others)
      alternatives = others.enumerated().map { place, scenario in
        (
          scenario,
          .init(
            id: ids[place], scenario, file: command.policies[place], overrides: common + own)
        )
      }
    }
  }

  /// Names of the scenarios, made unique; "policy" for a single one.
  private static func identifiers(_ scenarios: [Scenario]) -> [String] {
    guard scenarios.count > 1 else { return ["policy"] }
    var taken: Set<String> = [Comparison.baseID]
    return scenarios.map { scenario in
      var (id, number) = (scenario.configuration.name, 2)
      while taken.contains(id) {
        id = "\(scenario.configuration.name)-\(number)"
        number += 1
      }
      taken.insert(id)
      return id
    }
  }

  /// Each policy that the base does not have alone, then all together.
  private static func separate(
    _ command: CompareCommand, _ base: Scenario, _ together: Scenario, _ overrides: [String]
  ) throws -> [(scenario: Scenario, side: ComparisonManifest.Side)] {
    let known = Set(base.configuration.policies.map(\.name))
    let new = together.configuration.policies.map(\.name).filter { !known.contains($0) }
    guard new.count > 1 else {
      throw CommandFailure(
        "--separate: \(command.policies[0]) must have at least two policies that the base does not "
          + "have, found \(new.isEmpty ? "none" : new.joined(separator: ", "))", status: 2)
    }
    let file = command.policies[0]
    do throws(ScenarioErrors) {
      let template = try ScenarioTemplate(
        file, overrides: overrides, access: command.reading.access)
      var result: [(scenario: Scenario, side: ComparisonManifest.Side)] = []
      for name in new {
        let scenario = try template.keepingPolicies { known.contains($0) || $0 == name }.scenario()
        let id = "only_" + name
        result.append(
          (
            scenario,
            .init(id: id, scenario, file: file, overrides: overrides, onlyPolicies: [name])
          ))
      }
      result.append(
        (together, .init(id: "together", together, file: file, overrides: overrides)))
      return result
    } catch {
      throw CommandFailure(error)
    }
  }

  private static func load(
    _ command: CompareCommand, _ first: [String], _ second: [String]
  ) throws -> (base: Scenario, others: [Scenario]) {
    var errors: [ScenarioErrors] = []
    func scenario(_ file: String, _ overrides: [String]) -> Scenario? {
      do throws(ScenarioErrors) {
        return try Scenario.load(file, overrides: overrides, access: command.reading.access)
      } catch {
        errors.append(error)
        return nil
      }
    }
    let base = scenario(command.base, first)
    let others = command.policies.compactMap { scenario($0, second) }
    guard errors.isEmpty, let base else { throw CommandFailure(errors) }
    return (base, others)
  }
}

extension CommandFailure {
  /// Mistakes of several scenarios; those that are the same stand once.
  fileprivate init(_ errors: [ScenarioErrors]) {
    var lines: [String] = []
    for error in errors.map({ "\($0)" }) where !lines.contains(error) { lines.append(error) }
    self.init(lines: lines, status: 2)
  }
}

extension ComparisonManifest {
  /// Titles of the scenarios, from their configurations.
  func titles(_ scenarios: [Scenario]) -> [String] {
    zip(policies, scenarios).map { side, scenario in
      let configuration = scenario.configuration
      if let only = side.onlyPolicies {
        return "Only " + only.joined(separator: ", ").replacing("_", with: " ")
      }
      if isSeparated { return "All policies together" }
      return configuration.title.isEmpty ? configuration.name : configuration.title
    }
  }
}
