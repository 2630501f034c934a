/// Parameters of taxes, credit and payments.
///
/// Rates at which money moves; every flow has a payer and a payee.
public struct AccountParameters: Sendable, Equatable {
  public var incomeTax: Double = 0.15
  public var profitTax: Double = 0.2
  public var valueAddedTax: Double = 0.1
  public var regionalTaxShare: Double = 0.4
  public var equalisation: Double = 0.9
  public var regionalReaction: Double = 0.1
  public var benefit: Double = 0.3
  public var universityFunding: Double = 0.006
  public var contractShare: Double = 0.15
  public var interest: Double = 0.012
  public var repayment: Double = 0.025
  public var payout: Double = 0.3
  public var cashBuffer: Double = 1
  public var bankEquity: Double = 0.1
  public var bankPayout: Double = 0.1
  public var exchangeFlow: Double = 0.1
  public var exchangeStock: Double = 0.02
  public var exchangeSmoothing: Double = 0.2
}

extension AccountParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "accounts.income_tax", \.accounts.incomeTax, "–", (0)...(1), .accounting,
      "Tax on wages and dividends."),
    .init(
      "accounts.profit_tax", \.accounts.profitTax, "–", (0)...(1), .accounting,
      "Tax on positive profits."),
    .init(
      "accounts.value_added_tax", \.accounts.valueAddedTax, "–", (0)...(1), .accounting,
      "Value-added tax on consumption, relative to the net price."),
    .init(
      "accounts.regional_tax_share", \.accounts.regionalTaxShare, "–", (0)...(1), .assumed,
      "Share of income tax that goes to the regional government."),
    .init(
      "accounts.equalisation", \.accounts.equalisation, "–", (0)...(1), .assumed,
      "Share of a region's need that transfers cover; the rest of all needs is shared out by "
        + "population."),
    .init(
      "accounts.regional_reaction", \.accounts.regionalReaction, "1/quarter", (0.01)...(1),
      .assumed,
      "Response of a regional government's outlays to its deposit.", time: .rate),
    .init(
      "accounts.benefit", \.accounts.benefit, "wages", (0)...(1), .accounting,
      "Benefit of an unemployed person."),
    .init(
      "accounts.university_funding", \.accounts.universityFunding, "share of GDP", (0)...(0.2),
      .accounting,
      "Public funding of universities, unless a region's R&D is given."),
    .init(
      "accounts.contract_share", \.accounts.contractShare, "share of R&D", (0)...(1), .assumed,
      "Share of firms' R&D that is contracted to universities."),
    .init(
      "accounts.interest", \.accounts.interest, "1/quarter", (0)...(0.5), .accounting,
      "Interest on loans.", time: .rate),
    .init(
      "accounts.repayment", \.accounts.repayment, "1/quarter", (0)...(1), .accounting,
      "Repayment of loans.", time: .share),
    .init(
      "accounts.payout", \.accounts.payout, "1/quarter", (0)...(1), .assumed,
      "Share of cash above the buffer that is paid out.", time: .share),
    .init(
      "accounts.cash_buffer", \.accounts.cashBuffer, "quarters of cost", (0)...(8), .assumed,
      "Cash that firms keep before they pay out dividends.", time: .duration),
    .init(
      "accounts.bank_equity", \.accounts.bankEquity, "share of loans", (0)...(1), .accounting,
      "Equity that the bank keeps, relative to its loans."),
    .init(
      "accounts.bank_payout", \.accounts.bankPayout, "1/quarter", (0)...(1), .accounting,
      "Share of the bank's equity above that level that it pays out.", time: .share),
    .init(
      "accounts.exchange_flow", \.accounts.exchangeFlow, "–", (0)...(5), .calibrated,
      "Response of the exchange rate to the current account over GDP.", time: .rate),
    .init(
      "accounts.exchange_stock", \.accounts.exchangeStock, "–", (0)...(5), .calibrated,
      "Response of the exchange rate to the net foreign position over annual GDP.", time: .rate),
    .init(
      "accounts.exchange_smoothing", \.accounts.exchangeSmoothing, "1/quarter", (0.001)...(1),
      .assumed,
      "Speed at which the current account that matters to the exchange rate follows the "
        + "actual one.", time: .share),
  ]
}
