import RegionalMeasures

/// One pattern that runs are held against.
public struct EvidenceRow: Sendable {
  /// What a statistic must be.
  public enum Target: Sendable, Equatable {
    /// The mean over the seeds lies in the range.
    case mean(ClosedRange<Double>)
    /// Every seed lies in the range.
    case every(ClosedRange<Double>)
    /// The mean is less than that of another statistic.
    case below(String)
  }

  /// Figures that another program with the same equations gave over ten seeds.
  public struct Figures: Sendable, Equatable {
    public var mean: Double?
    public var range: ClosedRange<Double>?

    public init(_ mean: Double?, _ range: ClosedRange<Double>? = nil) {
      self.mean = mean
      self.range = range
    }
  }

  public enum Format: Sendable, Equatable {
    case percent(digits: Int)
    case fixed(digits: Int)
    case scientific
  }

  /// What the pattern is.
  public let name: String
  /// The target in words, `–` if there is none.
  public let targetText: String
  public let target: Target?
  /// Key in the result of ``Evidence/measure(recording:configuration:)``.
  public let statistic: String
  public let prototype: Figures
  public let format: Format

  init(
    _ name: String, _ statistic: String, _ targetText: String = "–", _ target: Target? = nil,
    prototype: Figures, _ format: Format
  ) {
    self.name = name
    self.statistic = statistic
    self.targetText = targetText
    self.target = target
    self.prototype = prototype
    self.format = format
  }
}

extension EvidenceRow {
  /// All patterns, in the order of the table.
  ///
  /// Where a target is a word ("believable", "most", "steady"), the range is our reading of it and
  /// stands in the text.
  public static let all: [EvidenceRow] =
    innovationRows + waveRows + economyRows + firmRows
    + accountRows

  private static let positive = Double.leastNonzeroMagnitude

  private static let innovationRows: [EvidenceRow] = [
    .init(
      "innovation share of output, mean", "innovation_share", "believable: 2–40 %",
      .mean(0.02...0.40), prototype: .init(0.118, 0.097...0.136), .fixed(digits: 3)),
    .init(
      "… its lowest quarter", "innovation_share_lowest", "> 0 in every run",
      .every(positive...1), prototype: .init(0.020, 0.0003...0.038), .fixed(digits: 4)),
    .init(
      "… its highest quarter", "innovation_share_highest", "< 1 in every run",
      .every(0...(1.0.nextDown)), prototype: .init(0.278, 0.23...0.33), .fixed(digits: 3)),
    .init(
      "logistic R² of a generation's adoption, median", "logistic_fit", "> 0.95",
      .mean(0.95...1), prototype: .init(0.9987, 0.998...0.999), .fixed(digits: 4)),
    .init(
      "… 10th percentile", "logistic_fit_lowest_tenth", "> 0.95",
      .mean(0.95...1), prototype: .init(0.994, 0.992...0.997), .fixed(digits: 4)),
    .init(
      "share with a better fit of the logistic than of a concave exponential", "logistic_better",
      "most: > 50 %",
      .mean(0.5...1), prototype: .init(0.98, 0.94...1), .percent(digits: 0)),
    .init(
      "years from 10 to 90 %, median", "years_10_to_90",
      prototype: .init(7.5, 6.8...8.3), .fixed(digits: 1)),
    .init(
      "years from launch to 50 %, median", "years_to_half",
      prototype: .init(10.6, 9.8...11.3), .fixed(digits: 1)),
  ]

