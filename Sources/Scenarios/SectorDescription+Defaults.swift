public import TripleHelix

extension SectorDescription {
  /// The nine sectors of a scenario that names none: plausible round figures, not estimates.
  ///
  /// Employment weights follow from the others. With prices of 1, labour costs 1/(1 + mark-up) less
  /// inputs a unit of output, and output meets final demand (consumption 0.62, government 0.19,
  /// investment 0.18, exports 0.34 of GDP) through the input–output table of purchases at home, with
  /// import shares scaled so that imports equal exports. A sector's employment is its share of all
  /// labour cost, here within its class: 6 % agriculture, 36 % industry, 57 % services.
  public static let defaults: [SectorDescription] = [
    .init(
      id: "agriculture", name: "Agriculture", class: .agriculture, field: "life",
      employmentWeight: 1, consumptionWeight: 0.06, governmentWeight: 0, investmentWeight: 0,
      inputWeight: 0.06, exportWeight: 0.12, importShare: 0.10, inputShare: 0.45, opportunity: 0.40
    ),
    .init(
      id: "mining", name: "Mining and energy", class: .industry, field: "materials",
      employmentWeight: 0.378, consumptionWeight: 0.05, governmentWeight: 0.02,
      investmentWeight: 0, inputWeight: 0.14, exportWeight: 0.30, importShare: 0.10,
      inputShare: 0.40, opportunity: 0.40, transportCost: 0.5, appropriability: 0.3),
    .init(
      id: "food", name: "Food", class: .industry, field: "life", employmentWeight: 0.132,
      consumptionWeight: 0.17, governmentWeight: 0.01, investmentWeight: 0, inputWeight: 0.05,
      exportWeight: 0.07, importShare: 0.25, inputShare: 0.58, opportunity: 0.40,
      appropriability: 0.3),
    .init(
      id: "materials", name: "Metals and materials", class: .industry, field: "materials",
      employmentWeight: 0.220, consumptionWeight: 0.02, governmentWeight: 0.01,
      investmentWeight: 0.20, inputWeight: 0.14, exportWeight: 0.25, importShare: 0.30,
      inputShare: 0.53, opportunity: 0.45, appropriability: 0.4),
    .init(
      id: "machinery", name: "Machinery", class: .industry, field: "engineering",
      employmentWeight: 0.148, consumptionWeight: 0.08, governmentWeight: 0.04,
      investmentWeight: 0.40, inputWeight: 0.10, exportWeight: 0.09, importShare: 0.50,
      inputShare: 0.53, opportunity: 0.50, transportCost: 0.5, appropriability: 0.5),
    .init(
      id: "chemistry", name: "Chemistry", class: .industry, field: "life",
      employmentWeight: 0.122, consumptionWeight: 0.08, governmentWeight: 0.04,
      investmentWeight: 0.02, inputWeight: 0.08, exportWeight: 0.08, importShare: 0.45,
      inputShare: 0.48, opportunity: 0.45, transportCost: 0.5, appropriability: 0.7),
    .init(
      id: "trade", name: "Trade and transport", class: .services, field: "engineering",
      employmentWeight: 0.344, consumptionWeight: 0.26, governmentWeight: 0.06,
      investmentWeight: 0.08, inputWeight: 0.20, exportWeight: 0.05, importShare: 0.08,
      inputShare: 0.40, opportunity: 0.40, appropriability: 0.15),
    .init(
      id: "business", name: "ICT and business services", class: .services, field: "digital",
      employmentWeight: 0.250, consumptionWeight: 0.10, governmentWeight: 0.12,
      investmentWeight: 0.25, inputWeight: 0.18, exportWeight: 0.03, importShare: 0.15,
      inputShare: 0.38, opportunity: 0.50, transportCost: 1.5, appropriability: 0.4),
    .init(
      id: "personal", name: "Personal and public services", class: .services, field: "digital",
      employmentWeight: 0.406, consumptionWeight: 0.18, governmentWeight: 0.70,
      investmentWeight: 0.05, inputWeight: 0.05, exportWeight: 0.01, importShare: 0.03,
      inputShare: 0.30, opportunity: 0.35, appropriability: 0.15),
  ]
}
