"""The checkout as a stranger has it: its files, a copy to work in, commands and servers run from there."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.prefix) / "bin"
BAOPIN = str(SCRIPTS / "baopin")
SECRET = "a-secret-for-the-tests-of-the-commands"


def files() -> list[str]:
    """Every file of the project: what git knows, and what is new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return [name for name in names if (ROOT / name).is_file()]


def copy_to(folder: Path) -> Path:
    """The checkout copied, with everything installed already: what this suite runs in."""
    for name in files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.name not in ("run-ready", "test-ready"):
            (folder / ".venv" / part.name).symlink_to(part)
    for stamp in ("run-ready", "test-ready"):
        (folder / ".venv" / stamp).touch()
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """No setting of whoever runs the suite; the packages come from ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not re.match("BAOPIN_|PYTEST_|MAKE|MFLAGS", name)}
    return kept | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"} | more


def run(
    command: Sequence[str], folder: Path, *, tree: Path = ROOT, typed: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """A command run to its end in ``folder``, with the packages of ``tree``."""
    return subprocess.run(
        command, cwd=folder, env=environment(tree, **settings), input=typed, capture_output=True, text=True, timeout=60
    )


@dataclass
class Serving:
    """A server process that answers."""

    process: subprocess.Popen[bytes]
    log: Path
    url: str

    def end(self, number: signal.Signals, *, group: bool = False) -> int:
        """Send the signal, wait until it is gone; the exit status."""
        if group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        return self.process.wait(10)  # three seconds of grace, and a busy machine

    def printed(self) -> str:
        """Everything it wrote so far."""
        return self.log.read_text("utf8")


@contextmanager
def serving(
    command: Sequence[str], port: int, folder: Path, *, tree: Path = ROOT, **settings: str
) -> Iterator[Serving]:
    """Run a server in ``folder`` until the block ends; ready when ``/healthz`` answers."""
    with tempfile.NamedTemporaryFile("wb", suffix=".log", delete=False, dir=folder) as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(tree, **settings),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Serving(process, Path(log.name), f"http://127.0.0.1:{port}")
    try:
        _wait(served)
        yield served
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _wait(served: Serving) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert served.process.poll() is None, served.printed()
        try:
            if httpx.get(f"{served.url}/healthz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(served.printed())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
