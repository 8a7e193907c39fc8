"""Fits one temperature a head on the validation sets and reports the expected calibration error before and after.

usage: calibrate.py DATA WORK CHECKPOINT OUT.json
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

import data as gold
import decode
import model
import text

HERE = pathlib.Path(__file__).parent


def ece(p, right, bins=15):
    """Mean gap between confidence and accuracy over bins of equal width, in percent."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return 100 * sum(abs(p[which == b].mean() - right[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any())


def fit(logits, target):
    grid = np.exp(np.linspace(np.log(0.3), np.log(3.0), 93))
    loss = [F.cross_entropy(logits / t, target).item() for t in grid]
    return float(grid[int(np.argmin(loss))])


def main(data, work, checkpoint, out):
    data = pathlib.Path(data)
    cfg = json.load(open(HERE / "config.json"))
    torch.set_num_threads(2)
    m = model.load(checkpoint, cfg["model"], 0.0)
    vocab = gold.Vocab(work)
    gov = list(gold.gov(data, vocab, "val")) + list(gold.gov(data, vocab, "pages-val"))
    vlsp = list(gold.vlsp2018(data, vocab, "dev"))[::4]
    rows = {k: ([], []) for k in ("outer", "inner", "vlsp", "topics")}
    spans = []
    for docs, heads in ((gov, ("outer", "inner")), (vlsp, ("vlsp",))):
        hidden, embed = decode.read(m, cfg["model"], docs)
        for d, h, e in zip(docs, hidden, embed):
            with torch.no_grad():
                t = m.tags(torch.from_numpy(h))
            for k in heads:
                rows[k][0].append(t[k])
                rows[k][1].append(torch.from_numpy(d.c[k]))
            if "outer" in heads:
                rows["topics"][0].append(torch.from_numpy(decode.pooled(m, d, h, e)[0])[None])
                rows["topics"][1].append(torch.tensor([model.TOPICS.index(d.topics[0])]))
                spans.append((d, t["outer"]))
    result = {"salience": 1.0}
    for k, (logits, target) in rows.items():
        logits, target = torch.cat(logits), torch.cat(target)
        keep = target != gold.IGNORE
        logits, target = logits[keep], target[keep]
        name = {"vlsp": "general"}.get(k, k)
        result[name] = round(fit(logits, target), 3)
        for t in (1.0, result[name]):
            p, y = F.softmax(logits / t, -1).max(-1)
            print(f"{name:8} temperature {t:.3f} ECE of the tokens {ece(p.numpy(), (y == target).numpy()):.2f} %")
    # Spans: the confidence that the record carries against whether the mention is right.
    p, right = [], []
    for d, logits in spans:
        logp = decode.log_softmax(logits.numpy() / result["outer"])
        for a, b, kind in decode.spans(decode.best_path(logp, d.c["gap"] == text.NEWLINE), model.OUTER):
            j = 1 + 2 * model.OUTER.index(kind)
            p.append(min(1.0, float((np.exp(logp[a:b, j]) + np.exp(logp[a:b, j + 1])).min())))
            right.append((d.spans[a][0], d.spans[b - 1][1], kind) in d.gold)
    print(f"mentions: confidence {np.mean(p):.3f}, right {np.mean(right):.3f}, ECE {ece(np.array(p), np.array(right)):.2f} %")
    json.dump(result, open(out, "w"))


if __name__ == "__main__":
    main(*sys.argv[1:])
