import Glibc

/// What is refused before a server is asked.
extension Transfer {
  /// Whether the address may be asked at all, and through which proxy; `nil` for none.
  func checkedProxy() throws(FetchFailure) -> String? {
    switch address.origin.scheme {
    case "http", "https":
      let proxy = (request.proxies ?? settings.proxies).proxy(for: address.origin)
      // A proxy looks names up itself: here only what says it of itself can be refused.
      guard trust == .document, proxy != nil else { return proxy }
      var name = address.origin.host
      if name.hasSuffix(".") { name.removeLast() }
      let isPublic = IPAddress(name).map(settings.isPublic) ?? address.origin.isNamedPublicly
      if !isPublic { throw .privateAddress(host: name) }
      return proxy
    case "file" where trust == .user:
      guard let path = address.filePath else { throw .notAnAddress(address.text) }
      guard Self.isFile(path) else { throw .noRegularFile(path) }
      return nil
    default:
      throw .schemeRefused(address.origin.scheme)
    }
  }

  /// libcurl passes over those that are not there, and the server would say something else.
  func checkFiles() throws(FetchFailure) {
    for path in identity?.files ?? [] {
      guard Self.isFile(path), access(path, R_OK) == 0 else {
        throw .identityFile(path)
      }
    }
  }

  /// Opening a pipe would wait for a writer, and every transfer with it.
  private static func isFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }
}
