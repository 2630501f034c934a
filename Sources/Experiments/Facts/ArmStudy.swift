import Foundation
import Scenarios
public import TripleHelix

/// One arm of a study: a scenario with named changes.
public struct StudyArm: Sendable {
  /// Identifier in `snake_case`.
  public let id: String
  public let name: String
  /// Nil where the changes cannot be made.
  public let configuration: Configuration?
  /// Why they cannot; empty where they can.
  public let problem: String

  /// An arm whose changes are made already.
  public init(_ id: String, _ name: String, _ configuration: Configuration) {
    self.id = id
    self.name = name
    self.configuration = configuration
    problem = ""
  }

  /// An arm that cannot be run.
  public init(_ id: String, _ name: String, problem: String) {
    self.id = id
    self.name = name
    configuration = nil
    self.problem = problem
  }

  /// An arm read from a scenario file, with overrides by key as `--set` takes them.
  ///
  /// A key or an instrument that this version does not have makes an arm that is not available.
  public init(_ id: String, _ name: String, file: String, overrides: [String]) {
    do {
      self.init(id, name, try Scenario.load(file, overrides: overrides).configuration)
    } catch {
      // An override names the arm at length; what is wrong with it stands after the word.
      let words = error.problems.first.map { "\($0)" } ?? "the scenario cannot be read"
      let fact = words.range(of: ": error: ").map { String(words[$0.upperBound...]) } ?? words
      self.init(id, name, problem: "arm \"\(name)\": \(fact)")
    }
  }
}

/// Looks at a run while it goes, and says at its end what it saw.
///
/// An observer keeps what it needs and no more: a study holds as many observers as runs go at once,
/// and the outcomes of all.
public protocol RunObserver: SendableMetatype {
  associatedtype Outcome: Sendable

  /// Called with the initial state and after every quarter.
  mutating func observe(_ simulation: Simulation)

  /// Called once, after the last quarter.
  func outcome() -> Outcome
}

extension [StudyArm] {
  /// Ticks of so many years, by the first arm that is available.
  func ticks(years: Int) -> Int {
    let timeStep = lazy.compactMap { $0.configuration?.timeStep }.first ?? .quarter
    return timeStep.ticks(years: Double(years))
  }
}

/// Runs arms under common random numbers: every arm with every seed, one run a core.
///
/// Every run is on one thread and outcomes are placed by index, so that neither the number of runs
/// at a time nor the order in which they end changes anything.
public struct ArmStudy: Sendable {
  public let arms: [StudyArm]
  public let seeds: [UInt64]
  /// Ticks of every run.
  public let horizon: Int

  public init(arms: [StudyArm], seeds: [UInt64], horizon: Int) {
    self.arms = arms
    self.seeds = seeds
    self.horizon = horizon
  }

  public enum Outcome<Value: Sendable>: Sendable {
    case observed(Value)
    /// The run failed, or the arm is not available; the others are not touched by it.
    case failed(String)

    public var value: Value? { if case .observed(let value) = self { value } else { nil } }
  }

  private struct Job: Sendable {
    var arm: Int
    var seed: Int
  }

  /// Runs everything.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time.
  ///   - configure: Changes the configuration of a run, from the numbers of its arm and its seed.
  ///   - observer: Makes the observer of a run from the numbers of its arm and its seed.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Returns: Outcomes by arm and seed.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run<Observer: RunObserver>(
    threads: Int,
    configure: @Sendable @escaping (Int, Int, inout Configuration) -> Void = { _, _, _ in },
    observer: @Sendable @escaping (Int, Int) -> Observer,
    progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> [[Outcome<Observer.Outcome>]] {
    var outcomes = arms.map { arm in
      [Outcome<Observer.Outcome>](repeating: .failed(arm.problem), count: seeds.count)
    }
    let jobs = seeds.indices.flatMap { seed in
      arms.indices.filter { arms[$0].configuration != nil }.map { Job(arm: $0, seed: seed) }
    }
    try await withThrowingTaskGroup(of: (Job, Outcome<Observer.Outcome>).self) { group in
      func add(_ job: Job) {
        group.addTask {
          (job, try outcome(job.arm, job.seed, configure, observer(job.arm, job.seed)))
        }
      }
      var waiting = jobs.makeIterator()
      for _ in 0..<max(1, threads) {
        if let job = waiting.next() { add(job) }
      }
      var done = 0
      for try await (job, outcome) in group {
        outcomes[job.arm][job.seed] = outcome
        done += 1
        progress(done, jobs.count)
        if let job = waiting.next() { add(job) }
      }
    }
    return outcomes
  }

  private func outcome<Observer: RunObserver>(
    _ arm: Int, _ seed: Int, _ configure: (Int, Int, inout Configuration) -> Void,
    _ observer: Observer
  ) throws(CancellationError) -> Outcome<Observer.Outcome> {
    guard var configuration = arms[arm].configuration else { return .failed(arms[arm].problem) }
    configuration.horizon = horizon
    configure(arm, seed, &configuration)
    var observer = observer
    do throws(SimulationError) {
      let simulation = try Simulation(configuration, seed: seeds[seed])
      observer.observe(simulation)
      while simulation.tick < horizon, !Task.isCancelled {
        try simulation.step()
        observer.observe(simulation)
      }
    } catch {
      return .failed(error.explanation(of: configuration))
    }
    if Task.isCancelled { throw CancellationError() }
    return .observed(observer.outcome())
  }
}
