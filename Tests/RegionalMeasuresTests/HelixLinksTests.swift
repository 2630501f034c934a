import Foundation
import RegionalMeasures
import Testing

@Suite struct HelixLinksTests {
  private typealias Kind = (university: Bool, industry: Bool, government: Bool)

  private func links(_ count: (Kind) -> Double) -> HelixLinks {
    var links = HelixLinks()
    for u in [false, true] {
      for i in [false, true] {
        for g in [false, true] {
          links.add(university: u, industry: i, government: g, count: count((u, i, g)))
        }
      }
    }
    return links
  }

  private func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-12 }

  @Test func `independent links tell nothing of each other`() {
    let product = links {
      ($0.university ? 1 : 4) * ($0.industry ? 3 : 2) * ($0.government ? 5 : 2)
    }
    #expect(isNear(product.mutualInformation, 0))
    #expect(product.firms == 175)
    #expect(product.university == 35 && product.industry == 105 && product.government == 125)
  }

  @Test func `the exclusive or of two fair coins is a bit of synergy, three equal coins one lost`()
  {
    let parity = links { $0.government == ($0.university != $0.industry) ? 25 : 0 }
    #expect(isNear(parity.mutualInformation, -1))
    let equal = links { $0.university == $0.industry && $0.industry == $0.government ? 7 : 0 }
    #expect(isNear(equal.mutualInformation, 1))
  }

  @Test func `two equal coins beside a third share nothing that is of all three`() {
    let pair = links { $0.university == $0.industry ? ($0.government ? 3 : 1) : 0 }
    #expect(isNear(pair.mutualInformation, 0))
  }

  /// Eight counts without any symmetry, T worked out from p log p term by term.
  @Test func `which link is which, and what counts as linked, does not matter`() {
    func count(_ kind: Kind) -> Double {
      Double(3 + (kind.university ? 11 : 0) + (kind.industry ? 5 : 0) + (kind.government ? 2 : 0))
        * (kind.university && kind.government ? 4 : 1) * (kind.industry && !kind.government ? 2 : 1)
    }
    let one = links(count)
    let swapped = [
      links { count(($0.industry, $0.university, $0.government)) },
      links { count(($0.government, $0.industry, $0.university)) },
      links { count((!$0.university, $0.industry, !$0.government)) },
    ]
    for other in swapped { #expect(isNear(one.mutualInformation, other.mutualInformation)) }
    // H_u + H_i + H_g − H_ui − H_ug − H_ig + H_uig of the same counts.
    var expected = 0.0
    let kinds = [false, true].flatMap { u in
      [false, true].flatMap { i in [false, true].map { g -> Kind in (u, i, g) } }
    }
    let whole = kinds.reduce(0) { $0 + count($1) }
    for mask in 1..<8 {
      var sums: [Int: Double] = [:]
      for kind in kinds {
        let bits =
          (kind.university ? 4 : 0) + (kind.industry ? 2 : 0) + (kind.government ? 1 : 0)
        sums[bits & mask, default: 0] += count(kind) / whole
      }
      let entropy = sums.values.reduce(0) { $0 - $1 * log2($1) }
      expected += mask.nonzeroBitCount == 2 ? -entropy : entropy
    }
    #expect(abs(expected) > 1e-3)
    #expect(isNear(one.mutualInformation, expected))
  }

  @Test func `a link that all or none have leaves nothing, and no firms no number`() {
    #expect(links { $0.government ? 0 : ($0.university ? 3 : 5) }.mutualInformation == 0)
    #expect(links { $0.industry ? ($0.university ? 3 : 5) : 0 }.mutualInformation == 0)
    #expect(HelixLinks().mutualInformation.isNaN)
  }

  @Test func `counts of parts add up`() {
    var all = links { $0.university ? 2 : 1 }
    all.add(links { $0.government ? 3 : 1 })
    let whole = links { ($0.university ? 2 : 1) + ($0.government ? 3 : 1) }
    #expect(all == whole)
  }
}
