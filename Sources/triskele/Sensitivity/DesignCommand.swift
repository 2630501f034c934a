import ArgumentParser
import Scenarios
import SensitivityAnalysis

struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Writes the points of a study, for any model, as a CSV table.",
    discussion: """
      A factor is one of
        NAME=LOW:HIGH                  real numbers, uniform; LOW:HIGH:log for equal ratios
        NAME=LOW..HIGH                 whole numbers, both ends included
        NAME=one|two|three             these values; one@3|two@1 gives them weights
        NAME=normal:MEAN:SD            a normal distribution; normal:MEAN:SD:LOW:HIGH truncates it
        NAME=lognormal:MEAN:SD         by mean and standard deviation of the logarithm; likewise
        NAME=triangular:LOW:MODE:HIGH  a triangular distribution
        NAME=beta:A:B                  a beta distribution from 0 to 1; beta:A:B:LOW:HIGH from LOW to HIGH

      The table has one column for each factor, and columns that begin with design_, which `triskele \
      sensitivity` needs. Points with design_hole 1 break a constraint and are not to be run. Keep the \
      column `point` in the table of outputs: then the order of its rows does not matter.

      --points counts points in latin_hypercube and sobol_sequence, trajectories of k + 1 points in morris, \
      and blocks of k + 2 points in saltelli (2 k + 2 with --second-order), where k is the number of \
      factors. In sobol_sequence and saltelli it should be a power of 2. full_factorial takes --levels \
      instead. Its levels, and those of morris, are the same steps of probability where a factor has a \
      distribution, which must then have limits.

      A study file says the same under `parameters`, `constraints` and `design`; for a model of your own it \
      needs no `scenario`, no keys and no outputs.

      Examples:
        triskele design scenarios/studies/behaviour.yaml > points.csv
        triskele design --kind morris --points 20 --factor "trust=0.1:0.9" --factor "firms=10..500"
        triskele design --kind saltelli --points 256 --factor "a=0:1" --factor "rate=1e-4:1:log"
        triskele design --points 512 --factor "a=normal:0.5:0.1" --factor "mode=open@3|closed@1"
        triskele design --points 512 --factor "a=0:1" --factor "b=0:1" --constraint "a + b <= 1"

      Exit status: 0 if the points are written, 1 if no point meets the constraints or the output cannot \
      be written, 2 if a factor, a constraint or the design is wrong.
      """)

  @Argument(
    help: "A study file, instead of all options.", completion: .file(extensions: ["yaml"]))
  var study: String?

  @Option(
    help: ArgumentHelp("A factor, as above; repeat the option for more.", valueName: "factor"))
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
      "Levels of a range. Default: 5 in full_factorial, 4 in morris.", valueName: "n"))
  var levels: Int?

  @Option(
    help: ArgumentHelp(
      "Draw this many trajectories, and keep those that are far from each other.", valueName: "n"))
  var candidates: Int?

  @Flag(help: "Add the points that interactions of pairs need.")
  var secondOrder = false

  @Option(
    help: ArgumentHelp(
      "A condition that points must meet, as in \"a + b <= 1\"; repeat the option for more.",
      valueName: "condition"))
  var constraint: [String] = []

  @Option(
    help: ArgumentHelp(
      "Seed of the design's random numbers; another seed gives another design of the same quality. "
        + "Default: 1.",
      valueName: "seed"))
  var seed: UInt64?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    let options: [(String, Bool)] = [
      ("--factor", !factor.isEmpty), ("--kind", kind != nil), ("--points", points != nil),
      ("--levels", levels != nil), ("--candidates", candidates != nil),
      ("--second-order", secondOrder), ("--constraint", !constraint.isEmpty),
      ("--seed", seed != nil),
    ]
    let beside = options.filter(\.1).map(\.0)
    if study != nil, !beside.isEmpty {
      throw ValidationError(
        "\(beside.joined(separator: ", ")): found together with a study file, which has its own settings; "
          + "allowed: a study file, or options")
    }
  }

  func run() throws {
    let plan: DesignPlan
    if let study {
      do throws(ScenarioErrors) {
        plan = try StudyFile.plan(study, access: reading.access)
      } catch {
        throw CommandFailure(error)
      }
    } else {
      plan = try planOfOptions()
    }
    try checkCost(of: plan)
    for note in plan.notes { Terminal.note("note: \(note)") }
    try write(plan)
  }

  private func planOfOptions() throws -> DesignPlan {
    var problems: [DesignProblem] = []
    var factors: [Factor] = []
    var constraints: [Constraint] = []
    for text in factor {
      do throws(DesignProblems) {
        factors.append(try Factor(option: text))
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
      return try DesignPlan(design, factors, constraints: constraints)
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: DesignProblems) -> CommandFailure {
    CommandFailure(lines: error.problems.map { "error: \($0)" }, status: 2)
  }

  /// Refuses what the machine cannot hold, and tells how long the first point takes.
  private func checkCost(of plan: DesignPlan) throws {
    let (needed, memory) = (plan.workingMemory, MachineMemory.bytes)
    guard needed < 0.8 * Double(memory) else {
      let wayRound =
        plan.design.kind == .morris
        ? "fewer --candidates, or none" : "fewer points, or sobol_sequence, which needs no memory"
      throw CommandFailure(
        "design \(plan.design.kind.rawValue): needs \(MachineMemory.words(Int(needed))) of memory, and the "
          + "machine has \(MachineMemory.words(memory)); allowed: \(wayRound)", status: 2)
    }
    if plan.secondsToFirstPoint > 5 {
      Terminal.note(
        "note: the first point takes about \(duration(plan.secondsToFirstPoint)); Ctrl-C stops")
    }
  }

  /// Writes the points as they are made.
  private func write(_ plan: DesignPlan) throws {
    var output = RowOutput()
    var (count, holes) = (0, 0)
    let rejected: Int
    do throws(DesignProblems) {
      rejected = try plan.forEachPoint { point in
        if count == 0 { output.write(DesignColumn.line(plan.columnNames)) }
        output.write(plan.line(point, index: count))
        count += 1
        if point.placement.isHole { holes += 1 }
        return output.isOpen
      }
    } catch {
      output.finish()
      throw Self.failure(error)
    }
    output.finish()
    guard output.isOpen else { return }
    if holes > 0 { Terminal.note("note: \(holes) of \(count) points are holes") }
    if rejected > 0 {
      Terminal.note("note: \(rejected) points broke a constraint and are not in the table")
    }
    if count == holes {
      throw CommandFailure("constraints: no point meets them all", status: 1)
    }
  }

  private var design: Design {
    let (points, seed) = (points ?? 64, seed ?? 1)
    return switch kind ?? .sobolSequence {
    case .fullFactorial: .fullFactorial(otherwise: levels ?? 5)
    case .latinHypercube: .latinHypercube(points: points, seed: seed)
    case .sobolSequence: .sobolSequence(points: points, seed: seed)
    case .morris:
      .morris(trajectories: points, levels: levels ?? 4, candidates: candidates, seed: seed)
    case .saltelli: .saltelli(base: points, secondOrder: secondOrder, seed: seed)
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
