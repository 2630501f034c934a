import Foundation
public import Scenarios
import StudyStore
import Synchronization
import TripleHelix

/// Does one run of a study after the other; every thread has one.
struct StudyRunner {
  private let study: StudyFile
  private let variants: StudyVariants
  private let known: KnownVariants

  /// - Parameter known: What the runners of a session share.
  init(_ study: StudyFile, _ known: KnownVariants) {
    self.study = study
    self.known = known
    variants = StudyVariants(study)
  }

  /// What a run begins with.
  enum Plan {
    case run(Configuration, hash: String, seed: UInt64)
    /// The values of the point contradict each other; there is nothing to run.
    case refused(cause: String, hash: String)

    var hash: String {
      switch self {
      case .run(_, let hash, _), .refused(_, let hash): hash
      }
    }
  }

  func plan(_ pending: PendingRun) -> Plan {
    do throws(ScenarioErrors) {
      let variant = try known.variant(of: pending) { () throws(ScenarioErrors) in
        try variants.variant(pending.values)
      }
      return .run(
        variant.configuration, hash: variant.hash,
        seed: study.seed(ofReplicate: pending.replicate, scenario: variant.hash))
    } catch {
      // Such a point has no scenario; it is known by what makes it.
      let text = ([study.scenario.hash] + pending.values).joined(separator: "\n")
      return .refused(
        // Without places: they name the files as this process was asked for them.
        cause: error.problems.map { "\($0.key): \($0.message)" }.joined(separator: "\n"),
        hash: "refused-" + SHA256.hexadecimal(of: text.utf8))
    }
  }

  /// Runs to the end; nil when the task is cancelled.
  func execute(_ plan: Plan, _ pending: PendingRun) -> StudyRun? {
    let clock = ContinuousClock()
    let start = clock.now
    var run = StudyRun(
      scenario: plan.hash, replicate: pending.replicate, seed: 0, status: .failed, cause: "",
      ticks: 0, started: StudyTime.now, seconds: 0, values: [])
    switch plan {
    case .refused(let cause, let hash):
      run.cause = cause
      run.seed = study.seed(ofReplicate: pending.replicate, scenario: hash)
    case .run(let configuration, _, let seed):
      run.seed = seed
      var reading = StudyReading(study.outputs, configuration)
      do throws(SimulationError) {
        let simulation = try Simulation(configuration, seed: seed)
        reading.observe(simulation)
        while simulation.tick < configuration.horizon {
          if Task.isCancelled { return nil }
          try simulation.step()
          run.ticks = simulation.tick
          reading.observe(simulation)
        }
        run.values = reading.values
        let missing = zip(study.outputs, run.values).filter { !$0.1.isFinite }.map(\.0.name)
        run.status = missing.isEmpty ? .done : .nonFinite
        run.cause = missing.isEmpty ? "" : "no finite value of \(missing.joined(separator: ", "))"
      } catch {
        if case .notFinite = error { run.status = .nonFinite }
        run.cause = error.explanation(of: configuration)
      }
    }
    run.seconds = (clock.now - start) / .seconds(1)
    return run
  }
}

/// Scenarios of the first points, which their other replicates take again: to read one costs as much as
/// some quarters of a small model.
final class KnownVariants: Sendable {
  private let variants = Mutex<[Int: ScenarioVariant]>([:])
  /// Most scenarios that are held; one of sixteen regions takes some 30 kB.
  private static let limit = 1024

  func variant(
    of run: PendingRun, _ read: () throws(ScenarioErrors) -> ScenarioVariant
  ) throws(ScenarioErrors) -> ScenarioVariant {
    if let known = variants.withLock({ $0[run.point] }) { return known }
    let variant = try read()
    variants.withLock { variants in
      if variants.count < Self.limit { variants[run.point] = variant }
    }
    return variant
  }
}

extension StudyFile {
  /// The seed of a run: that of the replicate, whatever the point, or one of its own.
  public func seed(ofReplicate replicate: Int, scenario: String) -> UInt64 {
    guard hasIndependentSeeds else { return seed &+ UInt64(replicate) }
    let digits = SHA256.hexadecimal(of: "\(seed) \(replicate) \(scenario)".utf8).prefix(13)
    return UInt64(digits, radix: 16) ?? 0
  }
}

/// Times as a store has them.
enum StudyTime {
  /// Now, in coordinated universal time, to the millisecond.
  static var now: String {
    Date().formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true)
        .timeZone(separator: .omitted))
  }
}
