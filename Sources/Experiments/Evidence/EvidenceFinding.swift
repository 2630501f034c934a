/// One pattern beside what the runs show of it.
public struct EvidenceFinding: Sendable {
  public enum Verdict: String, Sendable, Encodable {
    case pass, miss
  }

  public let row: EvidenceRow
  /// Mean, least and greatest over the seeds; nil where no run defines the statistic.
  public let mean: Double?
  public let lowest: Double?
  public let highest: Double?
  /// Nil where the pattern has no target.
  public let verdict: Verdict?
  /// Whether the mean lies where the prototype's seeds lay; nil where no range of it is known.
  public let isLikePrototype: Bool?

  /// Judges every row of the table by the seeds of `variant`.
  public static func all(in variant: EvidenceStudy.Variant) -> [EvidenceFinding] {
    EvidenceRow.all.map { EvidenceFinding($0, in: variant) }
  }

  init(_ row: EvidenceRow, in variant: EvidenceStudy.Variant) {
    self.row = row
    let values = variant.values(row.statistic)
    mean = values.isEmpty ? nil : finiteMean(of: values)
    lowest = values.min()
    highest = values.max()
    verdict = row.target.map { target in
      Self.holds(target, values: values, in: variant) ? .pass : .miss
    }
    isLikePrototype = mean.flatMap { mean in row.prototype.range.map { $0.contains(mean) } }
  }

  /// A statistic that no run defines, or a run that failed, holds nothing.
  private static func holds(
    _ target: EvidenceRow.Target, values: [Double], in variant: EvidenceStudy.Variant
  ) -> Bool {
    guard !values.isEmpty else { return false }
    switch target {
    case .mean(let range):
      return range.contains(finiteMean(of: values))
    case .every(let range):
      return values.count == variant.seeds.count && values.allSatisfy { range.contains($0) }
    case .below(let other):
      return finiteMean(of: values) < finiteMean(of: variant.values(other))
    }
  }
}
