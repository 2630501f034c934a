import Foundation
import WardClustering

/// The result of `ward --json`. Clusters and the entries of `order` are numbered from 0, as in SciPy.
struct WardJSON: Encodable {
  let analysis: WardAnalysis
  let includesNewick: Bool

  private enum Key: String, CodingKey {
    case merges, labels, ids, order, silhouette, clusters, standardise, columns, newick, best
    case stability
    case copheneticCorrelation = "cophenetic_correlation"
  }

  private struct Row: Encodable {
    let merge: Dendrogram.Merge

    func encode(to encoder: any Encoder) throws {
      var row = encoder.unkeyedContainer()
      try row.encode(merge.first)
      try row.encode(merge.second)
      try row.encode(merge.height)
      try row.encode(merge.size)
    }
  }

  private struct Best: Encodable {
    let criterion: String
    let clusters: [Int]
    let scores: [Double?]
  }

  private struct Resampled: Encodable {
    let replicates: Int
    let seed: UInt64
    let rows: Part
    let columns: Part?

    struct Part: Encodable {
      let adjustedRandIndex: Double
      let groupJaccards: [Double?]

      private enum CodingKeys: String, CodingKey {
        case adjustedRandIndex = "adjusted_rand_index"
        case groupJaccards = "group_jaccards"
      }

      init(_ stability: Stability) {
        adjustedRandIndex = stability.meanAdjustedRandIndex
        groupJaccards = stability.groupJaccards
      }
    }

    init(_ stability: WardStability) {
      replicates = stability.request.replicateCount
      seed = stability.request.seed
      rows = Part(stability.rows)
      columns = stability.columns.map(Part.init)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(analysis.tree.merges.map(Row.init), forKey: .merges)
    try object.encode(analysis.grouping.labels, forKey: .labels)
    try object.encode(analysis.ids, forKey: .ids)
    try object.encode(analysis.order, forKey: .order)
    // What is not defined is written as null, so that the keys are always there.
    try object.encode(analysis.copheneticCorrelation, forKey: .copheneticCorrelation)
    try object.encode(analysis.silhouette?.mean, forKey: .silhouette)
    try object.encode(analysis.grouping.groupCount, forKey: .clusters)
    try object.encode(analysis.standardisation.rawValue, forKey: .standardise)
    try object.encode(analysis.columns, forKey: .columns)
    if let selection = analysis.selection {
      let scores = selection.scores.map { $0.flatMap { $0.isFinite ? $0 : nil } }
      let best = Best(
        criterion: selection.criterion.rawValue, clusters: Array(selection.candidates),
        scores: scores)
      try object.encode(best, forKey: .best)
    }
    if let stability = analysis.stability {
      try object.encode(Resampled(stability), forKey: .stability)
    }
    if includesNewick {
      try object.encode(analysis.tree.newick(names: analysis.names), forKey: .newick)
    }
  }

  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      preconditionFailure("finite numbers and texts can be written as JSON: \(error)")
    }
  }
}

extension WardTable.ID: Encodable {
  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .name(let name): try value.encode(name)
    case .number(let number): try value.encode(number)
    }
  }
}
