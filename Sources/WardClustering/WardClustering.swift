/// A placeholder until the library lands.
public enum Standardisation: String, Sendable, CaseIterable {
  case zscore
}
