import Foundation
import Randomness
import SensitivityAnalysis
import Tables
import TripleHelix

/// Reads a study and holds everything in it against the scenarios that it varies.
struct StudyCheck {
  private let path: String
  private let text: String
  private let tree: SourceNode
  private var draft = StudyDraft()
  private var reader = Reader()
  private var files: SourceFiles
  /// Opens the files of a scenario, under the same rules.
  private let newFiles: SourceFiles
  /// Whether constraints may forbid every point.
  private var mayBeEmpty = false

  init(_ path: String, access: FileAccess) throws(ScenarioErrors) {
    var files = SourceFiles(of: path, access: access)
    guard let bytes = files.bytes(of: path) else { throw ScenarioErrors(files.problems) }
    var problems: [Problem] = []
    let node = SourceNode.yaml(bytes, path: path, problems: &problems)
    files.report(problems)
    guard let node else { throw ScenarioErrors(files.problems) }
    self.path = path
    newFiles = SourceFiles(of: path, access: access)
    self.files = files
    text = String(decoding: bytes, as: UTF8.self)
    tree = node
    reader.group(node, "", Key<StudyDraft>.study, into: &draft)
  }

  /// A check of outputs that stand in no file.
  ///
  /// - Parameter outputs: As under `outputs:` in a study.
  init(outputs: SourceNode) {
    path = ""
    text = ""
    files = SourceFiles()
    newFiles = SourceFiles()
    tree = SourceNode(
      .mapping([.init(key: "outputs", place: outputs.place, value: outputs)]), at: outputs.place)
    let keys = Key<StudyDraft>.study.filter { $0.name == "outputs" }
    reader.group(tree, "", keys, into: &draft)
  }

  /// The outputs alone, held against a scenario.
  mutating func outputs(of scenario: Scenario) throws(ScenarioErrors) -> [StudyOutput] {
    for (index, output) in draft.outputs.enumerated() where output.indicator.isEmpty {
      reader.report(
        place(["outputs"], item: index), name("outputs", index, output.name) + ".indicator",
        .missingKey)
    }
    let outputs = outputs(of: [scenario])
    guard reader.problems.isEmpty else { throw ScenarioErrors(reader.problems) }
    return outputs
  }

  mutating func study() throws(ScenarioErrors) -> StudyFile {
    let sources = scenarioFiles()
    var templates: [ScenarioTemplate] = []
    var scenarios: [Scenario] = []
    var scenarioProblems: [Problem] = []
    for source in sources {
      do throws(ScenarioErrors) {
        let template = try ScenarioTemplate(
          SourceFiles.path(source.path, from: path), under: fragment, askedAt: source.place,
          files: newFiles)
        scenarios.append(try template.scenario())
        templates.append(template)
      } catch {
        scenarioProblems += error.problems
      }
    }
    let parameters = draft.parameters.indices.map { parameter($0, scenarios) }
    let outputs = outputs(of: scenarios)
    let replicates = replicates(outputs)
    let constraints = constraints()
    let known = parameters.compactMap { $0 }
    if known.count == parameters.count, templates.count == sources.count, !templates.isEmpty {
      checkValues(of: known, templates)
    }
    let design = design(known)
    checkFragment()
    let problems = files.problems + reader.problems + scenarioProblems
    guard problems.isEmpty, let design, let scenario = scenarios.first else {
      throw ScenarioErrors(problems, moreCount: files.moreCount + reader.moreCount)
    }
    let pointsText =
      known.map { parameter in
        let weights = parameter.factor.weights.map { " \($0)" } ?? ""
        return "\(parameter.name) \(parameter.keys) \(parameter.factor.domain) "
          + (parameter.factor.group ?? "") + weights
      }
      + [identity(of: design)] + constraints.map(\.text) + scenarios.map(\.hash)
      + ["\(draft.seed) \(draft.independentSeeds)"]
    let pointsHash = SHA256.hexadecimal(of: pointsText.joined(separator: "\n").utf8)
    let whole = [pointsHash, "\(replicates)"] + outputs.map(\.identity)
    let name = Scenario.defaultName(of: path)
    return StudyFile(
      name: name, title: draft.title.isEmpty ? name : draft.title, summary: draft.summary,
      text: text, parameters: known, constraints: constraints, design: design,
      replicates: replicates, seed: draft.seed,
      hasIndependentSeeds: draft.independentSeeds, outputs: outputs, scenario: scenario,
      pointsHash: pointsHash, hash: SHA256.hexadecimal(of: whole.joined(separator: "\n").utf8),
      templates: templates, places: draft.parameters.indices.map { place(of: $0) })
  }

