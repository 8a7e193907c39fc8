"""Trains all heads at once on gold data, from the pretrained encoder.

usage: finetune.py DATA WORK [--minutes N] [--init FILE] [--out FILE] [--teacher FILE] [--workers N] [--steps N] [--without KIND,…]

--steps counts steps instead of minutes (runs that are to be compared); --without leaves out swap, vlsp-swap, capitals, hidden, gaps, parts, vlsp, news.
"""
import argparse
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

import augment
import data as gold
import decode
import model
import text

HERE = pathlib.Path(__file__).parent
LABELS = ("outer", "inner", "vlsp", "word", "kept")


class Sets:
    def __init__(self, data, work, without=()):
        self.without = without
        self.vocab = gold.Vocab(work)
        self.gov = list(gold.gov(data, self.vocab, "train"))
        self.pages = list(gold.gov(data, self.vocab, "pages-train"))
        self.vlsp = list(gold.vlsp2018(data, self.vocab, "train"))
        self.vlsp16 = list(gold.vlsp2016(data, self.vocab))
        self.news = gold.News(work)
        self.pool = augment.Pool(self.gov + self.pages, self.vocab, data)
        self.vlsp_pool = augment.Pool(self.vlsp, self.vocab, data)
        self.silver = []

    def epoch(self, rng, mix):
        """Documents of one pass: gold as it is, gold with swaps, a share of the rest."""
        docs, on = [], lambda kind: kind not in self.without
        for d in self.gov + self.pages:
            docs += [d] if rng.random() < mix["plain"] else []
            docs += [augment.swap(d, self.pool, rng, rng.uniform(0.3, 1.0)) if on("swap") else d for _ in range(mix["swapped"])]
        share = lambda rows, p: [rows[i] for i in np.flatnonzero(rng.random(len(rows)) < p)]
        if on("vlsp"):
            docs += share(self.vlsp, mix["vlsp2018"]) + share(self.vlsp16, mix["vlsp2016"])
            swapped = share(self.vlsp, mix["vlsp_swapped"])
            docs += [augment.swap(d, self.vlsp_pool, rng, rng.uniform(0.3, 1.0)) if on("vlsp-swap") else d for d in swapped]
        if on("news"):
            docs += [self.news.doc(i, abstract=rng.random() < 0.3) for i in rng.integers(len(self.news), size=mix["news"])]
        if self.silver:
            docs += [self.silver[i] for i in rng.integers(len(self.silver), size=mix["silver"])]
        return [docs[i] for i in rng.permutation(len(docs))]


def windows(d, size, rng):
    """Cuts at random places: every token once."""
    cuts, at = [], int(rng.integers(1, size + 1)) if len(d) > size else size
    lo = 0
    while lo < len(d):
        hi = min(at, len(d))
        if len(d) - hi < 24:
            hi = len(d)
            if hi - lo > size:
                hi = lo + size
        cuts.append((lo, hi))
        lo, at = hi, hi + size
    return cuts


def batches(docs, size, rows, rng):
    """Yields lists of (document, start, end); the windows of a document stay together where they fit."""
    batch = []
    for d in docs:
        for a, b in windows(d, size, rng):
            batch.append((d, a, b))
            if len(batch) == rows:
                yield batch
                batch = []


def collate(batch, size, rng, without=()):
    r = len(batch)
    t = {k: torch.zeros(r, size, dtype=torch.long) for k in ("ids", "feat", "part", "mask")}
    y = {k: torch.full((r, size), gold.IGNORE) for k in LABELS}
    doc_of, sent_of = torch.full((r, size), -1), torch.full((r, size), -1)
    weight = torch.zeros(r, size)
    soft = {}
    docs, targets, places = [], [], []
    for i, (d, a, b) in enumerate(batch):
        c = {k: v[a:b].copy() for k, v in d.c.items()}
        augment.noise(c, rng, without)
        n = b - a
        t["ids"][i, :n], t["part"][i, :n], t["mask"][i, :n] = torch.from_numpy(c["ids"]), torch.from_numpy(c["part"]), 1
        t["feat"][i, :n] = torch.from_numpy(c["shape"] + text.SHAPES * c["gap"])
        for k in LABELS:
            y[k][i, :n] = torch.from_numpy(c[k])
        weight[i, :n] = d.weight
        if d.soft is not None:
            soft[i] = (n, d.soft[a:b])
        if not docs or docs[-1] is not d:
            docs.append(d)
            base = len(targets)
            targets += d.salience
            places += [(k, len(d.salience)) for k in range(len(d.salience))]
        doc_of[i, :n] = len(docs) - 1
        sent_of[i, :n] = torch.from_numpy(c["sent"]) + base
    return t, y, weight, soft, docs, doc_of, sent_of, torch.tensor(targets, dtype=torch.float32), torch.tensor(places, dtype=torch.float32)


