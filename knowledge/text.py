"""Text as the rest of the package wants it: one width, simplified, nothing invisible; and cut into words."""

import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba
import opencc

# What nearly every message consists of: ASCII, common Han and the punctuation people type.
_ORDINARY = re.compile(r"[ -~\n一-鿿，。？！：；（）、“”‘’《》—…·【】]*")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_KEPT_WIDE = "，？！：；（）"
_NARROWED = re.compile(f"[^{_KEPT_WIDE}]+")

_POLICY_WORDS = (
    "一键报贫", "防止返贫", "返贫", "致贫", "监测对象", "监测线", "监测户", "边缘易致贫户", "脱贫不稳定户",
    "突发严重困难户", "脱贫户", "低保", "低保户", "低保边缘", "特困供养", "五保户", "临时救助", "医疗救助", "大病救助",
    "大病保险", "残疾人证", "残疾证", "承诺授权书", "授权书", "民主评议", "信息比对", "入户核实", "帮扶计划", "帮扶措施",
    "小额信贷", "公益岗位", "公益岗", "生态补偿金", "计划生育金", "公示期", "受理编号", "明白纸", "网格员", "村干部",
    "驻村干部", "村委会", "代报", "危房改造", "助学贷款", "雨露计划", "风险消除", "查进度", "转人工",
)  # fmt: skip


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
    for word in _POLICY_WORDS:
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
