import Foundation

/// Measures of sizes of which each stands for several establishments.
extension Establishments {
  /// Hill's exponent of establishment sizes, as `hillExponent(of:tailShare:)` gives it for a table
  /// with one row an establishment. Where all rows stand for as many, a row counts as one: an agent is
  /// one draw, however many firms it stands for.
  public func hillExponent(tailShare: Double = 0.05) -> Double {
    if isUniform { return RegionalMeasures.hillExponent(of: sizes, tailShare: tailShare) }
    let ordered = (0..<rowCount).filter { count(of: $0) > 0 }
      .map { (size: size(of: $0), count: count(of: $0)) }.sorted { $0.size > $1.size }
    let all = ordered.reduce(0.0) { $0 + $1.count }
    let tail = (all * tailShare).rounded(.down)
    guard tail >= 2 else { return .nan }
    var (above, logs) = (0.0, 0.0)
    for (size, count) in ordered {
      let part = min(count, tail - above)
      // The next size below the tail is the threshold.
      if above + count > tail {
        guard size > 0 else { return .nan }
        let sum = logs + part * log(size) - tail * log(size)
        return sum > 1e-12 * tail ? tail / sum : .nan
      }
      logs += part * log(size)
      above += part
    }
    return .nan
  }

  /// Gini coefficient of establishment sizes, in [0, 1).
  public var sizeGini: Double {
    if isUniform { return gini(of: sizes) }
    let ordered = (0..<rowCount).filter { count(of: $0) > 0 }
      .map { (size: size(of: $0), count: count(of: $0)) }.sorted { $0.size < $1.size }
    let all = ordered.reduce(0.0) { $0 + $1.count }
    let persons = employees.reduce(0, +)
    guard all > 0, persons > 0 else { return .nan }
    // Σ(2i − n − 1) x₍ᵢ₎ over c equal sizes after m smaller ones is c·x·(2m + c − n).
    var (before, weighted) = (0.0, 0.0)
    for (size, count) in ordered {
      weighted += count * size * (2 * before + count - all)
      before += count
    }
    return weighted / (all * persons)
  }

  /// Theil's T of establishment sizes, between the regions' mean sizes and within regions.
  public var sizeTheil: TheilDecomposition {
    var regionCounts = [Double](repeating: 0, count: regionCount)
    var regionPersons = regionCounts
    for row in 0..<rowCount {
      regionCounts[Int(region[row])] += count(of: row)
      regionPersons[Int(region[row])] += employees[row]
    }
    let (all, persons) = (regionCounts.reduce(0, +), regionPersons.reduce(0, +))
    guard all > 0, persons > 0 else { return TheilDecomposition(between: .nan, within: .nan) }
    var (between, within) = (0.0, 0.0)
    for row in 0..<rowCount where employees[row] > 0 && count(of: row) > 0 {
      let r = Int(region[row])
      within += employees[row] * log(size(of: row) * regionCounts[r] / regionPersons[r])
    }
    for r in 0..<regionCount where regionPersons[r] > 0 {
      between += regionPersons[r] * log(regionPersons[r] / persons * all / regionCounts[r])
    }
    return TheilDecomposition(between: between / persons, within: within / persons)
  }

  /// Herfindahl index of all establishments' shares in employment, in (0, 1].
  public var sizeHerfindahl: Double {
    let persons = employees.reduce(0, +)
    guard persons > 0 else { return .nan }
    return (0..<rowCount).reduce(0.0) {
      let share = size(of: $1) / persons
      return $0 + count(of: $1) * share * share
    }
  }
}
