#!/usr/bin/env python3
"""Kill the command at random moments, continue it with --resume, and compare with a run that nobody killed.

usage: resume.py TOMTAT [KILLS]      (KILLS of all outputs together: plain, gzip, Zstandard, Parquet; 50 where not given)

Parquet is read back by pyarrow and left out where that is not installed. Its input is Parquet as well.

Only kills after which there is work to keep count; the others, before anything was noted, come on top.

Fails where a record is lost, doubled or out of order, or where the output or the file of errors differs by a byte.
"""
import gzip, json, pathlib, random, signal, subprocess, sys, tempfile, time

try:
    import pyarrow, pyarrow.parquet as parquet
except ImportError:
    parquet = None

ARTICLES = 15_000  # work for some seconds: a run notes what is done four times a second
ENDINGS = {".jsonl": None, ".jsonl.gz": "gzip", ".jsonl.zst": "zstd"} | ({".parquet": "parquet"} if parquet else {})
SENTENCES = [
    "Sáng 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, dự hội nghị.",
    "Bộ Nội vụ vừa có công văn gửi các tỉnh.",
    "Theo khoản 2 Điều 5 Luật Đất đai năm 2024, hồ sơ được giải quyết trong 15 ngày.",
    "Bà Lê Thị Thu Hà được bổ nhiệm làm Giám đốc Sở Y tế.",
]


def write_articles(path):
    """The same articles as JSON Lines and, by another ending, as Parquet; one in 97 is broken."""
    pick = random.Random(6)
    texts = [" ".join(pick.choices(SENTENCES, k=pick.randrange(1, 12))) for _ in range(ARTICLES)]
    broken = lambda number: number % 97 == 50
    with path.open("w", encoding="utf8") as f:
        for number, text in enumerate(texts):
            f.write("{oops\n" if broken(number) else json.dumps({"id": number, "text": text, "site": "a"}, ensure_ascii=False) + "\n")
    if parquet:
        columns = {"id": range(ARTICLES), "text": [None if broken(n) else t for n, t in enumerate(texts)], "site": ["a"] * ARTICLES}
        parquet.write_table(pyarrow.table(columns), path.with_suffix(".parquet"), row_group_size=4000)


def start(tomtat, source, out, *more):
    errors = out.parent / "errors.jsonl"
    if out.suffix == ".parquet":
        source = source.with_suffix(".parquet")
    command = [tomtat, "enrich", source, "--no-model", "-j", "2", "-o", out, "--errors", errors, *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def numbers(out):
    packing = ENDINGS["".join(out.suffixes)]
    if packing == "parquet":
        table = parquet.read_table(out, columns=["id", "site", "tomtat_id"])
        if table["id"].cast("string") != table["tomtat_id"] or set(table["site"].to_pylist()) != {"a"}:
            sys.exit(f"{out.name}: columns do not fit the records")
        return table["id"].to_pylist()
    data = subprocess.run(["zstd", "-dc", out], check=True, stdout=subprocess.PIPE).stdout if packing == "zstd" else out.read_bytes()
    data = gzip.decompress(data) if packing == "gzip" else data
    return [int(json.loads(line)["id"]) for line in data.splitlines()]


def whole(tomtat, source, out):
    """The output of a run that is left alone, and its seconds."""
    out.parent.mkdir()
    since, child = time.time(), start(tomtat, source, out)
    if child.wait() != 3:
        sys.exit(f"a run that is left alone: status {child.returncode}, {child.stderr.read()}")
    return time.time() - since


def killed(tomtat, source, out, seconds, most):
    """Runs until the output is complete; how often it was killed with work to keep, and before."""
    out.parent.mkdir()
    kills = early = 0
    while True:
        child = start(tomtat, source, out, "--resume")
        try:
            child.wait(None if kills == most else random.uniform(0, seconds * random.choice([0.3, 0.6, 1.0])))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            noted = out.with_name(out.name + ".resume").exists()
            kills, early = kills + noted, early + (not noted)
            continue
        if child.returncode not in (0, 3):
            sys.exit(f"after {kills} kills: status {child.returncode}, {child.stderr.read()}")
        return kills, early


def same(out, other):
    wanted, got = numbers(out), numbers(other)
    lost, doubled = len(set(wanted) - set(got)), len(got) - len(set(got))
    if lost or doubled or got != sorted(got):
        sys.exit(f"{other.name}: {lost} lost, {doubled} doubled, {'in' if got == sorted(got) else 'out of'} order")
    for name in (out.name, "errors.jsonl"):
        if (out.parent / name).read_bytes() != (other.parent / name).read_bytes():
            sys.exit(f"{name} differs from that of a run that was left alone")
    left = sorted(p.name for p in other.parent.iterdir())
    if left != sorted([out.name, "errors.jsonl"]):
        sys.exit(f"files are left: {left}")


def main(tomtat, kills):
    with tempfile.TemporaryDirectory() as folder:
        folder, total = pathlib.Path(folder), 0
        source = folder / "articles.jsonl"
        write_articles(source)
        for place, ending in enumerate(ENDINGS):
            out, here, rounds, early = folder / f"whole{place}" / f"out{ending}", 0, 0, 0
            seconds = whole(tomtat, source, out)
            # As many rounds as it takes: a round ends when the command was let through to its end.
            while total + here < kills * (place + 1) // len(ENDINGS):
                other = folder / f"killed{place}-{rounds}" / out.name
                more, before = killed(tomtat, source, other, seconds, kills * (place + 1) // len(ENDINGS) - total - here)
                same(out, other)
                here, rounds, early = here + more, rounds + 1, early + before
            total += here
            print(f"{ending:10} killed {here} times with work to keep, {early} times before, in {rounds} runs: nothing lost, nothing doubled, same bytes", flush=True)


if __name__ == "__main__":
    if parquet is None:
        print("Parquet is left out: pyarrow is not installed")
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 50)
