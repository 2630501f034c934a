public import Scenarios
import TripleHelix

/// One number of a run that is divided among mechanisms.
public enum DecomposedOutcome: Sendable, Equatable {
  case clusters(ClusterOutcome)
  /// Taken from the tables that a run records.
  case recorded(StudyOutput)

  /// Identifier in `snake_case`.
  public var id: String {
    switch self {
    case .clusters(let outcome): outcome.rawValue
    case .recorded(let output): output.name
    }
  }

  /// Empty for a pure number.
  public var unit: String {
    switch self {
    case .clusters(let outcome): outcome.unit
    case .recorded(let output): output.unit
    }
  }

  public var meaning: String {
    switch self {
    case .clusters(let outcome): outcome.meaning
    case .recorded(let output): output.meaning
    }
  }
}

/// Takes outcomes from a run while it goes, and keeps no more than they need.
struct OutcomeObserver: RunObserver {
  private let outcomes: [DecomposedOutcome]
  private var reading: StudyReading
  private var clusters: ClusterObserver
  /// The last quarter that ends a year.
  private let lastYear: Int
  private let looksAtFirms: Bool

  init(_ outcomes: [DecomposedOutcome], _ configuration: Configuration) {
    self.outcomes = outcomes
    let recorded = outcomes.compactMap { outcome -> StudyOutput? in
      if case .recorded(let output) = outcome { output } else { nil }
    }
    reading = StudyReading(recorded, configuration)
    clusters = ClusterObserver(configuration, plan: .init())
    lastYear =
      configuration.horizon / configuration.timeStep.ticksPerYear
      * configuration.timeStep.ticksPerYear
    looksAtFirms = recorded.count < outcomes.count
  }

  mutating func observe(_ simulation: Simulation) {
    reading.observe(simulation)
    if looksAtFirms, simulation.tick == lastYear { clusters.observe(simulation) }
  }

  /// One value an outcome, not a number where the run defines none.
  func outcome() -> [Double] {
    let sample = clusters.outcome().samples.last
    var recorded = reading.values.makeIterator()
    return outcomes.map { outcome in
      switch outcome {
      case .clusters(let outcome): sample.map { outcome.value(of: $0) } ?? .nan
      case .recorded: recorded.next() ?? .nan
      }
    }
  }
}
