import Figures

/// Prints what the model, the clustering and the command cost: `engine [firms] [ward] [command]`.
@main
struct Engine {
  static func main() throws {
    let chosen = Set(CommandLine.arguments.dropFirst())
    let tables: [(name: String, print: () throws -> Void)] = [
      ("firms", FirmSteps.printTable), ("ward", WardTimes.printTable),
      ("command", CommandTimes.printTables),
    ]
    if let unknown = chosen.first(where: { name in !tables.contains { $0.name == name } }) {
      print("unknown table \(unknown); allowed: \(tables.map(\.name).joined(separator: ", "))")
      return
    }
    print(machineNote())
    for table in tables where chosen.isEmpty || chosen.contains(table.name) { try table.print() }
  }
}
