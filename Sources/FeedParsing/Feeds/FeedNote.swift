/// What was put right, or left out, while a feed was read.
enum FeedNote: Hashable {
  case strayAmpersand, strayBracket, strayEndTag, unclosed, tooDeep, truncated
  case externalEntity, entitiesGrow
  case controls
  case invalidBytes(String)
  case wrongEncoding(declared: String, actual: String)
  case unknownEncoding(String)
  case guessedEncoding(String)
  case textTooLong, lineTooLong
  case escapedTwice, untypedHTML, notBase64
  case unreadableDate(String)
  case unknownZone(String)
  case refusedLink(String)
  case page
  case stranger(Stranger)
}
