import Chunking

/// Where the knowledge of each cell lies and how wide it is spread, as of the last quarter.
struct KnowledgeState: Sendable {
  /// Mean position k̄ of a cell's firms.
  var center: [SIMD2<Double>] = []
  /// H = rms |k − k̄| of a cell's firms; 0 with fewer than two.
  var heterogeneity: [Double] = []

  init() {}

  init(cellCount: Int) {
    center = Array(repeating: .zero, count: cellCount)
    heterogeneity = Array(repeating: 0, count: cellCount)
  }

  mutating func archive(_ archive: inout Archive) {
    archive.array(&center, filler: .zero)
    archive.numbers(&heterogeneity)
  }
}

/// Heterogeneity of knowledge, after Menzel and Fornahl (2010).
extension Simulation {
  /// Takes centre and heterogeneity of every cell from sums over its firms; a cell without firms
  /// keeps its centre.
  func measureKnowledge(_ sum: (_ cell: Int, _ field: ProductionTally.Cell) -> Double) {
    for cell in 0..<layout.cellCount {
      let count = sum(cell, .firms)
      guard count > 0 else {
        knowledge.heterogeneity[cell] = 0
        continue
      }
      let center = SIMD2(sum(cell, .positionX), sum(cell, .positionY)) / count
      knowledge.center[cell] = center
      knowledge.heterogeneity[cell] =
        max(0, sum(cell, .positionSquared) / count - (center * center).sum()).squareRoot()
    }
  }
}
