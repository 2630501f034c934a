/// What a policy has done so far, and whatever of it lives over a quarter.
struct PolicyState: Sendable {
  /// Figures that an instrument may report.
  static let measureCount = 4

  /// Million since the start: paid, and taxes forgone.
  var spent = 0.0
  var forgone = 0.0
  /// The same since the start of the calendar year.
  var spentThisYear = 0.0
  var forgoneThisYear = 0.0
  /// Firms, universities or regions reached in the last quarter, and those that could have been.
  var reached = 0.0
  var eligible = 0.0
  /// Admissions of listed participants since the start, or what was reached, quarter by quarter.
  var participations = 0.0
  /// What the instrument reports, in the order of its measures.
  var measures = Array(repeating: 0.0, count: measureCount)
  /// Numbers that an instrument remembers from quarter to quarter.
  var memory = Array(repeating: 0.0, count: 4)
  /// Cells chosen by a contest, and those that were not.
  var winners: [Int32] = []
  var losers: [Int32] = []
  /// Firms that take part, where the instrument keeps a list.
  var participants: [Participant] = []
  /// Who was a member when a network programme ended.
  var leftMembers = LeftMembers()

  mutating func archive(_ archive: inout Archive) {
    archive.value(&spent)
    archive.value(&forgone)
    archive.value(&spentThisYear)
    archive.value(&forgoneThisYear)
    archive.value(&reached)
    archive.value(&eligible)
    archive.value(&participations)
    archive.numbers(&measures)
    archive.numbers(&memory)
    archive.array(&winners, filler: 0)
    archive.array(&losers, filler: 0)
    archive.array(&participants, filler: Participant(id: 0, slot: 0, since: 0))
    leftMembers.archive(&archive)
  }
}

/// A firm on the list of a policy.
struct Participant: Sendable, BitwiseCopyable {
  var id: UInt64
  var slot: Int32
  /// Tick of admission.
  var since: Int32
  /// What the instrument keeps of it: a stake, a loan, a book value, factors.
  var amount = 0.0
  var memory: UInt64 = 0
}
