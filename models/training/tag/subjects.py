#!/usr/bin/env python3
"""Collect the subjects that gold articles are filed under: `src/tag/subjects.tsv`.

usage: subjects.py OUT.tsv GOLD.jsonl…

A row: phrase, articles that have it as a tag, articles that hold it. Persons are left out.
"""
import json, sys
from collections import Counter
from syllables import syllables


def main(out, *golds):
    rows = [json.loads(line) for path in golds for line in open(path, encoding="utf8")]
    tagged, held = Counter(), Counter()
    texts = []
    for r in rows:
        persons = {" ".join(syllables(e["text"])) for e in r["entities"] if e["type"] == "PER"}
        tags = {" ".join(syllables(t)) for t in r["tags"]} - persons
        tagged.update(t for t in tags if 2 <= len(t.split()) <= 7)
        texts.append(" " + " ".join(syllables(r["raw"] if "raw" in r else r["text"])) + " ")
    for t in tagged:
        held[t] = sum(f" {t} " in text for text in texts)
    with open(out, "w", encoding="utf8") as f:
        f.write("# Subject phrase, articles filed under it, articles that hold it.\n")
        f.writelines(f"{t}\t{tagged[t]}\t{held[t]}\n" for t in sorted(tagged) if held[t])
    print(f"{len(tagged)} subjects")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
