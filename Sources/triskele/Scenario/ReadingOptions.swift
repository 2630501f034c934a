import ArgumentParser
import Scenarios

/// Which files a scenario or a study may read.
struct ReadingOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Let the file read files outside its folders.",
      discussion: """
        Without it, a scenario or a study reads only files in its own folder, in the working \
        directory if it is in there, and in a folder with scenario.schema.json: a file from a \
        stranger cannot read your other files.
        """))
  var allowOutside = false

  var access: FileAccess { allowOutside ? .anywhere : .ownFolders }
}
