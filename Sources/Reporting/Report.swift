/// The charts of a run as Vega-Lite specifications that stand alone, by the name of their file
/// without `.vl.json`.
public func charts(for results: RunResults) -> [(name: String, json: String)] {
  Findings(results).charts.map { ($0.name, $0.standaloneSpecification.pretty) }
}

/// One page with everything on a run, which asks nothing of any network.
///
/// - Parameter vegaBundle: JavaScript that defines `vegaEmbed`. Without it the page has its texts and
///   tables, and says how to get the charts.
public func report(for results: RunResults, vegaBundle: String?) -> String {
  Findings(results).page(vegaBundle: vegaBundle)
}

extension Findings {
  /// All charts for which there are data, in the order of the page.
  var charts: [Chart] {
    // A single moment has places, groups and sizes, but nothing that could be drawn over time.
    let charts =
      lastTick > 0
      ? [
        displacementChart, phasesChart, sectorDisplacementChart, adoptionChart, discoveriesChart,
        mapChart, incomeChart, regionalLabourChart, regionStagesChart, concentrationChart,
        quotientChart, regionalStructureChart, synergyChart, synergyRegionsChart, dendrogramChart,
        membershipChart, profileChart, shiftChart, indicatorsChart, entryExitChart, sizeChart,
        firmStatisticsChart, economyChart, sectorsChart, clustersChart, clusterStagesChart,
        stagePlaneChart, clusterMembersChart, clusterSurvivalChart, clusterEffectsChart,
        policyBudgetsChart, policyReachChart, policyReportsChart,
      ]
      : [
        mapChart, quotientChart, dendrogramChart, membershipChart, profileChart, sizeChart,
      ]
    return charts.compactMap { $0 }
  }
}
