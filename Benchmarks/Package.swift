// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let engine: [Target.Dependency] = [
  .product(name: "Chunking", package: "triskele"),
  .product(name: "Randomness", package: "triskele"),
]

// The benchmark command runs the executables whose folder lies in one named `Benchmarks`, this one.
func benchmark(_ name: String, dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name,
    dependencies: dependencies + [.product(name: "Benchmark", package: "benchmark")],
    path: name,
    swiftSettings: strict,
    plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
  name: "triskele-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "triskele", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // The workload, by the engine and by plain loops.
    .target(name: "FirmDynamics", dependencies: engine, swiftSettings: strict),
    .target(
      name: "PlainFirmDynamics",
      linkerSettings: [.linkedLibrary("gsl"), .linkedLibrary("gslcblas"), .linkedLibrary("m")]),
    .executableTarget(
      name: "kernel", dependencies: ["Figures", "FirmDynamics", "Machine", "PlainFirmDynamics"],
      swiftSettings: strict),
    .testTarget(
      name: "FirmDynamicsTests", dependencies: engine + ["FirmDynamics", "PlainFirmDynamics"],
      swiftSettings: strict),

    // The model, the clustering and the command.
    .executableTarget(
      name: "engine",
      dependencies: [
        "Figures", "Machine", "PlainFirmDynamics",
        .product(name: "Randomness", package: "triskele"),
        .product(name: "Scenarios", package: "triskele"),
        .product(name: "TripleHelix", package: "triskele"),
        .product(name: "WardClustering", package: "triskele"),
      ],
      swiftSettings: strict),

    // What tables are made of, and what the system knows of a process.
    .target(name: "Figures", dependencies: ["Machine"], swiftSettings: strict),
    .target(name: "Machine"),

    // Statistics of single figures.
    benchmark("Draws", dependencies: engine),
    benchmark("Firms", dependencies: ["FirmDynamics", "PlainFirmDynamics"]),
  ],
  swiftLanguageModes: [.v6]
)
