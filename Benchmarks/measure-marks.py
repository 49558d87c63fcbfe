#!/usr/bin/env python3
"""Marks many articles at once and says what that costs: measure-marks.py PROGRAM FOLDER COUNT

Fills a library in FOLDER, which is made, with COUNT items of feeds that a server on loopback gives. Then
measures `mark read -` with a hundred thousand of their addresses (and `newsboat -I`, which does the
same, where it is installed) and `mark label=x -`, and in a window `A`, which marks all, `u`, which takes
that back, and `g L`, which labels all:
processor time and memory without another key, then how long `j` and `k` wait while both are under way.
Every measurement begins with a fresh copy of the library.
"""
import fcntl, glob, os, pty, random, select, shutil, sqlite3, struct, subprocess, sys, termios, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOPICS = """harbour comet swift tower lantern letter museum quiet storm winter garden bridge tram night
paper signal river orchard radio ferry""".split()
PARTS = "bar cel dom fen gar hil jun kor lam mon nor pel rin sol tav ulm ver wex yar zin".split()
WORDS = [a + b + c for a in PARTS for b in PARTS for c in PARTS]
TICK = os.sysconf("SC_CLK_TCK")
FEEDS = 400


def feed(number, items):
    draw = random.Random(number)
    words = lambda count: " ".join(draw.choice(WORDS) for _ in range(count))
    yield f'<rss version="2.0"><channel><title>Feed {number}</title><link>https://site{number}.example/</link>'
    for item in range(items):
        title = words(6)
        yield (
            f"<item><title>{title}</title><link>https://site{number}.example/2026/{item}/"
            f"{title.replace(' ', '-')}</link><category>{draw.choice(TOPICS)}</category>"
            f"<pubDate>{draw.randint(1, 28):02} Mar {draw.randint(2015, 2026)} 10:00:00 GMT</pubDate>"
            f"<description>{words(8)}</description></item>\n")
    yield "</channel></rss>"


