/// One instrument on the timeline of a scenario.
///
/// All instruments share this shape: when they act, whom they may reach, how much money they have,
/// and settings of their own, by name.
public struct PolicyDescription: Sendable, Equatable {
  /// Name in the scenario, unique.
  public var name: String
  public var instrument: Instrument
  /// It acts in the quarters that end at ticks `start + 1` to `end`.
  public var start: Int
  public var end: Int
  /// Quarters over which its strength goes from 0 to 1 and, before the end, back to 0.
  public var ramp: Int
  /// Identifiers of regions and sectors reached; empty means all.
  public var regions: [String]
  /// A region whose present Ward group is reached, read again after every grouping; `nil` for none.
  public var wardGroupOf: String?
  public var sectors: [String]
  /// Employees that a firm has at least and at most to be reached.
  public var smallest: Double
  public var largest: Double
  /// Whether only members of clusters are reached.
  public var membersOnly: Bool
  /// Million a year; nothing more is spent or forgone.
  public var budget: Double
  /// Who pays what it spends; tax that it gives back is the nation's.
  public var paidBy: PolicyPayer
  /// A policy whose money this one takes, up to its own budget; `nil` for none.
  public var takenFrom: String?
  /// The instrument's own settings, each with a value; flags are 0 or 1.
  public var settings: [String: Double]

  /// - Parameter settings: Those that differ from the instrument's defaults.
  public init(
    name: String, instrument: Instrument, start: Int, end: Int, ramp: Int = 0,
    regions: [String] = [], wardGroupOf: String? = nil, sectors: [String] = [],
    smallest: Double = 0, largest: Double = .infinity, membersOnly: Bool = false,
    budget: Double = 0, paidBy: PolicyPayer = .nation, takenFrom: String? = nil,
    settings: [String: Double] = [:]
  ) {
    self.name = name
    self.instrument = instrument
    self.start = start
    self.end = end
    self.ramp = ramp
    self.regions = regions
    self.wardGroupOf = wardGroupOf
    self.sectors = sectors
    self.smallest = smallest
    self.largest = largest
    self.membersOnly = membersOnly
    self.budget = budget
    self.paidBy = paidBy
    self.takenFrom = takenFrom
    self.settings = instrument.defaults.merging(settings) { $1 }
  }

  /// A kind of policy: one of the list of instruments.
  public struct Instrument: Sendable, Hashable, RawRepresentable, CaseIterable {
    /// Name in `snake_case`.
    public let rawValue: String

    /// - Returns: `nil` where no instrument has that name.
    public init?(rawValue: String) {
      guard Self.byName[rawValue] != nil else { return nil }
      self.rawValue = rawValue
    }

    init(_ type: any PolicyInstrument.Type) { rawValue = type.name }

    /// Every instrument, in the order of the list.
    public static let allCases: [Instrument] = PolicyInstruments.all.map { Instrument($0) }

    /// An instrument of the list with what it declares.
    private struct Entry {
      let type: any PolicyInstrument.Type
      let settings: [PolicySetting]
      let measures: [PolicyMeasure]
    }

    private static let byName = Dictionary(
      uniqueKeysWithValues: PolicyInstruments.all.map { type in
        let properties = InstrumentProperties(of: type.init())
        return (
          type.name,
          Entry(
            type: type, settings: properties.settings.map(\.description),
            measures: properties.measures.map(\.description))
        )
      })

    private var entry: Entry {
      guard let entry = Self.byName[rawValue] else {
        preconditionFailure("\(rawValue) is not on the list of instruments")
      }
      return entry
    }

    var type: any PolicyInstrument.Type { entry.type }
    public var settings: [PolicySetting] { entry.settings }
    public var measures: [PolicyMeasure] { entry.measures }
  }
}

extension PolicyDescription.Instrument {
  /// One sentence on what it is.
  public var summary: String { type.summary }
  /// Through what it acts in the model.
  public var channel: String { type.channel }
  public var reach: PolicyReach { type.reach }
  public var budget: PolicyBudget { type.budget }
  /// Whether it spends money, so that somebody pays; without, it gives tax back or is only a rule.
  public var spends: Bool { type.budget != .none && !type.givesOnlyTaxBack }
  /// What it reports in the ten years after its end.
  public var measuresAfterEnd: [PolicyMeasure] { type.measuresAfterEnd }

  /// The default of every setting.
  public var defaults: [String: Double] {
    Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.defaultValue) })
  }
}

/// Whom an instrument reaches, and so which parts of the target it takes.
public enum PolicyReach: String, Sendable {
  /// Single firms: regions, sectors, sizes and membership choose them.
  case firms
  /// Firms of a sector in a region together, or those still to be founded: regions and sectors.
  case cells
  /// Regions with their universities: regions alone.
  case regions
}

/// Whether an instrument takes money.
public enum PolicyBudget: String, Sendable {
  /// It does nothing without.
  case required
  /// It may act without, and spends nothing then.
  case optional
  /// It is only a rule.
  case none
}

/// One setting of an instrument.
public struct PolicySetting: Sendable {
  public enum Kind: Sendable {
    case number, whole, flag
  }

  /// Key in a policy of a scenario.
  public internal(set) var name = ""
  public let kind: Kind
  public let unit: String
  /// What the value has to do with time.
  public let time: TimeDimension
  public let range: ClosedRange<Double>
  public let defaultValue: Double
  /// One sentence.
  public let meaning: String
}

/// One figure that an instrument reports quarter by quarter, in the table `policy_reports`.
public struct PolicyMeasure: Sendable {
  public internal(set) var name = ""
  public let unit: String
  public let meaning: String
}
