#!/usr/bin/env python3
"""Train the tag ranker on rows from `rows.rs`.

usage: train.py ROWS.bin WIDTH HIDDEN INNER OUT.bin [EPOCHS [MORE.bin]]

Five folds say how good it is: F1 of the eight best candidates against the gold tags; then all articles are learned, and those of MORE too
(the same ones read from their annotated mentions). Needs numpy and torch.
"""
import sys
import numpy as np
import torch


def read(path, width):
    flat = np.fromfile(path, dtype="<f4")
    rows, at = [], 0
    while at < len(flat):
        n, gold = int(flat[at]), flat[at + 1]
        at += 2
        x = flat[at:at + n * width].reshape(n, width)
        y = flat[at + n * width:at + n * (width + 1)]
        rows.append((x, y, gold))
        at += n * (width + 1)
    return rows


def fit(rows, width, hidden, inner, epochs):
    x = torch.from_numpy(np.concatenate([r[0] for r in rows]))
    y = torch.from_numpy(np.concatenate([r[1] for r in rows]))
    mean, dev = x.mean(0), x.std(0).clamp(min=0.05)
    net = torch.nn.Sequential(torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Dropout(0.2), torch.nn.Linear(hidden, inner),
                              torch.nn.ReLU(), torch.nn.Linear(inner, 1))
    opt = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.05)
    steps = epochs * (len(x) // 256 + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=4e-3, total_steps=steps)
    for _ in range(epochs):
        for i in torch.randperm(len(x)).split(256):
            s = net((x[i] - mean) / dev).squeeze(1)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(s, y[i])
            opt.zero_grad(), loss.backward(), opt.step(), plan.step()
    net.eval()
    return net, mean, dev


def measure(model, rows):
    net, mean, dev = model
    hits = said = gold = 0
    for x, y, n in rows:
        gold += n
        if len(x):
            with torch.no_grad():
                best = net((torch.from_numpy(x) - mean) / dev).squeeze(1).argsort(descending=True)[:8].numpy()
            hits, said = hits + y[best].sum(), said + len(best)
    return hits, said, gold


def main(path, width, hidden, inner, out, epochs=20, more=None):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    rows = read(path, width)
    order = np.random.RandomState(1).permutation(len(rows))
    total = np.zeros(3)
    for fold in range(5):
        model = fit([rows[i] for n, i in enumerate(order) if n % 5 != fold], width, hidden, inner, epochs)
        total += measure(model, [rows[i] for n, i in enumerate(order) if n % 5 == fold])
    hits, said, gold = total
    print(f"five folds: P {hits / said:.4f} R {hits / gold:.4f} F1 {2 * hits / (said + gold):.4f}")
    print(f"reachable: R {sum(r[1].sum() for r in rows) / gold:.4f}")
    net, mean, dev = fit(rows + (read(more, width) if more else []), width, hidden, inner, epochs)
    layers = [m for m in net if isinstance(m, torch.nn.Linear)]
    with torch.no_grad():
        first = [layers[0].weight / dev, layers[0].bias - (layers[0].weight * (mean / dev)).sum(1)]
    rest = [p for layer in layers[1:] for p in (layer.weight, layer.bias)]
    with open(out, "wb") as f:
        for p in first + rest:
            f.write(p.detach().numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:7]), *sys.argv[7:])
