"""What a turn asks the intake to do. The engine decides, the intake does it in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.messages import Media


@dataclass(frozen=True, slots=True)
class Submit:
    """Make the answers a case (or complete the one an emergency opened, or join the household's open one)."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the person's case back."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """The family was not taken in and objects: another person looks again. ``reason`` is what they said is wrong,
    numbers masked. The answer comes through ``engine.told``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Not agreed, or given up: nothing that was said is kept, photos included."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """Add these words to the person's case. ``answers`` (question key → value) are what they mend there, certain
    values only. ID numbers are masked in ``text``, in clear in ``answers``: the intake seals them."""

    text: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attach:
    """Keep these photos and recordings with the conversation, and with the case once there is one."""

    media: tuple[Media, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody is in danger: alert the duty person until one acknowledges, propose 绿色通道, make the draft a case."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """A person must call. ``kind`` is callback (asked to be called) or human (asked for a person)."""

    phone: str
    kind: str = "callback"


@dataclass(frozen=True, slots=True)
class LookUp:
    """Find a case by receipt and the last four of the phone or the ID number; the answer comes through
    ``engine.looked_up``."""

    receipt: str
    last4: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The person was told where their own case stands, whole: nobody has to ring them up to say it."""


@dataclass(frozen=True, slots=True)
class Wonder:
    """Nothing here could read the answer to ``key``: ask the county's own language model, if there is one, after the
    message is stored and outside of any transaction. ``text`` is masked. What comes back goes through
    ``engine.wondered``."""

    key: str
    text: str


Effect = Submit | Withdraw | Appeal | Forget | Supplement | Attach | Alarm | CallBack | LookUp | Looked | Wonder
