import ArgumentParser
import Experiments
import Foundation
import Scenarios
import SensitivityAnalysis
import StudyStore
import Synchronization

/// What `--engine slurm` takes.
struct SlurmOptions: ParsableArguments {
  @Option(
    help: "Tasks of the job array, each a part of the study, at most one a point. Default: 8.")
  var tasks: Int?

  @Option(help: ArgumentHelp("Time limit of a task, in sbatch's format.", valueName: "time"))
  var time: String?

  @Option(help: "Partition of the cluster.")
  var partition: String?

  @Option(
    help: "How often a task is tried again after it was killed or lost its node. Default: 3.")
  var retries: Int?

  @Option(
    name: .customLong("sbatch"),
    help: ArgumentHelp(
      "Another option of sbatch, as in --sbatch=--mem=2G; may be repeated.",
      valueName: "option"))
  var options: [String] = []

  func validate() throws {
    if let tasks, tasks < 1 || tasks > 100_000 {
      throw ValidationError("--tasks must be 1 to 100000, not \(tasks).")
    }
    if let retries, retries < 0 || retries > 100 {
      throw ValidationError("--retries must be 0 to 100, not \(retries).")
    }
    for option in options where !option.hasPrefix("--") || option.contains(where: \.isNewline) {
      throw ValidationError("--sbatch must be an option that begins with --, not \(option).")
    }
  }

  /// Nobody reads these without `--engine slurm`.
  func refuseLocally() throws {
    let given = [
      ("--tasks", tasks != nil), ("--time", time != nil), ("--partition", partition != nil),
      ("--retries", retries != nil), ("--sbatch", !options.isEmpty),
    ].filter(\.1).map(\.0)
    if !given.isEmpty {
      throw ValidationError("\(given.joined(separator: ", ")): only with --engine slurm.")
    }
  }
}

extension SweepCommand.Run {
  /// Submits the parts of the study that are not done.
  func submit(_ study: StudyFile) throws {
    let here = FileManager.default.currentDirectoryPath
    func absolute(_ path: String) -> String {
      URL(filePath: path, relativeTo: URL(filePath: here, directoryHint: .isDirectory)).path
    }
    let folder = absolute(output ?? StudyFolder.standardPath(study: study.name))
    let parts = try taskCount(study)
    let request = SlurmJob.Request(
      processors: threads ?? 1, time: slurm.time, partition: slurm.partition,
      retries: slurm.retries ?? 3, options: slurm.options)
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? Program.name
    let submission = try slurmFailures {
      try SlurmStudy(folder: folder).submit(
        study, file: absolute(file), parts: parts, request: request, program: program)
    }
    if json { return Terminal.print(SlurmReport.json(submission, folder: folder)) }
    guard !quiet else { return }
    guard let submission else {
      Terminal.print(
        "every part is complete; next: \(Program.name) sweep collect \(ShellWord.quoted(folder))")
      return
    }
    let word = ShellWord.quoted(folder)
    Terminal.print(
      """
      job \(submission.job), \(submission.parts.count) of \(parts) parts submitted
      how far   \(Program.name) sweep status \(word)
      stop it   \(Program.name) sweep cancel \(word)
      then      \(Program.name) sweep collect \(word)
      """)
  }

  /// Tasks to submit: a task without a point would only wait in the queue.
  private func taskCount(_ study: StudyFile) throws -> Int {
    let points: Int
    do {
      points = try study.makePoints().allowedIndices.count
    } catch {
      throw CommandFailure("\(error)", status: 2)
    }
    let wanted = slurm.tasks ?? 8
    guard wanted > points else { return wanted }
    if slurm.tasks != nil, !quiet {
      Terminal.note(
        "note: the study has \(points) \(points == 1 ? "point" : "points"), so \(points) "
          + "\(points == 1 ? "task is" : "tasks are") submitted and not \(wanted)")
    }
    return max(1, points)
  }
}

