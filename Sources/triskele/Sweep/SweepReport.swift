import Experiments
import Foundation
import Scenarios
import SensitivityAnalysis
import StudyStore

/// What a session of a sweep did: a table for people, or JSON for programs.
struct SweepReport {
  let study: StudyFile
  let folder: String
  let outcome: StudyWork.Outcome
  let failures: StudyFailures
  /// Noise of the seeds by output, and what must be known of it; empty until the study is complete.
  private var noise: [OutputNoise] = []
  private var warnings: [String] = []
  /// Of a study of seeds only: each output with its interval.
  private var means: [String] = []

  /// - Parameter isPart: Whether the session did a part of the study only, which is judged with the
  ///   others.
  init(
    _ study: StudyFile, _ path: String, _ outcome: StudyWork.Outcome, isPart: Bool
  ) throws(StudyError) {
    self.study = study
    folder = path
    self.outcome = outcome
    guard !isPart else {
      failures = StudyFailures()
      return
    }
    let stored = try StudyFolder(reading: path)
    failures = try StudyFailures(stored, command: path)
    guard outcome.ending == .complete, !failures.isAll else { return }
    let outcomes = try StudyOutcomes(stored)
    if study.isOfSeedsOnly {
      means = outcomes.summaries().map { summary in
        let figure = SensitivityReport.figure
        let unit = summary.output.unit.isEmpty ? "" : " \(summary.output.unit)"
        return
          "\(summary.output.name) \(figure(summary.mean)) ± \(figure(summary.halfWidth))\(unit)"
      }
    }
    noise = outcomes.noise
    warnings =
      [outcomes.repeatsInWords].compactMap { $0 } + NoiseText.warnings(outcomes)
  }

  func text() -> String {
    let counts = outcome.counts
    let end =
      switch outcome.ending {
      case .complete: "complete"
      case .interrupted: "interrupted; repeat the command to continue"
      case .limited: "a limit was reached; repeat the command to continue"
      }
    var lines: [(String, String)] = [
      ("runs", SweepReport.runs(counts)), ("this time", thisTime), ("state", end),
      ("store", "\(folder)/\(StudyStore.fileName)"),
    ]
    for (place, mean) in means.enumerated() {
      lines.append(
        (place == 0 ? "means" : "", mean + (place == 0 ? " (95 % interval over seeds)" : "")))
    }
    if !noise.isEmpty, noise.contains(where: { $0.noise.shareOfMeans.isFinite }) {
      let shares = noise.map { "\($0.output) \(NoiseText.share($0.noise.shareOfMeans))" }
      lines.append(("noise", "\(shares.joined(separator: ", ")) of the variance of the means"))
    }
    for (place, warning) in warnings.enumerated() {
      lines.append((place == 0 ? "note" : "", warning))
    }
    lines.append(("next", "\(Program.name) sweep export \(ShellWord.quoted(folder))"))
    if counts.holes > 0 {
      lines.insert(("points", SweepReport.points(counts)), at: 0)
    }
    return SweepReport.table(study.title, lines)
  }

  private var thisTime: String {
    let work = outcome.modelSeconds + outcome.overheadSeconds
    let share = work > 0 ? outcome.overheadSeconds / work : 0
    return "\(outcome.runs) in \(duration(outcome.seconds)), "
      + "\(SweepReport.pace(Double(outcome.runs) / max(outcome.seconds, 1e-9))), "
      + "\(FigureText.percent(share)) of the time outside the model"
  }

  func json() -> String {
    struct Document: Encodable {
      let study, folder, ending, title: String
      let complete: Bool
      let points, holes, wanted, done, nonFinite, failed, differentRuns, runs: Int
      let seconds, modelSeconds, overheadSeconds: Double
      let causes: [String]
      let noise: [NoiseText.Document]
      let notes: [String]
    }
    let counts = outcome.counts
    return encoded(
      Document(
        study: study.name, folder: folder, ending: "\(outcome.ending)", title: study.title,
        complete: counts.finished >= counts.wanted, points: counts.points, holes: counts.holes,
        wanted: counts.wanted, done: counts.done, nonFinite: counts.nonFinite,
        failed: counts.failed, differentRuns: counts.different, runs: outcome.runs,
        seconds: outcome.seconds, modelSeconds: outcome.modelSeconds,
        overheadSeconds: outcome.overheadSeconds, causes: failures.causes,
        noise: noise.map(NoiseText.Document.init), notes: warnings))
  }

