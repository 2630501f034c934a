/// How far a run has come.
public struct RunProgress: Sendable, Equatable {
  public let tick: Int
  public let horizon: Int
  /// Time at work in this session.
  public let seconds: Double
  /// Time that the rest will take at the pace of this session, nil before its first tick.
  public let secondsLeft: Double?

  /// In 0…1.
  public var fraction: Double { horizon > 0 ? Double(tick) / Double(horizon) : 1 }

  /// - Parameter firstTick: Tick at which this session began.
  init(tick: Int, horizon: Int, firstTick: Int, seconds: Double) {
    self.tick = tick
    self.horizon = horizon
    self.seconds = seconds
    secondsLeft =
      tick > firstTick ? seconds / Double(tick - firstTick) * Double(horizon - tick) : nil
  }
}
