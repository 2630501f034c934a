/// When a policy last paid, visited or saved a firm: what observers need to tell whom the state
/// supports, beside the lists of policies. Nothing in the model reads it.
struct PolicyContacts: Sendable {
  /// Tick of the last contact by slot; empty as long as no policy has reached a firm.
  private var last: [Int32] = []

  /// Notes a contact with the firm in a slot.
  ///
  /// - Parameter count: Slots in use.
  mutating func note(_ slot: Int, tick: Int, count: Int) {
    if last.count <= slot {
      last.append(contentsOf: repeatElement(.min, count: max(count, slot + 1) - last.count))
    }
    last[slot] = Int32(clamping: tick)
  }

  /// Whether the firm in `slot` had a contact in the four quarters that end at `tick`; one with the
  /// firm that had the slot before it, at the latest in the quarter of its birth, is none of its own.
  func isRecent(_ slot: Int, born birth: Int, tick: Int, ticksPerYear: Int) -> Bool {
    slot < last.count && Int(last[slot]) > max(tick - ticksPerYear, birth)
  }

  mutating func archive(_ archive: inout Archive) { archive.array(&last, filler: .min) }
}

extension Simulation {
  /// Notes that a policy paid, visited or saved firms this quarter.
  func noteContacts(_ slots: some Sequence<Int>) {
    for slot in slots { policyContacts.note(slot, tick: tick, count: firms.count) }
  }
}
