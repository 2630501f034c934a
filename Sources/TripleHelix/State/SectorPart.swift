/// What the members of one sector are within a cluster that may hold several, at the end of a quarter.
///
/// The fields leave no gap between them, so that a checkpoint holds no byte that was never written.
struct SectorPart: BitwiseCopyable, Sendable {
  /// Centre of their knowledge, in the plane of their sector.
  var center = SIMD2<Double>(repeating: 0)
  /// Members, real firms, and those weighted by kind and effort.
  var members = 0.0
  var active = 0.0
  /// Share of them on a line newer than their sector's tradition.
  var newestShare = 0.0
  /// Upper quartile of their lead: log efficiency less the median of their sector.
  var upperQuartile = 0.0
}
