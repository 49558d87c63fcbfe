#!/usr/bin/env python3
"""Counts how often windows wake that have nothing to do: measure-idle.py PROGRAM FOLDER [SECONDS]

Opens three windows on one article, with their state file in a folder of FOLDER, which is made, and counts their
voluntary context switches for a minute: while nothing happens, and while files come and go beside the state
file, some five hundred a second. Then has the state file replaced by one in which the article is read, and says
how many of the windows show it.
"""
import importlib.util, os, shutil, sys, threading, time

BENCHMARKS = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("marks", f"{BENCHMARKS}/measure-marks.py")
marks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(marks)
WINDOWS = 3


def switches(window):
    """By thread."""
    tasks = {}
    for task in os.listdir(f"/proc/{window.pid}/task"):
        for line in open(f"/proc/{window.pid}/task/{task}/status"):
            if line.startswith("voluntary_ctxt_switches"): tasks[task] = int(line.split()[1])
    return tasks


def wakes(windows, seconds):
    before = [switches(window) for window in windows]
    time.sleep(seconds)
    return [
        sum(count - old.get(task, 0) for task, count in switches(window).items())
        for window, old in zip(windows, before)]


class Crowd(threading.Thread):
    """Lets files come and go in a folder until it is told to end."""
    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.count, self.isOver = folder, 0, False
        self.start()

    def run(self):
        while not self.isOver:
            path = f"{self.folder}/other{self.count % 50}"
            open(path, "w").close()
            if self.count % 2: os.unlink(path)
            self.count += 1
            time.sleep(0.0018)

    def end(self):
        self.isOver = True
        self.join()


def main():
    program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    home = f"{folder}/idle"
    shutil.rmtree(home, ignore_errors=True)
    for name in ["news", "synced"]: os.makedirs(f"{home}/{name}")
    with open(f"{home}/news/one.md", "w") as file:
        file.write('---\ntitle: "One"\nwebUrl: "https://example.org/1"\n---\nText.\n')
    state = '{"format":"martlet-state","version":1,"articles":{%s}}'
    with open(f"{home}/synced/state.json", "w") as file: file.write(state % "")
    windows = [
        marks.Window(program, home, "--state", f"{home}/synced/state.json", f"{home}/news") for _ in range(WINDOWS)]
    print(f"wakes of {WINDOWS} windows in {seconds:.0f} s")
    print(f"  nothing happens: {wakes(windows, seconds)}", flush=True)
    crowd = Crowd(f"{home}/synced")
    time.sleep(2)
    before = crowd.count
    print(f"  {{}} files came and went: {wakes(windows, seconds)}".format(crowd.count - before))
    for window in windows: window.read(0)
    with open(f"{home}/new", "w") as file:
        file.write(state % '"https://example.org/1":{"read":"2026-01-01T00:00:00.000Z"}')
    os.rename(f"{home}/new", f"{home}/synced/state.json")
    time.sleep(1)
    print(f"  of a mark in another state file {sum(window.read(0) for window in windows)} of {WINDOWS} learn at once")
    crowd.end()
    for window in windows: window.close()


if __name__ == "__main__": main()
