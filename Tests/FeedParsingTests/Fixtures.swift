/// Article files in our own words, with the fields of real ones.
enum Fixtures {
  static let news = #"""
    ---
    category: news
    title: "Swifts return to the &quot;Old Tower&quot; two weeks early"
    excerpt: "Ringers counted forty birds\non Monday; last year&#39;s first ones came in May."
    publishedDateTime: 2026-04-19T06:30:00Z
    originalUrl: "https://tower.example/birds/early?utm_source=list"
    webUrl: "https://Tower.example/birds/early"
    ampWebUrl: "https://tower.example/birds/early/amp"
    type: article
    quality: 47
    heat: -1
    published: false

    provider:
      name: Tower Gazette
      domain: tower.example
      images:
        - url: "https://tower.example/logo-50x50.png"
          width: 50
          height: 50
      authors:
        - name: Ada Ringer
        - name: Béla Glock

    topics:
      - Birds
      - "Old towns"

    images:
    - url: https://tower.example/swift.jpg?w=3000
      width: 3000
      height: 1688
      isCached: true
      title: 'A swift''s wing'

    related:
      - title: "Why martlets have no feet"
        excerpt: NA
        publishedDateTime: 2026-04-01T12:00:00+02:00
        webUrl: "https://heraldry.example/martlets"
        cdnAmpWebUrl: "https://cdn.example/c/s/heraldry.example/martlets"
        type: article
        provider:
          name: Heraldry Weekly
          domain: heraldry.example
        quality: 55
        images:
          - url: /martlet.png
            width: 800
            height: 600
      - title: "作者 counts: birds"
        webUrl: "https://example.cn/鳥"

    secured: "c2VjcmV0;aXY="
    ---

    <p>Body.</p>

    """#

  static let video = #"""
    ---
    title: "Reading in the terminal"
    originalUrl: https://videos.example/watch?v=1
    type: video
    price: 4.5
    length: PT1H3M
    removed: true
    ratings:
      count: 12
      average: 4.25
    levels: [beginner, "advanced"]
    tags:
    hashtags: ~
    featuredContent: "<iframe src=\"https://videos.example/embed/1\"></iframe>"
    provider:
      name: Ada
      authors: null
      publishers:
    actions:
      - url: "https://videos.example/code.zip"
        type: download
        title: "Source code"
        attribution: Ada
    topics:
    - Terminals
    ---
    """#

  static let collection = """
    ---
    # Put together by hand.
    title: >
      First steps
      in the tower
    type: collection
    heat: 74
    items:
      - videos/one
      - videos/two

    ...
    1. one
    """

  static let person = """
    ---
    name: "Ada Ringer"
    type: "profile"
    bio: "Climbs towers | #swifts"
    website: https://ada.example
    twitter:
      username: ada
      followers: 16314
    ---
    """

  static let all = [news, video, collection, person]
}
