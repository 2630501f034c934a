import Chunking

/// What the kernels look up: one value a region, sector, cell, or cell and generation.
///
/// A cell is a region and a sector, at `region * sectorCount + sector`. All but the constants of
/// cells are written again each quarter from the state of the quarter before, so they belong to no
/// checkpoint.
struct KernelTables: Sendable {
  let regionCount: Int
  let sectorCount: Int
  /// Generations per sector that the tables hold, as in `GenerationTable.stride`.
  private(set) var stride: Int

  // By region.
  let wage: Column<Double>
  /// Rent of land for an employee, and the wage with it, million a quarter.
  let rent: Column<Double>
  let labourCost: Column<Double>
  let capitalOutput: Column<Double>
  let researchIntensity: Column<Double>

  // By sector.
  let price: Column<Double>
  let quality: Column<Double>
  let competitiveness: Column<Double>
  let competitivenessAbroad: Column<Double>
  let homeScale: Column<Double>
  let inputCost: Column<Double>
  let margin: Column<Double>
  let worldQuality: Column<Double>
  /// Home and world demand for home firms' goods, million a quarter and real firm.
  let homeDemand: Column<Double>
  let worldDemand: Column<Double>
  /// Normalisation of world shares after selection.
  let worldScale: Column<Double>
  /// Share of its room that a firm fills with orders that others could not take.
  let passedOn: Column<Double>
  /// Generation that is tradition.
  let tradition: Column<Int>

  // By cell: constants.
  /// Output per employee on generation 0 at zero efficiency, million a quarter.
  let cellProductivity: Column<Double>
  /// Minimum efficient size, the unit of firm sizes, persons.
  let sizeUnit: Column<Double>
  // By cell: knowledge.
  /// Mean position of the cell's firms, and the speed at which they converge on it.
  let knowledgeCenter: Column<SIMD2<Float>>
  var learning: Float = 0
  /// Share of the equity wanted that households give.
  var ventureSupply = 0.0
  // By cell: space. Written again each quarter.
  /// `cellProductivity` with what suppliers, peers and land do to it.
  let productivity: Column<Double>
  /// Factor of access to buyers on competitiveness at home.
  let access: Column<Double>
  /// Success of own research and of imitation relative to what it would be anywhere.
  let innovationFactor: Column<Double>
  let imitationFactor: Column<Double>
  // By sector.
  /// Factor of the market's growth on the hazard of spin-offs.
  let founding: Column<Double>
  /// Hazard that credit is recalled, per share of capital owed beyond the limit.
  let recall: Column<Double>
  /// Patents of an innovation.
  let patentsPerInnovation: Column<Double>
  // By region.
  /// Share of the labour that firms want which the region can give.
  let labourSupply: Column<Double>

  // By cell: clusters.
  /// Hazard that a firm outside clusters looks at one, probability that a broker contacts it, and
  /// the most that its hazard of calling can be.
  let lookHazard: Column<Double>
  let contactProbability: Column<Double>
  let callBound: Column<Double>
  // Universities, by their region.
  /// Share of linked or local firms' R&D that goes to the university; 0 without one.
  let contractRate: Column<Double>
  /// Royalty of a licence, share of a year's sales.
  let royalty: Column<Double>
  /// Factor on absorptive capacity.
  let absorption: Column<Double>
  /// Sums over regions of the universities' pull, at `region * regionCount + other`.
  let universityPull: Column<Double>
  // Universities, by their region and the firm's sector.
  /// Gain of effort from a link, and the hazard of a licence.
  let linkGain: Column<Double>
  let licenceHazard: Column<Double>
  // By pair of sectors.
  /// Sums over sectors of inputs from others, at `sector * sectorCount + other`.
  let supplierWeight: Column<Double>
  /// What policies change; see `FirmSupport`.
  var support: FirmSupport

  // By cell and generation g, at `cell * stride + g`.
  /// Firms in sight on exactly g.
  private(set) var seen: Column<Double>
  /// Share in sight of firms newer than g, times how much is seen.
  private(set) var sight: Column<Double>
  /// Best generation newer than g for own research, and the factor on its success.
  private(set) var target: Column<UInt16>
  private(set) var targetFactor: Column<Double>
  /// Largest reach of a generation newer than g.
  private(set) var reachNewer: Column<Double>

  init(regionCount: Int, sectorCount: Int, stride: Int) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    self.stride = stride
    let cells = regionCount * sectorCount
    func column(_ count: Int, _ value: Double = 0) -> Column<Double> {
      Column(repeating: value, capacity: count)
    }
    wage = column(regionCount)
    rent = column(regionCount)
    labourCost = column(regionCount)
    capitalOutput = column(regionCount)
    researchIntensity = column(regionCount)
    labourSupply = column(regionCount, 1)
    price = column(sectorCount)
    quality = column(sectorCount)
    competitiveness = column(sectorCount)
    competitivenessAbroad = column(sectorCount)
    homeScale = column(sectorCount)
    inputCost = column(sectorCount)
    margin = column(sectorCount)
    worldQuality = column(sectorCount)
    homeDemand = column(sectorCount)
    worldDemand = column(sectorCount)
    worldScale = column(sectorCount)
    passedOn = column(sectorCount)
    tradition = Column(repeating: 0, capacity: sectorCount)
    cellProductivity = column(cells)
    sizeUnit = column(cells, 1)
    contractRate = column(regionCount)
    royalty = column(regionCount)
    absorption = column(regionCount, 1)
    universityPull = column(regionCount * regionCount)
    linkGain = column(cells)
    licenceHazard = column(cells)
    supplierWeight = column(sectorCount * sectorCount)
    knowledgeCenter = Column(repeating: .zero, capacity: cells)
    support = FirmSupport(cellCount: cells)
    patentsPerInnovation = column(cells)
    lookHazard = column(cells)
    contactProbability = column(cells)
    callBound = column(cells)
    productivity = column(cells)
    access = column(cells, 1)
    innovationFactor = column(cells, 1)
    imitationFactor = column(cells, 1)
    recall = column(sectorCount)
    founding = column(sectorCount, 1)
    seen = column(cells * stride)
    sight = column(cells * stride)
    target = Column(repeating: 0, capacity: cells * stride)
    targetFactor = column(cells * stride)
    reachNewer = column(cells * stride)
  }

  /// Makes room for `stride` generations per sector.
  mutating func widen(to stride: Int) {
    guard stride > self.stride else { return }
    self.stride = stride
    let size = regionCount * sectorCount * stride
    seen = seen.resized(to: size, keeping: 0, filler: 0)
    sight = sight.resized(to: size, keeping: 0, filler: 0)
    target = target.resized(to: size, keeping: 0, filler: 0)
    targetFactor = targetFactor.resized(to: size, keeping: 0, filler: 0)
    reachNewer = reachNewer.resized(to: size, keeping: 0, filler: 0)
  }
}
