/// A YAML text in which stand-ins take the place of what Yams must not meet.
///
/// Yams writes aliases out and hashes keys, so a few lines of aliases within aliases can take time
/// and memory without bound; and it stops at the first group in which a key stands twice. So every
/// asterisk is replaced, which makes `*name` plain text that is resolved later; and where a key
/// stands twice, the ends of all keys are replaced by stand-ins that differ from each other.
///
/// A stand-in is a character for private use that the text does not contain. It takes the place of
/// one character, so that every line and column stays what it was.
struct YAMLStandIns {
  private(set) var text: String
  /// Stands for `*`; an alias is a plain scalar that begins with it. `nil` without any asterisk.
  let asterisk: Unicode.Scalar?
  /// Whether the ends of keys have been replaced.
  private(set) var hasKeys = false

  /// Characters for private use that the text contained from the start.
  private let taken: Set<Unicode.Scalar>
  /// Characters for the ends of keys.
  private var pool: [Unicode.Scalar] = []
  private var numbers: [Unicode.Scalar: Int] = [:]
  /// What stood where now a single stand-in does, and where two of them do, by number.
  private var singles: [Unicode.Scalar] = []
  /// Where the stand-ins of a character begin, and how many times one of them was taken.
  private var blocks: [Unicode.Scalar: (first: Int, count: Int)] = [:]
  private var pairs: [(Unicode.Scalar, Unicode.Scalar)] = []

  init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "*")) else {
      (self.text, asterisk, taken) = (text, nil, [])
      return
    }
    let taken = Set(text.unicodeScalars.lazy.filter(Self.isPrivate))
    let asterisk = Self.scalars.first { !taken.contains($0) }
    (self.asterisk, self.taken) = (asterisk, taken)
    guard let asterisk else {
      self.text = text
      return
    }
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { replaced.append(scalar == "*" ? asterisk : scalar) }
    self.text = String(replaced)
  }

  private static let ranges: [ClosedRange<UInt32>] = [
    0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD,
  ]

  private static var scalars: some Sequence<Unicode.Scalar> {
    ranges.lazy.joined().compactMap(Unicode.Scalar.init)
  }

  private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xE000 && ranges.contains { $0.contains(scalar.value) }
  }
}

extension YAMLStandIns {
  /// Makes all keys differ. What only looks like a key, as in a comment or in quoted text, is
  /// replaced as well, which does no harm: ``original(_:)`` gives everything back.
  mutating func replaceKeyEnds() {
    hasKeys = true
    let taken = taken.union(text.unicodeScalars.lazy.filter(Self.isPrivate))
    pool = Self.scalars.filter { !taken.contains($0) }
    guard !pool.isEmpty else { return }
    numbers = Dictionary(uniqueKeysWithValues: zip(pool, pool.indices))
    var scalars = Array(text.unicodeScalars)
    for colon in scalars.indices where scalars[colon] == ":" {
      guard let end = Self.keyEnd(before: colon, in: scalars) else { continue }
      if end > 0, Self.isReplaceable(scalars[end - 1]) {
        let number = pairs.count
        guard number / pool.count < pool.count else { break }
        pairs.append((scalars[end - 1], scalars[end]))
        scalars[end - 1] = pool[number / pool.count]
        scalars[end] = pool[number % pool.count]
      } else if let number = single(for: scalars[end]) {
        scalars[end] = pool[number]
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    text = String(view)
  }

  /// One of the stand-ins of a key of a single character, in turn: they need not differ beyond a group.
  private mutating func single(for scalar: Unicode.Scalar) -> Int? {
    let size = 32
    if blocks[scalar] == nil {
      guard singles.count + size <= pool.count else { return nil }
      blocks[scalar] = (singles.count, 0)
      singles += Array(repeating: scalar, count: size)
    }
    blocks[scalar]?.count += 1
    return blocks[scalar].map { $0.first + $0.count % size }
  }

  /// The text as it was before anything in it was replaced.
  func original(_ text: String) -> String {
    guard asterisk != nil || hasKeys, text.unicodeScalars.contains(where: Self.isPrivate) else {
      return text
    }
    var original = String.UnicodeScalarView()
    var first: Int?
    func single(_ number: Int) { original.append(singles[number]) }
    for scalar in text.unicodeScalars {
      if let number = numbers[scalar] {
        if let begun = first {
          let pair = pairs[begun * pool.count + number]
          original.append(pair.0)
          original.append(pair.1)
          first = nil
        } else {
          first = number
        }
        continue
      }
      if let begun = first { single(begun) }
      first = nil
      original.append(scalar == asterisk ? "*" : scalar)
    }
    if let begun = first { single(begun) }
    return String(original)
  }

  /// The name after the asterisk of an alias.
  func alias(_ text: String) -> String? {
    guard let asterisk, text.unicodeScalars.first == asterisk else { return nil }
    return original(String(text.unicodeScalars.dropFirst()))
  }

  /// The last character of the key that ends before a colon, if it can be replaced.
  private static func keyEnd(before colon: Int, in scalars: [Unicode.Scalar]) -> Int? {
    func isBlank(_ index: Int) -> Bool { scalars[index] == " " || scalars[index] == "\t" }
    var end = colon - 1
    while end >= 0, isBlank(end) { end -= 1 }
    guard end >= 0 else { return nil }
    let isQuoted = scalars[end] == "\"" || scalars[end] == "'"
    let endsKey =
      colon + 1 == scalars.count
      || [" ", "\t", "\n", "\r", ",", "[", "]", "{", "}"].contains(scalars[colon + 1])
    guard endsKey || isQuoted else { return nil }
    if isQuoted { end -= 1 }
    guard end >= 0, isReplaceable(scalars[end]) else { return nil }
    // The end of an escape such as `\x41` must stay, and so must names of anchors, aliases and tags.
    if isQuoted, scalars[max(0, end - 9)...end].contains("\\") { return nil }
    var start = end
    while start > 0, end - start < 200, !isBlank(start - 1), scalars[start - 1] != "\n" {
      start -= 1
    }
    return scalars[start] == "&" || scalars[start] == "!" || isPrivate(scalars[start]) ? nil : end
  }

  private static func isReplaceable(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
      || scalar.properties.numericType != nil
  }
}
