public import Foundation
import Scenarios

/// A study on a Slurm cluster: a job array with one task a part, each with a folder and a store of
/// its own. Kept as `slurm/job.json` in the folder of the study.
public struct SlurmJob: Codable, Sendable, Equatable {
  /// One call of `sbatch`.
  public struct Submission: Codable, Sendable, Equatable {
    /// Number that Slurm gave the array.
    public var job: String
    /// Parts that it does, from 1.
    public var parts: [Int]
    public var submitted: Date
  }

  /// What Slurm is asked for.
  public struct Request: Codable, Sendable, Equatable {
    /// Processors of a task.
    public var processors: Int
    /// Most time of a task, as `sbatch --time` takes it; the partition's where it is nil.
    public var time: String?
    public var partition: String?
    /// How often a task is tried again after it was killed or lost its node.
    public var retries: Int
    /// Further options of `sbatch`, as they stand.
    public var options: [String]

    public init(
      processors: Int = 1, time: String? = nil, partition: String? = nil, retries: Int = 3,
      options: [String] = []
    ) {
      self.processors = processors
      self.time = time
      self.partition = partition
      self.retries = retries
      self.options = options
    }
  }

  /// Parts of the study; fixed once the first of them has begun.
  public let parts: Int
  /// Hash of the study: another study needs another folder.
  public let studyHash: String
  public var submissions: [Submission] = []

  public init(parts: Int, studyHash: String) {
    self.parts = parts
    self.studyHash = studyHash
  }

  static let folderName = "slurm"
  static let fileName = "job.json"
  static let scriptName = "task.sh"
}

extension SlurmJob {
  /// The job of the study in `folder`; nil where it was never submitted.
  public static func read(in folder: String) throws(StudyError) -> SlurmJob? {
    let path = "\(folder)/\(folderName)/\(fileName)"
    do throws(ResultsError) {
      guard let bytes = try Files.read(path) else { return nil }
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      do {
        return try decoder.decode(SlurmJob.self, from: Data(bytes))
      } catch {
        throw ResultsError.damaged(
          path: path,
          reason: "is not a description of a job, or was cut short or changed; put back a copy "
            + "of it, "
            + "or cancel the study's jobs with scancel and delete it, so that the study can be "
            + "submitted again")
      }
    } catch {
      throw .folder(error)
    }
  }

  func write(in folder: String) throws(StudyError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a job holds nothing that JSON cannot")
    }
    try Self.put(Array(data) + [UInt8(ascii: "\n")], Self.fileName, in: folder)
  }

  static func put(_ bytes: [UInt8], _ name: String, in folder: String) throws(StudyError) {
    do throws(ResultsError) {
      try Files.makeFolder("\(folder)/\(folderName)")
      try Files.write([bytes], to: "\(folder)/\(folderName)/\(name)")
    } catch {
      throw .folder(error)
    }
  }

  /// Folder of part `number`.
  public func partFolder(_ number: Int, of folder: String) -> String {
    "\(folder)/\(StudyFolder.partsName)/\(number)-of-\(parts)"
  }
}

/// The script that a task of the array runs.
struct SlurmScript {
  let program: String
  /// Absolute path of the study file, and of the folder of the study.
  let study: String
  let folder: String
  let name: String
  let parts: Int
  let request: SlurmJob.Request

  /// Options of `sbatch` that hold paths or the user's words. They are arguments and no directives of
  /// the script: `sbatch` splits directives at blanks by quoting rules of its own.
  var arguments: [String] {
    // In names of logs, Slurm replaces what follows a percent sign.
    let log = "\(folder.replacing("%", with: "%%"))/\(SlurmJob.folderName)/part-%a.log"
    return ["--output=\(log)", "--chdir=\(folder)"] + request.options
  }

  /// One task: does its part, and asks to be tried again where it was killed, up to a limit.
  ///
  /// A part that is begun again goes on where its store ends. Wrong use (2 and 64) is not tried again.
  var text: String {
    var directives = [
      "--job-name=triskele-\(name)", "--nodes=1", "--ntasks=1",
      "--cpus-per-task=\(request.processors)", "--requeue", "--open-mode=append",
    ]
    if let time = request.time { directives.append("--time=\(time)") }
    if let partition = request.partition { directives.append("--partition=\(partition)") }
    let part = "\"$SLURM_ARRAY_TASK_ID\""
    return """
      #!/bin/bash
      \(directives.map { "#SBATCH \($0)" }.joined(separator: "\n"))
      tries=${SLURM_RESTART_COUNT:-0}
      if [ "$tries" -gt \(request.retries) ]; then
        echo "part $SLURM_ARRAY_TASK_ID: given up after \(request.retries) retries"
        exit 75
      fi
      \(ShellWord.alwaysQuoted(program)) sweep run \(ShellWord.alwaysQuoted(study)) \\
        -o \(ShellWord.alwaysQuoted(folder))/\(StudyFolder.partsName)/\(part)-of-\(parts) \\
        --shard \(part)/\(parts) --allow-outside --threads \(request.processors) --quiet
      status=$?
      case $status in
        0|2|64) exit $status ;;
      esac
      if [ "$tries" -lt \(request.retries) ]; then
        echo "part $SLURM_ARRAY_TASK_ID: exit status $status, tried again"
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" && sleep 300
      fi
      exit $status

      """
  }
}
