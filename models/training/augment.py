"""New articles from gold ones: names, units, places and laws swapped, capitals lost, marks of the crawl."""
import copy

import numpy as np

import data as gold
import text

PER = 0
CELLS = ("ids", "shape", "gap", "outer", "inner", "vlsp")
RATE = {"UNIT": 0.6, "LOC": 0.8, "LAW": 1.0, "TITLE": 0.4, "ORGANIZATION": 0.6, "LOCATION": 0.8}
PERSON = ("PER", "PERSON")


class Pool:
    """Entities of the gold sets by type and first word, and persons' names made of family and given names."""

    def __init__(self, docs, vocab, data):
        self.by_head, self.all = {}, {}
        family = []
        for d in docs:
            for a, b, t, _ in d.entities:
                cells = {k: d.c[k][a:b].copy() for k in CELLS}
                self.by_head.setdefault((t, int(d.c["ids"][a])), []).append(cells)
                self.all.setdefault(t, []).append(cells)
                if t in PERSON and b - a >= 3 and (cells["shape"] == text.TITLE).all():
                    family.append((int(cells["ids"][0]), text.TITLE))
        self.family = family
        self.given = []
        for f in ("boy", "girl"):
            for row in open(data / f"lexicon/given-names-{f}.txt", encoding="utf8"):
                self.given.append([vocab(w) for w in row.split()])
        self.rows = {}

    def name(self, rng):
        toks = [self.family[rng.integers(len(self.family))]] + self.given[rng.integers(len(self.given))]
        if len(toks) == 2 and rng.random() < 0.7:
            toks.insert(1, self.given[rng.integers(len(self.given))][-1])
        return toks

    def entity(self, kind, head, rng):
        rows = self.by_head.get((kind, head), ()) if rng.random() < 0.8 else self.all[kind]
        return rows[rng.integers(len(rows))] if len(rows) else None


def person(toks, kind):
    """A name's cells, labelled in the column that its set annotates."""
    n = len(toks)
    label = np.full(n, 2 + 2 * PER, np.int64)
    label[0] -= 1
    none = np.full(n, gold.IGNORE)
    gov = kind == "PER"
    return {"ids": np.array([t[0] for t in toks]), "shape": np.array([t[1] for t in toks]), "gap": np.full(n, text.BLANK), "outer": label if gov else none,
            "inner": np.zeros(n, np.int64) if gov else none, "vlsp": none if gov else label}


def swap(d, pool, rng, rate):
    """A copy of d with a share of its entities replaced, the same one everywhere alike."""
    plan, persons = {}, {}
    pieces, at = [], 0
    for a, b, t, who in sorted(d.entities, key=lambda e: e[:2]):
        new = None
        if t in PERSON:
            key = who or tuple(d.c["ids"][a:b])
            if key not in persons:
                persons[key] = pool.name(rng) if rng.random() < rate else None
            name = persons[key]
            if name is not None and (d.c["shape"][a:b] == text.TITLE).all():
                new = person(name if b - a > 1 else name[-1:], t)
        elif t in RATE:
            key = (t, tuple(d.c["ids"][a:b]))
            if key not in plan:
                plan[key] = pool.entity(t, int(d.c["ids"][a]), rng) if rng.random() < RATE[t] * rate else None
            new = plan[key]
        if new is not None:
            pieces += [(at, a, None), (a, b, new)]
            at = b
    pieces.append((at, len(d), None))
    n = copy.copy(d)
    out = {k: [] for k in d.COLUMNS}
    for a, b, new in pieces:
        if new is None:
            for k in d.COLUMNS:
                out[k].append(d.c[k][a:b])
            continue
        m = len(new["ids"])
        for k in d.COLUMNS:
            if k in CELLS:
                v = new[k].copy()
                if k == "gap":
                    v[0] = d.c["gap"][a]
            else:
                v = np.full(m, d.c[k][a])
            out[k].append(v)
    n.c = {k: np.concatenate(v) for k, v in out.items()}
    n.soft = None
    return n


def noise(c, rng, without=()):
    """Changes arrays of a window in place: lost capitals, hidden words and shapes, odd gaps, other parts."""
    n = len(c["ids"])
    words = c["shape"] <= text.MIXED
    dice = rng.random()
    if "capitals" not in without:
        if dice < 0.03:
            c["shape"][words] = text.UPPER
        elif dice < 0.06:
            c["shape"][words] = text.LOWER
        elif dice < 0.25:  # headline in capitals
            c["shape"][(c["part"] == 0) & words] = text.UPPER
    if "hidden" not in without:
        c["ids"][rng.random(n) < 0.04] = 2
        c["shape"][rng.random(n) < 0.02] = text.NO_SHAPE
    if "gaps" not in without:
        odd = (rng.random(n) < 0.02) & (c["gap"] != text.NEWLINE)
        c["gap"][odd] = rng.integers(0, 2, n)[odd]
    if "parts" not in without and rng.random() < 0.25:
        c["part"][:] = 2
