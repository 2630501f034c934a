import Tables

/// The figures of every region: those of the table, and estimates for the rest.
///
/// A missing figure is the country's share of something the table has, by a stated rule: so much of
/// product, of the employed, of investment. A column with gaps gives its own mean for them.
struct CountryEstimates {
  private(set) var values: [String: [CountryValue]] = [:]
  private(set) var patentsPerYear = CountryValue.estimated(0, "")
  /// Share of the employed in construction, where it is a class of its own.
  private(set) var constructionShare = 0.0

  private let table: CountryTable
  private let totals: [String: CountryTotal]
  private let weights: [String: (header: String, values: [Double])]
  private var count: Int { table.names.count }

  init(_ table: CountryTable, _ request: CountryRequest, _ problems: inout CountryProblems) {
    self.table = table
    totals = Self.totals(request, &problems)
    weights = Self.weights(request, table, &problems)
    complete(&problems)
  }

  subscript(key: String) -> [CountryValue] { values[key] ?? [] }

  private static func totals(
    _ request: CountryRequest, _ problems: inout CountryProblems
  ) -> [String: CountryTotal] {
    var totals: [String: CountryTotal] = [:]
    for (key, text) in request.totals.sorted(by: { $0.key < $1.key }) {
      let option = "--total \(key)=\(text)"
      guard let assumption = CountryAssumption.named(key) else {
        let keys = CountryAssumption.all.map(\.key)
        let near = Spelling.nearest(to: key, among: keys).map { "; did you mean `\($0)`?" } ?? ""
        problems.add(
          option: option,
          "there is no figure \(key.quoted); allowed are \(keys.joined(separator: ", "))\(near)")
        continue
      }
      switch CountryTotal.read(text, of: assumption) {
      case .success(let total): totals[assumption.key] = total
      case .failure(let reason): problems.add(option: option, reason.words)
      }
    }
    return totals
  }

  private static func weights(
    _ request: CountryRequest, _ table: CountryTable, _ problems: inout CountryProblems
  ) -> [String: (header: String, values: [Double])] {
    var weights: [String: (header: String, values: [Double])] = [:]
    for (key, header) in request.weights.sorted(by: { $0.key < $1.key }) {
      let option = "--by \(key)=\(header)"
      let allowed = [
        "industry_share", "services_share", "fixed_investment", "public_expenditure",
        "research_expenditure", "research_personnel", "active_firms", "employed",
      ]
      let name = CountryColumn.named(key)?.key ?? key
      guard allowed.contains(name) else {
        let near = Spelling.nearest(to: key, among: allowed).map { "; did you mean `\($0)`?" } ?? ""
        problems.add(
          option: option, "allowed are \(allowed.joined(separator: ", "))\(near)")
        continue
      }
      if let values = table.weights(header, option: option, &problems) {
        weights[name] = (header, values)
      }
    }
    return weights
  }
}

// What was given.
extension CountryEstimates {
  /// The figures of a column where it has no gaps.
  private func whole(_ key: String) -> [CountryValue]? {
    guard let column = table.values[key], column.allSatisfy({ $0 != nil }) else { return nil }
    return column.compactMap(\.self)
  }

  private func numbers(_ key: String) -> [Double] { self[key].map(\.value) }

  private func sum(_ key: String) -> Double { numbers(key).reduce(0, +) }

  /// Takes a required column over, or says what is missing.
  private mutating func require(_ key: String, _ problems: inout CountryProblems) -> Bool {
    if let column = whole(key) {
      values[key] = column
      return true
    }
    if let column = table.values[key], let match = table.match[key: key] {
      for (row, value) in column.enumerated() where value == nil {
        problems.add(
          table.rows[row][match.index],
          "\(key) is missing for \(table.names[row].quoted); every region needs it")
      }
    }
    return false
  }

