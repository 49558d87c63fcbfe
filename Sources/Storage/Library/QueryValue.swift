import GRDBSQLite

/// What can be bound to a parameter of a ``Query``.
protocol QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32)
}

/// Tells SQLite to copy the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32) {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32) {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension String: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32) {
    var text = self
    text.withUTF8 { bytes in
      guard !bytes.isEmpty else {
        // An empty string has no address, and a null one would be bound as NULL.
        sqlite3_bind_text(statement, index, "", 0, transient)
        return
      }
      bytes.withMemoryRebound(to: CChar.self) {
        _ = sqlite3_bind_text(
          statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
      }
    }
  }
}

/// Bytes that are UTF-8 and stored as text.
struct UTF8Bytes: QueryValue {
  let bytes: [UInt8]

  func bind(to statement: OpaquePointer, at index: Int32) {
    bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        _ = sqlite3_bind_text(
          statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
      }
    }
  }
}

extension [UInt8]: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32) {
    if isEmpty {
      sqlite3_bind_zeroblob(statement, index, 0)
    } else {
      withUnsafeBytes {
        _ = sqlite3_bind_blob(
          statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
      }
    }
  }
}

extension Optional: QueryValue where Wrapped: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32) {
    if let value = self {
      value.bind(to: statement, at: index)
    } else {
      sqlite3_bind_null(statement, index)
    }
  }
}
