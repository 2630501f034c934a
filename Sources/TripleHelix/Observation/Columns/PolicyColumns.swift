extension Table {
  public static let policies = TableSchema(
    "policies", "One row per policy and recorded tick while it is in force.", needs: .policies,
    PolicyColumns())

  public static let policyReports = TableSchema(
    "policy_reports",
    "One row per policy, measure of its instrument and recorded tick while it is in force; for network "
      + "programmes also in the ten years after they end.",
    needs: .policies, PolicyReportColumns())
}

/// A policy in force at the end of a tick.
public struct PolicyRow: StateRow {
  let simulation: Simulation
  let policy: PolicyDescription
  let state: PolicyState
}

public struct PolicyColumns: ColumnGroup {
  public typealias Row = PolicyRow

  public let tick = Column.tick
  public let year = Column.year
  public let policy = Column.text("policy", "Name in the scenario.") { $0.policy.name }
  public let instrument = Column.text("instrument", "Kind of instrument.") {
    $0.policy.instrument.rawValue
  }
  public let spent = Column(
    "spent", .million, "Money paid out since the start, without `forgone`."
  ) { $0.state.spent }
  public let reached = Column(
    "reached", .firms, "Firms, universities or regions reached this quarter."
  ) { $0.state.reached }
  public let spentThisYear = Column(
    "spent_this_year", .million, "Money paid out since the start of the year."
  ) { $0.state.spentThisYear }
  public let forgone = Column(
    "forgone", .million, "Tax revenue forgone since the start, not part of `spent`."
  ) { $0.state.forgone }
  public let forgoneThisYear = Column(
    "forgone_this_year", .million, "Tax revenue forgone since the start of the year."
  ) { $0.state.forgoneThisYear }
  public let budget = Column(
    "budget", .million, per: .year, "Maximum spent and forgone in a year."
  ) { $0.policy.budget }
  public let strength = Column(
    "strength", .share, "Share of its full strength, while it is phased in or out."
  ) { $0.policy.strength(at: $0.tick) }
  public let eligible = Column(
    "eligible", .firms, "Firms, universities or regions that it could have reached this quarter."
  ) { $0.state.eligible }
  public let takeUp = Column("take_up", .share, "Reached divided by eligible.") {
    $0.state.eligible > 0 ? $0.state.reached / $0.state.eligible : .nan
  }
  public let participations = Column(
    "participations", .firms,
    "Admissions to its list of participants since the start; without such a list, the sum of those reached each quarter."
  ) { $0.state.participations }
  public let paidBy = Column.text(
    "paid_by", "Who pays: nation, or regions (each for its own recipients)."
  ) { $0.policy.paidBy.rawValue }
}

/// A measure of a policy's instrument at the end of a tick.
public struct PolicyReportRow: StateRow {
  let simulation: Simulation
  let policy: PolicyDescription
  let measure: PolicyMeasure
  let value: Double
}

public struct PolicyReportColumns: ColumnGroup {
  public typealias Row = PolicyReportRow

  public let tick = Column.tick
  public let year = Column.year
  public let policy = Column.text("policy", "Name in the scenario.") { $0.policy.name }
  public let instrument = Column.text("instrument", "Kind of instrument.") {
    $0.policy.instrument.rawValue
  }
  public let measure = Column.text(
    "measure", "What is measured; the instrument's page explains it."
  ) { $0.measure.name }
  public let unit = Column.text("unit", "Unit of the value.") { $0.measure.unit }
  public let value = Column("value", TableUnit("as `unit` says"), "Value of the quarter.") {
    $0.value
  }
}