  /// Takes a column over and fills what is missing in it.
  ///
  /// - Parameters:
  ///   - base: What missing figures are in proportion to, and that in words.
  ///   - total: The sum over all regions, where the whole column is missing, and that in words.
  private mutating func fill(
    _ key: String, by base: (values: [Double], words: String),
    total: (value: Double, words: String)
  ) {
    let all = base.values.reduce(0, +)
    guard let column = table.values[key] else {
      let (weights, words) = weights[key].map { ($0.values, "`\($0.header)`") } ?? base
      let sum = weights.reduce(0, +)
      values[key] = weights.map { weight in
        .estimated(
          (total.value * weight / sum).rounded(significant: 6),
          total.words.isEmpty ? "shared out by \(words)" : "\(total.words), shared out by \(words)")
      }
      return
    }
    let known = column.indices.filter { column[$0] != nil }
    let given = known.reduce(0.0) { $0 + (column[$1]?.value ?? 0) }
    let under = known.reduce(0.0) { $0 + base.values[$1] }
    let ratio = under > 0 ? given / under : total.value / all
    values[key] = column.enumerated().map { row, value in
      value
        ?? .estimated(
          (ratio * base.values[row]).rounded(significant: 6),
          "the other regions' mean relative to \(base.words)")
    }
  }

  /// A figure of the country by its key: what the user gives, or the default.
  private func total(_ key: String, of base: Double, _ baseName: String) -> (Double, String) {
    let assumption = CountryAssumption.named(key)
    let stated = totals[key]
    var total = stated
    if total == nil, let assumption, !assumption.defaultText.isEmpty,
      case .success(let fallback) = CountryTotal.read(assumption.defaultText, of: assumption)
    {
      total = fallback
    }
    guard let total else { return (.nan, "") }
    let origin = stated == nil ? " (default)" : ""
    switch total.value {
    case .share(let share):
      return (share * base, "\((100 * share).short) % of \(baseName)\(origin)")
    case .amount(let amount):
      return (amount, "\(total.text)\(origin) in the country")
    }
  }

  /// A share of the country by its key.
  private func share(_ key: String) -> (value: Double, words: String)? {
    guard let assumption = CountryAssumption.named(key) else { return nil }
    let stated = totals[key]
    let text = stated?.text ?? assumption.defaultText
    guard !text.isEmpty, case .success(let total) = CountryTotal.read(text, of: assumption),
      case .share(let share) = total.value
    else { return nil }
    return (share, "\((100 * share).short) %" + (stated == nil ? " (default)" : ""))
  }

  private func isGiven(_ key: String) -> Bool { table.values[key] != nil }
}

// The rules, in the order in which one rests on another.
extension CountryEstimates {
  private mutating func complete(_ problems: inout CountryProblems) {
    var missing: [String] = []
    let keys = ["population", "product", "latitude", "longitude"]
    for key in keys where !require(key, &problems) && table.match[key: key] == nil {
      missing.append(key)
    }
    fillArea(&missing)
    if values["population"] != nil {
      fillEmployment(&missing, &problems)
    } else if table.match[key: "employed"] == nil, table.match[key: "labour_force"] == nil,
      totals["employed"] == nil
    {
      missing.append("employed")
    }
    fillShares(&missing, &problems)
    report(missing, &problems)
    guard problems.lines.isEmpty else { return }
    fillMoney()
    fillResearch()
    fillFirms()
    fillPatents()
  }

  private func report(_ missing: [String], _ problems: inout CountryProblems) {
    guard !missing.isEmpty else { return }
    let headers = table.source.header.map { $0.text.trimmed }
    for key in missing {
      let meaning = CountryColumn.named(key)?.meaning ?? key
      let near = table.match.unused.first { $0.proposal == key }
      let proposal =
        near.map { "; is it `\($0.header)`? Then add --map \(key)=\"\($0.header)\"" } ?? ""
      let total =
        CountryAssumption.named(key).map { _ in
          proposal.isEmpty ? ", or give the country's with --total \(key)=…" : ""
        } ?? ""
      problems.add("\(key) is required (\(meaning)): no column has it\(proposal)\(total)")
    }
    let found = table.match.columns.map { "\($0.column.key) in `\($0.header)`" }
    problems.addNote(
      "The table has \(CountryMatch.list(headers)).\n"
        + (found.isEmpty
          ? "None was recognised.\n" : "Recognised: \(found.joined(separator: ", ")).\n")
        + "Required are name, population, employed, product, industry_share, services_share, area, "
        + "latitude and longitude. Name a column with --map KEY=\"HEADER\".")
  }

