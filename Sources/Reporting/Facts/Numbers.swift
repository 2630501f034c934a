import Foundation

/// Numbers as the report writes them.
enum Numbers {
  /// With so many decimals and thousands set apart by commas; "–" for one that is not defined.
  static func decimal(_ value: Double?, _ decimals: Int = 1) -> String {
    guard let value, value.isFinite else { return "–" }
    if value.magnitude >= 1e15 { return scientific(value) }
    let power = pow(10, Double(decimals))
    let scaled = (value.magnitude * power).rounded()
    if scaled >= 1e18 { return scientific(value) }
    var digits = String(Int(scaled))
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    let whole = digits.dropLast(decimals)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + grouped(whole) + (decimals > 0 ? "." + digits.suffix(decimals) : "")
  }

  /// A share in per cent.
  static func percent(_ share: Double?, _ decimals: Int = 1) -> String {
    guard let share, share.isFinite else { return "–" }
    return decimal(share * 100, decimals) + "\u{A0}%"
  }

  /// With its sign, as in "+1.4" and "−0.2".
  static func signed(_ value: Double?, _ decimals: Int = 1) -> String {
    guard let value, value.isFinite else { return "–" }
    let text = decimal(value, decimals)
    return value > 0 && text.contains(where: { "123456789".contains($0) }) ? "+" + text : text
  }

  /// About three significant digits, in words for large ones: "3.4 million".
  static func short(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    let units: [(Double, String)] = [
      (1e12, " trillion"), (1e9, " billion"), (1e6, " million"),
    ]
    if value.magnitude >= 1e15 { return scientific(value) }
    for (size, name) in units where value.magnitude >= size {
      return significant(value / size, 3) + name
    }
    return significant(value, 3)
  }

  /// An amount of money: "281 million tenge", "1.24 trillion tenge".
  static func money(millions: Double?, currency: String) -> String {
    guard let millions, millions.isFinite else { return "–" }
    return
      "\(millions.magnitude < 1 ? significant(millions * 1e6, 3) : short(millions * 1e6)) \(currency)"
  }

  /// An amount in a column whose head has the unit: three significant digits, thousands set apart.
  static func amount(_ value: Double?) -> String { significant(value, 3) }

  /// So many significant digits without an exponent, whole digits kept.
  static func significant(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    if value.magnitude < 1e-4 || value.magnitude >= 1e15 { return scientific(value) }
    let decimals = max(0, digits - 1 - Int(log10(value.magnitude).rounded(.down)))
    return decimal(value.rounded(toSignificantDigits: max(digits, 1)), decimals)
  }

  /// Digits after the point by which two digits of an interval's half-width show; three of the value
  /// where there is no interval.
  static func decimals(_ value: Double, halfWidth: Double) -> Int {
    let hasInterval = halfWidth.isFinite && halfWidth > 0
    let size = hasInterval ? halfWidth : value.magnitude
    guard size.isFinite, size > 0 else { return 0 }
    return max(0, (hasInterval ? 1 : 2) - Int(log10(size).rounded(.down)))
  }

  /// A difference and its interval with no more digits than the interval gives: "−0.0094 ± 0.0031",
  /// "(+2.41 ± 0.63) million", "+4.1·10⁻⁷ ± 2.0·10⁻⁷".
  static func estimate(_ value: Double, halfWidth: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = max(value.magnitude, halfWidth.isFinite ? halfWidth : 0)
    guard size > 0 else { return "0 ± 0" }
    let units = [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")]
    if let (scale, name) = units.first(where: { size >= $0.0 }), size < 1e15 {
      return "(\(estimate(value / scale, halfWidth: halfWidth / scale))) \(name)"
    }
    let decimals = decimals(value, halfWidth: halfWidth)
    let half: String
    let text: String
    if decimals > 5 || size >= 1e15 {
      text = (value > 0 ? "+" : "") + scientific(value)
      half = halfWidth.isFinite ? scientific(halfWidth) : "–"
    } else {
      text = signed(value, decimals)
      half = decimal(halfWidth, decimals)
    }
    return "\(text) ± \(half)"
  }

  /// "5 January 2026, 10:00 UTC" for ISO 8601's "2026-01-05T10:00:09Z"; anything else as it is.
  static func moment(_ time: String) -> String {
    guard
      let match = time.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(:\d{2}(\.\d+)?)?Z/),
      let month = Int(match.2), (1...12).contains(month), let day = Int(match.3)
    else { return time }
    return "\(day) \(Period.months[month - 1]) \(match.1), \(match.4):\(match.5) UTC"
  }

  /// As in "4.1·10⁻¹⁵".
  static func scientific(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    var exponent = Int(log10(value.magnitude).rounded(.down))
    var mantissa = value / pow(10, Double(exponent))
    if (mantissa.magnitude * 10).rounded() >= 100 {
      (mantissa, exponent) = (mantissa / 10, exponent + 1)
    }
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let power = String(abs(exponent)).map { $0.wholeNumberValue.map { raised[$0] } ?? $0 }
    return decimal(mantissa, 1) + "·10" + (exponent < 0 ? "⁻" : "") + String(power)
  }

  /// A count in words up to twelve, in digits above: "no regions", "one region", "13 regions".
  static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
    word(value) + " " + (value == 1 ? one : many ?? one + "s")
  }

  private static func word(_ value: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(value) ? words[value] : decimal(Double(value), 0)
  }

  /// How many of several things, as behind "of which": "all", "none" or "three".
  static func part(_ value: Int, of whole: Int) -> String {
    switch value {
    case 0: "none"
    case whole where whole > 1: "all"
    default: word(value)
    }
  }

  /// Names in a row: "a, b and c".
  static func list(_ names: [String]) -> String {
    guard let last = names.last else { return "none" }
    guard names.count > 1 else { return last }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func grouped(_ digits: some StringProtocol) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}

extension String {
  /// With a capital first letter.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
