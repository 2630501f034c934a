extension StudyOutput {
  /// Reads outputs as an option of a command says them: an indicator, and settings of a study's
  /// outputs after commas, as in `national.real_gdp` or `regions.p14,over=mean,at=mean,from=5`.
  ///
  /// - Parameters:
  ///   - texts: One an output; a text that stands twice counts once.
  ///   - option: What stands before each, for what is wrong with it.
  /// - Returns: Outputs in the order of the texts; `over=each` gives several.
  /// - Throws: All mistakes together.
  public static func parse(
    _ texts: [String], of scenario: Scenario, option: String
  ) throws(ScenarioErrors) -> [StudyOutput] {
    var seen: Set<String> = []
    let items = texts.filter { seen.insert($0).inserted }.enumerated().map { number, text in
      item(text, at: Place(.option("\(option) \(text)")), number: number + 1)
    }
    guard let first = items.first else { return [] }
    var check = StudyCheck(outputs: SourceNode(.list(items), at: first.place))
    return try check.outputs(of: scenario)
  }

  private static func item(_ text: String, at place: Place, number: Int) -> SourceNode {
    func entry(_ key: some StringProtocol, _ value: some StringProtocol) -> SourceNode.Entry {
      SourceNode.Entry(
        key: String(key), place: place,
        value: SourceNode(.scalar(String(value), .cell), at: place))
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let settings = parts.dropFirst().map { part in
      let equals = part.firstIndex(of: "=") ?? part.endIndex
      return entry(part[..<equals], part[equals...].dropFirst())
    }
    return SourceNode(
      .mapping([entry("name", name(of: text, number)), entry("indicator", parts[0])] + settings),
      at: place)
  }

  /// The text as an identifier, or a number where none can be made of it.
  private static func name(of text: String, _ number: Int) -> String {
    let bytes = text.lowercased().utf8.map { byte -> UInt8 in
      let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      return isPlain ? byte : 0x5F
    }
    let name = String(decoding: bytes, as: UTF8.self)
    return Reader.isIdentifier(name) ? name : "output_\(number)"
  }
}