  private mutating func fillArea(_ missing: inout [String]) {
    if isGiven("area") || totals["area"] != nil {
      guard values["population"] != nil else { return }
      let (area, words) = total("area", of: 0, "")
      fill("area", by: (numbers("population"), "population"), total: (area, words + " km²"))
    } else if table.match[key: "area"] == nil {
      missing.append("area")
    }
  }

  private mutating func fillEmployment(
    _ missing: inout [String], _ problems: inout CountryProblems
  ) {
    let population = numbers("population")
    let rates = table.values["unemployment_rate"]
    let country = share("unemployment_rate")
    func rate(_ row: Int) -> (Double, String) {
      if let given = rates?[row] { return (given.value, "`\(given.header)`") }
      return (country?.value ?? 0, "unemployment of \(country?.words ?? "0 %")")
    }
    if require("employed", &problems) {
    } else if table.match[key: "employed"] != nil {
      return
    } else if let force = whole("labour_force") {
      values["employed"] = force.enumerated().map { row, value in
        let (rate, words) = rate(row)
        return .estimated(
          (value.value * (1 - rate)).rounded(significant: 6), "`\(value.header)` less \(words)")
      }
    } else if totals["employed"] != nil {
      let (all, words) = total("employed", of: population.reduce(0, +), "population")
      let base = population.indices.map { population[$0] * (1 - (rates == nil ? 0 : rate($0).0)) }
      fill(
        "employed",
        by: (base, rates == nil ? "population" : "population times one less the unemployment rate"),
        total: (all, words))
    } else {
      missing.append("employed")
      return
    }
    let unemployed = table.values["unemployed"]
    let force = table.values["labour_force"]
    values["labour_force"] = self["employed"].enumerated().map { row, employed in
      if let given = force?[row] { return given }
      if let given = unemployed?[row] {
        return CountryValue(
          value: employed.value + given.value, origin: .converted, header: given.header,
          rule: "+ employed")
      }
      let (rate, words) = rate(row)
      let isGiven = rates?[row] != nil
      return CountryValue(
        value: (employed.value / (1 - min(rate, 0.9))).rounded(significant: 7),
        origin: isGiven ? .converted : .estimated, header: rates?[row]?.header ?? "",
        rule: isGiven ? "employed / (1 − the rate)" : "employed / (1 − rate), \(words)")
    }
  }

