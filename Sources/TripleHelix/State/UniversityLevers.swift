/// What policies do to the university of a region this quarter; policies write it when the quarter
/// opens, the university submodels read it. Every neutral value leaves everything as it is without
/// any policy, bit for bit.
struct UniversityLevers: Sendable {
  /// Additional public funding, million a quarter; the national government pays it.
  var funding = 0.0
  /// Posts for researchers besides those that funding carries, persons.
  var staff = 0.0
  /// Addition to the share of public funding that asks for basic research, [−1, 1].
  var basicShare = 0.0
  /// Addition to the effectiveness of the technology-transfer office, [−1, 1].
  var licensingOffice = 0.0
  /// Factor on the royalty.
  var royalty = 1.0
  /// Addition to the share of staff on leave in firms, [0, 1].
  var leaveShare = 0.0
  /// Share of founders in the equity of spin-offs that the law adds, [0, 1].
  var spinOffEquity = 0.0
  /// Free hours in laboratories, as a share of what linked firms could use, [0, 1].
  var laboratoryHours = 0.0
  /// Funding of a cooperative research centre, million a quarter; the national government pays it.
  var centreFunding = 0.0

  static let neutral = UniversityLevers()
}
