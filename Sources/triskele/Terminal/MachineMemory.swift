import Foundation

/// How much memory the process may use.
enum MachineMemory {
  /// Bytes: those of the machine, or of the control group that the process runs in if they are fewer.
  static let bytes: Int = {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
      .compactMap { path in
        (try? String(contentsOfFile: path, encoding: .utf8))
          .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      }
    return min(machine, limits.filter { $0 > 0 }.min() ?? machine)
  }()

  /// As in "3.2 GiB".
  static func words(_ bytes: Int) -> String {
    bytes < 1 << 30
      ? FigureText.memory(bytes) : "\(FigureText.fixed(Double(bytes) / 0x1p30, digits: 1)) GiB"
  }
}
