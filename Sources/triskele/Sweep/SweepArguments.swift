import ArgumentParser
import StudyStore

/// One run of a study, as in `12:0`.
struct RunNumber: Sendable {
  let point: Int
  let replicate: Int

  init(argument: String) throws {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let point = parts[0], let replicate = parts[1], point >= 0,
      replicate >= 0
    else { throw ValidationError("write a point and a replicate, both from 0, as in 12:0") }
    self.point = point
    self.replicate = replicate
  }
}

extension StudyShard {
  /// Reads `3/16`.
  init(argument: String) throws {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      let shard = StudyShard(number, of: count)
    else {
      throw ValidationError("write a part and the number of parts, as in 3/16; the first is 1/16")
    }
    self = shard
  }
}

extension Duration {
  /// Reads `90s`, `30m`, `4h`; without a unit seconds.
  init(argument: String) throws {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = argument.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? argument[...] : argument.dropLast()), number > 0,
      number < 1e9
    else { throw ValidationError("write a time above 0, as in 90s, 30m or 4h") }
    self = .seconds(number * (unit ?? 1))
  }

  var seconds: Double { self / .seconds(1) }
}
