/// What a policy has done so far, and whatever of it lives over a quarter.
struct PolicyState {
  let instrument: any PolicyInstrument
  private let properties: InstrumentProperties

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
  /// Cells chosen by a contest, and those that were not.
  var winners: [Int32] = []
  var losers: [Int32] = []
  /// Firms that take part, where the instrument keeps a list.
  var participants: [Participant] = []
  /// Who was a member when a network programme ended.
  var leftMembers = LeftMembers()

  init(_ policy: PolicyDescription) {
    instrument = policy.instrument.type.init()
    properties = InstrumentProperties(of: instrument)
    for (setting, box) in properties.settings {
      if let value = policy.settings[setting.name] { box.value = value }
    }
  }

  /// What the instrument reported in the quarter, in the order of its measures; `nil` if nothing.
  var report: [(measure: PolicyMeasure, value: Double?)] {
    properties.measures.map { ($0.description, $0.box.value) }
  }

  func clearReport() {
    for (_, box) in properties.measures { box.value = nil }
  }

  mutating func archive(_ archive: inout Archive) {
    archive.value(&spent)
    archive.value(&forgone)
    archive.value(&spentThisYear)
    archive.value(&forgoneThisYear)
    archive.value(&reached)
    archive.value(&eligible)
    archive.value(&participations)
    archiveReport(&archive)
    archiveMemory(&archive)
    archive.array(&winners, filler: 0)
    archive.array(&losers, filler: 0)
    archive.array(&participants, filler: Participant(id: 0, slot: 0, since: 0))
    leftMembers.archive(&archive)
  }

  private func archiveReport(_ archive: inout Archive) {
    var numbers = Self.padded(properties.measures.map { $0.box.value ?? 0 })
    archive.numbers(&numbers)
    guard archive.isReading else { return }
    for ((_, box), number) in zip(properties.measures, numbers) { box.value = number }
  }

  private func archiveMemory(_ archive: inout Archive) {
    var numbers = Self.padded(properties.memory.flatMap { $0.numbers })
    archive.numbers(&numbers)
    guard archive.isReading else { return }
    var rest = numbers[...]
    for box in properties.memory.dropLast() { box.restore([rest.popFirst() ?? 0]) }
    properties.memory.last?.restore(rest)
  }

  /// Checkpoints of this format hold four numbers at least.
  private static func padded(_ numbers: [Double]) -> [Double] {
    numbers + Array(repeating: 0, count: max(0, 4 - numbers.count))
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
