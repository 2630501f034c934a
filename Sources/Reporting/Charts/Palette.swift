import Foundation

/// The colours of charts and page, each for light and dark.
///
/// Categories follow Okabe and Ito (2008), "Color universal design", so that they can be told apart
/// with the usual kinds of colour blindness; where a chart has more of them, numbers or names stand
/// beside the colour. No light colour occurs twice: in the page each stands for the variable of its
/// name, so that light, dark and print are a matter of style alone.
enum Palette {
  struct Colour: Sendable {
    /// Name of the style variable.
    var name: String
    var light: String
    var dark: String

    init(_ name: String, _ light: String, _ dark: String) {
      self.name = name
      self.light = light
      self.dark = dark
    }
  }

  static let ink = Colour("ink", "#1d2327", "#e9e6df")
  static let muted = Colour("muted", "#5f666d", "#a3a9ad")
  static let faint = Colour("faint", "#9aa0a5", "#71787d")
  static let rule = Colour("rule", "#e2ded5", "#343a3f")
  static let paper = Colour("paper", "#fdfcf9", "#15191c")
  static let panel = Colour("panel", "#f4f1ea", "#1f2428")
  static let accent = Colour("accent", "#0b5d73", "#6cc3da")

  /// Tradition, search, innovation, diffusion.
  static let phases = [
    Colour("phase-tradition", "#44617f", "#5c7fa6"),
    Colour("phase-search", "#f2c14e", "#f0c35a"),
    Colour("phase-innovation", "#c8442d", "#e2654d"),
    Colour("phase-diffusion", "#7fb7be", "#86c1c8"),
  ]

  /// Ward groups; with more than these at one time, their number says which is meant.
  static let groups = [
    Colour("group-1", "#0072b2", "#3d9bd4"), Colour("group-2", "#e69f00", "#eba921"),
    Colour("group-3", "#009e73", "#1fb58b"), Colour("group-4", "#cc79a7", "#d68db6"),
    Colour("group-5", "#56b4e9", "#74c3f0"), Colour("group-6", "#d55e00", "#e5752a"),
    Colour("group-7", "#8c8c8c", "#a0a0a0"), Colour("group-8", "#ebdc3f", "#f0e35c"),
    Colour("group-9", "#6a3d9a", "#9a72c7"), Colour("group-10", "#8b5a2b", "#b5804d"),
    Colour("group-11", "#882255", "#bb4f86"), Colour("group-12", "#a6bd6e", "#b6cc80"),
  ]

  static let onDark = Colour("on-dark", "#ffffff", "#ffffff")
  static let onLight = Colour("on-light", "#111111", "#111111")

  /// Generations in turn; neighbours in time differ clearly.
  static let generations = [
    Colour("generation-a", "#3f5f7f", "#7fa3c7"), Colour("generation-b", "#c85a1e", "#e5823f"),
    Colour("generation-c", "#12876a", "#30ad8c"), Colour("generation-d", "#b0508a", "#d07fb0"),
    Colour("generation-e", "#c99700", "#e0b432"), Colour("generation-f", "#3a8fc9", "#66b2e2"),
  ]

  /// Series of a chart in which nothing else has a colour.
  static let series = [
    Colour("series-1", "#0f6a8b", "#58b4d6"), Colour("series-2", "#cf5b17", "#ee8746"),
    Colour("series-3", "#1a8f6f", "#3cb897"), Colour("series-4", "#a8568f", "#cf86b8"),
    Colour("series-5", "#c08f00", "#ddb13a"), Colour("series-6", "#5aa7dc", "#83c3ee"),
    Colour("series-7", "#77787a", "#a5a7a9"), Colour("series-8", "#7a4a1e", "#ad7c4e"),
    Colour("series-9", "#5b3a94", "#9a7cd0"), Colour("series-10", "#7f2450", "#c25e8e"),
    Colour("series-11", "#8fa552", "#b4c97b"), Colour("series-12", "#33475b", "#8fa6bd"),
  ]

  /// Emergence, growth, maturity, decline, renewal.
  static let stages = [
    Colour("stage-emergence", "#e3c567", "#d8b956"), Colour("stage-growth", "#2f9e6b", "#41b681"),
    Colour("stage-maturity", "#4b6ea0", "#6f94c9"), Colour("stage-decline", "#a39e94", "#86837c"),
    Colour("stage-renewal", "#d4663f", "#e8835c"),
  ]

  /// From far below to far above, through a neutral middle.
  static let diverging = [
    Colour("low-3", "#2b6ca8", "#4f9ae0"), Colour("low-2", "#79a8d3", "#35699c"),
    Colour("low-1", "#c7dbeb", "#26415a"), Colour("middle", "#efece5", "#2a2f33"),
    Colour("high-1", "#f3d3b8", "#5c4023"), Colour("high-2", "#e59a5c", "#a5662a"),
    Colour("high-3", "#bf5b10", "#ef9a4a"),
  ]

  /// From little to much: towards the colour of text, so that it grows darker on paper and brighter on
  /// a dark page.
  static let sequential = [
    Colour("step-1", "#e6f0f1", "#20343a"), Colour("step-2", "#c2dde1", "#28505b"),
    Colour("step-3", "#94c3cc", "#336f7e"), Colour("step-4", "#60a2b1", "#4693a4"),
    Colour("step-5", "#2f7d92", "#6db9c8"), Colour("step-6", "#0a566b", "#a9dfe8"),
  ]

  static var all: [Colour] {
    [ink, muted, faint, rule, paper, panel, accent] + phases + groups + [onDark, onLight]
      + generations + series + stages + diverging + sequential
  }
}

extension JSONValue {
  /// A colour as it stands in a specification.
  static func colour(_ colour: Palette.Colour) -> JSONValue { .text(colour.light) }

  static func colours(_ colours: some Sequence<Palette.Colour>) -> JSONValue {
    .texts(colours.map(\.light))
  }
}

extension Palette.Colour {
  /// Whether dark text reads better than light text on this colour.
  ///
  /// By contrast (L₁ + 0.05) / (L₂ + 0.05) of relative luminances, as in WCAG 2.
  var wantsDarkText: Bool {
    let (dark, white) = (Palette.onLight.luminance, Palette.onDark.luminance)
    return (luminance + 0.05) / (dark + 0.05) > (white + 0.05) / (luminance + 0.05)
  }

  private var luminance: Double {
    let value = UInt32(light.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((value >> shift) & 0xff) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
