/// What a store knows of its study: enough to go on, to export, and to be merged with another part.
public struct StudyDefinition: Sendable, Equatable {
  public struct Parameter: Sendable, Equatable {
    /// What values there may be, and what equal steps between them are.
    public enum Scale: String, Sendable, CaseIterable {
      /// Any number of a range, by differences or by ratios.
      case linear, logarithmic
      /// Whole numbers of a range.
      case integers
      /// Those that the study lists.
      case levels
    }

    public var name: String
    /// Keys of the scenario, separated by blanks.
    public var keys: String
    public var unit: String
    public var meaning: String
    public var isNumeric: Bool
    public var scale: Scale

    public init(
      name: String, keys: String, unit: String, meaning: String, isNumeric: Bool, scale: Scale
    ) {
      self.name = name
      self.keys = keys
      self.unit = unit
      self.meaning = meaning
      self.isNumeric = isNumeric
      self.scale = scale
    }
  }

  public struct Output: Sendable, Equatable {
    public var name: String
    /// The definition on one line; outputs with the same one are the same.
    public var identity: String
    public var unit: String
    public var meaning: String

    public init(name: String, identity: String, unit: String, meaning: String) {
      self.name = name
      self.identity = identity
      self.unit = unit
      self.meaning = meaning
    }
  }

  public var name: String
  public var title: String
  public var summary: String
  /// The study file.
  public var text: String
  /// Kind of design, by its name in study files.
  public var design: String
  /// Hash of all that decides which points there are.
  public var pointsHash: String
  /// Hash of the whole study.
  public var hash: String
  /// How seeds come about, as in `common 1`.
  public var seeding: String
  /// Program and version whose runs the study takes.
  public var program: String
  /// Most replicates of a point; all points have as many, unless `stopsEarly`.
  public var replicates: Int
  /// Whether a point may have fewer replicates, which its row then says.
  public var stopsEarly: Bool
  public var parameters: [Parameter]
  public var outputs: [Output]

  public init(
    name: String, title: String, summary: String, text: String, design: String,
    pointsHash: String, hash: String, seeding: String, program: String, replicates: Int,
    stopsEarly: Bool, parameters: [Parameter], outputs: [Output]
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.text = text
    self.design = design
    self.pointsHash = pointsHash
    self.hash = hash
    self.seeding = seeding
    self.program = program
    self.replicates = replicates
    self.stopsEarly = stopsEarly
    self.parameters = parameters
    self.outputs = outputs
  }
}

/// A part of a study: the points whose number leaves a certain rest.
public struct StudyShard: Sendable, Equatable {
  /// From 1.
  public let number: Int
  public let count: Int

  /// - Returns: nil unless 1 ≤ `number` ≤ `count`.
  public init?(_ number: Int, of count: Int) {
    guard count >= 1, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  public static let whole = StudyShard(number: 1, count: 1)

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }
}

/// One row of the table of points.
public struct StoredPoint: Sendable, Equatable {
  public var point: Int
  public var block: Int
  public var role: String
  public var input: String
  public var step: Double
  public var isHole: Bool
  /// One a parameter.
  public var values: [String]
  /// Hash of the scenario; nil before the first run of the point.
  public var scenario: String?

  public init(
    point: Int, block: Int, role: String, input: String, step: Double, isHole: Bool,
    values: [String], scenario: String? = nil
  ) {
    self.point = point
    self.block = block
    self.role = role
    self.input = input
    self.step = step
    self.isHole = isHole
    self.values = values
    self.scenario = scenario
  }
}

/// A run that has yet to be done.
public struct PendingRun: Sendable, Equatable {
  public var point: Int
  public var replicate: Int
  /// One a parameter.
  public var values: [String]

  public init(point: Int, replicate: Int, values: [String]) {
    self.point = point
    self.replicate = replicate
    self.values = values
  }
}

/// A run that has come to its end, in one way or another.
public struct StudyRun: Sendable, Equatable {
  public enum Status: String, Sendable, CaseIterable {
    case done
    /// It came to its end, but some outputs are not finite numbers.
    case nonFinite = "non_finite"
    case failed
  }

  /// Hash of the scenario.
  public var scenario: String
  public var replicate: Int
  public var seed: UInt64
  public var status: Status
  /// Why it is not done; empty if it is.
  public var cause: String
  /// Quarters that were run.
  public var ticks: Int
  /// Start, ISO 8601.
  public var started: String
  public var seconds: Double
  /// One an output, not a number where there is none; empty where the run failed.
  public var values: [Double]

  public init(
    scenario: String, replicate: Int, seed: UInt64, status: Status, cause: String, ticks: Int,
    started: String, seconds: Double, values: [Double]
  ) {
    self.scenario = scenario
    self.replicate = replicate
    self.seed = seed
    self.status = status
    self.cause = cause
    self.ticks = ticks
    self.started = started
    self.seconds = seconds
    self.values = values
  }
}

/// A stretch of work on a study by one process.
public struct StudySession: Sendable, Equatable {
  public var started: String
  public var host: String
  public var process: Int
  public var threads: Int
  public var platform: String
  public var gsl: String
  public var shard: String

  public init(
    started: String, host: String, process: Int, threads: Int, platform: String, gsl: String,
    shard: String
  ) {
    self.started = started
    self.host = host
    self.process = process
    self.threads = threads
    self.platform = platform
    self.gsl = gsl
    self.shard = shard
  }
}
