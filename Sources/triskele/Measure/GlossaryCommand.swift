import ArgumentParser
import TripleHelix

struct GlossaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glossary",
    abstract: "Prints every table that a run records: columns, units, meanings, sources.",
    discussion: "The output is Markdown; the model's documentation contains the same text.")

  func run() { print(Recording.glossary) }
}
