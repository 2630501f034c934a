/// Parts of a record, for who needs only some of it.
///
/// Recording changes nothing, and what it draws comes from a process of its own, so that a part is the
/// same whether others are recorded or not. Columns of a part that is left out are not numbers, tables
/// that are left out have no rows.
public struct RecordedParts: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let regions = RecordedParts(rawValue: 1 << 0)
  public static let sectors = RecordedParts(rawValue: 1 << 1)
  public static let national = RecordedParts(rawValue: 1 << 2)
  public static let generations = RecordedParts(rawValue: 1 << 3)
  public static let discoveries = RecordedParts(rawValue: 1 << 4)
  public static let universities = RecordedParts(rawValue: 1 << 5)
  public static let clusters = RecordedParts(rawValue: 1 << 6)
  /// Also what policies report.
  public static let policies = RecordedParts(rawValue: 1 << 7)
  /// All three tables of Ward groups.
  public static let groupings = RecordedParts(rawValue: 1 << 8)
  public static let sizes = RecordedParts(rawValue: 1 << 9)
  /// Takes `firmMeasures`.
  public static let cells = RecordedParts(rawValue: 1 << 10)
  public static let clusterEffects = RecordedParts(rawValue: 1 << 11)
  public static let firms = RecordedParts(rawValue: 1 << 12)
  /// Columns of several tables that take a pass over all firms, once a year.
  public static let firmMeasures = RecordedParts(rawValue: 1 << 13)
  /// The null of location in `sectors`, which throws all firms many times; takes `firmMeasures`.
  public static let locationNull = RecordedParts(rawValue: 1 << 14)
  /// Columns of `national` on the distribution of firms' sizes and growth.
  public static let sizesAndGrowth = RecordedParts(rawValue: 1 << 15)

  public static let all = RecordedParts(rawValue: (1 << 16) - 1)

  /// What a column takes; all that its table has where no such column is known.
  ///
  /// - Parameter column: A name; empty where only rows are of interest.
  public init(table: String, column: String) {
    switch table {
    case "regions":
      self = .regions
      if Self.regionMeasures.contains(column) { insert(.firmMeasures) }
    case "sectors":
      self = .sectors
      if Self.nullColumns.contains(column) { insert([.firmMeasures, .locationNull]) }
      if Table.sectorMeasures.contains(where: { $0.name == column }) { insert(.firmMeasures) }
    case "national":
      self = .national
      if Self.nationalMeasures.contains(column) { insert(.firmMeasures) }
      if Self.distributionColumns.contains(column) { insert(.sizesAndGrowth) }
    case "generations": self = .generations
    case "discoveries": self = .discoveries
    case "universities": self = .universities
    case "clusters": self = .clusters
    case "policies", "policy_reports": self = .policies
    case "ward_memberships", "ward_merges", "ward_groupings": self = .groupings
    case "sizes": self = .sizes
    case "cells": self = [.cells, .firmMeasures]
    case "cluster_effects": self = .clusterEffects
    case "firms": self = .firms
    default: self = .all
    }
  }

  private static let regionMeasures = Set(Table.regionIndicators.dropFirst().map(\.name))
  private static let nationalMeasures = Set(
    Table.nationalIndicators.map(\.name).drop { $0 != "survival_1_year" })
  private static let nullColumns: Set = [
    "gamma_null", "gamma_null_low", "gamma_null_high", "gamma_probability",
  ]
  private static let distributionColumns: Set = [
    "hill_exponent", "largest_firm", "growth_shape", "growth_shape_small", "growth_size_slope",
  ]
}
