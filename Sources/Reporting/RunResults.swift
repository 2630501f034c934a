public import TripleHelix

/// A finished or interrupted run, as a report needs it.
public struct RunResults: Sendable {
  public var configuration: Configuration
  /// The tables as far as they were recorded.
  public var recording: Recording
  public var facts: RunFacts
  /// A grouping of the regions by somebody else, held against the first grouping of the run.
  public var referenceGrouping: ReferenceGrouping?

  public init(
    configuration: Configuration, recording: Recording, facts: RunFacts,
    referenceGrouping: ReferenceGrouping? = nil
  ) {
    self.configuration = configuration
    self.recording = recording
    self.facts = facts
    self.referenceGrouping = referenceGrouping
  }
}

/// What the manifest says of a run. Texts are shown as they stand; `nil` leaves a line out.
public struct RunFacts: Sendable, Equatable {
  /// Version of the program.
  public var version: String
  public var seed: UInt64
  public var replicate: Int
  public var scenarioFile: String?
  /// Hash of the resolved scenario.
  public var scenarioHash: String?
  public var started: String?
  public var finished: String?
  public var durationInSeconds: Double?
  public var gslVersion: String?
  public var machine: String?
  public var threadCount: Int?
  /// Why the run stopped before its horizon; `nil` for a complete run.
  public var incompleteBecause: String?

  public init(
    version: String, seed: UInt64, replicate: Int = 0, scenarioFile: String? = nil,
    scenarioHash: String? = nil, started: String? = nil, finished: String? = nil,
    durationInSeconds: Double? = nil, gslVersion: String? = nil, machine: String? = nil,
    threadCount: Int? = nil, incompleteBecause: String? = nil
  ) {
    self.version = version
    self.seed = seed
    self.replicate = replicate
    self.scenarioFile = scenarioFile
    self.scenarioHash = scenarioHash
    self.started = started
    self.finished = finished
    self.durationInSeconds = durationInSeconds
    self.gslVersion = gslVersion
    self.machine = machine
    self.threadCount = threadCount
    self.incompleteBecause = incompleteBecause
  }
}

/// A grouping of regions that stands in a publication.
public struct ReferenceGrouping: Sendable, Equatable {
  /// Where it comes from, as in "Turekulova, Mukhambetova and Chimgentbaeva".
  public var source: String
  /// Group of each region by its identifier; regions not named are left out of the comparison.
  public var groups: [String: Int]

  public init(source: String, groups: [String: Int]) {
    self.source = source
    self.groups = groups
  }
}
