#!/usr/bin/env python3
"""Fit how the model's chances and the table's go together, on rows from `rows.rs concepts`.

usage: advised.py ROWS.bin OUT.bin

A logistic model for syllables and one for pairs; one article in ten is held back, its cross-entropy is printed beside the table's. Needs numpy and torch.
"""
import sys
import numpy as np
import torch
import lists

WIDTH = 6


def fit(x, y):
    w = torch.zeros(WIDTH, requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=60, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y) + 1e-6 * (w ** 2).sum()
        loss.backward()
        return loss
    opt.step(closure)
    return w.detach()


def main(path, out):
    torch.set_num_threads(1)
    both = [(x, y) for _, x, y in lists.read(path, WIDTH)]
    weights = []
    for order in (0, 1):
        rows = both[order::2]
        held = len(rows) // 10
        cat = lambda part: (torch.from_numpy(np.concatenate([r[0] for r in part])), torch.from_numpy(np.concatenate([r[1] for r in part])))
        (x, y), (tx, ty) = cat(rows[held:]), cat(rows[:held])
        w = fit(x, y)
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        print(f"{('syllables', 'pairs')[order]}: table {loss(tx[:, 1], ty):.4f}, both {loss(tx @ w, ty):.4f}, weights {w.numpy().round(3)}")
        weights.append(w.numpy())
    lists.write(out, weights)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:3])
