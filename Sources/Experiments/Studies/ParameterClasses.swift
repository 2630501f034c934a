import Foundation
import SensitivityAnalysis
import StudyStore

/// The points of a study divided by the values of one parameter: by each value where there are few, else
/// by intervals of equal width on the parameter's scale.
public struct ParameterClasses: Sendable, Equatable {
  public let name: String
  /// The texts of values; of intervals their ends.
  public let labels: [String]
  /// Ends of intervals, or the value twice; the place among its levels for a text, from 0.
  public let bounds: [ClosedRange<Double>]
  /// Whether each class is one value.
  public let isByValue: Bool
  /// Whether intervals are equal ratios.
  public let isLogarithmic: Bool
  /// One entry a point.
  public let classOfPoint: [Int]

  /// Most values that are taken one by one.
  public static let greatestValueCount = 12

  /// - Parameters:
  ///   - scale: That of the parameter in the study.
  ///   - bins: Number of intervals, at least 1.
  init(
    _ points: DesignPoints, factor: Int, scale: StudyDefinition.Parameter.Scale, bins: Int
  ) {
    precondition(bins > 0, "there is at least one interval")
    name = points.factors[factor].name
    let numbers = points.numbers(of: factor)
    isLogarithmic =
      switch scale {
      case .linear: false
      case .logarithmic: true
      // A study does not say how it came to the values that it lists.
      case .integers, .levels: Self.isLogarithmic(numbers)
      }
    let distinct = Set(numbers).sorted()
    var levels: [String]?
    if case .levels(let texts) = points.factors[factor].domain { levels = texts }
    guard levels == nil, distinct.count > Self.greatestValueCount else {
      isByValue = true
      let place = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
      bounds = distinct.map { $0...$0 }
      labels = distinct.map { levels?[Int($0)] ?? Self.text($0) }
      classOfPoint = numbers.map { place[$0] ?? 0 }
      return
    }
    isByValue = false
    let isLogarithmic = isLogarithmic
    func scaled(_ number: Double) -> Double { isLogarithmic ? log(number) : number }
    let (low, high) = (distinct[0], distinct[distinct.count - 1])
    let width = (scaled(high) - scaled(low)) / Double(bins)
    let edges = (0...bins).map { edge -> Double in
      if edge == 0 { return low }
      if edge == bins { return high }
      let place = scaled(low) + Double(edge) * width
      return isLogarithmic ? exp(place) : place
    }
    bounds = (0..<bins).map { edges[$0]...edges[$0 + 1] }
    labels = bounds.map { "\(Self.text($0.lowerBound)) to \(Self.text($0.upperBound))" }
    classOfPoint = numbers.map { number in
      let place = (scaled(number) - scaled(low)) / width
      return place.isFinite ? Int(min(max(place, 0), Double(bins - 1))) : 0
    }
  }

  /// Middle of a class on the parameter's scale.
  public func centre(_ place: Int) -> Double {
    let (low, high) = (bounds[place].lowerBound, bounds[place].upperBound)
    if low == high { return low }
    return isLogarithmic ? (low * high).squareRoot() : (low + high) / 2
  }

  /// Whether the values are spread evenly by ratio rather than by difference: all are positive, the
  /// greatest is ten times the least or more, and their median lies nearer to the middle of the logarithms.
  static func isLogarithmic(_ numbers: [Double]) -> Bool {
    let sorted = numbers.sorted()
    guard let low = sorted.first, let high = sorted.last, low > 0, high >= 10 * low else {
      return false
    }
    let median = StudyOutcomes.quantile(0.5, of: sorted)
    let linear = (median - low) / (high - low)
    let logarithmic = log(median / low) / log(high / low)
    return (logarithmic - 0.5).magnitude < (linear - 0.5).magnitude
  }

  /// Six significant digits, which tell any two ends of intervals apart that a table shows.
  static func text(_ number: Double) -> String {
    let rounded = Double(String(format: "%.6g", number)) ?? number
    return StudyOutcomes.text(rounded)
  }
}
