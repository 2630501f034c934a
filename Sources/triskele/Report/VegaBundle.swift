import Foundation

/// The script that draws the charts in a report. It is not part of the sources: set-up fetches it.
enum VegaBundle {
  static let variable = "TRISKELE_VEGA_BUNDLE"
  static let advice =
    "the charts of the report are not drawn: there is no Vega bundle; `make setup` fetches it, or "
    + "\(variable) says where it is"

  /// The script, from where ``variable`` says, from `.setup/` of the project in which the program was
  /// built, or from the user's own data.
  static func load() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment[variable], !path.isEmpty { return read(path) }
    var paths: [String] = []
    var folder = (Bundle.main.executableURL ?? URL(filePath: "/")).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      paths.append(folder.appending(path: ".setup/vega-bundle.js").path)
    }
    if let home = environment["HOME"] {
      let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      paths.append("\(data ?? "\(home)/.local/share")/triskele/vega-bundle.js")
    }
    return paths.lazy.compactMap(read).first
  }

  private static func read(_ path: String) -> String? {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }
}
