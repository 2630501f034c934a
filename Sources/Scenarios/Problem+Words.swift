import Tables

extension Problem: CustomStringConvertible {
  /// As in `baseline.yaml:12:9: error: scale: 0 is out of range; allowed 1...1000000 firms`.
  public var description: String {
    let item = item.isEmpty ? "" : " (\(VisibleText.inLine(item, limit: 60)))"
    let key = key.isEmpty ? "" : "\(VisibleText.inLine(key, limit: 200))\(item): "
    return VisibleText.inLine("\(place): error: \(key)\(message)", limit: 6000)
  }

  /// What is wrong, what is allowed, and what may have been meant.
  public var message: String {
    switch fact {
    case .unreadable(let path, let reason, let near):
      "cannot read \(Place.shown(path)): \(reason)" + Self.suggestion(near)
    case .tooLarge(let byteCount, let limit):
      "the file has \(Self.count(byteCount)) bytes; allowed up to \(Self.count(limit))"
    case .binary: "the file is binary; allowed is text in UTF-8"
    case .notUTF8(let guess):
      "the file is not UTF-8" + (guess.map { "; it looks like \($0)" } ?? "")
        + "; save it as UTF-8"
    case .empty: "the file is empty; `triskele scenario new` writes one to start from"
    case .circular(let chain): "`extends` goes in a circle: \(chain.joined(separator: " → "))"
    case .outside(let path):
      "\(path) is outside the folders that this file may read; --allow-outside permits it"
    case .isStudy(let path):
      "this is a study, not a scenario; `triskele sweep \(path) --dry-run` checks it"

    case .syntax(let text): "is not YAML: \(text)"
    case .tabIndentation: "the line is indented with a tab; allowed are spaces"
    case .severalDocuments: "a second document starts here; allowed is one"
    case .tooDeep(let limit): "is nested too deeply; allowed up to \(limit) levels"
    case .tooManyNodes(let limit):
      "has too many values once aliases are written out; allowed up to \(Self.count(limit))"
    case .complexKey: "a key is an alias, a list or a group; allowed are plain names"
    case .unknownAnchor(let name):
      "there is no anchor \(Self.quoted(name)) before this alias; put text that begins with `*` in "
        + "quotes"
    case .unknownTag(let tag): "the tag \(Self.quoted(tag)) is not known; leave it out"
    case .duplicateKey(let first):
      "the key is written twice"
        + (first.map { ", first at \(Self.short($0, at: place))" } ?? "")

    case .unknownKey(let allowed, let near): "unknown key" + Self.allowed(allowed, near)
    case .missingKey: "is missing and has no default"
    case .wrongType(let expected, let found, let near):
      "must be \(expected), found \(found)" + Self.suggestion(near)
    case .outOfRange(let found, let lowest, let highest, let unit):
      "\(found) is out of range; allowed "
        + Self.range(lowest, highest, unit, isTooHigh: Double(found).map { $0 > highest } ?? true)
    case .notWhole(let found, let unit):
      "must be a whole number\(unit.isEmpty ? "" : " of \(unit)"), found \(found)"
    case .notInQuarters(let found):
      "must be a whole number of quarters, found \(found) years; allowed are steps of 0.25"
    case .notAStep(let found, let allowed):
      "must be \(allowed), found \(found)"
        + (found == 1 ? "; firms decide once a tick, for which a year is too long" : "")
    case .notWholeTicks(let found, let unit, let step, let ticksPerYear):
      "must be a whole number of ticks at `ticks_per_year: \(ticksPerYear)`, found "
        + "\(Self.number(found)); allowed are steps of \(Self.number(step)) \(unit)"
    case .unknownChoice(let found, let allowed, let near):
      "unknown value \(Self.quoted(found))" + Self.allowed(allowed, near)
    case .badIdentifier(let found, let near):
      "\(Self.quoted(found)) is not an identifier; allowed are letters, digits and `_`, a letter "
        + "first, up to 64 characters" + Self.suggestion(near)
    case .tooLong(let limit): "the text is too long; allowed up to \(Self.count(limit)) characters"
    case .wrongCount(let found, let lowest, let highest, let things):
      "has \(found) \(things); allowed "
        + (lowest == highest ? "\(lowest)" : "\(lowest) to \(Self.count(highest))")
    case .conflict(let other): "cannot be combined with `\(other)`; write one of the two"

    case .delimitedText(let message): message
    case .missingColumn(let name, let allowed, let near):
      "the table has no column \(Self.quoted(name))" + Self.allowed(allowed, near)
    case .duplicateColumn(let first):
      "the column appears twice, first at \(Self.short(first, at: place))"
    case .noRows: "the table has no rows; it needs a header and at least one row"
    case .badExpression(let text):
      "\(text); allowed are columns and numbers with ` * ` and ` / ` between them"

    case .badOverride(let text): "\(text); write --set key=value, as in --set scale=10"
    case .noSuchItem(let found, let allowed, let near):
      "the list has no item \(Self.quoted(found))" + Self.allowed(allowed, near)

    case .duplicateIdentifier(let found, let first):
      "\(Self.quoted(found)) is taken, first at \(Self.short(first, at: place))"
    case .duplicateName(let found, let of, let first):
      "the name \(Self.quoted(found)) is taken by \(of), at \(Self.short(first, at: place)); "
        + "reports tell regions and sectors apart by their names"
    case .exceeds(let found, let key, let limit, let unit):
      "\(Self.number(found)) is more than `\(key)`, which is \(Self.number(limit))\(unit.isEmpty ? "" : " \(unit)")"
    case .sharesExceedOne(let sum, let things):
      "\(things) sum to \(Self.rounded(sum)); allowed up to 1"
    case .sharesNotOne(let sum, let things):
      "\(things) sum to \(Self.rounded(sum)); they must sum to 1 (within 0.01)"
    case .allZero(let things): "\(things) are all zero; at least one must be positive"
    case .tooManyAgents(let count, let limit, let scale):
      "\(Self.count(count)) agents would need about \(Self.memory(count)) of memory; allowed up to "
        + "\(Self.count(limit)) agents; raise `scale` from \(scale) to "
        + "\(Self.count((count * Double(scale) / Double(limit)).rounded(.up))) or more"
    case .noAgent(let firms, let scale):
      "\(Self.number(firms)) firms at scale \(scale) are less than one agent; "
        + "lower `scale` or join the region to another"
    case .unknownReference(let kind, let found, let allowed, let near):
      "there is no \(kind) \(Self.quoted(found))" + Self.allowed(allowed, near)
    case .endsBeforeStart(let start, let end):
      "ends at year \(end), which is not after its start at year \(start)"
    case .beyondRun(let found, let years, let startYear, let isCalendarYear):
      Self.beyondRun(found, years, startYear, isCalendarYear)
    case .asymmetric(let there, let back, let other):
      "\(Self.number(there)) km there but \(Self.number(back)) km back, at "
        + "\(Self.short(other, at: place)); distances must be the same both ways"
    case .distanceToItself(let found):
      "a region is \(Self.number(found)) km from itself; allowed 0"
    case .noDistance(let regions):
      "no distance to \(Self.listed(regions)); give every pair or leave `distances` out"
    case .noSector(let name, let share):
      "\(Self.rounded(share)) of the employed work in \(name), but no sector is of that class"
    case .notOfInstrument(let instrument, let allowed, let near):
      "\(instrument) takes no such key" + Self.allowed(allowed, near)
    case .neverGrouped:
      "there are no Ward groups to reach, since `recluster.every` is 0"
    case .coincidingCapitals:
      "the two capitals are at the same place, so accessibility is undefined"

    case .study(let text): text
    case .design(let found, let allowed): "found \(found); allowed \(allowed)"
    }
  }
}

