import CGSL

/// The GNU Scientific Library as this module uses it.
public enum GSL {
  /// Version of the library that this module was compiled against, for the manifest of a run.
  public static let version: String = GSL_VERSION

  /// Turns GSL's error handler off, which otherwise aborts the process.
  ///
  /// Runs once whoever calls it and however often. Every entry of this module that reaches GSL
  /// calls it first; afterwards GSL answers bad parameters in silence, which is why parameters are
  /// checked in Swift.
  public static func prepare() { _ = errorHandlerOff }

  private static let errorHandlerOff: Void = {
    _ = unsafe gsl_set_error_handler_off()
  }()
}
