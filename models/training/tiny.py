"""A model of a few kilobytes with random weights and recorded outputs, for tests that need no trained one.

usage: tiny.py DIRECTORY FIXTURE
"""
import json
import pathlib
import sys

import torch

import data as gold
import export
import model
import prepare
import text


def main(out, fixture):
    out = pathlib.Path(out)
    torch.manual_seed(7)
    cfg = {"model": {"d": 64, "ffn": 64, "kernel": 5, "dilations": [1, 2], "attention_after": 1, "heads": 2, "window": 16, "overlap": 4}}
    words = sorted({text.key(s[a:b]) for s in export.SAMPLES for a, b in text.tokenize(s)})[::2]
    vocab = ["[PAD]", "[UNK]", "[MASK]"] + words + [c for c in "abcdeghiklmnoprstuvy0" if c not in words]
    m = model.Reader(len(vocab), cfg["model"], 0.0)
    for p in m.parameters():
        p.data += 0.1 * torch.randn_like(p)
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocab.txt").write_text("\n".join(vocab), encoding="utf8")
    prepare.tokenizer_json(vocab, out / "tokenizer.tmp")
    export.write(m, cfg, vocab, out / "tokenizer.tmp", out, {k: 1.0 for k in ("outer", "inner", "general", "topics", "salience")}, "tiny 1")
    (out / "tokenizer.tmp").unlink()
    rows = export.fixture(m, gold.Vocab(out), cfg, export.SAMPLES)
    (out / "vocab.txt").unlink()
    json.dump(rows, open(fixture, "w", encoding="utf8"), ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
