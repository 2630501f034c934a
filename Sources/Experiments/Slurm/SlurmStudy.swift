import Foundation
public import Scenarios

/// A study that runs on a Slurm cluster, from the machine where jobs are submitted.
public struct SlurmStudy: Sendable {
  /// Folder of the study, on a file system that all nodes see.
  public let folder: String

  public init(folder: String) {
    self.folder = folder
  }

  /// State of a part.
  public struct Part: Sendable, Equatable {
    public let number: Int
    public let folder: String
    /// Nil before it has begun.
    public let progress: PartProgress?
    /// What Slurm's queue says, as in `RUNNING n1`; nil where it is not in the queue.
    public let queue: String?

    public var isComplete: Bool { progress?.isComplete ?? false }
    /// Neither done nor in the queue: it is submitted again by the command that submitted it.
    public var isLost: Bool { !isComplete && queue == nil }
  }

  /// Submits the parts that are not complete.
  ///
  /// - Parameters:
  ///   - program: Absolute path of the program, as nodes see it.
  ///   - file: Absolute path of the study file, as nodes see it.
  /// - Returns: The submission, nil where every part is complete.
  public func submit(
    _ study: StudyFile, file: String, parts: Int, request: SlurmJob.Request, program: String
  ) throws -> SlurmJob.Submission? {
    guard !folder.contains("\\") else { throw SlurmError.backslash(folder: folder) }
    let definitionHash = study.hash
    var job = try SlurmJob.read(in: folder) ?? SlurmJob(parts: parts, studyHash: definitionHash)
    guard job.studyHash == definitionHash else { throw SlurmError.otherStudy(folder: folder) }
    guard job.parts == parts else {
      throw SlurmError.otherParts(folder: folder, there: job.parts, asked: parts)
    }
    let states = try self.parts(of: job)
    let queued = states.count { $0.queue != nil }
    guard queued == 0 else { throw SlurmError.queued(folder: folder, parts: queued) }
    let due = states.filter { !$0.isComplete }.map(\.number)
    guard !due.isEmpty else { return nil }
    let script = SlurmScript(
      program: program, study: file, folder: folder, name: study.name, parts: parts,
      request: request)
    try SlurmJob.put(Array(script.text.utf8), SlurmJob.scriptName, in: folder)
    let number = try Slurm.submit(
      "\(folder)/\(SlurmJob.folderName)/\(SlurmJob.scriptName)", parts: due,
      options: script.arguments)
    let submission = SlurmJob.Submission(job: number, parts: due, submitted: Date())
    job.submissions.append(submission)
    try job.write(in: folder)
    return submission
  }

  /// What is known of every part.
  public func parts() throws -> [Part] {
    guard let job = try SlurmJob.read(in: folder) else {
      throw SlurmError.notSubmitted(folder: folder)
    }
    return try parts(of: job)
  }

  private func parts(of job: SlurmJob) throws(SlurmError) -> [Part] {
    let tasks =
      job.submissions.isEmpty ? [] : try Slurm.tasks(of: job.submissions.map(\.job))
    return (1...job.parts).map { number in
      let path = job.partFolder(number, of: folder)
      return Part(
        number: number, folder: path, progress: PartProgress.read(in: path),
        queue: tasks.first { $0.part == number }.map { "\($0.state) \($0.reason)" })
    }
  }

  /// Takes all parts out of the queue; what was finished stays.
  ///
  /// - Returns: Parts that waited or ran.
  public func cancel() throws -> Int {
    let queued = try parts().count { $0.queue != nil }
    guard queued > 0, let job = try SlurmJob.read(in: folder) else { return 0 }
    try Slurm.cancel(job.submissions.map(\.job))
    return queued
  }

  /// Folders of the parts that have begun.
  public func begunParts() throws(StudyError) -> [String] {
    guard let job = try SlurmJob.read(in: folder) else { return [] }
    return (1...job.parts).map { job.partFolder($0, of: folder) }.filter { StudyFolder.isThere($0) }
  }
}
