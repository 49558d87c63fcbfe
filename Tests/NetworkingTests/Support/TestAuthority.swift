import Foundation

/// An authority of its own for the tests, with certificates for loopback and for a client.
final class TestAuthority: Sendable {
  let folder: Scratch

  var authorities: String { folder.path("ca.pem") }

  init() throws {
    folder = try Scratch()
    try openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout ca.key "
        + "-out ca.pem -subj /CN=MartletTests")
    try sign("server", "subjectAltName=IP:127.0.0.1,DNS:feeds.example")
    try sign("client", "extendedKeyUsage=clientAuth")
  }

  private func sign(_ name: String, _ usage: String) throws {
    try folder.write("\(name).ext", usage + "\n")
    try openssl(
      "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key "
        + "-out \(name).csr -subj /CN=\(name)")
    try openssl(
      "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 "
        + "-extfile \(name).ext -out \(name).pem")
  }

  private func openssl(_ arguments: String) throws {
    try Program.run(["openssl"] + arguments.split(separator: " ").map(String.init), in: folder.path)
  }
}
