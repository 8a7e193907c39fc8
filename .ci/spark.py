#!/usr/bin/env python3
"""A Spark job over Parquet, one of its Python workers killed in the middle, against the plain command.

usage: spark.py TOMTAT [MASTER [ARTICLES]]      (local[2,4] and 600 where not given; local-cluster[2,1,1024] starts executors of their own)

To be run by a Python that has the wheel tomtat, pyspark and pyarrow; without them, or without Java, it says so and passes. Fails where
rows are lost or doubled, where a record differs from the command's, where another column does not come through as it was, where the
model was loaded more often than once a worker, or where nothing was killed.
"""
import importlib.util, json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent.parent
#: Parts of the job; more than there are cores, so that a worker reads several.
PARTITIONS = 8


def missing():
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        return "Java is not installed"
    names = [name for name in ("pyspark", "pyarrow", "tomtat") if importlib.util.find_spec(name) is None]
    return f"{', '.join(names)} cannot be imported by {sys.executable}" if names else None


def articles(number):
    """Lines of the samples in other orders; some rows hold no article."""
    folder, pick = HERE / "examples/articles", random.Random(6)
    lines = [line for path in sorted(folder.glob("*.txt")) for line in path.read_text(encoding="utf8").splitlines() if len(line) > 40]
    for n in range(number):
        text = None if n % 151 == 70 else "\n".join(pick.choices(lines, k=pick.randrange(4, 16)))
        yield {"id": f"a-{n}", "text": text, "published": f"2024-03-{n % 28 + 1:02}"}


def descendants(pid):
    """Processes that `pid` started, and those that they did."""
    parents = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append((int(path.parent.name), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")))
    found, open_ones = [], [pid]
    while open_ones:
        children = parents.get(open_ones.pop(), [])
        found += children
        open_ones += [child for child, _ in children]
    return found


def workers(pid):
    """Python workers below `pid` with the seconds of CPU that they took; the daemon that makes them takes none."""
    for child, seconds in descendants(pid):
        try:
            command = pathlib.Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if b"pyspark.daemon" in command:
            yield child, seconds


def kill_one(job, base):
    """Kills the first worker that has read for a while. A worker takes half a second to start, so it is in the middle of its articles."""
    while job.poll() is None:
        for pid, seconds in workers(job.pid):
            if seconds > base:
                os.kill(pid, signal.SIGKILL)
                return True
        time.sleep(0.02)
    return False


def run_job(source, out, master, log):
    job = [sys.executable, HERE / "bindings/python/examples/spark_enrich.py", source, out, "--master", master, "--json", "--offsets", "bytes"]
    job += ["--partitions", str(PARTITIONS), "--batch", "16"]
    settings = f"--conf spark.eventLog.enabled=true --conf spark.eventLog.compress=false --conf spark.eventLog.dir={log.as_uri()} "
    settings += "--conf spark.ui.enabled=false --conf spark.task.maxFailures=4 pyspark-shell"
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": settings, "PYSPARK_PYTHON": sys.executable}
    return subprocess.Popen(job, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def events(log):
    paths = [path for path in log.rglob("*") if path.is_file() and not path.name.startswith((".", "appstatus"))]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf8").splitlines()]


def failed_tasks(log):
    return sum(e["Event"] == "SparkListenerTaskEnd" and e["Task Info"]["Failed"] for e in events(log))


def compared(tomtat, master, number):
    """The job on so many articles beside the command's records; whether a worker was killed while it worked."""
    import pyarrow, pyarrow.dataset, pyarrow.parquet

    rows = list(articles(number))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        lines, source, log = folder / "articles.jsonl", folder / "articles.parquet", folder / "log"
        lines.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows if r["text"] is not None), encoding="utf8")
        table = pyarrow.Table.from_pylist([{**row, "site": f"s{n % 7}", "n": n} for n, row in enumerate(rows)])
        pyarrow.parquet.write_table(table, source, row_group_size=100)
        log.mkdir()

        since = time.monotonic()
        plain = subprocess.run([tomtat, "enrich", lines, "-j", "1", "-q"], check=True, stdout=subprocess.PIPE).stdout
        alone = time.monotonic() - since
        expected = {record["id"]: record for record in map(json.loads, plain.splitlines())}

        job = run_job(source, folder / "records", master, log)
        killed = kill_one(job, 1.0)
        out, err = job.communicate()
        if job.returncode:
            sys.exit(f"the job failed:\n{err[-4000:]}{out}")
        records = pyarrow.dataset.dataset(folder / "records", format="parquet").to_table().sort_by("n")
        failed = failed_tasks(log)
    if not records.select(table.column_names).cast(table.schema).equals(table):
        sys.exit("the columns that came in are not those that came out")
    found = {record["id"]: record for record in map(json.loads, filter(None, records["tomtat_record"].to_pylist()))}
    if found != expected or len(found) != sum(row["text"] is not None for row in rows):
        sys.exit(f"{sum(found.get(i) != r for i, r in expected.items())} of {len(expected)} records differ from the command's")
    names = [[o["name"] for o in official or []] for official in records["tomtat_officials"].to_pylist()]
    if names != [[o["name"] for o in found[row["id"]]["officials"]] if row["text"] is not None else [] for row in rows]:
        sys.exit("the columns do not say what the records say")
    reasons = [row["id"] for row, why in zip(rows, records["tomtat_error"].to_pylist()) if why]
    if reasons != [row["id"] for row in rows if row["text"] is None]:
        sys.exit("the rows without an article have no reason, or others have one")
    if not killed or not failed:
        return False
    print(f"{master}: {out.strip()}")
    print(f"a worker killed, {failed} task(s) done again; {len(found)} records are the command's, {len(reasons)} rows say why they have none")
    print(f"the command, one thread: {alone:.1f} s, {len(found) / alone:.0f} articles/s")
    return True


def main(tomtat, master="local[2,4]", number="600"):
    if reason := missing():
        return print(f"skipped: {reason}")
    # A fast machine is through before a worker can be caught at work.
    for times in (1, 3, 9):
        if compared(tomtat, master, times * int(number)):
            return
    sys.exit("no worker was killed while it worked; the job was too short")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
