import Chunking
import Randomness

/// What a firm does in the chain of value of its sector: a lasting trait.
enum Role: Int, CaseIterable {
  case finalGoods, components, equipment, services, educationAndResearch

  /// Shares of firms by role; assumed, for want of a source.
  static let shares = [0.35, 0.25, 0.15, 0.15, 0.10]

  static func at(_ quantile: Double) -> Int {
    var below = 0.0
    for (role, share) in shares.enumerated() {
      below += share
      if quantile < below { return role }
    }
    return shares.count - 1
  }

  /// Entropy of counts over the largest that they could have, in [0, 1].
  static func entropy(_ counts: some Sequence<Double>, classes: Int) -> Double {
    let counts = Array(counts)
    let total = counts.reduce(0, +)
    guard total > 0, classes > 1 else { return 0 }
    return counts.reduce(0) { $1 > 0 ? $0 - $1 / total * logarithm($1 / total) : $0 }
      / logarithm(Double(classes))
  }
}

/// Lasting traits of firms, and of firms with clusters, that matter to clusters only: drawn when they
/// are asked for, from streams without a tick.
struct ClusterTraits {
  let parameters: ClusterParameters
  let keys: StreamKeys

  /// u: lognormal with mean `autonomy_cost`.
  func autonomy(_ id: UInt64, _ stream: inout RandomStream) -> Double {
    stream.reset(key: keys[.autonomy], entity: id, tick: 0)
    let deviation = parameters.autonomyDeviation
    return parameters.autonomyCost
      * stream.lognormal(zeta: -deviation * deviation / 2, sigma: deviation)
  }

  /// β: lognormal with mean 1; the firm does not know it.
  func fit(_ id: UInt64, _ stream: inout RandomStream) -> Double {
    stream.reset(key: keys[.clusterFit], entity: id, tick: 0)
    let deviation = parameters.fitDeviation
    return stream.lognormal(zeta: -deviation * deviation / 2, sigma: deviation)
  }

  /// μ: logistic, lasting for this firm and this cluster.
  func match(_ id: UInt64, cluster: UInt64, _ stream: inout RandomStream) -> Double {
    stream.reset(
      key: keys[.clusterMatch], entity: EntityID.combined(id, cluster), tick: 0)
    let u = clamp(stream.uniform(), 1e-9, 1 - 1e-9)
    return parameters.matchScale * logarithm(u / (1 - u))
  }

  /// ε of vetting: what a council sees of a firm's cooperativeness, lasting likewise.
  func vettingError(_ id: UInt64, cluster: UInt64, _ stream: inout RandomStream) -> Double {
    stream.reset(
      key: keys[.clusterVetting], entity: EntityID.combined(id, cluster), tick: 0)
    return stream.gaussian()
  }

  func role(_ id: UInt64, _ stream: inout RandomStream) -> Int {
    stream.reset(key: keys[.clusterRole], entity: id, tick: 0)
    return Role.at(stream.uniform())
  }

  /// A place on a disc of `radius` km, every part of it alike.
  func place(_ id: UInt64, radius: Double, _ stream: inout RandomStream) -> SIMD2<Float> {
    stream.reset(key: keys[.clusterPlace], entity: id, tick: 0)
    let distance = radius * stream.uniform().squareRoot()
    let angle = 2 * Double.pi * stream.uniform()
    return SIMD2(Float(distance * cosine(angle)), Float(distance * sine(angle)))
  }

  /// Γ = 1/(1 + exp(−(R − R₀)/width)).
  func gate(readiness: Double) -> Double {
    1
      / (1
        + exponential(-(readiness - parameters.readinessThreshold) / parameters.readinessWidth))
  }
}

extension SocialCapital {
  /// C = 0.5 f₅ + 0.3 f₄ + 0.2 f₂: how far a firm shares by itself.
  static func cooperativeness(_ factors: Factors) -> Double {
    0.5 * factor(factors, 4) + 0.3 * factor(factors, 3) + 0.2 * factor(factors, 1)
  }

  /// T⁰ = min(1, τ (t + kin (1 − t))) with t = (f₅ + f₇)/2; kin is more than 0 for spin-offs, which
  /// know whom they come from.
  ///
  /// τ multiplies all trust, that among kin too: where nobody trusts, no one trusts kin.
  static func generalTrust(
    _ factors: Factors, level: Double, kinTrust: Double = 0
  ) -> Double {
    let trust = (factor(factors, 4) + factor(factors, 6)) / 2
    return min(1, level * (trust + kinTrust * (1 - trust)))
  }
}
