"""What every channel is, and the three ways a send can fail."""

from collections.abc import Mapping
from typing import Protocol

from fastapi import APIRouter
from starlette.types import ASGIApp

from dialogs.messages import Notice


class Channel(Protocol):
    """A way to talk with people: its webhook routes, and a way to send a notice."""

    name: str
    router: APIRouter

    @property
    def shortcuts(self) -> Mapping[str, ASGIApp]:
        """Paths that are served without the framework's routing."""
        ...

    async def start(self) -> None:
        """Open clients, register webhooks or begin polling."""
        ...

    async def stop(self) -> None:
        """Finish what is in hand and close."""
        ...

    async def send(self, notice: Notice) -> None:
        """Deliver one notice. Raises ``Later``, ``Never`` or ``Gone``; anything else is a bug."""
        ...


class SendFailed(Exception):
    """A notice was not delivered. The text says why, without personal data.

    SendFailed
     ├── Later   the platform is busy or unreachable: try again
     ├── Never   the content is refused: a person must look
     └── Gone    the person cannot be reached here (blocked, outside the 48 hours): use another channel
    """


class Later(SendFailed):
    """Try again after a while."""


class Never(SendFailed):
    """Trying again will not help."""


class Gone(SendFailed):
    """The person is not reachable on this channel."""
