"""Middlewares in plain ASGI: how much a request may carry, and the headers that keep pages safe."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake_api.routes.problems import problem

SMALL = 256 * 1024
LARGE = 15 * 1024 * 1024  # with photos or a recording of 10 MB, which travel between our halves in base64
# A list of a whole district; the page itself says politely what is larger than it takes.
HUGE = 100 * 1024 * 1024
TOO_LARGE = "一次发的内容太大了：照片请一张一张发，每张不超过 10 兆。"
FILE_TOO_LARGE = "这个文件太大了，收不下。请按镇或按村分成几个文件，一个一个交。"

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # same-origin, not no-referrer: our own forms must carry an Origin that can be checked.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class BodyLimit:
    """Refuses bodies over the limit with 413, those that do not say their length while they arrive.

    ``large`` are path prefixes that may carry media, ``huge`` paths that may carry lists of a district; everything
    else gets the small limit.
    """

    def __init__(self, app: ASGIApp, large: Sequence[str], huge: Sequence[str] = ()) -> None:
        self._app = app
        self._large = tuple(large)
        self._huge = frozenset(huge)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        limit = HUGE if path in self._huge else LARGE if path.startswith(self._large) else SMALL
        words = FILE_TOO_LARGE if path in self._huge else TOO_LARGE
        if _announced(scope) > limit:
            await _refuse(scope, receive, send, words)
            return
        seen = 0

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                # Caught by the handlers inside: whoever reads the body passes an HTTPException on.
                raise HTTPException(413, words)
            return message

        await self._app(scope, counting, send)


class SafeHeaders:
    """Adds the security headers where a route has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the headers go out with the start of the response."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                set_already = {name.lower() for name, _ in message["headers"]}
                added = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in set_already]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _refuse(scope: Scope, receive: Receive, send: Send, words: str) -> None:
    response = problem(413, words)
    response.headers["connection"] = "close"
    await response(scope, receive, send)
