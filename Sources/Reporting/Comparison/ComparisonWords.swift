import TripleHelix

/// What a comparison found, in sentences for the page and the terminal. An effect is told with its 95 %
/// interval, and with words only where that interval includes zero.
extension ComparisonResults {
  /// All sentences about one scenario, in order: effects, place, cost, payer.
  public func sentences(of scenario: Alternative) -> [String] {
    Array(paragraphs(of: scenario).joined())
  }

  /// The same in paragraphs: effects on the country, where and for whom, costs and who pays.
  func paragraphs(of scenario: Alternative) -> [[String]] {
    [
      effectSentences(of: scenario),
      targetSentences(of: scenario) + regionSentences(of: scenario) + chanceSentences(of: scenario),
      costSentences(of: scenario), timeCautions(of: scenario),
    ].filter { !$0.isEmpty }
  }

  /// What is compared with what, in few words however many scenarios there are.
  public var headline: String {
    let scenarios =
      alternatives.count == 1
      ? alternatives[0].title : Numbers.count(alternatives.count, "scenario").sentence
    return "\(scenarios) compared with \(baseTitle)"
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
