/// A text that two equal values share, in every process: fields in the order of their declaration,
/// entries of dictionaries and sets in the order of their texts.
///
/// `String(reflecting:)` will not do: it writes dictionaries in an order that differs from
/// process to process.
func canonicalText(_ value: Any) -> String {
  var text = ""
  append(value, to: &text)
  return text
}

private func append(_ value: Any, to text: inout String) {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .dictionary, .set:
    let entries = mirror.children.map { canonicalText($0.value) }.sorted()
    text += "{" + entries.joined(separator: ",") + "}"
  case .collection, .tuple, .struct, .class:
    guard !mirror.children.isEmpty else { return text += String(reflecting: value) }
    text += "("
    for child in mirror.children {
      if let label = child.label { text += label + ":" }
      append(child.value, to: &text)
      text += ","
    }
    text += ")"
  case .enum, .optional, .foreignReference, .none, .some:
    // A case with values has them as its only child.
    guard let child = mirror.children.first else { return text += String(reflecting: value) }
    text += (child.label ?? "") + "("
    append(child.value, to: &text)
    text += ")"
  }
}