  /// Whether the study names neither a scenario nor a key of one: its model is not this one.
  private var isOfOutsideModel: Bool {
    draft.scenario == nil && tree["scenario"] == nil
      && draft.parameters.allSatisfy {
        $0.key == nil && $0.keys.isEmpty && $0.scenarios == nil
      }
  }

  /// The design of the study, whose model may be outside: then only parameters, constraints and design are
  /// read. It may have no point to run.
  mutating func plan() throws(ScenarioErrors) -> DesignPlan {
    mayBeEmpty = true
    guard isOfOutsideModel else {
      let study = try study()
      return try plan(study.parameters.map(\.factor), study.constraints, study.design)
    }
    if draft.parameters.isEmpty, tree["parameters"]?.items.isEmpty ?? true {
      reader.report(tree.place, "parameters", .missingKey)
    }
    let parameters = draft.parameters.indices.compactMap { parameter($0, []) }
    let constraints = constraints()
    let design = design(parameters)
    let problems = files.problems + reader.problems.filter { !isOfOutputs($0) }
    guard problems.isEmpty, let design else { throw ScenarioErrors(problems) }
    return try plan(parameters.map(\.factor), constraints, design)
  }

  private mutating func plan(
    _ factors: [Factor], _ constraints: [Constraint], _ design: Design
  ) throws(ScenarioErrors) -> DesignPlan {
    do throws(DesignProblems) {
      return try DesignPlan(design, factors, constraints: constraints)
    } catch {
      for problem in error.problems {
        reader.report(
          place(["design"]), problem.place, .design(found: problem.found, problem.allowed))
      }
      throw ScenarioErrors(reader.problems.filter { !isOfOutputs($0) })
    }
  }

  /// Whether it is that a study of an outside model has no outputs: what is kept of a run is that
  /// model's affair.
  private func isOfOutputs(_ problem: Problem) -> Bool {
    isOfOutsideModel && problem.key == "outputs" && problem.fact == .missingKey
  }

  /// The place of a value, or of the nearest thing around it that was written.
  private func place(_ path: [String], item: Int? = nil, _ key: String? = nil) -> Place {
    var node = tree
    for name in path { node = node[name] ?? node }
    if let item, node.items.indices.contains(item) { node = node.items[item] }
    return key.flatMap { node[$0]?.place } ?? node.place
  }

  /// The place of a parameter's values.
  private func place(of parameter: Int) -> Place {
    let item = tree["parameters"]?.items
    let keys = draft.parameters[parameter].domains.map(\.0).reversed()
    let key = keys.first { key in
      item.map { $0.indices.contains(parameter) && $0[parameter][key] != nil } ?? false
    }
    return place(["parameters"], item: parameter, key)
  }

  private func name(_ list: String, _ index: Int, _ name: String) -> String {
    "\(list).\(name.isEmpty ? "\(index + 1)" : name)"
  }
}

// What is varied.
extension StudyCheck {
  /// What of the scenarios is fixed by the study.
  private var fragment: SourceNode? {
    guard draft.years != nil, let years = tree["years"] else { return draft.fragment }
    var fragment = draft.fragment ?? SourceNode(.mapping([]), at: years.place)
    fragment.set("years", years, at: years.place)
    return fragment
  }

  private mutating func scenarioFiles() -> [(path: String, place: Place)] {
    let choices = draft.parameters.indices.filter { draft.parameters[$0].scenarios != nil }
    if choices.count > 1 {
      let second = choices[1]
      reader.report(
        place(["parameters"], item: second, "scenarios"),
        name("parameters", second, draft.parameters[second].name) + ".scenarios",
        .study(
          "only one parameter can choose among scenario files; the first is "
            + "`\(draft.parameters[choices[0]].name)`"))
    }
    if let choice = choices.first, let items = draft.parameters[choice].scenarios {
      if draft.scenario != nil {
        reader.report(place(["scenario"]), "scenario", .conflict(with: "scenarios"))
      }
      return items.compactMap { item in item.text.map { ($0, item.place) } }
    }
    guard let scenario = draft.scenario else {
      if tree["scenario"] == nil { reader.report(tree.place, "scenario", .missingKey) }
      return []
    }
    return [(scenario, place(["scenario"]))]
  }

