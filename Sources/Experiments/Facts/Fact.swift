/// One of the facts that a serious run is held against: claims on statistics of `FactObserver`.
struct Fact {
  let id: String
  let title: String
  /// How it is measured, in a few words.
  let note: String
  let claims: [Claim]

  /// - Parameter statistics: One entry per seed.
  func group(_ statistics: [[String: Double]]) -> ClaimGroup {
    ClaimGroup(
      id, title, note: note,
      claims.map { claim in
        ClaimFinding(claim, values: statistics.compactMap { $0[claim.id] })
      })
  }

  static let all = [
    sizes, growth, entryAndExit, firmsPerRegion, spinOffs, leadingRegion, heterogeneity, synergy,
  ]
}

extension Fact {
  private static let sizes = Fact(
    id: "sizes", title: "1 Firm sizes are skewed, with an upper tail near Zipf's",
    note: "Persons, at the end of every year; the tail is the largest 5 %.",
    claims: [
      Claim(
        "hill", "Hill exponent of the tail", .fixed(digits: 2), .mean(0.9...1.3), "0.9–1.3"),
      Claim(
        "rank_size", "negative slope of ln(rank − ½) on ln size", .fixed(digits: 2),
        .mean(0.8...1.4), "near 1: 0.8–1.4"),
      Claim(
        "size_skewness", "skewness of ln size", .fixed(digits: 2), .above(0),
        "> 0: more than lognormal"),
    ])

  private static let growth = Fact(
    id: "growth", title: "2 Growth rates are tent-shaped (Laplace), not normal",
    note: """
      Logarithmic yearly growth of sales of firms of 1.5 persons or more; shape of the Subbotin \
      density, 1 for Laplace, 2 for normal.
      """,
    claims: [
      Claim(
        "growth_shape", "Subbotin shape", .fixed(digits: 2), .mean(0.8...1.3), "near 1: 0.8–1.3"),
      Claim(
        "normal_rejected", "years in which normality is rejected (p < 0.001)",
        .percent(digits: 0), .mean(0.95...1), "≥ 95 %"),
      Claim(
        "growth_ratio", "mean likelihood ratio against the normal distribution", .fixed(digits: 0)),
    ])

  private static let entryAndExit = Fact(
    id: "entry_exit", title: "3 Entry and exit are 5–15 % a year each and positively correlated",
    note: """
      Firms founded and closed in a year, divided by the number of firms. Correlations: over the \
      country's years; over sector-years, each less its sector's mean; over the sectors' means.
      """,
    claims: [
      Claim("entry", "yearly entry rate", .percent(digits: 1), .mean(0.05...0.15), "5–15 %"),
      Claim("exit", "yearly exit rate", .percent(digits: 1), .mean(0.05...0.15), "5–15 %"),
      Claim(
        "entry_exit_years", "correlation over years", .fixed(digits: 2), .above(0), "> 0",
        ifMissed: "founders and firms in distress share no shock"),
      Claim(
        "entry_exit_sector_years", "correlation over sector-years", .fixed(digits: 2), .above(0),
        "> 0", ifMissed: "within a sector, years with more exit do not have more entry"),
      Claim(
        "entry_exit_sectors", "correlation over sectors", .fixed(digits: 2), .above(0), "> 0",
        ifMissed: "sectors with high entry do not have high exit"),
    ])

  private static let firmsPerRegion = Fact(
    id: "firms_per_region", title: "4 Firms per region: a mixture fits better than one exponential",
    note: """
      Firms of a sector in a region divided by the sector's mean, all sectors pooled: a mixture of \
      two exponentials, fitted by expectation maximisation, is tested against one exponential; p \
      by parametric bootstrap. The second test first divides by the region's share of all firms, \
      to adjust for the size of regions.
      """,
    claims: [
      Claim(
        "mixture_beats", "observations that reject one exponential (p < 0.05)", .percent(digits: 0),
        .mean(0.5...1), "most: ≥ 50 % (5 % by chance)",
        ifMissed: "firms are spread over regions no more unevenly than one exponential allows"),
      Claim("mixture_p", "p of one exponential", .fixed(digits: 3)),
      Claim("mixture_ratio", "likelihood ratio", .fixed(digits: 1)),
      Claim("mixture_p_adjusted", "p, adjusted for the size of regions", .fixed(digits: 3)),
      Claim("mixture_ratio_adjusted", "likelihood ratio, same", .fixed(digits: 1)),
      Claim("mixture_sectors", "sectors that reject it alone (p < 0.05)", .percent(digits: 0)),
      Claim("mixture_p_start", "p at the start", .fixed(digits: 3)),
    ])

  private static let spinOffs = Fact(
    id: "spin_offs", title: "5 Spin-offs outperform other entrants and stay near the parent",
    note: """
      Spin-offs of firms compared with start-ups of the same years, \(ObservedEntrants.years) \
      years later; size and productivity are logarithms less the sector's mean. Chance: the \
      location of the sector's start-ups.
      """,
    claims: [
      Claim(
        "spin_off_survival_gain", "survival, spin-offs less start-ups", .percent(digits: 1),
        .above(0), "> 0", ifMissed: "what spin-offs inherit does not raise their survival"),
      Claim("spin_off_survival", "survival of spin-offs", .percent(digits: 1)),
      Claim("start_up_survival", "survival of start-ups", .percent(digits: 1)),
      Claim(
        "spin_off_size_gain", "ln size, spin-offs less start-ups", .fixed(digits: 2), .above(0),
        "> 0"),
      Claim(
        "spin_off_productivity_gain", "ln productivity, spin-offs less start-ups",
        .fixed(digits: 3), .above(0), "> 0"),
      Claim(
        "spin_off_near_gain", "founded in the parent's region, over chance", .percent(digits: 1),
        .above(0), "> 0"),
      Claim("spin_off_near", "founded in the parent's region", .percent(digits: 1)),
      Claim("spin_off_near_chance", "… by chance", .percent(digits: 1)),
    ])

