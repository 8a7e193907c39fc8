#!/usr/bin/env python3
"""Train the linear model of key points on rows from `rows.rs points`.

usage: points.py ROWS.bin WIDTH OUT.bin [DECAY]

Five folds over articles say how many of the three best are marked, beside the ranker's own three best. Needs numpy and torch.
"""
import sys
import numpy as np
import torch
import lists


def fit(rows, decay):
    x = torch.from_numpy(np.concatenate([r[0] for r in rows]))
    y = torch.from_numpy(np.concatenate([r[1] for r in rows]))
    mean, dev = x.mean(0), x.std(0).clamp(min=0.05)
    x = (x - mean) / dev
    w, b = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    opt = torch.optim.LBFGS([w, b], max_iter=200)

    def loss():
        opt.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y) + decay * (w ** 2).sum()
        value.backward()
        return value

    opt.step(loss)
    w, b = w.detach(), b.detach()
    return (w / dev).numpy(), (b - (w * mean / dev).sum()).numpy()


def precision(rows, score):
    return np.mean([y[np.argsort(-score(x))[:3]].mean() for x, y in rows if len(y)])


def main(path, width, out, decay=0.01):
    torch.set_num_threads(1)
    rows = [(x, y) for _, x, y in lists.read(path, width)]
    pairs = list(zip(rows[::2], rows[1::2]))
    order = np.random.RandomState(1).permutation(len(pairs))
    kept = {0: [], 1: []}
    for fold in range(5):
        train = [r for n, i in enumerate(order) if n % 5 != fold for r in pairs[i]]
        w, b = fit(train, decay)
        for which in kept:
            kept[which].append(precision([pairs[i][which] for n, i in enumerate(order) if n % 5 == fold], lambda x: x @ w + b))
    print(f"three best: with abstract {np.mean(kept[0]):.4f}, without {np.mean(kept[1]):.4f}, ranker's {precision(rows, lambda x: x[:, 62]):.4f}")
    w, b = fit(rows, decay)
    lists.write(out, [w, b])


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], *map(float, sys.argv[4:]))