  private mutating func fillShares(
    _ missing: inout [String], _ problems: inout CountryProblems
  ) {
    let industry = isGiven("industry_share") ? nil : share("industry_share")
    let services = isGiven("services_share") ? nil : share("services_share")
    for (key, country) in [("industry_share", industry), ("services_share", services)]
    where table.match[key: key] == nil && country == nil { missing.append(key) }
    guard missing.isEmpty, values["employed"] != nil else { return }
    let employed = numbers("employed")
    let all = employed.reduce(0, +)
    func shares(_ key: String, _ country: (value: Double, words: String)?) -> [CountryValue]? {
      guard let country else { return require(key, &problems) ? self[key] : nil }
      guard let weight = weights[key] else {
        return employed.map { _ in .estimated(country.value, "\(country.words) in every region") }
      }
      let sum = weight.values.reduce(0, +)
      return employed.indices.map { row in
        .estimated(
          (country.value * all * weight.values[row] / sum / employed[row]).rounded(significant: 4),
          "\(country.words) of the country's employed, shared out by `\(weight.header)`")
      }
    }
    guard let inIndustry = shares("industry_share", industry) else { return }
    values["industry_share"] = inIndustry
    if let services, weights["services_share"] == nil, let country = industry,
      weights["industry_share"] != nil
    {
      // What industry leaves is divided as in the country.
      let ratio = services.value / max(1 - country.value, 1e-9)
      values["services_share"] = inIndustry.map { own in
        .estimated(
          ((1 - own.value) * ratio).rounded(significant: 4),
          "\((100 * ratio).rounded(significant: 4).short) % of those outside industry, as in the country"
        )
      }
    } else if let inServices = shares("services_share", services) {
      values["services_share"] = inServices
    }
    for row in employed.indices where values["services_share"] != nil {
      let sum = self["industry_share"][row].value + self["services_share"][row].value
      guard sum > 1 else { continue }
      // Rounding in the source.
      if sum < 1.01 {
        for key in ["industry_share", "services_share"] {
          let scaled = (self[key][row].value / sum).rounded(significant: 6)
          values[key]?[row].value = scaled
        }
      } else {
        problems.add(
          "industry_share and services_share of \(table.names[row].quoted) sum to "
            + "\((100 * sum).short) %; at most 100 % can be right")
      }
    }
    fillConstruction(all)
  }

  /// Whether construction is neither industry nor services nor agriculture.
  private mutating func fillConstruction(_ all: Double) {
    let employed = numbers("employed")
    func mean(_ key: String) -> Double? {
      whole(key).map { column in
        zip(column, employed).reduce(0.0) { $0 + $1.0.value * $1.1 } / all
      }
    }
    let rest =
      1 - zip(zip(numbers("industry_share"), numbers("services_share")), employed)
      .reduce(0.0) { $0 + ($1.0.0 + $1.0.1) * $1.1 } / all
    let found: Double
    if let share = share("construction_share")?.value ?? mean("construction_share") {
      found = share
    } else if let farming = mean("agriculture_share") {
      found = rest - farming
    } else {
      return
    }
    // Less is rounding, or construction is part of industry.
    if found > 0.02, found < rest + 0.01 { constructionShare = min(found, rest) / rest }
  }

  private mutating func fillMoney() {
    let product = numbers("product")
    let population = numbers("population")
    let all = product.reduce(0, +)
    let investment = total("fixed_investment", of: all, "product")
    fill("fixed_investment", by: (product, "product"), total: investment)
    let invested = numbers("fixed_investment")
    let budget = total("budget_investment", of: invested.reduce(0, +), "fixed investment")
    fill("budget_investment", by: (invested, "fixed investment"), total: budget)
    limit("budget_investment", to: invested, "fixed investment")
    let outlays = total("public_expenditure", of: all, "product")
    fill("public_expenditure", by: (population, "population"), total: outlays)
    for (row, least) in numbers("budget_investment").enumerated()
    where self["public_expenditure"][row].origin == .estimated
      && self["public_expenditure"][row].value < least
    {
      values["public_expenditure"]?[row].value = least
      values["public_expenditure"]?[row].rule += ", at least budget investment"
    }
    limit("budget_investment", to: numbers("public_expenditure"), "public expenditure")
  }

  /// An estimate stays within what it is a part of.
  private mutating func limit(_ key: String, to limits: [Double], _ words: String) {
    for (row, limit) in limits.enumerated()
    where self[key][row].origin == .estimated && self[key][row].value > limit {
      values[key]?[row].value = limit
      values[key]?[row].rule += ", at most \(words)"
    }
  }

