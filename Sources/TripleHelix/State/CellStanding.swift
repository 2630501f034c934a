/// What firms of a cell could base a cluster on, as of the last yearly count.
struct CellStanding: Sendable {
  /// By cell: firms, real ones, and those above their sector's median efficiency.
  var firms: [Double] = []
  var competitive: [Double] = []
  /// Mean readiness R̄, and the entropy of roles over its largest value, both in [0, 1].
  var readiness: [Double] = []
  var roleEntropy: [Double] = []
  /// Location quotient of employees.
  var locationQuotient: [Double] = []
  /// Largest firm: its slot and identity, 0 without one.
  var largestSlot: [Int32] = []
  var largest: [UInt64] = []
  /// By sector: medians over its firms of log efficiency and of size in minimum efficient sizes.
  var medianEfficiency: [Double] = []
  var medianSize: [Double] = []

  var isCounted: Bool { !firms.isEmpty }

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&firms)
    archive.numbers(&competitive)
    archive.numbers(&readiness)
    archive.numbers(&roleEntropy)
    archive.numbers(&locationQuotient)
    archive.array(&largestSlot, filler: -1)
    archive.array(&largest, filler: 0)
    archive.numbers(&medianEfficiency)
    archive.numbers(&medianSize)
  }
}