  private mutating func parameter(_ index: Int, _ scenarios: [Scenario]) -> StudyParameter? {
    let draft = draft.parameters[index]
    let path = name("parameters", index, draft.name)
    let before = reader.problems.count
    let domains = draft.domains
    let written = domains.filter(\.1).map(\.0)
    let item = tree["parameters"]?.items[index]
    let isUnread = domains.contains { key, isThere in
      // A range beside a distribution was read, as its limits.
      !isThere && item?[key] != nil && !(key == "range" && draft.range != nil)
    }
    if written.count != 1, !isUnread {
      reader.report(
        place(["parameters"], item: index), path,
        .study(
          (written.isEmpty ? "takes no values" : "has both \(written.joined(separator: " and "))")
            + "; write one of \(domains.map(\.0).joined(separator: ", "))"))
    }
    let keys = (draft.key.map { [$0] } ?? []) + draft.keys
    if draft.key != nil, !draft.keys.isEmpty {
      reader.report(
        place(["parameters"], item: index, "keys"), "\(path).keys", .conflict(with: "key"))
    }
    if keys.isEmpty, !isOfOutsideModel, draft.scenarios == nil, item?["key"] == nil,
      item?["keys"] == nil
    {
      reader.report(place(["parameters"], item: index), "\(path).key", .missingKey)
    }
    if !keys.isEmpty, draft.scenarios != nil {
      reader.report(
        place(["parameters"], item: index, "scenarios"), "\(path).scenarios",
        .conflict(with: "key"))
    }
    if draft.scale == .log, draft.range == nil || draft.shape != nil {
      reader.report(
        place(["parameters"], item: index, "scale"), "\(path).scale",
        .study("stands with `range` only"))
    }
    if draft.weights != nil, draft.values == nil, item?["values"] == nil {
      reader.report(
        place(["parameters"], item: index, "weights"), "\(path).weights",
        .study("stands with `values` only"))
    }
    for group in [draft.group].compactMap({ $0 })
    where self.draft.parameters.contains(where: { $0.name == group }) {
      reader.report(
        place(["parameters"], item: index, "group"), "\(path).group",
        .study("\(group.quoted) is the name of a parameter; groups have names of their own"))
    }
    checkNames(draft.name, at: index, path)
    checkEqualNumbers(index, path)
    let full = keys.map(DottedKey.full)
    for (number, key) in full.enumerated() {
      if let reason = Self.withoutEffect(key) {
        reader.report(keyPlace(index, number), path, .study("\(key.quoted) \(reason)"))
      }
      if let first = taken(key, before: index) {
        reader.report(
          keyPlace(index, number), path,
          .study("\(key.quoted) is already varied by \(first.quoted)"))
      }
    }
    guard reader.problems.count == before, !draft.name.isEmpty else { return nil }
    do throws(DesignProblems) {
      guard let domain = try draft.domain() else { return nil }
      let factor = try Factor(
        draft.name, domain, group: draft.group, weights: draft.weights)
      let setting = full.first.flatMap { key in
        scenarios.first?.settings.first { $0.key == key }
      }
      let unit = setting.map { $0.unit == "–" ? "" : $0.unit } ?? ""
      return StudyParameter(
        keys: full, factor: factor, unit: unit,
        meaning: !draft.meaning.isEmpty
          ? draft.meaning : setting?.meaning ?? (keys.isEmpty ? "Scenario file." : ""))
    } catch {
      for problem in error.problems {
        reader.report(place(of: index), path, .design(found: problem.found, problem.allowed))
      }
      return nil
    }
  }

  /// Values that are the same number in two spellings, as 0.1 and 1e-1, would be the same runs twice.
  private mutating func checkEqualNumbers(_ index: Int, _ path: String) {
    var first: [Double: String] = [:]
    var texts: Set<String> = []
    for node in draft.parameters[index].values ?? [] {
      // The same text twice is reported with the domain.
      guard let text = node.text, texts.insert(text).inserted, let number = Double(text) else {
        continue
      }
      if let other = first[number] {
        reader.report(
          node.place, "\(path).values",
          .study("\(text.quoted) is the same number as \(other.quoted); list each value once"))
      } else {
        first[number] = text
      }
    }
  }

  /// Names that columns of results have besides.
  private static let columns = [
    "point", "replicate", "replicates", "scenario", "seed", "status", "cause", "run", "output",
    "value", "unit",
  ]

  private mutating func checkNames(_ name: String, at index: Int, _ path: String) {
    guard Self.columns.contains(name) else { return }
    reader.report(
      place(["parameters"], item: index, "name"), path,
      .study("\(name.quoted) is a column of all results; choose another name"))
  }

  private func taken(_ key: String, before index: Int) -> String? {
    draft.parameters[..<index].first { other in
      ((other.key.map { [$0] } ?? []) + other.keys).contains { DottedKey.full($0) == key }
    }?.name
  }

