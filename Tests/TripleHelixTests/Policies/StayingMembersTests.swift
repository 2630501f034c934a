import Chunking
import Testing

@testable import TripleHelix

/// Who stays in a cluster after the programme that brought it there.
@Suite struct StayingMembersTests {
  private static let end = 16

  private static func country(_ instrument: PolicyDescription.Instrument) -> Configuration {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    configuration.policies = [
      PolicyDescription(
        name: "network", instrument: instrument, start: 2, end: end, regions: ["north"],
        budget: 200)
    ]
    return configuration
  }

  private func reports(_ measure: String, _ recording: Recording) -> [Int: Double] {
    let table = recording.policyReports
    let place = table.index(of: "measure") ?? 0
    var values: [Int: Double] = [:]
    for row in table.rows.indices where table.rows[row][place] == .text(measure) {
      values[Int(table.number("tick", row: row))] = table.number("value", row: row)
    }
    return values
  }

  @Test(arguments: [PolicyDescription.Instrument.networkProgramme, .participantFundedNetwork])
  func `those who stay are counted among the living members of the end`(
    instrument: PolicyDescription.Instrument
  ) throws {
    let configuration = Self.country(instrument)
    let simulation = try Simulation(configuration, seed: 3)
    let north = configuration.regions.firstIndex { $0.id == "north" }
    var recording = Recording()
    var cohort: Set<UInt64> = []
    var shares: [Int: Double] = [:]
    var living: [Int: Double] = [:]
    for tick in 1...Self.end + 44 {
      try simulation.step()
      simulation.record(into: &recording)
      let firms = simulation.firmRecords()
      if tick == Self.end {
        cohort = Set(firms.filter { $0.isMember && $0.region == north }.map(\.id))
      }
      guard tick > Self.end, tick <= Self.end + 40 else { continue }
      let left = firms.filter { cohort.contains($0.id) }
      living[tick] = Double(left.count)
      shares[tick] = Double(left.count { $0.isMember }) / Double(left.count)
    }
    #expect(cohort.count > 10)
    #expect(reports("staying", recording) == shares)
    #expect(reports("left_behind", recording) == living)
    // After a year some have left, and some stay.
    let first = shares[Self.end + 4] ?? .nan
    #expect(first > 0 && first < 1)
    // The table of policies ends with the policy.
    #expect(recording.policies.numbers("tick").last == Double(Self.end))
  }

  @Test func `a checkpoint after the end keeps the members of the end`() throws {
    let configuration = Self.country(.networkProgramme)
    let whole = try PolicyTests.run(configuration, ticks: Self.end + 8)
    let half = try PolicyTests.run(configuration, ticks: Self.end + 3)
    let resumed = try Simulation(configuration, resuming: half.checkpoint())
    for _ in 0..<5 { try resumed.step() }
    #expect(PolicyTests.areSame(resumed.checkpoint(), whole.checkpoint()))
    #expect(
      resumed.reportAfterEnd(ofPolicy: 0).map(\.value)
        == whole.reportAfterEnd(ofPolicy: 0).map(\.value))
    #expect(!whole.policyStates[0].leftMembers.ids.isEmpty)
  }

  @Test func `other instruments and a programme without end report nothing afterwards`() throws {
    var configuration = Self.country(try #require(.init(rawValue: "cluster_council")))
    #expect(
      try PolicyTests.run(configuration, ticks: Self.end + 4).reportAfterEnd(ofPolicy: 0).isEmpty)
    configuration = Self.country(.networkProgramme)
    configuration.policies[0].end = .max
    let simulation = try PolicyTests.run(configuration, ticks: 4)
    #expect(simulation.reportAfterEnd(ofPolicy: 0).isEmpty)
    #expect(simulation.policyStates[0].leftMembers.ids.isEmpty)
  }
}
