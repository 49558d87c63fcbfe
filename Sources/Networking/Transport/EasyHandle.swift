import CCurl

/// One handle of libcurl, used for one server after another.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// `nil` without memory.
  init?() {
    guard let pointer = curl_easy_init() else { return nil }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// Everything at its default again, but for cookies and what is kept of connections.
  func reset() {
    curl_easy_reset(pointer)
    curl_slist_free_all(headers)
    headers = nil
    errorText[0] = 0
    cc_set_text(pointer, CURLOPT_ERRORBUFFER, errorText)
  }

  func set(_ option: CURLoption, _ number: Int) {
    cc_set_number(pointer, option, number)
  }

  func set(_ option: CURLoption, _ text: String?) {
    cc_set_text(pointer, option, text)
  }

  func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>) {
    cc_set_list(pointer, option, list)
  }

  func set(_ fields: some Sequence<HeaderField>) {
    for field in fields {
      // An empty value needs a semicolon; with a colon curl would leave the field out.
      let line = field.value.isEmpty ? field.name + ";" : "\(field.name): \(field.value)"
      headers = curl_slist_append(headers, line) ?? headers
    }
    if let headers { set(CURLOPT_HTTPHEADER, list: headers) }
  }

  func number(_ info: CURLINFO) -> Int {
    Int(cc_info_number(pointer, info))
  }

  /// What went wrong, in libcurl's words.
  func reason(_ code: CURLcode) -> String {
    errorText[0] != 0 ? String(cString: errorText) : String(cString: curl_easy_strerror(code))
  }
}
