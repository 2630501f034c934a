import Foundation
import TripleHelix

extension RegionDescription {
  /// Kilometres between two centres along the great circle, by the haversine formula on a sphere
  /// of radius 6371.0088 km, the mean radius of the Earth (IUGG).
  func distance(to other: RegionDescription) -> Double {
    let radians = Double.pi / 180
    let height = sin((other.latitude - latitude) * radians / 2)
    let width = sin((other.longitude - longitude) * radians / 2)
    let chord =
      height * height
      + cos(latitude * radians) * cos(other.latitude * radians) * width * width
    return 2 * 6371.0088 * asin(min(1, chord.squareRoot()))
  }
}
