/// The median of `values`; NaN if there are none or one is not finite.
///
/// - Complexity: O(*n*) on average, with one copy of `values`.
public func median(of values: [Double]) -> Double {
  quantile(0.5, of: values)
}

/// The value below which the share `probability` of `values` lies; NaN if there are none or one is
/// not finite.
///
/// Interpolates linearly between the order statistics around rank (n−1)·p: type 7 of Hyndman and
/// Fan (1996, doi:10.2307/2684934), the default of R and NumPy.
///
/// - Complexity: O(*n*) on average, with one copy of `values`.
public func quantile(_ probability: Double, of values: [Double]) -> Double {
  precondition((0...1).contains(probability), "a probability lies in [0, 1]")
  guard !values.isEmpty, values.allSatisfy({ $0.isFinite }) else { return .nan }
  let rank = Double(values.count - 1) * probability
  let below = Int(rank)
  var ordered = values
  let lower = selectOrderStatistic(below, of: &ordered)
  let weight = rank - Double(below)
  guard weight > 0, let upper = ordered[(below + 1)...].min() else { return lower }
  return lower + weight * (upper - lower)
}

/// The mean of `values`; NaN if there are none.
public func mean(of values: [Double]) -> Double {
  values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
}

/// Pearson's correlation of two series of one length; NaN if one of them does not vary.
public func correlation(_ first: [Double], _ second: [Double]) -> Double {
  precondition(first.count == second.count, "a correlation is of pairs")
  let (firstMean, secondMean) = (mean(of: first), mean(of: second))
  var (firstSquares, secondSquares, products) = (0.0, 0.0, 0.0)
  for (a, b) in zip(first, second) {
    firstSquares += (a - firstMean) * (a - firstMean)
    secondSquares += (b - secondMean) * (b - secondMean)
    products += (a - firstMean) * (b - secondMean)
  }
  guard firstSquares > 0, secondSquares > 0 else { return .nan }
  return products / (firstSquares * secondSquares).squareRoot()
}

/// Reorders `values` so that place `rank` holds what sorting would put there, nothing larger stands
/// before it and nothing smaller after it, and returns that value.
///
/// Hoare's selection with the median of three as pivot; equal values are split evenly, so that the
/// many firms of one size cost nothing extra.
///
/// - Complexity: O(*n*) on average.
func selectOrderStatistic(_ rank: Int, of values: inout [Double]) -> Double {
  var (low, high) = (0, values.count - 1)
  while low < high {
    let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
    let pivot = max(min(a, b), min(max(a, b), c))
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right {
      high = right
    } else if rank >= left {
      low = left
    } else {
      break
    }
  }
  return values[rank]
}
