"""Text as the rest of the package wants it: one width, simplified, nothing invisible; and cut into words."""

import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba
import opencc

from knowledge.wordlists import wordlist

# What nearly every message consists of: ASCII, common Han and the punctuation people type.
_ORDINARY = re.compile(r"[ -~\n一-鿿，。？！：；（）、“”‘’《》—…·【】]*")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_COMMON = 50  # times in the corpus behind the dictionary
_KEPT_WIDE = "，？！：；（）"
_NARROWED = re.compile(f"[^{_KEPT_WIDE}]+")


def clean(text: str, limit: int = 2000) -> str:
    """``text`` in one width and simplified script, without invisible characters, trimmed, at most ``limit`` long.

    Chinese punctuation stays as typed, for people read these texts again.
    """
    if len(text) > limit:
        text = text[: limit * 4]
    if not _ORDINARY.fullmatch(text):
        text = _narrow(_visible(text))
    if not text.isascii():
        text = simplified(text)
    return text.strip()[:limit].rstrip()


def simplified(text: str) -> str:
    """``text`` with traditional characters made simple; texts of everyday characters come back unchanged."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


def _visible(text: str) -> str:
    kept = (" " if c in "\t\r\v\f" else c for c in text if c in "\t\r\n\v\f" or _shows(c))
    return "".join(kept)


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE


def _narrow(text: str) -> str:
    return _NARROWED.sub(lambda part: unicodedata.normalize("NFKC", part[0]), text)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def tokens(text: str) -> list[str]:
    """The words of ``text``, as jieba cuts them with the policy's words and the village names."""
    return [word for word in _cutter().cut(text) if not word.isspace()]


def is_word(word: str) -> bool:
    """Is ``word`` a common one of the cutter's dictionary, or may it only be cut so by chance?"""
    return (_cutter().FREQ.get(word) or 0) >= _COMMON


def learn_words(words: Iterable[str]) -> None:
    """Teach the cutter names (villages, towns) so that they stay whole."""
    for word in words:
        _cutter().add_word(word)


def warm_up() -> None:
    """Load what is slow to load, so that no message waits for it."""
    simplified("臺")
    _cutter()


@cache
def _cutter() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    cutter = _Uncached()
    cutter.initialize()
    for word in sorted(wordlist("policy_words")):
        cutter.add_word(word)
    return cutter


class _Uncached(jieba.Tokenizer):  # type: ignore[misc]
    """A cutter that keeps its dictionary in memory: jieba's own cache is a file with a guessable name in /tmp."""

    initialized: bool

    def initialize(self, dictionary: str | None = None) -> None:
        """Read the dictionary once."""
        if not self.initialized:
            with self.lock:
                self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
                self.initialized = True
