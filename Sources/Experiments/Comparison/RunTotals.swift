import TripleHelix

extension RunFigures {
  /// What a run comes to over the quarters of a period.
  enum Total: Int, CaseIterable, Sendable {
    case jobYears, patents, output, research, founded
    /// What policies took, and what of it came back.
    case spent, forgone, policyCost, gotBack, netCost
    /// Who paid the net cost; together they are as much.
    case surcharge, purchases, otherPolicies, debt
    /// The part of lower purchases that `policy_financing` orders.
    case orderedCut
  }
}

/// Flows of a run, tick by tick, from which totals are summed up.
///
/// The budget of all governments in a tick is ΔD = R + L − G − X, with deposits D, the surcharge that
/// pays for policies L, purchases G, all other revenue R and all other outlays X. What the budget costs
/// before any financing is X − R = L − G − ΔD: neither a surcharge nor lower purchases nor debt counts
/// as a return. Money is divided by the consumer prices of the tick and multiplied by those of the start.
struct RunTotals: Sendable {
  private let timeStep: TimeStep
  /// By total, one entry a tick.
  private var flows: [[Double]]

  init(
    _ recording: Recording, _ trace: PolicyTrace, _ plan: ComparisonPlan, _ timeStep: TimeStep
  ) {
    self.timeStep = timeStep
    let national = recording.national
    let prices = national.values(Table.national.consumerPrice)
    let count = prices.count
    // Flows are recorded per quarter.
    func flow(_ column: NationalColumns.Column) -> [Double] {
      national.values(column).map { $0 / timeStep.quarter }
    }
    func real(_ amounts: [Double]) -> [Double] {
      amounts.enumerated().map { $1 / prices[$0] * prices[0] }
    }
    func sum(_ parts: [[Double]]) -> [Double] {
      (0..<count).map { tick in parts.reduce(0) { $0 + $1[tick] } }
    }
    let deposits = national.values(Table.national.governmentDeposit)
    let debt = real((0..<count).map { $0 > 0 ? deposits[$0 - 1] - deposits[$0] : 0 })
    let surcharge = real(trace.surcharge)
    let purchases = real(flow(Table.national.government))
    let own = Self.costs(recording.policies, count, prices) { !plan.givers.contains($0) }
    let given = Self.costs(recording.policies, count, prices) { plan.givers.contains($0) }
    let others = sum([given.spent, given.forgone]).map { -$0 }
    // Fewer purchases and less money for other policies pay for what is compared.
    let saved = purchases.map { -$0 }
    let net = sum([surcharge, saved, others, debt])
    let cost = sum([own.spent, own.forgone])
    flows = RunFigures.Total.allCases.map { total in
      switch total {
      case .jobYears: flow(Table.national.employed).map { $0 / 4 }
      case .patents: flow(Table.national.patents)
      case .output: flow(Table.national.realGDP)
      case .research: real(flow(Table.national.research))
      case .founded:
        sum(
          [
            Table.national.startUps, Table.national.spinOffs, Table.national.universitySpinOffs,
          ].map(flow))
      case .spent: own.spent
      case .forgone: own.forgone
      case .policyCost: cost
      case .gotBack: zip(cost, net).map { $0 - $1 }
      case .netCost: net
      case .surcharge: surcharge
      case .purchases: saved
      case .otherPolicies: others
      case .debt: debt
      case .orderedCut: real(trace.purchaseCut)
      }
    }
  }

  /// Sums over ticks, in the order of ``RunFigures/Total``.
  func values(in ticks: ClosedRange<Int>) -> [Double] {
    flows.map { flow in
      ticks.reduce(0) { $0 + ($1 < flow.count && $1 > 0 ? flow[$1] : 0) }
    }
  }

  /// What policies spent and gave back in each tick, million at prices of the start.
  private static func costs(
    _ policies: Table, _ count: Int, _ prices: [Double], of isWanted: (String) -> Bool
  ) -> (spent: [Double], forgone: [Double]) {
    var result = (
      spent: Array(repeating: 0.0, count: count), forgone: Array(repeating: 0.0, count: count)
    )
    // Both columns add up since the start.
    var before: [String: (spent: Double, forgone: Double)] = [:]
    let ticks = policies.values(Table.policies.tick)
    let names = policies.texts(Table.policies.policy)
    let spent = policies.values(Table.policies.spent)
    let forgone = policies.values(Table.policies.forgone)
    for row in names.indices where isWanted(names[row]) {
      guard let tick = Int(exactly: ticks[row]), tick < count else { continue }
      let old = before[names[row], default: (0, 0)]
      result.spent[tick] += (spent[row] - old.spent) / prices[tick] * prices[0]
      result.forgone[tick] += (forgone[row] - old.forgone) / prices[tick] * prices[0]
      before[names[row]] = (spent[row], forgone[row])
    }
    return result
  }
}

