#!/usr/bin/env python3
"""How much faster are more threads? Runs `enrich` on one thread and on more in turn, and prints the best time of each.

usage: scaling.py TOMTAT ARTICLES.jsonl [THREADS [OPTION...]]      (2 threads where not given; options as --no-model go to the command)

Fails where the outputs differ. The machine should have nothing else to do.
"""
import hashlib, os, pathlib, subprocess, sys, tempfile, time

ROUNDS = 3


def run(tomtat, source, out, threads, options):
    since = time.time()
    child = subprocess.Popen([tomtat, "enrich", source, "-q", "-j", str(threads), "-o", out, *options])
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"-j {threads}: status {status}")
    with out.open("rb") as f:
        return time.time() - since, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, hashlib.file_digest(f, "sha256").hexdigest()


def main(tomtat, source, threads, options):
    runs = {1: [], threads: []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            for j, all_of in runs.items():
                all_of.append(run(tomtat, source, pathlib.Path(folder, f"{number}-{j}.jsonl"), j, options))
    if len({digest for all_of in runs.values() for *_, digest in all_of}) != 1:
        sys.exit("the outputs differ")
    for j, all_of in runs.items():
        wall, cpu, peak, _ = min(all_of)
        print(f"-j {j:<3} {wall:8.2f} s  {cpu:8.2f} s of CPU ({cpu / wall:.2f} cores)  peak {peak:.0f} MB")
    print(f"{min(runs[1])[0] / min(runs[threads])[0]:.2f} times as fast")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 2, sys.argv[4:])
