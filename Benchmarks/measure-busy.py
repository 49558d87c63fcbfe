#!/usr/bin/env python3
"""Presses keys while a window works: measure-busy.py PROGRAM FOLDER COUNT

With the library that measure-marks.py makes in FOLDER, and a window on it in which `j` and `k` are pressed one after
the other: how long each waits while nothing happens, while a thousand feeds are fetched again (four hundred of
them as large as the library is, six hundred new), while a folder of 100,000 article files is read for the first
time, and while a million marks are worked into the state file. Feeds are made before and served from memory by
this program, on the same processors.
"""
import importlib.util, os, subprocess, sys, time

BENCHMARKS = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("marks", f"{BENCHMARKS}/measure-marks.py")
marks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(marks)
NEW, ITEMS_OF_NEW, FILES = 600, 50, 100_000


def main():
    program, folder, count = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
    full, home = f"{folder}/full-{count}", f"{folder}/home"
    if not os.path.exists(full): marks.fill(program, full, count)
    sources = f"{home}/config/martlet/sources"

    def fresh():
        marks.copy(full, home)
        return marks.Window(program, home)

    def quiet(window, seconds):
        """Whether the window has used no processor for so long."""
        state = {"used": window.used(), "since": time.monotonic()}

        def is_quiet():
            now = window.used()
            # Keys alone take less than a twentieth of a second.
            if now - state["used"] > 0.15 * (time.monotonic() - state["since"]) + 0.1:
                state.update(used=now, since=time.monotonic())
            return time.monotonic() - state["since"] > seconds
        return is_quiet

    window = fresh()
    print(marks.told("nothing", window.waits(None)), flush=True)
    window.press("A")
    window.rest(2)
    state = f"{home}/data/martlet/state.json"
    print(marks.told("the writing of the state file", window.waits(
        "k", lambda: os.path.exists(state) and os.path.getsize(state) > 50 * count)), flush=True)
    window.close()

    # Before this program fills its memory with feeds.
    news = f"{folder}/news"
    if not os.path.exists(news):
        subprocess.run([f"{BENCHMARKS}/.build/release/generate-library", news, str(FILES)], check=True)
    window = fresh()
    with open(sources, "a") as lines: lines.write(f"{news}\n")
    print(marks.told("the first reading of 100,000 files", window.waits("k", quiet(window, 3))), flush=True)
    window.close()

    first = open(f"{full}/config/martlet/sources").readline()
    port = int(first.rsplit(":", 1)[1].split("/")[0])
    made = {number: "".join(marks.feed(number, count // marks.FEEDS)).encode() for number in range(marks.FEEDS)}
    for number in range(marks.FEEDS, marks.FEEDS + NEW):
        made[number] = "".join(marks.feed(number, ITEMS_OF_NEW)).encode()
    server = marks.serve(0, port, made)
    window = fresh()
    with open(sources, "a") as lines:
        for number in range(marks.FEEDS, marks.FEEDS + NEW):
            lines.write(f"http://127.0.{1 + number // 200}.{1 + number % 200}:{port}/{number}\n")
    window.rest(2)
    print(marks.told("a refresh of 1,000 feeds", window.waits("R", quiet(window, 3))), flush=True)
    window.close()
    server.shutdown()

if __name__ == "__main__": main()
