"""Scores a checkpoint on the validation sets with the code of training.

usage: evaluate.py DATA WORK CHECKPOINT [--rounded]
"""
import json
import pathlib
import sys

import torch

import data as gold
import decode
import export
import model

HERE = pathlib.Path(__file__).parent


def main(data, work, checkpoint, *options):
    data = pathlib.Path(data)
    cfg = json.load(open(HERE / "config.json"))
    torch.set_num_threads(2)
    m = model.load(checkpoint, cfg["model"], 0.0)
    if "--rounded" in options:
        export.tensors(m)
    vocab = gold.Vocab(work)
    sets = {"val": list(gold.gov(data, vocab, "val")), "pages-val": list(gold.gov(data, vocab, "pages-val")), "vlsp-dev": list(gold.vlsp2018(data, vocab, "dev"))}
    print(decode.line(decode.evaluate(m, cfg["model"], sets)).replace(" | ", "\n"))


if __name__ == "__main__":
    main(*sys.argv[1:])
