import Randomness

/// What a random stream is drawn for. Each process of each agent and quarter has a stream of its
/// own, so that a mechanism that is switched on or off leaves the draws of other processes alone.
///
/// `decision` serves the steps of the cycle and then the start of exporting, so that within one firm
/// and quarter the later of these draws depend on how many words the earlier ones took.
///
/// Raw values are part of what a seed means: a new process takes a new number.
enum Process: UInt32, CaseIterable {
  case traits = 1
  case initialSize = 2
  case initialLine = 3
  case specialisation = 4
  case initialGenerations = 5
  case initialOwner = 6
  case market = 10
  case decision = 11
  case links = 12
  case exit = 13
  case spinOff = 14
  case exporting = 15
  case discovery = 20
  case patents = 21
  case world = 22
  case resourceSaving = 23
  case startUp = 30
  case entrant = 31
  case universitySpinOff = 32
  case employer = 33
  // Numbers 40–59 are of clusters, 60–69 of universities and knowledge, 70–79 of shocks and markets,
  // 80–119 of policies, from 130 on of observers, which change no state.
  case autonomy = 41
  case clusterFit = 42
  case clusterMatch = 43
  case clusterVetting = 44
  case clusterRole = 45
  case clusterPlace = 46
  case clusterBreach = 47
  case clusterGate = 48
  case clusterChoice = 49
  case clusterCall = 50
  case clusterHearing = 51
  case clusterReview = 52
  case clusterHelp = 53
  case clusterAdmission = 54
  case universityCall = 55
  case governmentCall = 56
  case clusterSplit = 57
  case position = 60
  case contact = 61
  case technology = 62
  case locationNull = 130
  case demandShock = 70
  case confidence = 71
  case university = 63
  case policySelection = 80
  case policyRounding = 81
  case supportedStartUp = 82
  case displacement = 83
  case contest = 84
  case arrivals = 85
  case training = 86
  case fading = 87
  case bailOut = 88
  case softBudget = 89
  case contestAnswer = 90
}

/// The keys of all processes of one run.
struct StreamKeys: Sendable {
  private let keys: [StreamKey]

  init(seed: UInt64, replicate: UInt32) {
    let last = Process.allCases.map(\.rawValue).max() ?? 0
    keys = (0...last).map { StreamKey(seed: seed, replicate: replicate, process: $0) }
  }

  subscript(process: Process) -> StreamKey { keys[Int(process.rawValue)] }
}