def told(what, waits):
    at = waits[min(len(waits) * 99 // 100, len(waits) - 1)]
    return (f"keys during {what}: {len(waits)}, median {waits[len(waits) // 2]:.1f} ms, p99 {at:.1f} ms, "
            f"worst {waits[-1]:.1f} ms")


def serve(items, port=0, made=None):
    """The feeds by their numbers, out of `made` where they stand there."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            number = int(self.path[1:])
            body = (made or {}).get(number) or "".join(feed(number, items)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_): pass

    class Server(ThreadingHTTPServer):
        # Any address: one server for all of 127.0.0.0/8. Others are turned away.
        def verify_request(self, _, client): return client[0].startswith("127.")

    server = Server(("", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def environment(home):
    names = {"CONFIG": "config", "DATA": "data", "STATE": "state", "CACHE": "cache"}
    return {
        "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8",
        **{f"XDG_{name}_HOME": f"{home}/{folder}" for name, folder in names.items()}}


def fill(program, home, count):
    items = count // FEEDS
    server = serve(items)
    os.makedirs(f"{home}/config/martlet")
    with open(f"{home}/config/martlet/sources", "w") as sources:
        for number in range(FEEDS):
            sources.write(f"http://127.0.{1 + number // 200}.{1 + number % 200}:{server.server_port}/{number}\n")
    subprocess.run([program, "refresh"], env=environment(home), check=True, stderr=subprocess.DEVNULL)
    server.shutdown()
    # A window would enter the words meanwhile.
    subprocess.run([program, "list", "--count", "zzzz"], env=environment(home), stdout=subprocess.DEVNULL)


def copy(full, home):
    """The library, without the place where a window was left."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(full, home, ignore=shutil.ignore_patterns("session.json"))


def run(arguments, home, **options):
    """Processor seconds, megabytes at most."""
    timed = ["/usr/bin/time", "-f", "%U %S %M", "-o", f"{home}/figures"] + arguments
    subprocess.run(timed, env=environment(home), stderr=subprocess.DEVNULL, **options)
    user, system, peak = open(f"{home}/figures").read().split()[-3:]
    return float(user) + float(system), int(peak) / 1024


class Window:
    def __init__(self, program, home, *arguments):
        self.home = home
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(program, [program, *arguments], environment(home))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.rest(1.5)

    def press(self, key): os.write(self.terminal, key.encode())

    def read(self, seconds):
        if not select.select([self.terminal], [], [], seconds)[0]: return False
        return bool(os.read(self.terminal, 1 << 16))

    def rest(self, seconds):
        """Until nothing has been written or done for so long."""
        used, since = self.used(), time.monotonic()
        while time.monotonic() - since < seconds:
            wrote = self.read(0.05)
            if wrote or self.used() - used > 0.02: used, since = self.used(), time.monotonic()

    def used(self):
        fields = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self):
        """Of its own, without the pages of files that the system would have anyway."""
        lines = dict(line.split(":", 1) for line in open(f"/proc/{self.pid}/status") if ":" in line)
        return int(lines["RssAnon"].split()[0]) / 1024

    def revision(self):
        library = sqlite3.connect(f"file:{self.home}/data/martlet/library.sqlite?mode=ro", uri=True)
        return library.execute("SELECT sum(revision) FROM state").fetchone()[0]

    def close(self):
        self.press("q"), self.press("q")
        while True:
            try:
                if not os.read(self.terminal, 1 << 16): break
            except OSError: break
        os.waitpid(self.pid, 0)

    def cost(self, key):
        before, memory, start = self.used(), self.memory(), time.monotonic()
        peak = memory
        revision = self.revision()
        self.press(key)
        while self.revision() == revision:
            if time.monotonic() - start > 120: sys.exit(f"{key} is not done after two minutes")
            peak = max(peak, self.memory())
            self.read(0.01)
        done = time.monotonic() - start
        self.rest(1)
        return self.used() - before, done, max(peak, self.memory()) - memory

    def waits(self, key, is_done=None):
        """In milliseconds, of keys that are pressed until a second after it is done; `None` is nothing."""
        revision, waits, end = self.revision(), [], None
        is_done = is_done or (lambda: self.revision() != revision)
        if key: self.press(key)
        else: end = time.monotonic() + 3
        number = 0
        while end is None or time.monotonic() < end:
            while self.read(0): pass
            number += 1
            start = time.monotonic()
            self.press("kj"[number % 2])
            self.read(5)
            waits.append((time.monotonic() - start) * 1000)
            while self.read(0.01): pass
            if end is None and number % 10 == 0 and is_done(): end = time.monotonic() + 1
            if number > 50000: sys.exit(f"{key} is not done after {number} keys")
        waits.sort()
        return waits


def main():
    program, folder, count = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
    full, home = f"{folder}/full-{count}", f"{folder}/home"
    if not os.path.exists(full): fill(program, full, count)

    def fresh(): copy(full, home)

    fresh()
    listed = subprocess.run([program, "list"], env=environment(home), capture_output=True, text=True).stdout
    addresses = [line.split("\t")[4] for line in listed.splitlines()][:100_000]
    given = "".join(address + "\n" for address in addresses)
    cpu, peak = run([program, "mark", "read", "-"], home, input=given, text=True)
    print(f"mark read - of {len(addresses):,}: {cpu:.2f} s CPU, {peak:.0f} MB")
    cpu, peak = run([program, "mark", "label=x", "-"], home, input=given, text=True)
    print(f"mark label=x - of {len(addresses):,}: {cpu:.2f} s CPU, {peak:.0f} MB")
    if shutil.which("newsboat"):
        with open(f"{home}/urls", "w") as urls: urls.write("http://127.0.0.1/\n")
        with open(f"{home}/read", "w") as read: read.write(given)
        files = ["-u", f"{home}/urls", "-c", f"{home}/cache.db"]
        run(["newsboat", *files, "-x", "print-unread"], home, stdout=subprocess.DEVNULL)
        cache = sqlite3.connect(f"{home}/cache.db")
        with cache: cache.executemany(
            "INSERT INTO rss_item(guid, title, author, url, feedurl, pubDate, content, unread) "
            "VALUES(?1, 'x', '', ?1, 'http://127.0.0.1/', 1, '', 1)", [(a,) for a in addresses])
        cache.close()
        cpu, peak = run(["newsboat", *files, "-I", f"{home}/read"], home, stdout=subprocess.DEVNULL)
        print(f"newsboat -I of {len(addresses):,}: {cpu:.2f} s CPU, {peak:.0f} MB")

    fresh()
    window = Window(program, home)
    for key in ["A", "u", "\x12", "gLx\r", "u"]:
        cpu, done, memory = window.cost(key)
        name = {"\x12": "Ctrl-R", "gLx\r": "g L x"}.get(key, key)
        print(f"{name} of {count:,}: {cpu:.2f} s CPU, done after {done:.2f} s, {memory:.0f} MB more")
    window.close()
    fresh()
    window = Window(program, home)
    for key in [None, "A", "u"]:
        print(told(key or "nothing", window.waits(key)))
    window.close()


if __name__ == "__main__": main()
