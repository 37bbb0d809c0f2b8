"""A text in which nobody can be recognised, for a reader outside of this process; or none when that is not sure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.numbers.digits import digit_runs
from knowledge.people.names import could_be_name
from knowledge.people.surnames import COMPOUND, SINGLE
from knowledge.places.atlas import Places
from knowledge.text import tokens

NUMBER, PERSON, PLACE = "［号码］", "［某人］", "［某地］"
_LONGEST = 200
_LONG_NUMBER = 7
_SHORTEST_PLACE = 2
# Spelt-out names, addresses of the net, and letters that may be an account: nothing we can be sure to hide.
_NOT_SAFE = re.compile(
    r"[@#]|://|www|[A-Za-z_\-][A-Za-z0-9_\-]{4,}|[一-鿿]{1,2}(?:字旁|字头)|弓长|立早|耳东|木子|双木|口天|古月|草头|人言|"
    r"[一-鿿]的[一-鿿](?![一-鿿])|微信号|QQ|qq|门牌|身份证|账号|卡号|密码|验证码"
)
# Whom a name follows, or who is addressed by one.
_NAMED = re.compile(
    rf"(?:叫(?:做|作)?|名字(?:是|叫)?|姓名(?:是|叫)?|大名|姓)[是:：\s]*(?!{re.escape(PERSON)})([一-鿿]{{1,4}})"
)
_CALLED = re.compile(r"(?:叫)(?:我|他|她|你|人|救护车|什么|做|车|外卖|苦|他们|她们|大家|天)")
_TITLE = "师傅|医生|老师|主任|书记|村长|队长|站长|所长|阿姨|叔|伯|婶|哥|姐|嫂|总|老板|先生|女士|同志|家"
_ADDRESSED = re.compile(rf"[老小阿依][{''.join(sorted(SINGLE))}]|[{''.join(sorted(SINGLE))}](?=某|(?:{_TITLE}))")
_HAN = re.compile("[一-鿿]+")
_IN_NO_NAME = frozenset("的了着过在有是不个我你他她它也就都去那这点里吧呢啊嘛块亩岁")
_LONGEST_NAME = 4


def anonymous(text: str, places: Places, known: Iterable[str] = ()) -> str:
    """``text`` with every number, name and place of the county replaced by a placeholder; ``known`` are names we have.

    Empty when something in it cannot be hidden safely. Hides too much rather than too little: 方便 may go too.
    """
    if not text or len(text) > _LONGEST or _NOT_SAFE.search(text):
        return ""
    text = _without_places(_without_numbers(text), places)
    for name in known:
        text = text.replace(name, PERSON)
        text = text.replace(name[1:], PERSON) if len(name) > _SHORTEST_PLACE else text
    text = _ADDRESSED.sub(PERSON, text)
    text = "".join(_without_names(text))
    left = _NAMED.search(_CALLED.sub("", text))
    return "" if left or any(len(run.digits) >= _LONG_NUMBER for run in digit_runs(text)) else text


def _without_numbers(text: str) -> str:
    for run in reversed([run for run in digit_runs(text) if len(run.digits) >= _LONG_NUMBER]):
        text = f"{text[: run.start]}{NUMBER}{text[run.end :]}"
    return text


def _without_places(text: str, places: Places) -> str:
    return _pattern(places.edition, _names_of(places)).sub(PLACE, text)


def _names_of(places: Places) -> tuple[str, ...]:
    return tuple(name for place in places.all() for name in (place.name, place.short) if len(name) >= _SHORTEST_PLACE)


@lru_cache(maxsize=8)
def _pattern(_edition: str, names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(names), key=len, reverse=True))) or "(?!)")


def _without_names(text: str) -> Iterable[str]:
    """Words that may be a name, also where the cutter has parted it: 陈 依 妹."""
    words = tokens(text)
    at = 0
    while at < len(words):
        word, taken = words[at], 1
        while _is_surname(word) and len(word) < _LONGEST_NAME - 1 and _one(words, at + taken):
            word += words[at + taken]
            taken += 1
        yield PERSON if _may_be_name(word) else word
        at += taken


def _one(words: list[str], at: int) -> bool:
    return at < len(words) and len(words[at]) == 1 and words[at] not in _IN_NO_NAME and bool(_HAN.fullmatch(words[at]))


def _is_surname(word: str) -> bool:
    return word[0] in SINGLE or word[:2] in COMPOUND


def _may_be_name(word: str) -> bool:
    may_be = 2 <= len(word) <= _LONGEST_NAME and _IN_NO_NAME.isdisjoint(word) and _HAN.fullmatch(word)
    return bool(may_be) and _is_surname(word) and could_be_name(word)