  /// Why varying a key would change nothing.
  private static func withoutEffect(_ key: String) -> String? {
    if key == "seed" {
      return "has no effect in a study: `replicates` and the study's `seed` choose the seeds "
        + "of runs"
    }
    let words = ["title", "summary", "name", "stylised"]
    return words.contains(key) || key.hasPrefix("outputs.") || key.hasPrefix("expect")
      ? "does not change the results of a run" : nil
  }

  /// Refuses keys under `set` that would change nothing.
  private mutating func checkFragment() {
    // How often a run records is nobody's result, and takes time.
    for entry in draft.fragment?.entries ?? [] where !entry.key.hasPrefix("outputs") {
      guard let words = Self.withoutEffect(entry.key) else { continue }
      reader.report(entry.place, "set.\(entry.key)", .study(words + "; leave it out"))
    }
  }

  private func keyPlace(_ index: Int, _ number: Int) -> Place {
    let item = tree["parameters"]?.items[index]
    if let list = item?["keys"], list.items.indices.contains(number) {
      return list.items[number].place
    }
    return place(["parameters"], item: index, "key")
  }
}

// Values against the scenarios.
extension StudyCheck {
  /// Reads the scenarios with the ends of every range and with every value, one at a time.
  private mutating func checkValues(
    of parameters: [StudyParameter], _ templates: [ScenarioTemplate]
  ) {
    for template in templates {
      let variants = VariantReader(template)
      for (index, parameter) in parameters.enumerated() where !parameter.choosesScenario {
        for value in samples(of: parameter, at: index) {
          let overrides = parameter.keys.enumerated().map { number, key in
            Override(
              key, SourceNode(.scalar(value.text, .cell), at: value.place),
              at: keyPlace(index, number))
          }
          do throws(ScenarioErrors) {
            _ = try variants.variant(overrides)
          } catch {
            files.report(
              error.problems.map { problem in
                value.isWithin && problem.isOfWholeness
                  ? Problem(
                    place(of: index), problem.key,
                    .study("takes whole numbers only; write `integers` instead of `range`"))
                  : problem
              })
            break
          }
        }
      }
    }
  }

  /// Values to try: all of a list, the ends of a range and something between.
  private func samples(
    of parameter: StudyParameter, at index: Int
  ) -> [(text: String, place: Place, isWithin: Bool)] {
    let factor = parameter.factor
    switch factor.domain {
    case .range, .integers:
      let key = if case .range = factor.domain { "range" } else { "integers" }
      let nodes = tree["parameters"]?.items[index][key]?.items ?? []
      let ends = [0.0, 1.0].enumerated().map { number, coordinate in
        (
          factor.value(at: coordinate),
          nodes.indices.contains(number) ? nodes[number].place : place(of: index), false
        )
      }
      // No multiple of anything that a key asks for.
      return ends + [(factor.value(at: 0.618_033_988_7), place(of: index), true)]
    case .distribution(let distribution):
      // Without a limit, the most extreme value that a design of 2³² places can have.
      let ends = [
        distribution.low == nil ? 0x1p-33 : 0, distribution.high == nil ? 1 - 0x1p-33 : 1,
      ]
      return ends.map { (factor.value(at: $0), place(of: index), false) }
        + [(factor.value(at: 0.618_033_988_7), place(of: index), true)]
    case .levels(let levels):
      let nodes = draft.parameters[index].values ?? []
      return levels.enumerated().map { number, level in
        (level, nodes.indices.contains(number) ? nodes[number].place : place(of: index), false)
      }
    }
  }
}

extension Problem {
  /// Whether a number should have been whole, or a multiple of something.
  fileprivate var isOfWholeness: Bool {
    switch fact {
    case .notWhole, .notInQuarters: true
    default: false
    }
  }
}

// The design.
extension StudyCheck {
  private mutating func constraints() -> [Constraint] {
    draft.constraints.enumerated().compactMap { index, node in
      guard let text = node.text else { return nil }
      do throws(DesignProblems) {
        let constraint = try Constraint(text)
        let names = draft.parameters.map(\.name)
        for name in constraint.factorNames where !names.contains(name) {
          reader.report(
            node.place, "constraints.\(index + 1)",
            .unknownReference(
              kind: "parameter", found: name, allowed: names,
              near: Spelling.nearest(to: name, among: names)))
        }
        return constraint
      } catch {
        for problem in error.problems {
          reader.report(
            node.place, "constraints.\(index + 1)",
            .design(found: problem.found, problem.allowed))
        }
        return nil
      }
    }
  }

