import Foundation

/// Groups of claims about one scenario, as Markdown, CSV and JSON.
public struct ClaimReport: Sendable {
  /// Identifier in `kebab-case`; names the files.
  public let name: String
  public let title: String
  /// What was run.
  public let introduction: String
  public let groups: [ClaimGroup]
  /// Runs that failed, with why.
  public let failures: [String]

  public init(
    name: String, title: String, introduction: String, groups: [ClaimGroup], failures: [String] = []
  ) {
    self.name = name
    self.title = title
    self.introduction = introduction
    self.groups = groups
    self.failures = failures
  }

  /// Groups that are missed, and those that this version or the runs cannot judge.
  public var misses: [ClaimGroup] { groups.filter { $0.verdict == .missed } }
  public var unavailable: [ClaimGroup] { groups.filter { $0.verdict == .unavailable } }
  private var judged: [ClaimGroup] { groups.filter { $0.verdict != nil } }

  /// As in "7 of 8 met, 1 missed".
  public var score: String {
    let met = judged.count { $0.verdict == .met }
    var parts = ["\(met) of \(judged.count) met"]
    if !misses.isEmpty { parts.append("\(misses.count) missed") }
    if !unavailable.isEmpty { parts.append("\(unavailable.count) not available") }
    return parts.joined(separator: ", ")
  }

  public func markdown() -> String {
    var text = "# \(title)\n\n\(introduction)\n\n**\(score).** "
    text += "Mean over seeds ± half of the 95 % interval.\n\n"
    text += "| | verdict | why not |\n|---|---|---|\n"
    for group in judged {
      text += "| \(group.title) | \(Self.words(group.verdict)) | \(group.reason) |\n"
    }
    for group in groups {
      text += "\n## \(group.title)\n\n"
      if !group.note.isEmpty { text += "\(group.note)\n\n" }
      let hasPrototype = group.findings.contains { !$0.claim.prototype.isEmpty }
      let column = hasPrototype ? " prototype |" : ""
      text += "| claim | target | measured |\(column) verdict |\n"
      text += "|---|---|---|\(hasPrototype ? "---|" : "")---|\n"
      for finding in group.findings {
        let claim = finding.claim
        let prototype = claim.prototype.isEmpty ? "–" : claim.prototype
        text += "| \(claim.name) | \(claim.targetText) | \(finding.measured) |"
        text += hasPrototype ? " \(prototype) |" : ""
        text += " \(Self.words(finding.verdict)) |\n"
      }
    }
    if !failures.isEmpty {
      text += "\n## Failed runs\n\n" + failures.map { "- \($0)\n" }.joined()
    }
    return text
  }

  private static func words(_ verdict: ClaimFinding.Verdict?) -> String {
    switch verdict {
    case .met: "met"
    case .missed: "**missed**"
    case .unavailable: "not available"
    case nil: "–"
    }
  }

  /// One row per claim: figures as numbers, empty where there are none.
  public func csv() -> String {
    func quoted(_ text: String) -> String {
      text.contains { ",\"\n".contains($0) }
        ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
    func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
    var text = "report,group,claim,name,target,mean,half_width_95,seeds,prototype,verdict,reason\n"
    for group in groups {
      for finding in group.findings {
        let claim = finding.claim
        let cells = [
          name, group.id, claim.id, claim.name, claim.targetText, number(finding.interval.mean),
          number(finding.interval.halfWidth), "\(finding.interval.count)", claim.prototype,
          finding.verdict?.rawValue ?? "", finding.reason,
        ]
        text += cells.map(quoted).joined(separator: ",") + "\n"
      }
    }
    return text
  }
}

extension ClaimReport {
  private struct Document: Encodable {
    struct Row: Encodable {
      var id: String
      var name: String
      var target: String
      var values: [Double]
      var mean: Double?
      var halfWidth: Double?
      var prototype: String
      var verdict: ClaimFinding.Verdict?
      var reason: String
    }

    struct Group: Encodable {
      var id: String
      var title: String
      var verdict: ClaimFinding.Verdict?
      var reason: String
      var claims: [Row]
    }

    var name: String
    var title: String
    var score: String
    var groups: [Group]
    var failures: [String]
  }

  /// Everything for programs: every claim with its value of every seed.
  public func json() -> String {
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let document = Document(
      name: name, title: title, score: score,
      groups: groups.map { group in
        Document.Group(
          id: group.id, title: group.title, verdict: group.verdict, reason: group.reason,
          claims: group.findings.map { finding in
            Document.Row(
              id: finding.claim.id, name: finding.claim.name, target: finding.claim.targetText,
              values: finding.values, mean: finite(finding.interval.mean),
              halfWidth: finite(finding.interval.halfWidth), prototype: finding.claim.prototype,
              verdict: finding.verdict, reason: finding.reason)
          })
      }, failures: failures)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Only finite numbers and strings are in it, so encoding cannot fail.
    return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
