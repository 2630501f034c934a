/// `values` in rising order, by their bits: several times as fast as a comparison sort on many.
///
/// A radix sort of eleven bits a pass, from the last digit to the first; passes in which all digits
/// agree are left out.
///
/// - Precondition: No value is negative or not a number; so their bits rise as they do.
/// - Complexity: O(*n*), with two copies of `values`.
func ascending(_ values: [Double]) -> [Double] {
  guard values.count > 512 else { return values.sorted() }
  let (width, passes) = (11, 6)
  let mask = UInt64(1) << width - 1
  var keys = values.map(\.bitPattern)
  // By pass and digit: how many keys there are, then where the next one goes.
  var places = [Int](repeating: 0, count: passes << width)
  for key in keys {
    for pass in 0..<passes { places[pass << width + Int(key >> (width * pass) & mask)] += 1 }
  }
  var other = keys
  for pass in 0..<passes {
    let digits = pass << width..<(pass + 1) << width
    if places[digits].contains(keys.count) { continue }
    var next = 0
    for digit in digits { (places[digit], next) = (next, next + places[digit]) }
    for key in keys {
      let digit = digits.lowerBound + Int(key >> (width * pass) & mask)
      other[places[digit]] = key
      places[digit] += 1
    }
    swap(&keys, &other)
  }
  return keys.map { Double(bitPattern: $0) }
}
