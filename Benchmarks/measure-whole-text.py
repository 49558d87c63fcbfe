#!/usr/bin/env python3
"""measure-whole-text.py PROGRAM FOLDER: from the last byte of a page to its whole text on the screen.

FOLDER holds pages as measure-pages.py has them (NAME/source.html). Each is served from loopback; a window in
a pseudo-terminal (120×40) opens an article that leads to it, and `x` is pressed. Prints the milliseconds
from the last byte that the server has written to the last byte that the window has drawn, the quiet gap
not counted, and the median, the 90th percentile and the worst of all pages.
"""

import fcntl
import http.server
import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import threading
import time

QUIET = 0.25
served = {}


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = ""

    def do_GET(self):
        name = self.path.strip("/")
        path = os.path.join(self.folder, name, "source.html")
        if "/" in name or not os.path.isfile(path):
            self.send_error(404)
            return
        with open(path, "rb") as file:
            body = file.read()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        served[name] = time.monotonic()

    def log_message(self, *_):
        pass


def drain(master, until_quiet, patience):
    """When the last byte came."""
    last, end = None, time.monotonic() + patience
    while True:
        wait = until_quiet if last else end - time.monotonic()
        if wait <= 0 or not select.select([master], [], [], wait)[0]:
            return last
        if not os.read(master, 65536):
            return last
        last = time.monotonic()


def measure(program, name, port, home):
    articles = os.path.join(home, "articles")
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(articles)
    os.makedirs(os.path.join(home, ".config", "martlet"))
    open(os.path.join(home, ".config", "martlet", "config.yaml"), "w").close()
    with open(os.path.join(articles, "one.md"), "w") as file:
        file.write(f'---\ntitle: "{name}"\npublishedDateTime: 2026-11-20T08:00:00Z\n'
                   f'webUrl: "http://127.0.0.1:{port}/{name}"\n---\n')
    child, master = pty.fork()
    if child == 0:
        os.environ.update(HOME=home, TERM="xterm-256color", LANG="C.UTF-8")
        for unwanted in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ.pop(unwanted, None)
        os.execv(program, [program, articles])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        drain(master, 0.4, 5)
        os.write(master, b"\r")
        drain(master, QUIET, 2)
        os.write(master, b"x")
        end = time.monotonic() + 10
        last = None
        while time.monotonic() < end:
            came = drain(master, QUIET, 0.5)
            last = came or last
            if name in served and last and last > served[name] and time.monotonic() - last > QUIET:
                return 1e3 * (last - served[name])
        return None
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(master)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    Pages.folder = folder
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = sorted(n for n in os.listdir(folder) if os.path.isfile(os.path.join(folder, n, "source.html")))
    figures = []
    with tempfile.TemporaryDirectory() as home:
        for name in names:
            took = measure(program, name, server.server_address[1], os.path.join(home, "home"))
            size = os.path.getsize(os.path.join(folder, name, "source.html")) / 1e3
            print(f"{name:40} {size:7.0f} KB  {'nothing came' if took is None else f'{took:6.1f} ms'}", flush=True)
            if took is not None:
                figures.append(took)
    figures.sort()
    if not figures:
        sys.exit("no page was shown")
    at = lambda share: figures[min(int(share * len(figures)), len(figures) - 1)]
    print(f"median {at(0.5):.1f} ms, 90th percentile {at(0.9):.1f} ms, worst {figures[-1]:.1f} ms")


main()
