import ArgumentParser
import Experiments
import Glibc

@main
struct Triskele: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "Simulates regional innovation clusters: firms, government, universities.",
    discussion: """
      EXAMPLES
        triskele run scenarios/kazakhstan.yaml
        triskele compare base.yaml policy.yaml -r 50
        triskele decompose scenarios/evidence/denmark.yaml -r 20
        triskele report results/kazakhstan/latest
        triskele sweep scenarios/studies/trust-and-subsidy.yaml
        triskele ward data.csv --clusters 8
        triskele measure establishments.csv
        triskele verify scenarios/neutral.yaml -r 10
        triskele scenario new mine.yaml

      Shell completions: triskele --generate-completion-script bash (or zsh, fish).
      """,
    version: Program.version,
    subcommands: [
      RunCommand.self, CompareCommand.self, DecomposeCommand.self, SweepCommand.self,
      DesignCommand.self, SensitivityCommand.self, SummariseCommand.self, VerifyCommand.self,
      WardCommand.self, MeasureCommand.self, ReportCommand.self, ScenarioCommand.self,
      GlossaryCommand.self,
    ])

  static func main() async {
    // Neither a reader that goes away, as `head` does, nor a limit on the size of files may end a run
    // without a message: the calls themselves fail, and give the reason.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    StandardOutput.holdStandardStreams()
    let arguments = ArgumentList.joiningValues(Array(CommandLine.arguments.dropFirst()))
    do {
      do throws(EmptyArgument) {
        try EmptyArgument.refuse(in: arguments)
      } catch {
        throw CommandFailure("\(error)", status: 2)
      }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      Terminal.note(ArgumentList.shortening(arguments, in: failure.words))
      StandardOutput.exit(failure.status)
    } catch {
      var (text, status) = (fullMessage(for: error), exitCode(for: error))
      if status == .validationFailure, let unknown = UnknownOption(in: arguments, of: self) {
        text = unknown.message(inPlaceOf: text)
      }
      if !text.isEmpty {
        if status == .success {
          Terminal.print(text)
        } else {
          Terminal.note(ArgumentList.shortening(arguments, in: text))
        }
      }
      StandardOutput.exit(status.rawValue)
    }
    StandardOutput.exit(0)
  }
}
