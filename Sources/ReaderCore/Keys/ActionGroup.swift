/// A heading of the help screen.
public enum ActionGroup: String, Hashable, Sendable, CaseIterable {
  case moving = "Moving"
  case reading = "Reading"
  case finding = "Finding"
  case marks = "Marks"
  case opening = "Opening and copying"
  case sources = "Sources"
  case window = "Window"
}
