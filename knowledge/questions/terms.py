"""What a question is compared by: its characters, its pairs of characters, and the things it speaks of.

The things come from ``words/concepts.toml``: 皮卡, 捷达 and 面包车 are all 车, so that a question finds its answer
though nobody wrote it down in just these words.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from knowledge.wordlists import wordtable

_PARTS = re.compile(r"[一-鿿]+|[a-z]+|\d+")
_IDLE = re.compile("[吗呢呀啊么不没嘛哦哈]+$|^(?:请问|我?想问一?下?|问一?下|你好|那)+")
_LONGEST = 300  # characters that are compared
_SINGLE = 1.6  # of a pair of characters: a short question shares few pairs with anything
THINGS = 0.35  # what is spoken of, against all characters together


def weight(term: str) -> float:
    """How much a term of its kind counts: ``p`` pair of characters, ``c`` single one, ``k`` thing spoken of."""
    return _SINGLE if term[0] == "c" else 1.0


def is_thing(term: str) -> bool:
    """A thing spoken of, not a character."""
    return term[0] == "k"


def terms(text: str) -> Counter[str]:
    """The terms of ``text``, each beginning with its kind; digits all count alike."""
    text = text[:_LONGEST].lower()
    found: Counter[str] = Counter()
    for part in _PARTS.findall(text):
        pieces = list(part) if part[0] > "z" else ["#" if part[0].isdigit() else part]
        found.update("c" + each for each in pieces)
        found.update("p" + a + b for a, b in pairwise(pieces))
    found.update(dict.fromkeys(things(text), 1))
    return found


def wording(text: str) -> str:
    """``text`` without what does not matter for being the same question: 啥时候来看？ and 什么时候来看.

    >>> wording("啥时候来看？") == wording("什么时候来看呀")
    True
    """
    plain = text[:_LONGEST].lower().replace("啥", "什么").replace("咋", "怎么")
    return _IDLE.sub("", "".join(_PARTS.findall(plain)))


def things(text: str) -> set[str]:
    """What ``text`` speaks of, as terms: the longest word that begins at each character counts."""
    known, lengths = _words()
    found: set[str] = set()
    for start, first in enumerate(text):
        for length in lengths.get(first, ()):
            word = text[start : start + length]
            meant = known.get(word)
            if meant and _whole(text, start, start + len(word)):
                found.update(meant)
                break
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """12345 is not in 123456, nor ai in email."""
    left, right = text[start - 1 : start] + text[start], text[end - 1] + text[end : end + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in (left, right))


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]]]:
    """Word -> the things it may stand for; first character -> the lengths of its words, longest first."""
    known: dict[str, tuple[str, ...]] = {}
    lengths: dict[str, set[int]] = {}
    for thing, words in wordtable("concepts").items():
        for word in words.lower().split():
            known[word] = (*known.get(word, ()), "k" + thing)
            lengths.setdefault(word[0], set()).add(len(word))
    return known, {first: tuple(sorted(several, reverse=True)) for first, several in lengths.items()}