  private static let leadingRegion = Fact(
    id: "leading_region",
    title: "6 A leading region's share of its sector rises, then levels off or falls",
    note: """
      The leader is the region with most output on a new generation when a tenth of the sector's \
      output is on it; its share of the sector's total output is followed until nine tenths are on \
      it, and for the same time again.
      """,
    claims: [
      Claim(
        "leader_rise", "rise of its share, from 10 to 90 % of the life", .percent(digits: 2),
        .above(0), "> 0", ifMissed: "early adopters gain no lasting share"),
      Claim(
        "leader_later_less_rise", "change after it, less the rise", .percent(digits: 2),
        .below(0), "< 0: levels off", ifMissed: "the share keeps rising"),
      Claim("leader_later", "change after it", .percent(digits: 2)),
      Claim("leader_firm_rise", "rise of its share of firms", .percent(digits: 2)),
      Claim("largest_rise", "rise of the largest region's share", .percent(digits: 2)),
      Claim(
        "leader_adopters_10", "its share of output on the new line, at 10 %", .percent(digits: 1)),
      Claim("leader_adopters_50", "… at 50 %", .percent(digits: 1)),
      Claim("leader_adopters_90", "… at 90 %", .percent(digits: 1)),
      Claim("life_cycles", "life cycles observed", .fixed(digits: 0)),
    ])

  private static let heterogeneity = Fact(
    id: "heterogeneity", title: "7 Heterogeneity of knowledge falls in growth and rises in renewal",
    note: """
      Yearly change of H, the root-mean-square distance of firms' knowledge from their mean, in \
      sectors of regions with \(ObservedHeterogeneity.smallestCell) firms or more. Renewal: 5–50 % \
      of the firms have adopted a generation that less than 5 % had two years earlier; growth: it \
      spreads beyond half of the firms while output grows. Neither definition uses H.
      """,
    claims: [
      Claim(
        "heterogeneity_cell_growth", "change of H in growth", .fixed(digits: 4), .below(0), "< 0",
        ifMissed: "firms' knowledge does not converge during adoption"),
      Claim(
        "heterogeneity_cell_renewal", "change of H in renewal", .fixed(digits: 4), .above(0), "> 0",
        ifMissed: "firms' knowledge does not diverge with a new generation"),
      Claim("heterogeneity_cell_maturity", "… in maturity", .fixed(digits: 4)),
      Claim("heterogeneity_cell_decline", "… in decline", .fixed(digits: 4)),
      Claim("heterogeneity_cluster_growth", "in clusters: in growth", .fixed(digits: 4)),
      Claim("heterogeneity_cluster_renewal", "… in renewal", .fixed(digits: 4)),
      Claim("heterogeneity_cluster_maturity", "… in maturity", .fixed(digits: 4)),
      Claim("heterogeneity_cluster_decline", "… in decline", .fixed(digits: 4)),
    ])

  private static let synergy = Fact(
    id: "synergy", title: "8 Synergy oscillates with the cycle",
    note: """
      T of firms over region, sector and size class at the end of every year, without its linear \
      trend. The spectrum covers periods of at most half the length of the record; the cycle is \
      the share of output in innovation, at lags up to five years; the control is the same seed \
      without universities.
      """,
    claims: [
      Claim(
        "synergy_swings",
        "seeds whose highest spectral peak is significant against shuffled years (p < 0.05)",
        .percent(digits: 0), .mean(0.5...1), "most: ≥ 50 % (5 % by chance)",
        ifMissed: "T fluctuates irregularly from year to year"),
      Claim(
        "synergy_amplitude_gain", "standard deviation of T, less the control's, bits",
        .scientific, .above(0), "> 0", ifMissed: "T varies as much without a cycle"),
      Claim(
        "synergy_cycle_p", "p of its correlation with the cycle, by circular shifts in time",
        .fixed(digits: 3), .below(0.5), "< 0.5, which chance gives",
        ifMissed: "T is not correlated with the cycle"),
      Claim("synergy_shuffled_p", "p of its highest peak if years are shuffled", .fixed(digits: 3)),
      Claim("synergy_cycle_correlation", "size of that correlation", .fixed(digits: 2)),
      Claim("synergy_cycle_correlation_control", "… in the control", .fixed(digits: 2)),
      Claim("synergy_cycle_lag", "years by which the cycle leads, mean", .fixed(digits: 1)),
      Claim("synergy_period", "period, years", .fixed(digits: 1)),
      Claim(
        "synergy_autoregressive_p", "p of its peak in an autoregressive series",
        .fixed(digits: 3)),
      Claim(
        "synergy_scaled_gain", "standard deviation of T · √firms, less the control's, bits",
        .fixed(digits: 3)),
      Claim(
        "synergy_resolution", "standard deviation of T over its sampling error",
        .fixed(digits: 2)),
      Claim("synergy_turning_points", "turning points over those of noise", .fixed(digits: 2)),
      Claim("synergy", "T, bits", .fixed(digits: 3)),
    ])
}
