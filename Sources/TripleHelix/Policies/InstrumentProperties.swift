/// The settings, measures and memory of an instrument, found by reflection in the order of its file.
///
/// A property's name in `snake_case` is its key in a scenario, or its name in `policy_reports`.
struct InstrumentProperties {
  private(set) var settings: [(description: PolicySetting, box: Box<Double>)] = []
  /// `nil` as long as nothing was reported in the quarter.
  private(set) var measures: [(description: PolicyMeasure, box: Box<Double?>)] = []
  private(set) var memory: [any InstrumentMemory] = []

  init(of instrument: any PolicyInstrument) { add(from: instrument) }

  /// Adds the properties of `value` and, in their place, those of groups of properties in it.
  private mutating func add(from value: Any) {
    for child in Mirror(reflecting: value).children {
      guard let property = child.value as? any InstrumentProperty else {
        add(from: child.value)
        continue
      }
      // The storage of a wrapped property has its name after an underscore.
      property.add(to: &self, as: Self.snakeCase((child.label ?? "").dropFirst()))
    }
  }

  private static func snakeCase(_ name: some StringProtocol) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }

  fileprivate mutating func add(_ description: PolicySetting, as name: String, _ box: Box<Double>) {
    var description = description
    description.name = name
    settings.append((description, box))
  }

  fileprivate mutating func add(
    _ description: PolicyMeasure, as name: String, _ box: Box<Double?>
  ) {
    var description = description
    description.name = name
    measures.append((description, box))
  }

  fileprivate mutating func add(_ value: any InstrumentMemory) { memory.append(value) }
}

/// Holds what an instrument of one policy in one run reads and writes.
final class Box<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}

/// A property that an instrument declares by a wrapper.
private protocol InstrumentProperty {
  func add(to properties: inout InstrumentProperties, as name: String)
}

/// A number that a scenario may set.
@propertyWrapper struct Setting: InstrumentProperty {
  private let description: PolicySetting
  private let box: Box<Double>

  var wrappedValue: Double { box.value }

  /// - Parameters:
  ///   - wrappedValue: The default.
  ///   - meaning: One sentence.
  ///   - time: What the value has to do with time; told by the unit if `nil`.
  init(
    wrappedValue: Double, _ unit: String, _ range: ClosedRange<Double>, _ meaning: String,
    isWhole: Bool = false, time: TimeDimension? = nil
  ) {
    description = PolicySetting(
      kind: isWhole ? .whole : .number, unit: unit, time: time ?? TimeDimension(unit: unit),
      range: range, defaultValue: wrappedValue, meaning: meaning)
    box = Box(wrappedValue)
  }

  func add(to properties: inout InstrumentProperties, as name: String) {
    properties.add(description, as: name, box)
  }
}

/// A condition that a scenario may set.
@propertyWrapper struct Flag: InstrumentProperty {
  private let description: PolicySetting
  private let box: Box<Double>

  var wrappedValue: Bool { box.value != 0 }

  /// - Parameters:
  ///   - wrappedValue: The default.
  ///   - meaning: One sentence.
  init(wrappedValue: Bool, _ meaning: String) {
    description = PolicySetting(
      kind: .flag, unit: "", time: .timeless, range: 0...1, defaultValue: wrappedValue ? 1 : 0,
      meaning: meaning)
    box = Box(description.defaultValue)
  }

  func add(to properties: inout InstrumentProperties, as name: String) {
    properties.add(description, as: name, box)
  }
}

/// A figure that an instrument reports, 0 in a quarter in which it reports nothing.
@propertyWrapper struct Measure: InstrumentProperty {
  private let description: PolicyMeasure
  private let box = Box<Double?>(nil)

  var wrappedValue: Double {
    get { box.value ?? 0 }
    nonmutating set { box.value = newValue }
  }

  /// - Parameter meaning: One sentence.
  init(_ unit: String, _ meaning: String) {
    description = PolicyMeasure(unit: unit, meaning: meaning)
  }

  func add(to properties: inout InstrumentProperties, as name: String) {
    properties.add(description, as: name, box)
  }
}

/// What an instrument remembers from quarter to quarter: a number, whether something is so, or, as the
/// last of its memory, a list of numbers.
@propertyWrapper struct Remembered<Value: Rememberable>: InstrumentProperty, InstrumentMemory {
  private let box: Box<Value>

  var wrappedValue: Value {
    get { box.value }
    nonmutating set { box.value = newValue }
  }

  init(wrappedValue: Value) { box = Box(wrappedValue) }

  var numbers: [Double] { box.value.numbers }
  func restore(_ numbers: ArraySlice<Double>) { box.value = Value(numbers: numbers) }

  func add(to properties: inout InstrumentProperties, as name: String) { properties.add(self) }
}

/// Memory of an instrument, as checkpoints hold it.
protocol InstrumentMemory {
  var numbers: [Double] { get }
  func restore(_ numbers: ArraySlice<Double>)
}

/// What checkpoints hold as numbers.
protocol Rememberable {
  var numbers: [Double] { get }

  /// - Parameter numbers: May be too few or too many where a checkpoint is damaged or padded.
  init(numbers: ArraySlice<Double>)
}

extension Double: Rememberable {
  var numbers: [Double] { [self] }
  init(numbers: ArraySlice<Double>) { self = numbers.first ?? 0 }
}

extension Bool: Rememberable {
  var numbers: [Double] { [self ? 1 : 0] }
  init(numbers: ArraySlice<Double>) { self = numbers.first ?? 0 != 0 }
}

extension [Double]: Rememberable {
  var numbers: [Double] { self }
  init(numbers: ArraySlice<Double>) { self = Array(numbers) }
}
