#!/usr/bin/env python3
"""measure-search.py PROGRAM FOLDER COUNT [BYTES]: what it costs to enter COUNT articles and to find them.

Makes, in FOLDER, feeds with COUNT items of some BYTES (3000) whose words are of a vocabulary of 60,000 in
a Zipf distribution, one in thirty in Chinese. Prints the CPU seconds and the peak memory of `refresh` and
of entering all words, the sizes of texts, library and index, and the CPU milliseconds of queries, beside
newsboat where that is installed and COUNT is at most 20,000. FOLDER is kept for the next run.
"""

import itertools
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time

VOCABULARY = 60_000
PER_FEED = 2_000
TOPICS = "Birds Harbour Science Art Politics Books Music Code Trains Weather".split()
COMMON = (
    "the of and to in a is that it for was on are with as his they be at one have this from or had by not "
    "word but what some we can out other were all there when up use your how said an each she which do "
    "their time if will way about many then them would write like so these her long make thing see him "
    "two has look more day could go come did number sound no most people my over know water than call"
).split()


def vocabulary():
    """The commonest words of English, then made ones, the shorter the commoner."""
    choose = random.Random(1)
    onsets = "b c d f g h j k l m n p r s t v w z br ch cr dr fl gr pl pr sh sl st th tr".split()
    nuclei = "a e i o u a e i o u ai ea ee ou io".split()
    codas = ["", "", "", "", "n", "r", "s", "t", "l", "nd", "st", "ng", "m"]
    words = list(COMMON)
    known = set(words)
    while len(words) < VOCABULARY:
        parts = 1 + (len(words) > 400) + (len(words) > 9000)
        word = "".join(
            choose.choice(onsets) + choose.choice(nuclei) + choose.choice(codas) for _ in range(parts)
        )
        if word not in known:
            known.add(word)
            words.append(word)
    return words


class Writer:
    def __init__(self, size):
        self.words = vocabulary()
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.size = size

    def feed(self, number, items, path):
        choose = random.Random(number)

        def words(count):
            return choose.choices(self.words, cum_weights=self.weights, k=count)

        def chinese(count):
            return "".join(chr(0x4E00 + int(2500 * choose.random() ** 2)) for _ in range(count))

        with open(path, "w", encoding="utf-8") as file:
            file.write(
                '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
                f"<title>{' '.join(words(2))} {number}</title><link>https://site{number}.example/</link>\n"
            )
            for item in range(items):
                stamp = 1_450_000_000 + choose.randrange(340_000_000)
                date = time.strftime("%d %b %Y %H:%M:%S GMT", time.gmtime(stamp))
                is_chinese = choose.random() < 1 / 30
                title = chinese(12) if is_chinese else " ".join(words(7)).capitalize()
                address = f"https://site{number}.example/{item}/{'-'.join(words(4))}"
                body = []
                while sum(map(len, body)) < self.size:
                    if is_chinese:
                        body.append(f"<p>{chinese(60)}，{chinese(40)}。</p>\n")
                        continue
                    text = words(60)
                    text[20] = f'<a href="https://{text[20]}.example/{text[21]}">{text[20]}</a>'
                    text[40] = f"<em>{text[40]}"
                    text[43] += "</em>,"
                    text[50] += " &amp;"
                    body.append(f"<p>{' '.join(text).capitalize()}.</p>\n")
                file.write(
                    f"<item><title>{title}</title><link>{address}</link><guid>{address}</guid>"
                    f"<pubDate>{date}</pubDate><category>{choose.choice(TOPICS)}</category>"
                    f"<description><![CDATA[{''.join(body)}]]></description></item>\n"
                )
            file.write("</channel></rss>\n")


class Place:
    """A home of its own for a program."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder}
        for kind in ["config", "data", "state", "cache"]:
            self.environment[f"XDG_{kind.upper()}_HOME"] = f"{folder}/{kind}"
        os.makedirs(f"{folder}/config/martlet", exist_ok=True)

    @property
    def library(self):
        return f"{self.folder}/data/martlet/library.sqlite"

    def run(self, *arguments, times=1):
        """CPU seconds and megabytes, the least of so many runs, and what the last one printed."""
        runs = []
        for _ in range(times):
            process = subprocess.Popen(
                [self.program, *arguments], env=self.environment, stdout=subprocess.PIPE
            )
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            if os.waitstatus_to_exitcode(status) not in (0, 5):  # 5: nothing is found
                sys.exit(f"{self.program} {' '.join(arguments)} failed")
            runs.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024))
        return (*min(runs), output.decode())


def sizes(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        texts = database.execute("SELECT sum(length(CAST(fields AS BLOB))) FROM item").fetchone()[0]
        pages, size = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ["page_count", "page_size"])
        words = sum(
            database.execute(f"SELECT ifnull(sum(length(block)), 0) FROM {name}_data").fetchone()[0]
            for name in ["words", "beginnings"]
            if database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [f"{name}_data"]).fetchone()
        )
    print(
        f"  texts {texts / 1e6:.0f} MB, library {pages * size / 1e6:.0f} MB "
        f"({pages * size / texts:.2f} times), index of words {words / 1e6:.0f} MB ({words / texts:.2f})"
    )


def queries(words):
    middle, rare = words[300], words[20_000]
    return [
        f"{rare}", f"{middle}", "the", '"of the"', '"the of and"', "t*", "th*", "the*", "wo*",
        f"{middle[:2]}*", f"{middle[:4]}*", f"{middle[:-1]}~", f"{rare[:-1]}~2", "一", "一丁", "一丁丂",
        f"the {middle} {words[800]}", f"title:{middle}", f"the -{words[5]}", f"{rare} or {middle}",
        "topic:birds", "is:unread topic:birds the",
    ]


def main():
    program, folder, count = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
    size = int(sys.argv[4]) if len(sys.argv) > 4 else 3000
    os.makedirs(f"{folder}/feeds", exist_ok=True)
    writer = Writer(size)
    sources = []
    for number in range((count + PER_FEED - 1) // PER_FEED):
        path = f"{folder}/feeds/{number}.xml"
        sources.append(f"file://{path}")
        if not os.path.exists(path):
            writer.feed(number, min(PER_FEED, count - number * PER_FEED), path + ".new")
            os.rename(path + ".new", path)
    if program.endswith("/true"):
        return
    place = Place(program, f"{folder}/home")
    with open(f"{folder}/home/config/martlet/sources", "w", encoding="utf-8") as file:
        file.write("\n".join(sources) + "\n")
    print(f"{count} items of {size} bytes, load {os.getloadavg()[0]:.1f}")

    def tell(name, run):
        print(f"  {name:36}{run[0] * 1000:9.0f} ms{run[1]:6} MB  {run[2].strip().splitlines()[-1:]}", flush=True)

    if not os.path.exists(place.library):
        tell("refresh", place.run("refresh"))
        tell("enter all words", place.run("list", "--count", "zzzz"))
    sizes(place.library)
    for query in queries(writer.words):
        tell(f"first page: {query}", place.run("list", f"{query} limit:50", "--count", times=3))
        tell(f"count: {query}", place.run("list", f"{query}", "--count", times=3))


if __name__ == "__main__":
    main()
