/// Style and scripts of the page, built into the program so that the binary stands alone.
enum Resources {
  static let style = text(PackageResources.report_css)
  /// Runs in the head: chooses the colours before anything is seen.
  static let theme = text(PackageResources.theme_js)
  /// Runs at the end: draws the charts.
  static let script = text(PackageResources.report_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
