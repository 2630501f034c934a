import Figures
import Foundation
import Machine
import Randomness
import WardClustering

/// What Ward's tree of standard normal points costs, on one core; beside fastcluster where Python
/// has it.
enum WardTimes {
  static let sizes = [16, 500, 2_000, 10_000]
  static let columns = 14
  static let turnCount = 3

  static func printTable() throws {
    print("\nWard's tree of n × \(columns) standard normal points, one thread, ms\n")
    print(row(["n", "triskele", "fastcluster", "ratio", "difference"]))
    for size in sizes { try measure(size) }
  }

  private static func measure(_ size: Int) throws {
    var stream = RandomStream()
    stream.reset(key: StreamKey(seed: 1), entity: UInt64(size), tick: 0)
    let values = (0..<size * columns).map { _ in stream.gaussian() }
    let points = try Observations(values: values, rowCount: size, columnCount: columns)
    // Small trees many times over: the clock ticks in whole microseconds on some machines.
    let repeats = max(1, 200_000 / (size * size))
    var heights: [Double] = []
    var turns: [(own: Double, other: Fastcluster?)] = []
    for _ in 0..<turnCount {
      let elapsed = ContinuousClock().measure {
        for _ in 0..<repeats { heights = Dendrogram(joining: points).merges.map(\.height) }
      }
      turns.append(
        (elapsed / .milliseconds(1) / Double(repeats), try Fastcluster(values, repeats: repeats)))
    }
    let others = turns.compactMap(\.other)
    let own = decimal(median(turns.map(\.own)), 3)
    guard let other = others.last, others.count == turnCount else {
      return print(row(["\(size)", own, "not found", "-", "-"]))
    }
    let difference = zip(heights, other.heights).map { abs($0 - $1) / $1 }.max() ?? .nan
    let ratios = zip(turns, others).map { $0.own / $1.milliseconds }
    print(
      row([
        "\(size)", own, decimal(median(others.map(\.milliseconds)), 3), decimal(median(ratios), 2),
        difference < 1e-9 ? "< 1e-9" : "\(difference)",
      ]))
  }
}

/// The same points by `fastcluster.linkage_vector` of the Python called `PYTHON`, or `python3`.
private struct Fastcluster {
  let milliseconds: Double
  let heights: [Double]

  /// Nil where there is no such Python.
  init?(_ values: [Double], repeats: Int) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("triskele-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("points").path
    let output = folder.appendingPathComponent("answer").path
    let text = values.map { "\($0)" }.joined(separator: "\n")
    try text.write(toFile: input, atomically: false, encoding: .utf8)
    let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    let cost = run([python, "-c", Self.program, input, output, "\(repeats)"])
    guard cost.status == 0 else { return nil }
    let answer = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
      .compactMap { Double($0) }
    milliseconds = answer[0]
    heights = Array(answer[1...])
  }

  private static let program = """
    import sys, time
    import fastcluster, numpy
    points = numpy.loadtxt(sys.argv[1]).reshape(-1, \(WardTimes.columns))
    repeats = int(sys.argv[3])
    start = time.perf_counter()
    for _ in range(repeats):
        tree = fastcluster.linkage_vector(points, method='ward')
    elapsed = time.perf_counter() - start
    with open(sys.argv[2], 'w') as answer:
        print(1000 * elapsed / repeats, *map(repr, map(float, tree[:, 2])), sep='\\n', file=answer)
    """
}
