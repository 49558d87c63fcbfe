import ReaderCore
import TUI
import Testing

@testable import martlet

/// What a `config` file of newsboat becomes, line by line.
@Suite struct NewsboatConfigTests {
  private func take(_ text: String) -> NewsboatConfig {
    NewsboatConfig(Array(text.utf8), file: "config")
  }

  /// Settings that Martlet reads without a fault.
  private func settings(_ text: String) throws -> Settings {
    let yaml = take(text).yaml.joined(separator: "\n")
    let settings = try Settings(yaml: yaml, file: "config.yaml", home: "/home/ada")
    #expect(settings.faults == [], "\(yaml)")
    return settings
  }

  private func opener(_ settings: Settings, _ address: String, _ type: String? = nil) -> String? {
    settings.openers.first { $0.fits(address, type: type) }?.command.first
  }

  @Test func noBrowserGetsSoundsAndFilms() throws {
    let plain = try settings("browser \"w3m %u\"\n")
    #expect(opener(plain, "https://example.org/a") == "w3m")
    #expect(opener(plain, "https://example.org/a.mp3?x=1") == "mpv")
    #expect(opener(plain, "https://example.org/a", "audio/mpeg") == "mpv")
    #expect(opener(plain, "https://example.org/a.mp3.html") == "w3m")
    #expect(plain.openers.last?.needsTerminal == true)
    let own = try settings("browser neomutt\nplayer \"vlc --quiet\"\n")
    #expect(opener(own, "https://example.org/a", "video/mp4") == "vlc")
    #expect(own.openers.first?.command == ["vlc", "--quiet"])
    #expect(own.openers.first?.needsTerminal == nil && own.openers.last?.needsTerminal == true)
    #expect(try settings("reload-threads 3\n").openers == [])
  }

  @Test(arguments: [
    ("datetime-format \"%b %d\"", "dates: \"%b %d\""),
    ("datetime-format %F", "dates: \"%Y-%m-%d\""),
    (
      "articlelist-title-format \"%N - %T (%u of %t){}%?F? by %F&?\"",
      "title_format: \"{program} - {view} ({unread} of {total}){{} by {query}\""
    ),
    ("articlelist-format \"%f %D %?T?|%-17T|  &?%t\"", "columns: [age, source: 17, title]"),
    ("articlelist-format \"%D %a\"", "columns: [age, author, title]"),
    ("download-filename-format \"%F %t.%e\"", "download_name: \"{date} {title}\""),
    ("download-path \"~/casts\"", "download_folder: \"~/casts\""),
    ("download-full-page yes", "full_text: always"),
    ("article-sort-order date-desc", ""),
    ("notify-program notify-send\nnotify-xterm yes", "notify: [title, {command: "),
    ("bind-key e enqueue", "  download: [\"e\", \"d\"]"),
    ("bind-key D pb-download", "  download: [\"D\", \"d\"]"),
    ("bookmark-cmd save", "\"{url}\", \"{title}\", \"\", \"{provider}\"]"),
    ("macro m set browser \"mutt -s %t\" ; open-in-browser", "    mode: terminal"),
    ("highlight all \"otter|heron\"", "title:otter* or title:heron*"),
  ])
  func whatHasATwinIsTakenOver(line: String, yaml: String) throws {
    let config = take(line)
    #expect(config.remarks == [] || line.hasPrefix("bind-key"), "\(config.remarks)")
    let text = config.yaml.joined(separator: "\n")
    #expect(text.contains(yaml) || yaml.isEmpty && text.isEmpty, "\(text)")
    _ = try settings(line)
  }

  @Test func signsInTheFolderOfDownloadsBelongToTheNames() throws {
    let text = take("download-path \"~/casts/%n/%Y-%m-%d/\"\ndownload-filename-format \"%t\"\n")
    #expect(
      text.entries.map(\.lines) == [
        ["download_folder: \"~/casts\""],
        ["download_name: \"{provider}/{date}/{title}\""],
      ])
    #expect(text.remarks == [])
    let host = take("download-path \"~/casts/%h\"\n")
    #expect(host.entries.map(\.lines) == [["download_folder: \"~/casts\""]])
    #expect(host.remarks.first?.contains("%h cannot be said in download_name") == true)
    #expect(try settings("download-path \"/srv/%n\"\n").downloadName == "{provider}/{file}")
  }

  @Test(arguments: [
    ("articlelist-format \"%i %t\"", "%i has no twin here and is left out"),
    ("articlelist-title-format \"%N %V %U\"", "%V, %U have no twin here and are left out"),
    ("datetime-format \"%A %c\"", "dates knows"),
    ("article-sort-order date-asc", "sort: oldest"),
    ("article-sort-order random", "no order by random"),
    ("reset-unread-on-update \"https://example.org/f\"", "holds for all feeds"),
    ("bind-key j", "no operation stands there"),
    ("browser \"w3m", "config:1: a quote is never closed"),
    ("highlight all robot red", "its colours are dropped"),
    ("color listnormal_unread red default blink", "a theme has no blink"),
    ("color end-of-text-marker red default", "end-of-text-marker has no role in a theme"),
    ("color listnormal mauve default", "names no colours that are known"),
  ])
  func whatHasNoneIsNamed(line: String, reason: String) {
    let remarks = take(line + "\n").remarks
    #expect(remarks.contains { $0.contains(reason) }, "\(remarks)")
    #expect(remarks.allSatisfy { $0.hasPrefix("config:1: ") })
  }

  @Test func aLineWithoutAnOperationTakesNoKeyAway() {
    #expect(take("bind-key j\n").entries == [])
  }

  @Test func bytesThatAreNoTextAreNamed() {
    let config = NewsboatConfig(
      Array("reload-threads 3\nbrowser ".utf8) + [0xFF, 0x0A], file: "config")
    #expect(config.remarks == ["config:2: this is not UTF-8: the line is left out."])
  }

  @Test func coloursMakeATheme() throws {
    let config = take(
      """
      color background white black
      color listnormal cyan default
      color listnormal_unread color215 default bold
      color listfocus black yellow standout underline
      color listfocus_unread black yellow bold
      color info yellow blue bold
      color article white default

      """)
    let theme = try #require(config.theme)
    let recipe = try ThemeFile.recipe(
      named: "newsboat", yaml: theme.joined(separator: "\n"), file: "newsboat.yaml")
    let styles = recipe.theme(for: .indexed)
    #expect(styles[.text].foreground == .indexed(7) && styles[.text].background == .indexed(0))
    #expect(styles[.unreadTitle].foreground == .indexed(215))
    #expect(styles[.unreadTitle].attributes == .bold)
    #expect(styles[.read].foreground == .indexed(6))
    #expect(styles[.selection].attributes == [.reverse, .underline])
    #expect(styles[.statusLine].background == .indexed(4))
    #expect(styles[.titleBar] == styles[.statusLine])
    #expect(config.entries.contains { $0.lines == ["theme: newsboat"] })
    #expect(config.remarks.count == 2, "\(config.remarks)")
  }

  @Test func viewsAndRulesAreLinesThatCanBePasted() throws {
    let read = try settings(
      """
      define-filter "No \\"quotes\\"" "unread = \\"yes\\""
      ignore-article "*" "title =~ \\"advert\\""

      """)
    #expect(read.views.map(\.query) == ["is:unread"])
    #expect(read.mutes.map(\.query) == ["title:advert*"])
  }
}
