/// How long a tick is: the one place where quarters and years become ticks.
///
/// Parameters, scenarios and results speak of quarters and years whatever the length of a tick. A
/// tick of a quarter changes no value at all, to the last bit.
public struct TimeStep: Sendable, Hashable {
  /// Ticks of a year that a scenario may ask for.
  ///
  /// One is not among them: a firm decides once a tick, and with a year for that prices, wages and
  /// capital come so late that the country sinks (<doc:ODD#Time-step>).
  public static let allowed = [2, 4, 6, 12]

  /// As in `2, 4 or 12`.
  public static var allowedWords: String {
    allowed.dropLast().map(String.init).joined(separator: ", ") + " or \(allowed.last ?? 4)"
  }

  /// The usual step, of a quarter.
  public static let quarter = TimeStep(ticksPerYear: 4)

  /// One of `allowed`.
  public let ticksPerYear: Int

  /// The step that has `ticksPerYear` ticks in a year, one of `allowed`.
  public init(ticksPerYear: Int) { self.ticksPerYear = ticksPerYear }

  /// What a tick is called.
  public var name: String {
    switch ticksPerYear {
    case 2: "half-year"
    case 4: "quarter"
    case 12: "month"
    default: "tick"
    }
  }

  /// Ticks of a year.
  public var year: Double { Double(ticksPerYear) }
  /// Ticks of a quarter.
  public var quarter: Double { year / 4 }

  /// The fewest quarters that are whole ticks.
  public var quartersOfWholeTicks: Int { ticksPerYear % 4 == 0 ? 1 : 2 }

  /// Years that `ticks` last.
  public func years(_ ticks: Int) -> Double { Double(ticks) / year }
  /// Ticks that `years` last, rounded to whole ones.
  public func ticks(years: Double) -> Int { Int((years * year).rounded()) }
  /// Ticks that `quarters` last, rounded to whole ones.
  public func ticks(quarters: Int) -> Int { Int((Double(quarters) * quarter).rounded()) }
  /// Ticks that `quarters` last if those are whole ones, else `nil`.
  public func wholeTicks(quarters: Double) -> Int? { Int(exactly: quarters * quarter) }
  /// Whether a year ends with `tick`; the start ends one as well.
  public func endsYear(_ tick: Int) -> Bool { tick % ticksPerYear == 0 }
  /// Whether a year starts with `tick`.
  public func startsYear(_ tick: Int) -> Bool { tick % ticksPerYear == 1 % ticksPerYear }
}

extension TimeStep {
  /// The share of a tick of what closes or ends at `share` a quarter: 1 − (1 − p)^(4/n).
  ///
  /// What is left after a year is the same whatever the step.
  func share(_ share: Double) -> Double {
    self == .quarter ? share : 1 - power(1 - share, 1 / quarter)
  }

  /// The sum over a tick of what is `rate` a quarter: x · 4/n.
  func rate(_ rate: Double) -> Double { rate / quarter }

  /// The growth of a tick at `growth` a quarter: (1 + g)^(4/n) − 1.
  func growth(_ growth: Double) -> Double {
    self == .quarter ? growth : power(1 + growth, 1 / quarter) - 1
  }

  /// What is left after a tick of what keeps the part `persistence` over a quarter: ρ^(4/n).
  func persistence(_ persistence: Double) -> Double {
    self == .quarter ? persistence : power(persistence, 1 / quarter)
  }

  /// Ticks, whole or not, of a time in quarters; also a stock in quarters of a flow.
  func duration(_ quarters: Double) -> Double { quarters * quarter }

  /// Standard deviation of a tick's step of a random walk whose quarterly step has `deviation`.
  func walk(_ deviation: Double) -> Double {
    self == .quarter ? deviation : deviation / quarter.squareRoot()
  }

  /// Standard deviation of a tick's shock to a state that keeps `persistence` a quarter, so that the
  /// state's own variance σ²/(1 − ρ²) stays what it is.
  func shock(_ deviation: Double, persistence: Double) -> Double {
    guard self != .quarter, persistence < 1 else { return walk(deviation) }
    let kept = self.persistence(persistence)
    return deviation
      * ((1 - kept * kept) / (1 - persistence * persistence)).squareRoot()
  }

  /// Standard deviation of a tick's error in what is smoothed by `share` a quarter, so that the
  /// variance of the smoothed value, σ² s/(2 − s), stays what it is.
  func error(_ deviation: Double, smoothing share: Double) -> Double {
    guard self != .quarter, share > 0 else { return deviation }
    let short = self.share(share)
    return deviation * (share / (2 - share) * (2 - short) / short).squareRoot()
  }
}

/// What a number has to do with time, which says how it goes over to another step.
public enum TimeDimension: Sendable {
  /// Nothing: a ratio, a level, what belongs to an event, or what the other side of its equation
  /// scales as well.
  case timeless
  /// A probability, or the share of a gap or stock, a quarter.
  case share
  /// A hazard or flow a quarter that adds up over time and may exceed 1.
  case rate
  /// Growth a quarter that compounds.
  case growth
  /// The part of a state that is left after a quarter.
  case persistence
  /// A time in quarters, or a stock in quarters of a flow.
  case duration
  /// Standard deviation of a quarter's shock to a state with this persistence.
  case shock(persistence: any KeyPath<Parameters, Double> & Sendable)
  /// Standard deviation of a quarter's step of a random walk.
  case walk
  /// Standard deviation of an error in what is smoothed by this share a quarter.
  case error(smoothing: any KeyPath<Parameters, Double> & Sendable)

  /// What a unit says by itself.
  init(unit: String) {
    if unit == "1/quarter" || unit == "share of firms a quarter" {
      self = .share
    } else if unit.hasPrefix("quarters") {
      self = .duration
    } else if unit.hasSuffix(" a quarter") {
      self = .rate
    } else {
      self = .timeless
    }
  }

  /// `value`, stated per quarter, as it holds for one tick of `step`; exactly `value` where that is a
  /// quarter.
  ///
  /// - Parameter parameters: What `value` stands beside, all per quarter.
  func converted(_ value: Double, to step: TimeStep, beside parameters: Parameters) -> Double {
    guard step != .quarter else { return value }
    return switch self {
    case .timeless: value
    case .share: step.share(value)
    case .rate: step.rate(value)
    case .growth: step.growth(value)
    case .persistence: step.persistence(value)
    case .duration: step.duration(value)
    case .shock(let path): step.shock(value, persistence: parameters[keyPath: path])
    case .walk: step.walk(value)
    case .error(let path): step.error(value, smoothing: parameters[keyPath: path])
    }
  }
}

extension Parameters {
  /// The parameters, which are stated per quarter, as they hold for one tick of `step`.
  ///
  /// Made once, before a run: the model's rules know nothing of quarters.
  func per(_ step: TimeStep) -> Parameters {
    guard step != .quarter else { return self }
    var parameters = self
    for description in Self.descriptions {
      parameters[keyPath: description.keyPath] = description.time.converted(
        self[keyPath: description.keyPath], to: step, beside: self)
    }
    return parameters
  }
}

extension PolicyDescription {
  /// The policy with its settings, which are stated per quarter, as they hold for one tick of `step`.
  func per(_ step: TimeStep) -> PolicyDescription {
    guard step != .quarter else { return self }
    var policy = self
    for setting in instrument.settings {
      policy.settings[setting.name] = settings[setting.name].map {
        setting.time.converted($0, to: step, beside: Parameters())
      }
    }
    return policy
  }
}
