/// Mean growth of a flow a year, share: from the mean of the first year on record to that of the last.
///
/// - Parameters:
///   - years: Calendar time of every record, rising.
///   - values: The flow at these; what is not finite is left out.
/// - Returns: `nil` where the records span no more than a year, or a mean is not positive.
public func yearlyGrowth(years: [Double], values: [Double]) -> Double? {
  let rows = zip(years, values).filter { $0.1.isFinite }
  guard let first = rows.first?.0, let last = rows.last?.0 else { return nil }
  // A record a year after the first belongs to the next year, however its time is rounded.
  let year = 0.999
  func mean(_ rows: [(Double, Double)]) -> (year: Double, value: Double) {
    let sum = rows.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    return (sum.0 / Double(rows.count), sum.1 / Double(rows.count))
  }
  let start = mean(rows.filter { $0.0 < first + year })
  let end = mean(rows.filter { $0.0 > last - year })
  guard end.year > start.year, start.value > 0, end.value > 0 else { return nil }
  return power(end.value / start.value, 1 / (end.year - start.year)) - 1
}
