import Chunking

/// How tables write the identity of a firm: 16 hexadecimal digits, and nothing for 0, which is none.
func identifier(_ id: UInt64) -> String {
  guard id != 0 else { return "" }
  let digits = String(id, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// What can be seen of one firm at the end of a quarter. Observation draws nothing and changes
/// nothing.
public struct FirmRecord: Sendable, Equatable {
  /// Permanent identity; the same firm has the same one in every arm of a study with one seed.
  public var id: UInt64
  /// Identity of the first ancestor; its own without one.
  public var lineage: UInt64
  /// Identity of the firm that its founders left, of its own sector; 0 without one.
  public var parent: UInt64 = 0
  /// Places in the scenario's lists of regions and sectors.
  public var region: Int
  public var sector: Int
  /// Tick of birth; firms of the start were born at negative ticks.
  public var birth: Int
  public var origin: Origin
  /// Persons.
  public var employees: Double
  /// Of the last quarter, million.
  public var sales: Double
  /// Of the last quarter at base-year prices, million.
  public var output: Double
  /// Sales since the start of the year and of the year before, million; not a number unless the
  /// firm lived through all of it.
  public var salesThisYear: Double
  public var salesLastYear: Double
  /// Idiosyncratic efficiency, log points.
  public var efficiency: Double
  /// Output per variable employee, million a quarter at base-year prices.
  public var productivity: Double
  /// Cost of a unit of output after what its cluster saves, and what of it inputs cost; not a number
  /// before the first quarter.
  public var unitCost: Double
  public var inputCost: Double
  public var price: Double
  /// Quality of what it sells, 1 on the generation of tick 0.
  public var quality: Double
  /// Generation of the tradition line, and of the newest one.
  public var traditionLine: Int
  public var newestLine: Int
  /// Share of output on the newest line.
  public var displacement: Double
  public var isExporter: Bool
  /// Deposit and loan, million.
  public var cash: Double
  public var debt: Double
  /// Position in the plane of its sector's technology.
  public var position: SIMD2<Float>
  /// Trust in its cluster, or general trust without one, in [0, 1].
  public var trust: Double
  public var membership: MembershipRecord?
  /// Eight factors of social capital in [0, 1].
  public var socialCapital: SIMD8<Float>

  public var isMember: Bool { membership != nil }
  /// Wage and rent of land that its unit cost is made of, million a quarter.
  public var wage: Double { (unitCost - inputCost) * productivity }
  /// Unit cost with the cluster's fee in it.
  public var netCost: Double { unitCost + (membership?.fee ?? 0) * price }

  /// Share of output on `generation` or a newer one.
  public func outputShare(onOrAfter generation: Int) -> Double {
    (traditionLine >= generation ? 1 - displacement : 0)
      + (newestLine >= generation ? displacement : 0)
  }

  public init(
    id: UInt64, lineage: UInt64, region: Int, sector: Int, birth: Int, origin: Origin,
    employees: Double, sales: Double, output: Double, salesThisYear: Double, salesLastYear: Double,
    efficiency: Double, productivity: Double, unitCost: Double, inputCost: Double, price: Double,
    quality: Double,
    traditionLine: Int, newestLine: Int, displacement: Double, isExporter: Bool, cash: Double,
    debt: Double, position: SIMD2<Float>, trust: Double, membership: MembershipRecord?,
    socialCapital: SIMD8<Float>
  ) {
    self.id = id
    self.lineage = lineage
    self.region = region
    self.sector = sector
    self.birth = birth
    self.origin = origin
    self.employees = employees
    self.sales = sales
    self.output = output
    self.salesThisYear = salesThisYear
    self.salesLastYear = salesLastYear
    self.efficiency = efficiency
    self.productivity = productivity
    self.unitCost = unitCost
    self.inputCost = inputCost
    self.price = price
    self.quality = quality
    self.traditionLine = traditionLine
    self.newestLine = newestLine
    self.displacement = displacement
    self.isExporter = isExporter
    self.cash = cash
    self.debt = debt
    self.position = position
    self.trust = trust
    self.membership = membership
    self.socialCapital = socialCapital
  }
}

/// What can be seen of a firm's membership in a cluster.
public struct MembershipRecord: Sendable, Equatable {
  /// Ordinal of the cluster among all ever founded in the country.
  public var cluster: Int
  public var isFull: Bool
  /// Fee, what the cluster saves on cost, and all that it gives, shares of sales.
  public var fee: Double
  public var saving: Double
  public var benefit: Double

  public init(cluster: Int, isFull: Bool, fee: Double, saving: Double, benefit: Double) {
    self.cluster = cluster
    self.isFull = isFull
    self.fee = fee
    self.saving = saving
    self.benefit = benefit
  }
}

extension Simulation {
  /// All living firms, by rising identity: an order that slots and threads do not touch.
  ///
  /// - Complexity: O(*n* log *n*) for *n* firms.
  public func firmRecords() -> [FirmRecord] {
    var regionPlace = Array(repeating: 0, count: layout.regionCount)
    for (place, canonical) in layout.canonicalRegion.enumerated() { regionPlace[canonical] = place }
    var sectorPlace = Array(repeating: 0, count: layout.sectorCount)
    for (place, canonical) in layout.canonicalSector.enumerated() { sectorPlace[canonical] = place }
    var slots: [(id: UInt64, slot: Int)] = []
    slots.reserveCapacity(firms.count)
    for firm in 0..<firms.count where firms.id[firm] != 0 { slots.append((firms.id[firm], firm)) }
    slots.sort { $0.id < $1.id }
    let kernel = kernel()
    return slots.map { entry in
      let firm = entry.slot
      let region = Int(firms.region[firm])
      let sector = Int(firms.sector[firm])
      return record(
        ofSlot: firm, region: regionPlace[region], sector: sectorPlace[sector],
        wage: tables.labourCost[region],
        inputCost: tables.inputCost[sector] * kernel.inputUse(of: firm))
    }
  }

  private func record(
    ofSlot firm: Int, region: Int, sector: Int, wage: Double, inputCost: Double
  ) -> FirmRecord {
    let canonical = Int(firms.sector[firm])
    let share = Double(firms.displacement[firm])
    let (old, new) = (Int(firms.traditionLine[firm]), Int(firms.innovationLine[firm]))
    let productivity = Double(firms.productivity[firm])
    let cost = tick > 0 ? wage / productivity + inputCost : .nan
    let membership = membershipRecord(ofSlot: firm)
    func year(_ sales: Float) -> Double { sales >= 0 ? Double(sales) : .nan }
    var record = FirmRecord(
      id: firms.id[firm], lineage: firms.lineage[firm], region: region, sector: sector,
      birth: Int(firms.birth[firm]), origin: firms.origin[firm],
      employees: firms.employees[firm],
      sales: firms.output[firm] * Double(firms.price[firm]) * timeStep.quarter,
      output: firms.output[firm] * timeStep.quarter, salesThisYear: year(firms.salesThisYear[firm]),
      salesLastYear: year(firms.salesLastYear[firm]), efficiency: Double(firms.efficiency[firm]),
      productivity: productivity * timeStep.quarter,
      unitCost: cost, inputCost: tick > 0 ? inputCost : .nan,
      price: Double(firms.price[firm]),
      quality: (1 - share) * generations.quality[generations.place(canonical, old)]
        + share * generations.quality[generations.place(canonical, new)],
      traditionLine: old, newestLine: max(old, new), displacement: share,
      isExporter: firms.worldShare[firm] > 0, cash: firms.cash[firm], debt: firms.debt[firm],
      position: firms.position[firm], trust: Double(firms.trust[firm]),
      membership: membership,
      socialCapital: SIMD8<Float>(firms.socialCapital[firm]) / 255)
    record.parent = firms.parent[firm]
    return record
  }

  /// Membership of the firm in a slot.
  private func membershipRecord(ofSlot firm: Int) -> MembershipRecord? {
    let place = Int(firms.cluster[firm])
    guard mechanisms.clusters, place >= 0 else { return nil }
    let row = memberships.rows[place]
    let benefits = memberships.benefits[place]
    return MembershipRecord(
      cluster: Int(row.cluster), isFull: row.kind == Membership.full, fee: Double(row.fee),
      saving: Double(benefits.saving), benefit: Double(benefits.realised))
  }
}
