/// The time that a run covers, and what a year means that somebody wrote for it: years from the start,
/// or a calendar year.
struct RunYears {
  /// The year of the first quarter.
  let startYear: Int
  /// How long the run lasts.
  let years: Double

  /// Whether a year that was written is one of the calendar. Years within the run's length are always
  /// years from its start.
  func isCalendarYear(_ written: Double) -> Bool {
    guard written > years else { return false }
    let start = Double(startYear)
    // A year of the calendar that is wrong is still nearer to the calendar than to the run's length.
    return start...start + years ~= written || startYear >= 1000 && written > start / 2
  }

  /// Years from the start of the run, negative before it.
  func fromStart(_ written: Double) -> Double {
    isCalendarYear(written) ? written - Double(startYear) : written
  }

  /// What is wrong with a time outside the run.
  ///
  /// - Parameters:
  ///   - time: Years from the start.
  ///   - written: The same as it was written, if it was.
  func problem(_ time: Double, written: SourceNode?) -> Problem.Fact? {
    guard !(0...years).contains(time), !time.isNaN else { return nil }
    return .beyondRun(
      found: time, years: years, startYear: startYear, isCalendarYear: isCalendar(time, written))
  }

  /// A time in the words in which it was written.
  func words(_ time: Double, written: SourceNode?) -> String {
    Problem.number(isCalendar(time, written) ? Double(startYear) + time : time)
  }

  /// Whether a time was written as a year of the calendar.
  func isCalendar(_ time: Double, _ written: SourceNode?) -> Bool {
    written?.text.flatMap(PlainScalar.number).map { $0 != time } ?? false
  }
}
