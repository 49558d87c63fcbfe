#!/usr/bin/env python3
"""measure-pages.py FOLDER [PROGRAM] [--metadata]

Compares the articles that are found in FOLDER/*/source.html with FOLDER/*/expected.html: F1 over the
sets of runs of four words, for each page and in the mean, beside trafilatura and readability-lxml in the
same run, with the CPU time of each. PROGRAM is .build/release/extract-pages.
With --metadata also what differs from expected-metadata.json.

Needs: python3 -m venv V && V/bin/pip install trafilatura readability-lxml
"""
import json, os, re, subprocess, sys, time

import lxml.html

ADDRESS = "https://fakehost/test/base/index.html"


def words(text):
    return re.findall(r"\w+", text.lower())


def text(html):
    if not html.strip():
        return ""
    tree = lxml.html.fromstring("<div>" + html + "</div>")
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return " ".join(tree.itertext())


def shingles(found):
    return {tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3))}


def f1(found, expected):
    a, b = shingles(words(found)), shingles(words(expected))
    return 2 * len(a & b) / (len(a) + len(b))


def timed(function):
    start = time.process_time()
    try:
        result = function() or ""
    except Exception:
        result = ""
    return result, time.process_time() - start


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not arguments:
        sys.exit(__doc__)
    folder = arguments[0]
    program = arguments[1] if len(arguments) > 1 else ".build/release/extract-pages"
    import readability, trafilatura

    lines = subprocess.run([program, folder], stdout=subprocess.PIPE, check=True).stdout
    rows, size = [], 0
    seconds = {"martlet": 0, "readability-lxml": 0, "trafilatura": 0}
    differences = []
    for line in lines.splitlines():
        page = json.loads(line)
        path = os.path.join(folder, page["name"])
        source = open(path + "/source.html", encoding="utf-8", errors="replace").read()
        expected = text(open(path + "/expected.html", encoding="utf-8").read())
        lxml_html, lxml_seconds = timed(
            lambda: readability.Document(source, url=ADDRESS).summary(html_partial=True))
        other, other_seconds = timed(lambda: trafilatura.extract(source, url=ADDRESS))
        size += page["bytes"]
        seconds["martlet"] += page["seconds"]
        seconds["readability-lxml"] += lxml_seconds
        seconds["trafilatura"] += other_seconds
        scores = [f1(text(page["html"]), expected), f1(page["text"], expected)]
        rows.append((page["name"], *scores, f1(text(lxml_html), expected), f1(other, expected)))
        wanted = json.load(open(path + "/expected-metadata.json"))
        for ours, theirs in (("title",) * 2, ("byline",) * 2, ("siteName",) * 2, ("language", "lang")):
            a, b = " ".join(page[ours].split()), " ".join((wanted.get(theirs) or "").split())
            if b and a != b:
                differences.append(f"{page['name']}: {ours}: {a!r} instead of {b!r}")
    print(f"{'':40} html   text   readability  trafilatura")
    for name, *scores in sorted(rows, key=lambda row: row[1]):
        print(f"{name:40} " + "  ".join(f"{score:.3f}" for score in scores))
    means = [sum(row[i] for row in rows) / len(rows) for i in range(1, 5)]
    print(f"{'mean of ' + str(len(rows)):40} " + "  ".join(f"{mean:.4f}" for mean in means))
    for name, spent in seconds.items():
        print(f"{name:20} {spent:7.3f} s CPU, {size / spent / 1e6:6.1f} MB/s")
    if "--metadata" in sys.argv:
        print("\n".join(differences) or "metadata: as expected")


main()
