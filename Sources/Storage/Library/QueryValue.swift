import GRDBSQLite

/// What can be bound to a parameter of a ``Query``.
protocol QueryValue {
  /// - Parameter space: holds the value until the statement has run, if there is room.
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?)
}

/// Tells SQLite to copy the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension String: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    var text = self
    text.withUTF8 { bindText(UnsafeRawBufferPointer($0), to: statement, at: index, in: space) }
  }
}

/// Bytes that are UTF-8 and stored as text.
struct UTF8Bytes: QueryValue {
  let bytes: [UInt8]

  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    bytes.withUnsafeBytes { bindText($0, to: statement, at: index, in: space) }
  }
}

extension [UInt8]: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    withUnsafeBytes { bytes in
      if bytes.isEmpty {
        _ = sqlite3_bind_zeroblob(statement, index, 0)
      } else if let copy = space?.copy(bytes) {
        _ = sqlite3_bind_blob(statement, index, copy, Int32(clamping: bytes.count), nil)
      } else {
        _ = sqlite3_bind_blob(
          statement, index, bytes.baseAddress, Int32(clamping: bytes.count), transient)
      }
    }
  }
}

extension Optional: QueryValue where Wrapped: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    if let value = self {
      value.bind(to: statement, at: index, in: space)
    } else {
      sqlite3_bind_null(statement, index)
    }
  }
}

/// Lasts for ever, so that SQLite need not copy it.
private let noText: StaticString = ""

private func bindText(
  _ text: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32,
  in space: BindingSpace?
) {
  let count = Int32(clamping: text.count)
  if text.isEmpty {
    // An empty string has no address, and a null one would be bound as NULL.
    let start = UnsafeRawPointer(noText.utf8Start).assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(statement, index, start, 0, nil)
  } else if let copy = space?.copy(text) {
    sqlite3_bind_text(statement, index, copy.assumingMemoryBound(to: CChar.self), count, nil)
  } else {
    text.withMemoryRebound(to: CChar.self) {
      _ = sqlite3_bind_text(statement, index, $0.baseAddress, count, transient)
    }
  }
}
