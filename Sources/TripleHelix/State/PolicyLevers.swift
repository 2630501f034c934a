/// What policies change in submodels that run once a quarter. Every neutral value leaves the
/// submodel as it is without any policy, bit for bit. Written when the quarter opens.
struct PolicyLevers: Sendable {
  // By cell.
  /// Factor on start-ups, at least 1.
  var startUps: [Double]
  // By region.
  /// Effectiveness of the university's licensing office, [0, 1], and the price of a licence that it
  /// asks, share of a year's sales.
  var licensing: [Double]
  var licencePrice: [Double]
  /// Share of the university's researchers who leave for firms, a year, and the share in a spin-off
  /// that its founders may own.
  var mobility: [Double]
  var spinOffEquity: [Double]
  /// Additional university funding that is bound to basic research, over what would be so of usual
  /// funding, million.
  var boundToBasic: [Double]
  /// Factor on firms' contacts with knowledge from outside their region or cluster.
  var outsideContact: [Double]
  /// Factors on regional advantage and proximity among the preconditions of clusters.
  var advantage: [Double]
  var proximity: [Double]
  // By sector.
  /// Tariff on imports, share of the price at the border.
  var tariff: [Double]

  init(regionCount: Int, sectorCount: Int) {
    let ones = Array(repeating: 1.0, count: regionCount)
    let zeros = Array(repeating: 0.0, count: regionCount)
    startUps = Array(repeating: 1, count: regionCount * sectorCount)
    licensing = zeros
    licencePrice = zeros
    mobility = zeros
    spinOffEquity = zeros
    boundToBasic = zeros
    outsideContact = ones
    advantage = ones
    proximity = ones
    tariff = Array(repeating: 0, count: sectorCount)
  }
}
