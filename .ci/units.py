#!/usr/bin/env python3
"""B-cubed of the unit clusters of a few annotated articles.

usage: units.py TOMTAT SHARED [given|pipeline]      prints what differs on one of the runs. TOMTAT is the command; the example `units` built beside it gives the figures on gold mentions

unit-clusters.jsonl, beside this file, holds for the first 20 articles of gov/val with six UNIT mentions or more the code-point offsets
of each gold UNIT mention and the number of the organisation it names. No text. Annotated from the text alone, before any output was seen:
- One number an organisation, however it is written: in full, in short, by abbreviation, mistyped, in other case.
- A body is not its standing organ, its office, its party cell, its council or its inspectorate: `Tỉnh ủy`, `Ban Thường vụ Tỉnh ủy`,
  `Văn phòng Tỉnh ủy` are three.
- A bare name (`Đảng ủy`, `HĐND`, `Sở Xây dựng`, `Ban cán sự đảng`) is the body that the sentence speaks of, where it is plain which;
  two bare names that mean two bodies are two, even when they are written alike.
- `Trung ương` and `Trung ương Đảng` are the Central Committee, which is not `Đảng`; `Mặt trận` is not its Committee.
- Offices that are merged into one are three units before and a fourth after.

unit-clusters-held.jsonl: the next eight such articles, annotated by the same rules after the code was done; nothing was mended on them.

A mention that only one side has stands alone there and counts as wrong. `exact`: mentions are the same when their spans are;
`overlap`: a predicted mention also stands for the gold one that it shares more than half its length with, both ways.
"""
import collections, json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent


def to_chars(text):
    table, b = {}, 0
    for i, c in enumerate(text):
        table[b] = i
        b += len(c.encode())
    table[b] = len(text)
    return table


def aligned(gold, found, loose):
    """The gold mention that each found one stands for."""
    same, free = {s: s for s in found if s in gold}, set(gold)
    free -= set(same)
    for s in found if loose else ():
        if s in same:
            continue
        share = lambda g: 2 * max(0, min(s[1], g[1]) - max(s[0], g[0]))
        best = max(free, key=share, default=None)
        if best and share(best) > s[1] - s[0] and share(best) > best[1] - best[0]:
            same[s] = best
            free.discard(best)
    return {s: same.get(s, ("alone", s)) for s in found}


def b_cubed(articles, loose):
    """Precision, recall and F1 over the mentions of all articles; an article is two dicts of mention -> cluster."""
    hits, said, there = [0.0, 0.0], 0, 0
    for gold, found in articles:
        stands_for = aligned(gold, found, loose)
        pred = {stands_for[s]: c for s, c in found.items()}
        said, there = said + len(pred), there + len(gold)
        sets = [collections.defaultdict(set), collections.defaultdict(set)]
        for side, clusters in zip(sets, (pred, gold)):
            for mention, cluster in clusters.items():
                side[cluster].add(mention)
        for m in pred.keys() & gold.keys():
            p, g = sets[0][pred[m]], sets[1][gold[m]]
            hits[0] += len(p & g) / len(p)
            hits[1] += len(p & g) / len(g)
    p, r = hits[0] / said if said else 0.0, hits[1] / there if there else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def figures(tomtat, shared, show=None):
    """B-cubed F1 in percent, on gold mentions and on the whole pipeline; empty, with a word, where the data is missing."""
    news = pathlib.Path(shared) / "data/gov/val.jsonl"
    if not news.exists():
        print(f"skipped: unit clusters, {news} is missing")
        return {}
    rows = {r["id"]: r for r in map(json.loads, news.open(encoding="utf8"))}
    tomtat = pathlib.Path(tomtat).resolve()
    runs = {"pipeline": [tomtat, "enrich", "--format", "jsonl", "-"]}
    given = tomtat.parent / "examples/units"
    if given.exists():
        runs["given"] = [given, "-"]
    else:
        print(f"skipped: units on gold mentions, {given} is not built (cargo build --release --example units)")
    result = {}
    for file, prefix in (("unit-clusters.jsonl", "units"), ("unit-clusters-held.jsonl", "units.held")):
        wanted = [json.loads(line) for line in (HERE / file).open(encoding="utf8")]
        for name, command in runs.items():
            articles = run(command, wanted, rows, name == "given")
            if show == name:
                for w, (gold, found) in zip(wanted, articles):
                    differ(w["id"], rows[w["id"]]["text"], gold, found)
            for loose in (False, True) if name == "pipeline" else (False,):
                p, r, f = (100 * v for v in b_cubed(articles, loose))
                label = name if name == "given" else f"{name}_{'overlap' if loose else 'exact'}"
                print(f"{prefix + '.' + label:28} P {p:6.2f}  R {r:6.2f}  F1 {f:6.2f}")
                result[f"{prefix}.{label}"] = f
    return result


def run(command, wanted, rows, with_mentions):
    """Gold and found clusters of each article, both as mention -> cluster."""
    lines = []
    for w in wanted:
        gold = rows[w["id"]]
        row = {"id": w["id"], "text": gold["text"]} | ({"entities": gold["entities"]} if with_mentions else {})
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    out = subprocess.run(command, input="".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    records = {r["id"]: r for r in map(json.loads, out.splitlines())}
    articles = []
    for w in wanted:
        at = to_chars(rows[w["id"]]["text"])
        gold = {(s, e): k for s, e, k in w["units"]}
        record = records[w["id"]]
        named = {tuple(m["span"]) for m in record["mentions"] if m["type"] == "UNIT"} if "mentions" in record else None
        said = lambda u: (m for m in u["mentions"] if named is None or tuple(m) in named)  # a unit that only a position names has that as its place
        found = {(at[s], at[e]): (k, u["name"]) for k, u in enumerate(record["units"]) for s, e in said(u)}
        articles.append((gold, found))
    return articles


def differ(name, text, gold, found):
    """Gold units that were split and found units that hold several."""
    groups = collections.defaultdict(list)
    for m, k in gold.items():
        groups[k].append(m)
    for k, ms in groups.items():
        into = {found.get(m, ("missing", ""))[0] for m in ms}
        if len(into) > 1:
            print(name, "split ", [(text[a:b], found.get((a, b), "missing")) for a, b in ms])
    held = collections.defaultdict(list)
    for m, k in found.items():
        held[k].append(m)
    for k, ms in held.items():
        if len({gold.get(m) for m in ms}) > 1:
            print(name, "joined", k[1], [(text[a:b], gold.get((a, b))) for a, b in ms])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print("SCORE " + " ".join(f"{k}={v:.2f}" for k, v in figures(sys.argv[1], sys.argv[2], *sys.argv[3:]).items()))
