import Foundation
import Tables
import WardClustering

/// The result of `ward` for a reader at a terminal.
struct WardText {
  /// Beyond this number of rows the tree is not drawn.
  static let greatestDrawnCount = 40
  /// Beyond this number of merges only the last ones are listed.
  static let greatestListedCount = 60

  let analysis: WardAnalysis
  private let names: [String]

  init(_ analysis: WardAnalysis) {
    self.analysis = analysis
    names = analysis.names
  }

  var text: String {
    var parts = [heading, groups]
    if let selection = analysis.selection, selection.candidates.count > 1 {
      parts.append(comparison(selection))
    }
    if let stability = analysis.stability { parts.append(text(of: stability)) }
    if !analysis.tree.merges.isEmpty { parts.append(agglomeration) }
    if (2...Self.greatestDrawnCount).contains(names.count) { parts.append(drawing) }
    parts.append(numbers)
    return parts.joined(separator: "\n\n")
  }

  private var heading: String {
    let (rows, columns) = (names.count, analysis.columns.count)
    let groups = analysis.grouping.groupCount
    return "\(rows) \(rows == 1 ? "row" : "rows"), \(columns) "
      + "\(columns == 1 ? "column" : "columns"), standardised by "
      + "\(analysis.standardisation.rawValue): \(groups) \(groups == 1 ? "group" : "groups")"
  }

  private var groups: String {
    let rows = analysis.grouping.members.enumerated().map { index, members in
      let width = analysis.silhouette.map { silhouette in
        members.reduce(0) { $0 + silhouette.widths[$1] } / Double(members.count)
      }
      return [String(index + 1), String(members.count), decimals(width, 2), list(members)]
    }
    return TextTable.lines(["Group", "Rows", "Silhouette", "Members"], rows, leftAligned: [3])
  }

  private func comparison(_ selection: CutSelection) -> String {
    let rows = zip(selection.candidates, selection.scores).map { count, score in
      let mark = count == analysis.grouping.groupCount ? "chosen" : ""
      return [String(count), decimals(score, 4), mark]
    }
    return TextTable.lines(["Groups", selection.criterion.rawValue, ""], rows, leftAligned: [2])
  }

  /// Jaccard similarities of each group, and how far the divisions agree as a whole.
  private func text(of stability: WardStability) -> String {
    let rows = analysis.grouping.sizes.indices.map { group in
      [String(group + 1)]
        + stability.parts.map { decimals($0.stability.groupJaccards[group], 2) }
    }
    let table = TextTable.lines(
      ["Stability of group"] + stability.parts.map { "\($0.name) drawn again" }, rows)
    let means = stability.parts.map {
      "\(decimals($0.stability.meanAdjustedRandIndex, 2)) with \($0.name) drawn again"
    }.joined(separator: ", ")
    return table + "\n"
      + "Mean Jaccard similarity to the most similar group in \(stability.request.replicateCount) "
      + "resampled tables (seed \(stability.request.seed)): above 0.75 a group is stable, below 0.5 it "
      + "dissolves.\nMean adjusted Rand index of all groups: \(means); 1 is the same division, 0 is "
      + "chance."
  }

  private var agglomeration: String {
    let merges = analysis.tree.merges
    let firstListed =
      merges.count > Self.greatestListedCount ? merges.count - Self.greatestListedCount / 2 : 0
    // The row that stands for a cluster is its first.
    var first = Array(names.indices)
    for merge in merges { first.append(min(first[merge.first], first[merge.second])) }
    func name(_ cluster: Int) -> String {
      let name = shortened(names[first[cluster]])
      guard cluster >= names.count else { return name }
      return "\(name) and \(merges[cluster - names.count].size - 1) more"
    }
    let rows = merges.indices.dropFirst(firstListed).map { index in
      let merge = merges[index]
      return [
        String(index + 1), decimals(merge.height, 4), String(merges.count - index),
        name(merge.first), name(merge.second),
      ]
    }
    let list = TextTable.lines(
      ["Step", "Height", "Groups left", "Joined", "with"], rows, leftAligned: [3, 4])
    return firstListed == 0
      ? list : list + "\nThe first \(firstListed) steps are left out; --json has them all."
  }

