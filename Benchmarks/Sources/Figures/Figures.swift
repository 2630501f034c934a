/// The middle one of `values`, or the mean of the two in the middle.
public func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// `value`, which is not negative, with a fixed number of decimals.
public func decimal(_ value: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1) { power, _ in power * 10 }
  let scaled = Int((max(value, 0) * Double(scale)).rounded())
  guard places > 0 else { return "\(scaled)" }
  let fraction = "\(scaled % scale)"
  return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
}

/// A line of a table, every cell at the right end of its column.
public func row(_ cells: [String], width: Int = 14) -> String {
  cells.map { String(repeating: " ", count: max(0, width - $0.count)) + $0 }.joined()
}
