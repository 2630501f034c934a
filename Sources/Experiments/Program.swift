/// The program as results name it.
public enum Program {
  public static let name = "triskele"
  /// Version of the package, by semantic versioning.
  public static let version = "0.1.0"
}
