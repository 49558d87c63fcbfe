import Foundation
import TestSupport

/// A program that runs beside a test, and ends with it.
final class Program: Sendable {
  private let process: Process

  init(_ arguments: [String], in folder: String) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// SIGTERM would wait for ever: the program inherits a mask that blocks it.
  deinit { kill(process.processIdentifier, SIGKILL) }

  var isRunning: Bool { process.isRunning }

  struct Failed: Error {
    let arguments: [String]
    let output: String
  }

  /// Runs a program to its end; its output.
  @discardableResult
  static func run(_ arguments: [String], in folder: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(arguments: arguments, output: output) }
    return output
  }
}

/// A port that nothing listens on now.
func freePort() throws -> UInt16 {
  try RawServer { _ in }.port
}
