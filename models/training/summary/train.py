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
import lists

MOST = 40  # rows of an article that are looked at


def read(path, width):
    all = [(rows[:MOST], rewards[:MOST]) for _, rows, rewards in lists.read(path, width) if len(rows)]
    most = max(len(rows) for rows, _ in all)
    x = np.zeros((len(all), most, width), np.float32)
    y = np.full((len(all), most), np.nan, np.float32)
    for i, (r, w) in enumerate(all):
        x[i, :len(r)], y[i, :len(w)] = r, w
    return torch.from_numpy(x), torch.from_numpy(y)


def main(path, width, hidden, inner, out, epochs=8):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    x, y = read(path, width)
    real = ~torch.isnan(y)
    y = torch.nan_to_num(y)
    mean, dev = x[real].mean(0), x[real].std(0).clamp(min=1e-3)
    net = lists.layers(width, hidden, inner)
    every = torch.arange(len(x))
    train, test = every[every % 10 > 0], every[::10]
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
    lists.write(out, [*lists.folded(net[0], mean, dev), net[2].weight, net[2].bias, net[4].weight, net[4].bias])


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:]))