  private mutating func design(_ parameters: [StudyParameter]) -> Design? {
    let before = reader.problems.count
    let plan = draft.design
    let node = tree["design"]
    if draft.parameters.isEmpty {
      checkSeedsOnly()
      return reader.problems.count == before ? .points([[]]) : nil
    }
    let (required, optional) = plan.kind.keys
    for name in required where node?[name] == nil {
      reader.report(
        place(["design"]), "design.\(name)",
        .study("is missing; a \(plan.kind.rawValue) design needs it"))
    }
    for entry in node?.entries ?? []
    where entry.key != "kind" && !(required + optional).contains(entry.key)
      && Key<StudyDraft.DesignDraft>.design.contains(where: { $0.name == entry.key })
    {
      reader.report(
        entry.place, "design.\(entry.key)",
        .notOfInstrument(
          instrument: plan.kind.rawValue, allowed: ["kind"] + required + optional, near: nil))
    }
    guard reader.problems.count == before else { return nil }
    let seed = plan.seed ?? draft.seed
    let design: Design
    switch plan.kind {
    case .fullFactorial:
      var levels: [String: Int] = [:]
      for parameter in draft.parameters { levels[parameter.name] = parameter.levels }
      design = .fullFactorial(levels: levels, otherwise: plan.levels ?? 5)
    case .latinHypercube: design = .latinHypercube(points: plan.points ?? 1, seed: seed)
    case .sobolSequence: design = .sobolSequence(points: plan.points ?? 1, seed: seed)
    case .morris:
      design = .morris(
        trajectories: plan.trajectories ?? 1, levels: plan.levels ?? 4,
        candidates: plan.candidates, seed: seed)
    case .saltelli:
      design = .saltelli(base: plan.base ?? 1, secondOrder: plan.secondOrder, seed: seed)
    case .points:
      guard let points = points(of: parameters) else { return nil }
      design = points
    }
    guard parameters.count == draft.parameters.count else { return nil }
    // Points can be placed once all that they are made of is in order.
    guard files.problems.isEmpty, reader.problems.isEmpty else { return design }
    do throws(DesignProblems) {
      if !parameters.isEmpty {
        let plan = try DesignPlan(
          design, parameters.map(\.factor),
          constraints: draft.constraints.compactMap(constraint))
        if !mayBeEmpty, try !plan.hasPointToRun() {
          reader.report(place(["constraints"]), "constraints", .study("no point meets them all"))
        }
      }
    } catch {
      for problem in error.problems {
        reader.report(
          place(["design"]), problem.place, .design(found: problem.found, problem.allowed))
      }
    }
    return design
  }

  /// Without parameters only seeds vary: there is one point, and no design to choose.
  private mutating func checkSeedsOnly() {
    // What is wrong with the list of parameters was reported with it.
    guard tree["parameters"]?.items.isEmpty ?? true else { return }
    if tree["design"] != nil {
      reader.report(
        place(["design"]), "design",
        .study("there are no parameters to choose points of; leave `design` out"))
    }
    if draft.replicates.until == nil, draft.replicates.count ?? 1 < 2,
      !reader.problems.contains(where: { $0.key.hasPrefix("replicates") })
    {
      reader.report(
        tree["replicates"]?.place ?? tree.place, "replicates",
        .study(
          "nothing varies: there are no `parameters`, and one replicate; write `parameters`, or "
            + "`replicates` of at least 2 for a study of seeds only"))
    }
  }

  /// A design in words that are the same in every process, as those of a dictionary are not.
  private func identity(of design: Design) -> String {
    let plan = draft.design
    func word<Number>(_ number: Number?) -> String { number.map { "\($0)" } ?? "-" }
    let numbers: [String] = [
      word(plan.points), word(plan.trajectories), word(plan.candidates), word(plan.base),
      word(plan.levels), "-", word(plan.seed), plan.secondOrder ? "1" : "0",
    ]
    var text = [plan.kind.rawValue] + numbers + draft.parameters.map { word($0.levels) }
    if case .points(let rows, let placements) = design {
      text += rows.flatMap(\.self)
      text += placements.map {
        "\($0.block) \($0.role.rawValue) \($0.unit) \($0.step) \($0.isHole)"
      }
    }
    // The second way to make these points: a store of points of the first is another study's.
    if [.latinHypercube, .sobolSequence, .saltelli].contains(plan.kind) { text.append("2") }
    return text.joined(separator: " ")
  }

