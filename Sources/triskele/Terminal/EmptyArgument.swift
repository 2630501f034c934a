/// An argument without a character, as a variable of a script that was never set leaves it.
struct EmptyArgument: Error, CustomStringConvertible {
  /// The option that it follows, or nothing.
  let option: String?

  var description: String {
    let place = option.map { "\($0): " } ?? ""
    return place + "the value is empty; give one, or leave "
      + (option == nil ? "the argument out" : "the option out")
  }

  /// Refuses empty arguments, whatever the command: no option has a use for one, and a path without a
  /// name would be the folder that one works in.
  static func refuse(in arguments: [String]) throws(EmptyArgument) {
    for (index, argument) in arguments.enumerated() {
      if argument.isEmpty {
        let before = index > 0 ? arguments[index - 1] : ""
        throw EmptyArgument(option: before.hasPrefix("-") ? before : nil)
      }
      if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "="),
        equals == argument.index(before: argument.endIndex)
      {
        throw EmptyArgument(option: String(argument[..<equals]))
      }
    }
  }
}
