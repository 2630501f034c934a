import ArgumentParser
import TripleHelix

struct GlossaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glossary",
    abstract: "Prints every table that a run records: columns, units, meanings, sources.",
    discussion: "The text is Markdown, and stands in the model's documentation as it is printed.")

  func run() { print(Recording.glossary) }
}
