import TripleHelix

/// What happened to clusters of enterprises, to industries in space, and to synergy.
extension Findings {
  var clustersStory: HTML? {
    guard !clusterLives.isEmpty, lastTick > 0 else { return nil }
    let alive = clustersBySize.filter(\.isAlive)
    let gone = clusterLives.count - alive.count
    let course = clusterCourse
    var text =
      "Enterprises founded \(Numbers.count(clusterLives.count, "regional cluster")), of which "
      + (gone == 0
        ? "none was dissolved"
        : "\(Numbers.decimal(Double(gone), 0)) "
          + (gone == 1 ? "was" : "were") + " dissolved")
    if let median = clusterSurvival.median {
      text += "; half of them dissolve within \(Numbers.decimal(median)) years"
    }
    text += "."
    if let initiators = institutionsThatInitiated { text += " \(initiators)" }
    if let splits = splitClusters { text += " \(splits)" }
    guard let largest = alive.first else {
      return "<p><b>Clusters.</b> \(text) None exists at the end.</p>"
    }
    text +=
      " At the end there \(alive.count == 1 ? "is one" : "are \(Numbers.decimal(Double(alive.count), 0))")"
    if let members = course.members.last {
      text += " with \(Numbers.decimal(members, 0)) members"
    }
    if let share = course.share.last {
      text += " (\(Numbers.percent(share)) of all enterprises)"
    }
    if let trust = course.trust.last {
      text += "; their mean trust is \(Numbers.decimal(trust, 2)) on a scale from 0 to 1"
    }
    text += "."
    for column in [\ClusterColumns.regions, \.sectors] {
      if let spread = holdingSeveral(column, alive) { text += " \(spread)" }
    }
    let stages = clusters.texts(\.stage)
    let stage = largest.rows.last.map { stages[$0] } ?? ""
    text +=
      " The largest is \(clusterName(largest)), with \(Numbers.decimal(largest.membersAtEnd, 0)) members"
      + (stage.isEmpty ? "." : "; its stage is \(stage).")
    return "<p><b>Clusters.</b> \(text)</p>"
  }

  /// How many clusters universities and governments initiated; nothing where only firms did.
  private var institutionsThatInitiated: String? {
    let initiators = clusters.texts(\.initiator)
    let calls = [("universities", ClusterInitiator.university), ("governments", .government)]
      .compactMap { name, initiator -> String? in
        let count = clusterLives.count { initiators[$0.rows[0]] == "\(initiator)" }
        return count > 0 ? "\(name) initiated \(Numbers.decimal(Double(count), 0))" : nil
      }
    guard let first = calls.first else { return nil }
    return first.prefix(1).uppercased() + first.dropFirst()
      + (calls.count > 1 ? " and \(calls[1])" : "") + "."
  }

  /// How many clusters split from another; nothing where none did.
  private var splitClusters: String? {
    let initiators = clusters.texts(\.initiator)
    let count = clusterLives.count { initiators[$0.rows[0]] == "\(ClusterInitiator.split)" }
    guard count > 0 else { return nil }
    return "\(Numbers.decimal(Double(count), 0)) of them split from another."
  }

  /// How many living clusters have members in several regions or sectors, whose number a column
  /// has; nothing where none has.
  private func holdingSeveral(
    _ column: ColumnPath<ClusterColumns>, _ alive: [ClusterLife]
  ) -> String? {
    let held = clusters.integers(column)
    let count = alive.count { life in (life.rows.last.flatMap { held[$0] } ?? 0) > 1 }
    guard count > 0 else { return nil }
    return "\(Numbers.decimal(Double(count), 0)) of them \(count == 1 ? "has" : "have") members in "
      + "several \(clusters.declaration(column).name)."
  }

  var spaceStory: HTML? {
    let (first, last) = (concentratedCount(atEnd: false), concentratedCount(atEnd: true))
    guard last.known > 1 else { return nil }
    var text =
      "At the end \(last.above) of \(last.known) sectors are significantly more concentrated in space than "
      + "under random location of the same firms; at the start \(first.above) were."
    let strongest = concentrations.compactMap { sector in
      sector.gamma.last.map { (sector: sector.sector, gamma: $0) }
    }.max { ($0.gamma, $1.sector) < ($1.gamma, $0.sector) }
    if let strongest {
      text +=
        " The most concentrated sector is \(sectorName(strongest.sector)), with an Ellison–Glaeser index γ "
        + "of \(Numbers.significant(strongest.gamma, 2))."
    }
    let ends = endOfRegions(\.measures.specialisation)
    if ends.count > 1, let most = ends.max(by: { ($0.value, $1.name) < ($1.value, $0.name) }),
      let least = ends.min(by: { ($0.value, $0.name) < ($1.value, $1.name) })
    {
      text +=
        " \(most.name) is the most specialised region; the mix of sectors in \(least.name) is closest to the "
        + "country's."
    }
    return "<p><b>Location.</b> \(text)</p>"
  }

  var synergyStory: HTML? {
    let synergy = synergy
    guard let start = synergy.first, let end = synergy.last, synergy.defined.count > 1 else {
      return nil
    }
    func said(_ value: Double) -> String { Numbers.significant(value, 3).replacing("-", with: "−") }
    var text =
      "The triple-helix synergy T of region, sector and size of enterprises changed from \(said(start)) to "
      + "\(said(end)) millibits. Negative values are synergy, so it became "
      + (end < start ? "stronger." : "weaker.")
    if let swing = synergySwing {
      text +=
        swing.probability < 0.1
        ? " It is correlated with the share of innovation (\(Numbers.signed(swing.correlation, 2))"
          + (swing.lag > 0 ? ", \(Numbers.count(swing.lag, "year")) later)." : ").")
        : " It is not significantly correlated with the share of innovation."
    }
    let ends = endOfRegions(\.measures.synergy)
    if ends.count > 1, let most = ends.min(by: { ($0.value, $0.name) < ($1.value, $1.name) }),
      most.value < 0
    {
      text += " \(most.name) contributes most to it."
    }
    return "<p><b>Synergy.</b> \(text)</p>"
  }

  /// Last defined value of a column of `regions`, by name of region.
  private func endOfRegions<Row>(
    _ column: KeyPath<RegionColumns, RecordedColumn<Row>>
  ) -> [(name: String, value: Double)] {
    let names = Dictionary(
      zip(configuration.regions.map(\.id), shortRegionNames),
      uniquingKeysWith: { first, _ in first })
    return regions.rows(by: \.region).compactMap { id, rows in
      guard let name = names[id], let value = regions.series(column, rows: rows).defined.last else {
        return nil
      }
      return (name, value)
    }
  }
}
