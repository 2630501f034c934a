import Chunking

/// Large firms as the poles of their regions: they buy around them, lend and spin off.
struct GrowthPole: PolicyInstrument {
  static let name = "growth_pole"
  static let summary =
    "Makes the largest firms growth poles that buy from suppliers in their region and produce spin-offs there."
  static let channel =
    "Anchor firms buy in their region and loans let suppliers expand; more spin-offs and cluster initiatives."

  @Setting("firms", 1...10_000, "Anchor firms, the largest of the target.")
  var anchors = 3
  @Setting("share", 0...1, "Share of inputs that anchor firms buy in their region.")
  var supplierShare = 0.5
  @Setting("million", 0...1e15, "Maximum loans to suppliers outstanding.")
  var creditLine = 1e15
  @Setting(
    "quarters of cost", 0.01...20, "Loan to one supplier, relative to its costs per quarter.")
  var loan = 1
  @Setting("years", 0.25...30, "Term of a loan, without interest.")
  var term = 5
  @Setting("–", 1...10, "Factor on spin-offs in anchors' sectors.")
  var spinOffFactor = 2
  @Setting("–", 1...100, "Factor on the rate of cluster initiatives there.")
  var callFactor = 8

  struct Report {
    @Measure("firms", "Suppliers with a loan.")
    var suppliers
    @Measure("million", "Loans outstanding.")
    var loans
    @Measure("share", "Anchors' share of the sales in their regions.")
    var dependence
    @Measure("million", "Loans repaid in the quarter.")
    var repaid
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let slots = country.target(policy)
    let anchors = slots.sorted {
      (-firms.employees[$0], firms.id[$0]) < (-firms.employees[$1], firms.id[$1])
    }.prefix(max(1, country.agents(for: self.anchors, policy)))
    let homes = Set(anchors.map { Int(firms.region[$0]) })
    let cells = Set(anchors.map(country.cell(of:))).sorted()
    direct(anchors: Array(anchors), policy, country)
    country.raiseSpinOffs(cells, by: 1 + (spinOffFactor - 1) * policy.strength)
    for cell in cells {
      country.clusterLevers[cell].callFactor *= 1 + (callFactor - 1) * policy.strength
    }
    let poles = Set(anchors)
    let borrowers = Set(country.policyStates[policy.place].participants.map(\.id))
    let candidates = slots.filter {
      homes.contains(Int(firms.region[$0])) && !poles.contains($0)
        && !borrowers.contains(firms.id[$0]) && firms.phase[$0] != .tradition
    }
    lend(candidates, policy, country)
    country.noteParticipants(policy, of: borrowers.count + candidates.count)
    var sales = 0.0
    for firm in 0..<firms.count where firms.id[firm] != 0 && homes.contains(Int(firms.region[firm]))
    {
      sales += country.sales(of: firm)
    }
    let own = anchors.reduce(0.0) { $0 + country.sales(of: $1) }
    report.dependence = sales > 0 ? own / sales : 0
    describe(policy, country)
  }

  /// Anchors' inputs from sector k are a part w of its market. Where the region's firms have less
  /// than `supplier_share` of that part, buyers as a whole prefer them by w (share − l)/l.
  private func direct(
    anchors: [Int], _ policy: RunningPolicy, _ country: Simulation
  ) {
    let sectorCount = country.layout.sectorCount
    var preference: [Int: Double] = [:]
    for firm in anchors {
      let r = Int(country.firms.region[firm])
      let s = Int(country.firms.sector[firm])
      for k in 0..<sectorCount {
        let bought =
          country.sectors.inputCoefficient[k * sectorCount + s] * country.sectors.buyPrice[k]
          * country.firms.output[firm] * country.scale
        let market = country.sectors.homeDemand[k]
        let all = country.sum(.output, sector: k)
        let local = all > 0 ? country.sum(.output, region: r, sector: k) / all : 0
        guard bought > 0, market > 0, local > 0 else { continue }
        preference[r * sectorCount + k, default: 0] +=
          bought / market * max(0, supplierShare - local) / local
      }
    }
    guard !preference.isEmpty else { return }
    country.tables.support.openCells()
    for cell in preference.keys.sorted() {
      country.tables.support.appeal[cell] *= 1 + min(1, preference[cell] ?? 0) * policy.strength
    }
  }

  private func lend(
    _ candidates: [Int], _ policy: RunningPolicy, _ country: Simulation
  ) {
    let firms = country.firms
    var outstanding = outstanding(policy, country)
    let kernel = country.kernel()
    for firm in country.inDrawnOrder(candidates, policy) {
      let loan = self.loan * country.runningCost(of: firm, kernel)
      let wanted = loan * country.scale
      guard wanted > 0, wanted <= country.left(policy),
        outstanding + wanted <= creditLine
      else { continue }
      country.spend(policy, wanted, to: .firms, in: Int(firms.region[firm]))
      firms.cash[firm] += loan
      outstanding += wanted
      country.admit([firm], policy, amount: loan)
    }
  }

  /// Loans are repaid in equal parts, as far as cash allows, also after the policy.
  func follow(_ policy: RunningPolicy, _ country: Simulation) {
    var repaid = 0.0
    var list = country.policyStates[policy.place].participants
    for place in list.indices {
      let ticksLeft = max(
        1,
        country.timeStep.year * term - Double(country.tick - Int(list[place].since)) + 1)
      let firm = Int(list[place].slot)
      let part = country.collect(
        list[place].amount / ticksLeft, from: firm,
        by: country.payer(of: policy, in: Int(country.firms.region[firm])))
      list[place].amount -= part / country.scale
      repaid += part
    }
    list.removeAll { $0.amount <= 1e-12 }
    country.policyStates[policy.place].participants = list
    report.repaid = repaid
    describe(policy, country)
  }

  private func outstanding(_ policy: RunningPolicy, _ country: Simulation) -> Double {
    country.policyStates[policy.place].participants.reduce(0.0) { $0 + $1.amount } * country.scale
  }

  private func describe(_ policy: RunningPolicy, _ country: Simulation) {
    report.suppliers = Double(country.policyStates[policy.place].participants.count) * country.scale
    report.loans = outstanding(policy, country)
  }
}
