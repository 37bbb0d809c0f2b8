"""How well lines are understood: what was read against what an attentive clerk wrote down.

A labelled line is one of ``baopin understand`` with ``value`` and, where apt, ``low``/``high`` (its range), ``also``
(values that can be defended as well), ``plain`` (said so clearly that asking back is tiresome) or ``ask`` (not to be
used unread). A question is ``{"kind": "faq", "question", "topic" or "outcome"}``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.understanding import Line, Result, understand
from knowledge.policy import County
from knowledge.questions.library import Found

Labelled = Mapping[str, Any]
_SLACK = 0.005  # of a number, for rounding
_FIRST_THREE = 3
_COLUMNS = ("right", "asked", "wrong", "in three", "plain asked", "used unasked")


@dataclass(frozen=True, slots=True)
class Judged:
    """One line's outcome. ``asked`` is everything that the person would be asked about once more; ``wrong`` is what
    would be used though it is not so. ``near`` is a match among the first three, ``needless`` a plain answer read back,
    ``hasty`` one used at once that had to be read back."""

    right: bool
    wrong: bool
    near: bool
    got: Any
    needless: bool = False
    hasty: bool = False

    @property
    def asked(self) -> bool:
        """Neither right nor silently wrong."""
        return not self.right and not self.wrong


def judge(labelled: Labelled, line: Line, county: County) -> Judged:
    """Read the line and compare."""
    if line.kind == "faq":
        return _judge_question(labelled, county)
    found = understand(line, county)
    right = _matches(labelled, found)
    sure = found is not None and not found.confirm
    near = right or bool(found and any(_same(labelled, other) for other in found.others))
    needless = bool(labelled.get("plain")) and not (right and sure) and labelled["value"] is not None
    return Judged(right, sure and not right, near, found, needless, sure and bool(labelled.get("ask")))


def _matches(labelled: Labelled, found: Result) -> bool:
    if labelled["kind"] == "command" and found is None:
        return bool(labelled["value"] == "none")
    if found is None:
        return labelled["value"] is None or None in labelled.get("also", ())
    return _same(labelled, found.value)


def _same(labelled: Labelled, value: Any) -> bool:
    if labelled.get("low") is not None and isinstance(value, int | float):
        low, high = labelled["low"], labelled["high"]
        if low * (1 - _SLACK) <= value <= high * (1 + _SLACK):
            return True
    return any(_equal(wanted, value) for wanted in (labelled["value"], *labelled.get("also", ())))


def _equal(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, bool) or isinstance(value, bool) or wanted is None:
        return wanted is value
    if isinstance(wanted, list) or isinstance(value, tuple | list):
        return set(_listed(wanted)) == set(_listed(value))
    if isinstance(wanted, int | float) and isinstance(value, int | float):
        return abs(wanted - value) <= _SLACK * abs(wanted)
    return bool(wanted == value)


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _judge_question(labelled: Labelled, county: County) -> Judged:
    found = county.library.ask(labelled["question"])
    outcome = labelled.get("outcome")
    if outcome in ("emergency", "not_emergency"):
        return _judge_alarm(outcome, found)
    if outcome:
        right = found.outcome == outcome
        return Judged(right, found.outcome == "answered", right, found.outcome)
    wanted = {labelled["topic"], *labelled.get("also", ())}
    ids = [entry.id for entry in (found.entry, *found.near) if entry]
    right = (found.outcome == "emergency" and "F091" in wanted) or (bool(ids) and ids[0] in wanted)
    near = right or any(each in wanted for each in ids[:_FIRST_THREE])
    return Judged(right, not near and found.outcome == "answered", near, (found.outcome, *ids))


def _judge_alarm(outcome: str, found: Found) -> Judged:
    """An alarm, or none; a hint is asked about (``asked``): is somebody in danger now?"""
    raised = found.danger is not None and found.danger.sure
    right = raised if outcome == "emergency" else found.danger is None
    wrong = found.danger is None if outcome == "emergency" else raised
    return Judged(right, wrong, not wrong, found.danger)


@dataclass(slots=True)
class Score:
    """The outcomes of one kind of lines, counted."""

    lines: int = 0
    right: int = 0
    asked: int = 0
    wrong: int = 0
    near: int = 0
    plain: int = 0
    needless: int = 0
    doubtful: int = 0
    hasty: int = 0

    def add(self, labelled: Labelled, judged: Judged) -> None:
        """Count one line."""
        self.lines += 1
        self.right += judged.right
        self.asked += judged.asked
        self.wrong += judged.wrong
        self.near += judged.near
        self.plain += bool(labelled.get("plain"))
        self.needless += judged.needless
        self.doubtful += bool(labelled.get("ask"))
        self.hasty += judged.hasty


def group_of(labelled: Labelled) -> str:
    """The row of the table that a line belongs to: its kind; questions apart by what is expected."""
    return f"faq {labelled['outcome']}" if labelled.get("outcome") else str(labelled["kind"])


def table_of(scores: Mapping[str, Score]) -> str:
    """The scores as a table, in percent of the lines of each kind."""
    head = f"{'kind':<20}{'lines':>6}" + "".join(f"{title:>14}" for title in _COLUMNS)
    return "\n".join([head, *(_row(kind, score) for kind, score in sorted(scores.items()))])


def _row(kind: str, score: Score) -> str:
    of_lines = (_share(part, score.lines) for part in (score.right, score.asked, score.wrong, score.near))
    shares = (*of_lines, _share(score.needless, score.plain), _share(score.hasty, score.doubtful))
    return f"{kind:<20}{score.lines:>6}" + "".join(f"{share:>14}" for share in shares)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
