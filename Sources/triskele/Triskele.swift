import ArgumentParser

@main
struct Triskele: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triskele",
    abstract: "Simulates regional innovation clusters: firms, government, universities.",
    version: "0.1.0",
    subcommands: [WardCommand.self])
}
