import WardClustering

/// What `ward` finds out about a table.
struct WardAnalysis {
  /// How many groups to make.
  enum Cut {
    case count(Int)
    case height(Double)
    case best(CutCriterion)
  }

  let ids: [WardTable.ID]
  let columns: [String]
  let standardisation: Standardisation
  let tree: Dendrogram
  let order: [Int]
  let grouping: Grouping
  /// The cuts that were compared, if the number of groups was not given.
  let selection: CutSelection?
  let silhouette: Silhouette?
  let copheneticCorrelation: Double?
  let notes: [String]

  init(
    _ table: WardTable, standardisation: Standardisation, cut: Cut, threadCount: Int
  ) throws(TableProblems) {
    let observations = try table.standardised(by: standardisation)
    let rowCount = observations.rowCount
    if case .count(let count) = cut, !(1...rowCount).contains(count) {
      var problems = TableProblems(path: table.path)
      problems.add(
        "--clusters: found \(count); allowed: 1 to \(rowCount), the number of rows")
      throw problems
    }
    tree = Dendrogram(joining: observations, threadCount: threadCount)
    do {
      switch cut {
      case .count(let count):
        (grouping, selection) = (try tree.grouping(count: count), nil)
      case .height(let height):
        (grouping, selection) = (try tree.grouping(height: height), nil)
      case .best(let criterion):
        let best = try tree.bestGrouping(by: criterion, of: observations, threadCount: threadCount)
        (grouping, selection) = (best.grouping, best)
      }
    } catch {
      var problems = TableProblems(path: table.path)
      problems.add("\(error)")
      throw problems
    }
    ids = table.ids
    columns = table.columnNames
    self.standardisation = standardisation
    order =
      rowCount <= Dendrogram.greatestOptimalLeafCount
      ? tree.leafOrder(optimalFor: observations.distances()) : tree.leafOrder
    silhouette =
      selection?.silhouette ?? grouping.silhouette(of: observations, threadCount: threadCount)
    copheneticCorrelation = tree.copheneticCorrelation(
      with: observations, threadCount: threadCount)

    let constant = table.observations.constantColumns.map { table.columnNames[$0] }
    var notes = table.notes
    if rowCount > 1, !constant.isEmpty {
      notes.append(
        "one value throughout, so without influence: " + constant.joined(separator: ", "))
    }
    self.notes = notes
  }

  /// The name of each row, as a text.
  var names: [String] {
    ids.map {
      switch $0 {
      case .name(let name): name
      case .number(let number): String(number)
      }
    }
  }
}