def pooled_losses(m, h, emb, part, docs, doc_of, sent_of, targets, places):
    """Topic and salience losses over the documents and sentences of a batch."""
    keep = (doc_of >= 0).reshape(-1)
    flat, emb = h.reshape(-1, h.shape[-1])[keep], emb.reshape(-1, h.shape[-1])[keep]
    doc, sent, part = doc_of.reshape(-1)[keep], sent_of.reshape(-1)[keep], part.reshape(-1)[keep]
    size = torch.zeros(len(docs)).index_add(0, doc, torch.ones(len(doc))).unsqueeze(1)
    mean = torch.zeros(len(docs), flat.shape[1]).index_add(0, doc, flat) / size
    mean_e = torch.zeros(len(docs), flat.shape[1]).index_add(0, doc, emb) / size
    loss = h.new_zeros(())
    rows = [i for i, d in enumerate(docs) if d.topic is not None]
    if rows:
        logits = m.topic(F.dropout(torch.cat([mean, mean_e], 1)[rows], 0.2))
        want = torch.from_numpy(np.stack([docs[i].topic for i in rows]))
        loss = loss - 0.5 * (want * F.log_softmax(logits, -1)).sum(-1).mean()
    n = len(targets)
    total = torch.zeros(n, flat.shape[1]).index_add(0, sent, flat)
    size = torch.zeros(n).index_add(0, sent, torch.ones(len(sent)))
    head = torch.zeros(n).index_add(0, sent, (part < 2).float())
    ok = (targets != gold.IGNORE) & (size > 3)
    if ok.any():
        owner = torch.zeros(n, dtype=torch.long).index_copy(0, sent, doc)
        s = total / size.clamp(min=1).unsqueeze(1)
        extra = torch.stack([places[:, 0] / places[:, 1], 1 / (1 + places[:, 0]), size.clamp(max=60) / 60, (head > 0).float()], 1)
        logit = m.salience(torch.cat([s, s * mean[owner], extra], 1)[ok]).squeeze(-1)
        loss = loss + 0.3 * F.binary_cross_entropy_with_logits(logit, targets[ok])
    return loss


def step_loss(m, batch, size, rng, smooth, without=()):
    t, y, weight, soft, docs, doc_of, sent_of, targets, places = collate(batch, size, rng, without)
    h = m.encoder(t["ids"], t["feat"], t["part"], t["mask"])
    tags = m.tags(h)
    loss = h.new_zeros(())
    for k, scale in (("outer", 1.0), ("inner", 0.5), ("vlsp", 1.0), ("word", 0.15), ("kept", 0.3)):
        ok = y[k] != gold.IGNORE
        if ok.any():
            each = F.cross_entropy(tags[k][ok], y[k][ok], reduction="none", label_smoothing=smooth)
            loss = loss + scale * (each * weight[ok]).sum() / (len(batch) * size) * 2
    if soft:
        rows = sorted(soft)
        n_out = model.HEADS["outer"]
        n_all = n_out + 3 + model.HEADS["vlsp"]
        for k, lo, hi, scale in (("outer", 0, n_out, 1.0), ("inner", n_out, n_out + 3, 0.5), ("vlsp", n_out + 3, n_all, 0.7)):
            want = torch.cat([torch.from_numpy(soft[i][1][:, lo:hi].astype(np.float32)) for i in rows])
            got = torch.cat([tags[k][i, :soft[i][0]] for i in rows])
            loss = loss - scale * (want * F.log_softmax(got, -1)).sum() / (len(batch) * size) * 2
    return loss + pooled_losses(m, h, m.encoder.embed(t["ids"], t["feat"], t["part"]), t["part"], docs, doc_of, sent_of, targets, places)


