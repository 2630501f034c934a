import SensitivityAnalysis
public import TripleHelix

/// Shares as tables, as they are written.
extension MechanismShares {
  /// A seed as a cell; from 2⁶³ on its digits, since a cell's whole number is signed.
  private static func cell(ofSeed seed: UInt64) -> TableValue {
    Int(exactly: seed).map { .integer($0) } ?? .text("\(seed)")
  }

  /// One row per outcome and mechanism.
  public var sharesTable: Table {
    let unit = "as `unit` says"
    var table = Table(
      name: "shares",
      summary: "One row per outcome and mechanism: its Shapley value, beside ablations.",
      columns: [
        .init("outcome", .text, "–", "Identifier of the outcome."),
        .init("unit", .text, "–", "Its unit."),
        .init("meaning", .text, "–", "Meaning of the indicator."),
        .init("mechanism", .text, "–", "Switch under `mechanisms:`."),
        .init("seeds", .integer, "–", "Seeds of which every run has the outcome."),
        .init(
          "value", .number, unit, "Shapley value, mean over the seeds.",
          source: "Shapley (1953), doi:10.1515/9781400881970-018"),
        .init("half_width", .number, unit, "Half of its 95 % interval (Student's t)."),
        .init("share", .number, "share of effect", "Mean value over the mean of `effect`."),
        .init(
          "share_lower", .number, "share of effect",
          "Lower end of its 95 % interval; empty where the interval of the effect includes zero.",
          source: "Fieller (1954)"),
        .init("share_upper", .number, "share of effect", "Upper end, likewise."),
        .init("removal", .number, unit, "Loss if only this one is switched off."),
        .init("removal_half_width", .number, unit, "Half of its 95 % interval."),
        .init("addition", .number, unit, "Gain if only this one is switched on."),
        .init("addition_half_width", .number, unit, "Half of its 95 % interval."),
        .init("all", .number, unit, "Outcome with all switches of the set on."),
        .init("none", .number, unit, "Outcome with all switches of the set off."),
        .init("effect", .number, unit, "All minus none."),
        .init("effect_half_width", .number, unit, "Half of its 95 % interval."),
      ])
    for shares in outcomes {
      for row in shares.rows {
        table.append([
          .text(shares.outcome.id), .text(shares.outcome.unit), .text(shares.outcome.meaning),
          .text(row.name), .integer(shares.seeds.count), .number(row.value.mean),
          .number(row.value.halfWidth), .number(row.share.mean), .number(row.share.lower),
          .number(row.share.upper), .number(row.removal.mean), .number(row.removal.halfWidth),
          .number(row.addition.mean), .number(row.addition.halfWidth), .number(shares.all.mean),
          .number(shares.none.mean), .number(shares.effect.mean),
          .number(shares.effect.halfWidth),
        ])
      }
    }
    return table
  }

  /// One row per outcome, seed and mechanism.
  public var valuesTable: Table {
    var table = Table(
      name: "values",
      summary: "One row per outcome, seed and mechanism: Shapley values before averaging.",
      columns: [
        .init("outcome", .text, "–", "Identifier of the outcome."),
        .init("seed", .integer, "–", "Seed of the replicate."),
        .init("mechanism", .text, "–", "Switch under `mechanisms:`."),
        .init("value", .number, "of the outcome", "Shapley value."),
        .init("removal", .number, "of the outcome", "All on minus all but this one."),
        .init("addition", .number, "of the outcome", "Only this one minus all off."),
        .init("effect", .number, "of the outcome", "All on minus all off."),
      ])
    for shares in outcomes {
      for (seed, replicate) in zip(shares.seeds, shares.replicates) {
        for (place, name) in decomposition.switches.names.enumerated() {
          table.append([
            .text(shares.outcome.id), Self.cell(ofSeed: seed), .text(name),
            .number(replicate.values[place]), .number(replicate.removals[place]),
            .number(replicate.additions[place]), .number(replicate.effect),
          ])
        }
      }
    }
    return table
  }

  /// One row per run: its switches and its outcomes.
  public var runsTable: Table {
    let switches = decomposition.switches
    var table = Table(
      name: "runs",
      summary: "One row per run: a seed and a setting of the switches, with its outcomes.",
      columns: [.init("seed", .integer, "–", "Seed of the replicate.")]
        + switches.names.map { name in
          .init(name, .integer, "–", "1 where this mechanism is on, 0 where it is off.")
        }
        + outcomes.map { shares in
          .init(
            shares.outcome.id, .number, shares.outcome.unit.isEmpty ? "–" : shares.outcome.unit,
            shares.outcome.meaning)
        })
    for (place, seed) in decomposition.seeds.enumerated() {
      for subset in switches.subsets {
        table.append(
          [Self.cell(ofSeed: seed)]
            + switches.names.indices.map { .integer(SwitchSet.contains(subset, $0) ? 1 : 0) }
            + worth.map { .number($0[place][subset]) })
      }
    }
    return table
  }
}
