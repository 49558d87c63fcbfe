import CCurl

/// The transport's thread: owner of every handle of libcurl, of every transfer and its handler.
final class TransferLoop {
  private let settings: TransportSettings
  private let mailbox: Mailbox
  private let multi: UnsafeMutableRawPointer
  private let names: UnsafeMutablePointer<curl_slist>?
  private var queue: HostQueue
  /// All that have not ended, those on the wire by the host that they count for.
  private var transfers: [UInt64: Transfer] = [:]
  private var active: [UInt64: String] = [:]
  private var idleHandles: [EasyHandle] = []

  /// `nil` without memory.
  init?(_ settings: TransportSettings, _ mailbox: Mailbox) {
    guard cc_begin(), let multi = curl_multi_init() else { return nil }
    self.settings = settings
    self.mailbox = mailbox
    self.multi = multi
    names = settings.knownNames.reduce(nil) { curl_slist_append($0, $1) ?? $0 }
    queue = HostQueue(
      limit: settings.concurrency, limitPerHost: settings.concurrencyPerHost)
    // Connections that are kept for the next request.
    cc_multi_set(multi, CURLMOPT_MAXCONNECTS, settings.concurrency * 2)
  }

  deinit {
    curl_multi_cleanup(multi)
    curl_slist_free_all(names)
  }

  /// Works until the mailbox is closed; then every transfer ends as cancelled.
  func run() {
    mailbox.wake(multi)
    var running: Int32 = 0
    while takeLetters() {
      start()
      curl_multi_perform(multi, &running)
      // What has ended makes room, which is used before waiting.
      if !finish() { curl_multi_poll(multi, nil, 0, 3_600_000, nil) }
    }
    mailbox.wake(nil)
    for number in transfers.keys.sorted() { cancel(number) }
  }

  /// `false` once the mailbox is closed.
  private func takeLetters() -> Bool {
    let letters = mailbox.empty()
    for submission in letters.submissions { accept(submission) }
    for number in letters.cancelled { cancel(number) }
    if letters.resumes { resume() }
    return !letters.isClosed
  }

  private func accept(_ submission: Mailbox.Submission) {
    let handler = submission.makeHandler()
    do {
      let transfer = try Transfer(
        submission.number, submission.request, settings, handler: handler)
      transfers[submission.number] = transfer
      queue.add(submission.number, host: transfer.host)
    } catch {
      handler.end(
        Completion(result: .failure(error), movedTo: nil, wireBytes: 0, redirects: 0, host: nil))
    }
  }

  private func cancel(_ number: UInt64) {
    guard let transfer = transfers.removeValue(forKey: number) else { return }
    takeOffWire(transfer)
    transfer.end(.failure(.cancelled))
    recycle(&transfer.handle)
  }

  private func resume() {
    for number in active.keys.sorted() {
      guard let transfer = transfers[number], let code = transfer.resume() else { continue }
      finish(transfer, code)
    }
  }

  private func start() {
    while let (number, host) = queue.next() {
      guard let transfer = transfers[number],
        let handle = transfer.handle ?? idleHandles.popLast() ?? EasyHandle()
      else {
        queue.finish(host: host)
        continue
      }
      transfer.ask(with: handle, names: names)
      active[number] = host
      curl_multi_add_handle(multi, handle.pointer)
    }
  }

  /// Deals with what has ended; `false` if nothing has.
  private func finish() -> Bool {
    var hasFinished = false
    var code = CURLE_OK
    while let easy = cc_multi_ended(multi, &code) {
      guard let context = cc_context(easy) else { continue }
      hasFinished = true
      finish(Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), code)
    }
    return hasFinished
  }

  private func finish(_ transfer: Transfer, _ code: CURLcode) {
    if let handle = transfer.handle { curl_multi_remove_handle(multi, handle.pointer) }
    let step = transfer.step(after: code)
    // It keeps its place, so that no more is fetched than can be taken.
    if case .wait = step { return }
    takeOffWire(transfer)
    var handle = transfer.handle
    switch step {
    case .wait: break
    case .ask:
      queue.add(transfer.number, host: transfer.host, isUnderWay: true)
      if transfer.handle == nil { recycle(&handle) }
    case .end(let result):
      transfers[transfer.number] = nil
      transfer.end(result)
      transfer.handle = nil
      recycle(&handle)
    }
  }

  private func takeOffWire(_ transfer: Transfer) {
    guard let host = active.removeValue(forKey: transfer.number) else { return }
    queue.finish(host: host)
    if let handle = transfer.handle { curl_multi_remove_handle(multi, handle.pointer) }
  }

  private func recycle(_ handle: inout EasyHandle?) {
    guard let spare = handle.take() else { return }
    // The context ends with the transfer.
    spare.reset()
    if idleHandles.count < settings.concurrency { idleHandles.append(spare) }
  }
}

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
