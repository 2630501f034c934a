import Foundation
import TripleHelix

/// Part (f): what clusters go through in fifty years, and what renews them.
extension ClusterPart {
  static let lives = ClusterPart(
    letter: "f", title: "Stages of life, and renewal from outside",
    note: """
      Size is Σ √output of members. Growth: an increase by a quarter over about five years; \
      maturity: five years within a tenth; decline: below 70 % of an earlier size. Renewal: within \
      15 years of a generation that is new to the sector, half of the members use it, the cluster \
      has regained its size, and H had risen; open clusters are compared with clusters without \
      access to outside knowledge. The result depends on a firm's reach in knowledge space: \
      generations are 1.6 apart, and success in research falls with a reach of 0.6 to a floor of \
      0.4; in the arms with a short reach, with a reach of 0.45 to zero.
      """,
    file: "stages.yaml", years: 50,
    arms: [
      Arm(id: "open", name: "as it is"),
      Arm(
        id: "closed", name: "clusters without access to outside knowledge",
        overrides: ["parameters.clusters.openness=0"]),
      Arm(
        id: "sealed", name: "also closed to newcomers",
        overrides: ["parameters.clusters.openness=0", "parameters.clusters.admission=0"]),
      Arm(id: "open_short", name: "as it is, short reach", overrides: shortReach),
      Arm(
        id: "closed_short", name: "closed, short reach",
        overrides: shortReach + ["parameters.clusters.openness=0"]),
    ],
    plan: .init(keepsLives: true),
    judge: { traces in
      func share(
        _ id: String, _ name: String, _ target: Double, _ prototype: String,
        _ holds: @escaping (GroupHistory) -> Bool
      ) -> ClaimFinding {
        finding(
          Claim(
            id, name, .percent(digits: 0), .mean(target...1),
            "most: ≥ \(Int((100 * target).rounded())) %", prototype: prototype), traces, "open"
        ) { trace in
          let clusters = trace.clusters.filter { $0.years.count >= 10 }
          return clusters.isEmpty
            ? .nan : Double(clusters.count { holds($0) }) / Double(clusters.count)
        }
      }
      func change(
        _ id: String, _ name: String, _ prototype: String, _ stage: GroupHistory.Stage?
      )
        -> ClaimFinding
      {
        finding(
          Claim(id, "yearly change of H in \(name)", .fixed(digits: 4), prototype: prototype),
          traces, "open"
        ) { trace in changeOfHeterogeneity(trace.clusters, in: stage) }
      }
      return [
        share("had_growth", "clusters of ten years or more that had growth", 0.5, "97 %") {
          $0.hadGrowth
        },
        share("had_maturity", "… maturity", 0.5, "100 %") { $0.hadMaturity },
        share("had_decline", "… decline", 0.5, "86 %") { $0.hadDecline },
        finding(
          Claim("dissolved", "clusters that dissolve", .percent(digits: 0), prototype: "15 %"),
          traces, "open"
        ) { dissolvedShare($0) },
        change("emergence", "emergence", "−0.049", nil),
        change("growth", "growth", "−0.020", .growth),
        change("maturity", "maturity", "−0.006", .maturity),
        change("decline", "decline", "−0.001", .decline),
        change("renewal", "renewal", "+0.019", .renewal),
        finding(
          Claim(
            "renewal_open", "new generations that renew an open cluster", .percent(digits: 1),
            prototype: "38 % ± 3"), traces, "open", { renewalShare($0) }),
        finding(
          Claim("renewal_closed", "… a closed one", .percent(digits: 1), prototype: "0.2 % ± 0.3"),
          traces, "closed", { renewalShare($0) }),
        finding(
          Claim(
            "renewal_sealed", "… one also closed to newcomers", .percent(digits: 1),
            prototype: "0 %"), traces, "sealed", { renewalShare($0) }),
        finding(
          Claim(
            "dissolved_sealed", "clusters that dissolve, also closed to newcomers",
            .percent(digits: 0), prototype: "78 %"), traces, "sealed", { dissolvedShare($0) }),
        finding(
          Claim(
            "renewal_open_short", "an open one, short reach", .percent(digits: 1),
            prototype: "38 % ± 3"), traces, "open_short", { renewalShare($0) }),
        finding(
          Claim(
            "renewal_closed_short", "… a closed one, short reach", .percent(digits: 1),
            prototype: "0.2 % ± 0.3"), traces, "closed_short", { renewalShare($0) }),
        finding(
          Claim(
            "renewal_open_less_closed", "open less closed", .percent(digits: 1), .above(0), "> 0"),
          traces, "open", "closed", { renewalShare($0) - renewalShare($1) }),
      ]
    })

