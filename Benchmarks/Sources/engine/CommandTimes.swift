import Figures
import Foundation
import Machine

/// What the command costs: its start, and whole runs with records and report.
///
/// The command is the one at `TRISKELE`, or what `make build` leaves.
enum CommandTimes {
  static let turnCount = 3

  static func printTables() throws {
    let command =
      ProcessInfo.processInfo.environment["TRISKELE"] ?? ".build/release/triskele"
    guard FileManager.default.isExecutableFile(atPath: command) else {
      return print("\nNo command at \(command): `make build` makes it.")
    }
    let kazakhstan = "scenarios/kazakhstan.yaml"
    print("\nThe command: medians of \(turnCount) runs\n")
    print(row(["", "wall ms", "processor ms", "peak MiB"], width: width))
    try measure("--version", [command, "--version"])
    try measure("scenario check", [command, "scenario", "check", kazakhstan])

    let results = FileManager.default.temporaryDirectory
      .appendingPathComponent("triskele-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: results) }
    for (scale, threads) in [(10, 1), (10, 2), (1, 1), (1, 2)] {
      try measure(
        "scale \(scale), threads \(threads)",
        [
          command, "run", kazakhstan, "--set", "scale=\(scale)", "--years", "25", "--seed", "1",
          "--threads", "\(threads)", "--quiet", "--force", "--output", results,
        ])
    }
  }

  private static let width = 24

  private static func measure(_ name: String, _ arguments: [String]) throws {
    let costs = (0..<turnCount).map { _ in run(arguments) }
    if let failure = costs.first(where: { $0.status != 0 }) {
      throw CommandFailure(command: arguments.joined(separator: " "), status: Int(failure.status))
    }
    print(
      row(
        [
          name, decimal(median(costs.map(\.wall)) * 1e3, 0),
          decimal(median(costs.map(\.processor)) * 1e3, 0),
          decimal(median(costs.map { Double($0.peak_bytes) }) / 0x1p20, 0),
        ], width: width))
  }
}

/// A command that was to succeed did not.
private struct CommandFailure: Error {
  let command: String
  let status: Int
}

/// Runs a command to its end, without its output.
func run(_ arguments: [String]) -> command_cost {
  let words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
  defer { unsafe words.forEach { unsafe free($0) } }
  return unsafe words.withUnsafeBufferPointer { unsafe run_command($0.baseAddress) }
}
