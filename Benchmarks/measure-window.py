#!/usr/bin/env python3
"""measure-window.py PROGRAM FOLDER: keys in articles that are as long as they come.
measure-window.py PROGRAM --views COUNT: from a line of the sidebar to the first rows of its view.

The first makes, in FOLDER, an article of 10 MB, a table of 40,000 rows and a text of 100,000 links, opens
each at 100 x 40 and prints the milliseconds from a key to the first and to the last byte of its answer: the
median, the 99th percentile and the worst. Keys that are pressed while the article is still laid out are
told apart. The second goes down the sidebar of the library that the environment names (XDG_DATA_HOME and
the like) at 120 x 40, and prints when its rows began to come and what CPU went by until all was quiet.
"""

import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import termios
import time

WORDS = (
    "the of and harbour bridge council budget morning research engine valley story market river school "
    "question answer theory garden weather station"
).split()


def make(folder):
    choose = random.Random(3)

    def text(count):
        return " ".join(choose.choices(WORDS, k=count))

    def write(name, parts):
        with open(os.path.join(folder, name + ".md"), "w") as file:
            file.write(f'---\ntitle: "{name}"\ntype: article\nwebUrl: "https://example.org/{name}"\n---\n')
            file.writelines(parts)

    def paragraphs(size):
        while size > 0:
            link = f"<a href='https://e.org/{choose.randrange(500)}'>{text(3)}</a>"
            part = f"<p>{text(60)} {link} {text(20)}</p>\n"
            size -= len(part)
            yield part

    def rows(count):
        yield "<table>"
        for number in range(count):
            yield f"<tr><td>{number}</td><td>{text(4)}</td><td>{text(6)}</td></tr>\n"
        yield "</table>"

    os.makedirs(folder, exist_ok=True)
    write("megabytes", paragraphs(10_000_000))
    write("rows", rows(40_000))
    links = (f"<p>{text(3)} <a href='https://e.org/{number}'>{text(2)}</a></p>\n" for number in range(100_000))
    write("links", links)


class Window:
    def __init__(self, command, columns, rows):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(command[0], command)
        self.resize(columns, rows)
        self.drain(2)

    def resize(self, columns, rows):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait(self, seconds):
        return bool(select.select([self.terminal], [], [], seconds)[0])

    def drain(self, quiet):
        """Reads until nothing comes for so long; when the last byte came."""
        last = None
        while self.wait(quiet):
            os.read(self.terminal, 65536)
            last = time.monotonic()
        return last

    def answer(self, act, quiet, patience=3):
        start = time.monotonic()
        act()
        if not self.wait(patience):
            return None
        first = time.monotonic()
        last = self.drain(quiet) or first
        return (first - start) * 1000, (last - start) * 1000

    def press(self, key, quiet=0.03):
        return self.answer(lambda: os.write(self.terminal, key.encode()), quiet)

    def cpu(self):
        tasks = f"/proc/{self.process}/task"
        return sum(int(open(f"{tasks}/{task}/schedstat").read().split()[0]) for task in os.listdir(tasks)) / 1e6

    def memory(self):
        lines = open(f"/proc/{self.process}/status").read().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def end(self):
        os.kill(self.process, signal.SIGTERM)
        try:
            self.drain(5)
        except OSError:
            # It has closed the terminal.
            pass
        os.waitpid(self.process, 0)


def show(name, answers):
    answers = [answer for answer in answers if answer]
    if not answers:
        return print(f"{name:22} silent")
    columns = []
    for place in (0, 1):
        values = sorted(answer[place] for answer in answers)
        at = lambda share: values[min(int(len(values) * share), len(values) - 1)]
        columns.append(f"{at(0.5):7.1f} {at(0.99):7.1f} {values[-1]:7.1f}")
    print(f"{name:22} {len(answers):4}   {'   '.join(columns)}")


# Answers each key at once, after half a millisecond's work: what of the rest is the machine's.
ECHO = """
import os, tty
tty.setraw(0)
os.write(1, b"ready")
while os.read(0, 64):
    sum(range(20000))
    os.write(1, b"answer")
"""


def control():
    window = Window([sys.executable, "-c", ECHO], 100, 40)
    print("the machine            keys   to the first byte         to the last: median, 99 %, worst")
    show("a program that echoes", [window.press("j") for _ in range(450)])
    window.end()


def read(program, folder):
    control()
    articles = os.path.join(folder, "articles")
    make(articles)
    for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME"):
        os.environ["XDG_" + name] = os.path.join(folder, name.lower())
    for title in ("megabytes", "rows", "links"):
        window = Window([program, articles], 100, 40)
        print(f"\n{title:22} keys   to the first byte         to the last: median, 99 %, worst")
        for key in ["/", *title, "\r"]:
            window.press(key, 0.1)
        window.drain(0.5)
        show("Enter", [window.press("\r", 0.1)])
        show("j, while laid out", [window.press("j", 0.005) for _ in range(60)])
        window.drain(2)
        for name, key, count in [("j", "j", 150), ("Space", " ", 150), ("G", "G", 1), ("g g", "gg", 1)]:
            show(name, [window.press(key) for _ in range(count)])
        window.drain(1)

        def turn():
            window.resize(80, 40)
            os.kill(window.process, signal.SIGWINCH)

        show("another width", [window.answer(turn, 0.005)])
        show("j, while laid out", [window.press("j", 0.005) for _ in range(60)])
        show("G", [window.press("G")])
        window.drain(2)
        window.press("/")
        show("a letter to find", [window.press(letter, 0.1) for letter in "theory"])
        window.press("\r")
        show("n", [window.press("n") for _ in range(60)])
        print(f"resident memory {window.memory():.0f} MB")
        window.end()


def views(program, count):
    window = Window([program], 120, 40)
    window.press("h", 0.3)
    answers, cpu = [], []
    for _ in range(count):
        window.press("j", 0.3)
        before = window.cpu()
        answers.append(window.press("\r", 0.3))
        cpu.append(window.cpu() - before)
        window.press("h", 0.3)
    print("from a line of the sidebar: median, 99 %, worst")
    show("Enter", answers)
    print(f"CPU ms until all is quiet, the article beside the list included: {sorted(cpu)[len(cpu) // 2]:.0f}")
    window.end()


if len(sys.argv) == 4 and sys.argv[2] == "--views":
    views(sys.argv[1], int(sys.argv[3]))
elif len(sys.argv) == 3:
    read(*sys.argv[1:])
else:
    sys.exit(__doc__)
