#!/usr/bin/env python3
"""Turn the segmented articles of vietnews into plain ones, a JSON line each: title, abstract, body (a sentence each).

usage: prepare.py VIETNEWS.jsonl.zst OVERLAP.tsv OUT.jsonl

Blanks of the tokeniser are taken out again as news prints them. Articles that also stand in another split are left out.
Needs the `zstdcat` command.
"""
import json, re, subprocess, sys

BEFORE = re.compile(r" ([,.;:?!)\]”’%…])")
AFTER = re.compile(r"([(\[“‘]) ")
QUOTED = re.compile(r'" ([^"]*) "')


def plain(line):
    line = line.replace("_", " ")
    line = QUOTED.sub(r'"\1"', line)
    return AFTER.sub(r"\1", BEFORE.sub(r"\1", line))


def main(source, overlap, out):
    with open(overlap, encoding="utf8") as f:
        skip = {row.split("\t")[0] for row in f if row.split("\t")[1] in ("val", "test", "train") and row.split("\t")[1] not in row.split("\t")[0]}
    zstd = subprocess.Popen(["zstdcat", source], stdout=subprocess.PIPE)
    kept = 0
    with open(out, "w", encoding="utf8") as f:
        for line in zstd.stdout:
            article = json.loads(line)
            if article["id"] in skip:
                continue
            row = {"title": plain(article["title"]), "abstract_text": plain(article["abstract"]), "body": [plain(s) for s in article["body"]]}
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
            kept += 1
    print(f"{kept} articles kept")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
