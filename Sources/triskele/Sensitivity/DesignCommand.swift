import ArgumentParser
import Scenarios
import SensitivityAnalysis

struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Places the points of a study of any model, as a CSV table.",
    discussion: """
      A factor is NAME=LOW:HIGH, with :log for equal ratios; NAME=LOW..HIGH for whole numbers; or \
      NAME=one|two|three for values one by one. The table has a column a factor, and columns that begin \
      with design_ for `triskele sensitivity`; points with design_hole 1 break a constraint and are \
      not to be run.

      full_factorial takes --levels of every range; latin_hypercube and sobol_sequence take --points; \
      morris takes --points as trajectories of k + 1 points; saltelli takes --points as blocks of k + 2 \
      points, or 2 k + 2 with --second-order, best a power of 2.

      A study file says the same under `parameters`, `constraints` and `design`; for a model outside it \
      needs no `scenario`, no keys and no outputs.

      Examples:
        triskele design scenarios/studies/behaviour.yaml > points.csv
        triskele design --kind morris --points 20 --factor "trust=0.1:0.9" --factor "firms=10..500"
        triskele design --kind saltelli --points 256 --factor "a=0:1" --factor "rate=1e-4:1:log"
        triskele design --kind sobol_sequence --points 500 --factor "a=0:1" --factor "b=0:1" \
      --constraint "a + b <= 1" > points.csv

      Exit status: 0 if the points are written, 2 if a factor or the design is no good.
      """)

  @Argument(
    help: "A study file, in the place of all options.", completion: .file(extensions: ["yaml"]))
  var study: String?

  @Option(
    help: ArgumentHelp("A factor; may be repeated.", valueName: "factor"))
  var factor: [String] = []

  @Option(
    help: ArgumentHelp(
      "full_factorial, latin_hypercube, sobol_sequence, morris or saltelli. Default: sobol_sequence.",
      valueName: "kind"))
  var kind: DesignKind?

  @Option(help: ArgumentHelp("Points, trajectories or blocks. Default: 64.", valueName: "n"))
  var points: Int?

  @Option(
    help: ArgumentHelp(
      "Levels of a range. Default: 5 in a full factorial design, 4 in trajectories.",
      valueName: "n"))
  var levels: Int?

  @Option(
    help: ArgumentHelp(
      "Choose the trajectories out of so many, far from each other.", valueName: "n"))
  var candidates: Int?

  @Flag(help: "Add the points that interactions of pairs need.")
  var secondOrder = false

  @Option(
    help: ArgumentHelp(
      "Points of Sobol's sequence to leave out at the beginning. Default: 0; with Saltelli's blocks 255.",
      valueName: "n"))
  var skip: Int?

  @Option(
    help: ArgumentHelp(
      "What must hold between factors, as in \"a + b <= 1\"; may be repeated.",
      valueName: "condition"))
  var constraint: [String] = []

  @Option(
    help: ArgumentHelp(
      "Seed of a Latin hypercube's or of trajectories' draws. Default: 1.", valueName: "seed"))
  var seed: UInt64?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    let options: [(String, Bool)] = [
      ("--factor", !factor.isEmpty), ("--kind", kind != nil), ("--points", points != nil),
      ("--levels", levels != nil), ("--candidates", candidates != nil),
      ("--second-order", secondOrder), ("--skip", skip != nil),
      ("--constraint", !constraint.isEmpty), ("--seed", seed != nil),
    ]
    let beside = options.filter(\.1).map(\.0)
    if study != nil, !beside.isEmpty {
      throw ValidationError(
        "\(beside.joined(separator: ", ")): found beside a study file, which says it all; allowed: "
          + "one of the two")
    }
  }

  func run() throws {
    if let study {
      do throws(ScenarioErrors) {
        print(try StudyFile.points(study, access: reading.access))
      } catch {
        throw CommandFailure(error)
      }
      return
    }
    var problems: [DesignProblem] = []
    var factors: [Factor] = []
    var constraints: [Constraint] = []
    for text in factor {
      do throws(DesignProblems) {
        factors.append(try Factor(written: text))
      } catch {
        problems += error.problems
      }
    }
    for text in constraint {
      do throws(DesignProblems) {
        constraints.append(try Constraint(text))
      } catch {
        problems += error.problems
      }
    }
    do throws(DesignProblems) {
      guard problems.isEmpty else { throw DesignProblems(problems) }
      print(try design.makePoints(factors, constraints: constraints))
    } catch {
      for problem in error.problems { Terminal.note("error: \(problem)") }
      throw ExitCode(2)
    }
  }

  private func print(_ points: DesignPoints) {
    Terminal.printData(points.csv)
    let holes = points.holeCount
    if holes > 0 { Terminal.note("note: \(holes) of \(points.count) points are holes") }
    if points.rejectedCount > 0 {
      Terminal.note("note: \(points.rejectedCount) points broke a constraint and are not here")
    }
  }

  private var design: Design {
    let (points, seed) = (points ?? 64, seed ?? 1)
    return switch kind ?? .sobolSequence {
    case .fullFactorial: .fullFactorial(otherwise: levels ?? 5)
    case .latinHypercube: .latinHypercube(points: points, seed: seed)
    case .sobolSequence: .sobolSequence(points: points, skip: skip ?? 0)
    case .morris:
      .morris(trajectories: points, levels: levels ?? 4, candidates: candidates, seed: seed)
    case .saltelli:
      .saltelli(base: points, secondOrder: secondOrder, skip: skip ?? Design.usualSkip)
    }
  }
}

/// Kinds of designs that need nothing but their factors.
enum DesignKind: String, CaseIterable, ExpressibleByArgument {
  case fullFactorial = "full_factorial"
  case latinHypercube = "latin_hypercube"
  case sobolSequence = "sobol_sequence"
  case morris, saltelli
}

extension Factor {
  /// A factor as an option says it: `a=0:1`, `a=0.01:10:log`, `a=1..9`, `a=x|y`.
  fileprivate init(written text: String) throws(DesignProblems) {
    func refused() -> DesignProblems {
      DesignProblems(
        [
          DesignProblem(
            "--factor", found: "`\(text)`",
            allowed: "name=low:high, name=low:high:log, name=low..high or name=one|two")
        ])
    }
    guard let equals = text.firstIndex(of: "=") else { throw refused() }
    let name = String(text[..<equals])
    let rest = text[text.index(after: equals)...]
    if rest.contains("|") {
      try self.init(name, .levels(rest.split(separator: "|").map(String.init)))
      return
    }
    if let dots = rest.firstRange(of: "..") {
      guard let low = Int(rest[..<dots.lowerBound]), let high = Int(rest[dots.upperBound...]) else {
        throw refused()
      }
      try self.init(name, .integers(low: low, high: high))
      return
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 && parts[2] == "log", let low = Double(parts[0]),
      let high = Double(parts[1])
    else { throw refused() }
    try self.init(
      name, .range(low: low, high: high, scale: parts.count == 3 ? .logarithmic : .linear))
  }
}
