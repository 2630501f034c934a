/// A study, as its page needs it: points, outputs and their analysis.
public struct StudyResults: Sendable {
  public struct Parameter: Sendable {
    public var name: String
    public var unit: String
    public var meaning: String
    /// Keys of the scenario, separated by blanks.
    public var keys: String
    /// Texts in the order of `numbers`; `nil` for a parameter of numbers.
    public var levels: [String]?
    /// Whether the values are spread evenly by ratio.
    public var isLogarithmic: Bool
    /// One entry a point; of texts the place among `levels`, from 0.
    public var numbers: [Double]

    public init(
      name: String, unit: String, meaning: String, keys: String, levels: [String]?,
      isLogarithmic: Bool, numbers: [Double]
    ) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
      self.keys = keys
      self.levels = levels
      self.isLogarithmic = isLogarithmic
      self.numbers = numbers
    }
  }

  public struct Output: Sendable {
    public var name: String
    public var unit: String
    public var meaning: String
    /// Mean over the replicates of every point; not a number where there is none.
    public var means: [Double]
    /// Standard deviation of replicates within a point; not a number without them.
    public var deviationWithinPoints: Double
    /// Share of the noise of the seeds in the variance of `means`, from 0 to 1; not a number where it
    /// cannot be told.
    public var noiseShareOfMeans: Double
    /// Of a study of seeds only a value a run; else empty.
    public var runs: [Double]
    /// Half of the 95 % interval of the mean of `runs`; else not a number.
    public var meanHalfWidth: Double
    /// Points that could have a value and have none.
    public var missingPointCount: Int
    /// Response curves, one a parameter, and phase diagrams.
    public var curves: [Curve]
    public var diagrams: [Diagram]

    public init(
      name: String, unit: String, meaning: String, means: [Double],
      deviationWithinPoints: Double, noiseShareOfMeans: Double = .nan, runs: [Double] = [],
      meanHalfWidth: Double = .nan, missingPointCount: Int, curves: [Curve], diagrams: [Diagram]
    ) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
      self.means = means
      self.deviationWithinPoints = deviationWithinPoints
      self.noiseShareOfMeans = noiseShareOfMeans
      self.runs = runs
      self.meanHalfWidth = meanHalfWidth
      self.missingPointCount = missingPointCount
      self.curves = curves
      self.diagrams = diagrams
    }
  }

  /// Means of an output by values of a parameter, or by intervals.
  public struct Curve: Sendable {
    public struct Class: Sendable {
      public var centre: Double
      public var mean: Double
      /// Half of the 95 % interval; not a number where there is none.
      public var halfWidth: Double
      public var pointCount: Int

      public init(centre: Double, mean: Double, halfWidth: Double, pointCount: Int) {
        self.centre = centre
        self.mean = mean
        self.halfWidth = halfWidth
        self.pointCount = pointCount
      }
    }

    /// A place among the parameters.
    public var parameter: Int
    public var classes: [Class]

    public init(parameter: Int, classes: [Class]) {
      self.parameter = parameter
      self.classes = classes
    }
  }

  /// Means of an output by values or intervals of two parameters.
  public struct Diagram: Sendable {
    /// Places among the parameters: across, and upwards.
    public var across: Int
    public var upwards: Int
    /// Names of the classes of both.
    public var columns: [String]
    public var rows: [String]
    /// Row after row; not a number where there is none.
    public var means: [Double]
    public var pointCounts: [Int]

    public init(
      across: Int, upwards: Int, columns: [String], rows: [String], means: [Double],
      pointCounts: [Int]
    ) {
      self.across = across
      self.upwards = upwards
      self.columns = columns
      self.rows = rows
      self.means = means
      self.pointCounts = pointCounts
    }
  }

  public enum Method: String, Sendable, CaseIterable {
    case morris, sobol, pawn, delta, regression
  }

  /// Indices of an output by one method.
  public struct Indices: Sendable {
    public struct Input: Sendable {
      public var name: String
      /// μ*, ST, the index or the coefficient, with the ends of its interval.
      public var value: Double
      public var lower: Double
      public var upper: Double
      /// σ, S1, or what PAWN reaches by chance.
      public var second: Double?
      /// Whether the index is more than what an input without any influence would have.
      public var isDistinct: Bool

      public init(
        name: String, value: Double, lower: Double, upper: Double, second: Double?,
        isDistinct: Bool
      ) {
        self.name = name
        self.value = value
        self.lower = lower
        self.upper = upper
        self.second = second
        self.isDistinct = isDistinct
      }
    }

    /// A place among the outputs.
    public var output: Int
    public var method: Method
    public var inputs: [Input]
    /// `value` of every input with so many blocks or points.
    public var stages: [(size: Int, values: [Double])]
    public var notes: [String]

    public init(
      output: Int, method: Method, inputs: [Input], stages: [(size: Int, values: [Double])],
      notes: [String]
    ) {
      self.output = output
      self.method = method
      self.inputs = inputs
      self.stages = stages
      self.notes = notes
    }
  }

  /// A box of parameters in which an output is often above its upper quartile.
  public struct Box: Sendable {
    public struct Limit: Sendable {
      /// A place among the parameters.
      public var parameter: Int
      /// Nothing on a side that is open.
      public var low: Double?
      public var high: Double?
      /// Texts inside; `nil` for numbers.
      public var levels: [String]?
      public var quasiPValue: Double

      public init(
        parameter: Int, low: Double?, high: Double?, levels: [String]?, quasiPValue: Double
      ) {
        self.parameter = parameter
        self.low = low
        self.high = high
        self.levels = levels
        self.quasiPValue = quasiPValue
      }
    }

    /// A place among the outputs.
    public var output: Int
    public var threshold: Double
    public var limits: [Limit]
    public var coverage: Double
    public var density: Double
    public var mass: Double

    public init(
      output: Int, threshold: Double, limits: [Limit], coverage: Double, density: Double,
      mass: Double
    ) {
      self.output = output
      self.threshold = threshold
      self.limits = limits
      self.coverage = coverage
      self.density = density
      self.mass = mass
    }
  }

  /// How a point stands.
  public enum State: String, Sendable, CaseIterable {
    case done, partlyFailed, incomplete, forbidden
  }

  public struct Failure: Sendable {
    public var point: Int
    public var replicate: Int
    public var seed: UInt64
    public var status: String
    public var cause: String
    /// One a parameter.
    public var parameters: [String]

    public init(
      point: Int, replicate: Int, seed: UInt64, status: String, cause: String,
      parameters: [String]
    ) {
      self.point = point
      self.replicate = replicate
      self.seed = seed
      self.status = status
      self.cause = cause
      self.parameters = parameters
    }
  }

  /// How many runs there are, and how they ended.
  public struct Progress: Sendable {
    public var wanted: Int
    public var done: Int
    public var nonFinite: Int
    public var failed: Int
    /// Time at work in runs, seconds.
    public var seconds: Double
    /// Causes of runs that are not done, the most frequent first.
    public var causes: [(status: String, text: String, count: Int)]
    /// Some of these runs one by one.
    public var failures: [Failure]

    public init(
      wanted: Int, done: Int, nonFinite: Int, failed: Int, seconds: Double,
      causes: [(status: String, text: String, count: Int)], failures: [Failure]
    ) {
      self.wanted = wanted
      self.done = done
      self.nonFinite = nonFinite
      self.failed = failed
      self.seconds = seconds
      self.causes = causes
      self.failures = failures
    }

    public var finished: Int { done + nonFinite + failed }
  }

  /// What the methods paragraph and the citation say.
  public struct Provenance: Sendable {
    /// Folder of the study, as a word of a command line.
    public var folder: String
    /// Program with version, as in `triskele 0.1.0`, and version of GSL.
    public var program: String
    public var gslVersion: String
    public var platforms: [String]
    /// How seeds come about, as in `common 1`.
    public var seeding: String
    /// SHA-256 of the study.
    public var hash: String
    /// First and last moment of work, ISO 8601; empty if there was none.
    public var first: String
    public var last: String

    public init(
      folder: String, program: String, gslVersion: String, platforms: [String], seeding: String,
      hash: String, first: String, last: String
    ) {
      self.folder = folder
      self.program = program
      self.gslVersion = gslVersion
      self.platforms = platforms
      self.seeding = seeding
      self.hash = hash
      self.first = first
      self.last = last
    }

    /// The version alone.
    public var version: String { program.split(separator: " ").last.map(String.init) ?? program }
  }

  /// What the study is.
  public struct Subject: Sendable {
    public var name: String
    public var title: String
    public var summary: String
    /// Name of the design in study files.
    public var design: String
    /// Whether the points are every combination of their values.
    public var isGrid: Bool
    public var replicates: Int
    /// Whether points may have fewer.
    public var stopsEarly: Bool

    public init(
      name: String, title: String, summary: String, design: String, isGrid: Bool,
      replicates: Int, stopsEarly: Bool
    ) {
      self.name = name
      self.title = title
      self.summary = summary
      self.design = design
      self.isGrid = isGrid
      self.replicates = replicates
      self.stopsEarly = stopsEarly
    }
  }

  public var subject: Subject
  public var parameters: [Parameter]
  public var outputs: [Output]
  /// One entry a point.
  public var states: [State]
  public var progress: Progress
  public var indices: [Indices]
  public var boxes: [Box]
  /// Outputs that could not be analysed, and why.
  public var problems: [String]
  /// What the reader must know of repeated points and of the noise of the seeds.
  public var cautions: [String]
  public var provenance: Provenance

  public init(
    subject: Subject, parameters: [Parameter], outputs: [Output], states: [State],
    progress: Progress, indices: [Indices], boxes: [Box], problems: [String],
    cautions: [String] = [], provenance: Provenance
  ) {
    self.subject = subject
    self.parameters = parameters
    self.outputs = outputs
    self.states = states
    self.progress = progress
    self.indices = indices
    self.boxes = boxes
    self.problems = problems
    self.cautions = cautions
    self.provenance = provenance
  }
}

/// The charts of a study as Vega-Lite specifications that stand alone.
public func charts(for results: StudyResults) -> [(name: String, json: String)] {
  StudyPage(results).charts.map { ($0.name, $0.standaloneSpecification.pretty) }
}

/// One page on a study, which asks nothing of any network.
public func report(for results: StudyResults, vegaBundle: String?) -> String {
  StudyPage(results).page(vegaBundle: vegaBundle)
}

/// How a study is cited, as a file `CITATION.cff` beside it.
public func citation(of results: StudyResults) -> String { StudyCitation(results).text }
