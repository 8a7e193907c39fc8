"""Skip-gram vectors of the vocabulary, the embedding's starting point.

usage: vectors.py WORK [THREADS]
"""
import json
import pathlib
import sys

import numpy as np
from gensim.models import Word2Vec

HERE = pathlib.Path(__file__).parent


def main(work, threads="2"):
    cfg = json.load(open(HERE / "config.json"))
    work = pathlib.Path(work)
    ids, starts = np.load(work / "ids.npy"), np.load(work / "starts.npy")
    corpus = work / "corpus.txt"
    with open(corpus, "w") as f:
        for a, b in zip(starts[:-1], starts[1:]):
            for c in range(a, b, 2000):
                f.write(" ".join(map(str, ids[c:min(b, c + 2000)].tolist())) + "\n")
    d = cfg["model"]["d"]
    v = cfg["vectors"]
    m = Word2Vec(corpus_file=str(corpus), vector_size=d, window=v["window"], min_count=1, sg=1, negative=v["negative"], sample=1e-4,
                 workers=int(threads), epochs=v["epochs"], seed=cfg["seed"])
    n = len((work / "vocab.txt").read_text(encoding="utf8").split("\n"))
    out = np.random.default_rng(cfg["seed"]).normal(0, 0.05, (n, d)).astype(np.float32)
    for w in m.wv.index_to_key:
        out[int(w)] = m.wv[w]
    out /= np.sqrt((out ** 2).mean())
    np.save(work / "vectors.npy", out.astype(np.float32))
    corpus.unlink()
    print("vectors", out.shape, [m.wv.most_similar(w, topn=3) for w in m.wv.index_to_key[300:303]])


if __name__ == "__main__":
    main(*sys.argv[1:])
