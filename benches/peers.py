#!/usr/bin/env python3
"""Speed beside underthesea and pyvi on the same articles: one process, one core, from raw text, loading apart.

usage: peers.py TOMTAT ARTICLES.jsonl [COUNT]     (COUNT articles of the file, 200 where not given)

A line of the file is an article: `text`, or `title`, `abstract` and `body`, a list of sentences, perhaps segmented (`_` between
syllables). underthesea and pyvi are installed from PyPI into target/peers when they are not there. What counts is CPU time, so that other
work on the machine disturbs little: of a process that reads all the articles, less that of one that reads none. Rounds are interleaved, the
best of three stands. Nothing is said of quality here; README.md does that.
"""
import json, os, pathlib, re, resource, subprocess, sys, tempfile, time

ROUNDS = 3
REPEATS = 20  # of the lines for `tomtat segment`, which else is done too soon to be measured
PEERS = pathlib.Path(__file__).resolve().parents[1] / "target" / "peers"
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")}


def raw(line):
    """A segmented line as it was printed, about."""
    line = line.replace("_", " ")
    line = re.sub(r"\s+([,.;:!?)\]}%…”’])", r"\1", line)
    line = re.sub(r"([(\[{“‘])\s+", r"\1", line)
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', line)


def articles(path, count):
    """Texts, one sentence or paragraph a line."""
    out = []
    with open(path, encoding="utf8") as f:
        for line in f:
            one = json.loads(line)
            parts = [one["text"]] if "text" in one else [raw(p) for p in [one["title"], one["abstract"], *one["body"]]]
            out.append("\n".join(p for p in parts if p.strip()))
            if len(out) == count:
                break
    return out


# What a peer does with one article; it returns the number of words. Each stands for a subprocess of its own.


def underthesea_words():
    from underthesea import word_tokenize
    return lambda text: sum(len(word_tokenize(line)) for line in text.splitlines())


def pyvi_words():
    from pyvi import ViTokenizer
    return lambda text: sum(len(ViTokenizer.tokenize(line).split()) for line in text.splitlines())


def underthesea_names():
    from underthesea import ner, sent_tokenize
    return lambda text: sum(len(ner(s)) for line in text.splitlines() for s in sent_tokenize(line))


def pyvi_tags():
    from pyvi import ViPosTagger, ViTokenizer
    return lambda text: sum(len(ViPosTagger.postagging(ViTokenizer.tokenize(line))[0]) for line in text.splitlines())


WORDS = {"underthesea, `word_tokenize`": underthesea_words, "pyvi, `ViTokenizer.tokenize`": pyvi_words}
MORE = {
    "underthesea, `sent_tokenize` and `ner` (words, parts of speech, chunks, names)": underthesea_names,
    "pyvi, `ViPosTagger.postagging` (words, parts of speech)": pyvi_tags,
}


def peer(name, path):
    """The work of one peer: seconds to load, seconds to read, words."""
    texts = json.loads(pathlib.Path(path).read_text(encoding="utf8"))
    since = time.process_time()
    read = (WORDS | MORE)[name]()
    read("Hà Nội là thủ đô của Việt Nam.")
    loaded = time.process_time()
    words = sum(map(read, texts))
    print(json.dumps([loaded - since, time.process_time() - loaded, words]))


def measured(command, source):
    """CPU seconds of a command over a file, and what it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(source, "rb") as f:
        written = subprocess.run(command, stdin=f, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=os.environ | ONE_THREAD).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, written


def command_round(command, source, empty):
    load, _ = measured(command, empty)
    seconds, written = measured(command, source)
    return load, seconds - load, written


def peer_round(name, texts):
    python = PEERS / "bin" / "python"
    command = [python, __file__, "--peer", name, texts]
    try:
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | ONE_THREAD).stdout)
    except subprocess.CalledProcessError:
        return None


def install():
    if not (PEERS / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([PEERS / "bin" / "pip", "install", "--quiet", "underthesea", "pyvi"], check=True)
    listed = subprocess.run([PEERS / "bin" / "pip", "list", "--format=json"], check=True, stdout=subprocess.PIPE).stdout
    return ", ".join(f"{p['name']} {p['version']}" for p in json.loads(listed) if p["name"] in ("underthesea", "pyvi"))


def main(tomtat, path, count):
    versions, texts = install(), articles(path, count)
    syllables = sum(len(t.split()) for t in texts)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        as_lines, as_records, as_list, none = folder / "lines.txt", folder / "articles.jsonl", folder / "texts.json", folder / "none.jsonl"
        as_lines.write_text(("\n".join(texts) + "\n") * REPEATS, encoding="utf8")
        as_records.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts), encoding="utf8")
        as_list.write_text(json.dumps(texts), encoding="utf8")
        none.write_text("")
        enrich = [tomtat, "enrich", "--input", "jsonl", "-q"]
        commands = {
            "**tomtat**, `tomtat segment`": ([tomtat, "segment"], as_lines),
            "**tomtat**, `tomtat enrich --no-model` (the whole record)": ([*enrich, "--no-model"], as_records),
            "**tomtat**, `tomtat enrich` (the whole record, neural model)": (enrich, as_records),
        }
        best = {}
        words = None
        for _ in range(ROUNDS):
            for name, (command, source) in commands.items():
                load, seconds, written = command_round(command, source, none)
                if "segment" in name:
                    seconds, words = seconds / REPEATS, len(written.split()) // REPEATS
                best[name] = min(best.get(name, (seconds, load, words)), (seconds, load, words))
            for name in WORDS | MORE:
                if found := peer_round(name, as_list):
                    load, seconds, own = found
                    best[name] = min(best.get(name, (seconds, load, own)), (seconds, load, own))
    print(f"{versions}; {len(texts)} articles, {syllables:,} pieces between blanks\n")
    print("| what | articles/s | words/s | loading |\n|---|---|---|---|")
    for name in [*list(commands)[:1], *WORDS, *list(commands)[1:], *MORE]:
        if name in best:
            seconds, load, own = best[name]
            print(f"| {name} | {len(texts) / seconds:,.1f} | {own / seconds:,.0f} | {load:.2f} s |")
        else:
            print(f"| {name} | failed | | |")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--peer":
        peer(*sys.argv[2:])
    elif len(sys.argv) in (3, 4):
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 200)
    else:
        sys.exit(__doc__)
