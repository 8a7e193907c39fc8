"""vietnews train -> vocabulary, tokenizer.json and token arrays for pretraining.

usage: prepare.py DATA WORK
"""
import collections
import io
import json
import pathlib
import sys
import unicodedata

import numpy as np
import zstandard

import text

HERE = pathlib.Path(__file__).parent


def articles(data, name="train"):
    """Articles of vietnews without those that stand in validation or test sets."""
    drop = set()
    for row in open(data / "vietnews/overlap.tsv", encoding="utf8"):
        i, other, _ = row.rstrip("\n").split("\t")
        if any(x != name and x in ("train", "val", "test") for x in other.split(",")):
            drop.add(i)
    with open(data / f"vietnews/{name}.jsonl.zst", "rb") as f:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(f), encoding="utf8"):
            a = json.loads(line)
            if a["id"] not in drop:
                yield a


def lines(a):
    """(part, line) of an article in reading order."""
    yield text.PART["title"], a["title"]
    yield text.PART["abstract"], a["abstract"]
    for s in a["body"]:
        yield text.PART["body"], s


def vocabulary(counts, words, prefixes):
    """Frequent keys whole, then prefixes of the rest and single characters, as WordPiece pieces."""
    ranked = [w for w, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]
    vocab = ["[PAD]", "[UNK]", "[MASK]"] + ranked[:words]
    seen = set(vocab)
    rest = collections.Counter()
    chars = collections.Counter()
    for w in ranked[words:]:
        for n in (2, 3, 4):
            if len(w) > n:
                rest[w[:n]] += counts[w]
        for c in w:
            chars[c] += counts[w]
    pieces = [c for c, n in chars.items() if n >= 50 and c not in seen]
    pieces += [p for p, _ in rest.most_common(prefixes * 3) if p not in seen][:prefixes]
    vocab += pieces
    return vocab


def tokenizer_json(vocab, path):
    """Everything the vocabulary look-up does, in the tokenizers crate's own format."""
    tone = [{"type": "Replace", "pattern": {"Regex": f"(?<!q){a}$"}, "content": b} for a, b in text.TONE.items()]
    # Pieces after the first never reach the model: one id for each character keeps the split from failing.
    ids = {w: i for i, w in enumerate(vocab)}
    alphabet = sorted({c for w in vocab[3:] for c in w})
    full = dict(ids)
    for c in alphabet:
        full.setdefault("##" + c, 1)
    json.dump({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Lowercase"}] + tone +
                       [{"type": "Replace", "pattern": {"Regex": r"\d"}, "content": "0"}]},
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 64, "vocab": full},
    }, open(path, "w", encoding="utf8"), ensure_ascii=False, separators=(",", ":"))


def first_piece(word, ids):
    for n in range(min(len(word), 64), 0, -1):
        if word[:n] in ids:
            return ids[word[:n]]
    return 1


def main(data, work):
    cfg = json.load(open(HERE / "config.json"))["vocab"]
    data, work = pathlib.Path(data), pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    raw, docs = collections.Counter(), []
    for a in articles(data):
        doc = [(p, unicodedata.normalize("NFC", s)) for p, s in lines(a)]
        docs.append(doc)
        for _, s in doc:
            raw.update(s.split())
    counts = collections.Counter()
    for w, n in raw.items():
        for m in text.TOKEN.finditer(w.replace("_", " ")):
            counts[text.key(m[0])] += n
    vocab = vocabulary(counts, cfg["words"], cfg["prefixes"])
    ids = {w: i for i, w in enumerate(vocab)}
    (work / "vocab.txt").write_text("\n".join(vocab), encoding="utf8")
    tokenizer_json(vocab, work / "tokenizer.json")
    memo = {}
    out_id, out_feat, starts = [], [], [0]
    covered = total = 0
    for doc in docs:
        for part, s in doc:
            toks, gap, join = text.detok(s)
            for t, g, j in zip(toks, gap, join):
                k = memo.get(t)
                if k is None:
                    k = memo[t] = (first_piece(text.key(t), ids), text.shape(t))
                out_id.append(k[0])
                out_feat.append(k[1] | g << 4 | j << 6)
        starts.append(len(out_id))
        if len(starts) % 20000 == 0:
            print(len(starts), len(out_id), flush=True)
    np.save(work / "ids.npy", np.array(out_id, np.uint16))
    np.save(work / "feat.npy", np.array(out_feat, np.uint8))
    np.save(work / "starts.npy", np.array(starts, np.int64))
    top = sum(n for w, n in counts.items() if w in ids)
    print(f"{len(docs)} articles, {len(out_id)} tokens, vocabulary {len(vocab)}, whole {top / sum(counts.values()):.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
