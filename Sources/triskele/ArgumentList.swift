import Foundation
import Tables

/// Command-line arguments as the parser needs them.
enum ArgumentList {
  /// Joins a value that begins with a minus to the option before it: `--where "-y < -2"` becomes
  /// `--where=-y < -2`, and `--seed -1` `--seed=-1`.
  ///
  /// The parser takes every argument that begins with a minus for an option. What cannot be one, because it
  /// holds digits, blanks or operators where an option has its name, is a value.
  static func joiningValues(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var isPastTerminator = false
    for argument in arguments {
      if !isPastTerminator, argument.hasPrefix("-"), argument.count > 1, argument != "--",
        !isOption(argument), let last = result.last, isOption(last), !last.contains("=")
      {
        result[result.count - 1] = "\(last)=\(argument)"
      } else {
        result.append(argument)
      }
      if argument == "--" { isPastTerminator = true }
    }
    return result
  }

  /// An error with the arguments that are longer than any path is likely to be in short.
  static func shortening(_ arguments: [String], in error: String) -> String {
    let parts = arguments.filter { $0.utf8.count > 1000 }.flatMap { argument in
      let halves = argument.split(separator: "=", maxSplits: 1).map(String.init)
      return halves.count == 2 ? [argument] + halves.reversed() : [argument]
    }
    return parts.filter { $0.utf8.count > 1000 }.reduce(error) { error, part in
      error.replacing(part, with: VisibleText.inLine(part, limit: 60))
    }
  }

  /// Whether an argument has the form of an option: `--name`, `--name=value`, `-n`, `-n=value` or a few
  /// letters together, as in `-qv`.
  static func isOption(_ argument: String) -> Bool {
    guard argument.hasPrefix("-"), argument.count > 1 else { return false }
    let isLong = argument.hasPrefix("--")
    let name = argument.drop { $0 == "-" }.prefix { $0 != "=" }
    // `-a==1` is a condition.
    if argument.dropFirst((isLong ? 2 : 1) + name.count).hasPrefix("==") { return false }
    guard let first = name.first, first.isASCII, first.isLetter else { return false }
    return isLong
      ? !argument.hasPrefix("---")
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      : name.count <= 3 && name.allSatisfy { $0.isASCII && $0.isLetter }
  }
}
