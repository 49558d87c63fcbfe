/// A part of the window that can have the keys. Its raw value is its name in key files.
public enum Pane: String, Hashable, Sendable, CaseIterable {
  case sidebar
  case list
  case detail
}