  private static let waveRows: [EvidenceRow] = [
    .init(
      "years a generation dominates its sector, mean", "dominance_years", "8–20",
      .mean(8...20), prototype: .init(9.5, 8.2...11.1), .fixed(digits: 1)),
    .init(
      "… share within 5–25 years", "dominance_5_to_25", "most: > 50 %",
      .mean(0.5...1), prototype: .init(0.89), .percent(digits: 0)),
    .init(
      "firm's cycle, from tradition to tradition, median years", "cycle_years", "8–20",
      .mean(8...20), prototype: .init(9.2, 8.3...10.5), .fixed(digits: 1)),
    .init(
      "sector-quarters with two or more generations over 5 %", "overlap", "overlap: > 50 %",
      .mean(0.5...1), prototype: .init(0.83, 0.75...0.90), .percent(digits: 0)),
    .init(
      "generations opened", "generations_opened",
      prototype: .init(48.5, 36...57), .fixed(digits: 1)),
    .init(
      "generations launched", "generations_launched",
      prototype: .init(48, 35...56), .fixed(digits: 1)),
    .init(
      "generations past 90 %", "generations_past_90",
      prototype: .init(35.5, 27...43), .fixed(digits: 1)),
    .init(
      "… per sector", "generations_past_90_per_sector", "waves: 2 or more",
      .mean(2...1000), prototype: .init(35.5 / 9, 27.0 / 9...43.0 / 9), .fixed(digits: 1)),
    .init(
      "generations stalled for 25 years", "generations_stalled", "few: at most 2",
      .mean(0...2), prototype: .init(0.1, 0...1), .fixed(digits: 1)),
    .init(
      "firms in tradition", "firms_in_tradition", prototype: .init(0.63), .percent(digits: 1)),
    .init("firms in search", "firms_in_search", prototype: .init(0.09), .percent(digits: 1)),
    .init(
      "firms in innovation", "firms_in_innovation", prototype: .init(0.05), .percent(digits: 1)),
    .init(
      "firms in diffusion", "firms_in_diffusion", prototype: .init(0.23), .percent(digits: 1)),
    .init(
      "smallest share of a phase in any quarter", "smallest_phase", "all four in every run",
      .every(positive...0.25), prototype: .init(nil, 0.02...0.25), .percent(digits: 1)),
  ]

  private static let economyRows: [EvidenceRow] = [
    .init(
      "yearly GDP growth", "growth", "0–6 %", .mean(0...0.06),
      prototype: .init(0.030, 0.019...0.034), .percent(digits: 1)),
    .init(
      "… first decade", "growth_first_decade", "0–6 %", .mean(0...0.06),
      prototype: .init(0.019, 0.012...0.024), .percent(digits: 1)),
    .init(
      "… worst year", "growth_worst_year", "no crash: > −5 % in every run", .every(-0.05...1),
      prototype: .init(0.011, 0.002...0.016), .percent(digits: 1)),
    .init(
      "… best year", "growth_best_year", "no boom: < 12 % in every run", .every(-1...0.12),
      prototype: .init(0.049, 0.033...0.066), .percent(digits: 1)),
    .init(
      "unemployment, mean", "unemployment", "2–15 %", .mean(0.02...0.15),
      prototype: .init(0.073, 0.067...0.077), .percent(digits: 1)),
    .init(
      "… lowest quarter", "unemployment_lowest", "> 2 % in every run", .every(0.02...1),
      prototype: .init(0.057, 0.043...0.064), .percent(digits: 1)),
    .init(
      "… highest quarter", "unemployment_highest", "< 15 % in every run", .every(0...0.15),
      prototype: .init(0.089, 0.082...0.100), .percent(digits: 1)),
  ]

