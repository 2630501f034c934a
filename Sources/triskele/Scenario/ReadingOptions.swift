import ArgumentParser
import Scenarios

/// Which files a scenario or a study may read.
struct ReadingOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Let the file read files outside its folders.",
      discussion: """
        A scenario or a study may name files in its own folder and in folders inside it; anywhere in \
        the working directory, if it is in there itself; and in a folder of scenarios, which holds \
        scenario.schema.json. Other files are refused, so that a file from a stranger cannot read \
        yours.
        """))
  var allowOutside = false

  var access: FileAccess { allowOutside ? .anywhere : .ownFolders }
}
