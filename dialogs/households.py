"""The next household of somebody who reports for several: 还有一户 · 接着报第二户 吴美珠 · 再帮邻居报一户."""

import re

from knowledge.meaning import is_question
from knowledge.people.names import name

_LEAD = (
    "(?:那么?|好的?|行|嗯|然后|现在|我们?|还|也|想|要|得|另外|接下来|下面|接着"
    "|继续|就|再|又|等下|等会儿?|顺便|麻烦|请)*"
)
_HOME = "(?:户(?:人家)?|家(?![里庭具长属务门人老]))"
_NEXT = r"(?:第[二三四五2-5]|下一?|另外?一|别的?一?)"
_SOME = r"(?:一|1|两|2|二|几|三|3|多)"
_STILL = "(?:很|困难户?|难|也|都|要|想|得|没|还没|报|的|登记|啊|呀|吧|呢|了)*"
_BREAK = r"[\s，,。、;；:：！!~…]"
_ENDS = rf"(?=$|{_BREAK}|叫|是|姓)"
_CALLED = re.compile(rf"(?:叫|是|姓|{_BREAK})*")
_WHO = "(?:[帮替给代]我?)?[^，。,\\s不没别]{0,6}?"
_REPORT = "(?:申报|上报|报|登记|填)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LEAD}{_WHO}[再还也又要想接着继续]*{_REPORT}(?:{_NEXT}|{_SOME})?{_HOME}{_STILL}",
        rf"{_LEAD}{_WHO}[再还又]{{1,2}}要?{_REPORT}(?:下?一?个){_STILL}{_ENDS}",
        rf"{_LEAD}(?:还有|再有|另外有|下面是?|接着是?|接下来是?)(?:{_NEXT}|一|1|两|几){_HOME}{_STILL}",
        rf"{_LEAD}(?:第[二三四五2-5]|下一|另一|另外一)户{_STILL}",
    )
)
_MORE = re.compile(r"[再还又另]|接着|继续|接下|下面|下一|也[要想得]|第[二三四五2-5]|[两2二几三3多][户家]")
_SEVERAL = re.compile("[两2二几三3多][户家]")
_LONGEST = 200
_LONGEST_NAME = 4
# 第一户叫黄德福: which of several this one is.
_THIS_ONE = re.compile(
    rf"(?:^|(?<={_BREAK}))(?:那|好的?|先|我|要|就|报|是)*"
    r"(?:第[一二三四五1-5]|这一?|头一|下一)户(?:人家)?[的是]?"
)


def next_household(text: str) -> str | None:
    """What is told of another household that is to be reported; None when none is announced.

    >>> next_household("还有一户"), next_household("接着报第二户 吴美珠"), next_household("还有一户亲戚欠我钱")
    ('', '吴美珠', None)
    """
    if len(text) > _LONGEST or is_question(text.rstrip("呢？?。 ")):
        return None
    for pattern in _PATTERNS:
        found = pattern.match(text)
        if found and _MORE.search(found[0]) and _stands_alone(text[found.end() :]):
            return _CALLED.sub("", text[found.end() :], count=1)
    return None


def several(text: str) -> bool:
    """我要报两户: how many there will be, whoever the first one is."""
    return bool(_SEVERAL.search(text))


def without_place(text: str) -> str:
    """第一户叫黄德福 is 叫黄德福: what is told of this household, without its place among several."""
    return _THIS_ONE.sub("", text, count=1)


def _stands_alone(rest: str) -> bool:
    """Nothing follows in the same breath but who it is."""
    if re.match(_ENDS, rest):
        return True
    clause = re.split(_BREAK, rest, maxsplit=1)[0]
    found = name(clause) if len(clause) <= _LONGEST_NAME else None
    return found is not None and not found.confirm and found.value == clause
