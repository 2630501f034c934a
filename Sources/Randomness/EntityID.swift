/// Makes the ids of entities: hashes of where and when something was born, never counters.
///
/// With a counter, the first birth that a policy causes would shift the id, and so every draw, of
/// all later firms, and two policies could not be compared under common random numbers. Ids depend
/// on the arguments alone, on no platform and no thread, and are never 0, which means "none".
/// Ordinals count within one cell (region, sector) and, for births, one tick.
public enum EntityID {
  /// The id of a firm that exists before the first tick.
  public static func initial(region: UInt64, sector: UInt64, ordinal: UInt64) -> UInt64 {
    nonZero(joined(joined(joined(Birth.initial.word, region), sector), ordinal))
  }

  /// The id of a start-up.
  public static func startUp(
    region: UInt64, sector: UInt64, tick: UInt32, ordinal: UInt64
  ) -> UInt64 {
    born(.startUp, region: region, sector: sector, tick: tick, ordinal: ordinal)
  }

  /// The id of a spin-off; `ordinal` tells apart several from one parent in one tick.
  public static func spinOff(parent: UInt64, tick: UInt32, ordinal: UInt64 = 0) -> UInt64 {
    nonZero(joined(joined(joined(Birth.spinOff.word, parent), UInt64(tick)), ordinal))
  }

  /// The id of a spin-off from a university.
  public static func universitySpinOff(
    region: UInt64, sector: UInt64, tick: UInt32, ordinal: UInt64
  ) -> UInt64 {
    born(.universitySpinOff, region: region, sector: sector, tick: tick, ordinal: ordinal)
  }

  /// The id of a pair in this order, such as a firm and a cluster.
  public static func combined(_ first: UInt64, _ second: UInt64) -> UInt64 {
    nonZero(joined(joined(Birth.pair.word, first), second))
  }

  /// The id of a triple in this order, such as a cell and an ordinal in it.
  public static func combined(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
    nonZero(joined(joined(joined(Birth.triple.word, first), second), third))
  }
}

extension EntityID {
  /// The ways into the world, so that two of them never share an id.
  private enum Birth: UInt64 {
    case initial = 1
    case startUp, spinOff, universitySpinOff, pair, triple

    var word: UInt64 { mixed(rawValue) }
  }

  private static func born(
    _ birth: Birth, region: UInt64, sector: UInt64, tick: UInt32, ordinal: UInt64
  ) -> UInt64 {
    nonZero(joined(joined(joined(joined(birth.word, region), sector), UInt64(tick)), ordinal))
  }

  private static func joined(_ hash: UInt64, _ word: UInt64) -> UInt64 { mixed(hash ^ word) }

  private static func nonZero(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }
}

/// A 64-bit hash of the UTF-8 bytes of `text`, the same on every platform and in every run.
///
/// FNV-1a, then one mixing step because FNV leaves the high bits of short texts poorly mixed. For
/// the names of regions, sectors and processes; not against an adversary.
///
/// - Complexity: O(*n*) for *n* bytes.
public func stableHash(_ text: String) -> UInt64 {
  mixed(
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    })
}