extension Problem {
  /// As in "2050 is after the run's last year, 2037; allowed …".
  private static func beyondRun(
    _ found: Double, _ years: Double, _ startYear: Int, _ isCalendarYear: Bool
  ) -> String {
    let end = Double(startYear) + years
    let allowed =
      "; allowed 0 to \(number(years)) years from the start, or calendar years "
      + "\(startYear) to \(number(end))"
    guard isCalendarYear else {
      return "year \(number(found)) is after the end of the run" + allowed
    }
    let written = number(Double(startYear) + found)
    return found < 0
      ? "\(written) is before the run's first year, \(startYear)" + allowed
      : "\(written) is after the run's last year, \(number((end - 0.25).rounded(.down)))" + allowed
  }

  /// A number as a person would write it: no needless decimals or exponents.
  static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 0x1p53 { return String(Int64(value)) }
    return String(value)
  }

  /// A whole number with its thousands apart, as in `20,000,000`.
  static func count(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    for index in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: index) }
    return (value < 0 ? "-" : "") + String(digits)
  }

  static func count(_ value: Double) -> String {
    abs(value) < 1e18 ? count(Int(value.rounded())) : number(value)
  }

  /// As in "0 to 400 quarters", "0 to 1 (share of cost)" and "at least 0 million a year".
  ///
  /// - Parameter isTooHigh: Whether to give an upper end that only means "very much" too.
  static func range(
    _ lowest: Double, _ highest: Double, _ unit: String, isTooHigh: Bool = false
  ) -> String {
    let isOpen = highest >= 1e12 && highest != 0x1p64 && lowest > -1e12 && !isTooHigh
    let range = isOpen ? "at least \(bound(lowest))" : "\(bound(lowest)) to \(bound(highest))"
    return range + unitWords(unit)
  }

  /// A range as tables have it, in which units stand in another column.
  static func interval(_ lowest: Double, _ highest: Double) -> String {
    "\(bound(lowest))...\(bound(highest))"
  }

  /// A unit behind a number: things that are counted or measured follow it, shares and the like stand
  /// in brackets.
  private static func unitWords(_ unit: String) -> String {
    if unit.isEmpty || unit == "–" { return "" }
    let first = unit.prefix { $0 != " " && $0 != "/" }
    let follows =
      ["km", "km²", "million"].contains(first) || first.hasSuffix("s") && !first.hasSuffix("'s")
    return follows ? " \(unit)" : " (\(unit))"
  }

  /// The end of a range; powers of ten that only mean "very much" are written short.
  private static func bound(_ value: Double) -> String {
    // Seeds have 64 bits, and no number with a point holds the last of them.
    if value == 0x1p64 { return "\(UInt64.max)" }
    var (digits, exponent) = (value, 0)
    while digits >= 10, digits / 10 == (digits / 10).rounded() {
      (digits, exponent) = (digits / 10, exponent + 1)
    }
    return exponent > 7 ? "\(number(digits))e\(exponent)" : number(value)
  }

  private static func rounded(_ value: Double) -> String {
    number((value * 1e6).rounded() / 1e6)
  }

  /// At about 540 bytes an agent: its state of 208, room to grow, and a copy for the checkpoint.
  private static func memory(_ agents: Double) -> String {
    let gigabytes = agents * 540 / 1e9
    return gigabytes < 1e6 ? "\(number(gigabytes.rounded(.up))) GB" : "\(number(gigabytes)) GB"
  }

  private static func quoted(_ text: String) -> String { text.quoted }

  private static func allowed(_ names: [String], _ near: String?) -> String {
    (names.isEmpty ? "" : "; allowed " + listed(names)) + suggestion(near)
  }

  /// The first names of a list, and how many more there are.
  private static func listed(_ names: [String]) -> String {
    let limit = 32
    guard names.count > limit else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
  }

  private static func suggestion(_ near: String?) -> String {
    near.map { "; did you mean \(quoted($0))?" } ?? ""
  }

  /// A place seen from another: only the line within the same file.
  private static func short(_ place: Place, at other: Place) -> String {
    place.source == other.source && place.line > 0 ? "line \(place.line)" : place.description
  }
}
