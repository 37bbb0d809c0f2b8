"""The state of one conversation: a value that can be printed, stored as JSON, and read by a later version."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

Stage = Literal["idle", "filling", "submitted"]


@dataclass(frozen=True, slots=True)
class Talk:
    """The answers so far. There is no position: the next question is computed from them (architecture, 2).

    ``proposal`` is a value read back and not yet confirmed: (key, value, words). ``earlier`` keeps what was answered
    before a correction. ``aside`` is a side question being asked (restart? which number to call?), ``note`` its data.
    ``alarmed`` lists the emergencies already raised. ``lookups`` counts failed look-ups per day.
    """

    stage: Stage = "idle"
    answers: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    proposal: tuple[str, Any, str] | None = None
    misses: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[str, Any] = field(default_factory=dict)
    aside: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""
    human: bool = False
    paused: bool = False
    alarmed: tuple[str, ...] = ()
    lookups: Mapping[str, int] = field(default_factory=dict)

    def put(self, key: str, value: Any) -> "Talk":
        """With one answer more."""
        return replace(
            self,
            answers={**self.answers, key: value},
            skipped=tuple(k for k in self.skipped if k != key),
            misses=_without(self.misses, key),
            earlier=_without(self.earlier, key),
            proposal=None if self.proposal and self.proposal[0] == key else self.proposal,
        )

    def reopen(self, key: str) -> "Talk":
        """With that answer taken back, kept aside to be offered again; the question is then asked anew."""
        earlier = {**self.earlier, key: self.answers[key]} if key in self.answers else self.earlier
        return replace(
            self,
            answers=_without(self.answers, key),
            skipped=tuple(k for k in self.skipped if k != key),
            earlier=earlier,
            proposal=None,
        )

    def miss(self, key: str) -> "Talk":
        """One more answer to ``key`` that was not understood."""
        return replace(self, misses={**self.misses, key: self.misses.get(key, 0) + 1})

    def ask_aside(self, aside: str = "", **note: str) -> "Talk":
        """With a side question open, or closed when called without one."""
        return replace(self, aside=aside, note=note)

    def to_json(self) -> dict[str, Any]:
        """What differs from an empty conversation."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in (_EMPTY[f.name], {})}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Talk":
        """Read a stored conversation; what a later version no longer knows is left out."""
        values = {name: data[name] for name in _EMPTY if name in data}
        for name in ("skipped", "alarmed", "proposal"):
            if values.get(name) is not None:
                values[name] = tuple(values[name])
        return cls(**values)


def _without(mapping: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return {k: v for k, v in mapping.items() if k != key} if key in mapping else mapping


_EMPTY = {f.name: getattr(Talk(), f.name) for f in fields(Talk)}
