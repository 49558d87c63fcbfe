/// Words of newsboat's settings, and why some have no twin.
enum NewsboatWords {
  static let reasons: [String: String] = [
    "mark-as-read-on-hover":
      "moving past an article is not reading it here: mark_read says when it is",
    "feed-sort-order": "the sidebar is sorted with S",
    "pager": "the variable PAGER is what | gives articles to",
    "html-renderer": "articles are laid out here",
    "show-read-feeds": "the sidebar has every source, with what is unread",
    "show-read-articles": "Unread is a view",
    "user-agent": "contact is what sites are told of you",
    "max-items": "keep_articles says how long articles stay",
    "cache-file": "martlet import reads cache.db",
    "urls-source": "martlet import reads the urls file",
    "feedlist-title-format":
      "the window has one title: articlelist-title-format becomes title_format",
    "itemview-title-format":
      "the window has one title: articlelist-title-format becomes title_format",
    "feedlist-format": "the left pane has names and what is unread",
    "max-downloads": "files are downloaded one after the other",
    "external-url-viewer": "a command with pipe does that",
    "goto-first-unread": "the cursor is at the last article, or at the first that is unread",
    "notify-screen": "notify: title or osc777",
    "notify-format": "the words of notify are its own",
    "run-on-startup": "on_start starts a program",
  ]

  static let settings: Set<String> = Set(reasons.keys).union([
    "article-sort-order", "download-filename-format", "player",
    "always-download", "auto-reload", "article-list-format", "articlelist-format",
    "articlelist-title-format", "bookmark-autopilot", "bookmark-cmd", "bookmark-interactive",
    "cleanup-on-quit", "confirm-exit", "confirm-mark-feed-read", "cookie-cache", "datetime-format",
    "delete-read-articles-on-quit", "display-article-progress", "download-full-page",
    "download-path", "text-width", "download-retries", "download-timeout", "error-log", "exec",
    "feedlist-format", "feedlist-title-format", "filebrowser-title-format", "goto-next-feed",
    "help-title-format", "history-limit", "ignore-mode", "inoreader-login", "itemview-title-format",
    "keep-articles-days", "max-browser-tabs", "max-download-speed", "max-downloads",
    "miniflux-login",
    "notify-always", "notify-beep", "notify-program", "notify-xterm", "prepopulate-query-feeds",
    "proxy", "proxy-auth", "proxy-auth-method", "proxy-type", "refresh-on-startup",
    "reload-only-visible-feeds",
    "reload-threads", "reload-time", "save-path", "scrolloff", "search-highlight-colors",
    "selecttag-format", "show-keymap-hint", "show-title-bar", "ssl-verifyhost", "ssl-verifypeer",
    "suppress-first-reload", "swap-title-and-hints", "toggleitemread-jumps-to-next-unread",
    "use-proxy",
    "wrap-scroll",
  ])
}
