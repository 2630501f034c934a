import Foundation
import TripleHelix

/// Fact 5 in one run: what becomes of spin-offs and of start-ups, and where spin-offs are founded.
///
/// An entrant is first seen at the end of its first year, which those that die before are not: the
/// rule is the same for both.
struct ObservedEntrants {
  private struct Entrant {
    var id: UInt64
    var isSpinOff: Bool
  }

  /// Means over what was seen of one kind of entrant.
  private struct Fate {
    var count = 0.0
    var alive = 0.0
    var size = 0.0
    var productivity = 0.0
  }

  private struct Birthplace {
    var sector: Int
    var parentRegion: Int
    var isNear: Bool
  }

  /// Years after which fates are compared.
  static let years = 5

  private let regionCount: Int
  private var cohorts: [[Entrant]] = []
  private var spinOffs = Fate()
  private var startUps = Fate()
  private var birthplaces: [Birthplace] = []
  /// Start-ups by sector and region.
  private var founded: [Double]
  /// Regions of the firms of a year ago, some of which have closed since.
  private var regionOfFirm: [UInt64: Int] = [:]

  init(regionCount: Int, sectorCount: Int) {
    self.regionCount = regionCount
    founded = Array(repeating: 0, count: regionCount * sectorCount)
  }

  /// - Parameters:
  ///   - firms: At the end of a year, by rising identity.
  ///   - start: Tick with which the year before ended.
  mutating func observe(_ firms: [FirmRecord], since start: Int, counts: Bool) {
    var cohort: [Entrant] = []
    for firm in firms where firm.birth > start {
      guard firm.origin == .spinOff || firm.origin == .startUp else { continue }
      cohort.append(Entrant(id: firm.id, isSpinOff: firm.origin == .spinOff))
      guard counts else { continue }
      if firm.origin == .startUp {
        founded[firm.sector * regionCount + firm.region] += 1
      } else if let region = regionOfFirm[firm.parent] ?? firms.record(of: firm.parent)?.region {
        birthplaces.append(
          Birthplace(
            sector: firm.sector, parentRegion: region, isNear: region == firm.region))
      }
    }
    if counts, cohorts.count >= Self.years {
      follow(cohorts[cohorts.count - Self.years], in: firms)
    }
    cohorts.append(cohort)
    regionOfFirm.removeAll(keepingCapacity: true)
    for firm in firms { regionOfFirm[firm.id] = firm.region }
  }

  private mutating func follow(_ cohort: [Entrant], in firms: [FirmRecord]) {
    var sums: [Int: (count: Double, size: Double, productivity: Double)] = [:]
    for firm in firms where firm.employees > 0 && firm.productivity > 0 {
      let sum = sums[firm.sector] ?? (0, 0, 0)
      sums[firm.sector] = (
        sum.count + 1, sum.size + log(firm.employees), sum.productivity + log(firm.productivity)
      )
    }
    for entrant in cohort {
      var fate = entrant.isSpinOff ? spinOffs : startUps
      fate.count += 1
      if let firm = firms.record(of: entrant.id), let sum = sums[firm.sector], firm.employees > 0 {
        fate.alive += 1
        fate.size += log(firm.employees) - sum.size / sum.count
        fate.productivity += log(firm.productivity) - sum.productivity / sum.count
      }
      if entrant.isSpinOff { spinOffs = fate } else { startUps = fate }
    }
  }

  var statistics: [String: Double] {
    func perAlive(_ part: KeyPath<Fate, Double>) -> Double {
      spinOffs[keyPath: part] / spinOffs.alive - startUps[keyPath: part] / startUps.alive
    }
    let expected = birthplaces.compactMap { birth -> Double? in
      let row = founded[birth.sector * regionCount..<(birth.sector + 1) * regionCount]
      let total = row.reduce(0, +)
      return total > 0
        ? founded[birth.sector * regionCount + birth.parentRegion] / total : nil
    }
    let near =
      birthplaces.isEmpty
      ? .nan : Double(birthplaces.count { $0.isNear }) / Double(birthplaces.count)
    return [
      "spin_off_survival": spinOffs.alive / spinOffs.count,
      "start_up_survival": startUps.alive / startUps.count,
      "spin_off_survival_gain": spinOffs.alive / spinOffs.count - startUps.alive / startUps.count,
      "spin_off_size_gain": perAlive(\.size),
      "spin_off_productivity_gain": perAlive(\.productivity),
      "spin_off_near": near, "spin_off_near_chance": finiteMean(of: expected),
      "spin_off_near_gain": near - finiteMean(of: expected),
    ]
  }
}

extension [FirmRecord] {
  /// The record of `id` among records by rising identity.
  func record(of id: UInt64) -> FirmRecord? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].id == id ? self[low] : nil
  }
}
