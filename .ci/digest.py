#!/usr/bin/env python3
"""ROUGE of `tomtat digest` against the reference summaries of clusters, beside lead and nearest-to-centroid.

usage: digest.py TOMTAT SHARED [fit] [OPTION…]     OPTIONs go to `tomtat digest`; `fit` measures the clusters that the weights were fitted on

SHARED holds data/mds and eval/score.py. Measured on clusters of even number; every system has the mean length of the two references, in
syllables. The digest gives whole sentences that fit; the others are cut to the length. F1 against each reference, the mean of both.
"""
import collections, json, math, pathlib, re, subprocess, sys

DATA = "data/mds/ktlab-200-clusters.jsonl"


def article(document):
    title = re.search(r"TITLE:(.*)", document["info"])
    day = re.search(r"TIME:\s*(\d+)/(\d+)/(\d+)", document["info"])
    return {
        "id": document["id"],
        "text": document["body"],
        "title": title[1].replace("_", " ").strip() or None if title else None,
        "published": f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else None,
    }


def digest(tomtat, articles, budget, options):
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
    command = [tomtat, "digest", "--json", "--input", "jsonl", "--summary", f"{budget}syl", *options, "-"]
    return json.loads(subprocess.run(command, input=lines.encode(), capture_output=True, check=True).stdout)


def sentences(tomtat, articles):
    """The sentences of each article, as the command splits them."""
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
    out = subprocess.run([tomtat, "enrich", "--no-model", "--input", "jsonl", "-"], input=lines.encode(), capture_output=True, check=True).stdout
    for a, line in zip(articles, out.splitlines()):
        source = a["text"].encode()
        yield [source[s["span"][0]:s["span"][1]].decode() for s in json.loads(line)["sentences"]]


def centroid(documents):
    """All sentences, those nearest to the mean of their weighted words first; one that is half another's words is left out."""
    bags = [collections.Counter(s) for d in documents for s in d]
    held = collections.Counter(w for b in bags for w in b)
    vectors = [{w: n * math.log(len(bags) / held[w]) for w, n in b.items()} for b in bags]
    mean = collections.Counter()
    for v in vectors:
        mean.update(v)

    def cosine(a, b):
        size = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
        return sum(x * b.get(w, 0) for w, x in a.items()) / size if size else 0.0

    order, kept = sorted(range(len(bags)), key=lambda i: -cosine(vectors[i], mean)), []
    for i in order:
        if all(cosine(vectors[i], vectors[j]) < 0.5 for j in kept):
            kept.append(i)
    flat = [s for d in documents for s in d]
    return [flat[i] for i in kept]


def in_turn(documents):
    """The first sentences of all articles, then the second ones."""
    return [d[n] for n in range(max(map(len, documents), default=0)) for d in documents if n < len(d)]


def main(tomtat, shared, *options):
    shared = pathlib.Path(shared)
    sys.path.insert(0, str(shared / "eval"))
    import score

    syllables = lambda text: score.syllables(score.fold(text))
    fitted, options = "fit" in options, [o for o in options if o != "fit"]
    sums, number = collections.defaultdict(lambda: [0.0] * 4), 0
    for line in (shared / DATA).open(encoding="utf8"):
        cluster = json.loads(line)
        if int(cluster["id"].split("_")[1]) % 2 != fitted:
            continue
        number += 1
        references = [syllables(cluster[r]) for r in ("ref1", "ref2")]
        budget = round(sum(map(len, references)) / 2)
        articles = [article(d) for d in cluster["documents"]]
        documents = [[syllables(s) for s in d] for d in sentences(tomtat, articles)]
        systems = {
            "digest": [syllables(s["text"]) for s in digest(tomtat, articles, budget, options)["sentences"]],
            "lead of the first article": [s for d in documents for s in d],
            "lead of each article": in_turn(documents),
            "nearest to the centroid": centroid(documents),
            "the other reference": references[:1],
        }
        for name, said in systems.items():
            said = [w for s in said for w in s][:10**9 if name == "the other reference" else budget]
            against = references[1:] if name == "the other reference" else references
            for r in against:
                figures = (score.rouge_n(said, r, 1), score.rouge_n(said, r, 2), score.rouge_l(said, r), len(said))
                for k, figure in enumerate(figures):
                    sums[name][k] += figure / len(against)
    print(f"{number} clusters ({'fitted on' if fitted else 'held out'})")
    print(f"{'':28} {'R-1':>6} {'R-2':>6} {'R-L':>6} syllables")
    for name, (one, two, longest, length) in sums.items():
        print(f"{name:28} {100 * one / number:6.2f} {100 * two / number:6.2f} {100 * longest / number:6.2f} {length / number:9.1f}")
    best = {k: max(v[k] for n, v in sums.items() if n.startswith(("lead", "nearest"))) for k in range(3)}
    low = [k for k in range(3) if sums["digest"][k] <= best[k]]
    return 1 if low else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