  private func constraint(_ node: SourceNode) -> Constraint? {
    node.text.flatMap { text in try? Constraint(text) }
  }

  /// Whether a column of a table of points is a parameter's, one that tables of points have besides, or
  /// the numbers of rows, which have no name.
  private func isKnown(_ column: String, among names: [String]) -> Bool {
    let name = column.trimmingCharacters(in: .whitespaces)
    return name.isEmpty || names.contains(column) || DesignColumn.all.contains(name)
  }

  /// The points of a file, in the order of their column `point` if there is one, with the values in the order
  /// of the parameters.
  private mutating func points(of parameters: [StudyParameter]) -> Design? {
    guard let file = draft.design.file else { return nil }
    let key = "design.file"
    let place = place(["design", "file"])
    let path = SourceFiles.path(file, from: path)
    guard let table = files.table(path, askedAt: place, key: key) else { return nil }
    let header = table.names
    let names = parameters.map(\.name)
    for column in table.dataColumns where !isKnown(header[column], among: names) {
      let cell = table.header[column]
      let near = Spelling.nearest(to: cell.text, among: names)
      reader.report(
        Place(.file(path), line: cell.line, column: cell.column), key,
        .study(
          "no parameter uses the column \(cell.text.quoted)"
            + (near.map { "; did you mean `\($0)`?" } ?? "; the parameters are")
            + (near == nil ? " \(names.joined(separator: ", "))." : "")
            + " Remove the column, or add a parameter of this name"))
    }
    var columns: [Int] = []
    for parameter in parameters {
      if let column = header.firstIndex(of: parameter.name) {
        columns.append(column)
      } else {
        reader.report(
          Place(.file(path), line: 1, column: 1), key,
          .missingColumn(
            name: parameter.name, allowed: header,
            near: Spelling.nearest(to: parameter.name, among: header)))
      }
    }
    guard columns.count == parameters.count else { return nil }
    let before = reader.problems.count
    var rows: [[String]] = []
    for record in table.rows {
      var row: [String] = []
      for (parameter, column) in zip(parameters, columns) {
        guard record.indices.contains(column) else { continue }
        let cell = record[column]
        let value = table.plain(cell)
        if parameter.factor.coordinate(of: value) == nil {
          reader.report(
            Place(.file(path), line: cell.line, column: cell.column), parameter.name,
            .design(found: "\(cell.text.quoted)", parameter.factor.domain.words))
        }
        row.append(value)
      }
      rows.append(row)
    }
    let isWhole = reader.problems.count == before && rows.allSatisfy { $0.count == columns.count }
    return isWhole ? placed(rows, of: parameters, table, path) : .points(rows)
  }

  /// Points in their order and with their roles, as the columns of a design in their table say.
  private mutating func placed(
    _ rows: [[String]], of parameters: [StudyParameter], _ table: DelimitedTable, _ path: String
  ) -> Design? {
    let header = table.names.map { $0.trimmingCharacters(in: .whitespaces) }
    let structure = header.indices.filter { DesignColumn.all.contains(header[$0]) }
    if structure.isEmpty { return .points(rows) }
    let factors = parameters.map(\.factor)
    let units = Set(factors.map(\.unit))
    var problems: [DesignProblem] = []
    do throws(DesignProblems) {
      let points = try DesignPoints(
        columnNames: structure.map { header[$0] } + parameters.map(\.name),
        rows: zip(table.rows, rows).map { record, row in
          structure.map { record.indices.contains($0) ? table.plain(record[$0]) : "" } + row
        }, mayLack: false)
      if points.units.allSatisfy(units.contains) || points.placements.allSatisfy({ $0.unit < 0 }) {
        return .points(
          (0..<points.count).map { points.values(of: $0) },
          placements: points.placements(among: factors))
      }
      let foreign = points.units.filter { !units.contains($0) }
      problems = [
        DesignProblem(
          DesignColumn.input, found: foreign.joined(separator: ", "),
          allowed: "parameters and groups of the study: "
            + units.sorted().joined(separator: ", "))
      ]
    } catch {
      problems = error.problems
    }
    for problem in problems {
      var cell: (line: Int, column: Int) = (1, 1)
      let column = problem.column.flatMap { header.firstIndex(of: $0) }
      if let row = problem.row, let column, table.rows[row - 1].indices.contains(column) {
        cell = (table.rows[row - 1][column].line, table.rows[row - 1][column].column)
      }
      reader.report(
        Place(.file(path), line: cell.line, column: cell.column), problem.column ?? problem.place,
        .design(found: problem.found, problem.allowed))
    }
    return nil
  }
}

