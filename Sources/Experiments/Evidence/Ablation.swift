public import TripleHelix

/// A change of a configuration that shows what one mechanism does.
public struct Ablation: Sendable {
  /// Identifier in `snake_case`.
  public let id: String
  /// What is changed, in words.
  public let name: String
  /// What another program with the same equations gave, one entry per column of
  /// ``AblationColumn/all``; nil where too few generations rose to say.
  public let prototype: [Double?]
  /// Makes the change.
  public let apply: @Sendable (inout Configuration) -> Void

  init(
    _ id: String, _ name: String, prototype: [Double?],
    apply: @escaping @Sendable (inout Configuration) -> Void
  ) {
    self.id = id
    self.name = name
    self.prototype = prototype
    self.apply = apply
  }
}

/// One column of the table of ablations.
public struct AblationColumn: Sendable {
  public let name: String
  /// Key in the result of ``Evidence/measure(recording:configuration:)``.
  public let statistic: String
  public let format: EvidenceRow.Format

  public static let all: [AblationColumn] = [
    .init("innovation share", "innovation_share_after_burn_in", .fixed(digits: 3)),
    .init("last 5 y", "innovation_share_last_5_years", .fixed(digits: 3)),
    .init("generations past 90 %", "generations_past_90", .fixed(digits: 1)),
    .init("launch to 50 %, y", "years_to_half", .fixed(digits: 1)),
    .init("10–90 %, y", "years_10_to_90", .fixed(digits: 1)),
    .init("growth %/y", "growth", .percent(digits: 1)),
    .init("last 10 y", "growth_last_10_years", .percent(digits: 1)),
    .init("u %", "unemployment", .percent(digits: 1)),
    .init("exit %/y", "exit", .percent(digits: 1)),
    .init("firms at end", "firms_end", .fixed(digits: 0)),
    .init("Hill end", "hill_end", .fixed(digits: 2)),
    .init("Herfindahl", "herfindahl", .fixed(digits: 3)),
    .init("Subbotin", "growth_shape", .fixed(digits: 2)),
  ]

  init(_ name: String, _ statistic: String, _ format: EvidenceRow.Format) {
    self.name = name
    self.statistic = statistic
    self.format = format
  }
}

extension Ablation {
  /// The configuration as it is.
  public static let defaults = Ablation(
    "defaults", "defaults",
    prototype: [
      0.119, 0.097, 36.0, 11.0, 7.4, 0.032, 0.036, 0.074, 0.072, 24250, 0.97, 0.031, 1.07,
    ]
  ) { _ in }

  /// The changes of the table, without the defaults.
  public static let all: [Ablation] = mechanisms + parameters

  private static let mechanisms: [Ablation] = [
    .init(
      "universities_off", "universities off",
      prototype: [
        0.014, 0.000, 0.0, nil, nil, -0.001, 0, 0.095, 0.072, 22550, 1.01, 0.029, 0.99,
      ]
    ) { $0.mechanisms.universities = false },
    .init(
      "universities_off_from_year_20", "universities off from year 20",
      prototype: [
        0.065, 0.000, 20.0, 10.7, 7.6, 0.015, 0.003, 0.081, 0.072, 23220, 0.98, 0.030, 1.04,
      ]
    ) { $0.universitiesUntil = $0.timeStep.ticks(years: 20) },
    .init(
      "spillovers_off", "spillovers off (exposure, imitation, knowledge of start-ups)",
      prototype: [
        0.222, 0.254, 10.3, 27.6, 24.7, 0.019, 0.032, 0.091, 0.103, 14940, 0.87, 0.059, 1.12,
      ]
    ) { $0.mechanisms.spillovers = false },
    .init(
      "transfer_off", "transfer by distance off (home region only)",
      prototype: [
        0.105, 0.080, 25.8, 14.1, 7.9, 0.028, 0.031, 0.079, 0.072, 23860, 0.98, 0.032, 1.08,
      ]
    ) { $0.mechanisms.transfer = false },
    .init(
      "spillovers_and_transfer_off", "spillovers and transfer off",
      prototype: [
        0.186, 0.214, 2.8, 34, 22, 0.015, 0.033, 0.098, 0.100, 15160, 0.84, 0.066, 1.08,
      ]
    ) {
      $0.mechanisms.spillovers = false
      $0.mechanisms.transfer = false
    },
    .init(
      "firm_research_off", "firms' R&D off",
      prototype: [
        0.114, 0.163, 0.2, nil, nil, 0.004, 0.009, 0.097, 0.078, 19900, 0.96, 0.029, 1.04,
      ]
    ) { $0.mechanisms.firmResearch = false },
    .init(
      "selection_off", "no selection, χ = 0",
      prototype: [
        0.105, 0.118, 29.2, 10.7, 7.8, 0.023, 0.022, 0.075, 0.066, 26210, 0.96, 0.036, 0.98,
      ]
    ) { $0.mechanisms.selection = false },
  ]

  private static let parameters: [Ablation] = [
    .init(
      "selection_doubled", "χ doubled",
      prototype: [
        0.109, 0.140, 32.2, 10.3, 7.1, 0.028, 0.031, 0.073, 0.081, 21390, 0.95, 0.037, 1.17,
      ]
    ) { $0.scaleSelection(by: 2) },
    .init(
      "selection_fourfold", "χ fourfold",
      prototype: [
        0.107, 0.116, 36.0, 9.8, 6.2, 0.031, 0.033, 0.077, 0.100, 16690, 0.89, 0.054, 1.31,
      ]
    ) { $0.scaleSelection(by: 4) },
    .init(
      "payback_6_quarters", "pay-back 6 quarters",
      prototype: [
        0.193, 0.180, 15.8, 18.6, 16.7, 0.026, 0.035, 0.081, 0.063, 26960, 1.07, 0.034, 1.14,
      ]
    ) { $0.parameters.diffusion.paybackQuarters = 6 },
    .init(
      "debt_limit_5_percent", "credit limit 5 % of capital",
      prototype: [
        0.106, 0.106, 30.0, 11.2, 8.2, 0.027, 0.028, 0.102, 0.078, 23130, 0.96, 0.039, 1.05,
      ]
    ) { $0.parameters.investment.debtLimit = 0.05 },
    .init(
      "lumpy_orders_off", "no lumpy orders",
      prototype: [
        0.109, 0.105, 32.5, 10.7, 7.4, 0.028, 0.029, 0.071, 0.032, 46860, 1.12, 0.018, 1.41,
      ]
    ) { $0.mechanisms.lumpyOrders = false },
    .init(
      "research_size_exponent", "R&D success ∝ size^0.7",
      prototype: [
        0.150, 0.167, 30.8, 11.8, 10.2, 0.030, 0.032, 0.080, 0.096, 17410, 0.90, 0.071, 1.08,
      ]
    ) { $0.parameters.research.sizeExponent = 0.7 },
  ]
}

extension Configuration {
  fileprivate mutating func scaleSelection(by factor: Double) {
    parameters.market.selection *= factor
    parameters.market.selectionAbroad *= factor
  }
}
