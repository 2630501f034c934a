import ArgumentParser
import Experiments
import Foundation
import Scenarios
import StudyStore

/// `triskele sweep`: runs a study, shows its state and exports its results.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs a study: many points, many seeds, one run per core.",
    discussion: """
      EXAMPLES
        triskele sweep scenarios/studies/trust-and-subsidy.yaml
        triskele sweep scenarios/studies/trust-and-subsidy.yaml --limit-time 30m
        triskele sweep status results/studies/trust-and-subsidy
        triskele sweep export results/studies/trust-and-subsidy --tidy
        triskele sweep study.yaml --engine slurm --tasks 16 --time 04:00:00
        triskele sweep study.yaml --shard 3/16
        triskele sweep collect results/studies/study results/studies/study/shards/*

      Repeat the command to continue where it stopped, also after a crash. `sweep STUDY` is short for \
      `sweep run STUDY`.
      """,
    subcommands: [Run.self, Status.self, Cancel.self, Export.self, Collect.self],
    defaultSubcommand: Run.self)
}

extension CommandFailure {
  init(_ error: StudyError) {
    self.init("\(error)", status: error.isWrongUse ? 2 : 1)
  }
}

extension SweepCommand {
  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs what is not done yet of a study.",
      discussion: """
        EXAMPLES
          triskele sweep study.yaml --dry-run
          triskele sweep study.yaml -o results/mine --threads 2
          triskele sweep study.yaml --limit-runs 100 --json
          triskele sweep study.yaml --only 12:0

        Each run is saved in a SQLite file, study.sqlite, when it is finished: whatever stops the \
        program, finished runs stay, and the same command does the rest. If the study file gets more \
        replicates or points, repeat the command to run them. Ctrl-C stops at once; only the runs in \
        progress are lost. A run that fails is kept with its cause, and the others continue.

        EXIT STATUS
          0 all runs are done, or a limit was reached
          1 every run failed, or the disk did
          2 or 64 wrong use    130 interrupted
        """)

    @Argument(help: "Study file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "Folder of the study. Default: results/studies/<study>.", valueName: "folder"),
      completion: .directory)
    var output: String?

    @Option(
      help: "Number of runs at the same time; does not change results. Default: one per processor.")
    var threads: Int?

    @Option(
      help: ArgumentHelp(
        "Start no run after this time, as in 90s, 30m, 4h.", valueName: "time"),
      transform: Duration.init(argument:))
    var limitTime: Duration?

    @Option(help: ArgumentHelp("Start at most this many runs.", valueName: "runs"))
    var limitRuns: Int?

    @Option(
      help: ArgumentHelp(
        "Run one part of n in a folder of its own, as in 3/16; `sweep collect` combines the parts.",
        valueName: "i/n"),
      transform: StudyShard.init(argument:))
    var shard: StudyShard?

    @Option(
      help: ArgumentHelp(
        "Do one run, even if it is already done.", valueName: "point:replicate"),
      transform: RunNumber.init(argument:))
    var only: RunNumber?

    @Option(help: "Where to run: on this machine (local), or as a job array on a cluster (slurm).")
    var engine = Engine.local

    @OptionGroup var reading: ReadingOptions

    @OptionGroup(title: "Slurm")
    var slurm: SlurmOptions

    enum Engine: String, CaseIterable, ExpressibleByArgument { case local, slurm }

    @Flag(help: "Repeat finished runs that lack outputs which are new in the study.")
    var rerun = false

    @Flag(help: "Check the study and show how many runs it has; run nothing.")
    var dryRun = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors and, with --json, the summary.")
    var quiet = false

    func validate() throws {
      for (name, value) in [("--threads", threads), ("--limit-runs", limitRuns)] {
        if let value, value < 1 {
          throw ValidationError("\(name) must be at least 1, not \(value).")
        }
      }
      if let threads, threads > 1024 {
        throw ValidationError("--threads must be at most 1024, not \(threads).")
      }
      if engine == .slurm { try checkForSlurm() } else { try slurm.refuseLocally() }
    }

    /// A study as a whole runs on Slurm or on this machine; options of the other are refused.
    private func checkForSlurm() throws {
      let local: [(String, Bool)] = [
        ("--shard", shard != nil), ("--only", only != nil), ("--limit-time", limitTime != nil),
        ("--limit-runs", limitRuns != nil), ("--rerun", rerun),
      ]
      let wrong = local.filter(\.1).map(\.0)
      guard wrong.isEmpty else {
        throw ValidationError(
          "\(wrong.joined(separator: ", ")): cannot be used with --engine slurm, whose tasks are parts "
            + "of the study; allowed are --tasks, --time, --partition, --retries, --sbatch, --threads."
        )
      }
    }

    private func load() throws -> StudyFile {
      do {
        return try StudyFile.load(file, access: reading.access)
      } catch {
        throw CommandFailure(error)
      }
    }

    func run() async throws {
      let study = try load()
      if !quiet { for note in study.notes { Terminal.note("\(file): note: \(note)") } }
      if dryRun { return try tellPlan(of: study) }
      if engine == .slurm { return try submit(study) }
      let shard = shard ?? .whole
      let path = output ?? StudyFolder.standardPath(study: study.name, shard: shard)
      let outcome: StudyWork.Outcome
      do throws(StudyError) {
        let folder = try StudyFolder(workingIn: path, isPart: shard != .whole)
        let (definition, change) = try folder.prepare(study, reruns: rerun)
        tell(change)
        var work = StudyWork(study, in: folder)
        work.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        work.shard = shard
        work.runLimit = limitRuns
        work.timeLimit = limitTime?.seconds
        work.only = only.map { ($0.point, $0.replicate) }
        try work.check(definition)
        outcome = try await execute(work, in: path)
        try folder.close()
      } catch {
        throw CommandFailure(error)
      }
      let report: SweepReport
      do throws(StudyError) {
        report = try SweepReport(study, path, outcome, isPart: shard != .whole || only != nil)
      } catch {
        throw CommandFailure(error)
      }
      if json { Terminal.print(report.json()) } else if !quiet { Terminal.print(report.text()) }
      if outcome.ending == .interrupted { throw ExitCode(Interruption.exitStatus) }
      try report.failures.judge(quiet: quiet)
    }

    private func execute(
      _ work: StudyWork, in path: String
    ) async throws(StudyError) -> StudyWork.Outcome {
      let bar = quiet ? nil : ProgressLine()
      let note = work.shard == .whole ? nil : PartNote(folder: path)
      let task = Task { () -> Result<StudyWork.Outcome, StudyError> in
        do throws(StudyError) {
          return .success(
            try await work.execute {
              bar?.show($0)
              note?.show($0)
            })
        } catch {
          return .failure(error)
        }
      }
      let interruption = Interruption { task.cancel() }
      let result = await task.value
      withExtendedLifetime(interruption) { bar?.finish() }
      let outcome = try result.get()
      if note != nil {
        try PartProgress(outcome.counts, isComplete: outcome.ending == .complete).write(in: path)
      }
      return outcome
    }

    private func tell(_ change: StudyStore.Change) {
      guard !quiet, !change.isNew else { return }
      if change.changesPoints {
        Terminal.note(
          "the points have changed; runs with the same scenario and seed are reused"
        )
      }
      if !change.newOutputs.isEmpty, change.runsWithoutThem > 0 {
        Terminal.note(
          "\(change.runsWithoutThem) finished runs are repeated for "
            + change.newOutputs.joined(separator: ", "))
      }
      if change.runsOfOtherPrograms > 0 {
        Terminal.note(
          "\(change.runsOfOtherPrograms) runs by other versions of \(Program.name) stay in the store "
            + "but are not part of the study")
      }
    }

    private func tellPlan(of study: StudyFile) throws {
      let plan: SweepPlan
      do {
        plan = try SweepPlan(study, shard: shard ?? .whole)
      } catch {
        throw CommandFailure("\(error)", status: 2)
      }
      if json { Terminal.print(plan.json()) } else { Terminal.print(plan.text()) }
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows how far a study is, and what failed.",
      discussion: """
        Also works while the study runs, and from a folder that you may only read.

        EXAMPLES
          triskele sweep status results/studies/trust-and-subsidy
          triskele sweep status results/studies/trust-and-subsidy --json
        """)

    @Argument(help: "Folder of the study.", completion: .directory)
    var folder: String

    @Flag(help: "Print the status as JSON.")
    var json = false

    func run() throws {
      if try showSlurm(folder, json: json) { return }
      do throws(StudyError) {
        let status = try StudyStatus(try StudyFolder(reading: folder))
        Terminal.print(json ? status.json() : status.text())
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a study as CSV with a description of every column.",
      discussion: """
        points.csv has the points of the design, results.csv the runs, datapackage.json units and \
        meanings. Rows are ordered by point and replicate and hold no times: the same runs give the \
        same bytes. A folder that holds anything else is refused. `triskele sensitivity --design \
        points.csv --outputs results.csv` reads the tables.

        EXAMPLES
          triskele sweep export results/studies/trust-and-subsidy
          triskele sweep export results/studies/trust-and-subsidy --tidy -o tables
        """)

    @Argument(help: "Folder of the study.", completion: .directory)
    var folder: String

    @Flag(help: "One row per run (wide), or one row per run and output (tidy).")
    var layout = Layout.wide

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "Folder of the tables. Default: `export` in the study's folder.", valueName: "folder"),
      completion: .directory)
    var output: String?

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    enum Layout: String, EnumerableFlag { case wide, tidy }

    func run() throws {
      do throws(StudyError) {
        let study = try StudyFolder(reading: folder)
        let path = output ?? "\(folder)/export"
        let files = try StudyExport(study, layout: layout == .wide ? .wide : .tidy)
          .write(to: path)
        let counts = try StudyStatus(study).counts
        guard !quiet else { return }
        Terminal.print(files.map { "\(path)/\($0)" }.joined(separator: "\n"))
        if counts.finished < counts.wanted {
          Terminal.note(
            "note: the study is not complete: \(counts.finished) of \(counts.wanted) runs are there"
          )
        }
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Combines the parts of a study.",
      discussion: """
        Parts come from one study file and one version of the program, each with --shard i/n. They may \
        be incomplete and may be collected again; no run is taken twice.

        EXAMPLES
          triskele sweep collect results/studies/trust
          triskele sweep collect results/studies/trust /mnt/a/1-of-2 /mnt/b/2-of-2
        """)

    @Argument(help: "Folder of the whole study; made if it is missing.", completion: .directory)
    var folder: String

    @Argument(
      help: "Folders of parts. Default: those in `shards` of the study's folder.",
      completion: .directory)
    var parts: [String] = []

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
      let failures: StudyFailures
      do throws(StudyError) {
        let parts = parts.isEmpty ? try StudyFolder.parts(in: folder) : parts
        guard !parts.isEmpty else { throw .noStudy(folder: "\(folder)/shards") }
        let whole = try StudyFolder(workingIn: folder)
        for part in parts {
          let merge = try whole.collect(part)
          guard !quiet else { continue }
          let known = merge.known > 0 ? ", \(merge.known) already there" : ""
          Terminal.print("\(part): \(merge.runs) \(merge.runs == 1 ? "run" : "runs")\(known)")
        }
        let status = try StudyStatus(whole)
        let failed = try StudyFailures(whole, command: folder)
        try whole.close()
        if !quiet { Terminal.print(status.text()) }
        failures = failed
      } catch {
        throw CommandFailure(error)
      }
      try failures.judge(quiet: quiet)
    }
  }
}
