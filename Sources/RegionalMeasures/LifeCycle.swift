import Foundation

/// The stages of a cluster's life.
///
/// Source: Menzel and Fornahl (2010), doi:10.1093/icc/dtp036.
public enum LifeCycleStage: String, Sendable, CaseIterable {
  /// Few firms, and knowledge that differs from firm to firm.
  case emergence
  /// More and larger firms, whose knowledge converges.
  case growth
  /// Size and heterogeneity hold.
  case sustainment
  /// Fewer and smaller firms, heterogeneity used up.
  case decline
  /// Heterogeneity rises again in a cluster that had matured.
  case renewal
}

/// What counts as growing, and as few.
public struct LifeCycleThresholds: Sendable, Equatable {
  /// Change of ln(size) per period within which size holds.
  public var growth = 0.01
  /// Change of ln(heterogeneity) per period within which heterogeneity holds.
  public var heterogeneity = 0.005
  /// Size under which a cluster that has not matured is still emerging, in the unit of the series.
  public var criticalSize = 10.0
  /// Periods over which changes are taken.
  public var window = 8

  public init() {}
}

/// The stage of a cluster in every period, off two axes: growth of its size (firms or employees)
/// against change of the heterogeneity of its firms' knowledge.
///
/// With growth g and change of heterogeneity h, both as mean changes of logarithms per period over the
/// window:
///
/// | | g above | g within | g below |
/// |---|---|---|---|
/// | h above, after maturity | renewal | renewal | renewal |
/// | else, under critical size and not mature | emergence | emergence | decline |
/// | else | growth | sustainment | decline |
///
/// A cluster is mature once it has been in sustainment or decline at or above the critical size;
/// growth after that is growth, or renewal while heterogeneity rises.
///
/// - Parameters:
///   - size: Smoothed, one entry a period.
///   - heterogeneity: Smoothed, such as the mean distance of firms' knowledge; one entry a period.
/// - Returns: One entry a period; nil before a whole window, and where a series is not positive.
public func lifeCycleStages(
  size: [Double], heterogeneity: [Double], _ thresholds: LifeCycleThresholds = LifeCycleThresholds()
) -> [LifeCycleStage?] {
  precondition(size.count == heterogeneity.count, "both series are of the same periods")
  precondition(thresholds.window > 0, "a window has periods")
  var isMature = false
  return size.indices.map { now in
    let then = now - thresholds.window
    guard then >= 0, size[now] > 0, size[then] > 0, heterogeneity[now] > 0, heterogeneity[then] > 0
    else { return nil }
    let span = Double(thresholds.window)
    let growth = log(size[now] / size[then]) / span
    let opening = log(heterogeneity[now] / heterogeneity[then]) / span
    if isMature, opening > thresholds.heterogeneity { return .renewal }
    let isSmall = size[now] < thresholds.criticalSize && !isMature
    if growth < -thresholds.growth {
      isMature = isMature || size[then] >= thresholds.criticalSize
      return .decline
    }
    if isSmall { return .emergence }
    if growth > thresholds.growth { return .growth }
    isMature = true
    return .sustainment
  }
}
