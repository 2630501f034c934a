import Foundation
import Randomness

extension Factor {
  /// The value at a coordinate in [0, 1]; both ends belong to it.
  public func value(at coordinate: Double) -> String {
    switch domain {
    case .range, .distribution: Self.text(number(at: coordinate) ?? .nan)
    case .integers(let low, let high):
      "\(low + Self.cell(of: coordinate, among: high - low + 1))"
    case .levels(let levels): levels[level(at: coordinate, among: levels.count)]
    }
  }

  /// The value at a coordinate as a number; nothing if it is a text that is none.
  ///
  /// A number of a range that differs by no more than rounding errors from a short decimal number is that
  /// number: levels of a grid are those that a person writes, 0.3 and not 0.30000000000000004.
  public func number(at coordinate: Double) -> Double? {
    switch domain {
    case .range(let low, let high, let scale):
      if coordinate <= 0 { return low }
      if coordinate >= 1 { return high }
      let value: Double
      switch scale {
      case .linear:
        let most = max(low.magnitude, high.magnitude)
        value = Self.decimal(near: low + coordinate * (high - low), within: 4 * most.ulp)
      case .logarithmic:
        let (from, to) = (log(low), log(high))
        let raw = exp(from + coordinate * (to - from))
        // A logarithm's rounding error grows with its size.
        value = Self.decimal(
          near: raw, within: raw.ulp * (4 + 2 * (from.magnitude + to.magnitude)))
      }
      return min(max(value, low), high)
    case .distribution(let distribution): return distribution.quantile(coordinate)
    case .integers, .levels: return Double(value(at: coordinate))
    }
  }

  /// The coordinate in [0, 1] whose value is `value`, at the middle of its cell where the domain
  /// has cells; nothing if the domain does not have it.
  public func coordinate(of value: String) -> Double? {
    switch domain {
    case .range(let low, let high, let scale):
      guard let number = Double(value), (low...high).contains(number) else { return nil }
      if low == high { return 0 }
      return scale == .linear
        ? (number - low) / (high - low) : (log(number) - log(low)) / (log(high) - log(low))
    case .distribution(let distribution):
      guard let number = Double(value), number.isFinite, number >= distribution.low ?? -.infinity,
        number <= distribution.high ?? .infinity
      else { return nil }
      return distribution.probability(upTo: number)
    case .integers(let low, let high):
      guard let number = Double(value), let whole = Int(exactly: number),
        (low...high).contains(whole)
      else { return nil }
      return (Double(whole - low) + 0.5) / Double(high - low + 1)
    case .levels(let levels):
      let place =
        levels.firstIndex(of: value)
        ?? Double(value).flatMap { number in levels.firstIndex { Double($0) == number } }
      return place.map { middle(ofLevel: $0, among: levels.count) }
    }
  }

  /// The shortest text that reads back as `number`, without a point where it is whole.
  static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53,
      number.sign == .plus || whole != 0
    {
      return "\(whole)"
    }
    return "\(number)"
  }

  /// The decimal number within `tolerance` of `value` whose last digit is a thousand times that or more;
  /// `value` if there is none.
  private static func decimal(near value: Double, within tolerance: Double) -> Double {
    let digit = log10(1000 * tolerance).rounded(.up)
    // Powers of ten are exact up to 10²².
    guard digit.magnitude <= 22 else { return value }
    let power = pow(10, digit.magnitude)
    let rounded =
      digit < 0 ? (value * power).rounded() / power : (value / power).rounded() * power
    guard (rounded - value).magnitude <= tolerance else { return value }
    return rounded == 0 ? 0 : rounded
  }
}

// Cells.
extension Factor {
  /// The cell of a coordinate among equal ones. A grid's coordinates, such as 2/3, may lie on an edge
  /// and a rounding error below it.
  private static func cell(of coordinate: Double, among count: Int) -> Int {
    min(max(Int(coordinate * Double(count) + 1e-9), 0), count - 1)
  }

  private func level(at coordinate: Double, among count: Int) -> Int {
    guard let weights else { return Self.cell(of: coordinate, among: count) }
    let goal = coordinate * weights.reduce(0, +)
    var sum = 0.0
    for (place, weight) in weights.enumerated() {
      sum += weight
      if goal < sum { return place }
    }
    return count - 1
  }

  private func middle(ofLevel place: Int, among count: Int) -> Double {
    guard let weights else { return (Double(place) + 0.5) / Double(count) }
    return (weights[..<place].reduce(0, +) + weights[place] / 2) / weights.reduce(0, +)
  }

  /// Coordinates that a full factorial design visits.
  ///
  /// - Parameter levels: How many, for real numbers and for more integers than that; all if nothing.
  func gridCoordinates(_ levels: Int?) -> [Double] {
    switch domain {
    case .range, .distribution:
      let count = max(levels ?? 1, 1)
      return count == 1 ? [0.5] : (0..<count).map { Double($0) / Double(count - 1) }
    case .integers(let low, let high):
      let count = high - low + 1
      let taken = min(levels ?? count, count)
      guard taken < count else { return (0..<count).map { (Double($0) + 0.5) / Double(count) } }
      return (0..<taken).map { place in
        let share = taken == 1 ? 0.5 : Double(place) / Double(taken - 1)
        return ((share * Double(count - 1)).rounded() + 0.5) / Double(count)
      }
    case .levels(let texts):
      return texts.indices.map { middle(ofLevel: $0, among: texts.count) }
    }
  }

  /// How many coordinates `gridCoordinates` has.
  func gridCount(_ levels: Int?) -> Int {
    switch domain {
    case .range, .distribution: max(levels ?? 1, 1)
    case .integers(let low, let high): min(levels ?? .max, high - low + 1)
    case .levels(let levels): levels.count
    }
  }
}
