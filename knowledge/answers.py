"""Short answers: yes or no, and which of several choices."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.parsed import Parsed

_UNSURE = re.compile(
    r"不(?:太)?(?:知道|晓得|清楚|确定|懂|明白|一定)|说不[准好清]|看情况|再(?:说|想想|看看)|考虑|随便|可能|也许|不好说|等一?下|吧吧|"
    r"(?:是不是|对不对|好不好|行不行|可不可以|能不能|要不要|有没有)|[?？吗]\s*$|^\s*[.。…，,!！]*\s*$"
)
_NO = re.compile(
    r"不(?!错|好意思|用谢|客气|要紧)|没(?!错|问题|关系|事|意见)|(?<!有)无(?!所谓|误)|唔(?!错)|冇|莫|別|别(?!的|人)|否|算了|拒绝|反对|错了|非也|^\s*(?:n|no|f|false|×|✗|x)\s*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\s*(?:y|yes|ok|okay|t|true|√|✓|👌|👍|1)\s*$|没错|不错|没问题|没意见|无误|"
    r"对|是|嗯|恩|好|可以|行|要得|同意|系|中|成|有|能|愿意|愿|要|当然|肯定|确认|正确|参加|交了|办了|接受|通过|得|欸|唉|哎|啊对|昂|哦哦|报了",
    re.IGNORECASE,
)
_LONG = 24


def yes_no(text: str) -> Parsed[bool] | None:
    """True, False, or None for hesitation, a question, or something else entirely."""
    text = text.strip()[:80]
    if _UNSURE.search(text):
        return None
    corrected = re.split(r"不对[，,]|说错了?[，,]?|哦不[，,]?", text)[-1] or text
    no, yes = _NO.search(corrected), _YES.search(corrected)
    if no and (not yes or no.start() <= yes.start()):
        return Parsed(False, no[0], confirm=len(text) > _LONG)
    if yes and no and not _both_clear(corrected):
        return Parsed(False, no[0], True, "说的有是有不是")
    return Parsed(True, yes[0], confirm=len(text) > _LONG) if yes else None


def _both_clear(text: str) -> bool:
    """是的，没有问题: the beginning decides when it is a whole yes of its own."""
    return bool(re.match(r"\s*(?:是的?|对的?|嗯+|好的?|可以|同意|行)[，,。！!\s]", text))


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
