"""What has struck a household: guesses among the nine causes of Annex 1, always for the person to confirm."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.wordlists import wordtable

_WEIGHTS = {"strong": 2.0, "weak": 1.0}  # hint and faint tell causes apart, they tell none
_TABLE = wordtable("risks")
_HARMLESS = re.compile("|".join(_TABLE.pop("harmless")))
_RULES = tuple(
    (code, strength, re.compile("|".join(words))) for code, rules in _TABLE.items() for strength, words in rules.items()
)
_FAVOUR = 0.6  # by cross-validation: beyond what the learned weights make of the rules
# Treatment after an accident or a flood is its consequence: the cause is asked for.
_CONSEQUENCES = frozenset(["住院", "开刀", "手术", "医药费", "医疗费", "药费", "治疗", "医院"])
_LONGEST = 800  # characters that are looked at
_EVENTS = frozenset(["accident", "disaster", "epidemic"])


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that speaks for a cause, and how strongly."""

    code: str
    strength: str
    word: str


@dataclass(frozen=True, slots=True)
class Guess:
    """One cause with a score (0..1) and the words that speak for it."""

    code: str
    score: float
    words: tuple[str, ...]


def masked(text: str) -> str:
    """``text`` with what only sounds like a cause (没病没灾, 高中毕业) blotted out."""
    return _HARMLESS.sub("＿", text)


def rule_hits(text: str) -> list[Hit]:
    """Every rule word in ``text``, once per cause and strength."""
    plain = masked(text[:_LONGEST])
    hits = list(dict.fromkeys(_hits(plain)))
    if _EVENTS.isdisjoint(hit.code for hit in hits):
        return hits
    return [hit for hit in hits if hit.code != "illness" or hit.word not in _CONSEQUENCES]


def _hits(plain: str) -> Iterator[Hit]:
    for code, strength, rule in _RULES:
        for match in rule.finditer(plain):
            yield Hit(code, strength, match[0])


def favoured(hits: list[Hit], weak: bool = False) -> dict[str, float]:
    """What strong words (and weak ones) add to the log-probability of their cause; several causes share it."""
    codes = {hit.code for hit in hits if hit.strength == "strong" or (weak and hit.strength == "weak")}
    return {code: _FAVOUR / len(codes) for code in codes}


def guess_risks(text: str) -> tuple[Guess, ...]:
    """The causes that rules find in ``text``, best first; empty when it tells none."""
    found: dict[str, dict[str, float]] = {}
    for hit in rule_hits(text):
        if hit.strength in _WEIGHTS:
            found.setdefault(hit.code, {})[hit.word] = _WEIGHTS[hit.strength]
    guesses = [Guess(code, round(1 - 0.55 ** sum(words.values()), 3), tuple(words)) for code, words in found.items()]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def clear_risk(text: str) -> Guess | None:
    """The one cause that stands out; None when there is none or two are near each other."""
    return standing_out(guess_risks(text))


def standing_out(guesses: Sequence[Guess]) -> Guess | None:
    """The first of the guesses, when it is clear of the second."""
    if not guesses or guesses[0].score < 0.45:
        return None
    second = guesses[1].score if len(guesses) > 1 else 0.0
    return guesses[0] if second < 0.6 and guesses[0].score - second >= 0.2 else None
