/// Capital that closed firms left and nobody has bought yet.
struct UsedCapital: Sendable {
  /// By cell: what would do a newcomer's work, million at base-year prices.
  var stock: [Double]
  /// By cell: capital of the firms founded this quarter, million at base-year prices.
  var wanted: [Double]
  /// By region: loans of closed firms that the bank has written off and not recovered, million.
  var claims: [Double]

  init(cellCount: Int, regionCount: Int) {
    stock = Array(repeating: 0, count: cellCount)
    wanted = stock
    claims = Array(repeating: 0, count: regionCount)
  }

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&stock)
    archive.numbers(&claims)
  }
}
