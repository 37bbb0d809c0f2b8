"""How long understanding takes: every parser, the search among 1,000 entries, and the first answer of a new process.

``python -m benchmarks.understanding [--rounds 3]``. The yardstick is jieba cutting the same messages, timed in turn
with the parsers, so that a noisy machine is noisy for both.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from dialogs.understanding import READERS, Line, understand
from knowledge import semantic
from knowledge.county_files import load_county
from knowledge.policy import County
from knowledge.questions.library import Library
from knowledge.text import tokens

LINES = Path(__file__).parents[1] / "tests/understanding"
ENTRIES = 1000
_BY_MEANING = ("choice", "risk")
_FIRST_ANSWER = """
import json, pathlib, re, time
begun = time.perf_counter()
from knowledge import semantic
if {core}: semantic.off()
from knowledge.county_files import load_county
found = load_county("350111").library.ask("报了以后多久有结果")
assert found.entry
peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
print(json.dumps([time.perf_counter() - begun, int(peak[1]) / 1024]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    county = load_county("350111")
    for core in (True, False):
        semantic.off(core)
        _parsers(county, options.rounds, core)
        _search(county, core)
        _first_answer(core, options.rounds)


def lines() -> Iterator[Line]:
    """The labelled lines that the parsers read."""
    for path in sorted(LINES.rglob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if row["kind"] in READERS:
                day = date.fromisoformat(row.get("today", "2023-11-20"))
                yield Line(row["kind"], row["text"], day, row["question"], tuple(row.get("options", ())))


def _parsers(county: County, rounds: int, core: bool) -> None:
    """Every kind; with the extra those that make use of it."""
    by_kind: dict[str, list[Line]] = {}
    for line in lines():
        by_kind.setdefault(line.kind, []).append(line)
    print(f"{_name(core)}\n{'kind':<12}{'median µs':>10}{'p95 µs':>10}{'of jieba':>10}")
    for kind, asked in sorted(by_kind.items()):
        if not core and kind not in _BY_MEANING:
            continue
        ours, theirs = list[float](), list[float]()
        for _ in range(rounds + 1):
            ours = [_microseconds(lambda line=line: understand(line, county)) for line in asked]
            theirs = [_microseconds(lambda line=line: tokens(line.text)) for line in asked]
        p95 = statistics.quantiles(ours, n=20)[-1]
        median = statistics.median(ours)
        print(f"{kind:<12}{median:>10.0f}{p95:>10.0f}{median / statistics.median(theirs):>10.2f}")


def _microseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1e6


def _search(county: County, core: bool) -> None:
    """Search among as many entries as the target names: the county's own, again and again under new ids."""
    own = county.library.entries
    many = [replace(entry, id=f"{entry.id}-{n}") for n, entry in enumerate(islice(cycle(own), ENTRIES))]
    library = Library(many, None if core else semantic.embedder())
    asked = [entry.variants[0] for entry in own if entry.variants]
    library.ask(asked[0])
    times = [_microseconds(lambda question=question: library.ask(question)) / 1000 for question in asked]
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{ENTRIES} entries, {_name(core)}: median {statistics.median(times):.2f} ms, p95 {p95:.2f} ms a question")


def _first_answer(core: bool, rounds: int) -> None:
    """A new process, from start to the first answer, with all imports."""
    script, runs = _FIRST_ANSWER.format(core=core), list[tuple[float, float]]()
    for _ in range(rounds):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        runs.append(tuple(json.loads(done.stdout)))
    seconds, megabytes = (statistics.median(values) for values in zip(*runs, strict=True))
    print(f"first answer, {_name(core)}: {seconds:.2f} s, {megabytes:.0f} MB")


def _name(core: bool) -> str:
    return "core" if core else "with the semantic extra"


if __name__ == "__main__":
    main()
