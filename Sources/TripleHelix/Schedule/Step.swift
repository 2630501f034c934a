/// A quarter, process by process: the table of contents of the model.
extension Simulation {
  /// Lets one quarter pass.
  ///
  /// - Throws: `SimulationError.accountsBroken` where money was made or lost, naming the flow, and
  ///   `.notFinite` where a quantity left the finite numbers.
  public func step() throws(SimulationError) {
    tick += 1
    openQuarter()
    runPolicies()
    try discover()
    lookAround()
    decideFirms()
    supportResearch()
    formDemand()
    takeOrders()
    produce()
    settleAccounts()
    settlePolicies()
    rescueFirms()
    closeFirms()
    try foundFirms()
    associate()
    seekPartners()
    adjustLabour()
    adjustMarkets()
    countGenerations()
    try closeBooks()
    try regroup()
  }
}
