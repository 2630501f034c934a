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
  /// What resampling says of the groups, if it was asked for.
  let stability: WardStability?
  let notes: [String]

  /// What is done, one after the other.
  enum Phase: String {
    case tree = "joining the rows"
    case cut = "comparing numbers of groups"
    case silhouette = "silhouettes"
    case cophenetic = "cophenetic correlation"
    case rows = "resampling rows"
    case columns = "resampling columns"
  }

  /// - Parameter progress: Hears which part of a phase is done, from 0 to 1.
  init(
    _ table: WardTable, standardisation: Standardisation, cut: Cut,
    resampling: WardStability.Request?, threadCount: Int,
    progress: @escaping @Sendable (Phase, Double) -> Void = { _, _ in }
  ) throws(TableProblems) {
    let observations = try table.standardised(by: standardisation)
    let rowCount = observations.rowCount
    if case .count(let count) = cut, !(1...rowCount).contains(count) {
      var problems = TableProblems(path: table.path)
      problems.add(
        "--clusters: found \(count); allowed: 1 to \(rowCount), the number of rows")
      throw problems
    }
    tree = Dendrogram(joining: observations, threadCount: threadCount) { progress(.tree, $0) }
    do {
      switch cut {
      case .count(let count):
        (grouping, selection) = (try tree.grouping(count: count), nil)
      case .height(let height):
        (grouping, selection) = (try tree.grouping(height: height), nil)
      case .best(let criterion):
        let best = try tree.bestGrouping(
          by: criterion, of: observations, threadCount: threadCount
        ) { progress(.cut, $0) }
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
      selection?.silhouette
      ?? grouping.silhouette(of: observations, threadCount: threadCount) {
        progress(.silhouette, $0)
      }
    copheneticCorrelation = tree.copheneticCorrelation(
      with: observations, threadCount: threadCount
    ) { progress(.cophenetic, $0) }
    if let resampling {
      stability = WardStability(
        of: observations, groupCount: grouping.groupCount, resampling, threadCount: threadCount
      ) { progress($0 == .rows ? .rows : .columns, $1) }
    } else {
      stability = nil
    }

    let constant = table.observations.constantColumns.map { table.columnNames[$0] }
    var notes = table.notes
    if rowCount > 1, !constant.isEmpty {
      notes.append(
        "one value throughout (apart from rounding), so without influence: "
          + constant.joined(separator: ", "))
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
