import Articles
import ReaderCore

/// The queries of a `urls` file of newsboat as views: `"query:Name:condition"`.
struct NewsboatQueries {
  private(set) var views: [SavedView] = []
  /// What cannot be said here, and what is said otherwise: file, line, reason and remedy.
  private(set) var remarks: [String] = []

  init(_ file: SourcesFile) {
    for (index, line) in file.lines.enumerated() where line.content == .kept(.query) {
      let place = "\(file.file):\(index + 1)"
      let words: [SourceWord]
      do throws(SourceFault) {
        words = try SourceWord.words(of: line.text)
      } catch {
        remarks.append("\(place): \(Wording.sourceFault(error))")
        continue
      }
      // The name has no colon, the condition may.
      let parts = (words.first?.text ?? "").split(
        separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else {
        remarks.append("\(place): \(Wording.noNewsboatQuery)")
        continue
      }
      let name = SourceEntry.word(String(parts[1]))
      guard !name.isEmpty else {
        remarks.append("\(place): \(Wording.noNewsboatQuery)")
        continue
      }
      do throws(NewsboatFilter.Refusal) {
        let filter = try NewsboatFilter(String(parts[2]))
        for remark in filter.remarks { remarks.append("\(place): \(name): \(remark).") }
        if views.contains(where: { $0.name == name }) {
          remarks.append("\(place): \(Wording.nameTwice(name))")
        } else {
          views.append(SavedView(name: name, query: filter.query))
        }
      } catch {
        remarks.append("\(place): \(Wording.notAView(name, error.message))")
      }
    }
  }
}
