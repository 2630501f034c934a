import Testing
import WardClustering

@Suite struct LeafOrderTests {
  func length(of order: [Int], _ distances: DistanceMatrix) -> Double {
    zip(order, order.dropFirst()).reduce(0) { $0 + distances[$1.0, $1.1] }
  }

  @Test(arguments: Oracles.all.cases)
  func `the best order is the shortest, and never longer than SciPy's`(oracle: Oracles.Case) throws
  {
    let observations = try oracle.observations
    let distances = observations.distances()
    let order = Dendrogram(joining: observations).leafOrder(optimalFor: distances)
    #expect(order.sorted() == Array(0..<observations.rowCount))
    #expect(abs(length(of: order, distances) / oracle.optimalOrderLength - 1) < 1e-9)
    #expect(length(of: order, distances) < oracle.scipyOrderLength * (1 + 1e-9))
  }

  @Test(arguments: [UInt64](1...5))
  func `the best order is the best of all turns`(seed: UInt64) throws {
    let observations = try Observations(rows: noise(8, 2, seed: seed))
    let distances = observations.distances()
    let tree = Dendrogram(joining: observations)
    // All 2⁷ ways of turning the merges.
    let lengths = (0..<128).map { turns in
      var orders = (0..<8).map { [$0] }
      for (index, merge) in tree.merges.enumerated() {
        let (one, other) = (orders[merge.first], orders[merge.second])
        orders.append(turns >> index & 1 == 0 ? one + other : other + one)
      }
      return length(of: orders[14], distances)
    }
    let order = tree.leafOrder(optimalFor: distances)
    let best = try #require(lengths.min())
    #expect(abs(length(of: order, distances) - best) < 1e-12)
  }

  @Test func `no line crosses another`() throws {
    let observations = try Observations(rows: noise(40, 3))
    let tree = Dendrogram(joining: observations)
    let order = tree.leafOrder(optimalFor: observations.distances())
    var places = [Int](repeating: 0, count: 40)
    for (place, leaf) in order.enumerated() { places[leaf] = place }
    for members in tree.members {
      let range = members.map { places[$0] }.sorted()
      #expect(range[range.count - 1] - range[0] == members.count - 1)
    }
  }

  @Test(arguments: [1, 2, 3, Dendrogram.greatestOptimalLeafCount + 1])
  func `tables too small or too large for choice keep the plain order`(count: Int) throws {
    let observations = try Observations(rows: (0..<count).map { [Double($0)] })
    let tree = Dendrogram(joining: observations)
    let order = tree.leafOrder(optimalFor: observations.distances())
    #expect(order == tree.leafOrder || order.count == 3)
  }
}

@Suite struct NewickTests {
  @Test func `branches add up to half the heights`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[0], [2], [10]]))
    let height = (4.0 / 3).squareRoot() * 9
    #expect(
      tree.newick(names: ["a", "b", "c"])
        == "(c:\(height / 2),(a:1.0,b:1.0):\((height - 2) / 2));")
  }

  @Test func `names are quoted where Newick would misread them`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[0], [0], [0], [0], [0]]))
    let names = ["Алматы", "O'Hara", "a_b", "", "x(y):z"]
    let text = tree.newick(names: names)
    for name in ["Алматы:0.0", "'O''Hara':0.0", "'a_b':0.0", "'':0.0", "'x(y):z':0.0"] {
      #expect(text.contains(name))
    }
  }

  @Test func `one leaf is its name`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[0]]))
    #expect(tree.newick(names: ["alone"]) == "alone;")
  }

  @Test func `deep trees are written`() throws {
    // A point at twice the distance each time makes a ladder.
    let tree = Dendrogram(
      joining: try Observations(
        rows: (0..<400).map { [Double(sign: .plus, exponent: $0, significand: 1)] }))
    let text = tree.newick(names: (0..<400).map(String.init))
    #expect(text.filter { $0 == "(" }.count == 399)
  }
}
