/// Employees of firms by who owns them, persons.
public struct EmploymentByOwner: Sendable {
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

  /// Share of a part in all; NaN without employees.
  func share(_ part: KeyPath<EmploymentByOwner, Double>) -> Double {
    all > 0 ? self[keyPath: part] / all : .nan
  }
}