def work(rank, m, ema, a, cfg, sets):
    torch.set_num_threads(1)
    ft, size = cfg["finetune"], cfg["model"]["window"]
    torch.manual_seed(cfg["seed"] + 10 + rank)
    rng = np.random.default_rng(cfg["seed"] + 10 + rank)
    names = {id(p): n for n, p in m.named_parameters()}
    body = [p for n, p in m.named_parameters() if n.startswith("encoder.layers")]
    table = [p for n, p in m.named_parameters() if n.startswith("encoder.token")]
    rest = [p for n, p in m.named_parameters() if not n.startswith(("encoder.layers", "encoder.token", "mlm", "shape"))]
    del names
    opt = torch.optim.AdamW([{"params": body, "scale": 1.0}, {"params": table, "scale": 0.5}, {"params": rest, "scale": 2.0}], lr=ft["lr"],
                            betas=(0.9, 0.98), weight_decay=0.02, fused=True)
    start, step, log, last, average = time.time(), 0, 0.0, time.time(), 0
    minutes = a.minutes or ft["minutes"]
    epoch = 0
    while True:
        epoch += 1
        for batch in batches(sets.epoch(rng, ft["mix"]), size, ft["batch"], rng):
            done = step / a.steps if a.steps else (time.time() - start) / 60 / minutes
            if done >= 1:
                break
            step += 1
            lr = ft["lr"] * min(step / 100, 0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)
            for g in opt.param_groups:
                g["lr"] = lr * g["scale"]
            m.train()
            loss = step_loss(m, batch, size, rng, ft["smooth"], sets.without)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            log += 0.02 * (loss.item() - log)
            if rank == 0 and step % 4 == 0:
                average += 1
                keep = min(ft["ema"], average / (average + 10))
                with torch.no_grad():
                    for p, q in zip(ema.parameters(), m.parameters()):
                        p.lerp_(q, 1 - keep)
            if rank == 0 and time.time() - last > 60 * a.check:
                last = time.time()
                report(ema, cfg, a, sets, f"epoch {epoch} step {step} min {(last - start) / 60:.1f} loss {log / (1 - 0.98 ** step):.3f}")
        if done >= 1:
            break
    if rank == 0:
        report(ema, cfg, a, sets, f"end epoch {epoch} step {step} loss {log:.3f}")


def report(m, cfg, a, sets, head):
    print(head, "\n   ", decode.line(decode.evaluate(m, cfg["model"], sets.val)).replace(" | ", "\n    "), flush=True)
    torch.save({"model": m.state_dict()}, a.out)


def silver(teacher, cfg, sets, a):
    """News articles that speak of government, with the teacher's probabilities and topics."""
    rng = np.random.default_rng(cfg["seed"])
    words = cfg["finetune"]["government"]
    ids = np.array([sets.vocab.ids[w] for w in words if w in sets.vocab.ids])
    weight = np.zeros(len(sets.vocab.words), np.float32)
    weight[ids] = 1
    picked = []
    for i in rng.permutation(len(sets.news)):
        lo, hi = sets.news.starts[i], sets.news.starts[i + 1]
        if 200 < hi - lo < 2000 and weight[np.asarray(sets.news.ids[lo:hi])].mean() > 0.012:
            picked.append(sets.news.doc(i, abstract=rng.random() < 0.5))
            if len(picked) == cfg["finetune"]["silver_articles"]:
                break
    hidden, embed = decode.read(teacher, cfg["model"], picked)
    with torch.no_grad():
        for d, h, e in zip(picked, hidden, embed):
            t = teacher.tags(torch.from_numpy(h))
            d.soft = torch.cat([t[k].softmax(-1) for k in ("outer", "inner", "vlsp")], 1).half().numpy()
            d.topic = torch.softmax(torch.from_numpy(decode.pooled(teacher, d, h, e)[0]), -1).numpy()
    print(f"silver {len(picked)} articles, {sum(map(len, picked))} tokens", flush=True)
    return picked


def main():
    a = argparse.ArgumentParser()
    a.add_argument("data", type=pathlib.Path)
    a.add_argument("work", type=pathlib.Path)
    a.add_argument("--minutes", type=float)
    a.add_argument("--init", type=pathlib.Path)
    a.add_argument("--out", type=pathlib.Path)
    a.add_argument("--teacher", type=pathlib.Path)
    a.add_argument("--workers", type=int, default=2)
    a.add_argument("--steps", type=int)
    a.add_argument("--without", type=lambda s: frozenset(s.split(",")), default=frozenset())
    a.add_argument("--check", type=float, default=3.0)
    a = a.parse_args()
    a.out = a.out or a.work / "finetuned.pt"
    cfg = json.load(open(HERE / "config.json"))
    torch.manual_seed(cfg["seed"])
    m = model.load(a.init or a.work / "pretrained.pt", cfg["model"], cfg["finetune"]["drop"])
    ema = model.load(a.init or a.work / "pretrained.pt", cfg["model"], 0.0)
    sets = Sets(a.data, a.work, a.without)
    sets.val = {"val": list(gold.gov(a.data, sets.vocab, "val")), "pages-val": list(gold.gov(a.data, sets.vocab, "pages-val")),
                "vlsp-dev": list(gold.vlsp2018(a.data, sets.vocab, "dev"))[::4]}
    if a.teacher:
        torch.set_num_threads(2)
        sets.silver = silver(model.load(a.teacher, cfg["model"], 0.0), cfg, sets, a)
    m.share_memory()
    ema.share_memory()
    if a.workers == 1:
        work(0, m, ema, a, cfg, sets)
    else:
        torch.multiprocessing.start_processes(work, (m, ema, a, cfg, sets), nprocs=a.workers, start_method="fork")


if __name__ == "__main__":
    main()
