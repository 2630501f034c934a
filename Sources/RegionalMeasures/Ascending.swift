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
  var counts = [[Int]](repeating: [Int](repeating: 0, count: 1 << width), count: passes)
  for key in keys {
    for pass in 0..<passes { counts[pass][Int(key >> (width * pass) & mask)] += 1 }
  }
  var other = keys
  for pass in 0..<passes {
    if counts[pass].contains(keys.count) { continue }
    var next = 0
    for digit in counts[pass].indices {
      (counts[pass][digit], next) = (next, next + counts[pass][digit])
    }
    for key in keys {
      let digit = Int(key >> (width * pass) & mask)
      other[counts[pass][digit]] = key
      counts[pass][digit] += 1
    }
    swap(&keys, &other)
  }
  return keys.map { Double(bitPattern: $0) }
}
