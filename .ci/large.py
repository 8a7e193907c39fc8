#!/usr/bin/env python3
"""Feed the command what breaks readers and print time and peak memory: twice the input should take twice the time.

usage: large.py TOMTAT

Fails where the command fails, loses a record, needs more than 40 bytes of memory for a byte of input (plus 100 MB), or reads a long text
at less than a fifth of the speed of the first article: something then takes time with the square of the length.
"""
import json, os, pathlib, subprocess, sys, tempfile, time

ARTICLE = (pathlib.Path(__file__).parent.parent / "examples/articles/bo-nhiem.txt").read_text(encoding="utf8")
ONE_LINE = ARTICLE.replace("\n", " ")
TINY = "".join(json.dumps({"id": i, "text": f"Bộ Nội vụ họp lần {i}."}, ensure_ascii=False) + "\n" for i in range(1000))

CASES = [  # name, text to repeat, megabytes, records
    *(("one article", ARTICLE, megabytes, 1) for megabytes in (12, 50)),
    *(("one article in one line", ONE_LINE, megabytes, 1) for megabytes in (2, 5)),
    ("one line without a full stop", ONE_LINE.replace(".", ","), 5, 1),
    ("one line without a blank", ONE_LINE.replace(" ", ""), 5, 1),
    ("brackets and quotes", "(“[\"'", 5, 1),
    ("names alone", "Nguyễn Văn A, Trần Thị B; ", 5, 1),
    ("laws alone", "điểm a khoản 1 Điều 5 và Điều 7 đến Điều 9 Luật Đất đai, ", 5, 1),
    ("a letter a line", "a\n", 5, 1),
    ("100,000 tiny records", TINY, 0, 100_000),
]


def write(path, text, megabytes):
    """Piece by piece: a large string here would count as memory of the child."""
    piece = text.encode()
    with path.open("wb") as f:
        for _ in range(1 + megabytes * 1_000_000 // len(piece) if megabytes else 100):
            f.write(piece)


def blocks(file):
    """The file in blocks that overlap by less than what is counted in them."""
    tail = b""
    while block := file.read(1 << 20):
        yield tail + block
        tail = block[-len(b'"coverage":{"bytes":') + 1 :]


def run(tomtat, name, text, megabytes, records):
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, "in.jsonl" if megabytes == 0 else "in.txt"), pathlib.Path(folder, "out.jsonl")
        write(source, text, megabytes)
        size, before = source.stat().st_size, time.time()
        child = subprocess.Popen([tomtat, "enrich", source, "-o", out])
        _, status, usage = os.wait4(child.pid, 0)
        seconds, peak = time.time() - before, usage.ru_maxrss * 1024
        with out.open("rb") as f:
            got = sum(block.count(b'"coverage":{"bytes":') for block in blocks(f))
    print(f"{name:32} {size / 1e6:6.1f} MB {usage.ru_utime:7.2f} s of CPU {size / 1e6 / usage.ru_utime:7.2f} MB/s  peak {peak / 1e6:6.0f} MB  ({seconds:.2f} s)", flush=True)
    if status or got != records:
        sys.exit(f"{name}: status {status}, {got} records of {records}")
    if peak > 100e6 + 40 * size:
        sys.exit(f"{name}: {peak / 1e6:.0f} MB of memory")
    return size / usage.ru_utime


def main(tomtat):
    first = run(tomtat, *CASES[0])
    for name, text, megabytes, records in CASES[1:]:
        speed = run(tomtat, name, text, megabytes, records)
        if megabytes and speed < first / 5:
            sys.exit(f"{name}: {first / speed:.0f} times as slow as the first article")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
