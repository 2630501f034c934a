import Foundation
import TemporaryFolders
import Testing

@testable import Experiments

@Suite struct FilesTests {
  @Test func `a file is written whole and replaced whole`() throws {
    let folder = try TemporaryFolder()
    try Files.write([Array("one, ".utf8), [], Array("two".utf8)], to: "\(folder.path)/a")
    #expect(try folder.text("a") == "one, two")
    try Files.write([Array("three".utf8)], to: "\(folder.path)/a")
    #expect(try Files.read("\(folder.path)/a") == Array("three".utf8))
    #expect(try folder.names == ["a"])
  }

  @Test func `a file that is not there reads as none`() throws {
    let folder = try TemporaryFolder()
    #expect(try Files.read("\(folder.path)/a") == nil)
    #expect(throws: ResultsError.cannotRead(path: folder.path, reason: "is not a file")) {
      try Files.read(folder.path)
    }
  }

  @Test func `a file in the way of a folder is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", as: "a")
    #expect(
      throws: ResultsError.cannotCreate(path: "\(folder.path)/a", reason: "is not a folder")
    ) {
      try Files.makeFolder("\(folder.path)/a")
    }
    try Files.makeFolder("\(folder.path)/b/c//d/")
    #expect(Files.isFolder("\(folder.path)/b/c/d"))
  }

  @Test func `a failed write leaves the old file and nothing aside`() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/a")
    #expect(
      throws: ResultsError.cannotWrite(path: "\(folder.path)/a", reason: "is a directory")
    ) {
      try Files.write([[1]], to: "\(folder.path)/a")
    }
    #expect(try folder.names == ["a"])
  }

  @Test func `a link is replaced`() throws {
    let folder = try TemporaryFolder()
    for target in ["one", "two"] {
      try Files.link("\(folder.path)/latest", to: target)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/latest")
          == target)
    }
    #expect(try folder.names == ["latest"])
  }

  @Test func `a folder is one process's at a time`() throws {
    let folder = try TemporaryFolder()
    var lock: FolderLock? = try FolderLock(folder: folder.path)
    let holder = "process \(ProcessInfo.processInfo.processIdentifier) on \(Machine.hostName)"
    #expect(throws: ResultsError.inUse(folder: folder.path, holder: holder)) {
      _ = try FolderLock(folder: folder.path)
    }
    #expect(lock != nil)
    lock = nil
    _ = try FolderLock(folder: folder.path)
  }

  @Test func `what killed writers left is removed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("half", as: ".regions.csv.123.partial")
    _ = try ResultsFolder(path: folder.path)
    #expect(try folder.names == [".lock"])
  }
}
