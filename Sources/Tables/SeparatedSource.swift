/// A text and the separator between its fields.
struct SeparatedSource {
  private(set) var separator: Unicode.Scalar
  private let text: Substring.UnicodeScalarView
  private let firstLine: Int

  /// How much of a text is looked at to find the separator, in characters.
  private static let sampleLength = 1 << 20

  /// Finds the separator: that of a first line `sep=;`, which Excel understands, or the one that gives the
  /// most even records.
  init(_ text: String) {
    let scalars = text.unicodeScalars[...]
    let firstRecord = scalars.prefix { $0 != "\n" && $0 != "\r" }
    let stated = Substring(firstRecord).wholeMatch(of: /(?i)"?sep=(.)"?/)
    if let mark = stated?.1.unicodeScalars.first {
      self.text = scalars.dropFirst(firstRecord.count)
      separator = mark
    } else {
      self.text = scalars
      separator = ","
    }
    firstLine = 1
    if stated == nil { separator = Self.evenest(in: self.text) }
  }

  func scan() -> DelimitedText.Scan {
    DelimitedText.scan(text, separator: separator, firstLine: firstLine)
  }

  /// How well a separator fits, the most important first.
  private struct Fit: Comparable {
    var isFreeOfErrors: Bool
    /// Whether all records have as many fields, or all but a header that is one shorter.
    var isEven: Bool
    /// Part of the fields that are numbers.
    var numberShare: Double
    var width: Int

    static func < (one: Fit, other: Fit) -> Bool {
      if one.isFreeOfErrors != other.isFreeOfErrors { return other.isFreeOfErrors }
      if one.isEven != other.isEven { return other.isEven }
      if one.numberShare != other.numberShare { return one.numberShare < other.numberShare }
      return one.width < other.width
    }
  }

  private static func evenest(in text: Substring.UnicodeScalarView) -> Unicode.Scalar {
    let sample = text.prefix(sampleLength)
    let isWhole = sample.endIndex == text.endIndex
    var best: (separator: Unicode.Scalar, fit: Fit)?
    for separator in [",", ";", "\t"] as [Unicode.Scalar] {
      let scan = DelimitedText.scan(sample, separator: separator, isWhole: isWhole)
      guard let fit = fit(of: scan, separator) else { continue }
      if let best, !(best.fit < fit) { continue }
      best = (separator, fit)
    }
    return best?.separator ?? ","
  }

  /// Nothing where most records are one field.
  private static func fit(of scan: DelimitedText.Scan, _ separator: Unicode.Scalar) -> Fit? {
    var counts: [Int: Int] = [:]
    var (numbers, cells) = (0, 0)
    for (place, record) in scan.records.enumerated() {
      counts[record.count, default: 0] += 1
      guard place > 0 || scan.records.count == 1 else { continue }
      cells += record.count
      for field in record {
        let text = field.text
        if Numeral.value(text) != nil || separator != "," && Numeral.value(text, .comma) != nil {
          numbers += 1
        }
      }
    }
    guard let width = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width > 1
    else { return nil }
    let isEven =
      counts.count == 1
      || counts.count == 2 && counts[width - 1] == 1 && scan.records[0].count == width - 1
        && width > 2
    return Fit(
      isFreeOfErrors: scan.errors.isEmpty, isEven: isEven,
      numberShare: cells == 0 ? 0 : Double(numbers) / Double(cells), width: width)
  }
}

/// Which decimal mark the numbers of a file have.
struct DecimalMarks {
  let mark: Numeral.DecimalMark
  /// A number that would be a thousand times as large if its comma separated thousands, where all numbers
  /// with a comma are of that kind.
  let ambiguousExample: String?

  init(_ records: [[DelimitedText.Field]], separator: Unicode.Scalar) {
    var (points, commas) = (0, 0)
    var groups: String?
    for record in records {
      for field in record {
        let bytes = field.text.utf8
        guard let place = bytes.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }) else { continue }
        let isComma = bytes[place] == 0x2C
        guard Numeral.value(field.text, isComma ? .comma : .point) != nil else { continue }
        // `1,234` may be either, `0,234` and `12,5` may not.
        let whole = bytes[..<place].filter { $0 != 0x2D && $0 != 0x2B }
        let isGroup =
          bytes[place...].count == 4 && (1...3).contains(whole.count) && whole.first != 0x30
        if !isComma {
          points += 1
        } else if isGroup {
          groups = groups ?? field.text
        } else {
          commas += 1
        }
      }
    }
    if commas > points {
      (mark, ambiguousExample) = (.comma, nil)
    } else if commas == 0, points == 0, separator == ";", let groups {
      // Fields are separated by semicolons where the comma is the decimal mark.
      (mark, ambiguousExample) = (.comma, groups)
    } else {
      (mark, ambiguousExample) = (.point, nil)
    }
  }
}
