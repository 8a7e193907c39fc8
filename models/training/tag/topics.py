#!/usr/bin/env python3
"""Train the topic table `src/tag/topics.bin`.

usage: topics.py PLAIN.jsonl OUT.bin GOLD.jsonl…

PLAIN are unlabelled articles (`../summary/prepare.py`), GOLD annotated ones. Syllables and pairs, weighted by tf-idf, are brought
to 150 dimensions by a truncated SVD over both; a linear classifier is learned there and folded back, so that words which no
gold article holds have weights too. The temperature is fitted to four-fold predictions. Needs numpy, scipy, scikit-learn, torch.
"""
import json, math, struct, sys
from collections import Counter
import numpy as np
import torch
from scipy.sparse import csr_matrix, vstack
from sklearn.decomposition import TruncatedSVD
from syllables import key, pair, syllables

CODES = ["politics", "party", "personnel", "defence", "foreign", "justice", "admin", "economy", "construction", "transport", "agriculture",
         "environment", "industry", "science", "education", "health", "culture", "society", "ethnic", "mobilisation", "anticorruption"]
UNLABELLED, FEATURES, DIMENSIONS, SCALE, TITLE, SLOTS = 16000, 20000, 150, 0.3, 3, 1 << 15


def features(title, body):
    counts = Counter()
    for line, n in [(x, TITLE) for x in title] + [(x, 1) for x in body]:
        s = [key(x) for x in syllables(line)]
        for x in s:
            counts[x] += n
        for x, y in zip(s, s[1:]):
            counts[pair(x, y)] += n
    return counts


def gold(row):
    if "raw" in row:
        lines = [(row["raw"][a:b], k) for a, b, k in row["lines"]]
        return features([x for x, k in lines if k == "title"], [x for x, k in lines if k in ("abstract", "body", "heading")])
    lines = [row["text"][a:b] for a, b in row["lines"]]
    return features(lines[:1], lines[1:])


def matrix(counts, vocabulary, rarity):
    rows, cols, vals = [], [], []
    for i, c in enumerate(counts):
        items = [(vocabulary[w], (1 + math.log(n)) * rarity[vocabulary[w]] / 16) for w, n in c.items() if w in vocabulary]
        norm = math.sqrt(sum(v * v for _, v in items)) or 1
        for j, v in items:
            rows.append(i), cols.append(j), vals.append(v / norm)
    return csr_matrix((vals, (rows, cols)), shape=(len(counts), len(vocabulary)))


def fit(x, rows, decay=1e-4, steps=150):
    torch.manual_seed(7)
    want = torch.zeros(len(rows), len(CODES))
    for i, r in enumerate(rows):
        for k, t in enumerate(r["topics"]):
            want[i, CODES.index(t)] = 1.0 if k == 0 else 0.6
    want /= want.sum(1, keepdim=True)
    x = torch.tensor(x)
    w, b = torch.zeros(x.shape[1], len(CODES), requires_grad=True), torch.zeros(len(CODES), requires_grad=True)
    opt = torch.optim.Adam([w, b], lr=0.1)
    for _ in range(steps):
        loss = -(torch.log_softmax(x @ w + b, 1) * want).sum(1).mean() + decay * (w ** 2).sum()
        opt.zero_grad(), loss.backward(), opt.step()
    return w.detach().numpy(), b.detach().numpy()


def temperature(logits, rows):
    main = torch.tensor([CODES.index(r["topics"][0]) for r in rows])
    logits = torch.tensor(logits)
    loss = {t: torch.nn.functional.cross_entropy(logits / t, main).item() for t in np.arange(0.5, 5, 0.1)}
    return min(loss, key=loss.get)


def table(keys, rarity, weights, bias):
    scale = np.abs(weights).max() / 127
    out = bytearray(struct.pack(f"<{1 + len(CODES)}f", scale, *bias))
    slots, entries = [0] * SLOTS, bytearray()
    for n, k in enumerate(keys):
        slot = ((k * 0x9E3779B1) & 0xFFFFFFFF) >> 17
        while slots[slot]:
            slot = (slot + 1) % SLOTS
        slots[slot] = n + 1
        entries += struct.pack("<IB", k, rarity[n]) + np.round(weights[n] / scale).astype(np.int8).tobytes()
    return bytes(out) + struct.pack(f"<{SLOTS}H", *slots) + bytes(entries)


def main(plain, out, *golds):
    rows = [json.loads(line) for path in golds for line in open(path, encoding="utf8")]
    labelled = [gold(r) for r in rows]
    more = []
    with open(plain, encoding="utf8") as f:
        for i, line in enumerate(f):
            if i % 5 == 0:
                row = json.loads(line)
                more.append(features([row["title"]], row["body"][:25]))
            if len(more) == UNLABELLED:
                break
    held = Counter(w for c in labelled + more for w in c)
    total = len(labelled) + len(more)
    kept = sorted((w for w, n in held.items() if 15 <= n < 0.4 * total and w), key=lambda w: (-held[w], w))[:FEATURES]
    vocabulary = {w: i for i, w in enumerate(kept)}
    rarity = [min(255, round(16 * math.log(total / held[w]))) for w in kept]
    x, u = matrix(labelled, vocabulary, rarity), matrix(more, vocabulary, rarity)
    svd = TruncatedSVD(DIMENSIONS, random_state=0, n_iter=4).fit(vstack([u, x]))
    z = (svd.transform(x) / SCALE).astype(np.float32)
    order = np.random.RandomState(1).permutation(len(rows))
    crossed = np.zeros((len(rows), len(CODES)), np.float32)
    for fold in range(4):
        test = order[fold::4]
        train = np.setdiff1d(order, test)
        w, b = fit(z[train], [rows[i] for i in train])
        crossed[test] = z[test] @ w + b
    best = crossed.argmax(1)
    print(f"four folds: best among the gold topics {np.mean([CODES[t] in r['topics'] for t, r in zip(best, rows)]):.4f}")
    t = temperature(crossed, rows)
    w, b = fit(z, rows)
    with open(out, "wb") as f:
        f.write(table(kept, rarity, (svd.components_.T / SCALE) @ w / t, b / t))
    print(f"temperature {t:.1f}, {len(kept)} features")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
