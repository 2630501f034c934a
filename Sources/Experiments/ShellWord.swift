/// Words of a command line, so that a command that is printed can be pasted into a shell.
public enum ShellWord {
  /// The text as one word of a POSIX shell, in quotes only where it needs them.
  public static func quoted(_ text: String) -> String {
    // Letters of any script are as plain as those of ASCII.
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "/._-+=:,@%".unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty ? text : alwaysQuoted(text)
  }

  /// The text in single quotes.
  static func alwaysQuoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
