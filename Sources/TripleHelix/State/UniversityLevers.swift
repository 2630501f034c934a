/// What policies do to the university of a region this quarter; policies write it when the quarter
/// opens, the university submodels read it. Every neutral value leaves everything as it is without
/// any policy, bit for bit.
struct UniversityLevers: Sendable {
  /// Addition to the share of public funding that asks for basic research, [−1, 1].
  var basicShare = 0.0
  /// Addition to the effectiveness of the technology-transfer office, [−1, 1].
  var licensingOffice = 0.0
  /// Price of a licence that its office asks, share of a year's sales of the licensee; where
  /// nothing is set, that of the parameters.
  var licencePrice: Double?
  /// Addition to the share of staff on leave in firms, [0, 1].
  var leaveShare = 0.0
  /// Share of founders in the equity of spin-offs that the law adds, [0, 1].
  var spinOffEquity = 0.0

  static let neutral = UniversityLevers()
}