extension SweepCommand {
  struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Cancels a study's tasks in Slurm's queue.",
      discussion: """
        Finished runs stay in the parts; `sweep … --engine slurm` submits the rest again.

        EXAMPLES
          triskele sweep cancel results/studies/trust
        """)

    @Argument(help: "Folder of the study.", completion: .directory)
    var folder: String

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
      let count = try slurmFailures { try SlurmStudy(folder: folder).cancel() }
      if !quiet { Terminal.print("\(count) \(count == 1 ? "part" : "parts") cancelled") }
    }
  }
}

extension SweepCommand.Status {
  /// Shows a study on Slurm that is not collected yet.
  ///
  /// - Returns: Whether there is one.
  func showSlurm(_ folder: String, json: Bool) throws -> Bool {
    guard FileManager.default.fileExists(atPath: "\(folder)/slurm/job.json"),
      !FileManager.default.fileExists(atPath: "\(folder)/\(StudyStore.fileName)")
    else { return false }
    let parts = try slurmFailures { try SlurmStudy(folder: folder).parts() }
    Terminal.print(json ? SlurmReport.json(parts) : SlurmReport.text(parts, folder: folder))
    return true
  }
}

/// Runs `work` and turns what it throws into words for the terminal.
private func slurmFailures<Value>(_ work: () throws -> Value) throws -> Value {
  do {
    return try work()
  } catch let error as SlurmError {
    throw CommandFailure("\(error)", status: error.isWrongUse ? 2 : 1)
  } catch let error as StudyError {
    throw CommandFailure(error)
  }
}

/// Notes how far a part is beside its store, now and then.
final class PartNote: Sendable {
  private let folder: String
  private let last = Mutex(-1.0)
  private static let secondsBetween = 2.0

  init(folder: String) {
    self.folder = folder
  }

  func show(_ progress: StudyProgress) {
    let isDue = last.withLock { last in
      guard last < 0 || progress.seconds - last >= Self.secondsBetween else { return false }
      last = progress.seconds
      return true
    }
    // A note that cannot be written loses nothing: the store has the runs.
    if isDue { try? PartProgress(progress).write(in: folder) }
  }
}

/// What is told of a study on Slurm.
enum SlurmReport {
  static func text(_ parts: [SlurmStudy.Part], folder: String) -> String {
    let finished = parts.reduce(0) { $0 + ($1.progress?.finished ?? 0) }
    let failed = parts.reduce(0) { $0 + ($1.progress?.failed ?? 0) }
    let complete = parts.count(where: \.isComplete)
    var lines = [
      "\(complete) of \(parts.count) parts complete, \(FigureText.count(Double(finished))) runs"
        + (failed > 0 ? ", \(failed) of them failed" : "")
    ]
    for part in parts where !part.isComplete {
      let runs = part.progress.map { "\($0.finished) of \($0.wanted) runs" } ?? "not started"
      lines.append("part \(part.number)  \(runs), \(part.queue ?? "not in the queue")")
    }
    if parts.contains(where: \.isLost) {
      lines.append(
        "to submit parts that are not in the queue, repeat the command that submitted the study")
    }
    if complete == parts.count {
      lines.append("next  \(Program.name) sweep collect \(ShellWord.quoted(folder))")
    }
    return lines.joined(separator: "\n")
  }

  static func json(_ parts: [SlurmStudy.Part]) -> String {
    struct Line: Encodable {
      let part: Int
      let finished, wanted, failed: Int?
      let complete: Bool
      let queue: String?
    }
    return encoded(
      parts.map {
        Line(
          part: $0.number, finished: $0.progress?.finished, wanted: $0.progress?.wanted,
          failed: $0.progress?.failed, complete: $0.isComplete, queue: $0.queue)
      })
  }

  static func json(_ submission: SlurmJob.Submission?, folder: String) -> String {
    struct Document: Encodable {
      let job: String?
      let parts: [Int]
      let folder: String
    }
    return encoded(
      Document(job: submission?.job, parts: submission?.parts ?? [], folder: folder))
  }

  private static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("a report holds nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
