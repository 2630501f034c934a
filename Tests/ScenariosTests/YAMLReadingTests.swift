import Foundation
import Testing

@testable import Scenarios

/// What of YAML is read, and what is refused with its place.
@Suite struct YAMLReadingTests {
  private func read(_ text: String) -> (node: SourceNode?, problems: [String]) {
    var problems: [Problem] = []
    let node = SourceNode.yaml(Array(text.utf8), path: "f.yaml", problems: &problems)
    return (node, problems.map(\.description))
  }

  private func text(_ node: SourceNode?, _ keys: String...) -> String? {
    keys.reduce(node) { $0?[$1] }?.text
  }

  @Test(arguments: [
    ("title: La R&D paie-t-elle ?", "La R&D paie-t-elle ?"),
    ("# R&D ? *word*: yes\ntitle: R&D", "R&D"),
    ("title: \"R&D. *Note*: half of it is paid.\"", "R&D. *Note*: half of it is paid."),
    ("title: >-\n  Does R&D pay ?\n  *Run* it.", "Does R&D pay ? *Run* it."),
    ("title: |\n  * one\n  * two: 2", "* one\n* two: 2"),
    ("title: 2 * 3", "2 * 3"),
    ("title: 'a *b*: c'", "a *b*: c"),
    ("? title\n: a", "a"),
    ("\"title\": a", "a"),
    ("{title: a, other: [1, {x: 2}]}", "a"),
    ("{\"title\":a}", "a"),
    ("%YAML 1.2\n---\ntitle: a\n...", "a"),
    ("title: !!str 5", "5"),
    ("title: ! 5", "5"),
    ("title: \u{E000}*", "\u{E000}*"),
  ])
  func `valid YAML is read`(yaml: String, title: String) {
    let (node, problems) = read(yaml)
    #expect(problems == [])
    #expect(text(node, "title") == title)
  }

  @Test func `many comments with ampersands are comments`() {
    let (node, problems) = read(
      "title: a\n" + String(repeating: "# R&D & *all* that: &x *x ?\n", count: 2000))
    #expect(problems == [] && text(node, "title") == "a")
  }

  @Test func `aliases stand for what their anchors name`() {
    let (node, problems) = read(
      """
      a: &one {x: 1, y: [2, 3]}
      b: *one
      c: [&two two, *two, *one]
      e: &one other
      f: *one
      """)
    #expect(problems == [])
    #expect(text(node, "b", "x") == "1")
    #expect(node?["c"]?.items[1].text == "two")
    #expect(node?["c"]?.items[2]["y"]?.items.map(\.text) == ["2", "3"])
    // A later anchor takes the name.
    #expect(text(node, "f") == "other")
  }

  @Test func `merge keys lay groups under the keys beside them`() {
    let (node, problems) = read(
      """
      a: &a {x: 1, y: 2}
      b: &b {y: 3, z: 4}
      c: {<<: *a, x: 9}
      d: {<<: [*a, *b], z: 5}
      e: {"<<": text}
      """)
    #expect(problems == [])
    #expect(text(node, "c", "x") == "9" && text(node, "c", "y") == "2")
    #expect(text(node, "d", "y") == "2" && text(node, "d", "z") == "5")
    #expect(text(node, "e", "<<") == "text")
  }

  @Test(arguments: [
    (
      "a: *nobody",
      "f.yaml:1:4: error: a: there is no anchor `nobody` before this alias; put text that begins with `*` in quotes"
    ),
    (
      "a: *Note* this",
      "f.yaml:1:4: error: a: there is no anchor `Note* this` before this alias; put text that begins with `*` in quotes"
    ),
    (
      "a: &a [*a]",
      "f.yaml:1:8: error: a.1: there is no anchor `a` before this alias; put text that begins with `*` in quotes"
    ),
    (
      "[1, 2]: a",
      "f.yaml:1:1: error: a key is an alias, a list or a group; allowed are plain names"
    ),
    (
      "? {a: 1}\n: b",
      "f.yaml:1:3: error: a key is an alias, a list or a group; allowed are plain names"
    ),
    (
      "a: &x 1\n*x : 2",
      "f.yaml:2:1: error: a key is an alias, a list or a group; allowed are plain names"
    ),
    ("a: !cm 5", "f.yaml:1:4: error: a: the tag `!cm` is not known; leave it out"),
    (
      "a: !!set {b, c}",
      "f.yaml:1:4: error: a: the tag `tag:yaml.org,2002:set` is not known; leave it out"
    ),
    (
      "a: {<<: 5}",
      "f.yaml:1:9: error: a.<<: must be a group of keys or a list of them, found the number 5"
    ),
  ])
  func `what is no part of it is refused with its place`(yaml: String, message: String) {
    #expect(read(yaml).problems == [message])
  }

