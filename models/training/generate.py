"""Checkpoints of a few kilobytes with random weights, and what transformers generates from them, for the tests of `generate`.

usage: generate.py DIRECTORY

Needs torch, transformers, tokenizers and safetensors. Weights are drawn again until the outputs stay the same under noise a
hundred times that of the order of summation, so that equality token by token is a fair test.
"""
import copy
import json
import pathlib
import sys

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers.models.t5.modeling_t5 import T5Attention
from transformers import MBartConfig, MBartForConditionalGeneration, T5Config, T5ForConditionalGeneration

TEXTS = [
    "Ngày 14/3/2024, huyện Sông Trà họp bàn việc giữ rừng và phòng cháy trong mùa khô.",
    "Ủy ban nhân dân tỉnh giao các xã trồng lại hai trăm cây ven sông trước tháng sáu; nhà trường và bà con cùng chăm.",
    "Bà Lê Thị Hạnh, Chủ tịch xã Yên Mô, cho biết đường mới dài 12 km nối bến phà với chợ sẽ thông xe cuối năm nay, "
    "sớm hơn dự kiến hai tháng. Theo đó, bà con đi chợ không phải qua đò. Xã cũng xây thêm một trạm y tế.",
]
# Options of transformers' generate; `new` is max_new_tokens.
SEARCHES = [
    {"num_beams": 1, "new": 40},
    {"num_beams": 1, "new": 48, "no_repeat_ngram_size": 2, "min_new_tokens": 40},
    {"num_beams": 1, "new": 36, "no_repeat_ngram_size": 1, "min_new_tokens": 30},
    {"num_beams": 3, "new": 40, "min_new_tokens": 32},
    {"num_beams": 4, "new": 40, "no_repeat_ngram_size": 3, "early_stopping": True},
    {"num_beams": 4, "new": 48, "no_repeat_ngram_size": 2, "length_penalty": 2.0, "min_new_tokens": 30},
    {"num_beams": 4, "new": 40, "length_penalty": 0.4, "no_repeat_ngram_size": 3},
    {"num_beams": 2, "new": 40, "length_penalty": -1.0, "early_stopping": "never", "no_repeat_ngram_size": 2},
    {"num_beams": 5, "new": 44, "length_penalty": 1.5, "early_stopping": "never", "no_repeat_ngram_size": 2},
]


def tokenizer(special, template):
    """Unigram pieces: syllables of the texts, and letters."""
    syllables = sorted({s.strip(".,;").lower() for t in TEXTS for s in t.split()})[::2]
    letters = sorted({c for t in TEXTS for c in t.lower() + t if not c.isspace()})
    pieces = [(s, 0.0) for s in special]
    pieces += [("▁" + s, -4.0 - 0.01 * i) for i, s in enumerate(syllables)] + [("▁", -5.0)]
    pieces += [(c, -6.0 - 0.01 * i) for i, c in enumerate(letters)]
    t = Tokenizer(models.Unigram(pieces, unk_id=special.index("<unk>"), byte_fallback=False))
    t.normalizer = normalizers.NFKC()
    t.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    t.decoder = decoders.Metaspace(prepend_scheme="always")
    t.add_special_tokens(special)
    used = [s for s in ("<s>", "</s>") if s in template]
    t.post_processor = processors.TemplateProcessing(single=template, special_tokens=[(s, special.index(s)) for s in used])
    return t


def t5(gated, tied, size):
    config = T5Config(
        vocab_size=size, d_model=16, d_kv=8, d_ff=24, num_layers=3, num_decoder_layers=2, num_heads=2, feed_forward_proj="gated-gelu" if gated else "relu",
        tie_word_embeddings=tied, decoder_start_token_id=0, pad_token_id=0, eos_token_id=1, relative_attention_num_buckets=8, relative_attention_max_distance=24,
    )
    model = T5ForConditionalGeneration(config)
    if not tied:
        model.lm_head.weight = torch.nn.Parameter(torch.randn(size, 16))
    return model


def mbart(size):
    config = MBartConfig(
        vocab_size=size, d_model=16, encoder_layers=2, decoder_layers=2, encoder_ffn_dim=24, decoder_ffn_dim=24, encoder_attention_heads=2,
        decoder_attention_heads=2, max_position_embeddings=160, scale_embedding=True, decoder_start_token_id=2, forced_bos_token_id=0, forced_eos_token_id=2,
    )
    return MBartForConditionalGeneration(config)


def spread(model, by):
    """Weights of one size everywhere, so that every part moves the outputs."""
    for name, p in model.named_parameters():
        if "relative_attention_bias" in name or "embed_positions" in name:
            p.data = torch.randn_like(p) * 1.5
        elif "norm" in name:
            p.data = p.data + 0.3 * torch.randn_like(p)
        elif p.dim() == 1:
            p.data = 0.5 * torch.randn_like(p)
        elif "shared" in name or "lm_head" in name:
            p.data = torch.randn_like(p) * by
        else:
            p.data = torch.randn_like(p) * p.shape[1] ** -0.5 * 1.4


