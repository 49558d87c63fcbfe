/// What became of settings that were read while the window is open.
public struct SettingsReading: Hashable, Sendable {
  /// What holds now: of what is broken, what held before.
  public var configuration: Configuration
  /// Whether anything is other than before.
  public var isNew: Bool
  /// What is wrong: place, reason and remedy, and the same with the name of the file alone.
  public var faults: [Fault]
  /// Whether the theme that is wanted cannot be had, so that themes stay as they are.
  public var keepsThemes = false
  /// The settings that have changed and count from the next start.
  public var late: [String]

  public struct Fault: Hashable, Sendable {
    public var text: String
    public var short: String

    public init(text: String, short: String) {
      self.text = text
      self.short = short
    }
  }

  public init(
    _ configuration: Configuration, isNew: Bool, faults: [Fault] = [], late: [String] = []
  ) {
    self.configuration = configuration
    self.isNew = isNew
    self.faults = faults
    self.late = late
  }
}
