"""How many people: 5口人; 我和老伴，两个孙子."""

import re

from knowledge.numbers.digits import narrow
from knowledge.numbers.numerals import Quantity, after_correction, parsed, quantities
from knowledge.parsed import Parsed
from knowledge.people.kinship import KIN_WORDS

_TOTAL = re.compile(r"\s*[多来]?\s*(?:口(?!气)|个?人(?!家)|个?家庭成员)")
_SOME = re.compile(
    r"\s*个?(?:(?:小|男|女)?孩子?|小孩|娃|崽|仔|大人|老人|老的|小的|劳力|劳动力|学生|残疾人|病人|"
    + "|".join(map(re.escape, KIN_WORDS))
    + ")"
)
_SAID_FIRST = re.compile(
    r"^\s*(?:我们?家?|家里|一共|总共|有|就)*\s*([0-9一二两三四五六七八九十]+)\s*个?\s*[\s，,。、：:]"
)
_PAIR = re.compile(r"夫妻俩?|夫妇|两口子|老两口|小两口|俩口子|两老|二老")
_ALONE = re.compile(r"(?:就|只有?|仅)(?:剩)?(?:下)?我|我(?:就)?(?:自己)?(?:一个人?|1个人?)|单身一人|一个人过|独居|孤身")
_SELF = re.compile(r"我(?!们|家|的|爸|妈|老|儿|女|孙|爱|哥|弟|姐|妹)|本人|自己")
_NO_ONE = re.compile(r"^\s*(?:没有?|无|零)(?:人|了)?\s*[。.]?\s*$")
_KIN = re.compile("|".join(map(re.escape, KIN_WORDS)))


def count(text: str, question: str = "") -> Parsed[int] | None:
    """How many people ``text`` names: the total when one is said, else the persons added up (asked back)."""
    text = narrow(text)
    found = quantities(text)
    start = after_correction(text)
    totals = [q for q in found if _TOTAL.match(text[q.end :])]
    said = [q for q in totals if q.start >= start] or totals
    if said and not _parts_speak(said, text):
        chosen = said[-1] if start else said[0]
        return _whole(parsed(chosen, text, several=len({q.value for q in said}) > 1))
    people = _added(text, found)
    if people:
        return _as_said(people, text)
    if _NO_ONE.match(text):
        return Parsed(0, text.strip(), unit="人")
    plain = [q for q in found if q.start >= start] or found
    return _whole(parsed(plain[0], text, several=len(plain) > 1)) if plain else None


def _parts_speak(totals: list[Quantity], text: str) -> bool:
    """一个人 beside kin is one of several: 老伴一个人，我和儿子."""
    return all(q.value == 1 for q in totals) and bool(_KIN.search(text)) and not _ALONE.search(text)


def _as_said(added: Parsed[int], text: str) -> Parsed[int]:
    """三个 我、老头子还有孙子: a total said first and then told one by one needs no asking when they agree."""
    first = _SAID_FIRST.match(text)
    said = quantities(first[1]) if first else []
    if not said or said[0].value != added.value:
        return added
    return Parsed(added.value, added.words, unit="人")


def _whole(found: Parsed[float]) -> Parsed[int] | None:
    if found.low is None and found.value != int(found.value):
        return None
    if found.value > 60:
        return None
    return Parsed(int(found.value + 0.5), found.words, found.confirm, found.why, found.low, found.high, unit="人")


def _added(text: str, found: list[Quantity]) -> Parsed[int] | None:
    """The persons listed, one by one: 我和老伴，两个孙子 are four."""
    if _ALONE.search(text) and not _KIN.search(text):
        return Parsed(1, text.strip()[:40], unit="人")
    total, rest = 0, text
    for quantity in reversed(found):
        named = _SOME.match(text, quantity.end)
        if named and quantity.value == int(quantity.value):
            total += int(quantity.value)
            rest = rest[: quantity.start] + "，" + rest[named.end() :]
    pair = _PAIR.search(rest)
    rest = _PAIR.sub("，", rest)
    total += 2 if pair else 0
    total += len(_KIN.findall(rest))
    alone = total == 0
    total += 1 if not pair and _SELF.search(_KIN.sub("，", rest)) else 0
    if alone or total > 40:
        return None
    return Parsed(total, text.strip()[:60], True, f"数下来一共{total}人", unit="人")
