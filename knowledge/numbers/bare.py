"""Numbers that stand alone, for a question that gives the unit: 3, 十二, 0.8."""

import re

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part

_PLAIN_END = re.compile(
    r"\s*(?:$|[，。,；;、！!？?|)）\s]|[吧啊呢哦嘛了咯呀哈啦吗多来整的]|楼[上下]|[上下](?:面|头|层)|[+＋]|左右|上下|的样子|地(?!瓜)|(?=[大小前后]的|盖|建|起了|新|老|旧|另|含|一[间层楼套栋]|二楼))"
)
_OF_A_PERSON = re.compile(r"(?:[我他她您你爸妈公婆伴]|今年|都|快)$")  # 我八十三了 is an age
_LONG = 7  # digits of a phone number


def bare_numbers(text: str) -> list[Part]:
    """Every number without a unit."""
    return [
        Part(q.low, q.high, q.value, q.start, q.end, rough=q.ranged)
        for q in quantities(text)
        if _PLAIN_END.match(text, q.end)
        and sum(character.isdigit() for character in text[q.start : q.end] if character.isascii()) < _LONG
        and not (_OF_A_PERSON.search(text, max(0, q.start - 4), q.start) and text.startswith(("了", "咯", "啦"), q.end))
        and not text.endswith(("第", "半"), 0, q.start + (text[q.start] == "半"))
    ]
