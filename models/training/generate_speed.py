"""A checkpoint of the size of ViT5-base with random weights, and how fast transformers writes with it on one thread: seconds of the processor, so
that what else runs counts less.

usage: generate_speed.py DIRECTORY

The same measurements in Rust: cargo bench --features generate --bench generate (it looks in target/vit5-base-random).
"""
import pathlib
import sys
import time

import torch
from transformers import T5Config, T5ForConditionalGeneration

import generate

INPUT, WRITTEN, RUNS = 512, 64, 3
TEXT = "Ngày 14/3/2024, huyện Sông Trà họp bàn việc giữ rừng và phòng cháy trong mùa khô. " * 40


def model():
    torch.manual_seed(1)
    return T5ForConditionalGeneration(T5Config(
        vocab_size=36096, d_model=768, d_kv=64, d_ff=3072, num_layers=12, num_heads=12, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
        decoder_start_token_id=0, pad_token_id=0, eos_token_id=1)).eval()


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    generate.tokenizer(["<pad>", "</s>", "<unk>"], "$A </s>").save(str(folder / "tokenizer.json"))
    model().save_pretrained(folder)


def seconds(m, ids, beams, tokens):
    def run():
        start = time.process_time()
        with torch.no_grad():
            m.generate(ids, num_beams=beams, min_new_tokens=tokens, max_new_tokens=tokens, no_repeat_ngram_size=3, do_sample=False)
        return time.process_time() - start
    return min(run() for _ in range(RUNS))


def main(folder):
    folder = pathlib.Path(folder)
    if not (folder / "model.safetensors").exists():
        write(folder)
    torch.set_num_threads(1)
    m, t = T5ForConditionalGeneration.from_pretrained(folder).eval(), generate.tokenizer(["<pad>", "</s>", "<unk>"], "$A </s>")
    t.enable_truncation(INPUT)
    ids = torch.tensor([t.encode(TEXT).ids])
    for beams in (1, 4):
        first, everything = seconds(m, ids, beams, 1), seconds(m, ids, beams, 1 + WRITTEN)
        each = (everything - first) / WRITTEN
        print(f"{beams} beams: {ids.shape[1]} tokens read and one written in {first:.2f} s, then {1 / each:.1f} tokens/s ({each * 1e3:.0f} ms each)", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
