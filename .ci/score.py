#!/usr/bin/env python3
"""Run `tomtat enrich` over the gold data and score it.

usage: score.py [--floors FILE] TOMTAT SHARED [CHECK…]     checks: news pages laws rouge words units train pages-train (default: the first six)

SHARED holds data/ and eval/. Gold goes in without its labels: id and text alone (`raw` of a page, the line of a law case).
FILE maps `check.command.figure` to the least percent it must reach.
"""
import json, pathlib, subprocess, sys, tempfile

import units

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
    return score(shared, "words", "words", gold, pred)


def score(shared, name, command, gold, pred):
    """The figures of one run of score.py, as `check.command.figure`."""
    print(f"== {name}: {command}", flush=True)
    out = subprocess.run([sys.executable, shared / "eval/score.py", command, gold, pred], check=True, capture_output=True, text=True).stdout
    print(out, end="", flush=True)
    figures = (pair.split("=") for line in out.splitlines() if line.startswith("SCORE ") for pair in line.split()[1:])
    return {f"{name}.{command}.{figure}": float(value) for figure, value in figures}


def main(*args):
    floors = {}
    if args[0] == "--floors":
        floors, args = json.loads(pathlib.Path(args[1]).read_text()), args[2:]
    tomtat, shared, *checks = args
    shared, figures = pathlib.Path(shared), {}
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        for name in checks or ["news", "pages", "laws", "rouge", "words", "units"]:
            if name == "words":
                figures |= words(tomtat, shared, tmp)
                continue
            if name == "units":
                print("== units: B-cubed of unit clusters", flush=True)
                figures |= units.figures(tomtat, shared)
                continue
            gold, commands = CHECKS[name]
            pred = tmp / f"{name}.jsonl"
            enrich(tomtat, shared / gold, pred)
            for command in commands:
                figures |= score(shared, name, command, shared / gold, pred)
    low = {k: (figures.get(k), v) for k, v in floors.items() if figures.get(k, 0.0) < v}
    for k, (got, floor) in low.items():
        print(f"{k}: {got} is below {floor}")
    return 1 if low else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
