#!/usr/bin/env python3
"""Fit the weights of `src/digest/weights.tsv`: how much of a sentence the reference summaries of its event take over.

usage: fit.py CLUSTERS.jsonl events EVENTS.jsonl     the events as `train-digest` reads them
       fit.py CLUSTERS.jsonl fit ROWS.jsonl WEIGHTS  needs numpy

CLUSTERS is `mds/ktlab-200-clusters.jsonl`. Only clusters of odd number are fitted on; the even ones are for reporting (`.ci/digest.py`).
Ridge regression of the share of the sentence's pairs of syllables that a reference holds, the mean over both references.
"""
import json, re, sys, unicodedata

RIDGE = 100.0


def syllables(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower().replace("_", " "))


def events(clusters, out):
    with open(out, "w", encoding="utf8") as f:
        for c in clusters:
            f.write(json.dumps({"id": c["id"], "articles": [article(d) for d in c["documents"]]}, ensure_ascii=False) + "\n")


def article(document):
    title = re.search(r"TITLE:(.*)", document["info"])
    day = re.search(r"TIME:\s*(\d+)/(\d+)/(\d+)", document["info"])
    return {
        "text": document["body"],
        "title": title.group(1).replace("_", " ").strip() or None if title else None,
        "published": f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None,
    }


def fit(clusters, rows, out):
    import numpy as np

    references = {c["id"]: [set(pairs(c[r])) for r in ("ref1", "ref2")] for c in clusters if int(c["id"].split("_")[1]) % 2}
    inputs, shares = [], []
    for line in open(rows, encoding="utf8"):
        cluster = json.loads(line)
        for sample in cluster["samples"] if cluster["id"] in references else []:
            said = set(pairs(sample["text"]))
            inputs.append(sample["row"])
            shares.append(sum(len(said & r) for r in references[cluster["id"]]) / 2 / max(1, len(said)))
    x, y = np.array(inputs), np.array(shares)
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / scale
    weights = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (y - y.mean())) / scale
    print(f"{len(y)} sentences, correlation {np.corrcoef(x @ weights, y)[0, 1]:.3f}")
    with open(out, "w", encoding="utf8") as f:
        f.write("# What a sentence of a cluster is judged by, and its weight. Made by models/training/digest.\n")
        for name, weight in [*zip(cluster["names"], weights), ("bias", y.mean() - mean @ weights)]:
            f.write(f"{name}\t{weight:.6f}\n")


def pairs(text):
    said = syllables(text)
    return zip(said, said[1:])


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] not in ("events", "fit"):
        sys.exit(__doc__)
    clusters = [json.loads(line) for line in open(sys.argv[1], encoding="utf8")]
    {"events": events, "fit": fit}[sys.argv[2]](clusters, *sys.argv[3:])
