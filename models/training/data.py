"""Gold data as token arrays with a label row for each head; -100 is "not annotated here"."""
import json
import pathlib

import numpy as np

import model
import prepare
import text

IGNORE = -100
OUT = {t: i for i, t in enumerate(model.OUTER)}
VLSP = {"PERSON": 0, "LOCATION": 1, "ORGANIZATION": 2, "MISCELLANEOUS": 3, "PER": 0, "LOC": 1, "ORG": 2, "MISC": 3}
READ = {"date": 3, "title": 0, "abstract": 1, "body": 2, "heading": 3, "caption": 3}  # kinds of lines that are read, and their part


class Vocab:
    def __init__(self, work):
        self.words = (pathlib.Path(work) / "vocab.txt").read_text(encoding="utf8").split("\n")
        self.ids = {w: i for i, w in enumerate(self.words)}
        self.memo = {}

    def __call__(self, token):
        k = self.memo.get(token)
        if k is None:
            k = self.memo[token] = (prepare.first_piece(text.key(token), self.ids), text.shape(token))
        return k


class Doc:
    """Columns of equal length: ids, shape, gap, part, sent (index of the sentence, -1 none), outer, inner, vlsp, word.

    salience: one target a sentence (IGNORE where none); topic: distribution over the codes or None; spans: code points of the source.
    """
    COLUMNS = ("ids", "shape", "gap", "part", "sent", "outer", "inner", "vlsp", "word", "kept")

    def __init__(self, name, n):
        self.name = name
        self.c = {k: np.full(n, IGNORE if k in ("outer", "inner", "vlsp", "word", "kept") else 0, np.int64) for k in self.COLUMNS}
        self.salience, self.topic, self.spans, self.gold = [], None, None, None
        self.entities = []  # (start, end, type, person) in tokens, for swapping
        self.weight = 1.0
        self.soft = None  # (n, labels) teacher's probabilities of outer and inner

    def __len__(self):
        return len(self.c["ids"])


def bio(row, spans, types):
    row[:] = 0
    for a, b, t in spans:
        row[a] = 1 + 2 * types[t]
        row[a + 1:b] = 2 + 2 * types[t]


def from_text(vocab, name, s, keep, parts):
    """keep: [(start, end)] lines that are read; parts: part of each."""
    spans, part, sent = [], [], []
    for i, ((a, b), p) in enumerate(zip(keep, parts)):
        for x, y in text.tokenize(s[a:b]):
            spans.append((a + x, a + y))
            part.append(p)
            sent.append(i)
    d = Doc(name, len(spans))
    toks = [vocab(s[a:b]) for a, b in spans]
    d.c["ids"][:], d.c["shape"][:] = [t[0] for t in toks], [t[1] for t in toks]
    d.c["gap"][:] = text.gaps(s, spans)
    d.c["part"][:], d.c["sent"][:] = part, sent
    d.spans, d.gold_text = spans, s
    d.salience = [IGNORE] * len(keep)
    return d


def token_spans(d, entities):
    start = {a: i for i, (a, _) in enumerate(d.spans)}
    end = {b: i + 1 for i, (_, b) in enumerate(d.spans)}
    for e in entities:
        if e["start"] in start and e["end"] in end:
            yield start[e["start"]], end[e["end"]], e


def gov(data, vocab, name):
    for row in open(data / f"gov/{name}.jsonl", encoding="utf8"):
        r = json.loads(row)
        page = "raw" in r
        lines = r["lines"]
        if page:
            chosen = [(i, (a, b), READ[k]) for i, (a, b, k) in enumerate(lines) if k in READ]
        else:
            chosen = [(i, (a, b), min(i, 2)) for i, (a, b) in enumerate(lines)]
        d = from_text(vocab, r["id"], r["raw"] if page else r["text"], [c[1] for c in chosen], [c[2] for c in chosen])
        spans = [(a, b, e) for a, b, e in token_spans(d, r["entities"])]
        titles = [(a, b) for a, b, e in spans if e["type"] == "TITLE"]
        inside = lambda a, b, e: e["type"] != "TITLE" and any(x <= a and b <= y for x, y in titles)
        bio(d.c["outer"], [(a, b, e["type"]) for a, b, e in spans if not inside(a, b, e)], OUT)
        bio(d.c["inner"], [(a, b, "UNIT") for a, b, e in spans if inside(a, b, e)], {"UNIT": 0})
        d.entities = [(a, b, e["type"], e.get("person")) for a, b, e in spans if not inside(a, b, e)]
        place = {i: k for k, (i, _, _) in enumerate(chosen)}
        for k, (_, _, p) in enumerate(chosen):
            d.salience[k] = 0.0 if p == 2 else IGNORE
        for rank, i in enumerate(r["key"]):
            if i in place:
                d.salience[place[i]] = 1.0 - 0.1 * rank
        d.topic = np.zeros(len(model.TOPICS), np.float32)
        for t, w in zip(r["topics"], (1.0,) if len(r["topics"]) == 1 else (0.7, 0.3)):
            d.topic[model.TOPICS.index(t)] = w
        d.topics, d.key = r["topics"], [place[i] for i in r["key"] if i in place]
        d.gold = {(e["start"], e["end"], e["type"]) for e in r["entities"]}
        yield d