// Replicates and outputs.
extension StudyCheck {
  private mutating func replicates(_ outputs: [StudyOutput]) -> StudyReplicates {
    guard let rule = draft.replicates.until else { return .fixed(draft.replicates.count ?? 1) }
    let names = outputs.map(\.name)
    if !rule.output.isEmpty, !names.contains(rule.output) {
      reader.report(
        place(["replicates", "until", "output"]), "replicates.until.output",
        .unknownReference(
          kind: "output", found: rule.output, allowed: names,
          near: Spelling.nearest(to: rule.output, among: names)))
    }
    if rule.halfWidth == 0 {
      reader.report(
        place(["replicates", "until", "half_width"]), "replicates.until.half_width",
        .study("must be more than 0"))
    }
    if rule.atLeast > rule.atMost {
      reader.report(
        place(["replicates", "until", "at_least"]), "replicates.until.at_least",
        .exceeds(
          found: Double(rule.atLeast), key: "at_most", limit: Double(rule.atMost), unit: ""))
    }
    return .until(rule)
  }

  private mutating func outputs(of scenarios: [Scenario]) -> [StudyOutput] {
    var outputs: [StudyOutput] = []
    let taken = draft.parameters.map(\.name) + Self.columns
    for (index, written) in draft.outputs.enumerated() {
      for output in output(index, scenarios) {
        // One name twice in the file is told by the reader.
        let isExpanded = output.name != written.name
        if taken.contains(output.name)
          || isExpanded && outputs.contains(where: { $0.name == output.name })
        {
          reader.report(
            place(["outputs"], item: index, "name"), name("outputs", index, written.name),
            .study("\(output.name.quoted) is the name of another column of results"))
        } else {
          outputs.append(output)
        }
      }
    }
    return outputs
  }

  private mutating func output(_ index: Int, _ scenarios: [Scenario]) -> [StudyOutput] {
    let draft = fromStart(draft.outputs[index], scenarios)
    let path = name("outputs", index, draft.name)
    guard !draft.indicator.isEmpty else { return [] }
    let place = place(["outputs"], item: index, "indicator")
    let before = reader.problems.count
    let parts = draft.indicator.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let tables = StudyOutput.tables
    guard let table = tables.first(where: { $0.name == parts[0] }) else {
      let names = tables.map(\.name)
      reader.report(
        place, "\(path).indicator",
        .unknownReference(
          kind: "table", found: parts[0], allowed: names,
          near: Spelling.nearest(to: parts[0], among: names)))
      return []
    }
    let columns = table.columns.filter { $0.kind != .text && !["tick", "year"].contains($0.name) }
    let names = columns.map(\.name) + ["count"]
    let name = parts.count < 2 ? "" : parts[parts.count - 1]
    guard (2...2 + StudyOutput.keys(of: table).count).contains(parts.count), names.contains(name)
    else {
      reader.report(
        place, "\(path).indicator",
        .unknownReference(
          kind: "column of \(table.name)", found: name, allowed: names,
          near: Spelling.nearest(to: name, among: names)))
      return []
    }
    let column = columns.first { $0.name == name }
    let rows = rows(of: table, parts, isCount: column == nil, index, scenarios)
    checkTime(of: draft, index, path, scenarios)
    guard reader.problems.count == before else { return [] }
    var unit = column.map { $0.unit == "–" ? "" : $0.unit } ?? table.name
    if draft.at == .slope { unit = unit.isEmpty ? "1/year" : "\(unit)/year" }
    return rows.map { suffix, rows in
      let words = StudyOutput.words(
        rows, draft.at, year: draft.year, from: draft.from, to: draft.to)
      return StudyOutput(
        name: draft.name + suffix, table: table.name, column: column?.name ?? "", rows: rows,
        at: draft.at, year: draft.year, from: draft.from, to: draft.to, unit: unit,
        meaning: column.map {
          "\($0.meaning.dropLast($0.meaning.hasSuffix(".") ? 1 : 0)), \(words)."
        }
          ?? "Rows of \(table.name), \(words).")
    }
  }

