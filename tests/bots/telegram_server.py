"""An app served on loopback, for tests."""

import socket
import threading
import time
from typing import Any

import uvicorn
from fastapi import FastAPI

PATIENCE = 30  # seconds a test waits before it fails


class Server:
    """An ASGI app on a free loopback port, in a thread of its own."""

    def __init__(self, app: FastAPI) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="warning", ws="none", lifespan="on", timeout_graceful_shutdown=5)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self.socket],), daemon=True)

    def __enter__(self) -> "Server":
        self._thread.start()
        until(lambda: self._server.started or not self._thread.is_alive())
        assert self._server.started, "the server did not start"
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self.socket.close()


def until(true: Any, patience: float = PATIENCE) -> None:
    """Wait until ``true()`` holds."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)
