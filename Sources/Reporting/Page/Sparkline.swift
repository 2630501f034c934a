/// A small curve beside a headline number.
enum Sparkline {
  /// A drawing in the colour of the text around it, for the eye only; empty with fewer than two
  /// values.
  static func line(_ series: Series) -> HTML {
    let points = series.thinned(to: 100)
    guard let low = points.defined.min(), let high = points.defined.max(), points.defined.count > 1
    else { return .empty }
    let spread = high > low ? high - low : 1
    let count = Double(points.values.count - 1)
    var coordinates: [String] = []
    var end = (x: 0.0, y: 0.0)
    for (place, value) in points.values.enumerated() {
      guard let value else { continue }
      let x = 2 + 116 * Double(place) / count
      let y = high > low ? 28 - 24 * (value - low) / spread : 16
      end = (x, y)
      coordinates.append(number(x) + "," + number(y))
    }
    return """
      <svg class="spark" viewBox="0 0 124 32" aria-hidden="true" focusable="false">\
      <polyline points="\(coordinates.joined(separator: " "))"/>\
      <circle cx="\(number(end.x))" cy="\(number(end.y))" r="2.6"/></svg>
      """
  }

  /// Bars from a base line.
  static func bars(_ values: [Double]) -> HTML {
    guard values.count > 1, let high = values.max(), high > 0 else { return .empty }
    let step = 120 / Double(values.count)
    let bars = values.enumerated().map { place, value -> HTML in
      let height = max(0.8, 26 * value / high)
      return
        "<rect x=\"\(number(2 + step * Double(place)))\" y=\"\(number(30 - height))\" width=\"\(number(step * 0.72))\" height=\"\(number(height))\"/>"
    }
    return
      "<svg class=\"spark\" viewBox=\"0 0 124 32\" aria-hidden=\"true\" focusable=\"false\">\(bars)</svg>"
  }

  private static func number(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }
}
