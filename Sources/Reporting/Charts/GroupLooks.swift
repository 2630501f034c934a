import Foundation

/// Colour and shape of every Ward group of a run.
///
/// Numbers grow as groups come and go. A new group takes a look that nobody had, or that of a group
/// long gone, so that groups of one time never look alike as long as there are looks enough.
struct GroupLooks: Sendable {
  /// All group numbers, rising.
  let numbers: [Int]
  /// Place in the palette by group number.
  private let places: [Int: Int]

  init(_ groupings: [RegionGrouping]) {
    let count = Palette.groups.count
    var places: [Int: Int] = [:]
    // Last time at which each look was in use.
    var lastUse = Array(repeating: -1, count: count)
    for (time, grouping) in groupings.enumerated() {
      let present = grouping.groupNumbers
      for number in present {
        if let place = places[number] { lastUse[place] = time }
      }
      for number in present where places[number] == nil {
        let place = lastUse.indices.min { (lastUse[$0], $0) < (lastUse[$1], $1) } ?? 0
        places[number] = place
        lastUse[place] = time
      }
    }
    self.places = places
    numbers = places.keys.sorted()
  }

  private func place(_ number: Int) -> Int { places[number] ?? 6 }

  func colour(of number: Int) -> Palette.Colour { Palette.groups[place(number)] }

  /// Tone of text on the group's colour, "dark" or "light"; a region in no group counts as grey.
  func tone(of number: Int?) -> String {
    colour(of: number ?? .min).wantsDarkText ? "dark" : "light"
  }

  /// Field `group` as colour; one fixed colour where regions were never grouped.
  var colourChannel: JSONValue {
    guard !numbers.isEmpty else { return ["value": .colour(Palette.accent)] }
    return .category(
      "group", title: "Ward group", domain: numbers.map(String.init),
      colours: numbers.map(colour), legend: false)
  }

  /// Field `group` as shape.
  var shapeChannel: JSONValue {
    [
      "field": "group", "type": "nominal", "legend": nil,
      "scale": [
        "domain": .texts(numbers.map(String.init)),
        "range": .texts(numbers.map { Self.shapes[place($0) % Self.shapes.count] }),
      ],
    ]
  }

  /// Field `tone` as colour of text. Values, not a scale of its own, which would mix with the groups'.
  static let toneChannel: JSONValue = [
    "condition": ["test": "datum.tone === 'dark'", "value": .colour(Palette.onLight)],
    "value": .colour(Palette.onDark),
  ]

  /// Shapes that hold a number better than a cross or a star would.
  private static let shapes = [
    "circle", polygon(4, turned: 0.5), polygon(4, turned: 0), polygon(6, turned: 0),
    polygon(5, turned: 0), polygon(8, turned: 0.5), polygon(6, turned: 0.5),
    polygon(7, turned: 0.5),
  ]

  /// A regular polygon as a path with the area of the unit circle, its first corner up, or turned by
  /// a part of the angle between corners.
  private static func polygon(_ corners: Int, turned: Double) -> String {
    // ½ n r² sin(2π/n) = π
    let radius = (2 * Double.pi / (Double(corners) * sin(2 * .pi / Double(corners)))).squareRoot()
    let points = (0..<corners).map { corner -> String in
      let angle = 2 * Double.pi * (Double(corner) + turned) / Double(corners)
      let (x, y) = (
        (radius * sin(angle) * 1000).rounded() / 1000,
        (-radius * cos(angle) * 1000).rounded() / 1000
      )
      return "\(x),\(y)"
    }
    return "M" + points.joined(separator: "L") + "Z"
  }
}
