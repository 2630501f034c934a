public import Scenarios
public import TripleHelix

public struct ExpectationStudy: Sendable {
  public init(_ c: Configuration, _ t: [Target], seeds: [UInt64]) {}
  public func run(threads: Int, progress: @Sendable (Int, Int) -> Void) async throws -> ClaimReport
  {
    ClaimReport(name: "x", title: "x", introduction: "", groups: [])
  }
}