  @Test func `all keys that are written twice are found, whatever their form`() {
    let (_, problems) = read(
      """
      a: 1
      a: 2
      "b c": 1
      "b c": 2
      d: {x: 1, yy: 2, x: 3, yy: [{z: 1, z: 2}]}
      ключ: 1
      e: "text: a: b"
      # a: 3
      ключ: 2
      b: 5
      'b': 6
      """)
    #expect(
      problems.map { $0.prefix { $0 != ";" } }
        == [
          "f.yaml:2:1: error: a: the key is written twice, first at line 1",
          "f.yaml:4:1: error: b c: the key is written twice, first at line 3",
          "f.yaml:5:18: error: d.x: the key is written twice, first at line 5",
          "f.yaml:5:36: error: d.yy.1.z: the key is written twice, first at line 5",
          "f.yaml:5:24: error: d.yy: the key is written twice, first at line 5",
          "f.yaml:9:1: error: ключ: the key is written twice, first at line 6",
          "f.yaml:11:1: error: b: the key is written twice, first at line 10",
        ].map { Substring($0) })
  }

  @Test func `keys in unusual forms that are written twice are refused too`() {
    for yaml in ["a+: 1\na+: 2", "? a\n: 1\n? a\n: 2", "\"\\x61\": 1\na: 2", "'': 1\n'': 2"] {
      #expect(read(yaml).problems.count == 1)
    }
  }

  @Test func `many keys written twice are told in one pass`() throws {
    let text = (0..<900).map { "d\($0): 1\nd\($0): 2\n" }.joined()
    let errors = #expect(throws: ScenarioErrors.self) {
      try Scenario.load(try Fixtures.temporary(text))
    }
    let lines = try #require(errors).description.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines[20].hasPrefix("and ") && lines[20].hasSuffix(" more errors"))
    #expect(errors?.count ?? 0 >= 1800)
  }

  @Test(arguments: [
    ("0x1F", 31.0), ("0o17", 15), ("1e-5", 1e-5), (".5", 0.5), ("+5", 5), ("010", 10),
    ("-.5", -0.5),
  ])
  func `numbers are those of YAML 1.2`(text: String, value: Double) {
    #expect(PlainScalar.number(text) == value)
  }

  /// The words as PyYAML 6.0.3 reads them without quotes; R's yaml reads `y` and `n` as truth values.
  private static let otherReaders: [(word: String, isText: Bool)] = [
    ("no", false), ("No", false), ("NO", false), ("yes", false), ("Yes", false), ("on", false),
    ("On", false), ("off", false), ("OFF", false), ("true", false), ("TRUE", false),
    ("false", false), ("null", false), ("Null", false), ("NULL", false), ("~", false),
    (".inf", false), ("-.inf", false), (".NaN", false), ("1:30", false), ("0x1", false),
    ("010", false), ("1.0e-05", false), ("1_000", false), ("2013-01-01", false),
    ("2013-01-01T10:00:00Z", false), ("=", false), ("<<", false), ("?", false), ("0b11", false),
    ("+5", false), (".5", false), ("5.", false), ("1.5", false), ("12", false), ("-1", false),
    ("y", false), ("Y", false), ("n", false), ("N", false),
    ("north", true), ("science_base", true), ("Alpha_1", true), ("страна", true), ("école", true),
    ("noon", true), ("nope", true),
  ]

  @Test func `names are quoted where another reader would not take them for text`() {
    for (word, isText) in Self.otherReaders {
      #expect(YAMLScalar.name(word) == (isText ? word : "\"\(word)\""))
    }
    // Text to all readers of today, but a number by another version of YAML.
    for word in ["0o7", "1e3", "1e-05", "nan", "inf"] {
      #expect(YAMLScalar.name(word) == "\"\(word)\"")
    }
  }

  @Test(arguments: [
    (1e-5, "1.0e-05"), (1e20, "1.0e+20"), (1.5e-7, "1.5e-07"), (0.25, "0.25"),
    (1e15, "1000000000000000"),
    (-2e-9, "-2.0e-09"),
  ])
  func `numbers with an exponent have a point`(value: Double, text: String) {
    #expect(YAMLScalar.number(value) == text)
    #expect(PlainScalar.number(text) == value)
  }
}
