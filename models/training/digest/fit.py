#!/usr/bin/env python3
"""Fit `weights.tsv` and `chances.tsv` of `src/digest`: what of an event's articles its reference summaries take over.

usage: fit.py events CLUSTERS.jsonl EVENTS.jsonl     the events as `train-digest` reads them
       fit.py fit ROWS.jsonl FOLDER                  needs numpy; FOLDER is src/digest

CLUSTERS is `mds/ktlab-200-clusters.jsonl`. Only clusters of odd number are fitted on; the even ones are for reporting (`.ci/digest.py`).
The worth of a sentence is a ridge regression of the share of its pairs of syllables that a reference holds; the chance of a pair is a
logistic regression over its own numbers and the worth of the sentences that hold it, each judged by a model of the other folds.
"""
import json, re, sys

RIDGE, FOLDS = 100.0, 5


def events(clusters, out):
    with open(out, "w", encoding="utf8") as f:
        for line in open(clusters, encoding="utf8"):
            c = json.loads(line)
            if int(c["id"].split("_")[1]) % 2:
                event = {"references": [c["ref1"], c["ref2"]], "articles": [article(d) for d in c["documents"]]}
                f.write(json.dumps(event, ensure_ascii=False) + "\n")


def article(document):
    title = re.search(r"TITLE:(.*)", document["info"])
    day = re.search(r"TIME:\s*(\d+)/(\d+)/(\d+)", document["info"])
    return {
        "text": document["body"],
        "title": title[1].replace("_", " ").strip() or None if title else None,
        "published": f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None,
    }


def fit(rows, folder):
    clusters = [json.loads(line) for line in open(rows, encoding="utf8")]
    x = [np.array([s[1] for s in c["sentences"]]) for c in clusters]
    y = [np.array([np.mean([c["pairs"][p][6] for p in s[2]] or [0.0]) for s in c["sentences"]]) for c in clusters]
    pairs, held = [], []
    for fold in range(FOLDS):
        others = [i for i in range(len(clusters)) if i % FOLDS != fold]
        weights, bias = ridge(np.vstack([x[i] for i in others]), np.concatenate([y[i] for i in others]))
        for i in range(fold, len(clusters), FOLDS):
            rows, taken = pair_rows(clusters[i], np.clip(x[i] @ weights + bias, 0.01, 0.95))
            pairs.append(rows)
            held.append(taken)
    weights, bias = ridge(np.vstack(x), np.concatenate(y))
    write(f"{folder}/weights.tsv", clusters[0]["names"], weights, bias, "What a sentence of a cluster is judged by")
    weights, bias = logistic(np.vstack(pairs), np.concatenate(held))
    names = ["best", "any", "articles", "sentences", "first", "title", "rarity", "worth"]
    write(f"{folder}/chances.tsv", names, weights, bias, "What a pair of syllables of a cluster is judged by")


def pair_rows(cluster, worth):
    """The numbers of `src/digest/chances.rs`, and how many of the references hold each pair."""
    best = [{} for _ in cluster["pairs"]]
    for (article, _, pairs), w in zip(cluster["sentences"], worth):
        for p in pairs:
            best[p][article] = max(best[p].get(article, 0.0), w)
    logit = lambda p: np.log(np.clip(p, 0.001, 0.999) / (1 - np.clip(p, 0.001, 0.999)))
    rows = []
    for by_article, (articles, sentences, first, titled, rarity, common, _) in zip(best, cluster["pairs"]):
        judged = list(by_article.values())
        any_of = 1 - np.prod([1 - w for w in judged])
        rows.append([logit(max(judged)), logit(any_of), articles / cluster["articles"], np.log(sentences), np.log(1 + first), titled, rarity / 8, common / 4])
    return np.array(rows), np.array([p[6] for p in cluster["pairs"]])


def ridge(x, y):
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / scale
    weights = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (y - y.mean())) / scale
    return weights, y.mean() - mean @ weights


def logistic(x, y, decay=10.0):
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    weights, decays = np.zeros(z.shape[1]), np.r_[np.full(x.shape[1], decay), 0.0]
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ weights))
        slope = z.T @ (y - p) - decays * weights
        weights += np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(decays), slope)
    print(f"{len(y)} pairs, correlation {np.corrcoef(z @ weights, y)[0, 1]:.3f}")
    return weights[:-1] / scale, weights[-1] - mean @ (weights[:-1] / scale)


def write(path, names, weights, bias, what):
    with open(path, "w", encoding="utf8") as f:
        f.write(f"# {what}, and its weight. Made by models/training/digest.\n")
        for name, weight in [*zip(names, weights), ("bias", bias)]:
            f.write(f"{name}\t{weight:.6f}\n")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("events", "fit"):
        sys.exit(__doc__)
    if sys.argv[1] == "fit":
        import numpy as np
    {"events": events, "fit": fit}[sys.argv[1]](*sys.argv[2:])
