import TripleHelix

/// Windows of time in words, and what lies outside the simulated time.
extension ComparisonResults {
  /// The window as a table's head says it: "While in force (2018 to 2022)".
  public func name(of window: Window) -> String {
    let years = Self.span(window)
    switch window.kind {
    case "in_force": return "While in force (\(years))"
    case "after":
      let length = window.to - window.from
      let count = length.rounded() == length ? Numbers.count(Int(length), "year") : "years"
      return count == "one year"
        ? "The year after its end (\(years))" : "The \(count) after its end (\(years))"
    case "end": return "At the end of the run (\(years))"
    default: return "Whole run (\(years))"
    }
  }

  /// "2018 to 2022", "2022", or with quarters "April 2018 to June 2022".
  static func span(_ window: Window) -> String {
    let (from, to) = (window.from, window.to)
    if from.rounded() == from, to.rounded() == to {
      let (first, last) = (Int(from), Int(to) - 1)
      return first >= last ? "\(first)" : "\(first) to \(last)"
    }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    func month(_ time: Double, before: Bool) -> String {
      let number = Int((time * 12).rounded()) - (before ? 1 : 0)
      return "\(months[((number % 12) + 12) % 12]) \(number / 12)"
    }
    return "\(month(from, before: false)) to \(month(to, before: true))"
  }

  /// Policies that the run does not outlast.
  func timeCautions(of scenario: Alternative) -> [String] {
    let horizon = scenario.configuration.horizon
    let policies = differing(scenario)
    func listed(_ isMeant: (PolicyDescription) -> Bool) -> (names: String, end: String)? {
      let names = policies.filter(isMeant).map { $0.name.replacing("_", with: " ") }
      return names.isEmpty ? nil : (Numbers.list(names), names.count == 1 ? "ends" : "end")
    }
    let word = policyWord(scenario)
    if let cut = listed({ $0.end > horizon && $0.end < .max }) {
      return [
        "The run ends before \(cut.names) \(cut.end): totals and costs cover only the time within the run, and "
          + "no time after the \(word) was simulated."
      ]
    }
    guard let last = listed({ $0.end == horizon }) else { return [] }
    return [
      "The run ends when \(last.names) \(last.end): no time after the \(word) was simulated."
    ]
  }
}
