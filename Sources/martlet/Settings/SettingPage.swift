/// What the person is told of settings, in the order of `config/config.yaml`: that file and the manual page
/// martlet-config(5) are made of these, and of ``Setting/standard``.
struct SettingPage {
  /// Said together; none for a word in between.
  let settings: [Setting]
  /// Lines as they stand in the file; those that are indented are examples and stay as they are.
  let text: String

  private init(_ settings: [Setting], _ text: String) {
    self.settings = settings
    self.text = text
  }

  static let head = """
    Martlet's settings, every one at its default.
    Copy this file to ~/.config/martlet/config.yaml and change what you like; what you leave out
    keeps its default. What Martlet does not understand is said with its line and left out; only a
    wrong proxy or state_file stops it.
    """

  static let all: [SettingPage] = [
    SettingPage(
      [.markRead],
      """
      When an article counts as read:
        on_open   when you open it: Enter, l, n, p, Space to the next, 1-9, o (moving past is not opening)
        after 5s  when the detail pane has had the focus for that long
        at_end    when you have seen its end
        manual    only by m, A and the command line
      """),
    SettingPage(
      [.previewDelay],
      """
      How long the cursor rests on a row, in milliseconds, before the article is shown beside the list.
      0 shows it at once; a rest spares slow connections the text you only pass by.
      """),
    SettingPage(
      [.color],
      """
      auto uses what the terminal has, never shows marks without colour. NO_COLOR means never, too.
      """),
    SettingPage(
      [.theme],
      """
      The colours: auto (dark or light, as the terminal says that its ground is), dark, light,
      high-contrast, solarized-dark, solarized-light, gruvbox-dark, gruvbox-light, nord, catppuccin, mono, or
      the name of a file of yours in ~/.config/martlet/themes (without .yaml). In the window T shows them all
      and writes this line. docs/themes.md says how a theme is written.
      """),
    SettingPage(
      [.columns],
      """
      What a row of the list shows, in this order: age, provider, title, related, heat, quality, topics,
      source, author, reading-time; a width in columns if you like (provider: 16). What has no room is left
      out, the last first. author and reading-time are read from the texts.
      """),
    SettingPage(
      [.rows],
      """
      compact has one line a row, two_lines the beginning of the text below the title.
      """),
    SettingPage(
      [.dates],
      """
      Dates in rows: relative (5m, 3h, 2d, then 12 Mar), or a format such as "%Y-%m-%d %H:%M", of %Y %y (year),
      %m %b (month), %d %e (day), %H and %M.
      """),
    SettingPage(
      [.glyphs],
      """
      The signs beside text, and lines: unicode, ascii for fonts that lack them, or nerd for terminals with
      one of the Nerd Fonts. Text stays as it is.
      """),
    SettingPage(
      [.titleFormat, .statusFormat],
      """
      The title, and what stands at the right of the status line; empty means as much as there is room for.
      {program}, {view}, {query}, {total}, {unread}, {new} (what waits to be shown), {place} in the list,
      {percent} of the article, {sort} and {work} (what goes on in the background); {{ is a brace.
        title_format: "{view} - {unread} of {total}"
        status_format: "{work}{place}/{total} {percent}"
      """),
    SettingPage(
      [.measure],
      """
      How wide the lines of an article may be, in columns; 0 for as wide as its pane.
      """),
    SettingPage(
      [.center],
      """
      Whether they stand in the middle of a wider pane.
      """),
    SettingPage(
      [.mouse],
      """
      The mouse: auto where the terminal reports it, true, false. Alt-m turns it off and on, so that the
      terminal marks text (most do so with Shift, too).
      """),
    SettingPage(
      [.readerMode],
      """
      For who is read the screen to by a program: one pane, no lines and bars, the cursor on what is read,
      states in words ("unread, 3 related"), and nothing changes but what was moved to.
      """),
    SettingPage(
      [.characters],
      """
      auto follows the locale; ascii draws plain ASCII in any locale.
      """),
    SettingPage(
      [.terminalBrowsers],
      """
      Programs, beside those Martlet knows (w3m, lynx, links, elinks, ...), that draw in the terminal
      when $BROWSER names them: they are given the terminal and give it back.
      """),
    SettingPage(
      [.openers],
      """
      What certain addresses and media are opened with; the first that fits, else $BROWSER or xdg-open.
      match is a regular expression on the address, type a media type of an enclosure or player; where
      both are given both must fit. command is a program with its arguments, %s the address (else it is the
      last argument); no shell sees it. terminal says whether it draws in the terminal, where Martlet does
      not know the program. docs/opening.md has more.
        - match: ^https://(www\\.)?video\\.example/
          command: mpv --fs %s
        - type: audio/*
          command: [mpv, --no-video]
          terminal: true
      """),
    SettingPage(
      [.keepTracking],
      """
      Parameters that say only where you came from (utm_source, fbclid, ...) are dropped from what is
      opened and copied; true keeps the addresses as their files and feeds have them. i shows both.
      """),
    SettingPage(
      [.saveFolder],
      """
      Where W saves articles; empty means the folder Documents of your home folder if there is one, else
      the home folder.
      """),
    SettingPage(
      [.downloadFolder],
      """
      Where d and martlet download put the files of podcasts and films; empty means the folder Downloads of
      your home folder.
      """),
    SettingPage(
      [.downloadName],
      """
      What they are called there, with {title}, {provider}, {date} (2026-11-20) and {file}, the name that the
      address ends in; / makes folders. Empty means "{provider} - {title}". The ending is added.
      """),
    SettingPage(
      [.stateFile],
      """
      Where read and starred marks and labels are kept; empty means $XDG_DATA_HOME/martlet/state.json.
      May lie in a synced folder. The option --state goes before it.
      """),
    SettingPage(
      [],
      """
      What single feeds want of you (passwords, headers, certificates, a proxy) stands in feeds.yaml.
      """),
    SettingPage(
      [.refreshInterval],
      """
      Feeds: how often the window asks for news by itself, in minutes; 0 only when you say so. What a
      feed says of how often it changes goes before it.
      """),
    SettingPage(
      [.contact],
      """
      An address or e-mail address of yours for the owners of sites, sent as part of the program's name.
      """),
    SettingPage(
      [.proxy],
      """
      A proxy, such as http://localhost:3128 or socks5h://localhost:9050. Empty means http_proxy,
      https_proxy, all_proxy and no_proxy of the environment, none means none whatever these say.
      """),
    SettingPage(
      [.fetchTimeout],
      """
      How long one feed may take, in seconds.
      """),
    SettingPage(
      [.connections, .connectionsPerHost],
      """
      The most feeds that are fetched at once, and of these from one host.
      """),
    SettingPage(
      [.markChangedUnread],
      """
      Whether an article that its feed has changed counts as unread again.
      """),
    SettingPage(
      [.keepArticles],
      """
      How long articles of feeds are kept that are read and have neither star nor label, counted from when
      they came: forever, or a number of days such as 90d. What is unread stays, and so does every mark.
      """),
    SettingPage(
      [.fullText],
      """
      When the whole text of an article is fetched from its page: on_request (the key x), or always: for
      what is unread after each refresh, and as soon as an article is opened. A list of queries means always
      for what they find: [topic:robotics, "provider:belfry since:monday"]. Of single feeds feeds.yaml says
      it, and goes before this.
      """),
    SettingPage(
      [.images],
      """
      Pictures in the pane: auto shows them as the terminal says that it can (kitty's protocol, sixels, else
      coloured blocks) where it has colours, over SSH only after the key v; kitty, sixel and blocks show them
      that way, over SSH, too; off shows none. An article's pictures are fetched when it is opened.
      """),
    SettingPage(
      [.stories],
      """
      The same story told by several providers, or under several addresses: fold gives it one row with the
      best article and +4 for the others, apart gives each article a row. In the window + unfolds, - splits
      for good, and = changes between the two.
      """),
    SettingPage(
      [.frontPage],
      """
      The front page: how many stories it has (0 takes it out of the left pane), and how much more or less
      of some topics is wished, from -3 to 3 (Robotics: 2). See docs/front-page.md.
      """),
    SettingPage(
      [.keys],
      """
      Which keys do what: the name of a preset (martlet, vim, newsboat, mutt, emacs, or keys/NAME.yaml beside
      this file), or a map with preset and, for each action that is to have other keys, a list of these;
      under list, detail or sidebar stands what holds in that pane alone. `martlet keys` lists the actions.
        preset: newsboat
        toggle-star: ["*", "g s"]
        list: {save: []}
      """),
    SettingPage(
      [.views],
      """
      Views of your own, in the left pane and under the key f: a name and a query, and if you like an
      order (sort: heat), when an article counts as read there (mark_read: manual) and a key that goes
      there (key: g b). In the window F types a query and Ctrl-S gives it a name; it is then written here.
        - name: New in robotics
          query: topic:robotics since:monday -"press release"
      """),
    SettingPage(
      [.commands],
      """
      Commands of your own, for the line after ":" and if you like for a key: either do, a list of commands
      as after ":", or run, a program with its arguments, which no shell sees; {url}, {title}, {provider},
      {file}, {text} and others stand for what the article has. mode: detached (as without it), terminal, or
      show, what it prints; pipe: text, markdown or json gives it the article on its standard input;
      each: true runs it for everything that is listed. docs/commands.md has all of it, with examples.
        - name: bookmark
          key: b
          run: [buku, --add, "{url}"]
        - name: done
          key: D
          do: [toggle-read, down]
      """),
    SettingPage(
      [.onNew, .onStart, .onExit],
      """
      Programs that are started by themselves: when a refresh has brought articles, which they get as JSON
      lines on their standard input (all of them, or those that a query finds); when a window opens; when
      it closes. docs/commands.md has more.
        {run: [~/bin/keep-new], query: "topic:robotics"}
      """),
    SettingPage(
      [.notify],
      """
      How you are told of what a refresh has brought, at most once each time: none, title (the title of the
      terminal has how many are unread), osc9 or osc777 (the terminal tells), a command, or a list of these.
        [title, {command: [notify-send, Martlet, "{count} new: {title}"]}]
      """),
    SettingPage(
      [.mute],
      """
      What you do not want to see: queries, each by itself or with a name. What they find stands in no
      list but Muted. In the window F types a query and Ctrl-X mutes what it finds.
        - topic:Sport -olympics
        - name: Press releases
          query: '"press release" or provider:newswire'
      """),
    SettingPage(
      [.highlight],
      """
      What is to catch the eye, or not to: queries, and if you like a name and a role for each: highlight
      (as without one), alert or quiet. The first that fits counts.
        - query: robotics heat>20
          role: alert
      """),
  ]
}

