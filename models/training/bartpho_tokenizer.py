"""Writes the tokenizer.json of a BARTpho checkpoint, which transformers cannot: its ids are those of dict.txt, its pieces those of
the larger sentencepiece.bpe.model.

usage: bartpho_tokenizer.py DIRECTORY

Needs tokenizers, sentencepiece and protobuf. The pieces of dict.txt come first, in its order; all others stand behind the rows that the
checkpoint has, and `tomtat` reads such ids as <unk>. Checked here against BartphoTokenizer, where transformers is there.
"""
import pathlib
import sys

from sentencepiece import SentencePieceProcessor
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
SAMPLES = ["Sáng 14/3, UBND huyện Sông Trà họp bàn việc giữ rừng.", "Hòa Bình  hoà giải; “thưởng” 50.000 đồng…", "東 x\u00ady 😀 ŵ", "a\u0301 ﬁ ①"]


def convert(folder):
    sentencepiece = SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
    scores = {sentencepiece.id_to_piece(i): sentencepiece.get_score(i) for i in range(sentencepiece.get_piece_size())}
    words = [line.split()[0] for line in (folder / "dict.txt").read_text("utf-8").splitlines() if line.strip()]
    names = list(dict.fromkeys(SPECIAL + words + ["<mask>"]))
    # What a sentence cannot be cut into has the lowest score there is.
    least = min(scores.values()) - 10
    pieces = [(n, 0.0 if n in SPECIAL else scores.get(n, least)) for n in names]
    pieces += [(p, s) for i, (p, s) in enumerate(scores.items()) if p not in set(names) and not sentencepiece.is_control(i) and not sentencepiece.is_unknown(i)]
    t = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    t.normalizer = normalizers.Sequence([charsmap(folder), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()])
    t.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    t.decoder = decoders.Metaspace(prepend_scheme="always")
    t.add_special_tokens(SPECIAL + [AddedToken("<mask>", lstrip=True, normalized=False)])
    t.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return t, len(names)


def charsmap(folder):
    """The normalisation that the SentencePiece model carries."""
    from sentencepiece import sentencepiece_model_pb2 as form
    model = form.ModelProto()
    model.ParseFromString((folder / "sentencepiece.bpe.model").read_bytes())
    precompiled = model.normalizer_spec.precompiled_charsmap
    return normalizers.Precompiled(precompiled) if precompiled else normalizers.Sequence([])


def main(folder):
    folder = pathlib.Path(folder)
    t, rows = convert(folder)
    t.save(str(folder / "tokenizer.json"))
    print(f"{folder / 'tokenizer.json'}: {rows} ids of the checkpoint, {t.get_vocab_size()} pieces")
    try:
        from transformers import BartphoTokenizer
    except ImportError:
        return
    reference = BartphoTokenizer(str(folder / "sentencepiece.bpe.model"), str(folder / "dict.txt"))
    for text in SAMPLES:
        ours, theirs = [i if i < rows else 3 for i in t.encode(text).ids], reference(text)["input_ids"]
        if ours != theirs:
            sys.exit(f"not the same for {text!r}:\n{ours}\n{theirs}")


if __name__ == "__main__":
    main(*sys.argv[1:])