  private mutating func fillResearch() {
    let product = numbers("product")
    let employed = numbers("employed")
    let (all, workers) = (product.reduce(0, +), employed.reduce(0, +))
    let expenditure = total("research_expenditure", of: all, "product")
    func base(_ other: String) -> (values: [Double], words: String) {
      if let column = whole(other), column.contains(where: { $0.value > 0 }) {
        return (column.map(\.value), "`\(column[0].header)`")
      }
      return (product, "product")
    }
    fill("research_expenditure", by: base("research_personnel"), total: expenditure)
    var personnel = total("research_personnel", of: workers, "the employed")
    if personnel.0.isNaN {
      let share = sum("research_expenditure") / all / 1.6
      personnel = (share * workers, "R&D over 1.6 times product per employed")
    }
    fill("research_personnel", by: base("research_expenditure"), total: personnel)
    limit("research_personnel", to: employed.map { $0 / 4 }, "a quarter of the employed")
  }

  private mutating func fillFirms() {
    let employed = numbers("employed")
    let share = share("active_share") ?? (1, "")
    if isGiven("active_firms") || !isGiven("registered_firms") {
      let size = total("firm_size", of: 0, "")
      fill(
        "active_firms", by: (employed, "employed"),
        total: (
          employed.reduce(0, +) / size.0,
          "\(size.0.short) employed to a firm\(totals["firm_size"] == nil ? " (default)" : "")"
        ))
      let active = self["active_firms"]
      let registered = table.values["registered_firms"]
      values["registered_firms"] = active.enumerated().map { row, firms in
        registered?[row]
          ?? .estimated(
            (firms.value / share.value).rounded(significant: 6),
            "active firms are \(share.words) of registered ones")
      }
    } else {
      let column = table.values["registered_firms"] ?? []
      fill("registered_firms", by: (employed, "employed"), total: (.nan, ""))
      values["active_firms"] = zip(self["registered_firms"], column).map { registered, _ in
        .estimated(
          (registered.value * share.value).rounded(significant: 6),
          "\(share.words) of registered firms")
      }
    }
    // A region cannot be without an agent.
    for row in employed.indices where self["active_firms"][row].value < 1 {
      values["active_firms"]?[row] = .estimated(1, "at least one")
    }
    for row in employed.indices
    where self["registered_firms"][row].value < self["active_firms"][row].value {
      let least = self["active_firms"][row].value
      values["registered_firms"]?[row] = .estimated(least, "at least the active ones")
    }
  }

  private mutating func fillPatents() {
    let personnel = numbers("research_personnel")
    let hasPersonnel = personnel.contains { $0 > 0 }
    let (base, words) =
      hasPersonnel ? (personnel, "research personnel") : (numbers("product"), "product")
    let given = totals["patents_per_year"]
    if isGiven("patents") {
      fill("patents", by: (base, words), total: (0, ""))
      let all = sum("patents")
      values["patent_share"] = self["patents"].map { patents in
        CountryValue(
          value: all > 0 ? (patents.value / all).rounded(significant: 6) : 0,
          origin: patents.origin == .estimated ? .estimated : .converted, header: patents.header,
          rule: patents.origin == .estimated ? patents.rule : "/ sum of the regions")
      }
      patentsPerYear = CountryValue(
        value: all.rounded(significant: 6), origin: .converted,
        header: self["patents"][0].header, rule: "sum of the regions")
    } else {
      fill("patent_share", by: (base, words), total: (1, ""))
      let all = sum("patent_share")
      if all > 0, abs(all - 1) > 1e-9 {
        for row in base.indices {
          let share = (self["patent_share"][row].value / all).rounded(significant: 6)
          values["patent_share"]?[row].value = share
          if isGiven("patent_share"), abs(all - 1) > 1e-4 {
            values["patent_share"]?[row].rule += " / \(all.short), so that the sum is one"
          }
        }
      }
      let estimate = max(1, (0.06 * personnel.reduce(0, +)).rounded(significant: 2))
      patentsPerYear = .estimated(estimate, "60 a year for 1,000 persons in R&D (default)")
    }
    if let given, case .amount(let number) = given.value {
      patentsPerYear = CountryValue(
        value: number, origin: .given, header: "", rule: "--total patents_per_year")
    }
  }
}
