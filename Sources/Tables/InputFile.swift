import Foundation
import Glibc

/// What a path leads to, and the bytes there.
package enum InputFile {
  package enum Kind: Sendable, Equatable {
    case file, folder, pipe, device, socket
  }

  package enum Failure: Error, Sendable, Equatable {
    case missing
    case folder
    case socket
    case tooLarge(limit: Int)
    case unreadable(reason: String)
  }

  /// Bytes that are read at most.
  private static let byteLimit = 4 << 30

  /// What is at `path`, links followed; nothing if there is nothing.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }

  /// Bytes of the ordinary file at `path`; nothing if it is none.
  package static func size(of path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Reads all that is there: an ordinary file, or what comes through a pipe. `-` is standard input.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let path = path == "-" ? "/dev/stdin" : path
    switch kind(of: path) {
    case nil: throw .missing
    case .folder: throw .folder
    case .socket: throw .socket
    case .file, .pipe, .device: break
    }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(reason: lastReason()) }
    defer { _ = close(file) }
    var bytes: [UInt8] = []
    var status = stat()
    if unsafe fstat(file, &status) == 0 {
      bytes.reserveCapacity(min(Int(status.st_size) + 1, byteLimit))
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe systemRead(file, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(reason: lastReason())
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      if bytes.count > byteLimit { throw .tooLarge(limit: byteLimit) }
    }
  }

  private static func lastReason() -> String { unsafe String(cString: strerror(errno)) }
}

private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe Glibc.read(file, buffer, count)
}
