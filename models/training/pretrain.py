"""Pretrains the encoder on vietnews: masked words, hidden capitals, word boundaries of the source's segmentation.

usage: pretrain.py WORK [--minutes N] [--workers N] [--init FILE]
"""
import argparse
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

import model
import text

HERE = pathlib.Path(__file__).parent


class Stream:
    """Random windows of the token arrays; each token once an epoch."""

    def __init__(self, work, window, batch, rng):
        self.ids = np.load(work / "ids.npy")
        feat, starts = np.load(work / "feat.npy"), np.load(work / "starts.npy")
        self.shape, self.gap, self.join = feat & 15, feat >> 4 & 3, feat >> 6
        line = np.cumsum(self.gap == text.NEWLINE)
        first = np.repeat(line[starts[:-1]], np.diff(starts))
        self.part = np.minimum(line - first, 2).astype(np.uint8)
        self.window, self.batch, self.rng = window, batch, rng

    def __iter__(self):
        while True:
            offset = self.rng.integers(self.window)
            order = self.rng.permutation((len(self.ids) - offset) // self.window)
            for c in range(0, len(order) - self.batch, self.batch):
                at = (offset + order[c:c + self.batch] * self.window)[:, None] + np.arange(self.window)
                yield tuple(a[at].astype(np.int64) for a in (self.ids, self.shape, self.gap, self.join, self.part))


def corrupt(batch, n, vocab, rng):
    """Hides n tokens (whole words) and the shape of n others."""
    ids, shape, gap, join, part = batch
    word = np.cumsum(join.reshape(-1) == 0)
    priority = rng.random(word[-1] + 1)[word]
    order = np.argpartition(priority, (n, 2 * n))
    masked, bare = order[:n], order[n:2 * n]
    x, s = ids.reshape(-1).copy(), shape.reshape(-1).copy()
    dice = rng.random(n)
    x[masked] = np.where(dice < 0.8, 2, np.where(dice < 0.9, rng.integers(3, vocab, n), x[masked]))
    s[masked] = s[bare] = text.NO_SHAPE
    s = s.reshape(shape.shape)
    # Headlines in capitals and text without: a few sequences keep only the classes that survive that.
    for row in np.flatnonzero(rng.random(len(s)) < 0.06):
        word = s[row] <= text.MIXED
        s[row][word] = text.UPPER if rng.random() < 0.5 else text.LOWER
    if rng.random() < 0.3:
        part = np.where(rng.random((len(part), 1)) < 0.5, 2, part)
    return x.reshape(ids.shape), s + text.SHAPES * gap, part, masked, bare


def work(rank, m, a, cfg):
    """One worker: own batches and optimizer, weights shared with the others (updates need no lock, and no worker waits for another)."""
    torch.set_num_threads(1)
    pre = cfg["pretrain"]
    minutes = a.minutes or pre["minutes"]
    seed = cfg["seed"] + rank + (100 if a.init else 0)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    vocab, d = m.encoder.token.weight.shape
    opt = torch.optim.AdamW(m.parameters(), lr=pre["lr"], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    n = int(pre["mask"] * pre["batch"] * cfg["model"]["window"]) // 64 * 64
    start, seen, log = time.time(), 0, [0.0] * 4
    for step, batch in enumerate(Stream(a.work, cfg["model"]["window"], pre["batch"], rng), 1):
        done = (time.time() - start) / 60 / minutes
        if done >= 1:
            break
        lr = pre["lr"] * min(step / pre["warmup"], 0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)
        for g in opt.param_groups:
            g["lr"] = lr
        x, feat, part, masked, bare = corrupt(batch, n, vocab, rng)
        target = torch.from_numpy(batch[0].reshape(-1)[masked])
        h = m.encoder(*map(torch.from_numpy, (x, feat, part)))
        flat = h.reshape(-1, d)
        # Softmax over the frequent words, a random part of the rest and the targets: near the full one at a third of its cost.
        some = np.unique(np.concatenate([np.arange(3, 2000), rng.integers(2000, vocab, 3000), target.numpy()]))
        some = torch.from_numpy(np.concatenate([some, rng.integers(2000, vocab, -len(some) % 256)]))
        logits = (m.mlm(flat[masked]).bfloat16() / 16 @ m.encoder.token.weight[some].bfloat16().T).float() + m.mlm_bias[some]
        where = torch.full((vocab,), -1)
        where[some.flip(0)] = torch.arange(len(some)).flip(0)
        mlm = F.cross_entropy(logits, where[target])
        both = np.concatenate([masked, bare])
        shape = F.cross_entropy(m.shape(flat[both]), torch.from_numpy(batch[1].reshape(-1)[both]))
        word = F.cross_entropy(m.tags(h)["word"].reshape(-1, 2), torch.from_numpy(batch[3].reshape(-1)))
        loss = mlm + 0.5 * shape + 0.5 * word
        loss.backward()
        torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
        opt.step()
        opt.zero_grad()
        seen += x.size
        log = [0.98 * o + 0.02 * v.item() for o, v in zip(log, (loss, mlm, shape, word))]
        if step % 100 == 0:
            fix = 1 - 0.98 ** step
            print(f"worker {rank} step {step} tokens {seen / 1e6:.1f}M min {(time.time() - start) / 60:.1f} tok/s {seen / (time.time() - start):.0f} lr {lr:.5f} "
                  f"loss {log[0] / fix:.3f} mlm {log[1] / fix:.3f} shape {log[2] / fix:.3f} word {log[3] / fix:.3f}", flush=True)
        if rank == 0 and step % 1000 == 0:
            torch.save({"model": m.state_dict()}, a.work / "pretrained.pt")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("work", type=pathlib.Path)
    a.add_argument("--minutes", type=float)
    a.add_argument("--workers", type=int, default=2)
    a.add_argument("--init", type=pathlib.Path, help="go on from this checkpoint instead of the vectors")
    a = a.parse_args()
    cfg = json.load(open(HERE / "config.json"))
    torch.manual_seed(cfg["seed"])
    if a.init:
        m = model.load(a.init, cfg["model"], 0.05)
    else:
        vectors = torch.from_numpy(np.load(a.work / "vectors.npy"))
        m = model.Reader(len(vectors), cfg["model"], 0.05)
        m.encoder.token.weight.data.copy_(vectors)
    m.share_memory()
    torch.multiprocessing.spawn(work, (m, a, cfg), nprocs=a.workers)
    torch.save({"model": m.state_dict()}, a.work / "pretrained.pt")


if __name__ == "__main__":
    main()