  /// Success in research falls off with a reach of 0.45 to nothing, as in the prototype.
  private static let shortReach = [
    "parameters.position.understanding=0.45", "parameters.position.overlap_floor=0",
  ]

  private static func dissolvedShare(_ trace: ClusterTrace) -> Double {
    guard !trace.clusters.isEmpty else { return .nan }
    let last = trace.samples.count - 1
    return Double(trace.clusters.count { ($0.years.last?.year ?? last) < last })
      / Double(trace.clusters.count)
  }

  /// Mean yearly change of H in a stage; without one, in the first three years of a cluster.
  private static func changeOfHeterogeneity(
    _ clusters: [GroupHistory], in stage: GroupHistory.Stage?
  ) -> Double {
    var changes: [Double] = []
    for cluster in clusters
    where cluster.years.contains(where: { $0.heterogeneity > 0 }) {
      if let stage {
        for place in cluster.years.indices {
          if let change = cluster.change(at: place), change.stage == stage {
            changes.append(change.change)
          }
        }
      } else if cluster.years.count > 3, cluster.years[0].year > 0 {
        changes.append((cluster.years[3].heterogeneity - cluster.years[0].heterogeneity) / 3)
      }
    }
    return finiteMean(of: changes)
  }

  /// Of the cases in which a generation was new to the sector of a living cluster, those in which it
  /// renewed the cluster; not a number where knowledge has no place.
  static func renewalShare(_ trace: ClusterTrace) -> Double {
    guard trace.clusters.contains(where: { $0.years.contains { $0.heterogeneity > 0 } }) else {
      return .nan
    }
    var cases = 0.0
    var renewed = 0.0
    for cluster in trace.clusters where trace.newestLines.indices.contains(cluster.sector) {
      let newest = trace.newestLines[cluster.sector]
      for (place, start) in cluster.years.enumerated() where start.year > 0 {
        let line = newest[start.year]
        guard line > newest[start.year - 1], start.year + 15 < newest.count,
          start.firms >= ObservedHeterogeneity.smallestCluster
        else { continue }
        cases += 1
        var wasRaised = false
        for later in cluster.years[(place + 1)...] where later.year <= start.year + 15 {
          if later.heterogeneity > start.heterogeneity { wasRaised = true }
          if wasRaised, later.share(onOrAfter: line) >= 0.5, later.size >= start.size {
            renewed += 1
            break
          }
        }
      }
    }
    return cases > 0 ? renewed / cases : .nan
  }
}

extension GroupHistory {
  /// Whether size rose by a quarter over some five years.
  var hadGrowth: Bool {
    years.indices.dropFirst(5).contains { years[$0].size > 1.25 * years[$0 - 5].size }
  }

  /// Whether size stayed within a tenth for five years.
  var hadMaturity: Bool {
    years.indices.dropFirst(4).contains { place in
      let sizes = years[(place - 4)...place].map(\.size)
      guard let low = sizes.min(), let high = sizes.max(), low > 0 else { return false }
      return high <= 1.1 * low
    }
  }

  /// Whether size fell under 70 % of an earlier one.
  var hadDecline: Bool {
    var peak = 0.0
    for year in years {
      if year.size < 0.7 * peak { return true }
      peak = max(peak, year.size)
    }
    return false
  }
}
