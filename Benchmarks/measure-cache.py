#!/usr/bin/env python3
"""measure-cache.py PROGRAM FOLDER [COUNT]

Prints an article whose whole text is kept (`show`) with 10 and with COUNT (100,000) texts kept beside it: the
median CPU time of 30 runs each, and what was read. FOLDER has to be a new one.
"""
import hashlib, json, os, resource, statistics, subprocess, sys


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    os.makedirs(folder + "/news")
    address = "https://example.org/tide"
    with open(folder + "/news/a.md", "w") as file:
        file.write(f'---\ntitle: "A tide clock"\nexcerpt: "Short."\nwebUrl: "{address}"\n---\n')
    environment = {
        "HOME": folder, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": folder + "/cache"}

    def keep(address):
        name = hashlib.sha256(address.encode()).hexdigest()
        path = f"{folder}/cache/martlet/fulltext/{name[:2]}"
        os.makedirs(path, exist_ok=True)
        text = "The keeper counts the waves until the lamp is lit. " * 40
        page = {"version": 1, "address": address, "url": address, "fetched": 1_800_000_000_000,
                "html": f"<p>{text}</p>", "text": text}
        with open(f"{path}/{name[2:]}.json", "w") as file:
            json.dump(page, file)

    def measure():
        times = []
        for _ in range(30):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            output = subprocess.run(
                [program, "show", "--source", folder + "/news", address], env=environment,
                stdout=subprocess.PIPE, check=True).stdout
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            assert b"The keeper counts" in output, output
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return statistics.median(times) * 1000

    keep(address)
    for number in range(9):
        keep(f"https://example.org/other/{number}")
    measure()
    few = measure()
    for number in range(9, count):
        keep(f"https://example.org/other/{number}")
    many = measure()
    print(f"{10:>9,} texts kept: {few:6.1f} ms CPU\n{count:>9,} texts kept: {many:6.1f} ms CPU")


main()
