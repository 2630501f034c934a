import Chunking

/// What is recorded of universities, regional governments and the knowledge of regions.
extension Simulation {
  /// Adds a row a university.
  func recordUniversities(_ table: inout Table) {
    var linked = Array(repeating: 0.0, count: layout.regionCount)
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.university[firm] != .max {
      linked[Int(firms.university[firm])] += scale
    }
    let fields = layout.fields.indices
    for (place, region) in configuration.regions.enumerated() {
      let r = layout.canonicalRegion[place]
      func yearly(_ flow: UniversityFlows.Flow) -> Double {
        universities.year.total(flow, region: r)
      }
      // Events of the year before tick 0 are in no table.
      func known(_ flow: UniversityFlows.Flow) -> Double {
        tick < timeStep.ticksPerYear ? .nan : yearly(flow)
      }
      let gap =
        fields.reduce(0.0) {
          $0 + universities.nationalFrontier[$1] - universities.frontier[universities.place(r, $1)]
        } / Double(max(1, fields.count))
      write(
        [.integer(tick), .number(year), .text(region.id)]
          + [
            regions.researchStaff[r], universities.orientation[r], office(r), yearly(.state),
            yearly(.contracts), known(.own), known(.contractFirms) / timeStep.year, linked[r],
            yearly(.graduates), known(.discoveries), known(.licences), known(.spinOffs), gap,
            tertiaryShare(r),
          ].map { .number($0) }, to: &table)
    }
  }

  /// Spread of knowledge, its change, growth, and the stage that they tell.
  func stageRow(_ r: Int) -> [TableValue] {
    let stage = RegionStage(rawValue: stages.stage[r]) ?? .undefined
    guard mechanisms.knowledgeSpace else {
      return [.number(.nan), .number(.nan), .number(.nan), .text("\(RegionStage.undefined)")]
    }
    let isKnown = tick >= 2 * timeStep.ticksPerYear
    return [
      .number(heterogeneity(region: r)), .number(isKnown ? stages.widening[r] : .nan),
      .number(isKnown ? stages.growth[r] : .nan), .text("\(stage)"),
    ]
  }

  /// Budget of the regional government in the last quarter, and its deposit.
  func governmentRow(_ r: Int) -> [TableValue] {
    return [
      .number(regions.ownRevenue[r]), .number(tick == 0 ? .nan : regions.transfers[r]),
      .number(tick == 0 ? .nan : regions.outlays[r]), .number(ledger[.government(r)]),
    ]
  }
}
