#!/usr/bin/env python3
"""Run `tomtat enrich` over the gold data and score it.

usage: score.py TOMTAT SHARED [CHECK…]     checks: news pages parts laws rouge words key (default: all)

SHARED holds data/ and eval/. Gold goes in without its labels: id and text alone (`raw` of a page, the line of a law case).
"""
import json, pathlib, subprocess, sys, tempfile

CHECKS = {  # name: (gold, score.py commands)
    "news": ("data/gov/val.jsonl", ["mentions", "officials", "tags", "key"]),
    "pages": ("data/gov/pages-val.jsonl", ["mentions", "officials", "tags", "parts"]),
    "laws": ("eval/law-cases.jsonl", ["laws"]),
    "rouge": ("eval/summary-val.jsonl", ["rouge"]),
    "train": ("data/gov/train.jsonl", ["mentions", "officials", "tags", "key"]),
    "pages-train": ("data/gov/pages-train.jsonl", ["mentions", "officials", "tags", "parts"]),
}


def enrich(tomtat, gold, out):
    rows = [json.loads(line) for line in gold.open(encoding="utf8")]
    lines = []
    for r in rows:
        if "id" not in r:
            continue
        lines.append(json.dumps({"id": r["id"], "text": r["raw"] if "raw" in r else r["text"]}, ensure_ascii=False))
    with out.open("wb") as f:
        subprocess.run([tomtat, "enrich", "--format", "jsonl", "-"], input="\n".join(lines).encode() + b"\n", stdout=f, check=True)


def words(tomtat, shared, tmp):
    gold = shared / "data/wordseg/ud-vtb-test.txt"
    raw = gold.read_text(encoding="utf8").replace("_", " ")
    pred = tmp / "words.txt"
    with pred.open("wb") as f:
        subprocess.run([tomtat, "segment", "-"], input=raw.encode(), stdout=f, check=True)
    subprocess.run([sys.executable, shared / "eval/score.py", "words", gold, pred], check=True)


def main(tomtat, shared, *checks):
    shared = pathlib.Path(shared)
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        for name in checks or ["news", "pages", "laws", "rouge", "words"]:
            if name == "words":
                print("== words: ud-vtb-test", flush=True)
                words(tomtat, shared, tmp)
                continue
            gold, commands = CHECKS[name]
            pred = tmp / f"{name}.jsonl"
            enrich(tomtat, shared / gold, pred)
            for command in commands:
                print(f"== {name}: {command}", flush=True)
                subprocess.run([sys.executable, shared / "eval/score.py", command, shared / gold, pred], check=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
