#!/usr/bin/env python3
"""Train a ranking network on rows from `rows.rs`.

usage: train.py ROWS.bin WIDTH HIDDEN INNER OUT.bin [EPOCHS]

The network learns what a row earns (squared error) and, list by list, to put its weight on the rows that earn most. One article in
ten is held back; its mean reward for the best-scored row is printed beside the first row's and the best possible one. Means and
deviations of the inputs are folded into the first layer. Needs numpy and torch; one thread, fixed seed.
"""
import sys
import numpy as np
import torch

MOST = 40  # rows of an article that are looked at


def read(path, width):
    flat = np.fromfile(path, dtype="<f4")
    rows, rewards, at = [], [], 0
    while at < len(flat):
        n = int(flat[at])
        at += 1
        if n:
            rows.append(flat[at:at + n * width].reshape(n, width)[:MOST])
            rewards.append(flat[at + n * width:at + n * (width + 1)][:MOST])
        at += n * (width + 1)
    most = max(map(len, rows))
    x = np.zeros((len(rows), most, width), np.float32)
    y = np.full((len(rows), most), np.nan, np.float32)
    for i, (r, w) in enumerate(zip(rows, rewards)):
        x[i, :len(r)], y[i, :len(w)] = r, w
    return torch.from_numpy(x), torch.from_numpy(y)


def main(path, width, hidden, inner, out, epochs=8):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    x, y = read(path, width)
    real = ~torch.isnan(y)
    y = torch.nan_to_num(y)
    mean, dev = x[real].mean(0), x[real].std(0).clamp(min=1e-3)
    net = torch.nn.Sequential(torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, inner), torch.nn.ReLU(), torch.nn.Linear(inner, 1))
    held = len(x) // 10
    train, test = torch.arange(len(x) - held), torch.arange(len(x) - held, len(x))
    size = 128
    steps = epochs * (len(train) // size)
    opt = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-4)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=5e-3, total_steps=steps + 1)

    def score(i):
        s = net(((x[i] - mean) / dev).clamp(-8, 8)).squeeze(-1)
        return s.masked_fill(~real[i], -1e9)

    def measure():
        with torch.no_grad():
            best = torch.cat([score(i).argmax(1) for i in test.split(1000)])
        got = y[test].gather(1, best[:, None]).mean().item()
        print(f"held back: {got:.4f}, first row {y[test, 0].mean():.4f}, best possible {y[test].max(1)[0].mean():.4f}", flush=True)

    for epoch in range(epochs):
        for i in train[torch.randperm(len(train))].split(size)[:steps // epochs]:
            s, want, there = score(i), y[i], real[i]
            square = ((s - want)[there] ** 2).mean()
            gain = -(torch.softmax(s / 0.04, 1) * want).sum(1).mean()
            loss = 4 * square + gain
            opt.zero_grad()
            loss.backward()
            opt.step()
            plan.step()
        measure()
    first = net[0]
    with torch.no_grad():
        weight = first.weight / dev
        bias = first.bias - (first.weight * (mean / dev)).sum(1)
    parts = [weight, bias, net[2].weight, net[2].bias, net[4].weight, net[4].bias]
    with open(out, "wb") as f:
        for p in parts:
            f.write(p.detach().numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:]))
