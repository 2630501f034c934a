public import Foundation

/// Where a run goes when nobody says where.
extension ResultsFolder {
  /// Makes `results/<scenario>/<time and seed>` and gives its path.
  public static func makeNew(
    under root: String = "results", scenario: String, seed: UInt64, at time: Date = Date()
  ) throws(ResultsError) -> String {
    let parent = "\(root)/\(scenario)"
    try Files.makeFolder(parent)
    let stamp = time.formatted(
      .verbatim(
        """
        \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits)_\
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))-\
        \(minute: .twoDigits)-\(second: .twoDigits)
        """,
        timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    let name = "\(stamp)_seed-\(seed)"
    for attempt in 1... {
      let path = "\(parent)/\(name)" + (attempt == 1 ? "" : "_\(attempt)")
      if try Files.makeNewFolder(path) { return path }
    }
    preconditionFailure("the loop ends by returning")
  }

  /// Lets `results/<scenario>/latest` point to the folder at `path`, made by ``makeNew(under:scenario:seed:at:)``.
  public static func markLatest(
    _ path: String, under root: String = "results", scenario: String
  ) throws(ResultsError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try Files.link("\(root)/\(scenario)/\(latestName)", to: name)
  }

  /// Path of the newest run of `scenario`.
  public static func latest(under root: String = "results", scenario: String) -> String {
    "\(root)/\(scenario)/\(latestName)"
  }

  private static let latestName = "latest"
}
