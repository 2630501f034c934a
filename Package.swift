// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

// Optimising these would take a quarter of a build and make nothing noticeably faster: pages are written
// once a run, and what tests measure is in the other targets. No library product contains them.
let unoptimised: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"])]

let package = Package(
  name: "triskele",
  products: [
    .executable(name: "triskele", targets: ["triskele"]),
    .library(name: "Scenarios", targets: ["Scenarios"]),
    .library(name: "TripleHelix", targets: ["TripleHelix"]),
    .library(name: "RegionalMeasures", targets: ["RegionalMeasures"]),
    .library(name: "SensitivityAnalysis", targets: ["SensitivityAnalysis"]),
    .library(name: "WardClustering", targets: ["WardClustering"]),
    .library(name: "Randomness", targets: ["Randomness"]),
    .library(name: "Chunking", targets: ["Chunking"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Foundations.
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "Chunking", swiftSettings: strict),
    .target(name: "Randomness", dependencies: ["CGSL"], swiftSettings: strict),
    .target(
      name: "RegionalMeasures", dependencies: ["Chunking", "Randomness"], swiftSettings: strict),
    .target(name: "Tables", swiftSettings: strict),
    .target(name: "SensitivityAnalysis", dependencies: ["Randomness"], swiftSettings: strict),
    .target(
      name: "WardClustering", dependencies: ["Chunking", "Randomness"], swiftSettings: strict),

    // The model.
    .target(
      name: "TripleHelix",
      dependencies: ["Chunking", "Randomness", "RegionalMeasures", "WardClustering"],
      swiftSettings: strict),

    // Scenarios, runs, reports.
    .target(
      name: "Scenarios",
      dependencies: [
        "Randomness", "SensitivityAnalysis", "Tables", "TripleHelix", "WardClustering",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "StudyStore",
      dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "Experiments",
      dependencies: [
        "Chunking", "Randomness", "RegionalMeasures", "Scenarios", "SensitivityAnalysis",
        "StudyStore", "TripleHelix",
      ],
      swiftSettings: strict),
    .target(
      name: "Reporting", dependencies: ["TripleHelix", "WardClustering"],
      resources: [
        .embedInCode("Resources/report.css"), .embedInCode("Resources/report.js"),
        .embedInCode("Resources/theme.js"),
      ],
      swiftSettings: unoptimised),

    // The command.
    .executableTarget(
      name: "triskele",
      dependencies: [
        "Experiments", "Randomness", "RegionalMeasures", "Reporting", "Scenarios",
        "SensitivityAnalysis", "StudyStore", "Tables", "TripleHelix", "WardClustering",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Small programs that use the libraries, for others to start from.
    .executableTarget(
      name: "OwnObserver", dependencies: ["RegionalMeasures", "Scenarios", "TripleHelix"],
      path: "Examples/OwnObserver", swiftSettings: unoptimised),
    .executableTarget(
      name: "StepByStep", dependencies: ["Scenarios", "TripleHelix"],
      path: "Examples/StepByStep", swiftSettings: unoptimised),
    .executableTarget(
      name: "WardOnATable", dependencies: ["WardClustering"], path: "Examples/WardOnATable",
      swiftSettings: unoptimised),

    // Tests.
    .target(
      name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: unoptimised),
    .testTarget(name: "ChunkingTests", dependencies: ["Chunking"], swiftSettings: unoptimised),
    .testTarget(
      name: "RandomnessTests", dependencies: ["CGSL", "Chunking", "Randomness"],
      resources: [.copy("Oracles")], swiftSettings: unoptimised),
    .testTarget(
      name: "RegionalMeasuresTests", dependencies: ["Randomness", "RegionalMeasures"],
      swiftSettings: unoptimised),
    .testTarget(
      name: "SensitivityAnalysisTests", dependencies: ["Randomness", "SensitivityAnalysis"],
      resources: [.copy("Oracles")], swiftSettings: unoptimised),
    .testTarget(name: "TablesTests", dependencies: ["Tables"], swiftSettings: unoptimised),
    .testTarget(
      name: "WardClusteringTests", dependencies: ["WardClustering"],
      resources: [.copy("Oracles")], swiftSettings: unoptimised),
    .testTarget(
      name: "TripleHelixTests",
      dependencies: [
        "Chunking", "Randomness", "RegionalMeasures", "TripleHelix", "WardClustering",
      ],
      swiftSettings: unoptimised),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "Scenarios", "SensitivityAnalysis", "Tables", "TemporaryFolders", "TripleHelix",
      ],
      exclude: ["Broken"], swiftSettings: unoptimised),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Randomness", "Scenarios", "SensitivityAnalysis", "StudyStore",
        "TemporaryFolders", "TripleHelix",
      ],
      swiftSettings: unoptimised),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Experiments", "Reporting", "TripleHelix", "WardClustering"],
      swiftSettings: unoptimised),
    .testTarget(
      name: "TriskeleTests",
      dependencies: ["Experiments", "TemporaryFolders", "TripleHelix", "triskele"],
      swiftSettings: unoptimised),
  ],
  swiftLanguageModes: [.v6]
)

// Only `make docs` needs the plug-in that builds the site of the documentation.
if Context.environment["TRISKELE_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
