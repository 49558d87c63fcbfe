/// What the library lists articles under.
enum ListKind: Int64 {
  /// Named by its path.
  case source = 0
  case topic = 1
  case provider = 2
}
