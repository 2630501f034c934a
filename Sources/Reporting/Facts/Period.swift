import TripleHelix

/// A quarter, month or half of a calendar year.
///
/// Tables give the time at which a period ends, so 2036.75 is the third quarter of 2036, and 2037 the
/// fourth.
struct Period: Sendable, Equatable {
  var year: Int
  /// Place in its year, from 0.
  var part: Int
  var partsPerYear: Int

  /// The period that ends at a calendar time.
  init(endingAt time: Double, partsPerYear: Int) {
    self.init(number: Int((time * Double(partsPerYear)).rounded()) - 1, partsPerYear: partsPerYear)
  }

  /// The period that starts at a calendar time.
  init(startingAt time: Double, partsPerYear: Int) {
    self.init(number: Int((time * Double(partsPerYear)).rounded()), partsPerYear: partsPerYear)
  }

  private init(number: Int, partsPerYear: Int) {
    part = ((number % partsPerYear) + partsPerYear) % partsPerYear
    year = (number - part) / partsPerYear
    self.partsPerYear = partsPerYear
  }

  var isFirst: Bool { part == 0 }
  var isLast: Bool { part == partsPerYear - 1 }

  /// As in a table: "Q3 2036", "July 2036", "H2 2036".
  var short: String {
    switch partsPerYear {
    case 1: "\(year)"
    case 2: "H\(part + 1) \(year)"
    case 4: "Q\(part + 1) \(year)"
    case 12: "\(Self.months[part]) \(year)"
    default: "\(Self.months[min(11, 12 * (part + 1) / partsPerYear - 1)]) \(year)"
    }
  }

  /// As in a sentence: "in the third quarter of 2036", "in July 2036".
  var phrase: String {
    switch partsPerYear {
    case 1: "in \(year)"
    case 2: "in the \(part == 0 ? "first" : "second") half of \(year)"
    case 4: "in the \(["first", "second", "third", "fourth"][part]) quarter of \(year)"
    default: "in \(short)"
    }
  }

  /// Its end: "at the end of 2036", "at the end of the second quarter of 2036".
  var end: String {
    isLast ? "at the end of \(year)" : "at the end of \(phrase.dropFirst("in ".count))"
  }

  /// Its start: "at the start of 2036", "at the start of the second quarter of 2036".
  var start: String {
    isFirst ? "at the start of \(year)" : "at the start of \(phrase.dropFirst("in ".count))"
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

extension Findings {
  private func isStart(_ time: Double) -> Bool { time <= Double(configuration.startYear) + 1e-6 }

  private func period(endingAt time: Double) -> Period {
    Period(endingAt: time, partsPerYear: timeStep.ticksPerYear)
  }

  /// The period that ends at a calendar time, in a sentence; the start for the initial state.
  func moment(_ time: Double) -> String {
    isStart(time) ? "at the start of \(configuration.startYear)" : period(endingAt: time).phrase
  }

  /// A calendar time as the end of a period, in a sentence: "at the end of 2036".
  func endMoment(_ time: Double) -> String {
    isStart(time) ? "at the start of \(configuration.startYear)" : period(endingAt: time).end
  }

  /// The same as a label: "End of 2036", "End of Q2 2036", "Start of 2013".
  func endLabel(_ time: Double) -> String {
    if isStart(time) { return "Start of \(configuration.startYear)" }
    let period = period(endingAt: time)
    return "End of " + (period.isLast ? "\(period.year)" : period.short)
  }

  /// The period that ends at, or holds, a calendar time, as a label: "Q3 2036".
  func periodLabel(_ time: Double) -> String {
    if isStart(time) { return "start of \(configuration.startYear)" }
    let parts = Double(timeStep.ticksPerYear)
    return period(endingAt: (time * parts - 1e-6).rounded(.up) / parts).short
  }

  /// The start of a period in a sentence, by the ticks that pass before it.
  func startMoment(tick: Int) -> String {
    Period(
      startingAt: Double(configuration.startYear) + timeStep.years(tick),
      partsPerYear: timeStep.ticksPerYear
    ).start
  }

  /// The calendar year in which a time lies or that it ends; "start" for the initial state.
  func calendarYear(_ time: Double, tick: Int) -> String {
    tick <= 0 ? "start" : String(Int((time - 0.01).rounded(.down)))
  }

  /// Last calendar year that the run covers.
  var lastYear: Int { period(endingAt: Double(configuration.startYear) + yearsRun).year }
}
