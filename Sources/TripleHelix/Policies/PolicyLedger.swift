/// What policies need within a quarter; nothing of it outlives one.
struct PolicyLedger {
  /// Policies that act, by name.
  var running: [RunningPolicy] = []
  /// What is left of the quarter's budget, by place, million.
  var left: [Double] = []
  /// Pay of people who work for policies, by region, million: income of the quarter.
  var pay: [Double]
  /// Public money for universities beside their grants, by region, million.
  var universityAid: [Double]
  /// Of these two, what regional governments pay.
  var regionalPay: [Double]
  var regionalAid: [Double]
  /// All that regional governments pay for policies, by region, million.
  var regionalOutlays: [Double]
  /// Whether income of the quarter has been booked already.
  var isSettled = false
  /// Rate on top of the income tax, and purchases that the state does without, million, to pay for
  /// the policies of the quarter before.
  var levy = 0.0
  var savings = 0.0
  /// Tariffs of the quarter by sector, million.
  var tariffs: [Double]
  /// By region: share of start-ups that settle elsewhere instead.
  var displacement: [Double]
  /// Start-ups that came because of policies, by cell, and those missing for them, real firms.
  var supportedStartUps: [Double]
  var displacedStartUps = 0.0
  var levers: PolicyLevers

  init(regionCount: Int, sectorCount: Int) {
    pay = Array(repeating: 0, count: regionCount)
    universityAid = pay
    regionalPay = pay
    regionalAid = pay
    regionalOutlays = pay
    displacement = pay
    tariffs = Array(repeating: 0, count: sectorCount)
    supportedStartUps = Array(repeating: 0, count: regionCount * sectorCount)
    levers = PolicyLevers(regionCount: regionCount, sectorCount: sectorCount)
  }
}
