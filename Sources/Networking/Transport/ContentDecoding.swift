/// Undoes the compression of a body while it comes.
///
/// Servers mislabel what they send: files that are compressed on disk come without a word of it, others
/// are said to be compressed and are not, or carry the name of an encoding or of a cloud's own framing.
/// So the bytes decide where they can: a coding that is announced but plainly not there is passed over, as is
/// one that nobody knows, and what begins like gzip or zstd is taken for it. That is why libcurl, which
/// believes the header and knows no second member of gzip, does not do it.
///
/// - Note: What has come out before a stream breaks off has been handed on.
public final class ContentDecoding {
  /// How it went with some bytes.
  public enum Flow: Hashable, Sendable {
    /// They are handed on.
    case goesOn
    /// Some are kept back until ``resume()``: who takes them wants no more at present.
    case waits
    /// Who takes them wants no more at all.
    case unwanted
    /// They cannot be decompressed.
    case broken
    /// More came out than may.
    case tooLarge
  }

  private let limit: Int
  private let take: (UnsafeRawBufferPointer) -> Appetite
  /// Of codings that the server has announced and that are yet to be undone, the innermost first.
  private var announced: [Coding]
  private var stages = [Stage()]
  private let isTooDeep: Bool

  /// Codings in each other: beyond that it is a game.
  private static let deepest = 4
  /// So many bytes tell a coding by its beginning.
  private static let magicLength = 4

  /// - Parameters:
  ///   - announced: the `Content-Encoding` field, or an empty text.
  ///   - limit: the most bytes that may come out, of each coding.
  ///   - take: takes them, in pieces that are valid during the call only.
  public init(
    announced: String, limit: Int, take: @escaping (UnsafeRawBufferPointer) -> Appetite
  ) {
    self.limit = limit
    self.take = take
    self.announced = announced.split(separator: ",").compactMap(Coding.init)
    isTooDeep = self.announced.count > Self.deepest
  }

  /// Takes the next bytes, as they came.
  public func decode(_ bytes: UnsafeRawBufferPointer) -> Flow {
    isTooDeep ? .broken : pass(bytes, to: 0)
  }

  /// Goes on after ``Flow/waits``.
  public func resume() -> Flow {
    for index in stages.indices.reversed() {
      let flow = resume(index)
      guard flow == .goesOn else { return flow }
    }
    return .goesOn
  }

  private func resume(_ index: Int) -> Flow {
    let stage = stages[index]
    guard case .coded(let codec) = stage.state, stage.isHeldBack else { return .goesOn }
    let held = stage.held
    stage.held = []
    stage.isHeldBack = false
    return held.withUnsafeBytes { run(codec, of: index, on: $0) }
  }

  /// No more bytes come: hands on what was kept until it could be told what it is.
  public func finish() -> Flow {
    var flow = resume()
    var index = 0
    while flow == .goesOn, index < stages.count {
      if case .undecided = stages[index].state { flow = settle(index) }
      index += 1
    }
    return flow
  }

  /// Whether all that was begun has come to its end.
  public var isComplete: Bool { stages.allSatisfy(\.isComplete) }

  // MARK: Stages

  /// One coding, or what may be one.
  private final class Stage {
    enum State {
      case undecided, plain, over, broken
      case coded(any Codec)
    }

    var state = State.undecided
    /// The first bytes while the stage is undecided, or those that wait.
    var held: [UInt8] = []
    var isHeldBack = false
    var produced = 0
    /// For what comes out of a coding.
    private(set) var output = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    deinit { output.deallocate() }

    func undo(by codec: any Codec) {
      state = .coded(codec)
      output = .allocate(byteCount: 1 << 16, alignment: 16)
    }

    var isComplete: Bool {
      switch state {
      case .undecided: held.isEmpty
      case .plain, .over: true
      case .broken: false
      case .coded(let codec): codec.isComplete
      }
    }
  }

  private func pass(_ bytes: UnsafeRawBufferPointer, to index: Int) -> Flow {
    guard index < stages.count else { return hand(bytes) }
    let stage = stages[index]
    switch stage.state {
    case .undecided:
      stage.held.append(contentsOf: bytes)
      return stage.held.count < Self.magicLength ? .goesOn : settle(index)
    case .plain: return hand(bytes)
    case .over: return .goesOn
    case .broken: return .broken
    case .coded(let codec): return run(codec, of: index, on: bytes)
    }
  }

  private func hand(_ bytes: UnsafeRawBufferPointer) -> Flow {
    guard !bytes.isEmpty else { return .goesOn }
    switch take(bytes) {
    case .more: return .goesOn
    case .later: return .waits
    case .none: return .unwanted
    }
  }

  /// Decides what a stage is by the bytes that it holds, and lets them through.
  private func settle(_ index: Int) -> Flow {
    let stage = stages[index]
    let held = stage.held
    stage.held = []
    if let coding = coding(of: held), index < Self.deepest {
      guard let codec = coding.codec() else { return .broken }
      stage.undo(by: codec)
      stages.append(Stage())
    } else {
      stage.state = .plain
    }
    return held.withUnsafeBytes { pass($0, to: index) }
  }

  private func coding(of bytes: [UInt8]) -> Coding? {
    let shown = Coding(beginning: bytes)
    while let said = announced.popLast() {
      if let coding = said.checked(shown, bytes) { return coding }
    }
    return shown
  }

  private func run(
    _ codec: any Codec, of index: Int, on bytes: UnsafeRawBufferPointer
  ) -> Flow {
    let stage = stages[index]
    var rest = bytes
    while true {
      let step = codec.step(rest, into: stage.output)
      rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
      stage.produced += step.produced
      guard stage.produced <= limit else { return .tooLarge }
      switch step.end {
      case .none: break
      case .ended: stage.state = .over
      case .broken: stage.state = .broken
      }
      let flow = pass(
        UnsafeRawBufferPointer(rebasing: stage.output[..<step.produced]), to: index + 1)
      let mayHoldMore = step.produced == stage.output.count
      let isDone = rest.isEmpty && !mayHoldMore
      if flow == .waits, step.end == nil, !isDone {
        stage.held = Array(rest)
        stage.isHeldBack = true
      }
      guard flow == .goesOn else { return flow }
      switch step.end {
      case .ended: return .goesOn
      case .broken: return .broken
      case .none:
        if isDone || step.consumed == 0 && step.produced == 0 { return .goesOn }
      }
    }
  }
}

/// Whether more of a body is wanted.
public enum Appetite: Hashable, Sendable {
  case more
  /// The bytes are taken, and the next are wanted when there is room for them.
  case later
  case none
}
