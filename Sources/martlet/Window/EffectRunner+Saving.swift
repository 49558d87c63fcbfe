import Articles
import Foundation
import ReaderCore
import Storage

/// Writes articles into files of their own.
extension EffectRunner {
  func proposeSave(_ id: ArticleID) {
    run { [workspace = desk.now] in
      guard let row = (try? workspace.view.rows([id]))?.first,
        (try? workspace.view.original(id)) != nil
      else { return .saveProposed(id, path: nil) }
      let name = ArticleExport.name(row.title, row.address)
      let path = NewFile.free(workspace.saveFolder + "/" + name)
      return .saveProposed(id, path: workspace.shortened(path))
    }
  }

  func saveArticle(_ id: ArticleID, as typed: String) {
    run { [workspace = desk.now] in
      do throws(StorageError) {
        guard let row = try workspace.view.rows([id]).first,
          let original = try workspace.view.original(id)
        else { return .saveProposed(id, path: nil) }
        let file = NewFile(
          typed: typed, name: ArticleExport.name(row.title, row.address),
          environment: workspace.environment)
        do throws(NewFile.Refusal) {
          try file.write(ArticleExport.bytes(of: original))
          return .articleSaved(path: workspace.shortened(file.path))
        } catch {
          return .articleNotSaved(
            id, reason: error.message, path: workspace.shortened(error.other))
        }
      } catch {
        return .articleNotSaved(id, reason: error.message, path: typed)
      }
    }
  }
}

extension EffectRunner {
  /// No step that is undone: it says what happened.
  func notePlayed(_ article: Address) {
    counts.async { [desk, inbox] in
      do {
        try desk.now.note(.played, of: article)
        inbox.post(.played(article))
      } catch {
        inbox.post(.notDownloaded(reason: "\(error)"))
      }
    }
  }

  /// A player with a window of its own has begun: how it ends says whether anything was played.
  func beginPlaying(_ article: Address) { playing.withLock { $0.append(article) } }

  func endPlaying(_ article: Address, isPlayed: Bool) {
    playing.withLock { playing in
      if let place = playing.firstIndex(of: article) { playing.remove(at: place) }
    }
    if isPlayed { notePlayed(article) }
  }

  /// Of a player that lives on when the window ends, nothing else is known.
  func noteWhatStillPlays() {
    let all = playing.withLock { playing in
      defer { playing = [] }
      return playing
    }
    for article in all { try? desk.now.note(.played, of: article) }
  }
}

extension Workspace {
  /// Where articles are saved unless the person says otherwise.
  var saveFolder: String {
    if let folder = settings.saveFolder { return folder }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/"
    let documents = home + "/Documents"
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: documents, isDirectory: &isFolder)
      && isFolder.boolValue ? documents : home
  }

  /// A path as a person writes it, with `~/`.
  func shortened(_ path: String) -> String {
    guard let home = environment["HOME"], home.hasPrefix("/"), home != "/",
      path.hasPrefix(home + "/")
    else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
