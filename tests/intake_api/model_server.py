"""A language model on loopback that says what a test wants, as slowly as it wants."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Model:
    """``content`` is what the model says; ``raw`` replaces the whole body; ``go`` holds the answer back."""

    content: str = '{"value": null}'
    raw: bytes | None = None
    status: int = 200
    drip: float = 0  # seconds between two bytes
    go: threading.Event = field(default_factory=threading.Event)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def says(self, value: Any) -> None:
        """Answer with this value."""
        self.content = json.dumps({"value": value}, ensure_ascii=False)

    @property
    def body(self) -> bytes:
        """What is sent."""
        said = {"choices": [{"message": {"role": "assistant", "content": self.content}}]}
        return self.raw if self.raw is not None else json.dumps(said, ensure_ascii=False).encode()


@contextmanager
def serving() -> Iterator[Model]:
    """A model that answers while the block runs."""
    model = Model()
    model.go.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            model.asked.append({"path": self.path, **json.loads(self.rfile.read(length))})
            model.headers.append(dict(self.headers))
            model.go.wait(10)
            with suppress(OSError):  # who asked did not wait
                self._answer()

        def _answer(self) -> None:
            self.send_response(model.status)
            self.send_header("location", model.url + "/elsewhere")
            self.send_header("content-length", str(len(model.body)))
            self.end_headers()
            for byte in model.body if model.drip else ():
                self.wfile.write(bytes([byte]))
                time.sleep(model.drip)
            if not model.drip:
                self.wfile.write(model.body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.go.set()
        server.shutdown()
        server.server_close()
