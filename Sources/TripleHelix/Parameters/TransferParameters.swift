/// Parameters of technology transfer in space.
///
/// What is discovered in one region reaches the others with time and distance.
public struct TransferParameters: Sendable, Equatable {
  public var reachDistance: Double = 300
  public var transferTime: Double = 32
}

extension TransferParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "transfer.reach_distance", \.transfer.reachDistance, "km", (1)...(100000), .calibrated,
      "Decay length of knowledge with distance."),
    .init(
      "transfer.transfer_time", \.transfer.transferTime, "quarters", (1)...(1000), .calibrated,
      "Time constant of transfer to regions that are too far away to be reached by distance "
        + "alone.", time: .duration),
  ]
}