  static func runs(_ counts: StudyStore.Counts) -> String {
    var text =
      "\(FigureText.count(Double(counts.finished))) of \(FigureText.count(Double(counts.wanted)))"
    if counts.nonFinite > 0 { text += ", \(counts.nonFinite) not finite" }
    if counts.failed > 0 { text += ", \(counts.failed) failed" }
    if counts.different < counts.finished { text += "; \(counts.different) of them differ" }
    return text
  }

  static func points(_ counts: StudyStore.Counts) -> String {
    FigureText.count(Double(counts.points))
      + (counts.holes > 0 ? ", \(counts.holes) of them forbidden by a constraint" : "")
  }

  /// Runs per time as people say it.
  static func pace(_ runsPerSecond: Double) -> String {
    if runsPerSecond >= 1 { return "\(FigureText.fixed(runsPerSecond, digits: 1)) a second" }
    if runsPerSecond >= 1 / 60 {
      return "\(FigureText.fixed(60 * runsPerSecond, digits: 1)) a minute"
    }
    return "\(FigureText.fixed(3600 * runsPerSecond, digits: 1)) an hour"
  }

  static func table(_ title: String, _ lines: [(String, String)]) -> String {
    let width = lines.map(\.0.count).max() ?? 0
    let body = lines.map { name, text in
      Terminal.faint(name) + String(repeating: " ", count: width - name.count) + "  " + text
    }
    return ([Terminal.bold(title), ""] + body).joined(separator: "\n")
  }
}

/// JSON with keys in order and in `snake_case`.
private func encoded(_ document: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  guard let data = try? encoder.encode(document) else {
    preconditionFailure("a summary holds nothing that JSON cannot")
  }
  return String(decoding: data, as: UTF8.self)
}

extension StudyStatus {
  func text() -> String {
    var lines: [(String, String)] = [
      ("study", study.name), ("points", SweepReport.points(counts)),
      ("runs", SweepReport.runs(counts)),
    ]
    if study.stopsEarly {
      lines.append(("decided", "\(counts.decidedPoints) points have enough replicates"))
    }
    if counts.apart > 0 {
      lines.append(
        ("other runs", "\(counts.apart) runs in the store are not part of the study as it is now"))
    }
    lines.append(("model time", duration(counts.seconds)))
    lines.append(
      (
        "sessions",
        "\(sessions.all)"
          + (sessions.broken > 0 ? ", \(sessions.broken) running or stopped by force" : "")
      ))
    lines.append(("program", study.program))
    let causes = causes.map { cause in
      "\n  \(cause.count) × \(cause.status): \(cause.text.replacing("\n", with: "\n    "))"
    }
    return SweepReport.table(study.title, lines)
      + (causes.isEmpty ? "" : "\n\nfailed:" + causes.joined())
  }

  func json() -> String {
    struct Document: Encodable {
      struct Failure: Encodable {
        let status, cause: String
        let count: Int
      }
      let study, title, folder, program, hash: String
      let complete: Bool
      let points, holes, wanted, done, nonFinite, failed, differentRuns, apart, sessions: Int
      let modelSeconds: Double
      let causes: [Failure]
    }
    return encoded(
      Document(
        study: study.name, title: study.title, folder: folder, program: study.program,
        hash: study.hash, complete: counts.finished >= counts.wanted, points: counts.points,
        holes: counts.holes, wanted: counts.wanted, done: counts.done,
        nonFinite: counts.nonFinite, failed: counts.failed, differentRuns: counts.different,
        apart: counts.apart,
        sessions: sessions.all, modelSeconds: counts.seconds,
        causes: causes.map { Document.Failure(status: $0.status, cause: $0.text, count: $0.count) })
    )
  }
}

extension SweepPlan {
  func text() -> String {
    var lines: [(String, String)] = [
      ("design", design), ("points", "\(points)" + (holes > 0 ? ", \(holes) forbidden" : "")),
      ("replicates", replicates), ("runs", "\(stopsEarly ? "up to " : "")\(runs)"),
      ("outputs", outputs.joined(separator: ", ")), ("scenario", scenario),
    ]
    for (place, parameter) in parameters.enumerated() {
      lines.insert((place == 0 ? "varied" : "", parameter), at: place)
    }
    if parameters.isEmpty { lines.insert(("varied", "the seed only"), at: 0) }
    return SweepReport.table(title, lines)
  }

  func json() -> String {
    struct Document: Encodable {
      let title, design, replicates, scenario: String
      let points, holes, runs: Int
      let stopsEarly: Bool
      let parameters, outputs: [String]
    }
    return encoded(
      Document(
        title: title, design: design, replicates: replicates, scenario: scenario, points: points,
        holes: holes, runs: runs, stopsEarly: stopsEarly, parameters: parameters,
        outputs: outputs))
  }
}
