import Experiments
import TripleHelix

/// The report of a run and its charts, as files beside its tables.
enum Report {
  static func attachments(
    _ configuration: Configuration, recording: Recording, manifest: Manifest
  ) -> [Run.Attachment] {
    []
  }
}