/// What one policy did in a run.
struct PolicyFigures: Sendable {
  let name: String
  /// Million at consumer prices of the start: paid out, and tax not collected.
  let spent: Double
  let forgone: Double
  /// Firms, universities or regions reached in a tick, and those that could have been, by mean over the
  /// ticks in which it acts.
  let reached: Double
  let eligible: Double
  /// Admissions, or those reached tick by tick.
  let participations: Double
  let chosen: [ChosenCell]

  static func all(_ recording: Recording, _ trace: PolicyTrace) -> [PolicyFigures] {
    let prices = recording.national.values(Table.national.consumerPrice)
    let policies = recording.policies
    let names = policies.texts(Table.policies.policy)
    let ticks = policies.values(Table.policies.tick)
    let spent = policies.values(Table.policies.spent)
    let forgone = policies.values(Table.policies.forgone)
    let reached = policies.values(Table.policies.reached)
    let eligible = policies.values(Table.policies.eligible)
    let participations = policies.values(Table.policies.participations)
    return names.uniqued().map { name in
      let rows = names.indices.filter { names[$0] == name }
      func real(_ column: [Double]) -> Double {
        var (sum, before) = (0.0, 0.0)
        for row in rows {
          guard let tick = Int(exactly: ticks[row]), prices.indices.contains(tick) else { continue }
          sum += (column[row] - before) / prices[tick] * prices[0]
          before = column[row]
        }
        return sum
      }
      return PolicyFigures(
        name: name, spent: real(spent), forgone: real(forgone),
        reached: finiteMean(rows.map { reached[$0] }),
        eligible: finiteMean(rows.map { eligible[$0] }),
        participations: rows.last.map { participations[$0] } ?? .nan,
        chosen: trace.chosen.filter { $0.policy == name })
    }
  }
}

extension RunFigures.Total {
  /// Identifier, name, unit and meaning.
  var column: TableColumn {
    func money(_ name: String, _ meaning: String) -> TableColumn {
      TableColumn(name, .number, "million", meaning + ", at consumer prices of the start.")
    }
    switch self {
    case .jobYears:
      return TableColumn("job_years", .number, "person-years", "Years of work of employed persons.")
    case .patents: return TableColumn("patents", .number, "patents", "Patents.")
    case .output:
      return TableColumn(
        "output", .number, "million", "Gross domestic product at base-year prices.")
    case .research: return money("research", "R&D of firms and universities")
    case .founded: return TableColumn("founded", .number, "firms", "Enterprises founded.")
    case .spent: return money("spent", "Money that policies paid out")
    case .forgone: return money("forgone", "Tax that policies gave back and so was not collected")
    case .policyCost:
      return money("policy_cost", "What policies cost directly: money spent and tax forgone")
    case .gotBack:
      return money(
        "got_back",
        "What came back to all governments: other taxes, returns of policies and benefits saved")
    case .netCost:
      return money(
        "net_cost",
        "Cost of the policies to all governments before any financing: policy_cost less got_back")
    case .surcharge:
      return money("paid_by_surcharge", "Net cost met by a surcharge on the income tax")
    case .purchases: return money("paid_by_purchases", "Net cost met by lower public purchases")
    case .otherPolicies:
      return money("paid_by_other_policies", "Net cost met by taking money from other policies")
    case .debt:
      return money("paid_by_debt", "Net cost met by more public debt or smaller deposits")
    case .orderedCut:
      return money(
        "ordered_cut", "Part of paid_by_purchases that policy_financing orders to pay for policies")
    }
  }

  var isMoney: Bool { rawValue >= Self.spent.rawValue }
}

/// What a government may want of a policy.
public enum ComparisonAim: String, Sendable, CaseIterable {
  case product, jobs, research, patents, unemployment, inequality
  case netCost = "net_cost"

  enum Source {
    case total(RunFigures.Total)
    /// Mean of a column of the country.
    case mean(String)
  }

  var source: Source {
    switch self {
    case .product: .total(.output)
    case .jobs: .total(.jobYears)
    case .research: .total(.research)
    case .patents: .total(.patents)
    case .unemployment: .mean("unemployment")
    case .inequality: .mean("gini_grp")
    case .netCost: .total(.netCost)
    }
  }

  /// Whether more of it is better.
  public var isMoreBetter: Bool {
    switch self {
    case .product, .jobs, .research, .patents: true
    case .unemployment, .inequality, .netCost: false
    }
  }

  public var unit: String {
    switch self {
    case .product, .research, .netCost: "million"
    case .jobs: "person-years"
    case .patents: "patents"
    case .unemployment: "share"
    case .inequality: "–"
    }
  }
}
