"""A way past the framework's routing for the one request that comes by the thousand: a message.

Finding a route among all of the application's takes longer than checking, parsing and answering a message does
(benchmarks/README.md).
"""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


class Shortcuts:
    """Hands the given paths to their apps and everything else on. Each app guards itself: limits, signature."""

    def __init__(self, app: ASGIApp, paths: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._paths = dict(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        app = self._paths.get(scope["path"], self._app) if scope["type"] == "http" else self._app
        await app(scope, receive, send)
