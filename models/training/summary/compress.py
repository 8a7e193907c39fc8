#!/usr/bin/env python3
"""Train the network that says what a summary gains without a phrase, on rows from `rows.rs phrases`.

usage: compress.py ROWS.bin WIDTH HIDDEN INNER OUT.bin [EPOCHS]

Squared error on the gain in ROUGE-1 + ROUGE-2 F1. One article in ten is held back; the mean gain of leaving out the phrase that scores best, where its
score is above 0, is printed beside the best possible one. Needs numpy and torch; one thread, fixed seed.
"""
import sys
import numpy as np
import torch
import lists

SCALE = 20  # gains are small numbers


def main(path, width, hidden, inner, out, epochs=12):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    all = [(x, y) for _, x, y in lists.read(path, width) if len(x)]
    held = len(all) // 10
    x = torch.from_numpy(np.concatenate([r[0] for r in all[held:]]))
    y = torch.from_numpy(np.concatenate([r[1] for r in all[held:]])) * SCALE
    mean, dev = x.mean(0), x.std(0).clamp(min=1e-3)
    net = lists.layers(width, hidden, inner)
    opt = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    size = 512
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=5e-3, total_steps=epochs * (len(x) // size) + 1)
    score = lambda r: net(((r - mean) / dev).clamp(-8, 8)).squeeze(-1)
    for epoch in range(epochs):
        for i in torch.randperm(len(x)).split(size)[:len(x) // size]:
            loss = torch.nn.functional.smooth_l1_loss(score(x[i]), y[i])
            opt.zero_grad()
            loss.backward()
            opt.step()
            plan.step()
    got, best, right, taken = 0.0, 0.0, 0, 0
    with torch.no_grad():
        for r, w in all[:held]:
            s = score(torch.from_numpy(r.copy())).numpy()
            best += max(0.0, w.max())
            if s.max() > 0:
                got, taken, right = got + w[s.argmax()], taken + 1, right + (w[s.argmax()] > 0)
    print(f"{len(x)} phrases; held back {held}: gain {got / held:.4f}, best possible {best / held:.4f}, taken {taken}, of these right {right}")
    lists.write(out, [*lists.folded(net[0], mean, dev), net[2].weight, net[2].bias, net[4].weight / SCALE, net[4].bias / SCALE])


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:]))
