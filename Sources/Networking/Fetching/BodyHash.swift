import Foundation
import Glibc

/// What is remembered of a body, to tell whether it is the same the next time.
public struct BodyHash: Hashable, Sendable {
  /// Of all of it.
  public var whole: UInt64
  /// Of its first half megabyte; `nil` for a body that is no longer. A long feed that has changed
  /// mostly shows it there, so that the rest need not be waited for.
  public var lead: UInt64?

  public init(whole: UInt64, lead: UInt64? = nil) {
    self.whole = whole
    self.lead = lead
  }
}

/// Reckons a ``BodyHash`` while the body comes.
struct BodyHashing {
  private var whole = ContentHash()
  private var count = 0
  private(set) var lead: UInt64?

  /// In bytes.
  static let leadLength = 512 << 10

  var value: BodyHash { BodyHash(whole: whole.value, lead: lead) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let missing = Self.leadLength - count
    count += bytes.count
    guard missing >= 0, bytes.count > missing else { return whole.update(bytes) }
    whole.update(UnsafeRawBufferPointer(rebasing: bytes[..<missing]))
    lead = whole.value
    whole.update(UnsafeRawBufferPointer(rebasing: bytes[missing...]))
  }
}

/// Tells whether a body is the same as the last time: 64 bits over words of eight bytes, with the
/// multiplier of SplitMix64.
///
/// No proof against a server that wants two bodies to look the same; it would harm only itself.
struct ContentHash {
  private var state: UInt64 = 0x243F_6A88_85A3_08D3
  private var count: UInt64 = 0
  /// The bytes since the last whole word, the first lowest.
  private var tail: UInt64 = 0

  /// The hash of all bytes so far; how they were cut into pieces makes no difference.
  var value: UInt64 {
    var copy = self
    copy.mix(tail)
    copy.mix(count)
    return copy.state
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var position = 0
    while count % 8 != 0, position < bytes.count {
      append(bytes[position])
      position += 1
    }
    while position + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position += 8
      count &+= 8
    }
    while position < bytes.count {
      append(bytes[position])
      position += 1
    }
  }

  private mutating func append(_ byte: UInt8) {
    tail |= UInt64(byte) << (count % 8 * 8)
    count &+= 1
    guard count % 8 == 0 else { return }
    mix(tail)
    tail = 0
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 32
  }
}

/// A body that is held back until it is known whether it is a new one: in memory up to half a
/// megabyte, then in a file without a name, which ends with it.
final class HeldBody {
  private var memory: [UInt8] = []
  private var file: Int32 = -1
  private var fileLength = 0
  /// How much of the file has been handed on.
  private var position = 0

  private static let block = 256 << 10

  deinit {
    if file >= 0 { close(file) }
  }

  /// `false` when the disk takes no more; what came before is kept.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard file >= 0 || memory.count + bytes.count > BodyHashing.leadLength else {
      memory.append(contentsOf: bytes)
      return true
    }
    if file < 0 { file = Self.namelessFile() }
    guard file >= 0, Self.write(bytes, to: file, at: fileLength) else { return false }
    fileLength += bytes.count
    return true
  }

  /// Gives to `body` what it has not had yet, until that wants no more, or not now.
  ///
  /// - Returns: ``Appetite/none`` also if it cannot be read.
  func read(_ body: (UnsafeRawBufferPointer) -> Appetite) -> Appetite {
    if !memory.isEmpty {
      defer { memory = [] }
      let appetite = memory.withUnsafeBytes(body)
      guard appetite == .more else { return appetite }
    }
    var buffer = [UInt8](repeating: 0, count: min(Self.block, fileLength))
    while position < fileLength {
      let appetite: Appetite = buffer.withUnsafeMutableBytes { buffer in
        let count = pread(
          file, buffer.baseAddress, min(buffer.count, fileLength - position), off_t(position))
        guard count > 0 else { return count < 0 && errno == EINTR ? .more : .none }
        position += count
        return body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      guard appetite == .more else { return appetite }
    }
    return .more
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, at start: Int) -> Bool
  {
    var written = 0
    while written < bytes.count {
      let count = pwrite(
        file, bytes.baseAddress?.advanced(by: written), bytes.count - written,
        off_t(start + written))
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Nobody else can open it, and a program that is started does not inherit it.
  private static func namelessFile() -> Int32 {
    let path = NSTemporaryDirectory() + "/martlet-" + UUID().uuidString
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { unlink(path) }
    return file
  }
}
