public import Scenarios
public import SensitivityAnalysis
public import StudyStore
import TripleHelix

/// How far a study is.
public struct StudyStatus: Sendable {
  /// Why runs are not done.
  public struct Cause: Sendable {
    public let status: String
    public let text: String
    public let count: Int
  }

  public let folder: String
  public let study: StudyDefinition
  public let counts: StudyStore.Counts
  /// The most frequent ones.
  public let causes: [Cause]
  /// Stretches of work, and those of them that have not ended.
  public let sessions: (all: Int, broken: Int)

  public init(_ folder: StudyFolder) throws(StudyError) {
    self.folder = folder.path
    study = try folder.definition()
    do throws(StudyStoreError) {
      counts = try folder.store.counts(study: study)
      causes = try folder.store.causes(study: study, limit: 10).map { cause in
        Cause(status: cause.status.rawValue, text: cause.cause, count: cause.count)
      }
      sessions = try folder.store.sessionCounts()
    } catch {
      throw .store(error)
    }
  }
}

/// What a study will run, without running it.
public struct SweepPlan: Sendable {
  public let title: String
  public let design: String
  public let points: Int
  /// Points that a constraint forbids.
  public let holes: Int
  public let replicates: String
  /// Runs, or the most that there may be.
  public let runs: Int
  public let stopsEarly: Bool
  /// One line a parameter.
  public let parameters: [String]
  public let outputs: [String]
  public let scenario: String

  /// - Throws: What is wrong with the design.
  public init(_ study: StudyFile, shard: StudyShard) throws(DesignProblems) {
    let all = try study.makePoints()
    let own = (0..<all.count).filter { $0 % shard.count == shard.number - 1 }
    title = study.title
    design = study.isOfSeedsOnly ? "none: only the seed varies" : study.design.kind.rawValue
    points = own.count
    holes = own.count { all.placements[$0].isHole }
    switch study.replicates {
    case .fixed(let count):
      replicates = "\(count)"
      stopsEarly = false
    case .until(let rule):
      let unit = rule.isRelative ? " of its mean" : ""
      replicates =
        "\(rule.atLeast) to \(rule.atMost), until the 95 % interval of the mean of \(rule.output) is "
        + "± \(StudyStore.text(rule.halfWidth))\(unit)"
      stopsEarly = true
    }
    runs = (points - holes) * study.replicates.atMost
    parameters = study.parameters.map { parameter in
      let unit = parameter.unit.isEmpty ? "" : " \(parameter.unit)"
      let keys = parameter.keys.isEmpty ? "" : " (\(parameter.keys.joined(separator: ", ")))"
      return "\(parameter.name): \(parameter.factor.domain.words)\(unit)\(keys)"
    }
    outputs = study.outputs.map { $0.unit.isEmpty ? $0.name : "\($0.name) (\($0.unit))" }
    scenario = "\(study.scenario.configuration.title): \(study.scenario.size)"
  }
}
