"""The state of one conversation: a value that can be printed, stored as JSON, and read by a later version."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

Proposal = tuple[str, Any, str]
Stage = Literal["idle", "filling", "submitted"]


@dataclass(frozen=True, slots=True)
class Talk:
    """The answers so far. There is no position: the next question is computed from them (architecture, 2).

    ``proposals`` are values to be read back before they count: (key, value, why), the first is asked now;
    ``near`` holds what else the words may mean, by key. ``earlier`` keeps what was answered before a
    correction. ``aside`` is a side question being asked (restart? which number to call?), ``note`` its data.
    ``alarmed`` lists the emergencies already raised, ``worried`` those that we asked about because of a hint.
    ``lookups`` counts failed look-ups per day. ``told`` are words that named the cause: the story begins with
    them. ``media``: photos or recordings came that belong to no case yet. ``seen`` is the day of the last turn
    (2023-11-10), ``fitted`` the edition of the form that the answers were last held against. After submission
    ``answers`` keeps only how to reach the person. ``joined``: the case was opened in another conversation,
    these words only joined it. ``before`` is the report made before this draft (再报一户): its receipt, answers and
    joined. ``refused``: they did not agree; until they do, nothing is kept. ``shaken``: 0, or one more than the
    turns that we only stayed with somebody after an alarm. ``whom`` is who it is reported for, as the questions call
    them (您妈妈), once that was told. ``hinted`` is the danger that we asked about and heard no answer, ``hint_age``
    the turns since.
    """

    stage: Stage = "idle"
    answers: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    near: Mapping[str, Any] = field(default_factory=dict)
    misses: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[str, Any] = field(default_factory=dict)
    aside: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""
    human: bool = False
    alarmed: tuple[str, ...] = ()
    worried: tuple[str, ...] = ()
    lookups: Mapping[str, int] = field(default_factory=dict)
    told: str = ""
    media: bool = False
    seen: str = ""
    fitted: str = ""
    joined: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False
    shaken: int = 0
    whom: str = ""
    hinted: str = ""
    hint_age: int = 0

    @property
    def proposal(self) -> Proposal | None:
        """What is being read back."""
        return self.proposals[0] if self.proposals else None

    def propose(self, key: str, value: Any, why: str = "", near: tuple[Any, ...] = ()) -> "Talk":
        """With a value to be read back; it takes the place of an earlier one for the same question."""
        others = {**self.near, key: list(near)} if near else _without(self.near, key)
        return replace(self, proposals=(*self._others(key), (key, value, why)), near=others)

    def drop(self, key: str) -> "Talk":
        """Without the value proposed for that question."""
        return replace(self, proposals=self._others(key), near=_without(self.near, key))

    def _others(self, key: str) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self.proposals if proposal[0] != key)

    def put(self, key: str, value: Any) -> "Talk":
        """With one answer more."""
        return replace(
            self,
            answers={**self.answers, key: value},
            skipped=tuple(k for k in self.skipped if k != key),
            misses=_without(self.misses, key),
            earlier=_without(self.earlier, key),
            proposals=self._others(key),
            near=_without(self.near, key),
        )

    def reopen(self, key: str) -> "Talk":
        """With that answer taken back, kept aside to be offered again; the question is then asked anew."""
        earlier = {**self.earlier, key: self.answers[key]} if key in self.answers else self.earlier
        return replace(
            self,
            answers=_without(self.answers, key),
            skipped=tuple(k for k in self.skipped if k != key),
            earlier=earlier,
            proposals=self._others(key),
            near=_without(self.near, key),
        )

    def skip(self, key: str) -> "Talk":
        """With that question left out."""
        return replace(self, skipped=(*(k for k in self.skipped if k != key), key))

    def miss(self, key: str) -> "Talk":
        """One more answer to ``key`` that was not understood."""
        return replace(self, misses={**self.misses, key: self.misses.get(key, 0) + 1})

    def ask_aside(self, aside: str = "", **note: str) -> "Talk":
        """With a side question open, or closed when called without one."""
        return replace(self, aside=aside, note=note) if aside or self.aside else self

    @property
    def worries(self) -> dict[str, Any]:
        """What was hinted of danger: it outlives the draft."""
        return {"worried": self.worried, "hinted": self.hinted, "hint_age": self.hint_age}

    def another(self) -> "Talk":
        """A new draft for another household; the report made so far is remembered."""
        before = {"receipt": self.receipt, "answers": dict(self.answers), "joined": self.joined}
        return Talk("filling", lookups=self.lookups, before=before if self.receipt else {}, **self.worries)

    def given_up(self) -> "Talk":
        """Without the draft: back to the report made before it, if there was one."""
        if not self.before:
            return Talk(lookups=self.lookups, alarmed=self.alarmed, **self.worries)
        report = {key: self.before[key] for key in ("receipt", "answers", "joined") if key in self.before}
        return Talk("submitted", lookups=self.lookups, **report, **self.worries)

    def to_json(self) -> dict[str, Any]:
        """What differs from an empty conversation."""
        return {name: value for name, empty in _EMPTY.items() if (value := getattr(self, name)) not in (empty, {})}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Talk":
        """Read a stored conversation; what a later version no longer knows is left out."""
        values = {name: data[name] for name in _EMPTY if name in data}
        for name in ("skipped", "alarmed", "worried"):
            values[name] = tuple(values.get(name, ()))
        values["proposals"] = tuple((key, value, why) for key, value, why in values.get("proposals", ()))
        return cls(**values)


def _without(mapping: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return {k: v for k, v in mapping.items() if k != key} if key in mapping else mapping


_EMPTY = {f.name: getattr(Talk(), f.name) for f in fields(Talk)}
