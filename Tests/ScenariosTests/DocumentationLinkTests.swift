import Foundation
import Testing

/// Links of the documents work where a repository shows them as pages.
@Suite struct DocumentationLinkTests {
  private static let documents: [String] = {
    let names = FileManager.default.enumerator(atPath: Fixtures.root + "/Sources")?.allObjects ?? []
    let inSources = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }
      .map { "Sources/\($0)" }
    return (["README.md", "CONTRIBUTING.md"] + inSources).sorted()
  }()

  @Test(arguments: documents)
  func `every link leads to a file and a heading that are there`(_ document: String) throws {
    let url = URL(filePath: "\(Fixtures.root)/\(document)")
    let text = try String(contentsOf: url, encoding: .utf8)
    // Lists of topics alone name pages in DocC's own way: it takes no other there.
    let dead = text.split(separator: "\n").filter {
      $0.contains("<doc:") && !$0.hasPrefix("- <doc:")
    }
    #expect(dead.isEmpty, "\(dead)")
    for link in text.matches(of: /\]\(([^)\s:]+)\)/).map(\.1) {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target =
        parts[0].isEmpty
        ? url
        : url.deletingLastPathComponent().appending(path: String(parts[0])).standardizedFileURL
      guard FileManager.default.fileExists(atPath: target.path) else {
        Issue.record("\(document): \(link) leads nowhere")
        continue
      }
      guard parts.count == 2, target.pathExtension == "md" else { continue }
      let anchors = try String(contentsOf: target, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("#") }.map(Self.anchor)
      #expect(anchors.contains(String(parts[1])), "\(document): \(link)")
    }
  }

  /// The anchor that a repository's page gives a heading.
  private static func anchor(of heading: Substring) -> String {
    String(
      heading.drop { $0 == "#" || $0 == " " }.lowercased().compactMap { character in
        character == " "
          ? "-"
          : character.isLetter || character.isNumber || "-_".contains(character)
            ? character : nil
      })
  }
}
