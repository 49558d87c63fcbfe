/// Every setting of a feed, by its name in `feeds.yaml`.
///
/// `config/feeds.yaml` shows each; a test compares the two.
enum FeedSetting: String, CaseIterable {
  case headers
  case user
  case password
  case auth
  case netrc
  case cookies
  case clientCertificate = "client_certificate"
  case clientKey = "client_key"
  case clientKeyPassword = "client_key_password"
  case authorities
  case userAgent = "user_agent"
  case proxy
  case fullText = "full_text"
  case content
  case remove

  /// What a value must look like; ends the sentence "NAME is …".
  var expectation: String {
    switch self {
    case .headers:
      "a list of header fields, such as {X-Key: \"abc\"}; Host, Connection, Content-Length and "
        + "Transfer-Encoding are not for a person to set"
    case .user: "the name of a user"
    case .password: "a text, and wants a user beside it"
    case .auth: "automatic, basic or digest"
    case .netrc: "true, false, or the path of a file, absolute or beginning with ~/"
    case .cookies, .clientCertificate, .authorities:
      "the path of a file, absolute or beginning with ~/"
    case .clientKey:
      "the path of a file, absolute or beginning with ~/, and wants a client_certificate beside it"
    case .clientKeyPassword: "a text, and wants a client_certificate beside it"
    case .userAgent: "a text on one line"
    case .proxy: Setting.proxy.expectation
    case .fullText: "on_request or always"
    case .content, .remove:
      "a selector such as \"article .story\" or a list of them: names of elements, .class, #id, "
        + "[name=value], a blank for inside, > for right inside, and no more of CSS"
    }
  }
}
