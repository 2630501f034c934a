import ArgumentParser
import Foundation
import Tables

/// An option that a command does not have.
///
/// The parser looks for these last: it takes the value of such an option for an argument, and says first
/// what is wrong with that.
struct UnknownOption {
  private let name: String
  private let known: [String]

  /// - Returns: The first unknown option of a command line; nil if all are known.
  init?(in arguments: [String], of root: any ParsableCommand.Type) {
    var command = root
    var rest = arguments[...]
    func subcommand() -> (any ParsableCommand.Type)? {
      command.configuration.subcommands.first { $0._commandName == rest.first }
    }
    while let next = subcommand() {
      command = next
      rest = rest.dropFirst()
    }
    command = command.configuration.defaultSubcommand ?? command
    guard let known = Self.options(of: command) else { return nil }
    let written = rest.prefix { $0 != "--" }.filter(ArgumentList.isOption)
    let unknown = written.lazy.flatMap(Self.options(in:)).first { !known.contains($0) }
    guard let unknown else { return nil }
    name = unknown
    self.known = known
  }

  /// What the parser said, with the true mistake in place of its own.
  func message(inPlaceOf message: String) -> String {
    let usage = message.range(of: "\nUsage: ").map { message[$0.lowerBound...] } ?? ""
    // Letters are all alike.
    let near = name.hasPrefix("--") ? suggestion(name, among: known) : ""
    return "Error: Unknown option \(name.quoted)\(near)\(usage)"
  }

  /// `--name` of `--name=value`, and `-q` and `-v` of `-qv`.
  private static func options(in argument: String) -> [String] {
    let option = String(argument.prefix { $0 != "=" })
    return option.hasPrefix("--") ? [option] : option.dropFirst().map { "-\($0)" }
  }

  /// Names that a command takes, with their dashes.
  private static func options(of command: any ParsableCommand.Type) -> [String]? {
    struct Help: Decodable {
      struct Command: Decodable { let arguments: [Argument]? }
      struct Argument: Decodable { let names: [Name]? }
      struct Name: Decodable { let kind, name: String }
      let command: Command
    }
    let help = try? JSONDecoder().decode(Help.self, from: Data(command._dumpHelp().utf8))
    let names = help?.command.arguments?.flatMap { $0.names ?? [] }
    return names.map { names in
      names.map { ($0.kind == "long" ? "--" : "-") + $0.name }
        + ["--help", "-h", "--help-hidden", "--version", "--generate-completion-script"]
    }
  }
}
