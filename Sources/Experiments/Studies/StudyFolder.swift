import Foundation
import Randomness
public import Scenarios
import SensitivityAnalysis
public import StudyStore

/// The folder of a study: its store, and the lock of whoever writes it.
public final class StudyFolder: Sendable {
  public let path: String
  public let store: StudyStore
  private let lock: FolderLock?

  /// Where a study's results go unless somebody says otherwise.
  public static func standardPath(study: String, shard: StudyShard = .whole) -> String {
    let folder = "results/studies/\(study)"
    return shard == .whole
      ? folder : "\(folder)/\(partsName)/\(shard.number)-of-\(shard.count)"
  }

  /// Folder in that of a study that holds its parts.
  static let partsName = "shards"

  /// Whether there is a store in the folder at `path`.
  static func isThere(_ path: String) -> Bool { Files.exists("\(path)/\(StudyStore.fileName)") }

  /// Folders of parts that lie in the folder of the study, in the order of their names.
  public static func parts(in path: String) throws(StudyError) -> [String] {
    guard Files.isFolder("\(path)/\(partsName)") else { return [] }
    do throws(ResultsError) {
      return try Files.names(in: "\(path)/\(partsName)").map { "\(path)/\(partsName)/\($0)" }
        .filter { isThere($0) }
    } catch {
      throw .folder(error)
    }
  }

  /// Opens a folder to work in it; makes it if it is missing.
  ///
  /// - Parameter isPart: Whether it holds one part, maybe on a file system of many machines.
  /// - Throws: Also where another process works in it.
  public init(workingIn path: String, isPart: Bool = false) throws(StudyError) {
    self.path = path
    do throws(ResultsError) {
      try Files.makeFolder(path)
      let others = try Files.names(in: path).filter { $0 != FolderLock.fileName }
      let ours = [Self.partsName, SlurmJob.folderName]
      guard Self.isThere(path) || others.allSatisfy(ours.contains)
      else { throw .foreignFolder(path, kind: .study) }
      lock = try FolderLock(folder: path)
    } catch {
      throw .folder(error)
    }
    do throws(StudyStoreError) {
      store = try StudyStore("\(path)/\(StudyStore.fileName)", writes: true, isAlone: isPart)
    } catch {
      throw .store(error)
    }
  }

  /// Opens a folder to read what is in it, at any time.
  public init(reading path: String) throws(StudyError) {
    self.path = path
    lock = nil
    let file = "\(path)/\(StudyStore.fileName)"
    guard Files.exists(file) else { throw .noStudy(folder: path) }
    do throws(StudyStoreError) {
      store = try StudyStore(file, writes: false)
    } catch {
      throw .store(error)
    }
  }

  /// The study in the folder.
  public func definition() throws(StudyError) -> StudyDefinition {
    let definition: StudyDefinition?
    do throws(StudyStoreError) {
      definition = try store.definition()
    } catch {
      throw .store(error)
    }
    guard let definition else { throw .noStudy(folder: path) }
    return definition
  }

  /// Makes `study` the study of the folder.
  ///
  /// - Parameter reruns: Whether finished runs that lack a new output are done again.
  /// - Returns: What changed.
  public func prepare(
    _ study: StudyFile, reruns: Bool
  ) throws(StudyError) -> (StudyDefinition, StudyStore.Change) {
    let definition = StudyDefinition(study)
    do {
      let change = try store.change(to: definition)
      if !change.newOutputs.isEmpty, change.runsWithoutThem > 0, !reruns {
        throw StudyError.newOutputs(
          change.newOutputs, runs: change.runsWithoutThem, folder: path)
      }
      if try store.definition() != definition {
        try store.define(definition) { write in
          let points = try study.makePoints()
          for index in 0..<points.count {
            let placement = points.placements[index]
            try write(
              StoredPoint(
                point: index, block: placement.block, role: placement.role.rawValue,
                input: placement.unit < 0 ? "" : points.units[placement.unit],
                step: placement.step, isHole: placement.isHole, values: points.values(of: index)))
          }
        }
      }
      return (definition, change)
    } catch let error as StudyStoreError {
      throw .store(error)
    } catch let error as StudyError {
      throw error
    } catch {
      preconditionFailure("nothing else is thrown: \(error)")
    }
  }

  /// Whether any run of the study has a value.
  public func hasValues() throws(StudyError) -> Bool {
    let study = try definition()
    do throws(StudyStoreError) {
      return try store.hasValues(study: study)
    } catch {
      throw .store(error)
    }
  }

  /// Takes the runs of the study in another folder.
  public func collect(_ other: String) throws(StudyError) -> StudyStore.Merge {
    let file = "\(other)/\(StudyStore.fileName)"
    guard Files.exists(file) else { throw .noStudy(folder: other) }
    do throws(StudyStoreError) {
      return try store.merge(file)
    } catch {
      throw .store(error)
    }
  }

  /// Brings everything into the one file and ends the work in the folder.
  public func close() throws(StudyError) {
    do throws(StudyStoreError) {
      try store.close()
    } catch {
      throw .store(error)
    }
  }
}

extension StudyDefinition {
  init(_ study: StudyFile) {
    self.init(
      name: study.name, title: study.title, summary: study.summary, text: study.text,
      design: study.design.kind.rawValue, pointsHash: study.pointsHash, hash: study.hash,
      seeding: "\(study.hasIndependentSeeds ? "independent" : "common") \(study.seed)",
      program: "\(Program.name) \(Program.version)", replicates: study.replicates.atMost,
      stopsEarly: { if case .until = study.replicates { true } else { false } }(),
      parameters: study.parameters.map { parameter in
        Parameter(
          name: parameter.name, keys: parameter.keys.joined(separator: " "),
          unit: parameter.unit, meaning: parameter.meaning, isNumeric: parameter.isNumeric,
          scale: Parameter.Scale(parameter.factor.domain))
      },
      outputs: study.outputs.map { output in
        Output(
          name: output.name, identity: output.identity, unit: output.unit,
          meaning: output.meaning)
      })
  }
}

extension StudyDefinition.Parameter.Scale {
  init(_ domain: Factor.Domain) {
    self =
      switch domain {
      case .range(_, _, .linear): .linear
      case .range(_, _, .logarithmic): .logarithmic
      case .integers: .integers
      case .levels: .levels
      case .distribution(let distribution):
        if case .lognormal = distribution.shape { .logarithmic } else { .linear }
      }
  }
}

extension StudyFolder {
  /// Whether the folder at `path` holds a study.
  public static func holdsStudy(_ path: String) -> Bool { isThere(path) }

  /// Where the report of the study goes, as ``ReportFolder/claim(_:of:kind:)`` says.
  public func reportFolder(_ path: String?) throws(StudyError) -> ReportFolder {
    do throws(ResultsError) {
      return try ReportFolder.claim(path, of: self.path, kind: .study)
    } catch {
      throw .folder(error)
    }
  }
}
