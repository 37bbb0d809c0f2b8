"""What is learned from: pieces of one to three characters, with words of a class as one, and the signs that fire."""

import re
from collections import Counter

from knowledge.danger.signs import masked, signs
from knowledge.learning.pieces import pieces
from knowledge.wordlists import wordtable

_LONGEST = 600  # characters that are looked at
_CLASSES = wordtable("distress")["classes"]
_WORD = re.compile("|".join(f"(?P<{letter}>{words})" for letter, words in _CLASSES.items()))
_NUMBER = re.compile(r"[0-9零一二两三四五六七八九十几百千万半]+")
_ELSE = re.compile(r"[^一-鿿＿#A-Za-z]+")


def terms(text: str) -> Counter[str]:
    """Pieces and how often each stands there; ``!kind`` for a sign, ``!kind C`` for it beside a word of class C."""
    text = text[:_LONGEST].lower()
    plain = _WORD.sub(_letter, masked(text))
    plain = f"^{_ELSE.sub('', _NUMBER.sub('#', plain))}$"
    found = pieces(plain)
    for sign in signs(text):
        found[f"!{sign.kind}"] = 1
        found.update(f"!{sign.kind} {letter}" for letter in _CLASSES if letter in plain)
    return found


def _letter(found: re.Match[str]) -> str:
    return found.lastgroup or ""
