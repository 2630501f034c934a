public import TripleHelix

/// A scenario that has been read, completed with defaults, and checked.
public struct Scenario: Sendable {
  /// What, with a seed, makes a run.
  public let configuration: Configuration
  /// The seed that holds unless the command line gives one.
  public let seed: UInt64
  /// What the scenario is expected to show.
  public let targets: [Target]
  /// Groups of regions by somebody else, empty if none are given.
  public let referenceGroups: [ReferenceGroup]
  /// Who made them.
  public let referenceSource: String
  /// The scenario as YAML with every key written out, and tables as lists, so that it needs no other
  /// file.
  public let resolvedText: String
  /// SHA-256 of `resolvedText`, in hexadecimal.
  public let hash: String
  private let resolved: ResolvedNode
  /// Files that were read, the scenario's own first.
  public let files: [String]
  /// Every key that holds one value, in the order of `resolvedText`.
  public let settings: [Setting]

  init(
    configuration: Configuration, seed: UInt64, targets: [Target],
    referenceGroups: [ReferenceGroup], referenceSource: String, resolved: ResolvedNode,
    files: [String], settings: [Setting]
  ) {
    self.configuration = configuration
    self.seed = seed
    self.targets = targets
    self.referenceGroups = referenceGroups
    self.referenceSource = referenceSource
    self.resolved = resolved
    self.files = files
    self.settings = settings
    var text = ""
    resolved.appendBlock(to: &text, indentation: 0)
    resolvedText = text
    hash = SHA256.hexadecimal(of: text.utf8)
  }

  /// Reads a scenario file and all that it extends and refers to.
  ///
  /// - Parameters:
  ///   - overrides: As in `scale=10` or `search.base_hazard=0.02`; a later one wins. An item of a list
  ///     is named by its `id` or `name`, or by its number from 1.
  ///   - access: Which other files the file may read.
  /// - Throws: All mistakes together.
  public static func load(
    _ path: String, overrides: [String] = [], access: FileAccess = .anywhere
  ) throws(ScenarioErrors) -> Scenario {
    try ScenarioTemplate(path, overrides: overrides, access: access).scenario()
  }

  /// The same scenario with another seed, so that its text gives the same run again.
  public func with(seed: UInt64) -> Scenario {
    guard seed != self.seed else { return self }
    return Scenario(
      configuration: configuration, seed: seed, targets: targets, referenceGroups: referenceGroups,
      referenceSource: referenceSource, resolved: resolved.replacing("seed", with: .seed(seed)),
      files: files, settings: settings)
  }

  /// The file's name without its extension, made an identifier.
  static func defaultName(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    if Reader.isIdentifier(stem, allowsDashes: true) { return stem }
    return Reader.identifier(from: stem) ?? "scenario"
  }
}

extension Draft {
  var timeStep: TimeStep { TimeStep(ticksPerYear: ticksPerYear) }

  // Checks have seen to it that ticks are whole.
  private func ticks(quarters: Double) -> Int { Int(quarters * timeStep.quarter) }
  private func ticks(years: Double) -> Int { Int(years * timeStep.year) }

  /// The configuration of a complete draft.
  func configuration(distances: [Double]) -> Configuration {
    var configuration = Configuration(
      name: name, title: title, summary: summary, isStylised: isStylised, startYear: startYear,
      horizon: ticks(quarters: Double(quarters ?? 0)), currency: currency, scale: scale,
      regions: regions,
      distances: distances, capitals: capitals, sectors: sectors, patentsPerYear: patentsPerYear,
      parameters: parameters, mechanisms: mechanisms,
      policies: policies.map { policy in
        PolicyDescription(
          name: policy.name, instrument: policy.instrument, start: ticks(years: policy.start),
          end: ticks(years: policy.end ?? 0), ramp: ticks(quarters: Double(policy.ramp)),
          regions: policy.regions,
          wardGroupOf: policy.wardGroupOf, sectors: policy.sectors, smallest: policy.smallest,
          largest: policy.largest ?? .infinity, membersOnly: policy.membersOnly,
          budget: policy.budget, paidBy: policy.paidBy, takenFrom: policy.takenFrom,
          settings: policy.settings)
      },
      recluster: ReclusterPlan(
        every: ticks(quarters: Double(recluster.every)),
        cut: recluster.groups.map(ReclusterPlan.Cut.groups) ?? .bestSilhouette,
        standardisation: recluster.standardise, weights: recluster.weights),
      recordEvery: outputs.recordEvery)
    configuration.policyFinancing = policyFinancing
    configuration.timeStep = timeStep
    configuration.firmsEvery = ticks(quarters: Double(outputs.firms))
    configuration.initiators = initiators.map { initiator in
      InitiatorDescription(
        name: initiator.name, region: initiator.region, sector: initiator.sector,
        start: ticks(years: initiator.start), employees: initiator.employees,
        efficiency: initiator.efficiency)
    }
    configuration.attractors = attractors
    configuration.ownership = ownership
    return configuration
  }
}
