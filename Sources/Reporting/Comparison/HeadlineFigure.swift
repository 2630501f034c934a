import TripleHelix

/// A figure of the country that a comparison shows by name.
struct HeadlineFigure: Sendable {
  enum Direction: Sendable {
    case moreIsBetter, lessIsBetter, neither
  }

  var table = "national"
  var column: String
  var name: String
  var unit: String
  /// Whether it is a share: told in per cent, and its effect in points and not in per cent of the base.
  var isShare = false
  var direction = Direction.moreIsBetter

  static let all: [HeadlineFigure] = [
    .init(
      column: "real_gdp", name: "Gross domestic product",
      unit: "million per quarter, base-year prices"),
    .init(column: "employed", name: "Employed persons", unit: "persons"),
    .init(
      column: "unemployment", name: "Unemployment", unit: "share of the labour force",
      isShare: true, direction: .lessIsBetter),
    .init(
      column: "real_research", name: "R&D",
      unit: "million per quarter, consumer prices of the start"),
    .init(column: "patents", name: "Patents", unit: "per quarter"),
    .init(column: "innovations", name: "Innovations", unit: "launches per quarter"),
    .init(column: "firms", name: "Enterprises", unit: "firms"),
    .init(column: "start_ups", name: "Start-ups", unit: "firms per quarter"),
    .init(
      column: "exits", name: "Closures", unit: "firms per quarter", direction: .lessIsBetter),
    .init(column: "exports", name: "Exports", unit: "million per quarter, current prices"),
    .init(
      column: "consumer_price", name: "Consumer prices", unit: "start about 1",
      direction: .neither),
    .init(
      column: "innovation_output", name: "Output on newer lines", unit: "share of output",
      isShare: true),
    .init(table: "clusters", column: "clusters", name: "Regional clusters", unit: "clusters"),
    .init(table: "clusters", column: "members", name: "Members of clusters", unit: "firms"),
    .init(
      column: "gini_grp", name: "Inequality of regions", unit: "Gini of product per head",
      direction: .lessIsBetter),
  ]
}

extension ComparisonResults.Effect {
  /// Whether the 95 % interval includes zero, or there is none.
  var includesZero: Bool { !(effect - halfWidth > 0 || effect + halfWidth < 0) }

  /// What the effect is for a reader, with its uncertainty.
  func verdict(_ direction: HeadlineFigure.Direction = .moreIsBetter) -> String {
    guard !includesZero else { return Verdict.unclear }
    switch direction {
    case .neither: return effect > 0 ? Verdict.more : Verdict.less
    case .moreIsBetter: return effect > 0 ? Verdict.better : Verdict.worse
    case .lessIsBetter: return effect < 0 ? Verdict.better : Verdict.worse
    }
  }

  /// The effect in per cent of the base, or for a share in points, with half of its interval.
  func relative(isShare: Bool) -> (effect: Double, halfWidth: Double) {
    if isShare { return (100 * effect, 100 * halfWidth) }
    guard base != 0 else { return (.nan, .nan) }
    return (100 * effect / base.magnitude, 100 * halfWidth / base.magnitude)
  }

  /// "+3.1 % ± 0.4", or for a share "−0.2 ± 0.1 points".
  func change(isShare: Bool) -> String {
    let (effect, half) = relative(isShare: isShare)
    guard effect.isFinite else { return "–" }
    let decimals = min(4, Numbers.decimals(effect, halfWidth: half))
    let text = Numbers.signed(effect, decimals)
    let interval = half.isFinite ? " ± " + Numbers.decimal(half, decimals) : ""
    return isShare ? text + interval + " points" : text + interval + "\u{A0}%"
  }
}

/// Words for what an interval says, as charts colour them.
enum Verdict {
  static let better = "improvement"
  static let worse = "deterioration"
  static let more = "more"
  static let less = "less"
  static let unclear = "interval includes zero"

  /// What is written behind an estimate: nothing unless its interval includes zero.
  static func note(includesZero: Bool) -> String { includesZero ? " (\(unclear))" : "" }
}
