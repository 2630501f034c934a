import Foundation

/// Figures as people read them.
enum FigureText {
  /// A share as a percentage with one digit: "3.4 %".
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return "\(fixed(100 * share, digits: 1)) %"
  }

  /// A count with its thousands apart: "180,231".
  static func count(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "–" }
    let digits = String(Int(abs(number).rounded()))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number.rounded() < 0 ? "-" : "") + text
  }

  /// A number with `digits` digits after the point.
  static func fixed(_ number: Double, digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "–" }
    var power = 1
    for _ in 0..<digits { power *= 10 }
    // Beyond what a whole number holds the last digits are no more than noise.
    guard abs(number) * Double(power) < 9e18 else { return fixed(number, digits: digits - 1) }
    let whole = Int((abs(number) * Double(power)).rounded())
    let sign = number < 0 && whole > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let rest = String(whole % power)
    return "\(sign)\(whole / power)." + String(repeating: "0", count: digits - rest.count) + rest
  }

  /// A number rounded to `digits` digits that count, in the shortest form.
  static func significant(_ number: Double, digits: Int) -> String {
    guard number.isFinite else { return "–" }
    return String(format: "%.\(digits)g", number)
  }

  /// An amount of memory: "212 MiB".
  static func memory(_ bytes: Int) -> String {
    "\(fixed(Double(bytes) / 1_048_576, digits: 0)) MiB"
  }
}
