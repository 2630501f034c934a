import Foundation
import TemporaryFolders
import Testing

@testable import StudyStore

@Suite struct StudyStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func definition(
    outputs: [String] = ["y"], replicates: Int = 2, points: String = "p"
  ) -> StudyDefinition {
    StudyDefinition(
      name: "study", title: "", summary: "", text: "", design: "points", pointsHash: points,
      hash: points,
      seeding: "common 1", program: "triskele test", replicates: replicates, stopsEarly: false,
      parameters: [
        .init(name: "a", keys: "k", unit: "", meaning: "", isNumeric: true, scale: .logarithmic),
        .init(name: "b", keys: "l", unit: "", meaning: "", isNumeric: false, scale: .levels),
      ],
      outputs: outputs.map { .init(name: $0, identity: $0, unit: "", meaning: "") })
  }

  private func store(
    _ definition: StudyDefinition, _ name: String = "s", points: Int = 3
  ) throws -> StudyStore {
    let store = try StudyStore("\(folder.path)/\(name)", writes: true)
    try store.define(definition) { write in
      for point in 0..<points {
        try write(
          StoredPoint(
            point: point, block: point, role: "sample", input: "", step: 0, isHole: point == 1,
            values: ["\(Double(point) / 10)", "x"]))
      }
    }
    return store
  }

  private func run(_ scenario: String, _ values: [Double], replicate: Int = 0) -> StudyRun {
    StudyRun(
      scenario: scenario, replicate: replicate, seed: .max, status: .done, cause: "", ticks: 4,
      started: "", seconds: 1, values: values)
  }

  @Test func `a store says what design and what scales its study has`() throws {
    let definition = Self.definition()
    let store = try store(definition)
    #expect(try store.definition() == definition)
    #expect(definition.design == "points")
    #expect(definition.parameters.map(\.scale) == [.logarithmic, .levels])
  }

  @Test(arguments: [(1, "run the study again in another folder"), (3, "use the version")])
  func `a store of another format is refused with what to do`(format: Int, advice: String) throws {
    let store = try store(Self.definition())
    try store.close()
    // The user's version of a database stands in four bytes from the sixtieth on.
    let file = try #require(FileHandle(forUpdatingAtPath: store.path))
    try file.seek(toOffset: 63)
    try file.write(contentsOf: Data([UInt8(format)]))
    try file.close()
    for writes in [false, true] {
      let error = #expect(throws: StudyStoreError.self) {
        _ = try StudyStore(store.path, writes: writes)
      }
      let words = "\(try #require(error))"
      #expect(words.hasPrefix("\(store.path): has store format \(format), and this version"))
      #expect(words.contains(advice) && error?.isWrongUse == true)
    }
  }

  @Test func `holes are not due, and what was run is not`() throws {
    let definition = Self.definition()
    let store = try store(definition)
    func pending(_ replicate: Int, after last: Int = -1) throws -> [Int] {
      try store.pending(
        replicate: replicate, after: last, shard: .whole, study: definition, limit: 10
      ).map(\.point)
    }
    #expect(try pending(0) == [0, 2])
    #expect(try pending(0, after: 0) == [2])
    #expect(
      try store.pending(replicate: 0, after: -1, shard: .whole, study: definition, limit: 1)
        == [PendingRun(point: 0, replicate: 0, values: ["0", "x"])])
    try store.save(run("s2", [1]), point: 2, session: nil, study: definition)
    #expect(try pending(0) == [0])
    #expect(try pending(1) == [0, 2])
    #expect(try pending(2) == [])
    #expect(try store.contains(point: 0, scenario: "s2", replicate: 0, study: definition))
    #expect(try pending(0) == [], "a scenario that two points share is run once")
    let counts = try store.counts(study: definition)
    #expect(counts.wanted == 4 && counts.done == 2 && counts.holes == 1)
  }

  @Test func `the same run with other values is refused and changes nothing`() throws {
    let definition = Self.definition(outputs: ["y", "z"])
    let store = try store(definition)
    try store.save(run("s0", [1, .nan]), point: 0, session: nil, study: definition)
    try store.save(run("s0", [1, .nan]), point: 0, session: nil, study: definition)
    let error = #expect(throws: StudyStoreError.self) {
      try store.save(run("s0", [1, 2]), point: 0, session: nil, study: definition)
    }
    #expect(
      "\(try #require(error))".contains("run s0 replicate 0 gave z = 2, but the store has no"))
    var rows: [StudyStore.ResultRow] = []
    try store.forEachResult(study: definition) { rows.append($0) }
    #expect(rows.map(\.values) == [[1, nil]])
    #expect(rows[0].seed == .max)
  }

  @Test func `parts with contradictions are not merged`() throws {
    let definition = Self.definition()
    let whole = try store(definition, "whole")
    let part = try store(definition, "part")
    try whole.save(run("s0", [1]), point: 0, session: nil, study: definition)
    try part.save(run("s0", [1.5]), point: 0, session: nil, study: definition)
    try part.save(run("s2", [2]), point: 2, session: nil, study: definition)
    #expect(throws: StudyStoreError.self) { try whole.merge(part.path) }
    #expect(try whole.counts(study: definition).done == 1)
    #expect(try part.counts(study: definition).done == 2)
  }

  @Test func `other programs may ask the file itself`() throws {
    let definition = Self.definition()
    let store = try store(definition)
    try store.save(run("s2", [4.5], replicate: 1), point: 2, session: nil, study: definition)
    let wide = try store.texts("SELECT point, replicate, a, b, y FROM wide")
    #expect(wide == ["2|1|0.2|x|4.5"])
    #expect(try store.texts("SELECT output, value FROM tidy") == ["y|4.5"])
  }
}
