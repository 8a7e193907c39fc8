#!/usr/bin/env python3
"""What a call from Python costs beside the same call in Rust, on an article of 500 syllables.

usage: overhead.py [MOST]      (fails where a call with the model takes longer than Rust's by more than MOST, 0.05 where not given)

Both take turns in this process; their times are those of the processor, so that a busy machine does no harm, and the figures are medians
over rounds. The call goes from a Python string to a record whose spans count code points; Rust's reads the article and drops the record.
What making objects of all fields costs is said apart.
"""

import pathlib
import statistics
import sys
import time

import tomtat

ROUNDS = 60
#: Calls of a round: about a tenth of a second.
CALLS = {True: 12, False: 80}


def article() -> str:
    """As `cargo bench --bench article` has it: up to 500 syllables of the samples, cut at a line end."""
    folder = pathlib.Path(__file__).resolve().parents[3] / "examples/articles"
    lines = "".join((folder / name).read_text(encoding="utf8") for name in ("trien-khai-luat.txt", "bo-nhiem.txt")).splitlines(keepends=True)
    text, syllables = "", 0
    for line in lines:
        syllables += len(line.split())
        if syllables > 500:
            break
        text += line
    return text


def everything(record: tomtat.Record) -> None:
    for name in FIELDS:
        getattr(record, name)


FIELDS = [n for n in dir(tomtat.Record) if not n.startswith("_") and not callable(getattr(tomtat.Record, n))]


def seconds(call, calls: int) -> float:
    since = time.thread_time()
    for _ in range(calls):
        call()
    return (time.thread_time() - since) / calls


def main(most: float) -> None:
    text, failed = article(), False
    for model in (True, False):
        pipeline, calls = tomtat.Pipeline(model=model), CALLS[model]
        record = pipeline.enrich(text)
        ratios, alone = [], []
        for number in range(ROUNDS):
            turns = [lambda: seconds(lambda: pipeline._repeat(text, calls), 1) / calls, lambda: seconds(lambda: pipeline.enrich(text), calls)]
            rust, python = [turn() for turn in turns] if number % 2 else [turn() for turn in reversed(turns)][::-1]
            ratios.append(python / rust - 1)
            alone.append(rust)
        over = statistics.median(ratios)
        failed |= model and over > most
        fresh = [pipeline.enrich(text) for _ in range(200)]
        fields = seconds(lambda: [everything(one) for one in fresh], 1) / len(fresh)
        rust = statistics.median(alone)
        print(f"{'with' if model else 'without'} the model: {rust * 1e3:.3f} ms in Rust, the call {over:+.2%}; ", end="")
        print(f"all fields as objects {fields * 1e6:.0f} µs ({fields / rust:.1%}), ", end="")
        print(f"to_json {seconds(record.to_json, 200) * 1e6:.0f} µs, to_dict {seconds(record.to_dict, 200) * 1e6:.0f} µs")
    if failed:
        sys.exit(f"the call takes over {most:.0%} longer")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.05)
