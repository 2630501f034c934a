import Foundation

/// Slurm's own commands, and what went wrong with them.
enum Slurm {
  /// A task of an array in the queue.
  struct Task: Sendable, Equatable {
    var part: Int
    /// As Slurm writes it, as in `PENDING`.
    var state: String
    /// Why it waits, or the node where it runs.
    var reason: String
  }

  /// - Parameter options: Further options of `sbatch`.
  /// - Returns: The number of the array.
  static func submit(
    _ script: String, parts: [Int], options: [String]
  ) throws(SlurmError) -> String {
    let array = "--array=\(ranges(parts))"
    let answer = try run("sbatch", ["--parsable", array] + options + [script])
    // A federation adds the cluster's name.
    let job = answer.split(whereSeparator: \.isNewline).last?.split(separator: ";").first
    guard let job, job.allSatisfy(\.isNumber) else {
      throw .failed(command: "sbatch", reason: "answered \"\(answer)\" instead of a number")
    }
    return String(job)
  }

  /// Tasks of these arrays that wait or run; Slurm forgets ended ones after a while.
  static func tasks(of jobs: [String]) throws(SlurmError) -> [Task] {
    var tasks: [Task] = []
    for job in jobs {
      let answer: String
      do throws(SlurmError) {
        answer = try run("squeue", ["--noheader", "--array", "--jobs=\(job)", "--format=%K|%T|%R"])
      } catch {
        // What squeue says of an array that it has forgotten.
        if case .failed(_, let reason) = error, reason.contains("Invalid job id") { continue }
        throw error
      }
      for line in answer.split(whereSeparator: \.isNewline) {
        let fields = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let part = Int(fields[0]) else { continue }
        tasks.append(Task(part: part, state: String(fields[1]), reason: String(fields[2])))
      }
    }
    return tasks
  }

  static func cancel(_ jobs: [String]) throws(SlurmError) {
    _ = try run("scancel", jobs)
  }

  /// "1-4,7" for 1, 2, 3, 4 and 7.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  private static func run(_ command: String, _ arguments: [String]) throws(SlurmError) -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .failed(command: command, reason: "cannot be started")
    }
    // Both are short: neither fills its pipe while the other is read.
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw .missing(command: command) }
    guard process.terminationStatus == 0 else {
      throw .failed(
        command: command, reason: words.split(whereSeparator: \.isNewline).joined(separator: "; "))
    }
    return answer
  }
}

/// Why Slurm could not be asked.
public enum SlurmError: Error, Sendable, Equatable {
  /// The command is not on this machine.
  case missing(command: String)
  case failed(command: String, reason: String)
  /// Parts of the study wait or run already.
  case queued(folder: String, parts: Int)
  /// The folder's study was divided into another number of parts, or is another one.
  case otherParts(folder: String, there: Int, asked: Int)
  case otherStudy(folder: String)
  /// With a backslash in it, Slurm would number no logs.
  case backslash(folder: String)
  /// The study was never submitted.
  case notSubmitted(folder: String)
}

extension SlurmError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let command):
      "\(command): command not found; --engine slurm needs Slurm's commands on this machine; with "
        + "another scheduler use --shard i/n"
    case .failed(let command, let reason): "\(command): \(reason)"
    case .queued(let folder, let parts):
      "\(folder): \(parts) \(parts == 1 ? "part waits or runs" : "parts wait or run") in Slurm's "
        + "queue; `\(Program.name) sweep status \(ShellWord.quoted(folder))` shows them, "
        + "`\(Program.name) sweep cancel \(ShellWord.quoted(folder))` cancels them"
    case .otherParts(let folder, let there, let asked):
      "\(folder): the study was divided into \(there) parts, not \(asked); continue with "
        + "--tasks \(there), or choose another folder"
    case .otherStudy(let folder):
      "\(folder): another study, or an earlier version of this one, was submitted from this folder; "
        + "choose another folder"
    case .backslash(let folder):
      "\(folder): found a backslash, with which Slurm cannot name the logs of the parts; choose a folder "
        + "without one"
    case .notSubmitted(let folder): "\(folder): no study was submitted to Slurm from this folder"
    }
  }

  /// Whether asking for something else would have helped.
  public var isWrongUse: Bool {
    switch self {
    case .failed: false
    case .missing, .queued, .otherParts, .otherStudy, .backslash, .notSubmitted: true
    }
  }
}
