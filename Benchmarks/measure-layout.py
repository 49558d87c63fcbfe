#!/usr/bin/env python3
"""measure-layout.py LAY-OUT-PAGE [FILE...]: HTML to laid-out lines, beside w3m, lynx and html2text.

Without files, makes 1 MB of mixed HTML (paragraphs with links and emphasis, lists, quotes, code, images,
tables) and lays that out. Each program gets the same bytes in a file, at 88 columns, in UTF-8. Prints, for
each, the MB a second of CPU (the best of nine, in turns; the empty page's time taken off) and the peak of memory.
Needs GNU time (Debian's package `time`).
"""

import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile

PEERS = {
    "w3m": ["w3m", "-dump", "-cols", "88", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html"],
    "lynx": ["lynx", "-dump", "-force_html", "-width=88", "-assume_charset=UTF-8", "-display_charset=UTF-8"],
    "html2text": ["html2text", "-width", "88", "-utf8"],
}


def mixed(size):
    choose = random.Random(7)
    words = (
        "the of and harbour bridge council budget morning research engine valley story market river school "
        "question answer theory garden weather station language machine people without between always never "
        "résumé naïve Zürich “quoted” — it’s light sound measure report number children history government"
    ).split()

    def text(count):
        return " ".join(choose.choices(words, k=count))

    def inline(count):
        parts = []
        while count > 0:
            taken = min(count, choose.randrange(4, 20))
            count -= taken
            plain = text(taken)
            parts.append(
                choose.choice(
                    [plain] * 4
                    + [f"<b>{plain}</b>", f"<em>{plain}</em>", f"<code>{plain}</code>"]
                    + [f'<a href="https://site.example/{choose.randrange(400)}/{words[taken]}">{plain}</a>']
                )
            )
        return " ".join(parts)

    def table():
        columns = choose.randrange(2, 6)
        rows = "".join(
            "<tr>" + "".join(f"<td>{inline(choose.randrange(1, 9))}</td>" for _ in range(columns)) + "</tr>\n"
            for _ in range(choose.randrange(3, 20))
        )
        heads = "".join(f"<th>{text(1)}</th>" for _ in range(columns))
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def part():
        return choose.choice(
            [lambda: f"<p>{inline(choose.randrange(20, 120))}</p>"] * 6
            + [
                lambda: f"<h2>{text(5)}</h2>",
                lambda: "<ul>" + "".join(f"<li>{inline(12)}</li>" for _ in range(6)) + "</ul>",
                lambda: "<ol>" + "".join(f"<li>{inline(9)}</li>" for _ in range(5)) + "</ol>",
                lambda: f"<blockquote><p>{inline(50)}</p></blockquote>",
                lambda: "<pre><code>" + "\n".join("    " + text(7) for _ in range(9)) + "</code></pre>",
                lambda: f'<figure><img src="/{choose.randrange(99)}.png" alt="{text(4)}">'
                f"<figcaption>{text(9)}</figcaption></figure>",
                table,
            ]
        )()

    parts, length = [], 0
    while length < size:
        parts.append(part())
        length += len(parts[-1].encode()) + 1
    return "<!DOCTYPE html><html><head><meta charset=utf-8><title>t</title></head><body>\n" + "\n".join(parts)


ROUNDS = 9


def cpu(command):
    """CPU seconds, to the microsecond."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    null = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawnp(command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    os.close(null)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed on {command[-1]}")
    return usage.ru_utime + usage.ru_stime


def memory(command):
    """Peak KB.

    By GNU time: what the kernel says of a program that this one starts begins with the memory of this one."""
    with tempfile.NamedTemporaryFile("r") as figures:
        subprocess.run(["/usr/bin/time", "-o", figures.name, "-f", "%M", *command], stdout=subprocess.DEVNULL, check=True)
        return int(figures.read())


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    peers = {name: command for name, command in PEERS.items() if shutil.which(name)}
    with tempfile.TemporaryDirectory() as folder:
        paths = sys.argv[2:]
        if not paths:
            paths = [os.path.join(folder, "mixed.html")]
            with open(paths[0], "w", encoding="utf-8") as file:
                file.write(mixed(1_000_000))
        empty = os.path.join(folder, "empty.html")
        with open(empty, "w") as file:
            file.write("<p>x</p>")
        for path in paths:
            size = os.path.getsize(path)
            own, best, base = [], {}, {}
            # In turns, so that a slow minute of the machine is one for all.
            for _ in range(ROUNDS):
                own.append(json.loads(subprocess.run([sys.argv[1], path], stdout=subprocess.PIPE, check=True).stdout))
                for name, command in peers.items():
                    best[name] = min(best.get(name, math.inf), cpu([*command, path]))
                    base[name] = min(base.get(name, math.inf), cpu([*command, empty]))
            reading, laying = min(run["reading"] for run in own), min(run["laying"] for run in own)
            print(
                f"{os.path.basename(path)}, {size / 1e6:.2f} MB, {own[0]['lines']} lines\n"
                f"  martlet    {size / (reading + laying) / 1e6:6.1f} MB/s (reading {1e3 * reading:.1f} ms, lines "
                f"{1e3 * laying:.1f} ms), {own[0]['kilobytes'] * 1024 / size:.1f} times the page"
            )
            for name, command in peers.items():
                more = memory([*command, path]) - memory([*command, empty])
                rate = size / max(best[name] - base[name], 1e-4) / 1e6
                print(f"  {name:10} {rate:6.1f} MB/s, {more * 1024 / size:.1f} times the page")


main()
