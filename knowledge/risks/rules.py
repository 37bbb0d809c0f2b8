"""What has struck a household: guesses among the nine causes of Annex 1, always for the person to confirm."""

import re
from dataclasses import dataclass

from knowledge.wordlists import wordtable

_WEIGHTS = {"strong": 2.0, "fair": 1.5, "weak": 1.0}
_TABLE = wordtable("risks")
_HARMLESS = re.compile("|".join(_TABLE.pop("harmless")))
_RULES = {
    code: tuple((re.compile("|".join(words)), _WEIGHTS[strength]) for strength, words in rules.items())
    for code, rules in _TABLE.items()
}
# Treatment after an accident or a flood is its consequence: the cause is asked for.
_CONSEQUENCES = frozenset(["住院", "开刀", "手术", "医药费", "医疗费", "药费", "治疗", "医院"])
_EVENTS = ("accident", "disaster", "epidemic")


@dataclass(frozen=True, slots=True)
class Guess:
    """One cause with a score (0..1) and the words that speak for it."""

    code: str
    score: float
    words: tuple[str, ...]


def guess_risks(text: str) -> tuple[Guess, ...]:
    """The causes ``text`` speaks of, best first; empty when it tells none."""
    plain = _HARMLESS.sub("＿", text)
    found = {code: _matches(plain, code) for code in _RULES}
    if any(found[event] for event in _EVENTS):
        found["illness"] = {w: s for w, s in found["illness"].items() if w not in _CONSEQUENCES}
    guesses = [_guess(code, words) for code, words in found.items() if words]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def _matches(text: str, code: str) -> dict[str, float]:
    """Words found -> their weight."""
    return {match[0]: weight for rule, weight in _RULES[code] for match in rule.finditer(text)}


def _guess(code: str, words: dict[str, float]) -> Guess:
    return Guess(code, round(1 - 0.55 ** sum(words.values()), 3), tuple(words))


def clear_risk(text: str) -> Guess | None:
    """The one cause that stands out; None when there is none or two are near each other."""
    guesses = guess_risks(text)
    if not guesses or guesses[0].score < 0.45:
        return None
    second = guesses[1].score if len(guesses) > 1 else 0.0
    return guesses[0] if second < 0.6 and guesses[0].score - second >= 0.2 else None