def generated(model, ids, search):
    options = dict(search)
    out = model.generate(torch.tensor([ids]), max_new_tokens=options.pop("new"), do_sample=False, **options)
    return out[0].tolist()[1:]


def outputs(model, rows):
    return [generated(model, row["ids"], s) for row in rows for s in SEARCHES]


def noisy(model, seed):
    torch.manual_seed(seed)
    other = copy.deepcopy(model)
    for p in other.parameters():
        p.data *= 1 + 2e-5 * torch.randn_like(p)
    return other


def various(found):
    """Some end by themselves, most are long, and the options tell."""
    ended = sum(len(o) < SEARCHES[i % len(SEARCHES)]["new"] for i, o in enumerate(found))
    long = sum(len(o) >= 30 for o in found)
    return ended * 9 >= len(found) and long * 3 >= len(found) * 2 and len({t for o in found for t in o}) > 30


def settled(make, by, dtype, rows):
    """The first random model whose outputs do not hang by a thread, and that ends some of them itself."""
    for seed in range(1000):
        torch.manual_seed(seed)
        model = make().eval()
        spread(model, by)
        if hasattr(model, "final_logits_bias"):
            model.final_logits_bias = 0.3 * torch.randn_like(model.final_logits_bias)
        for p in list(model.parameters()) + list(model.buffers()):
            p.data = p.data.to(dtype).float()
        if not various(outputs(model, rows[:1])):
            continue
        found = outputs(model, rows)
        if various(found) and all(outputs(noisy(model, n), rows) == found for n in range(3)):
            print("seed", seed, "lengths", [len(o) for o in found], flush=True)
            return model, found
    raise SystemExit("no settled model found")


def write(folder, name, make, by, dtype, special, template, shards):
    out = folder / name
    out.mkdir(parents=True, exist_ok=True)
    t = tokenizer(special, template)
    t.save(str(out / "tokenizer.json"))
    rows = [{"text": text, "ids": t.encode(text).ids} for text in TEXTS]
    model, found = settled(lambda: make(t.get_vocab_size()), by, dtype, rows)
    tensors = {k: v.to(dtype).contiguous().clone() for k, v in model.state_dict().items()}
    tensors = {k: v for k, v in tensors.items() if "embed_tokens" not in k and not (k == "lm_head.weight" and torch.equal(v, shared(tensors)))}
    names = sorted(tensors)
    files = {}
    for n in range(shards):
        file = "model.safetensors" if shards == 1 else f"model-{n + 1:05}-of-{shards:05}.safetensors"
        part = names[n * len(names) // shards : (n + 1) * len(names) // shards]
        save_file({k: tensors[k] for k in part}, out / file, metadata={"format": "pt"})
        files.update({k: file for k in part})
    if shards > 1:
        json.dump({"metadata": {}, "weight_map": files}, open(out / "model.safetensors.index.json", "w"), indent=0)
    config = model.config.to_dict()
    keep = json.load(open(pathlib.Path(__file__).parent / "generate-config.json"))[config["model_type"]]
    json.dump({k: config[k] for k in keep if config.get(k) is not None}, open(out / "config.json", "w"), indent=2)
    if name == "t5-relu":
        json.dump(buckets(), open(out / "buckets.json", "w"))
    cases = []
    for n, row in enumerate(rows):
        searches = [{**s, "tokens": found[n * len(SEARCHES) + i]} for i, s in enumerate(SEARCHES)]
        for s in searches:
            s["text"] = t.decode(s["tokens"], skip_special_tokens=True)
        cases.append({**row, "searches": searches})
    json.dump(cases, open(out / "reference.json", "w", encoding="utf8"), ensure_ascii=False, indent=0)


def buckets():
    """Buckets of the distances -299 to 299 as the encoder and the decoder of T5 see them."""
    distance = torch.arange(-299, 300)
    bucket = T5Attention._relative_position_bucket
    return {"both": bucket(distance, True, 32, 128).tolist(), "before": bucket(distance, False, 32, 128).tolist()}


def shared(tensors):
    return next(v for k, v in tensors.items() if k.endswith("shared.weight"))


def main(folder):
    folder = pathlib.Path(folder)
    special = ["<pad>", "</s>", "<unk>"]
    write(folder, "t5-gated", lambda size: t5(True, False, size), 1.2, torch.bfloat16, special, "$A </s>", 2)
    write(folder, "t5-relu", lambda size: t5(False, True, size), 3.0, torch.float32, special, "$A </s>", 1)
    write(folder, "mbart", mbart, 0.8, torch.float16, ["<s>", "<pad>", "</s>", "<unk>"], "<s> $A </s>", 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
