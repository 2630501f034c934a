import Foundation
import Scenarios
import Testing
import TripleHelix

@Suite struct InstrumentTableTests {
  @Test func `the page on instruments is the one that the list makes`() throws {
    let page = try String(
      contentsOfFile: Fixtures.root + "/Sources/TripleHelix/Documentation.docc/InstrumentTable.md",
      encoding: .utf8)
    #expect(
      page.hasSuffix("\n\n" + InstrumentGuide.markdown),
      "put the output of `triskele scenario explain FILE instruments --odd` into the page")
  }

  @Test func `the guide names every instrument and finds a misspelt one`() throws {
    let text = try #require(InstrumentGuide.text())
    for instrument in PolicyDescription.Instrument.allCases {
      #expect(text.contains("\(instrument.rawValue)\n"))
      for setting in instrument.settings { #expect(text.contains("    \(setting.name): ")) }
    }
    #expect(InstrumentGuide.text(of: "research_grnt") == nil)
    #expect(InstrumentGuide.nearest(to: "research_grnt") == "research_grant")
  }
}
