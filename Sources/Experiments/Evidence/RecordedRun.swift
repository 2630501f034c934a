import TripleHelix

/// The parts of a run's record from which evidence is drawn, by tick.
///
/// Place q of every series is tick q; place 0 is the initial state.
struct RecordedRun {
  /// Ticks that were run.
  let horizon: Int
  let timeStep: TimeStep
  private let national: [String: [Double]]
  /// One entry per sector.
  let sectors: [SectorSeries]
  /// One entry per sector and generation that was ever recorded, by sector and age.
  let generations: [GenerationSeries]

  struct SectorSeries {
    let name: String
    let dominantGeneration: [Double]
    let visibleGenerations: [Double]
    let herfindahl: [Double]
    let firms: [Double]
    let entries: [Double]
    let exits: [Double]
  }

  struct GenerationSeries {
    let sector: String
    let generation: Int
    /// Tick of its discovery; 0 or less for what was known at the start.
    var discovered: Int
    /// Tick of its first use, nil if there was none.
    var launched: Int?
    /// Ticks at which it or a newer one was recorded, ascending.
    var ticks: [Int] = []
    /// Share of output on it or a newer one, one entry per tick.
    var adopted: [Double] = []

    /// Goes on with `newer` where the record ends, as it does once everybody has left a generation:
    /// what is adopted of a newer one is then adopted of this or a newer one.
    mutating func prolong(with newer: GenerationSeries) {
      let end = ticks.last ?? .max
      for (tick, share) in zip(newer.ticks, newer.adopted) where tick > end {
        ticks.append(tick)
        adopted.append(share)
      }
    }
  }

  /// Reads `recording`; nil unless every tick from the initial state on was recorded.
  init?(_ recording: Recording, _ timeStep: TimeStep) {
    let ticks = recording.national.values(Table.national.tick)
    guard ticks.count > 1, ticks.indices.allSatisfy({ ticks[$0] == Double($0) }) else { return nil }
    horizon = ticks.count - 1
    self.timeStep = timeStep
    national = Dictionary(
      uniqueKeysWithValues: recording.national.columns.map {
        ($0.name, recording.national.values($0.name))
      })
    sectors = Self.sectors(in: recording.sectors, ticks: ticks.count)
    generations = Self.generations(in: recording.generations)
  }

  private static func sectors(in table: Table, ticks: Int) -> [SectorSeries] {
    let names = table.texts(Table.sectors.sector)
    let columns = [
      Table.sectors.dominantGeneration, Table.sectors.visibleGenerations, Table.sectors.herfindahl,
      Table.sectors.firms, Table.sectors.entries, Table.sectors.exits,
    ].map { table.values($0) }
    return names.uniqued().compactMap { name in
      let rows = names.indices.filter { names[$0] == name }
      guard rows.count == ticks else { return nil }
      let series = columns.map { column in rows.map { column[$0] } }
      return SectorSeries(
        name: name, dominantGeneration: series[0], visibleGenerations: series[1],
        herfindahl: series[2], firms: series[3], entries: series[4], exits: series[5])
    }
  }

  private static func generations(in table: Table) -> [GenerationSeries] {
    struct Identity: Hashable {
      var sector: String
      var generation: Int
    }
    let names = table.texts(Table.generations.sector)
    let ticks = table.values(Table.generations.tick)
    let indices = table.values(Table.generations.generation)
    let discovered = table.values(Table.generations.discovered)
    let launched = table.values(Table.generations.launched)
    let adopted = table.values(Table.generations.adoptedOutput)
    var places: [Identity: Int] = [:]
    var generations: [GenerationSeries] = []
    for row in names.indices {
      guard let generation = Int(exactly: indices[row]), let tick = Int(exactly: ticks[row])
      else { continue }
      let identity = Identity(sector: names[row], generation: generation)
      let place = places[identity] ?? generations.count
      if place == generations.count {
        places[identity] = place
        generations.append(
          GenerationSeries(sector: names[row], generation: generation, discovered: 0))
      }
      generations[place].discovered = Int(exactly: discovered[row]) ?? 0
      generations[place].launched = Int(exactly: launched[row]) ?? generations[place].launched
      generations[place].ticks.append(tick)
      generations[place].adopted.append(adopted[row])
    }
    let order = Dictionary(
      uniqueKeysWithValues: names.uniqued().enumerated().map { ($0.element, $0.offset) })
    generations.sort {
      (order[$0.sector, default: 0], $0.generation) < (order[$1.sector, default: 0], $1.generation)
    }
    for place in generations.indices.dropLast().reversed()
    where generations[place].sector == generations[place + 1].sector {
      generations[place].prolong(with: generations[place + 1])
    }
    return generations
  }
}

extension RecordedRun {
  /// A national series, by tick.
  subscript(_ column: String) -> [Double] {
    national[column] ?? Array(repeating: .nan, count: horizon + 1)
  }

  /// Complete years.
  var years: Int { horizon / timeStep.ticksPerYear }

  /// What a flow per quarter adds up to in `year`, the first being 1.
  func sum(_ series: [Double], year: Int) -> Double {
    let last = timeStep.ticksPerYear * year
    return series[(last - timeStep.ticksPerYear + 1)...last].reduce(0, +) / timeStep.quarter
  }
}

extension Table {
  func values(_ column: RecordedColumn<some Any>) -> [Double] { values(column.name) }

  func texts(_ column: RecordedColumn<some Any>) -> [String] { texts(column.name) }

  /// Column `name` as numbers; what is not one is not a number. Empty without such a column.
  func values(_ name: String) -> [Double] {
    guard let place = index(of: name) else { return [] }
    return rows.map { row in
      switch row[place] {
      case .integer(let integer): Double(integer)
      case .number(let number): number
      case .text: .nan
      }
    }
  }

  func texts(_ name: String) -> [String] {
    guard let place = index(of: name) else { return [] }
    return rows.map { if case .text(let text) = $0[place] { text } else { "" } }
  }
}

extension [String] {
  /// The elements in the order of their first appearance.
  func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
