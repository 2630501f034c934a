import Foundation
import Scenarios
import Testing
import TripleHelix

@Suite struct JSONSchemaTests {
  private func schema() throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(Scenario.jsonSchema.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `the committed schema is the one that the keys make`() throws {
    let committed = try String(
      contentsOfFile: "\(Fixtures.scenarios)/scenario.schema.json", encoding: .utf8)
    #expect(
      committed == Scenario.jsonSchema,
      "run `triskele scenario schema > scenarios/scenario.schema.json`")
  }

  @Test func `every parameter has its default, range and unit`() throws {
    let properties = try #require(try schema()["properties"] as? [String: Any])
    let parameters = try #require(properties["parameters"] as? [String: Any])
    let groups = try #require(parameters["properties"] as? [String: [String: Any]])
    for description in Parameters.descriptions {
      let parts = description.name.split(separator: ".").map(String.init)
      let group = try #require(groups[parts[0]]?["properties"] as? [String: [String: Any]])
      let parameter = try #require(group[parts[1]])
      #expect(parameter["type"] as? String == (description.isWhole ? "integer" : "number"))
      #expect(parameter["default"] as? Double == description.defaultValue)
      #expect(parameter["minimum"] as? Double == description.range.lowerBound)
      #expect(parameter["maximum"] as? Double == description.range.upperBound)
      let text = try #require(parameter["description"] as? String)
      #expect(text.hasPrefix(description.meaning))
      #expect(description.unit == "–" || text.hasSuffix("Unit: \(description.unit)."))
    }
  }

  @Test func `every object refuses unknown keys and every key says what it means`() throws {
    func check(_ value: Any, _ path: String) {
      guard let object = value as? [String: Any] else {
        if let list = value as? [Any] { for item in list { check(item, path) } }
        return
      }
      if let properties = object["properties"] as? [String: [String: Any]] {
        #expect(object["additionalProperties"] as? Bool == false, "\(path)")
        for (name, property) in properties {
          let text = property["description"] as? String ?? ""
          #expect(text.hasSuffix("."), "\(path).\(name)")
          check(property, "\(path).\(name)")
        }
      }
      for (name, inner) in object where name != "properties" && name != "default" {
        check(inner, path)
      }
    }
    check(try schema(), "")
  }

  @Test(arguments: Fixtures.shipped)
  func `shipped scenarios name the schema in their first line`(file: String) throws {
    let text = try String(contentsOfFile: "\(Fixtures.scenarios)/\(file)", encoding: .utf8)
    let up = file.contains("/") ? "../" : ""
    #expect(text.hasPrefix("# yaml-language-server: $schema=\(up)scenario.schema.json\n"))
  }
}
