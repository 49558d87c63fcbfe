/// Where a string stands in JSON, without its quotes.
struct JSONString {
  let range: Range<Int>
  let hasEscapes: Bool
}
