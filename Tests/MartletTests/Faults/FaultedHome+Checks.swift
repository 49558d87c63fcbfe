import Foundation

extension FaultedHome {
  /// What must hold after any fault: the files are whole and hold every acknowledged mark and nothing
  /// else, and the next program starts and shows just that.
  func check() throws {
    let files = onDisk
    checkMarks(of: files)
    for path in files.halfWritten { find("half written: \(path)") }
    for path in files.damaged where !isExcused(path) { find("damaged by a fault: \(path)") }

    let list = try start(["list", "--json", "--source", news])
    guard try list.child.wait() == .exited(0) else {
      find("the next start fails: \(list.errors.joined(separator: " "))")
      return
    }
    try checkList(list.output, against: files)
    let path = onDisk.damaged.first { !isExcused($0) }
    if let path { find("the next start took it for damaged: \(path)") }
  }

  /// A disk that cannot read makes a library look damaged, which is built again then. A program that
  /// is killed never does.
  private func isExcused(_ path: String) -> Bool {
    mayLookDamaged && path.contains("/library.sqlite.damaged-")
  }

  /// Every acknowledged mark and nothing else.
  func checkMarks(of files: StateOnDisk) {
    let lost = ledger.lost(in: files.marks)
    tally.lost += lost.count
    for mark in lost { find("lost: \(mark)") }
    for mark in ledger.invented(in: files.marks) { find("invented: \(mark)") }
  }

  /// Whether `list --json` shows what the marks amount to.
  func checkList(_ lines: [String], against files: StateOnDisk) throws {
    for line in lines {
      guard let article = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let address = article["address"] as? String
      else {
        find("no article: \(line)")
        continue
      }
      let labels = Set((article["labels"] as? [String] ?? []).map { "label:" + $0 })
      let names = files.marks[address] ?? [:]
      let settled = files.settled[address] ?? [:]
      func holds(_ fact: String, _ names: [String: String]) -> Bool {
        (names[fact] ?? "") > names["un" + fact] ?? ""
      }
      // Those that others have given, too: in any file, and shown at the latest when it is settled.
      let others = labels.union(names.keys.filter { $0.hasPrefix("label:") }).subtracting([
        "label:w"
      ])
      for fact in others.sorted() {
        let isShown = labels.contains(fact)
        if isShown != holds(fact, names), isShown != holds(fact, settled) {
          find("\(address) is shown with \(fact) \(isShown); the files say \(names)")
        }
      }
      for fact in ["read", "starred", "label:w"] {
        let isShown = fact == "label:w" ? labels.contains(fact) : article[fact] as? Bool == true
        let holds = holds(fact, names)
        // A mark that was not acknowledged may stand in the index alone.
        if isShown != holds, !ledger.hasUnacknowledged(fact, of: address) {
          find("\(address) is shown with \(fact) \(!holds); the files say \(names)")
        }
        if let expected = ledger.expected(fact, of: address), expected != holds {
          find("\(address) should be \(expected ? "" : "un")\(fact); the files say \(names)")
          tally.lost += 1
        }
      }
    }
  }

  /// After a minute a window that is opened and closed has tidied up: everything is in the state file
  /// alone, nothing else is left.
  func settle() throws {
    try mark("starred", [Self.title(0)])
    let window = try openWindow(Fault(clock: 120_000))
    guard try window.waitForList() else {
      find("no window opens: \(window.running.errors.joined(separator: " "))")
      return
    }
    window.press("QQ")
    guard try window.waitForEnd() == .exited(0) else {
      find("the window does not close well: \(window.running.errors.joined(separator: " "))")
      return
    }
    let files = onDisk
    if files.steps > 0 { find("\(files.steps) steps stay in the journal") }
    for path in files.leftovers { find("left for ever: \(path)") }
    guard let state = files.state else {
      find("no state file")
      return
    }
    for mark in ledger.lost(in: state) { find("not in the state file: \(mark)") }
  }
}
