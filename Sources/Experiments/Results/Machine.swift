import Foundation
import Glibc
import Randomness

/// What a manifest says about the machine.
enum Machine {
  /// Operating system and processor, as in "Linux x86_64".
  static var platform: String {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return "unknown" }
    return "\(text(&name.sysname)) \(text(&name.machine))"
  }

  /// The name by which the machine calls itself.
  static var hostName: String {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return "unknown" }
    return text(&name.nodename)
  }

  /// Processors that this process may use.
  static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  static var gslVersion: String { GSL.version }

  /// Largest amount of memory that this process has held so far.
  static var peakMemoryBytes: Int {
    var usage = rusage()
    let who = __rusage_who_t(RUSAGE_SELF.rawValue)
    return unsafe getrusage(who, &usage) == 0 ? usage.ru_maxrss * 1024 : 0
  }

  private static func text<Characters>(_ characters: inout Characters) -> String {
    unsafe withUnsafeBytes(of: &characters) { buffer in
      unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
