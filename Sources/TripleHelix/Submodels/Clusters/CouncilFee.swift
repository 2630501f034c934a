/// The fee that a council sets: by what its joint projects cost, as strongly as members delegate.
extension Simulation {
  /// The fee of next quarter over `clusters.fee`:
  ///
  /// f ← f + a K (f* − f), f* = (W + (F* − F)/Q)/((1 − c) · fee · sales) within bounds, where W is
  /// what projects cost a quarter, F the fund, c the secretariat's share, and F* = W · min(1/K, Q) the
  /// fund out of whose share K a council pays for them. An empty fund with projects ahead raises the
  /// fee, an idle one lowers it.
  func feeFactor(of cluster: RegionalCluster) -> Double {
    let rates = parameters.clusters
    let income = (1 - rates.secretariatShare) * rates.fee * cluster.sales
    guard income > 0 else { return cluster.feeFactor }
    let strength = clamp(cluster.councilStrength, 0, 1)
    let quarters = max(1, rates.fundQuarters)
    let cost = projectCost(of: cluster)
    let wantedFund = cost * min(1 / max(strength, 1 / quarters), quarters)
    let wanted = (cost + (wantedFund - cluster.fund) / quarters) / income
    return cluster.feeFactor
      + rates.feeAdjustment * strength
      * (clamp(wanted, rates.feeLeast, rates.feeMost) - cluster.feeFactor)
  }

  /// What the projects that a council decides on cost a quarter, million: facilities that are worth
  /// their keep, a share 1/Q of what is missing of them, and as much marketing as brand can use.
  ///
  /// Joint capital j raises what a member saves by scale and scope, B₀, by F = 1 − ω/2 + ω j/(j + j½).
  /// It is worth its keep up to B₀ · sales · ω j½/(j + j½)² = p (δ + i), at the price p of investment
  /// goods, wear δ and interest i. B₀ is that of a full member of median size and mean fit. Marketing
  /// above `clusters.marketing_half` adds nothing to brand.
  func projectCost(of cluster: RegionalCluster) -> Double {
    let rates = parameters.clusters
    let saving = meanSaving(of: cluster)
    let half = rates.jointHalf * cluster.capital
    let factor =
      1 - rates.jointWeight / 2
      + rates.jointWeight * ClusterOffer.saturation(cluster.jointCapital, half)
    let saved = saving / max(factor, 1e-9) * cluster.sales
    let price = nation.investmentPrice
    let keep =
      price
      * (rates.facilityDepreciation + max(0, parameters.accounts.interest + nation.rateGap))
    let facilities =
      keep > 0 ? max(0, (saved * rates.jointWeight * half / keep).squareRoot() - half) : 0
    let missing = max(0, facilities - cluster.jointCapital)
    let marketing = mechanisms.clusterMarketEntry ? rates.marketingHalf * cluster.sales : 0
    return price
      * (rates.facilityDepreciation * facilities + missing / max(1, rates.fundQuarters)) + marketing
  }

  /// What a full member of median size and mean fit saves by scale and scope, share of sales: mean
  /// over members where they are of several sectors.
  private func meanSaving(of cluster: RegionalCluster) -> Double {
    func saving(_ offer: ClusterOffer) -> Double {
      let terms = offer.terms(
        isFull: true, size: 0.4, trust: cluster.trust, fit: 1, capacity: 0, level: 0,
        parameters.clusters, mechanisms)
      return terms.scale + terms.scope
    }
    let members = cluster.parts.reduce(0.0) { $0 + $1.members }
    guard members > 0 else { return saving(clusterOffer(cluster)) }
    return cluster.parts.indices.reduce(0.0) {
      $0 + cluster.parts[$1].members / members * saving(clusterOffer(cluster, sector: $1))
    }
  }
}
