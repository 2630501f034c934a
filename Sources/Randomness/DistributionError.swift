/// A parameter that a distribution does not take.
public struct DistributionError: Error, Equatable, Sendable {
  /// The distribution and its parameter, such as "gamma shape".
  public let parameter: String

  /// What the parameter must be, such as "positive and finite".
  public let allowed: String

  /// What it was.
  public let found: String

  init(_ parameter: String, allowed: String, found: String) {
    self.parameter = parameter
    self.allowed = allowed
    self.found = found
  }
}

extension DistributionError: CustomStringConvertible {
  public var description: String { "\(parameter): must be \(allowed), found \(found)" }
}

/// Values of one parameter that a distribution takes. NaN lies in none of them.
enum Allowed {
  case finite, positive, nonNegative, share
  case range(ClosedRange<Double>)

  func contains(_ value: Double) -> Bool {
    switch self {
    case .finite: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .nonNegative: value >= 0 && value.isFinite
    case .share: value >= 0 && value <= 1
    case .range(let range): range.contains(value)
    }
  }

  var text: String {
    switch self {
    case .finite: "finite"
    case .positive: "positive and finite"
    case .nonNegative: "finite and not negative"
    case .share: "in 0...1"
    case .range(let range): "in \(range.lowerBound)...\(range.upperBound)"
    }
  }

  /// Returns `value`, or throws the error that names it `parameter`.
  func checked(
    _ value: Double, _ parameter: @autoclosure () -> String
  ) throws(DistributionError) -> Double {
    guard contains(value) else {
      throw DistributionError(parameter(), allowed: text, found: "\(value)")
    }
    return value
  }
}
