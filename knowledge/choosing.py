"""Which of several options was meant."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.parsed import Parsed

_LAST = re.compile(r"最后(?:面)?(?:一|那)?个?|末了那个|最下面")
_ORDINAL = re.compile(r"第?\s*([一二两三四五六七八九十\d]{1,3})\s*(?:个|项|号|条|种|款|、|\.|。)?(?:吧|啊|呀|的)?")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ASIDE = re.compile(
    r"^(?:我?(?:要|选|选择|就选|点|是|属于|应该是|那就?))+|(?:吧|啊|呀|的|呢|了|这个|那个)+$|[\s，。,.!！]+"
)


def choose(text: str, labels: Sequence[str]) -> int | None:
    """The index of the label meant: by place (第二个, 2, ②, B, 最后一个), in full, or in part; None when unclear."""
    said = _ASIDE.sub("", text.strip()[:60]) or text.strip()
    if text.strip() in labels:
        return list(labels).index(text.strip())
    placed = _by_place(said, len(labels))
    return placed if placed is not None else _by_label(said, labels)


def _by_place(said: str, count: int) -> int | None:
    if _LAST.fullmatch(said):
        return count - 1 if count else None
    if len(said) == 1 and said in _CIRCLED:
        return _within(_CIRCLED.index(said), count)
    if len(said) == 1 and said.isascii() and said.isalpha():
        return _within(ord(said.upper()) - ord("A"), count)
    ordinal = _ORDINAL.fullmatch(said)
    numbers = quantities(ordinal[1]) if ordinal else []
    return _within(int(numbers[0].value) - 1, count) if len(numbers) == 1 else None


def _within(index: int, count: int) -> int | None:
    return index if 0 <= index < count else None


def _by_label(said: str, labels: Sequence[str]) -> int | None:
    """The one label that equals, holds or is held by what was said; the longest when they hold one another."""
    plain = [_ASIDE.sub("", label) for label in labels]
    same = [i for i, label in enumerate(plain) if label == said]
    if not same and len(said) >= 2:
        held = [i for i, label in enumerate(plain) if label and label in said and not _denied(label, said)]
        same = [i for i in held if not any(plain[i] != plain[j] and plain[i] in plain[j] for j in held)]
    if not same and len(said) >= 2:
        same = [i for i, label in enumerate(plain) if said in label]
    return same[0] if len(same) == 1 else None


def _denied(label: str, said: str) -> bool:
    return bool(re.search(rf"(?:不|不是|没|没有|别){re.escape(label)}", said))


def choice(text: str, options: Sequence[str], question: str = "") -> Parsed[int | tuple[int, ...]] | None:
    """The option meant, by its index; several when the question allows several."""
    index = choose(text, options)
    return None if index is None else Parsed(index, text)
