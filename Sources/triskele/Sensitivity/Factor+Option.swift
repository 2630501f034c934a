import Randomness
import SensitivityAnalysis
import Tables

extension Factor {
  /// What `--factor` takes, for its help.
  static let optionForms =
    "name=low:high, name=low:high:log, name=low..high, name=one|two, name=one@3|two@1, "
    + "name=normal:mean:sd, name=lognormal:mean:sd, name=triangular:low:mode:high or name=beta:a:b"

  /// A factor as an option says it: `a=0:1`, `a=0.01:10:log`, `a=1..9`, `a=x|y`, `a=x@3|y@1`,
  /// `a=normal:0.5:0.1`, `a=normal:0.5:0.1:0:1`.
  ///
  /// - Throws: What is wrong with it.
  init(option text: String) throws(DesignProblems) {
    let refusal = DesignProblems([
      DesignProblem("--factor", found: "\(text.quoted)", allowed: Self.optionForms)
    ])
    guard let equals = text.firstIndex(of: "=") else { throw refusal }
    let name = String(text[..<equals])
    let rest = text[text.index(after: equals)...]
    if rest.contains("|") {
      try self.init(name, levels: rest, refusal)
      return
    }
    if let dots = rest.firstRange(of: "..") {
      guard let low = Int(rest[..<dots.lowerBound]), let high = Int(rest[dots.upperBound...]) else {
        throw refusal
      }
      try self.init(name, .integers(low: low, high: high))
      return
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if let domain = try Self.distribution(parts, of: name, refusal) {
      try self.init(name, domain)
      return
    }
    guard parts.count == 2 || parts.count == 3 && parts[2] == "log", let low = Double(parts[0]),
      let high = Double(parts[1])
    else { throw refusal }
    try self.init(
      name, .range(low: low, high: high, scale: parts.count == 3 ? .logarithmic : .linear))
  }

  /// Texts between bars, each with its weight after an `@` or none.
  private init(
    _ name: String, levels text: Substring, _ refusal: DesignProblems
  ) throws(DesignProblems) {
    let items = text.split(separator: "|").map(String.init)
    var levels: [String] = []
    var weights: [Double] = []
    for item in items {
      guard let at = item.lastIndex(of: "@"), let weight = Double(item[item.index(after: at)...])
      else { continue }
      levels.append(String(item[..<at]))
      weights.append(weight)
    }
    guard !weights.isEmpty else {
      try self.init(name, .levels(items))
      return
    }
    guard weights.count == items.count else {
      throw DesignProblems([
        DesignProblem(
          "factor \(name)", found: "weights of \(weights.count) of \(items.count) values",
          allowed: "a weight for every value, or for none")
      ])
    }
    try self.init(name, .levels(levels), weights: weights)
  }

  /// A distribution by its name and its numbers; nothing if the first part names none.
  private static func distribution(
    _ parts: [String], of name: String, _ refusal: DesignProblems
  ) throws(DesignProblems) -> Domain? {
    let counts = ["normal": [2, 4], "lognormal": [2, 4], "triangular": [3], "beta": [2, 4]]
    guard let first = parts.first, let allowed = counts[first] else { return nil }
    let numbers = parts.dropFirst().compactMap(Double.init)
    guard numbers.count == parts.count - 1, allowed.contains(numbers.count) else {
      let form =
        first == "triangular"
        ? "triangular:low:mode:high"
        : first == "beta"
          ? "beta:a:b or beta:a:b:low:high" : "\(first):mean:sd or \(first):mean:sd:low:high"
      throw DesignProblems([
        DesignProblem(
          "factor \(name)", found: "\(parts.joined(separator: ":").quoted)", allowed: form)
      ])
    }
    let shape: ContinuousDistribution.Shape =
      switch first {
      case "normal": .normal(mean: numbers[0], standardDeviation: numbers[1])
      case "lognormal": .lognormal(logMean: numbers[0], logStandardDeviation: numbers[1])
      case "triangular": .triangular(low: numbers[0], mode: numbers[1], high: numbers[2])
      default: .beta(a: numbers[0], b: numbers[1])
      }
    return try .distribution(
      shape, limits: numbers.count == 4 ? (numbers[2], numbers[3]) : nil, of: name)
  }
}
