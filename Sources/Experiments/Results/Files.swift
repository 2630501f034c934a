import Glibc

/// The calls to the operating system that writing and reading results needs.
enum Files {
  /// Puts `pieces`, one after the other, into the file at `path`, which then holds either all of
  /// them or what it held before.
  ///
  /// The bytes go to a hidden file in the same folder, to the disk, and under the final name.
  static func write(_ pieces: [[UInt8]], to path: String) throws(ResultsError) {
    let (folder, name) = split(path)
    let aside = "\(folder)/.\(name).\(getpid())\(partialSuffix)"
    let file = unsafe open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotWrite(path: path, reason: lastReason()) }
    do throws(ResultsError) {
      for piece in pieces { try write(piece, to: file, path: path) }
      guard fsync(file) == 0 else { throw .cannotWrite(path: path, reason: lastReason()) }
    } catch {
      _ = close(file)
      _ = unsafe unlink(aside)
      throw error
    }
    guard close(file) == 0, unsafe rename(aside, path) == 0 else {
      let reason = lastReason()
      _ = unsafe unlink(aside)
      throw .cannotWrite(path: path, reason: reason)
    }
    synchronise(folder: folder)
  }

  fileprivate static func write(
    _ bytes: [UInt8], to file: Int32, path: String
  ) throws(ResultsError) {
    let reason: String? = unsafe bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = unsafe Glibc.write(file, buffer.baseAddress! + done, buffer.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          return lastReason()
        }
        done += count
      }
      return nil
    }
    if let reason { throw .cannotWrite(path: path, reason: reason) }
  }

  /// Gives the file at `path` another name on the same disk; a folder in the way to it is made.
  static func move(_ path: String, to other: String) throws(ResultsError) {
    let (folder, _) = split(other)
    try makeFolder(folder)
    guard unsafe rename(path, other) == 0 else {
      throw .cannotWrite(path: other, reason: lastReason())
    }
    synchronise(folder: folder)
  }

  /// The whole content of the file at `path`, nil if there is none.
  static func read(_ path: String) throws(ResultsError) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw .cannotRead(path: path, reason: lastReason())
    }
    defer { _ = close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else {
      throw .cannotRead(path: path, reason: lastReason())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotRead(path: path, reason: "is not a file")
    }
    let size = Int(status.st_size)
    var reason: String?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
      done = 0
      while done < size {
        let count = unsafe Glibc.read(file, buffer.baseAddress! + done, size - done)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { reason = lastReason() }
        if count <= 0 { break }
        done += count
      }
    }
    if let reason { throw .cannotRead(path: path, reason: reason) }
    return bytes
  }

  /// Makes the folder at `path`, and those above it that are missing.
  static func makeFolder(_ path: String) throws(ResultsError) {
    if unsafe mkdir(path, 0o755) == 0 { return }
    switch errno {
    case EEXIST:
      guard isFolder(path) else { throw .cannotCreate(path: path, reason: "is not a folder") }
    case ENOENT:
      let (above, _) = split(path)
      guard !path.isEmpty, above != path else {
        throw .cannotCreate(path: path, reason: lastReason())
      }
      try makeFolder(above)
      guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw .cannotCreate(path: path, reason: lastReason())
      }
    default: throw .cannotCreate(path: path, reason: lastReason())
    }
  }

  /// Makes the folder at `path`, which must not be there yet; false if it is.
  static func makeNewFolder(_ path: String) throws(ResultsError) -> Bool {
    if unsafe mkdir(path, 0o755) == 0 { return true }
    if errno == EEXIST { return false }
    throw .cannotCreate(path: path, reason: lastReason())
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  static func isWritable(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0
  }

  /// Names in the folder at `path`, sorted, without `.` and `..`.
  static func names(in path: String) throws(ResultsError) -> [String] {
    guard let folder = unsafe opendir(path) else {
      throw .cannotRead(path: path, reason: lastReason())
    }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes the file at `path`; none there is fine.
  static func remove(_ path: String) throws(ResultsError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw .cannotWrite(path: path, reason: lastReason())
    }
  }

  /// Removes what writers that were killed left aside in `folder`.
  static func removePartialFiles(in folder: String) throws(ResultsError) {
    for name in try names(in: folder) where name.hasPrefix(".") && name.hasSuffix(partialSuffix) {
      try remove("\(folder)/\(name)")
    }
  }

  /// Lets the symbolic link at `path` point to `target`, without a moment at which it is missing.
  static func link(_ path: String, to target: String) throws(ResultsError) {
    let aside = "\(path).\(getpid())\(partialSuffix)"
    _ = unsafe unlink(aside)
    guard unsafe symlink(target, aside) == 0 else {
      throw .cannotWrite(path: path, reason: lastReason())
    }
    guard unsafe rename(aside, path) == 0 else {
      let reason = lastReason()
      _ = unsafe unlink(aside)
      throw .cannotWrite(path: path, reason: reason)
    }
  }

  fileprivate static let partialSuffix = ".partial"

  fileprivate static func split(_ path: String) -> (folder: String, name: String) {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
    let folder = trimmed[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: slash)...]))
  }

  /// A name is on the disk only when its folder is; some file systems cannot and need not do it.
  fileprivate static func synchronise(folder: String) {
    let file = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = fsync(file)
    _ = close(file)
  }

  fileprivate static func lastReason() -> String {
    unsafe String(cString: strerror(errno)).lowercased()
  }
}

/// Writes a file piece by piece; it takes its name when it is whole.
final class FileWriter {
  private let path: String
  private let aside: String
  private var file: Int32

  init(_ path: String) throws(ResultsError) {
    let (folder, name) = Files.split(path)
    self.path = path
    aside = "\(folder)/.\(name).\(getpid())\(Files.partialSuffix)"
    file = unsafe open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotWrite(path: path, reason: Files.lastReason()) }
  }

  func write(_ bytes: [UInt8]) throws(ResultsError) {
    try Files.write(bytes, to: file, path: path)
  }

  func finish() throws(ResultsError) {
    guard fsync(file) == 0, unsafe rename(aside, path) == 0 else {
      throw .cannotWrite(path: path, reason: Files.lastReason())
    }
    _ = close(file)
    file = -1
    Files.synchronise(folder: Files.split(path).folder)
  }

  deinit {
    guard file >= 0 else { return }
    _ = close(file)
    _ = unsafe unlink(aside)
  }
}

/// The right to work in a folder, held by one process until it ends or lets go.
final class FolderLock: Sendable {
  private let file: Int32

  /// - Throws: ``ResultsError/inUse(folder:holder:)`` when another process holds it.
  init(folder: String) throws(ResultsError) {
    let path = "\(folder)/\(FolderLock.fileName)"
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotWrite(path: path, reason: Files.lastReason()) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = Files.lastReason()
      _ = close(file)
      guard isHeld else { throw .cannotWrite(path: path, reason: reason) }
      let holder = String(decoding: (try? Files.read(path)) ?? [], as: UTF8.self)
      throw .inUse(folder: folder, holder: holder.isEmpty ? "unknown" : holder)
    }
    let holder = Array("process \(getpid()) on \(Machine.hostName)".utf8)
    _ = ftruncate(file, 0)
    unsafe holder.withUnsafeBytes { _ = unsafe write(file, $0.baseAddress!, $0.count) }
    self.file = file
  }

  deinit { _ = close(file) }

  static let fileName = ".lock"
}
