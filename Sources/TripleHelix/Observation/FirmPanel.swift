import Chunking

/// How tables write the identity of a firm: 16 hexadecimal digits, and nothing for 0, which is none.
func identifier(_ id: UInt64) -> String {
  guard id != 0 else { return "" }
  let digits = String(id, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// The panel of firms: who they are and how they stand, in the quarters that a scenario asks for.
extension Simulation {
  /// Adds a row for every living firm, in the order in which they are held.
  func recordFirms(_ table: inout Table) {
    let groups = canonicalGroups
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let employees = firms.employees[firm]
      let output = firms.output[firm]
      let origin = Origin(rawValue: firms.origin[firm]) ?? .initial
      let phase = Phase(rawValue: firms.phase[firm]) ?? .tradition
      let region = Int(firms.region[firm])
      let place = Int(firms.cluster[firm])
      write(
        [
          .integer(tick), .text(identifier(firms.id[firm])),
          .text(layout.regions[region].id), groups.map { .integer($0[region]) } ?? .number(.nan),
          .text(layout.sectors[Int(firms.sector[firm])].id), .integer(Int(firms.birth[firm])),
          .text("\(origin)"), .number(employees * scale), .number(scale),
          .number(output * Double(firms.price[firm]) * scale),
          .number(employees > 0 ? output / employees : .nan), .text("\(phase)"),
          .integer(Int(max(firms.traditionLine[firm], firms.innovationLine[firm]))),
          .text(place >= 0 ? name(of: clusters[Int(memberships.rows[place].cluster)]) : ""),
          .text(place >= 0 ? "member" : "none"),
          .text(identifier(firms.parent[firm])), .text(name(of: firms.owner(of: firm))),
        ], to: &table)
    }
  }

  private func name(of owner: Ownership) -> String {
    owner.isOfState ? "state" : owner == .foreign ? "foreign" : "domestic"
  }
}

extension Table {
  public static let firms = Table(
    name: "firms",
    summary:
      "One row per firm or agent, and quarter that `outputs.firms` asks for; none unless asked.",
    columns: [
      .init("tick", .integer, "ticks", "Ticks since the start; 0 is the initial state."),
      .init("id", .text, "–", "Permanent identity, 16 hexadecimal digits."),
      .init("region", .text, "–", "Identifier of the region."),
      .init("group", .integer, "–", "Ward group of the region; empty before the first grouping."),
      .init("sector", .text, "–", "Identifier of the sector."),
      .init(
        "born", .integer, "ticks", "Tick of founding; negative for firms founded before the start."),
      .init("origin", .text, "–", "initial, startUp, spinOff or universitySpinOff."),
      .init("employees", .number, "persons", "Employees of all firms that the row represents."),
      .init("count", .number, "firms", "Firms that the row represents: the scenario's scale."),
      .init("sales", .number, "million/quarter", "Sales of all firms that the row represents."),
      .init("productivity", .number, "million/(person·quarter)", "Output per employee."),
      .init("phase", .text, "–", "tradition, search, innovation or diffusion."),
      .init("newest_line", .integer, "–", "Newest generation in use in the firm."),
      .init("cluster", .text, "–", "Identifier of its cluster; empty if not a member."),
      .init("member", .text, "–", "member of a cluster, or none."),
      .init(
        "parent", .text, "–",
        "Identity of the firm that its founders left; empty where they left none of its sector and region."
      ),
      .init(
        "owner", .text, "–",
        "domestic, state (all of it or, by a policy, a share) or foreign."),
    ])
}
