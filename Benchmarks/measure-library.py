#!/usr/bin/env python3
"""measure-library.py PROGRAM FOLDER COUNT [BEFORE]: what COUNT articles cost the commands.

Makes, in FOLDER, a library of COUNT items of feeds of 250 and one of COUNT files, and prints the CPU
seconds and the peak memory of each command: of PROGRAM, and of BEFORE on a library that it makes itself.
"""

import os
import random
import subprocess
import sys

WORDS = (
    "harbour comet swift tower lantern letter museum quiet storm winter garden bridge tram night paper "
    "signal river orchard radio ferry"
).split()
TOPICS = "Birds Harbour Science Art Politics Books Music Code Trains Weather".split()
PER_FEED = 250


def feed(number, items):
    """Rich items of some 2 KB, with a summary, a topic and nine links."""
    choose = random.Random(number)

    def words(count):
        return " ".join(choose.choice(WORDS) for _ in range(count))

    yield (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Feed {number}</title><link>https://site{number}.example/</link>\n"
    )
    for item in range(items):
        address = f"https://site{number}.example/{item}/{words(3).replace(' ', '-')}"
        date = (
            f"{choose.randint(1, 28):02d} {choose.choice('Jan Mar May Jul Sep'.split())} "
            f"{choose.randint(2016, 2025)} {choose.randint(0, 23):02d}:{choose.randint(0, 59):02d}:00 GMT"
        )
        body = "".join(
            f'<p>{words(15)} <a href="/{words(1)}">{words(1)}</a> &amp; <em>{words(4)}</em>.</p>\n'
            for _ in range(9)
        )
        yield (
            f"<item><title>{words(6)}</title><link>{address}</link><guid>{address}</guid>"
            f"<pubDate>{date}</pubDate><dc:creator>{words(2)}</dc:creator>"
            f"<category>{choose.choice(TOPICS)}</category><description>{words(25)}</description>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
        )
    yield "</channel></rss>\n"


class Place:
    """A home of its own for a program."""

    def __init__(self, program, folder):
        self.program = program
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder}
        for kind in ["config", "data", "state", "cache"]:
            self.environment[f"XDG_{kind.upper()}_HOME"] = f"{folder}/{kind}"
        os.makedirs(f"{folder}/config/martlet", exist_ok=True)

    def run(self, name, *arguments, times=1):
        """The least CPU time of so many runs."""
        runs = []
        for _ in range(times):
            process = subprocess.Popen(
                [self.program, *arguments], env=self.environment, stdout=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(process.pid, 0)
            if os.waitstatus_to_exitcode(status) != 0:
                sys.exit(f"{self.program} {' '.join(arguments)} failed")
            runs.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024))
        best = min(runs)
        print(f"  {name:34}{best[0]:9.2f} s{best[1]:7} MB", flush=True)


def main():
    program, folder, count = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])
    generator = f"{os.path.dirname(os.path.abspath(__file__))}/.build/release/generate-library"
    os.makedirs(f"{folder}/feeds", exist_ok=True)
    if not os.path.exists(f"{folder}/news"):
        subprocess.run([generator, f"{folder}/news", str(count)], check=True)

    sources = []
    for number in range(0, count // PER_FEED):
        path = f"{folder}/feeds/{number}.xml"
        sources.append(f"file://{path}")
        if not os.path.exists(path):
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(feed(number, PER_FEED))
    for version, path in enumerate([program, *sys.argv[4:5]]):
        print(f"{path}, {count} articles")
        of_feeds = Place(path, f"{folder}/home-{version}-{os.getpid()}-feeds")
        with open(f"{of_feeds.environment['XDG_CONFIG_HOME']}/martlet/sources", "w") as file:
            file.write("\n".join(sources) + "\n")
        of_feeds.run("items: refresh, all new", "refresh")
        of_feeds.run("items: list", "list", times=3)
        of_feeds.run("items: list --json", "list", "--json", times=3)
        of_files = Place(path, f"{folder}/home-{version}-{os.getpid()}-files")
        news = ["--source", f"{folder}/news"]
        of_files.run("files: first index", "list", "--count", *news)
        of_files.run("files: scan, nothing changed", "list", "--count", *news, times=3)
        of_files.run("files: list", "list", *news, times=3)
        of_files.run("files: list --json", "list", "--json", *news, times=3)


if __name__ == "__main__":
    main()
