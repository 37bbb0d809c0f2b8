"""How words sound, with what Fuzhou ears and tongues do not part folded together."""

import os
from functools import lru_cache

# Readings of single characters are enough for names; the phrase table would cost 45 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=4096)
def syllables(words: str) -> tuple[str, ...]:
    """The toneless pinyin of each character."""
    return tuple(lazy_pinyin(words, style=Style.NORMAL))


@lru_cache(maxsize=4096)
def folded(words: str) -> tuple[str, ...]:
    """Like ``syllables`` with n/l, f/h, zh/z, ch/c, sh/s, r/l and -ng/-n made one."""
    return tuple(_fold(syllable) for syllable in syllables(words))


def _fold(syllable: str) -> str:
    for retroflex in ("zh", "ch", "sh"):
        if syllable.startswith(retroflex):
            syllable = syllable[0] + syllable[2:]
    if syllable.startswith(("n", "r")):
        syllable = "l" + syllable[1:]
    if syllable.startswith("hu") and len(syllable) > 2:
        syllable = "h" + ("ei" if syllable == "hui" else syllable[2:])
    elif syllable.startswith("f"):
        syllable = "h" + syllable[1:]
    return syllable[:-1] if syllable.endswith("ng") else syllable
