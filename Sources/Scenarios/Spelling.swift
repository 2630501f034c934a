/// Guesses which of the allowed names a misspelt one was meant to be.
enum Spelling {
  /// The nearest of `names`, if it is near enough to be worth proposing; the first among equals.
  static func nearest(to text: String, among names: some Sequence<String>) -> String? {
    let written = Array(text.lowercased().unicodeScalars.prefix(80))
    guard !written.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for name in names {
      let candidate = Array(name.lowercased().unicodeScalars.prefix(80))
      let limit = max(1, max(written.count, candidate.count) / 3)
      guard abs(written.count - candidate.count) <= limit else { continue }
      let distance = distance(written, candidate)
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// Optimal string alignment (Damerau–Levenshtein without second edits of a place): how many
  /// insertions, deletions, replacements and swaps of neighbours turn one text into the other.
  static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for row in 1...one.count {
      var current = [row] + [Int](repeating: 0, count: other.count)
      for column in 1...other.count {
        let replacement = one[row - 1] == other[column - 1] ? 0 : 1
        current[column] = min(
          last[column] + 1, current[column - 1] + 1, last[column - 1] + replacement)
        if row > 1, column > 1, one[row - 1] == other[column - 2],
          one[row - 2] == other[column - 1]
        {
          current[column] = min(current[column], beforeLast[column - 2] + 1)
        }
      }
      (beforeLast, last) = (last, current)
    }
    return last[other.count]
  }
}