  private static let firmRows: [EvidenceRow] = [
    .init(
      "yearly entry rate", "entry", "5–15 %", .mean(0.05...0.15),
      prototype: .init(0.073, 0.070...0.077), .percent(digits: 1)),
    .init(
      "yearly exit rate", "exit", "5–15 %", .mean(0.05...0.15),
      prototype: .init(0.073, 0.069...0.078), .percent(digits: 1)),
    .init(
      "correlation of yearly entry and exit", "entry_exit_correlation", "positive: > 0.1",
      .mean(0.1...1), prototype: .init(0.08, -0.33...0.36), .fixed(digits: 2)),
    .init(
      "… over sectors and years", "entry_exit_correlation_sectors", "positive: > 0.1",
      .mean(0.1...1), prototype: .init(nil), .fixed(digits: 2)),
    .init(
      "… the same, less the sector's mean", "entry_exit_correlation_within",
      prototype: .init(nil), .fixed(digits: 2)),
    .init(
      "Hill exponent of the largest 5 %, mean", "hill", "0.9–1.3", .mean(0.9...1.3),
      prototype: .init(1.01, 0.95...1.07), .fixed(digits: 2)),
    .init(
      "… lowest year", "hill_lowest", prototype: .init(0.96, 0.90...1.04), .fixed(digits: 2)),
    .init(
      "… highest year", "hill_highest", prototype: .init(1.06, 1.02...1.09), .fixed(digits: 2)),
    .init(
      "Subbotin shape of growth, all firms", "growth_shape", "about 1: 0.8–1.3", .mean(0.8...1.3),
      prototype: .init(1.07, 1.04...1.10), .fixed(digits: 2)),
    .init(
      "… firms of 10 to 50 persons", "growth_shape_small", "about 1: 0.8–1.3", .mean(0.8...1.3),
      prototype: .init(1.17, 1.12...1.20), .fixed(digits: 2)),
    .init(
      "log-log slope of growth deviation on size", "growth_size_slope", "negative",
      .mean(-1...(-positive)), prototype: .init(-0.21, -0.22...(-0.20)), .fixed(digits: 2)),
    .init(
      "yearly exit rate, under 2 minimum efficient sizes", "exits_under_2",
      prototype: .init(0.136), .percent(digits: 2)),
    .init(
      "… 2 to 5", "exits_2_to_5", "falls", .below("exits_under_2"),
      prototype: .init(0.014), .percent(digits: 2)),
    .init(
      "… 5 to 20", "exits_5_to_20", "falls", .below("exits_2_to_5"),
      prototype: .init(0.0027), .percent(digits: 2)),
    .init(
      "… over 20", "exits_over_20", "falls", .below("exits_5_to_20"),
      prototype: .init(0.0012), .percent(digits: 2)),
    .init(
      "yearly exit rate, under 2 years old", "exits_young",
      prototype: .init(0.064, 0.059...0.068), .percent(digits: 1)),
    .init(
      "… 2 to 15 years old", "exits_middle", prototype: .init(nil), .percent(digits: 1)),
    .init(
      "… over 15 years old", "exits_old", "falls", .below("exits_young"),
      prototype: .init(0.039, 0.036...0.043), .percent(digits: 1)),
    .init(
      "largest firm's share of employment", "largest_firm", "small: < 10 %", .mean(0...0.10),
      prototype: .init(0.036, 0.021...0.050), .percent(digits: 1)),
  ]

  private static let accountRows: [EvidenceRow] = [
    .init(
      "exports / GDP", "exports_share", "believable: 0.1–0.6", .mean(0.1...0.6),
      prototype: .init(0.365, 0.34...0.38), .fixed(digits: 3)),
    .init(
      "R&D / GDP", "research_share", "believable: 0.3–4 %", .mean(0.003...0.04),
      prototype: .init(0.0102, 0.0098...0.0105), .percent(digits: 2)),
    .init(
      "investment / GDP", "investment_share", "believable: 0.15–0.30", .mean(0.15...0.30),
      prototype: .init(0.206, 0.195...0.222), .fixed(digits: 3)),
    .init(
      "wages / GDP", "wages_share", "believable: 0.5–0.75", .mean(0.5...0.75),
      prototype: .init(0.671, 0.665...0.677), .fixed(digits: 3)),
    .init(
      "consumer prices at the end, 1 at the start", "consumer_price_end", "steady: 0.8–1.25",
      .mean(0.8...1.25), prototype: .init(0.72, 0.61...0.86), .fixed(digits: 2)),
    .init(
      "exchange rate at the end, 1 at the start", "exchange_rate_end", "steady: 0.8–1.25",
      .mean(0.8...1.25), prototype: .init(0.59, 0.48...0.80), .fixed(digits: 2)),
    .init(
      "drift of the accounts, relative", "account_drift", "< 10⁻⁹ in every run",
      .every(0...1e-9), prototype: .init(4e-15, 3e-15...7e-15), .scientific),
  ]
}
