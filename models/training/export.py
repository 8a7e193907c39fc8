"""Writes what ships: model.safetensors (8 and 4 bit), config.json, tokenizer.json, and the fixture of recorded outputs.

usage: export.py WORK CHECKPOINT MODELS [--fixture FILE] [--temperature FILE]
"""
import argparse
import json
import pathlib
import shutil

import numpy as np
import torch
from safetensors.numpy import save_file

import data as gold
import decode
import model
import text

HERE = pathlib.Path(__file__).parent
SAMPLES = [
    "Sáng 14/3/2024, tại Hà Nội, đồng chí Nguyễn Văn Bình, Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh uỷ Bắc Giang, làm việc với UBND huyện Lạng Giang.",
    "Theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP, Sở Nội vụ tỉnh Bình Dương hướng dẫn các đơn vị thực hiện từ năm 2021.",
    "Trời mưa.",
]


def quantise(w):
    """One scale a row, values -127..127, stored + 128."""
    scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return (np.clip(np.rint(w / scale[:, None]), -127, 127) + 128).astype(np.uint8), scale.astype(np.float32)


GROUP = 64


def nibbles(w):
    """One scale a row and 64 columns, values -7..7 (+ 8) two to a byte, the first in the low half; each scale is the one of eleven that loses least."""
    g = w.reshape(len(w), -1, GROUP)
    top = np.maximum(np.abs(g).max(2, keepdims=True), 1e-8) / 7
    least, q, scale = np.full(top.shape, np.inf), np.zeros_like(g), np.zeros_like(top)
    for c in np.linspace(0.5, 1, 11):
        s = (top * c).astype(np.float16).astype(np.float32)
        r = np.clip(np.rint(g / s), -7, 7)
        loss = ((r * s - g) ** 2).sum(2, keepdims=True)
        better = loss < least
        least, q, scale = np.where(better, loss, least), np.where(better, r, q), np.where(better, s, scale)
    whole = (q * scale).reshape(w.shape).astype(np.float32)
    q = (q + 8).astype(np.uint8).reshape(len(w), -1)
    return q[:, ::2] | q[:, 1::2] << 4, scale[..., 0].astype(np.float16), whole


def tensors(m):
    """Everything the Rust side reads, by the names it asks for; also puts the rounded values back into m."""
    out = {"version": np.array([1.0], np.float32)}
    f32 = lambda t: t.detach().numpy().astype(np.float32)

    def matrix(name, weight):
        q, s = quantise(f32(weight))
        out[f"{name}.q"], out[f"{name}.s"] = q, s
        weight.data.copy_(torch.from_numpy((q.astype(np.float32) - 128) * s[:, None]))

    def half(name, t):
        out[name] = f32(t).astype(np.float16)
        t.data.copy_(torch.from_numpy(out[name].astype(np.float32)))

    e = m.encoder
    out["token.q"], out["token.s"], whole = nibbles(f32(e.token.weight))
    e.token.weight.data.copy_(torch.from_numpy(whole))
    half("feat", e.feat.weight)
    half("part", e.part.weight)
    for name in ("norm_in", "norm_out"):
        out[f"{name}.weight"], out[f"{name}.bias"] = f32(getattr(e, name).weight), f32(getattr(e, name).bias)
    for i, layer in enumerate(e.layers):
        p = f"layers.{i}"
        out[f"{p}.norm.weight"], out[f"{p}.norm.bias"] = f32(layer.norm.weight), f32(layer.norm.bias)
        parts = ("qkv", "out") if isinstance(layer, model.Attention) else ("up", "down")
        if parts[0] == "up":
            out[f"{p}.depth"] = f32(layer.depth)
        for k in parts:
            matrix(f"{p}.{k}", getattr(layer, k).weight)
            out[f"{p}.{k}.bias"] = f32(getattr(layer, k).bias)
    shipped_heads(m)
    for name, lin in (("heads", m.heads), ("topic", m.topic), ("salience.0", m.salience[0]), ("salience.2", m.salience[2])):
        half(f"{name}.weight", lin.weight)
        out[f"{name}.bias"] = f32(lin.bias)
    return out


def shipped_heads(m):
    """Takes the rows of the word head out: the segmenter does that work."""
    rows, at = [], 0
    for head, n in m.sizes.items():
        rows += [] if head == "word" else list(range(at, at + n))
        at += n
    del m.sizes["word"]
    m.heads.weight.data, m.heads.bias.data = m.heads.weight.data[rows], m.heads.bias.data[rows]


@torch.no_grad()
def fixture(m, vocab, cfg, samples):
    """Inputs and outputs of the rounded weights in f32, for the tests of the Rust code."""
    model.PRECISE = True
    rows = []
    for s in samples:
        d = gold.from_text(vocab, "sample", s, [(0, len(s))], [2])
        h, e = decode.read(m, cfg["model"], [d])
        topic, salience = decode.pooled(m, d, h[0], e[0])
        tags = m.heads(torch.from_numpy(h[0]))
        rows.append({"text": s, "ids": d.c["ids"].tolist(), "features": (d.c["shape"] + text.SHAPES * d.c["gap"]).tolist(),
                     "labels": [[round(float(v), 5) for v in r] for r in tags],
                     "topics": [round(float(v), 5) for v in topic], "salience": [round(float(v), 5) for v in salience]})
    model.PRECISE = False
    return rows


def write(m, cfg, vocab_words, tokenizer, out, temperature, name):
    out.mkdir(parents=True, exist_ok=True)
    m.eval()
    save_file(tensors(m), out / "model.safetensors")
    c = cfg["model"]
    json.dump({"format": "tomtat-model", "version": 1, "name": name, "vocab": len(vocab_words),
               **{k: c[k] for k in ("d", "ffn", "kernel", "dilations", "attention_after", "heads", "window", "overlap")},
               "labels": {"outer": model.OUTER, "inner": ["UNIT"], "general": model.VLSP, "topics": model.TOPICS, "kept": True},
               "temperature": temperature}, open(out / "config.json", "w"), indent=1)
    shutil.copy(tokenizer, out / "tokenizer.json")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("work", type=pathlib.Path)
    a.add_argument("checkpoint", type=pathlib.Path)
    a.add_argument("models", type=pathlib.Path)
    a.add_argument("--fixture", type=pathlib.Path)
    a.add_argument("--temperature", type=pathlib.Path)
    a = a.parse_args()
    cfg = json.load(open(HERE / "config.json"))
    vocab = gold.Vocab(a.work)
    m = model.load(a.checkpoint, cfg["model"], 0.0)
    temperature = {k: 1.0 for k in ("outer", "inner", "general", "topics", "salience")}
    if a.temperature:
        temperature |= json.load(open(a.temperature))
    write(m, cfg, vocab.words, a.work / "tokenizer.json", a.models, temperature, f"{cfg['name']} {cfg['version']}")
    if a.fixture:
        a.fixture.parent.mkdir(parents=True, exist_ok=True)
        json.dump(fixture(m, vocab, cfg, SAMPLES), open(a.fixture, "w", encoding="utf8"), ensure_ascii=False)


if __name__ == "__main__":
    main()
