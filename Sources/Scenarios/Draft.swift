import TripleHelix
import WardClustering

/// A scenario while it is read: what was written, and defaults for the rest.
///
/// Numbers that were not written or not readable are NaN, which no check complains of again.
struct Draft {
  var name = ""
  var title = ""
  var summary = ""
  var isStylised = false
  var currency = "units"
  var startYear = 2000
  var years: Double?
  var quarters: Int?
  var ticksPerYear = 4
  var scale = 1
  var seed: UInt64 = 1
  var regions: [RegionDescription] = []
  var distances = Distances.greatCircle
  var capitals: [String] = []
  var patentsPerYear = 1000.0
  var sectors = SectorDescription.defaults
  var parameters = Parameters()
  var mechanisms = Mechanisms()
  var policies: [Policy] = []
  var policyFinancing = PolicyFinancing.debt
  var initiators: [Initiator] = []
  var attractors: [AttractorDescription] = []
  var ownership = OwnershipShares()
  var recluster = Recluster()
  var referenceGroups: [ReferenceGroup] = []
  var referenceSource = ""
  var outputs = Outputs()
  var expect: [Target] = []

  /// Distances between regional centres.
  enum Distances {
    case greatCircle
    case written([WrittenDistance])
    /// Row by row in the order of the regions, in km.
    case resolved([Double])
  }

  /// One pair of a table of distances.
  struct WrittenDistance {
    var from: String
    var to: String
    var kilometres: Double
    /// Places of the two names and of the number.
    var fromPlace: Place
    var toPlace: Place
    var place: Place
  }

  /// A policy in years from the start of the run.
  struct Policy {
    var name = ""
    var instrument = PolicyDescription.Instrument.researchGrant
    var start = 0.0
    var end: Double?
    /// Quarters.
    var ramp = 0
    var regions: [String] = []
    var wardGroupOf: String?
    var sectors: [String] = []
    var smallest = 0.0
    var largest: Double?
    var membersOnly = false
    var budget = Double.nan
    var paidBy = PolicyPayer.nation
    var takenFrom: String?
    /// Settings that were written.
    var settings: [String: Double] = [:]

    /// A setting of the instrument, its default if it was not written.
    subscript(number name: String) -> Double {
      get { settings[name] ?? instrument.defaults[name] ?? .nan }
      set { settings[name] = newValue }
    }

    subscript(whole name: String) -> Int {
      get { Int(self[number: name]) }
      set { settings[name] = Double(newValue) }
    }

    subscript(flag name: String) -> Bool {
      get { self[number: name] != 0 }
      set { settings[name] = newValue ? 1 : 0 }
    }
  }

  /// An initiator in years from the start of the run.
  struct Initiator {
    var name = ""
    var region = ""
    var sector = ""
    var start = 0.0
    var employees = Double.nan
    var efficiency = 0.0
  }

  struct Recluster {
    enum Best: String, CaseIterable { case silhouette }

    var every = 4
    var groups: Int?
    var best: Best?
    var standardise = Standardisation.zscore
    var weights = [Double](repeating: 1, count: 14)
  }

  struct Outputs {
    var recordEvery = 1
    var firms = 0
  }
}

extension RegionDescription {
  /// A region of which nothing has been read.
  static var blank: RegionDescription {
    RegionDescription(
      id: "", name: "", latitude: .nan, longitude: .nan, area: .nan, population: .nan,
      employed: .nan, labourForce: .nan, grossRegionalProduct: .nan, industryShare: .nan,
      servicesShare: .nan, fixedInvestment: .nan, budgetInvestment: .nan, publicExpenditure: .nan,
      researchExpenditure: nil, researchPersonnel: .nan, patentShare: .nan, activeFirms: .nan,
      registeredFirms: .nan)
  }
}

extension SectorDescription {
  /// A sector of which nothing has been read.
  static var blank: SectorDescription {
    SectorDescription(
      id: "", name: "", class: .industry, field: "", employmentWeight: .nan,
      consumptionWeight: .nan, governmentWeight: .nan, investmentWeight: .nan, inputWeight: .nan,
      exportWeight: .nan, importShare: .nan, inputShare: .nan, opportunity: .nan)
  }
}