extension SettingPage {
  /// `config/config.yaml`: every setting at its default, with what it means.
  static var file: String {
    func comment(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    }
    return comment(head)
      + all.map { page in
        "\n" + comment(page.text)
          + page.settings.map { "\($0.rawValue): \($0.standard)\n" }.joined()
      }.joined()
  }

  /// `config/martlet-config.5`, in the language of manual pages.
  static var manual: String {
    """
    .\\" Made from the table of settings by "martlet config manual".
    .TH MARTLET\\-CONFIG 5 2026-11 "martlet \(Martlet.version)" "File Formats"
    .SH NAME
    martlet\\-config \\- the settings of martlet(1)
    .SH SYNOPSIS
    .I ~/.config/martlet/config.yaml
    .SH DESCRIPTION
    The file is YAML, a setting a line: \\fIname\\fR: \\fIvalue\\fR. What it leaves out keeps its
    default, which is shown here behind each name. What is not understood is said with its line and left
    out; only a wrong proxy or state_file stops the program. An open window reads the file again as
    soon as it changes; while it is wrong, what held before holds. \\fBmartlet config\\fR prints what
    is in force and where it comes from,
    \\fBmartlet config check\\fR what is wrong, and \\fBmartlet config edit\\fR opens the file, which
    it writes with all of this as comments if there is none; in the window the key
    \\fB,\\fR does that.
    .SH SETTINGS

    """ + all.map(\.entry).joined()
      + """
      .SH FILES
      .TP
      .I ~/.config/martlet/config.yaml
      The settings; \\fB$XDG_CONFIG_HOME\\fR moves the folder.
      .TP
      .I ~/.config/martlet/themes/*.yaml
      Themes of your own.
      .TP
      .I ~/.config/martlet/keys/*.yaml
      Tables of keys of your own.
      .TP
      .I ~/.config/martlet/feeds.yaml
      What single feeds want: passwords, headers, certificates, a proxy.
      .SH SEE ALSO
      .BR martlet (1)

      """
  }

  private var entry: String {
    guard !settings.isEmpty else { return "" }
    var text =
      ".TP\n"
      + settings.map { setting in
        ".B \(Self.escaped(setting.rawValue)): \\fR\(Self.escaped(setting.standard))\n"
      }.joined(separator: ".TQ\n")
    var isExample = false
    for line in self.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isIndented = line.hasPrefix("  ")
      if isIndented != isExample { text += isIndented ? ".nf\n" : ".fi\n" }
      isExample = isIndented
      text += line.isEmpty ? ".sp\n" : Self.escaped(String(line)) + "\n"
    }
    if isExample { text += ".fi\n" }
    var said: [String] = []
    for setting in settings where !said.contains(setting.expectation) {
      said.append(setting.expectation)
      text += ".br\n" + Self.escaped("\(setting.rawValue) is \(setting.expectation).") + "\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }
}
