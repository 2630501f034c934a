public import TripleHelix

/// Mechanisms that are switched on and off in all combinations.
///
/// A subset of them is a number: switch i is on in subset s where bit i of s is set.
public struct SwitchSet: Sendable, Equatable {
  /// Most switches of a set: 2¹² runs a seed.
  public static let limit = 12

  /// The seven effects of clusters on their members.
  public static let clusterEffects = SwitchSet(
    names: [
      "cluster_scale", "cluster_scope", "cluster_transaction", "cluster_synergy",
      "cluster_trigger", "cluster_market_entry", "cluster_risk_sharing",
    ])

  /// Switches that do nothing where there are no clusters.
  public static let needingClusters =
    clusterEffects.names + ["trust_dynamics", "knowledge_convergence"]

  /// Names as under `mechanisms:`.
  public let names: [String]

  private init(names: [String]) {
    self.names = names
  }

  /// - Parameters:
  ///   - names: As under `mechanisms:`.
  ///   - mechanisms: Of the scenario whose mechanisms they are.
  /// - Throws: All mistakes together.
  public init(_ names: [String], of mechanisms: Mechanisms) throws(SwitchProblems) {
    var problems: [SwitchProblems.Problem] = []
    let known = Mechanisms.descriptions.map(\.name)
    if names.isEmpty { problems.append(.none) }
    if names.count > Self.limit { problems.append(.tooMany(names.count)) }
    for (place, name) in names.enumerated() {
      if names[..<place].contains(name) {
        if !problems.contains(.twice(name)) { problems.append(.twice(name)) }
      } else if !known.contains(name) {
        problems.append(.unknown(name))
      }
    }
    let idle = names.filter(Self.needingClusters.contains)
    if !idle.isEmpty, !mechanisms.clusters, !names.contains("clusters") {
      problems.append(.withoutClusters(idle))
    }
    guard problems.isEmpty else { throw SwitchProblems(problems: problems) }
    self.names = names
  }
}

extension SwitchSet {
  /// All subsets, the empty one first and the whole set last.
  public var subsets: Range<Int> { 0..<(1 << names.count) }

  public static func contains(_ subset: Int, _ place: Int) -> Bool { subset & 1 << place != 0 }

  /// What makes a scenario one with these switches on and the others of the set off, as `--set` takes
  /// it.
  public func overrides(of subset: Int) -> [String] {
    names.enumerated().map { place, name in
      "mechanisms.\(name)=\(Self.contains(subset, place))"
    }
  }

  /// The same on switches that were read already.
  public func apply(_ subset: Int, to mechanisms: inout Mechanisms) {
    for (place, name) in names.enumerated() {
      guard let switched = Mechanisms.descriptions.first(where: { $0.name == name }) else {
        preconditionFailure("a set holds known switches")
      }
      mechanisms[keyPath: switched.keyPath] = Self.contains(subset, place)
    }
  }

  /// The switches that are on, in words.
  public func words(_ subset: Int) -> String {
    let on = names.enumerated().filter { Self.contains(subset, $0.offset) }.map(\.element)
    return on.isEmpty ? "all off" : on.count == names.count ? "all on" : on.joined(separator: " + ")
  }
}

/// Why mechanisms cannot be switched as asked.
public struct SwitchProblems: Error, Sendable, Equatable {
  public enum Problem: Sendable, Equatable {
    /// No switch was named.
    case none
    case tooMany(Int)
    case twice(String)
    case unknown(String)
    /// Switches that need `clusters`, which is off and not among them.
    case withoutClusters([String])
  }

  public let problems: [Problem]
}
