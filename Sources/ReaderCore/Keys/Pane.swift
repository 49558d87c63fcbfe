/// A part of the window that can have the keys.
public enum Pane: Hashable, Sendable, CaseIterable {
  case sidebar
  case list
  case detail
}
