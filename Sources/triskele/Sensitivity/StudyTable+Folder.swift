import Experiments
import StudyStore

extension StudyTable {
  /// The points of a study and the means of its outputs over their replicates.
  ///
  /// - Parameter wanted: Names of outputs; all if empty.
  init(_ outcomes: StudyOutcomes, outputs wanted: [String]) throws(TableProblems) {
    let all = outcomes.study.outputs.map(\.name)
    var problems = TableProblems(path: outcomes.folder)
    for name in wanted where !all.contains(name) {
      problems.addUnknownColumn(name, of: "--output", allowed: all)
    }
    try problems.throwIfAny()
    self.init(
      outcomes, places: all.indices.filter { wanted.isEmpty || wanted.contains(all[$0]) })
  }

  /// The same with all outputs.
  init(_ outcomes: StudyOutcomes) {
    self.init(outcomes, places: Array(outcomes.study.outputs.indices))
  }

  private init(_ outcomes: StudyOutcomes, places: [Int]) {
    points = outcomes.points
    outputNames = places.map { outcomes.study.outputs[$0].name }
    outputs = places.map { outcomes.means[$0] }
    replicated = places.map { outcomes.replicated(output: $0) }
    isGrid = outcomes.isGrid
    notes = outcomes.notes + [outcomes.replicatesInWords].compactMap { $0 }
  }
}