def vlsp2018(data, vocab, name):
    for row in open(data / f"ner/vlsp2018-{name}.jsonl", encoding="utf8"):
        r = json.loads(row)
        s = r["text"]
        lines, at = [], 0
        for line in s.split("\n"):
            if line.strip():
                lines.append((at, at + len(line)))
            at += len(line) + 1
        d = from_text(vocab, r["id"], s, lines, [2] * len(lines))
        if not len(d):
            continue
        outer = [e for e in r["entities"] if e["level"] == 1]
        bio(d.c["vlsp"], [(a, b, e["type"]) for a, b, e in token_spans(d, outer)], VLSP)
        d.entities = [(a, b, e["type"], None) for a, b, e in token_spans(d, outer)]
        d.gold = {(e["start"], e["end"], e["type"]) for e in outer}
        yield d


def vlsp2016(data, vocab, lines=25):
    """Runs of sentences; document borders are not known."""
    sent, out = [], []

    def flush():
        d = Doc(f"vlsp2016-{len(out)}", sum(len(s[0]) for s in out))
        at = 0
        for k, (toks, gap, join, tags) in enumerate(out):
            n = slice(at, at + len(toks))
            at += len(toks)
            pairs = [vocab(t) for t in toks]
            d.c["ids"][n], d.c["shape"][n] = [p[0] for p in pairs], [p[1] for p in pairs]
            d.c["gap"][n], d.c["part"][n], d.c["sent"][n], d.c["vlsp"][n], d.c["word"][n] = gap, 2, k, tags, join
        d.salience = [IGNORE] * len(out)
        out.clear()
        return d

    for row in open(data / "ner/vlsp2016-train.conll", encoding="utf8"):
        row = row.rstrip("\n")
        if row:
            c = row.split("\t")
            sent.append((c[0], c[3]))
            continue
        if not sent:
            continue
        toks, gap, join = text.detok(" ".join(w for w, _ in sent))
        tags, last = [], 0
        for w, t in sent:
            n = len(text.TOKEN.findall(w.replace("_", " ")))
            kind = VLSP.get(t[2:]) if t[1:2] == "-" else None
            for i in range(n):
                cont = kind is not None and (i > 0 or (t[0] == "I" and last in (1 + 2 * kind, 2 + 2 * kind)))
                last = 0 if kind is None else 2 + 2 * kind if cont else 1 + 2 * kind
                tags.append(last)
        sent = []
        if len(tags) == len(toks):
            out.append((toks, gap, join, tags))
        if len(out) == lines:
            yield flush()


def overlap_score(a, b):
    """ROUGE-1 + ROUGE-2 F1 of two lists of ids."""
    def f(x, y):
        if not x or not y:
            return 0.0
        cx = {}
        for g in x:
            cx[g] = cx.get(g, 0) + 1
        hit = 0
        for g in y:
            if cx.get(g, 0) > 0:
                cx[g] -= 1
                hit += 1
        return 2 * hit / (len(x) + len(y))
    return f(a, b) + f(list(zip(a, a[1:])), list(zip(b, b[1:])))


FREQUENT = 400  # words of the vocabulary, by rank, that say nothing alone


def kept(ids, line):
    """1 where the abstract (line 1) says the word too: in the same pair, or alone where it is no frequent word."""
    said = ids[line == 1].tolist()
    words, pairs = set(said), set(zip(said, said[1:]))
    after = np.array([p in pairs for p in zip(ids[:-1].tolist(), ids[1:].tolist())] + [False])
    before = np.concatenate([[False], after[:-1]])
    alone = np.array([w in words for w in ids.tolist()]) & (ids > FREQUENT)
    return np.where(line > 1, after | before | alone, IGNORE)


class News:
    """vietnews train by article, from the arrays of prepare.py: word boundaries and salience by overlap with the abstract."""

    def __init__(self, work):
        work = pathlib.Path(work)
        self.ids, self.feat, self.starts = (np.load(work / f"{k}.npy", mmap_mode="r") for k in ("ids", "feat", "starts"))

    def __len__(self):
        return len(self.starts) - 1

    def doc(self, i, salience=True, most=1536, abstract=True):
        """An article; without its abstract the salience of its sentences has to be read from themselves."""
        a, b = self.starts[i], self.starts[i + 1]
        b = min(b, a + most)
        feat = np.asarray(self.feat[a:b])
        d = Doc(f"vietnews-{i}", b - a)
        d.c["ids"][:], d.c["shape"][:], d.c["gap"][:], d.c["word"][:] = self.ids[a:b], feat & 15, feat >> 4 & 3, feat >> 6
        line = np.cumsum(d.c["gap"] == text.NEWLINE) - 1
        d.c["part"][:], d.c["sent"][:] = np.minimum(line, 2), line
        n = int(line[-1]) + 1
        d.salience = [IGNORE] * n
        if salience and n > 4:
            ids = d.c["ids"]
            first = np.searchsorted(line, np.arange(n + 1))
            rows = [ids[first[k]:first[k + 1]].tolist() for k in range(n)]
            score = [overlap_score(r, rows[1]) if len(r) > 5 else 0.0 for r in rows[2:]]
            top = max(score)
            if top > 0.3:
                d.salience[2:] = [(x / top) ** 2 for x in score]
        if not abstract and n > 4:
            d.c["kept"][:] = kept(d.c["ids"], line)
            keep = line != 1
            d.c = {k: v[keep] for k, v in d.c.items()}
            d.c["sent"] -= d.c["sent"] > 1
            del d.salience[1]
        return d
