/// A quarter, process by process: the table of contents of the model.
extension Simulation {
  /// Lets one quarter pass.
  ///
  /// - Throws: `SimulationError.accountsBroken` where money was made or lost, naming the flow, and
  ///   `.notFinite` where a quantity left the finite numbers.
  public func step() throws(SimulationError) {
    tick += 1
    openQuarter()
    drawShocks()
    runPolicies()
    try discover()
    lookAround()
    surveySpace()
    decideFirms()
    fixResearchGrants()
    formDemand()
    takeOrders()
    produce()
    settleAccounts()
    try expectFinite()
    closeFirms()
    try foundFirms()
    associate()
    seekPartners()
    adjustLabour()
    adjustMarkets()
    setInterest()
    countGenerations()
    try closeBooks()
    try regroup()
  }
}
