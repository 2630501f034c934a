import Chunking

/// The members that a network programme leaves behind, and who of them stays in a cluster without it.
struct LeftMembers: Sendable {
  /// Identities and slots of the firms that were members when the programme ended.
  var ids: [UInt64] = []
  var slots: [Int32] = []

  mutating func archive(_ archive: inout Archive) {
    archive.array(&ids, filler: 0)
    archive.array(&slots, filler: 0)
    if slots.count != ids.count { archive.fail() }
  }
}

extension Simulation {
  /// Quarters after its end in which a programme still reports.
  static let yearsAfterEnd = 10.0

  /// Keeps the members of a programme that ended with the last quarter: those of clusters in its
  /// target, as that quarter left them.
  func keepLeftMembers(_ policy: RunningPolicy) {
    guard policy.description.end == tick - 1,
      !type(of: policy.instrument).measuresAfterEnd.isEmpty
    else { return }
    var left = LeftMembers()
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.cluster[firm] >= 0 {
      guard let home = homeOfCluster(ofFirm: firm), policy.reaches[home] else { continue }
      left.ids.append(firms.id[firm])
      left.slots.append(Int32(firm))
    }
    policyStates[policy.place].leftMembers = left
  }

  /// What a policy reports after its end, in the ten years that follow; empty otherwise.
  func reportAfterEnd(ofPolicy place: Int) -> [(measure: PolicyMeasure, value: Double)] {
    let policy = configuration.policies[place]
    guard !policy.instrument.measuresAfterEnd.isEmpty, policy.end < tick,
      timeStep.years(tick - policy.end) <= Self.yearsAfterEnd
    else { return [] }
    let left = policyStates[place].leftMembers
    var living = 0
    var members = 0
    for (id, slot) in zip(left.ids, left.slots) where firms.id[Int(slot)] == id {
      living += 1
      if firms.cluster[Int(slot)] >= 0 { members += 1 }
    }
    return [
      (NetworkAfterEnd.staying, living > 0 ? Double(members) / Double(living) : .nan),
      (NetworkAfterEnd.leftBehind, Double(living) * scale),
    ]
  }
}

/// What network programmes report after their end.
enum NetworkAfterEnd {
  static let staying = PolicyMeasure(
    name: "staying", unit: "share",
    meaning:
      "Of the surviving firms that were members when the policy ended, the share that still are; for ten years."
  )
  static let leftBehind = PolicyMeasure(
    name: "left_behind", unit: "firms",
    meaning: "Surviving firms that were members when the policy ended; for ten years.")
  static let measures = [staying, leftBehind]
}
