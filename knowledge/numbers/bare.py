"""Numbers that stand alone, for a question that gives the unit: 3, 十二, 0.8."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part

_PLAIN_END = re.compile(
    r"\s*(?:$|[，。,；;、！!？?|)）\s]|[吧啊呢哦嘛了咯呀哈啦吗多来整的]|一?点点?(?=$|[，。,\s])|楼[上下]|[上下](?:面|头|层)|[+＋]|左右|上下|的样子|地(?!瓜)|(?=[大小前后]的|盖|建|起了|新|老|旧|另|含|租|住|自己|[倒塌拆烧淹漏]|[前后左右里外](?![年天月面头])|[田山茶果菜林园塘](?!头)|一[间层楼套栋]|二楼))"
)
_OF_A_PERSON = re.compile(r"(?:[我他她您你爸妈公婆伴]|今年|都|快)$")  # 我八十三了 is an age
_AS_LARGE = 5
_COUNTED = "口人岁年月日号层间楼栋元块个室房厅卧户条只头组队点分米里斤天棵株平亩不哦啊"
_OF_SOMETHING = re.compile(rf"\s*(?![{_COUNTED}])[一-鿿]")
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


def unread(part: Part, numbers: Sequence[Part], text: str) -> bool:
    """Is ``part`` a number without a unit, with another as large beside it that counts nothing: 前店四十后仓二十?"""
    if not any(each.start == part.start for each in numbers):
        return False
    return any(
        each.start not in (part.start, *(other.start for other in numbers))
        and part.value / _AS_LARGE <= each.value <= part.value * _AS_LARGE
        and _OF_SOMETHING.match(text, each.end)
        for each in quantities(text)
    )
