#!/usr/bin/env python3
"""How much faster are more threads? Runs `enrich` on one thread and on more in turn, and prints the best time of each.

usage: scaling.py TOMTAT ARTICLES [THREADS [OPTION...]]      (2 threads where not given; options as --no-model go to the command)

ARTICLES are JSON Lines or Parquet, and the records are written likewise. Memory is the most in each tenth of the time. Fails where the outputs
differ. The machine should have nothing else to do. ROUNDS in the environment, 3 where not given.
"""
import hashlib, os, pathlib, re, subprocess, sys, tempfile, threading, time

ROUNDS = int(os.environ.get("ROUNDS", 3))


def memory(pid, since, samples):
    """Seconds and megabytes, until the process ends."""
    try:
        while True:
            resident = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
            if not resident:
                return
            samples.append((time.time() - since, int(resident[1]) / 1024))
            time.sleep(0.1)
    except OSError:
        return


def run(tomtat, source, out, threads, options):
    since, samples = time.time(), []
    command = [tomtat, "enrich", source, "-j", str(threads), "-o", out, *options]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    watch = threading.Thread(target=memory, args=(child.pid, since, samples))
    watch.start()
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.time() - since
    watch.join()
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"-j {threads}: status {status}, {said}")
    tenths = [max((mb for at, mb in samples if tenth <= 10 * at / wall < tenth + 1), default=0) for tenth in range(10)]
    with out.open("rb") as f:
        digest = hashlib.file_digest(f, "sha256").hexdigest()
    return wall, usage.ru_utime + usage.ru_stime, tenths, digest, said.split(";")[0]


def main(tomtat, source, threads, options):
    runs = {1: [], threads: []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            for j, all_of in runs.items():
                out = pathlib.Path(folder, f"{number}-{j}").with_suffix(pathlib.Path(source).suffix)
                all_of.append(run(tomtat, source, out, j, options))
                out.unlink()
    if len({digest for all_of in runs.values() for *_, digest, _ in all_of}) != 1:
        sys.exit("the outputs differ")
    print(runs[1][0][-1])
    for j, all_of in runs.items():
        wall, cpu, tenths, *_ = min(all_of)
        print(f"-j {j:<3} {wall:8.2f} s  {cpu:8.2f} s of CPU ({cpu / wall:.2f} cores)  MB by time: {' '.join(f'{mb:.0f}' for mb in tenths)}")
    print(f"{min(runs[1])[0] / min(runs[threads])[0]:.2f} times as fast")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 2, sys.argv[4:])
