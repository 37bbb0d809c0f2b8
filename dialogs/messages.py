"""All that crosses the seam between a channel and the conversation."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

MediaKind = Literal["image", "voice", "file"]
State = Literal["idle", "filling", "confirming", "submitted", "human"]
# A link that only the channel can write: the web form, opened as this same person.
FORM_LINK = "form"
Outcome = Literal["sent", "later", "never", "gone"]


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or a recording. ``id`` is the platform's name for it, ``url`` where the content is: an http(s)
    address, or a ``data:`` URL that carries it. ``text`` is a transcript made by the platform: a draft."""

    kind: MediaKind
    id: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a person said: words, a pressed button, photos, or a place (division code of a scanned code,
    or the words of a shared location)."""

    text: str = ""
    choice: str = ""
    media: tuple[Media, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. ``value`` is at most 64 ASCII bytes (Telegram's limit) and names its question (``risk=illness``)
    or a command (``!back``), so that a button pressed late still means what it said."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person hears. ``link`` is an address shown as a button or on a line of its own, or ``FORM_LINK``."""

    text: str
    choices: tuple[Choice, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel hands over: who said what, under the platform's own message id (the key of the inbox).

    ``user`` is the platform's name for the person within ``channel``; ``via`` is the channel it was typed on when
    that is another one (a web page opened from a link in a chat). ``event`` marks what is no utterance:
    ``start`` (subscribed, /start, opened the page), ``stop`` (unsubscribed).
    """

    channel: str
    user: str
    message_id: str
    said: Said = field(default_factory=Said)
    at: datetime | None = None
    county: str = ""
    via: str = ""
    event: Literal["", "start", "stop"] = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The stored answer to a message: a platform's retry gets the same one."""

    replies: tuple[Reply, ...]
    asking: str | None = None
    case: str | None = None
    state: State = "idle"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to deliver, claimed by a bot for a while. ``key`` is stable: the same notice, the same key."""

    id: str
    key: str
    channel: str
    user: str
    text: str
    link: str = ""
    county: str = ""


class Intake(Protocol):
    """What a channel needs of the intake, in this process or over HTTP (architecture, decision 6)."""

    async def hear(self, message: Message) -> Heard:
        """Hear one message exactly once; the same ``message_id`` again returns the same answer.

        Raises ``Unavailable`` when the intake cannot be reached or is not able to commit.
        """
        ...

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        """Take up to ``limit`` due notices for ``channel``; unsettled ones come back when the lease ends."""
        ...

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        """Say what became of a claimed notice: sent; later (retry); never (bad content); gone (other channel)."""
        ...


class Unavailable(Exception):
    """The intake could not take the message now; nothing was stored. The platform should try again."""


def numbered(reply: Reply) -> tuple[Choice, ...]:
    """The choices that get a number in plain text: answers, not commands (a bare 1 may be an answer)."""
    return tuple(choice for choice in reply.choices if not choice.value.startswith("!"))


def plain_text(reply: Reply) -> str:
    """A reply as text alone: answers as numbered lines, commands as words to send back."""
    lines = [reply.text]
    lines += [f"{n} {choice.label}" for n, choice in enumerate(numbered(reply), 1)]
    commands = "、".join(choice.label for choice in reply.choices if choice.value.startswith("!"))
    if commands:
        lines.append(f"（也可以回：{commands}）")
    if reply.link and reply.link != FORM_LINK:
        lines.append(reply.link)
    return "\n".join(lines)
