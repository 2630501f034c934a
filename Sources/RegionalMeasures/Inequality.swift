import Foundation

/// The Herfindahl index Σ(xᵢ/Σx)² of non-negative `values`: 1/n if all are equal, 1 if one has all.
///
/// NaN if there are none, one is negative or not finite, or their sum is not positive.
public func herfindahl(of values: [Double]) -> Double {
  guard let total = total(of: values) else { return .nan }
  return values.reduce(0) { $0 + ($1 / total) * ($1 / total) }
}

/// The Gini coefficient of non-negative `values`, Σᵢ(2i−n−1)·x₍ᵢ₎ / (n·Σx): 0 if all are equal,
/// 1 − 1/n if one has all.
///
/// NaN where `herfindahl(of:)` is.
///
/// - Complexity: O(*n* log *n*).
public func gini(of values: [Double]) -> Double {
  guard let total = total(of: values) else { return .nan }
  let count = Double(values.count)
  let weighted = values.sorted().enumerated().reduce(0) { sum, entry in
    sum + (2 * Double(entry.offset + 1) - count - 1) * entry.element
  }
  return weighted / (count * total)
}

/// Theil's index of inequality and its two parts.
public struct TheilDecomposition: Sendable, Equatable {
  /// Between the means of the groups.
  public var between: Double
  /// Inside the groups, weighted by their shares of the total.
  public var within: Double
  /// `between + within`.
  public var total: Double { between + within }
}

/// Theil's T, Σ sᵢ·ln(sᵢ/pᵢ) with shares s of the `values` and p of the `weights`, split into what
/// lies between groups and what lies within them.
///
/// Both parts are NaN if there are no values, one is negative or not finite, their sum is not
/// positive, or a weight is not positive.
///
/// Source: Theil (1967), *Economics and Information Theory*, chapter 4.
///
/// - Parameters:
///   - values: One entry per unit, such as a region's product.
///   - weights: One entry per unit, such as its population; equal if left out.
///   - groups: One entry per unit, any labels; a single group if left out.
public func theil(
  of values: [Double], weights: [Double]? = nil, groups: [Int]? = nil
) -> TheilDecomposition {
  let weights = weights ?? Array(repeating: 1, count: values.count)
  let groups = groups ?? Array(repeating: 0, count: values.count)
  precondition(
    weights.count == values.count && groups.count == values.count,
    "values, weights and groups are of the same units")
  guard let totalValue = total(of: values), let totalWeight = total(of: weights),
    weights.allSatisfy({ $0 > 0 })
  else { return TheilDecomposition(between: .nan, within: .nan) }

  var groupValue: [Int: Double] = [:]
  var groupWeight: [Int: Double] = [:]
  for unit in values.indices {
    groupValue[groups[unit], default: 0] += values[unit]
    groupWeight[groups[unit], default: 0] += weights[unit]
  }
  func term(_ part: Double, of whole: Double, _ weight: Double, of wholeWeight: Double) -> Double {
    part > 0 ? part * log(part / whole / (weight / wholeWeight)) : 0
  }
  var (between, within) = (0.0, 0.0)
  for unit in values.indices {
    let group = groups[unit]
    within += term(
      values[unit], of: groupValue[group, default: 0],
      weights[unit], of: groupWeight[group, default: 0])
  }
  for group in groupValue.keys.sorted() {
    between += term(
      groupValue[group, default: 0], of: totalValue,
      groupWeight[group, default: 0], of: totalWeight)
  }
  return TheilDecomposition(between: between / totalValue, within: within / totalValue)
}

/// The sum of `values` if they are shares of something: none negative, some positive.
private func total(of values: [Double]) -> Double? {
  guard values.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
  let total = values.reduce(0, +)
  return total > 0 && total.isFinite ? total : nil
}
