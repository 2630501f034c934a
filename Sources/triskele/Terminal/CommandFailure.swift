import ArgumentParser
import Experiments
import Scenarios

/// A command that cannot do what was asked, with the words for it and its exit status.
struct CommandFailure: Error {
  let words: String
  /// 1 when the model, a target or the disk failed, 2 for wrong use.
  let status: Int32

  init(_ words: String, status: Int32) {
    self.words = "error: \(words)"
    self.status = status
  }

  /// - Parameter lines: Whole messages, each with what kind it is.
  init(lines: [String], status: Int32) {
    words = lines.joined(separator: "\n")
    self.status = status
  }

  /// - Parameter status: Wrong use, unless the scenario is one that the program wrote.
  init(_ errors: ScenarioErrors, status: Int32 = 2) {
    words = "\(errors)"
    self.status = status
  }

  /// Mistakes of two scenarios, those that both have once.
  init(_ first: ScenarioErrors, _ second: ScenarioErrors) {
    let (one, other) = ("\(first)", "\(second)")
    words = one == other ? one : one + "\n" + other
    status = 2
  }

  init(_ error: ResultsError) {
    self.init("\(error)", status: error.isWrongUse ? 2 : 1)
  }
}
