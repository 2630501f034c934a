import Foundation
import Machine

/// One line on what the times below were taken on; it says so when others were at work.
public func machineNote() -> String {
  let load = load_average()
  let cores = ProcessInfo.processInfo.activeProcessorCount
  var note = "\(cores) cores, load \(load < 0 ? "unknown" : decimal(load, 1)) at the start"
  if load > 1.5 {
    note += "\nThe machine is busy: wall times and gains of threads are worse than it can do."
  }
  return note
}
