/// Words of a command line, so that a command that is printed can be pasted into a shell.
public enum ShellWord {
  /// The text as one word of a POSIX shell, in quotes only where it needs them.
  public static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+=:,@%".utf8.contains(byte)
      }
    }
    return isPlain && !text.isEmpty ? text : alwaysQuoted(text)
  }

  /// The text in single quotes.
  static func alwaysQuoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
