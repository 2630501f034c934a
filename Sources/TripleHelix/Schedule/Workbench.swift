import Randomness

/// Scratch space of one worker in the passes over the firms: made once, so that no pass allocates.
final class Workbench {
  var stream = RandomStream()
  let decisions = DecisionBlock()
  let candidates: Candidates

  init(_ parameters: Parameters) {
    candidates = Candidates(count: Int(parameters.knowledge.partnerCandidates))
  }
}

// Unchecked: a team never makes two calls with the same worker at the same time.
extension Workbench: @unchecked Sendable {}
