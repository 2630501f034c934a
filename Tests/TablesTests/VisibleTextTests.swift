import Foundation
import Testing

@testable import Tables

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain ä Қазақстан 東京 😀", "plain ä Қазақстан 東京 😀"),
    ("\u{1B}]0;title\u{7}", "\\e]0;title\\u0007"), ("a\rb", "a\\rb"), ("\u{9B}31m", "\\u009b31m"),
    ("\u{7F}", "\\u007f"), ("\u{202E}abc\u{2066}", "\\u202eabc\\u2066"),
    ("a\u{200B}b\u{FEFF}", "a\\u200bb\\ufeff"), ("\u{E0041}", "\\udb40\\udc41"),
    ("line\n\ttab", "line\n\ttab"),
  ])
  func `what steers a terminal is escaped, and nothing else`(text: String, expected: String) {
    #expect(VisibleText.escaped(text) == expected)
  }

  @Test func `a value stays in its line, and is cut where it is long`() {
    #expect(VisibleText.inLine("a\nb\tc") == "a\\nb\\tc")
    #expect(VisibleText.inLine("abcdefgh", limit: 5) == "abcd…")
    #expect(VisibleText.inLine("abcde", limit: 5) == "abcde")
  }

  @Test func `escaped JSON is the same JSON`() throws {
    let text = "x\u{202E}\u{7F}\u{9B}\u{E0041}"
    let json = try JSONEncoder().encode([text])
    let shown = VisibleText.escaped(String(decoding: json, as: UTF8.self))
    #expect(!shown.contains("\u{202E}"))
    #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == [text])
  }
}
