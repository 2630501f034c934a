import SensitivityAnalysis

/// A study while it is read.
struct StudyDraft {
  var title = ""
  var summary = ""
  var scenario: String?
  /// Part of a scenario, laid over the scenario's file.
  var fragment: SourceNode?
  var years: Double?
  var parameters: [Parameter] = []
  var constraints: [SourceNode] = []
  var design = DesignDraft()
  var replicates = Replicates()
  var seed: UInt64 = 1
  var independentSeeds = false
  var outputs: [Output] = []

  struct Parameter {
    var name = ""
    var key: String?
    var keys: [String] = []
    var range: [Double]?
    var scale = Scale.linear
    var integers: [Double]?
    var normal: [Double]?
    var lognormal: [Double]?
    var triangular: [Double]?
    var beta: [Double]?
    var values: [SourceNode]?
    var weights: [Double]?
    var scenarios: [SourceNode]?
    var levels: Int?
    var group: String?
    var meaning = ""
  }

  enum Scale: String, CaseIterable { case linear, log }

  struct DesignDraft {
    var kind = Design.Kind.fullFactorial
    var points: Int?
    var trajectories: Int?
    var candidates: Int?
    var base: Int?
    var secondOrder = false
    var levels: Int?
    var seed: UInt64?
    var file: String?
  }

  struct Replicates {
    var count: Int?
    var until: StoppingRule?
  }

  struct Output {
    var name = ""
    var indicator = ""
    var over: Over?
    var at = StudyOutput.Moment.end
    var year: Double?
    var from: Double?
    var to: Double?
  }

  enum Over: String, CaseIterable { case sum, mean, min, max, each }
}

extension Design.Kind {
  /// Keys of a design that this kind takes, those that it must have first.
  var keys: (required: [String], optional: [String]) {
    switch self {
    case .fullFactorial: ([], ["levels"])
    case .latinHypercube: (["points"], ["seed"])
    case .sobolSequence: (["points"], ["seed"])
    case .morris: (["trajectories"], ["levels", "candidates", "seed"])
    case .saltelli: (["base"], ["second_order", "seed"])
    case .points: (["file"], [])
    }
  }
}

extension Key<StudyDraft> {
  /// The keys of a study file.
  static var study: [Key<StudyDraft>] {
    [
      .text("title", \.title, otherwise: .derived("the file's name"), "Title in reports."),
      .text(
        "summary", \.summary, otherwise: .value(""), "One paragraph on what the study asks."),
      .optionalPath(
        "scenario", \.scenario, otherwise: "those that a parameter chooses among",
        "The scenario file, relative to this file."),
      .fragment(
        "set", \.fragment,
        "Changes to the scenario, as in a file that extends it; a key may be dotted."),
      .optionalNumber(
        "years", \.years, "years", 0.25...1000, step: 0.25, otherwise: "the scenario's",
        "Length of every run."),
      .list(
        "parameters", \.parameters, blank: StudyDraft.Parameter(), identity: "name",
        Key<StudyDraft.Parameter>.parameter, 0...1000,
        otherwise: .derived("none, for a study of seeds only"), "What varies."),
      .scalars(
        "constraints", \.constraints, 0...1000,
        "What must hold between parameters, as in `trust + subsidy <= 1.5`; points that break one "
          + "are not run."),
      .group(
        "design", \.design, Key<StudyDraft.DesignDraft>.design,
        "How the points are chosen; a full factorial design by default."),
      .replicates,
      .studySeed(
        "seed", \.seed, otherwise: 1,
        "Seed of the first replicate; the next ones are one higher each, and 0 follows 2⁶⁴ − 1."),
      .flag(
        "independent_seeds", \.independentSeeds, otherwise: false,
        "Whether every point has random streams of its own. Otherwise the points of a replicate share "
          + "them, so that they differ by their parameters and little by chance."),
      .list(
        "outputs", \.outputs, blank: StudyDraft.Output(), identity: "name",
        Key<StudyDraft.Output>.output, 1...1000, "What is kept of every run."),
    ]
  }

  private static var replicates: Key<StudyDraft> {
    let rule = NumberRule(unit: "", range: 1...100_000, step: 1)
    let until = Key<StoppingRule>.rule
    let inner: [Key<StudyDraft.Replicates>] = [
      Key<StudyDraft.Replicates>(
        description: KeyDescription(
          name: "until", shape: .group(until.map(\.description)),
          meaning: "Each point gets replicates until this holds.", isRequired: true),
        read: { reader, node, path, replicates in
          var rule = StoppingRule()
          reader.group(node, path, until, into: &rule)
          replicates.until = rule
        },
        write: { _ in nil })
    ]
    return Key(
      description: .init(
        "replicates", .either([.number(rule), .group(inner.map(\.description))]),
        "Runs of every point, each with its own seed: a number, or `until` an interval is narrow enough.",
        Default<Int>.value(1), show: ResolvedNode.whole),
      read: { reader, node, path, draft in
        if node.isMapping {
          reader.group(node, path, inner, into: &draft.replicates)
        } else {
          draft.replicates.count = reader.whole(node, path, rule)
        }
      },
      write: { _ in nil })
  }
}

