/// What contradicts itself in a configuration.
extension Configuration {
  /// Every problem, in words; empty for a configuration that can run.
  ///
  /// Readers of files check the same with line numbers; this is the model's own guard.
  public func problems() -> [String] {
    var problems: [String] = []
    func check(_ condition: Bool, _ message: @autoclosure () -> String) {
      if !condition { problems.append(message()) }
    }
    check(!regions.isEmpty, "regions: at least one is needed")
    check(!sectors.isEmpty, "sectors: at least one is needed")
    check(regions.count <= 10_000, "regions: at most 10000, found \(regions.count)")
    check(sectors.count <= 1000, "sectors: at most 1000, found \(sectors.count)")
    check(Set(regions.map(\.id)).count == regions.count, "regions: identifiers must differ")
    check(Set(sectors.map(\.id)).count == sectors.count, "sectors: identifiers must differ")
    check(scale >= 1, "scale: must be at least 1, found \(scale)")
    check(
      TimeStep.allowed.contains(timeStep.ticksPerYear),
      "ticks_per_year: must be \(TimeStep.allowedWords), found \(timeStep.ticksPerYear)")
    check(horizon >= 0, "horizon: must not be negative, found \(horizon)")
    check(
      distances.count == regions.count * regions.count,
      "distances: \(regions.count) × \(regions.count) are needed, found \(distances.count)")
    check(
      distances.allSatisfy { $0.isFinite && $0 >= 0 },
      "distances: must be finite and not negative")
    check(
      capitals.allSatisfy { id in regions.contains { $0.id == id } },
      "capitals: must be regions of the scenario")
    check(recluster.weights.count == 14, "recluster.weights: fourteen are needed")
    func check(_ shares: OwnershipShares, of place: String) {
      let all = [shares.stateOwnedShare, shares.foreignOwnedShare].compactMap(\.self)
      check(
        all.allSatisfy { (0...1).contains($0) } && shares.orElse(ownership).sum <= 1 + 1e-9,
        "\(place)state_owned_share, foreign_owned_share: must lie in 0...1 and sum to 1 at most, "
          + "those of the country where none stand")
    }
    check(ownership, of: "")
    for region in regions { check(region.ownership, of: "regions.\(region.id).") }
    for sector in sectors { check(sector.ownership, of: "sectors.\(sector.id).") }
    for region in regions {
      func positive(_ value: Double, _ what: String) {
        check(
          value.isFinite && value > 0,
          "regions.\(region.id).\(what): must be positive, found \(value)")
      }
      positive(region.area, "area")
      positive(region.population, "population")
      positive(region.employed, "employed")
      positive(region.grossRegionalProduct, "gross_regional_product")
      positive(region.activeFirms, "active_firms")
      check(
        region.labourForce >= region.employed,
        "regions.\(region.id).labour_force: must be at least the employed")
      check(
        region.industryShare >= 0 && region.servicesShare >= 0
          && region.industryShare + region.servicesShare <= 1 + 1e-9,
        "regions.\(region.id): shares of industry and services must not exceed 1")
      check(
        region.registeredFirms >= region.activeFirms,
        "regions.\(region.id).registered_firms: must be at least the active ones")
      check(
        region.researchPersonnel >= 0 && region.researchPersonnel < region.employed,
        "regions.\(region.id).research_personnel: must lie under the employed")
    }
    for sector in sectors {
      check(
        sector.inputShare >= 0 && (1 + parameters.pricing.markUp) * sector.inputShare < 0.99,
        "sectors.\(sector.id).input_share: with the mark-up it must leave room for labour")
      check(
        sector.importShare >= 0 && sector.importShare < 1,
        "sectors.\(sector.id).import_share: must lie in 0..<1")
    }
    for (description, found) in parameters.violations() {
      problems.append(
        "parameters.\(description.name): must \(description.isWhole ? "be whole and " : "")lie in "
          + "\(description.range), found \(found)")
    }
    // The trial of a line is counted in ticks up to 255.
    check(
      timeStep.duration(parameters.diffusion.trialQuarters) <= 255,
      "parameters.diffusion.trial_quarters: must not exceed \(255 * 4 / timeStep.ticksPerYear) at "
        + "\(timeStep.ticksPerYear) ticks a year, found \(parameters.diffusion.trialQuarters)")
    for policy in policies {
      problems += policy.problems(regions: regions.map(\.id))
      guard let giver = policy.takenFrom else { continue }
      let source = policies.first { $0.name == giver }
      check(
        source != nil && giver != policy.name && source?.instrument.budget != PolicyBudget.none
          && source?.takenFrom == nil,
        "policies.\(policy.name).taken_from: must be another policy with money of its own, "
          + "found \(giver)")
      check(
        source.map { $0.paidBy == policy.paidBy } ?? true,
        "policies.\(policy.name).taken_from: must be a policy paid by the "
          + "\(policy.paidBy.rawValue) too, found \(giver)")
    }
    return problems
  }
}
