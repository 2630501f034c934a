import TripleHelix

/// What a comparison found, in sentences for the page and the terminal. An effect is told with its 95 %
/// interval, and with words only where that interval includes zero.
extension ComparisonResults {
  /// All sentences about one scenario, in order: effects, place, cost, payer.
  public func sentences(of scenario: Alternative) -> [String] {
    effectSentences(of: scenario) + targetSentences(of: scenario) + regionSentences(of: scenario)
      + chanceSentences(of: scenario) + costSentences(of: scenario) + timeCautions(of: scenario)
  }
}

extension ComparisonResults.Effect {
  /// What is written behind an effect whose interval includes zero; nothing behind others.
  var zeroNote: String { Verdict.note(includesZero: includesZero) }
}

extension ComparisonResults.Total {
  /// What is written behind a total whose interval includes zero; nothing behind others.
  var zeroNote: String { Verdict.note(includesZero: includesZero) }
}

extension String {
  /// With a small first letter, unless the word is an abbreviation.
  var lowercasedStart: String {
    let start = prefix(2)
    return start.allSatisfy { $0.isUppercase || !$0.isLetter }
      ? self : start.lowercased() + dropFirst(2)
  }
}
