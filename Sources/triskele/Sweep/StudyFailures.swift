import ArgumentParser
import Experiments
import StudyStore

/// Runs of a study that failed, with their most frequent causes.
struct StudyFailures {
  let counts: (finished: Int, failed: Int)
  /// The most frequent ones, the first line of each.
  let causes: [String]
  /// Whether no run of a study has a value.
  let isAll: Bool
  private let folder: String

  /// - Parameter command: Path of the folder as commands that are printed take it.
  init(_ folder: StudyFolder, command: String) throws(StudyError) {
    let status = try StudyStatus(folder)
    let failed = status.counts.failed + status.counts.nonFinite
    counts = (status.counts.finished, failed)
    causes = status.causes.prefix(3).map { cause in
      let lines = cause.text.split(separator: "\n", omittingEmptySubsequences: false)
      return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " …" : "")
    }
    isAll = failed > 0 ? try !folder.hasValues() : false
    self.folder = command
  }

  /// Nothing to tell, as of a part that is judged with the others.
  init() {
    counts = (0, 0)
    causes = []
    isAll = false
    folder = ""
  }

  /// Says what failed on standard error.
  ///
  /// - Throws: Exit status 1 where every run failed.
  func judge(quiet: Bool) throws {
    guard counts.failed > 0, isAll || !quiet else { return }
    let which =
      isAll
      ? "error: none of \(counts.finished) \(counts.finished == 1 ? "run" : "runs") has a result"
      : "note: \(counts.failed) of \(counts.finished) runs failed or are not finite"
    Terminal.note("\(which); the first causes:")
    for cause in causes { Terminal.note("  \(cause)") }
    Terminal.note("`\(Program.name) sweep status \(ShellWord.quoted(folder))` shows all causes")
    if isAll { throw ExitCode(1) }
  }
}
