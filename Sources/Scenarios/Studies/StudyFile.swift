public import SensitivityAnalysis

/// A study as its file says it: which values of a scenario vary, how they are chosen, how often each
/// choice is run, and what is kept of a run.
public struct StudyFile: Sendable {
  /// Identifier, from the file's name; names the folder of the results.
  public let name: String
  public let title: String
  public let summary: String
  /// The study as it was written.
  public let text: String
  /// What varies, in the order of the columns of all results.
  public let parameters: [StudyParameter]
  /// What must hold between them; a point that breaks one is not run.
  public let constraints: [Constraint]
  public let design: Design
  public let replicates: StudyReplicates
  /// Seed of the first replicate; the others follow it.
  public let seed: UInt64
  /// Whether every point draws from streams of its own; otherwise all points of a replicate share
  /// theirs, so that they differ by what the parameters do.
  public let hasIndependentSeeds: Bool
  public let outputs: [StudyOutput]
  /// The scenario before anything varies.
  public let scenario: Scenario
  /// SHA-256 of all that decides which points there are and what runs they need.
  public let pointsHash: String
  /// SHA-256 of that, the replicates and the outputs: what two parts of one study have in common.
  public let hash: String

  /// One entry a scenario file; the first where no parameter chooses.
  let templates: [ScenarioTemplate]
  /// Place of each parameter in the file, for what is wrong with a value of it.
  let places: [Place]

  /// Reads a study and the scenarios that it varies.
  ///
  /// - Throws: All mistakes together.
  public static func load(
    _ path: String, access: FileAccess = .anywhere
  ) throws(ScenarioErrors) -> StudyFile {
    var check = try StudyCheck(path, access: access)
    return try check.study()
  }

  /// The design of a study, which needs no scenario if its model is outside.
  ///
  /// - Throws: All mistakes together.
  public static func plan(
    _ path: String, access: FileAccess = .anywhere
  ) throws(ScenarioErrors) -> DesignPlan {
    var check = try StudyCheck(path, access: access)
    return try check.plan()
  }

  /// What is lost by the design, although it is no error.
  public var notes: [String] {
    guard !parameters.isEmpty else { return [] }
    return (try? DesignPlan(design, parameters.map(\.factor), constraints: constraints))?.notes
      ?? []
  }

  /// Whether nothing but the seed varies: there is one point then.
  public var isOfSeedsOnly: Bool { parameters.isEmpty }

  /// Places the points.
  ///
  /// - Throws: What is wrong with the design.
  public func makePoints() throws(DesignProblems) -> DesignPoints {
    try Self.points(of: design, parameters, constraints)
  }

  static func points(
    of design: Design, _ parameters: [StudyParameter], _ constraints: [Constraint]
  ) throws(DesignProblems) -> DesignPoints {
    parameters.isEmpty
      ? .withoutFactors
      : try design.makePoints(parameters.map(\.factor), constraints: constraints)
  }
}

/// Something of a scenario that a study varies.
public struct StudyParameter: Sendable {
  /// Keys of the scenario that take the value; none where it chooses among scenario files.
  public let keys: [String]
  /// Name, which is that of a column of results, and values.
  public let factor: Factor
  /// Unit of the first key, empty for a pure number.
  public let unit: String
  public let meaning: String

  public var name: String { factor.name }
  /// Whether it chooses among scenario files.
  public var choosesScenario: Bool { keys.isEmpty }

  /// Whether all its values are numbers.
  public var isNumeric: Bool {
    if case .levels(let levels) = factor.domain {
      levels.allSatisfy { Double($0)?.isFinite ?? false }
    } else {
      true
    }
  }
}

/// How often a point is run.
public enum StudyReplicates: Sendable, Equatable {
  case fixed(Int)
  /// Until the 95 % interval of the mean of an output is narrow enough.
  case until(StoppingRule)

  /// Most replicates of a point.
  public var atMost: Int {
    switch self {
    case .fixed(let count): count
    case .until(let rule): rule.atMost
    }
  }
}

/// When a point has been run often enough.
public struct StoppingRule: Sendable, Equatable {
  public var output = ""
  /// Half of the interval, in the output's unit, or as a share of the mean.
  public var halfWidth = Double.nan
  public var isRelative = false
  public var atLeast = 5
  public var atMost = 200

  public init(
    output: String = "", halfWidth: Double = .nan, isRelative: Bool = false, atLeast: Int = 5,
    atMost: Int = 200
  ) {
    self.output = output
    self.halfWidth = halfWidth
    self.isRelative = isRelative
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

/// Makes the scenarios of a study's points, one after the other.
public struct StudyVariants {
  private let study: StudyFile
  private let readers: [VariantReader]
  private let choice: Int?
  private let files: [String]

  public init(_ study: StudyFile) {
    self.study = study
    readers = study.templates.map { VariantReader($0) }
    choice = study.parameters.firstIndex(where: \.choosesScenario)
    files =
      if let choice, case .levels(let levels) = study.parameters[choice].factor.domain {
        levels
      } else {
        []
      }
  }

  /// The scenario of a point.
  ///
  /// - Parameter values: One a parameter, as ``DesignPoints/values(of:)`` gives them.
  /// - Throws: What is wrong with the scenario when these values hold together.
  public func variant(_ values: [String]) throws(ScenarioErrors) -> ScenarioVariant {
    let place = choice.flatMap { files.firstIndex(of: values[$0]) } ?? 0
    var overrides: [Override] = []
    for (number, parameter) in study.parameters.enumerated() {
      for key in parameter.keys {
        let value = SourceNode(.scalar(values[number], .cell), at: study.places[number])
        overrides.append(Override(key, value, at: study.places[number]))
      }
    }
    return try readers[place].variant(overrides)
  }
}
