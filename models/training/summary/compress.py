#!/usr/bin/env python3
"""Train the network that says what a summary gains without a phrase, on rows from `rows.rs phrases`.

usage: compress.py ROWS.bin WIDTH HIDDEN INNER OUT.bin [EPOCHS]

Squared error on the gain in ROUGE-1 + ROUGE-2 F1. One article in ten is held back; the mean gain of leaving out the phrase that scores best, where its
score is above 0, is printed beside the best possible one. Needs numpy and torch; one thread, fixed seed.
"""
import sys
import numpy as np
import torch

SCALE = 20  # gains are small numbers


def read(path, width):
    flat = np.fromfile(path, dtype="<f4")
    out, at = [], 0
    while at < len(flat):
        n = int(flat[at])
        at += 1
        if n:
            out.append((flat[at:at + n * width].reshape(n, width), flat[at + n * width:at + n * (width + 1)]))
        at += n * (width + 1)
    return out


def main(path, width, hidden, inner, out, epochs=12):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    lists = read(path, width)
    held = len(lists) // 10
    x = torch.from_numpy(np.concatenate([r[0] for r in lists[held:]]))
    y = torch.from_numpy(np.concatenate([r[1] for r in lists[held:]])) * SCALE
    mean, dev = x.mean(0), x.std(0).clamp(min=1e-3)
    net = torch.nn.Sequential(torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, inner), torch.nn.ReLU(), torch.nn.Linear(inner, 1))
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
        for r, w in lists[:held]:
            s = score(torch.from_numpy(r)).numpy()
            best += max(0.0, w.max())
            if s.max() > 0:
                got, taken, right = got + w[s.argmax()], taken + 1, right + (w[s.argmax()] > 0)
    print(f"{len(x)} phrases; held back {held}: gain {got / held:.4f}, best possible {best / held:.4f}, taken {taken}, of these right {right}")
    first = net[0]
    with torch.no_grad():
        parts = [first.weight / dev, first.bias - (first.weight * (mean / dev)).sum(1), net[2].weight, net[2].bias, net[4].weight / SCALE, net[4].bias / SCALE]
    with open(out, "wb") as f:
        for p in parts:
            f.write(p.detach().numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:]))
