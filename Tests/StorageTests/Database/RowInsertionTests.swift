import Foundation
import GRDB
import Testing

@testable import Storage

struct RowInsertionTests {
  /// What comes back after so many rows were inserted, three at a time.
  private func rows(_ values: [(Int?, String, [UInt8])]) throws -> [[DatabaseValue]] {
    try DatabaseQueue().write { database in
      try database.execute(sql: "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT, c BLOB)")
      let rows = try RowInsertion(database, "INSERT INTO t(a, b, c)", columns: 3, rowsAtOnce: 3)
      for (a, b, c) in values { try rows.add(a, b, c) }
      try rows.finish()
      try rows.finish()
      return try Row.fetchAll(database, sql: "SELECT a, b, c FROM t ORDER BY id")
        .map { Array($0.databaseValues) }
    }
  }

  @Test(arguments: 0...10)
  func everyRowIsInsertedOnceInOrder(count: Int) throws {
    let values = (0..<count).map { (Int?($0), "text \($0)", [UInt8(5), UInt8($0)]) }
    let expected = values.map { number, text, bytes in
      [(number ?? 0).databaseValue, text.databaseValue, Data(bytes).databaseValue]
    }
    #expect(try rows(values) == expected)
  }

  @Test func whatIsEmptyIsNotNothing() throws {
    let found = try rows([(nil, "", []), (7, "", [])])
    #expect(found[0] == [.null, "".databaseValue, Data().databaseValue])
    #expect(found[1][0] == 7.databaseValue)
  }

  @Test func valuesOfAnyLengthFit() throws {
    let lengths = [0, 1, 40_000, 65_534, 65_535, 65_536, 65_537, 200_000]
    let found = try rows(
      lengths.map { ($0, String(repeating: "x", count: $0), [UInt8](repeating: 7, count: $0)) })
    #expect(
      found.map { String.fromDatabaseValue($0[1])?.utf8.count } == lengths.map(Optional.some))
    #expect(found.map { Data.fromDatabaseValue($0[2])?.count } == lengths.map(Optional.some))
    #expect(found.allSatisfy { String.fromDatabaseValue($0[1])?.allSatisfy { $0 == "x" } == true })
  }

  @Test func aRowThatIsRefusedThrows() throws {
    try DatabaseQueue().write { database in
      try database.execute(sql: "CREATE TABLE t(a INTEGER NOT NULL)")
      let rows = try RowInsertion(database, "INSERT INTO t", columns: 1, rowsAtOnce: 4)
      try rows.add(Int64?.none)
      #expect(throws: DatabaseError.self) { try rows.finish() }
      try rows.add(Int64(3))
      try rows.finish()
      #expect(try Int.fetchAll(database, sql: "SELECT a FROM t") == [3])
    }
  }

  @Test func numbersAreNeverGivenTwice() throws {
    try DatabaseQueue().write { database in
      try database.execute(sql: "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a)")
      var numbers = try RowNumbers(of: "t", database)
      #expect(numbers.next() == 1)
      #expect(numbers.next() == 2)
      try database.execute(sql: "INSERT INTO t(id) VALUES(5); DELETE FROM t")
      numbers = try RowNumbers(of: "t", database)
      #expect(numbers.next() == 6)
      try database.execute(sql: "INSERT INTO t(id) VALUES(8); DELETE FROM sqlite_sequence")
      numbers = try RowNumbers(of: "t", database)
      #expect(numbers.next() == 9)
    }
  }
}
