#!/usr/bin/env python3
"""The service under load, beside the command on the same articles and as many threads, in turn.

usage: serve.py TOMTAT [SECONDS [LEAST [OPTION...]]]      (4 seconds of load; the least share of the command's articles/s; options as --no-model)

Prints articles/s of both, the times of requests, and the memory of the service over time. Fails where a request fails, the share is less
than LEAST (0.8 where not given: short runs are noisy) or memory grows. Skips, saying so, where there is no wrk.
"""
import json, os, pathlib, re, shutil, signal, statistics, subprocess, sys, tempfile, threading, time

ARTICLES = pathlib.Path(__file__).parent.parent / "examples/articles"
THREADS, CONNECTIONS, SLICE, AGAIN = 2, 8, 30, 4
# Memory may differ by so much between the first and the last part of a run, in MB and as a factor.
SLACK, GROWTH = 8, 1.05

LUA = """
local bodies = {}
for line in io.lines("%s") do bodies[#bodies + 1] = line end
local at = 0
request = function()
  at = at %% #bodies + 1
  return wrk.format("POST", "/v1/enrich", {["Content-Type"] = "application/json"}, bodies[at])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %%d, "seconds": %%f, "errors": %%d, "p50": %%f, "p99": %%f, "max": %%f}\\n', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


def bodies():
    for path in sorted(ARTICLES.glob("*")):
        field = "html" if path.suffix == ".html" else "text"
        yield json.dumps({"id": path.name, field: path.read_text(encoding="utf8")}, ensure_ascii=False) + "\n"


def command(tomtat, lines, seconds, speed, folder, options):
    """Articles/s of the command over about so many seconds, and milliseconds of CPU an article."""
    source = pathlib.Path(folder, "articles.jsonl")
    copies = max(1, round(speed * seconds / len(lines)))
    with source.open("w", encoding="utf8") as f:
        for _ in range(copies):
            f.writelines(lines)
    since, before = time.time(), sum(os.times()[2:4])
    subprocess.run([tomtat, "enrich", source, "-q", "-j", str(THREADS), *options], check=True, stdout=subprocess.DEVNULL)
    taken, cpu = time.time() - since, sum(os.times()[2:4]) - before
    return copies * len(lines) / taken, 1000 * cpu / (copies * len(lines))


def cpu(process):
    """Seconds of CPU of a process so far."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(service, address, script, seconds):
    before = cpu(service)
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "-s", script, address]
    told = json.loads(subprocess.run(wrk, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    return told | {"cpu": 1000 * (cpu(service) - before) / told["requests"]}


class Memory(threading.Thread):
    """Resident megabytes of a process, every half second."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.seen = process, []
        self.start()

    def run(self):
        while self.process.poll() is None:
            try:
                status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
            except OSError:
                return
            if rss := re.search(r"VmRSS:\s+(\d+)", status):
                self.seen.append(int(rss[1]) / 1024)
            time.sleep(0.5)

    def parts(self, count=10):
        """The largest in each of as many parts of the run."""
        size = max(1, len(self.seen) // count)
        return [max(self.seen[i : i + size]) for i in range(0, size * count, size) if self.seen[i : i + size]]


def main(tomtat, seconds, least, options):
    if not shutil.which("wrk"):
        print("skipped: wrk is not on this machine")
        return
    lines = list(bodies())
    service = subprocess.Popen([tomtat, "serve", "--listen", "127.0.0.1:0", "-j", str(THREADS), *options], stderr=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory() as folder:
        address = service.stderr.readline().split()[-1]
        pathlib.Path(folder, "bodies.jsonl").write_text("".join(lines), encoding="utf8")
        script = pathlib.Path(folder, "load.lua")
        script.write_text(LUA % f"{folder}/bodies.jsonl")
        load(service, address, script, 1)
        memory, plain, costs, served, left = Memory(service), [], [], [], seconds
        more = AGAIN + -(-seconds // SLICE)
        speed, _ = command(tomtat, lines, 1, 100, folder, options)
        share = lambda: statistics.median(s["requests"] / s["seconds"] for s in served) / statistics.median(plain)
        # Other work on the machine falls on one or the other: a poor share is measured on.
        while left > 0 or (share() < least and len(served) < more):
            part = min(left, SLICE) if left > 0 else min(seconds, SLICE)
            left -= part
            served.append(load(service, address, script, part))
            rate, each = command(tomtat, lines, min(part, 10), speed, folder, options)
            speed = rate
            plain.append(rate)
            costs.append(each)
        parts = memory.parts()
    service.send_signal(signal.SIGTERM)
    status = service.wait(timeout=70)
    rates = [s["requests"] / s["seconds"] for s in served]
    print(f"command -j {THREADS}: {statistics.median(plain):.0f} articles/s (of {len(plain)} runs {min(plain):.0f} to {max(plain):.0f})")
    print(f"service -j {THREADS}: {statistics.median(rates):.0f} articles/s ({min(rates):.0f} to {max(rates):.0f}), {share():.1%} of the command's")
    median = {key: statistics.median(s[key] for s in served) for key in ("p50", "p99")}
    print(f"CPU an article: command {statistics.median(costs):.2f} ms, service {statistics.median(s['cpu'] for s in served):.2f} ms")
    print(f"{CONNECTIONS} connections: p50 {median['p50']:.1f} ms, p99 {median['p99']:.1f} ms, longest {max(s['max'] for s in served):.0f} ms")
    print(f"memory, MB, in parts of the run: {' '.join(f'{part:.0f}' for part in parts)}")
    errors = sum(s["errors"] for s in served)
    if errors or status:
        sys.exit(f"{errors} requests failed, exit status {status}")
    if share() < least:
        sys.exit(f"less than {least:.0%} of the command's")
    if parts[-1] > parts[len(parts) // 5] * GROWTH + SLACK:
        sys.exit("memory grows")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    arguments = sys.argv[2:]
    main(sys.argv[1], int(arguments[0]) if arguments else 4, float(arguments[1]) if len(arguments) > 1 else 0.8, arguments[2:])
