"""What is never answered: instructions hidden in a message, and questions about other people's affairs."""

import re

from knowledge.wordlists import wordtable

_LONGEST = 500  # characters that are looked at


def _pattern() -> re.Pattern[str]:
    table = wordtable("refused")
    joined = "|".join((*table["instructions"], *table["others"]))
    for word, meant in table["stands_for"].items():
        joined = joined.replace(f"〈{word}〉", f"(?:{meant})")
    return re.compile(joined, re.IGNORECASE)


_REFUSED = _pattern()


def refused(text: str) -> bool:
    """Does ``text`` tell the program what to be, or ask for what belongs to somebody else?"""
    return bool(_REFUSED.search(text[:_LONGEST]))
