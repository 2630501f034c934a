import TripleHelix

/// Part (e): whether one firm with its spin-offs can found a cluster.
extension ClusterPart {
  private static let birthYears = 30

  /// A stand of firms: fifteen or more, at twice the country's share.
  private static func isStand(_ trace: ClusterTrace) -> Double {
    guard let last = trace.births.last else { return .nan }
    return last.firms >= 15 && last.quotient >= 2 ? 1 : 0
  }

  static let birth = ClusterPart(
    letter: "e", title: "One initiator with spin-offs can found a cluster",
    note: """
      Sector `novelty` in region `home` after \(birthYears) years: an agglomeration has 15 firms \
      or more and a location quotient of 2 or more. Descent: the share of its firms with the most \
      common ancestor.
      """,
    file: "birth.yaml", years: birthYears,
    arms: [
      Arm(id: "both", name: "initiator and attractor"),
      Arm(id: "no_initiator", name: "no initiator", overrides: ["initiators=[]"]),
      Arm(id: "no_attractor", name: "no attractor", overrides: ["attractors=[]"]),
      Arm(id: "neither", name: "neither", overrides: ["initiators=[]", "attractors=[]"]),
      Arm(id: "no_spin_offs", name: "no spin-offs", overrides: ["mechanisms.spin_offs=false"]),
      Arm(
        id: "no_trust", name: "trust at zero", overrides: ["parameters.clusters.trust_level=0"]),
    ],
    plan: .init(birthplace: (region: 0, sector: 0)),
    judge: { traces in
      func stands(
        _ arm: String, _ name: String, _ prototype: String, _ target: Claim.Target? = nil,
        _ text: String = "–"
      ) -> ClaimFinding {
        finding(
          Claim(
            "stand_\(arm)", "seeds with an agglomeration, \(name)", .percent(digits: 0), target,
            text,
            prototype: prototype), traces, arm, { isStand($0) })
      }
      return [
        stands(
          "both", "initiator and attractor", "80 %", .mean(0.5...1), "most: ≥ 50 %"),
        stands("no_initiator", "no initiator", "13 %", .mean(0...0.49), "mostly not: < 50 %"),
        stands("neither", "neither", "0 %"), stands("no_attractor", "no attractor", "67 %"),
        stands("no_spin_offs", "no spin-offs", "7 %", .mean(0...0.49), "mostly not: < 50 %"),
        finding(
          Claim(
            "initiator_less_none", "agglomerations with the initiator, less without",
            .percent(digits: 0), .above(0), "> 0", prototype: "67 points"),
          traces, "both", "no_initiator", { isStand($0) - isStand($1) }),
        finding(
          Claim(
            "initiator_descent", "seeds in which most of its firms descend from one",
            .percent(digits: 0), .mean(0.5...1), "most: ≥ 50 %", prototype: "73 %"),
          traces, "both"
        ) { trace in trace.births.last.map { $0.descendants > 0.5 ? 1 : 0 } ?? .nan },
        finding(
          Claim("descent", "share of descendants", .fixed(digits: 2), prototype: "0.64 ± 0.08"),
          traces, "both"
        ) { $0.births.last?.descendants ?? .nan },
        finding(
          Claim(
            "stand_firms", "firms of the agglomeration", .fixed(digits: 0), prototype: "40 ± 9"),
          traces, "both"
        ) { $0.births.last?.firms ?? .nan },
        finding(
          Claim(
            "associated", "seeds that also have an association", .percent(digits: 0),
            prototype: "40 %"), traces, "both"
        ) { trace in trace.births.last.map { $0.isAssociated ? 1 : 0 } ?? .nan },
        finding(
          Claim(
            "associated_no_trust", "… at trust zero", .percent(digits: 0), .mean(0...0.05),
            "none", prototype: "0 %"), traces, "no_trust"
        ) { trace in trace.births.last.map { $0.isAssociated ? 1 : 0 } ?? .nan },
      ]
    })
}
