/// Employees of firms by who owns them, persons.
struct EmploymentByOwner: Sendable {
  private(set) var all = 0.0
  private(set) var ofState = 0.0
  private(set) var foreign = 0.0

  mutating func add(_ employees: Double, of owner: Ownership) {
    all += employees
    if owner.isOfState { ofState += employees }
    if owner == .foreign { foreign += employees }
  }

  /// Counts the firms of `other` too.
  mutating func add(_ other: EmploymentByOwner) {
    all += other.all
    ofState += other.ofState
    foreign += other.foreign
  }
}

extension Simulation {
  /// Values of `Table.owners` for the firms of some regions together.
  func values(_ regions: ArraySlice<EmploymentByOwner>) -> [TableValue] {
    let all = regions.reduce(0.0) { $0 + $1.all }
    return [\EmploymentByOwner.ofState, \.foreign].map { part in
      .number(all > 0 ? regions.reduce(0.0) { $0 + $1[keyPath: part] } / all : .nan)
    }
  }
}

extension Table {
  /// What `regions` and `national` hold of the owners of firms.
  static let owners: [TableColumn] = [
    .init(
      "state_owned_share", .number, "share",
      "Employees of firms that the state owns, or has a share in by a policy."),
    .init(
      "foreign_owned_share", .number, "share",
      "Employees of firms owned from abroad, since the start or by a policy."),
  ]
}