  /// What rows of a table an output looks at, with what is added to its name.
  private mutating func rows(
    of table: Table, _ parts: [String], isCount: Bool, _ index: Int, _ scenarios: [Scenario]
  ) -> [(suffix: String, rows: StudyOutput.Rows)] {
    let draft = draft.outputs[index]
    let path = name("outputs", index, draft.name)
    let identifiers = Self.identifiers(of: table, in: scenarios)
    let row = parts.dropFirst().dropLast().joined(separator: ".")
    if parts.count > 2 {
      if draft.over != nil {
        reader.report(
          place(["outputs"], item: index, "over"), "\(path).over",
          .study("the indicator names one row; leave `over` out"))
      }
      if !identifiers.isEmpty, !identifiers.contains(row) {
        reader.report(
          place(["outputs"], item: index, "indicator"), "\(path).indicator",
          .unknownReference(
            kind: "row of \(table.name)", found: row, allowed: identifiers,
            near: Spelling.nearest(to: row, among: identifiers)))
      }
      return [("", .named(row))]
    }
    if isCount {
      if draft.over != nil {
        reader.report(
          place(["outputs"], item: index, "over"), "\(path).over",
          .study("`count` counts rows; leave `over` out"))
      }
      return [("", .count)]
    }
    switch draft.over {
    case .sum: return [("", .sum)]
    case .mean: return [("", .mean)]
    case .min: return [("", .min)]
    case .max: return [("", .max)]
    case .each:
      guard !identifiers.isEmpty || scenarios.isEmpty else {
        reader.report(
          place(["outputs"], item: index, "over"), "\(path).over",
          .study(
            "the rows of \(table.name) are not known before a run; allowed: sum, mean, min, max"))
        return []
      }
      return identifiers.map { ("_\($0.replacing(".", with: "_"))", .named($0)) }
    case nil:
      if table.name != "national" {
        reader.report(
          place(["outputs"], item: index, "indicator"), "\(path).indicator",
          .study(
            "\(table.name) has several rows per tick; name one, as in "
              + "\(table.name).\(identifiers.first ?? "NAME").\(parts[1]), or write `over`"))
      }
      return [("", .only)]
    }
  }

  /// Identifiers of the rows of a quarter, where they are known; of all scenarios alike.
  private static func identifiers(of table: Table, in scenarios: [Scenario]) -> [String] {
    let lists = scenarios.map { scenario -> [String] in
      let configuration = scenario.configuration
      if table.name == "cells" {
        return configuration.regions.flatMap { region in
          configuration.sectors.map { "\(region.id).\($0.id)" }
        }
      }
      return switch table.columns.first(where: { $0.kind == .text })?.name {
      case "region" where ["regions", "universities", "ward_memberships"].contains(table.name):
        configuration.regions.map(\.id)
      case "sector" where table.name == "sectors": configuration.sectors.map(\.id)
      case "policy" where table.name == "policies": configuration.policies.map(\.name)
      default: []
      }
    }
    guard var common = lists.first else { return [] }
    for list in lists.dropFirst() { common = common.filter(list.contains) }
    return common
  }

  /// The time that the shortest runs cover; `nil` if no scenario could be read.
  private static func runYears(of scenarios: [Scenario]) -> RunYears? {
    scenarios.map(\.configuration).map { configuration in
      RunYears(
        startYear: configuration.startYear,
        years: configuration.timeStep.years(configuration.horizon))
    }.min { $0.years < $1.years }
  }

  /// An output with its years counted from the start of the run.
  private func fromStart(
    _ output: StudyDraft.Output, _ scenarios: [Scenario]
  ) -> StudyDraft.Output {
    guard let time = Self.runYears(of: scenarios) else { return output }
    var output = output
    output.year = output.year.map(time.fromStart)
    output.from = output.from.map(time.fromStart)
    output.to = output.to.map(time.fromStart)
    return output
  }

  private mutating func checkTime(
    of output: StudyDraft.Output, _ index: Int, _ path: String, _ scenarios: [Scenario]
  ) {
    let shortest = Self.runYears(of: scenarios)
    let isSpan = ![.end, .year].contains(output.at)
    for (key, value, isAllowed) in [
      ("year", output.year, output.at == .year), ("from", output.from, isSpan),
      ("to", output.to, isSpan),
    ] {
      guard let value else { continue }
      let place = place(["outputs"], item: index, key)
      if !isAllowed {
        reader.report(
          place, "\(path).\(key)", .study("is not allowed with `at: \(output.at.rawValue)`"))
      } else if let fact = shortest?.problem(
        value, written: tree["outputs"]?.items[index][key])
      {
        reader.report(place, "\(path).\(key)", fact)
      }
    }
    if output.at == .year, output.year == nil {
      reader.report(place(["outputs"], item: index), "\(path).year", .missingKey)
    }
    if let from = output.from, let to = output.to, from >= to {
      reader.report(
        place(["outputs"], item: index, "to"), "\(path).to",
        .endsBeforeStart(start: Problem.number(from), end: Problem.number(to)))
    }
  }
}