extension Key<StudyDraft.Parameter> {
  static var parameter: [Key<StudyDraft.Parameter>] {
    let range = -1e15...1e15
    return [
      .identifier("name", \.name, "Name of a column of results; unique."),
      .optionalPath(
        "key", \.key, otherwise: "`keys` or `scenarios`",
        "Key of the scenario, as `--set` takes it; `parameters.` may be left out."),
      .identifiers(
        "keys", \.keys, 1...100, of: "key", otherwise: .derived("`key`"),
        "Several keys that take the same value."),
      .optionalNumbers(
        "range", \.range, 2...2, range,
        "Lowest and highest value; every value between is possible. Beside `normal` and `lognormal` it "
          + "truncates them, beside `beta` it replaces 0 and 1."),
      .choice(
        "scale", \.scale, otherwise: .value(.linear),
        "Whether equal steps of a design are equal differences or equal ratios of a range."),
      .optionalNumbers(
        "integers", \.integers, 2...2, range, "Lowest and highest of whole numbers."),
      .optionalNumbers(
        "normal", \.normal, 2...2, range, "Mean and standard deviation of a normal distribution."),
      .optionalNumbers(
        "lognormal", \.lognormal, 2...2, range,
        "Mean and standard deviation of the logarithm of a lognormal distribution."),
      .optionalNumbers(
        "triangular", \.triangular, 3...3, range,
        "Lowest, most likely and highest value of a triangular distribution."),
      .optionalNumbers(
        "beta", \.beta, 2...2, range,
        "The shapes a and b of a beta distribution on `range`, or on 0 to 1."
      ),
      .optionalScalars("values", \.values, 1...10_000, "The values, listed one by one."),
      .optionalNumbers(
        "weights", \.weights, 1...10_000, range,
        "How likely each of `values` is, relative to the others; otherwise all are equally likely."),
      .optionalScalars(
        "scenarios", \.scenarios, 1...1000, "Scenario files to choose among, seen from this file."),
      .optionalWhole(
        "levels", \.levels, "levels", 1...10_000, otherwise: "the design's",
        "Values of a range or of integers that a full factorial design takes."),
      .optionalIdentifier(
        "group", \.group, otherwise: "none",
        "Parameters of one group count as one input in designs that change one input at a time."),
      .text(
        "meaning", \.meaning, otherwise: .derived("that of the first key"),
        "What it is, in one sentence."),
    ]
  }
}

extension Key<StudyDraft.DesignDraft> {
  static var design: [Key<StudyDraft.DesignDraft>] {
    [
      .choice(
        "kind", \.kind, otherwise: .value(.fullFactorial), "Which design it is."),
      .optionalWhole(
        "points", \.points, "points", 1...10_000_000, otherwise: "none",
        "Points of a Latin hypercube or of a Sobol' sequence, there best a power of 2."),
      .optionalWhole(
        "trajectories", \.trajectories, "trajectories", 1...1_000_000, otherwise: "none",
        "Trajectories of a Morris design; each has one point more than there are parameters."),
      .optionalWhole(
        "candidates", \.candidates, "trajectories", 2...2000, otherwise: "no choice",
        "Random trajectories from which a Morris design chooses those that are far from each other."
      ),
      .optionalWhole(
        "base", \.base, "blocks", 1...10_000_000, otherwise: "none",
        "Blocks of a Saltelli design, best a power of 2; a block has two points more than parameters."
      ),
      .flag(
        "second_order", \.secondOrder, otherwise: false,
        "Whether a Saltelli design has the points for interactions of pairs."),
      .optionalWhole(
        "levels", \.levels, "levels", 1...10_000, otherwise: "5, or 4 in a Morris design",
        "Values of a range in a full factorial design, or levels of the grid of a Morris design."),
      .optionalStudySeed(
        "seed", \.seed, otherwise: "the study's", "Seed of a random design."),
      .optionalPath(
        "file", \.file, otherwise: "none",
        "Table of points, seen from this file: a column a parameter."),
    ]
  }
}

extension Key<StoppingRule> {
  static var rule: [Key<StoppingRule>] {
    [
      .identifier("output", \.output, "Output whose mean over the replicates is estimated."),
      .number(
        "half_width", \.halfWidth, "output's unit", 0...1e15,
        "Half of the 95 % interval of the mean that is narrow enough."),
      .flag(
        "relative", \.isRelative, otherwise: false,
        "Whether `half_width` is a share of the mean."),
      .whole(
        "at_least", \.atLeast, "replicates", 2...100_000, otherwise: .value(5),
        "Minimum number of replicates of a point."),
      .whole(
        "at_most", \.atMost, "replicates", 2...100_000, otherwise: .value(200),
        "Maximum number of replicates of a point."),
    ]
  }
}

extension Key<StudyDraft.Output> {
  static var output: [Key<StudyDraft.Output>] {
    [
      .identifier("name", \.name, "Name of a column of results; unique."),
      .text(
        "indicator", \.indicator,
        "Column of a run's tables, as in `national.unemployment`, `regions.p14`, "
          + "`regions.NAME.p14`, `clusters.count`."),
      .optionalChoice(
        "over", \.over, otherwise: "the only row of a tick",
        "How the rows of a tick are combined; `each` makes one output per row."),
      .choice(
        "at", \.at, otherwise: .value(.end),
        "Which value over time: that at the end, in a year, the mean, minimum or maximum, or the slope "
          + "per year."),
      .optionalNumber(
        "year", \.year, "years", 0...10_000, otherwise: "none",
        "Year of `at: year`, from the start of the run or of the calendar."),
      .optionalNumber(
        "from", \.from, "years", 0...10_000, otherwise: "the start",
        "First year that counts, from the start of the run or of the calendar."),
      .optionalNumber(
        "to", \.to, "years", 0...10_000, otherwise: "the end",
        "Last year that counts, from the start of the run or of the calendar."),
    ]
  }
}
