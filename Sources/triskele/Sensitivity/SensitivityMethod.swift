import ArgumentParser

/// How sensitivity is measured.
enum SensitivityMethod: String, CaseIterable, ExpressibleByArgument {
  /// What the design was made for.
  case auto
  case morris, sobol, pawn, delta, regression
  /// Boxes of inputs in place of indices.
  case prim
}
