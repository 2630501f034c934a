import Chunking

/// A pass over the distances of all pairs of points that stores none of them.
///
/// Points stand in an order of the caller's choice. The pass goes by blocks of eight points, each
/// against one point after another, so that eight distances are taken at once.
struct PairScan {
  typealias Lanes = SIMD8<Double>

  let count: Int
  private let dimension: Int
  /// Coordinates, point after point.
  private let points: Column<Double>
  /// The same for each block of eight points, one vector an axis.
  private let blocks: Column<Lanes>

  init(_ coordinates: Coordinates, order: [Int]) {
    count = order.count
    dimension = coordinates.dimension
    points = Column(repeating: 0, capacity: count * dimension)
    blocks = Column(repeating: .zero, capacity: (count + 7) / 8 * dimension)
    for (place, row) in order.enumerated() {
      for axis in 0..<dimension {
        let value = coordinates.values[row * dimension + axis]
        points[place * dimension + axis] = value
        blocks[place / 8 * dimension + axis][place % 8] = value
      }
    }
  }

  /// Blocks in chunks of one or two milliseconds' work at ten thousand points.
  var plan: ChunkPlan { ChunkPlan(count: (count + 7) / 8, chunkSize: 4) }

  /// Distances between the eight points of `block` and the point at `place`.
  @inline(__always)
  func distances(block: Int, to place: Int) -> Lanes {
    var squares = Lanes.zero
    let (blockStart, start) = (block &* dimension, place &* dimension)
    for axis in 0..<dimension {
      let difference = blocks[blockStart &+ axis] - Lanes(repeating: points[start &+ axis])
      squares += difference * difference
    }
    return squares.squareRoot()
  }
}
