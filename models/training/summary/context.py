#!/usr/bin/env python3
"""Train the network that ranks sentences in the sight of the whole article, on rows from `rows.rs context`.

usage: context.py ROWS.bin OUT.bin [EPOCHS]

Squared error on what a sentence earns and, article by article, weight on the sentences that earn most. One article in ten is held back; its mean
reward for the best-scored sentence is printed beside the first one's and the best possible. Needs numpy and torch; one thread, fixed seed.
"""
import sys
import numpy as np
import torch
import torch.nn.functional as F
import lists

VECTOR, ROW, UNIT, MOST = 256, 62, 64, 40


def read(path):
    half = lambda x: x.astype(np.float16)
    return [(half(title), half(rows[:MOST]), rewards[:MOST].copy()) for title, rows, rewards in lists.read(path, VECTOR + ROW, VECTOR) if len(rows)]


class Net(torch.nn.Module):
    def __init__(self, mean, dev):
        super().__init__()
        self.sentence, self.title = torch.nn.Linear(VECTOR + ROW, UNIT), torch.nn.Linear(VECTOR, UNIT)
        self.mix, self.last = torch.nn.Linear(6 * UNIT, UNIT), torch.nn.Linear(UNIT, 1)
        self.mean, self.dev = mean, dev
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, title, x, there):
        there = there.unsqueeze(-1).float()
        x = ((x - self.mean) / self.dev).clamp(-8, 8)
        u = F.relu(self.sentence(self.drop(x))) * there
        t = F.relu(self.title(title)) * (title.abs().sum(-1, keepdim=True) > 0)
        m = (u.sum(1) / there.sum(1)).unsqueeze(1)
        before, after = F.pad(u, (0, 0, 1, 0))[:, :-1], F.pad(u, (0, 0, 0, 1))[:, 1:]
        seen = torch.cat([u, before, after, m.expand_as(u), u * m, u * t.unsqueeze(1)], -1)
        return self.last(self.drop(F.relu(self.mix(seen)))).squeeze(-1)


def collate(part):
    most = max(len(p[1]) for p in part)
    x, y = torch.zeros(len(part), most, VECTOR + ROW), torch.zeros(len(part), most)
    there = torch.zeros(len(part), most, dtype=torch.bool)
    for i, (_, rows, rewards) in enumerate(part):
        n = len(rows)
        x[i, :n], y[i, :n], there[i, :n] = torch.from_numpy(rows.astype(np.float32)), torch.from_numpy(rewards), True
    return torch.from_numpy(np.stack([p[0] for p in part]).astype(np.float32)), x, y, there


def main(path, out, epochs=8):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    all = read(path)
    test, train = all[::10], [a for i, a in enumerate(all) if i % 10]
    held = len(test)
    sample = torch.from_numpy(np.concatenate([r[1] for r in train[:2000]]).astype(np.float32))
    net = Net(sample.mean(0), sample.std(0).clamp(min=1e-2))
    size, rng = 64, np.random.default_rng(7)
    steps = epochs * (len(train) // size)
    opt = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=2e-3, total_steps=steps + 1)

    def measure():
        net.eval()
        got, first, best = [], [], []
        with torch.no_grad():
            for c in range(0, held, 200):
                title, x, y, there = collate(test[c:c + 200])
                s = net(title, x, there).masked_fill(~there, -1e9)
                got += y.gather(1, s.argmax(1, keepdim=True)).squeeze(1).tolist()
                first += y[:, 0].tolist()
                best += y.max(1)[0].tolist()
        net.train()
        print(f"held back {held}: {np.mean(got):.4f}, first {np.mean(first):.4f}, best possible {np.mean(best):.4f}", flush=True)

    for epoch in range(epochs):
        order = rng.permutation(len(train))
        for c in range(0, len(order) - size, size):
            title, x, y, there = collate([train[i] for i in order[c:c + size]])
            s = net(title, x, there)
            square = ((s - y)[there] ** 2).mean()
            gain = -(torch.softmax(s.masked_fill(~there, -1e9) / 0.05, 1) * y).sum(1).mean()
            opt.zero_grad()
            (4 * square + gain).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            plan.step()
        measure()
    rest = [p for layer in (net.title, net.mix, net.last) for p in (layer.weight, layer.bias)]
    lists.write(out, [*lists.folded(net.sentence, net.mean, net.dev), *rest])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