  private var numbers: String {
    var lines: [String] = []
    if let correlation = analysis.copheneticCorrelation {
      lines.append(
        "Cophenetic correlation \(decimals(correlation, 3)): how well the tree keeps the distances "
          + "between rows; 1 is best, below about 0.7 it distorts them.")
    }
    if let silhouette = analysis.silhouette {
      lines.append(
        "Mean silhouette \(decimals(silhouette.mean, 3)): how much nearer rows are to their own group "
          + "than to the next; above 0.5 groups are clear, below 0.25 there is little structure.")
    }
    if lines.isEmpty {
      lines = ["Too few rows or groups for a cophenetic correlation or a silhouette."]
    }
    return lines.joined(separator: "\n")
  }
}

// The tree.
extension WardText {
  /// The tree on its side: one line a leaf, heights from left to right.
  private var drawing: String {
    let width = 48
    let tree = analysis.tree
    let count = tree.leafCount
    let top = tree.merges.last?.height ?? 0
    var row = [Int](repeating: 0, count: count)
    for (place, leaf) in analysis.order.enumerated() { row[leaf] = place }
    var column = [Int](repeating: 0, count: count)
    var canvas = [[Stroke]](repeating: Array(repeating: [], count: width + 1), count: count)
    for merge in tree.merges {
      let joint = top > 0 ? Int((merge.height / top * Double(width)).rounded()) : width
      let (upper, lower) = (
        min(row[merge.first], row[merge.second]), max(row[merge.first], row[merge.second])
      )
      for child in [merge.first, merge.second] {
        for place in column[child]..<max(joint, column[child]) {
          canvas[row[child]][place].insert(.right)
          canvas[row[child]][place + 1].insert(.left)
        }
      }
      for line in upper..<lower {
        canvas[line][joint].insert(.down)
        canvas[line + 1][joint].insert(.up)
      }
      row.append((upper + lower) / 2)
      column.append(joint)
    }
    let labels = analysis.order.map { shortened(names[$0]) }
    let labelWidth = labels.map(\.count).max() ?? 0
    let lines = zip(labels, canvas).map { label, strokes in
      let line = strokes.map(\.character)
      return padded(label, labelWidth, left: true) + " " + trimmedEnd(String(line))
    }
    let scale = "0" + String(repeating: " ", count: max(width - 7, 0)) + decimals(top, 3)
    return (lines + [String(repeating: " ", count: labelWidth + 1) + scale])
      .joined(separator: "\n")
  }

  /// The ways that lines leave a place of the drawing.
  private struct Stroke: OptionSet {
    let rawValue: Int
    static let left = Stroke(rawValue: 1)
    static let right = Stroke(rawValue: 2)
    static let up = Stroke(rawValue: 4)
    static let down = Stroke(rawValue: 8)

    var character: Character {
      let characters: [Character] = [
        " ", "╴", "╶", "─", "╵", "┘", "└", "┴", "╷", "┐", "┌", "┬", "│", "┤", "├", "┼",
      ]
      return characters[rawValue]
    }
  }
}

// Words and columns.
extension WardText {
  private func list(_ members: [Int]) -> String {
    let greatest = 8
    let listed = members.prefix(greatest).map { shortened(names[$0]) }.joined(separator: ", ")
    return members.count > greatest ? "\(listed) and \(members.count - greatest) more" : listed
  }

  private func shortened(_ name: String) -> String {
    VisibleText.inLine(name, limit: 28)
  }

  private func decimals(_ value: Double?, _ digits: Int) -> String {
    guard let value else { return "–" }
    return value.magnitude < 1e9 && (value == 0 || value.magnitude >= 1e-4)
      ? String(format: "%.\(digits)f", value) : String(format: "%.\(digits)g", value)
  }

  private func padded(_ text: String, _ width: Int, left: Bool) -> String {
    let blanks = String(repeating: " ", count: max(width - text.count, 0))
    return left ? text + blanks : blanks + text
  }

  private func trimmedEnd(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }
}
