#!/usr/bin/env python3
"""Feed the command what breaks readers and print time and peak memory: twice the input should take twice the time.

usage: large.py TOMTAT

Fails where the command fails, loses a record or needs more than 60 bytes of memory for a byte of input (plus 200 MB).
"""
import json, pathlib, resource, subprocess, sys, tempfile, time

ARTICLE = (pathlib.Path(__file__).parent.parent / "examples/articles/bo-nhiem.txt").read_text(encoding="utf8")


def sized(text, megabytes):
    return (text * (1 + megabytes * 1_000_000 // len(text.encode())))


def run(name, tomtat, data, records):
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, "in"), pathlib.Path(folder, "out.jsonl")
        source.write_bytes(data)
        before = time.time()
        child = subprocess.Popen([tomtat, "enrich", source, "-o", out])
        _, status, usage = __import__("os").wait4(child.pid, 0)
        seconds, peak = time.time() - before, usage.ru_maxrss * 1024
        with out.open(encoding="utf8") as f:
            got = sum(1 for line in f if '"schema"' in line)
    megabytes = len(data) / 1e6
    print(f"{name:32} {megabytes:7.1f} MB {seconds:7.2f} s {megabytes / seconds:7.2f} MB/s  peak {peak / 1e6:7.0f} MB")
    if status or got != records:
        sys.exit(f"{name}: status {status}, {got} records of {records}")
    if peak > 200e6 + 60 * len(data):
        sys.exit(f"{name}: {peak / 1e6:.0f} MB of memory")


def main(tomtat):
    for megabytes in (12, 25, 50):
        run(f"one article", tomtat, sized(ARTICLE, megabytes).encode(), 1)
    one_line = ARTICLE.replace("\n", " ")
    for megabytes in (2, 5):
        run(f"one article in one line", tomtat, sized(one_line, megabytes).encode(), 1)
    run("one line without a full stop", tomtat, sized(one_line.replace(".", ","), 5).encode(), 1)
    run("one line without a blank", tomtat, sized(one_line.replace(" ", ""), 5).encode(), 1)
    run("brackets and quotes", tomtat, sized("(“[\"'", 5).encode(), 1)
    run("capitals", tomtat, sized("Nguyễn Văn A, Trần Thị B; ", 5).encode(), 1)
    tiny = "".join(json.dumps({"id": i, "text": f"Bộ Nội vụ họp lần {i}."}, ensure_ascii=False) + "\n" for i in range(100_000))
    run("100,000 tiny records", tomtat, tiny.encode(), 100_000)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
