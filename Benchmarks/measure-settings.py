#!/usr/bin/env python3
"""measure-settings.py PROGRAM LIBRARY: the window with everything switched on, beside everything off.

Runs the program on a folder of articles in a pseudo-terminal of 120x30, by turns with a settings file that turns
everything off and with one that turns everything on: commands, the mouse, two-line rows, columns from the texts, a theme
file, formats, rules that mute and highlight. Prints, for each, the median of the runs: start to the first byte and to quiet, CPU
of the start, wall and CPU of `j` and `k`, memory, and the repaint after a change of theme (a step in the list that `T` shows).
"""

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time

OFF = "refresh_interval: 0\nmouse: false\ntheme: dark\nrows: compact\nimages: off\nstories: apart\n"
COMMANDS = "".join(
    f"  - {{name: own-{n}, key: g {chr(97 + n)}, run: [echo, '{{url}}', '{{title}}']}}\n" for n in (1, 2, 3, 5, 8, 10)
)
ON = (
    "refresh_interval: 0\nmouse: true\ntheme: mine\nrows: two_lines\nglyphs: ascii\n"
    "columns: [age, provider: 16, title, related, quality, topics, author, reading-time]\n"
    'dates: "%Y-%m-%d %H:%M"\ntitle_format: "{view} {unread} of {total} by {sort}"\n'
    'status_format: "{work}{place}/{total} {percent}"\nkeys: {preset: vim, toggle-star: ["s", "g s"]}\n'
    "commands:\n" + COMMANDS + "views:\n  - {name: Recent, query: 'since:monday'}\n"
    "mute: ['topic:nothing-is-called-so']\nhighlight: ['quality>50', {query: 'related>2', role: quiet}]\n"
    "notify: [title]\n"
)
THEME = 'ground: dark\nbase: nord\ncolors: {paper: ["#202428", 235, black]}\nroles: {text: "default on paper"}\n'
QUIET = 0.04
RUNS, KEYS, THEMES = 5, 200, 10


class Window:
    def __init__(self, program, library, settings, home):
        self.home = home
        folder = os.path.join(home, ".config/martlet")
        os.makedirs(os.path.join(folder, "themes"), exist_ok=True)
        with open(os.path.join(folder, "config.yaml"), "w") as file:
            file.write(settings)
        with open(os.path.join(folder, "themes/mine.yaml"), "w") as file:
            file.write(THEME)
        environment = {"HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        self.begin = time.monotonic()
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.execve(program, [program, library], environment)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))

    def answer(self, quiet=QUIET, patience=5.0):
        """Seconds to the first and to the last byte before it was quiet."""
        begin, first, last = time.monotonic(), None, None
        while True:
            ready, _, _ = select.select([self.end], [], [], quiet if last else patience)
            if not ready:
                return (first or begin) - begin, (last or begin) - begin
            try:
                os.read(self.end, 65536)
            except OSError:
                return (first or begin) - begin, (last or begin) - begin
            last = time.monotonic()
            first = first or last

    def cpu(self):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/schedstat") as file:
                total += int(file.read().split()[0])
        return total / 1e6

    def press(self, keys):
        before = self.cpu()
        os.write(self.end, keys)
        _, last = self.answer()
        return last * 1e3, self.cpu() - before

    def memory(self):
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))

    def close(self):
        os.write(self.end, b"\x03")
        self.answer(patience=0.5)
        os.waitpid(self.pid, 0)
        os.close(self.end)


def run(program, library, settings, home):
    window = Window(program, library, settings, home)
    first, last = window.answer(quiet=0.5)
    figures = {"first byte ms": first * 1e3, "quiet ms": last * 1e3, "start CPU ms": window.cpu()}
    # Down and up by turns: at the end of a short list a key is not answered.
    keys = [window.press(b"j" if place // 20 % 2 == 0 else b"k") for place in range(KEYS)]
    figures["j, k wall ms"] = statistics.median(wall for wall, _ in keys)
    figures["j, k CPU ms"] = statistics.median(cpu for _, cpu in keys)
    figures["memory MB"] = window.memory()
    window.press(b"T")
    steps = [window.press(b"\x1b[B") for _ in range(THEMES)]
    figures["theme wall ms"] = statistics.median(wall for wall, _ in steps)
    figures["theme CPU ms"] = statistics.median(cpu for _, cpu in steps)
    window.press(b"\x1b")
    window.close()
    return figures


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, library = (os.path.abspath(path) for path in sys.argv[1:])
    kinds = {"everything off": OFF, "everything on": ON}
    homes = {kind: tempfile.mkdtemp() for kind in kinds}
    try:
        for kind, settings in kinds.items():
            run(program, library, settings, homes[kind])  # builds the library
        found = {kind: [] for kind in kinds}
        for _ in range(RUNS):
            for kind, settings in kinds.items():
                found[kind].append(run(program, library, settings, homes[kind]))
        names = list(found["everything off"][0])
        print("| | " + " | ".join(kinds) + " |\n| --- | --- | --- |")
        for name in names:
            row = [f"{statistics.median(figures[name] for figures in found[kind]):.1f}" for kind in kinds]
            print(f"| {name} | " + " | ".join(row) + " |")
    finally:
        for home in homes.values():
            shutil.rmtree(home, ignore_errors=True)


main()
