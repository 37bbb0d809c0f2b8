"""Persons counted by the ages told: 我59，老头子62，他妈88 when asked how many are over sixty."""

import re

from knowledge.numbers.numerals import quantities

_THRESHOLD = re.compile(
    r"(?P<age>\d{2}|[一二三四五六七八九]?十[一二三四五六七八九]?)(?:周?岁)?(?P<way>以?上|以?下|以内)|(?P<minor>未成年|没成年)|(?P<old>老人)"
)
_AGE_BEHIND = re.compile(r"\s*(?:周?岁|了|多岁|$|[，,。、；;\s])")
_OLDEST, _COMING_OF_AGE, _OLD = 110, 18, 60


def of_age(text: str, question: str) -> int | None:
    """How many of those whose ages are told are as old as the question asks; None when no two ages are told."""
    asked = _THRESHOLD.search(question)
    if not asked:
        return None
    ages = [
        q.value
        for q in quantities(text)
        if (_AGE_BEHIND.match(text, q.end) or text.endswith(("一个", "那个"), 0, q.start))
        and text[q.start] not in "俩仨"
        and not q.ranged
        and 1 <= q.value <= _OLDEST
        and q.value == int(q.value)
    ]
    surely = text.count("岁") > 1  # 17，另外两个一个9岁一个6岁
    if len(ages) < 2 or (not surely and sum(age > _COMING_OF_AGE / 2 for age in ages) < len(ages) / 2):
        return None
    if asked["minor"]:
        return sum(age < _COMING_OF_AGE for age in ages)
    if asked["old"]:
        return sum(age >= _OLD for age in ages)
    limit = quantities(asked["age"])[0].value
    return sum(age >= limit if "上" in asked["way"] else age <= limit for age in ages)
