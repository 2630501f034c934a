// Groups the regions of a small table by Ward's method.
//
//     swift run WardOnATable

import Foundation
import WardClustering

do {
  let table = try Observations(
    rows: [
      [571.7, 1303.9], [514.6, 2299.6], [578.9, 1240.1], [490.2, 2410.0], [560.0, 1500.5],
    ],
    rowNames: ["Akmola", "Aktobe", "Kostanay", "Atyrau", "Pavlodar"],
    columnNames: ["employed per 1,000", "product per head"]
  ).standardised(by: .zscore)
  let tree = Dendrogram(joining: table)
  let groups = try tree.bestGrouping(by: .silhouette, of: table).grouping
  for (name, label) in zip(table.rowNames ?? [], groups.labels) { print(label, name) }
} catch {
  print(error)
  exit(1)
}
