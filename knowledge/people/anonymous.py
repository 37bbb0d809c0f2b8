"""A text in which nobody can be recognised, for a reader outside of this process; or none when that is not sure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.numbers.digits import digit_runs
from knowledge.people.names import could_be_name
from knowledge.people.surnames import COMPOUND, SINGLE
from knowledge.places.atlas import Places
from knowledge.text import is_word, tokens

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
_TITLE = "师傅|医生|老师|主任|书记|村长|队长|站长|所长|阿姨|叔|伯|婶|哥|姐|嫂|总|老板|先生|女士|同志"
_ADDRESSED = re.compile(rf"[老小阿依][{''.join(sorted(SINGLE))}]|[{''.join(sorted(SINGLE))}](?=某|(?:{_TITLE}))")
_HAN = re.compile("[一-鿿]+")
_IN_NO_NAME = frozenset("的了着过是不个我你他她它也就都去那这点吧呢啊嘛块亩岁")
_LONGEST_NAME = 4
# Surnames that are everyday words as well: before a number they are those.
_ALSO_WORDS = frozenset("花钱有和高金万方时边车田路水包常安平全成年谷米牛羊马于向从同过来何看种要好能")
_NUMERALS = frozenset("一二两三四五六七八九十百千万几半")


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
    text = _ADDRESSED.sub(PERSON, _without_names(text))
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


def _without_names(text: str) -> str:
    """Without whatever begins with a surname and is no word of the dictionary, however the cutter has parted it."""
    shown, at = [], 0
    for start, word in _words(text):
        begin = _name_begins(text, at, word, start)
        if begin < at:
            continue
        end = _name_ends(text, begin)
        if end - begin > 1:
            shown += [text[at:begin], PERSON]
            at = end
    return "".join([*shown, text[at:]])


def _words(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for word in tokens(text):
        at = text.index(word, at)
        yield at, word
        at += len(word)


def _name_begins(text: str, at: int, word: str, start: int) -> int:
    """Where in ``word`` a name may begin, or -1."""
    if len(word) > 1 and is_word(word) and not _is_whole_name(word):
        return -1
    if len(word) > 1 and start > at and text[start - 1] in SINGLE and _HAN.fullmatch(word):
        return start - 1  # 比方|圣杰 is 比 and a name
    inside = range(max(at, start), start + len(word))
    return next((i for i in inside if text[i] in SINGLE or text[i : i + 2] in COMPOUND), -1)


def _name_ends(text: str, begin: int) -> int:
    most = _LONGEST_NAME if text[begin : begin + 2] in COMPOUND else _LONGEST_NAME - 1
    end = begin + 1
    if text[begin] in _ALSO_WORDS and text[end : end + 1] in _NUMERALS:
        return end  # 花八万 is no name
    while end < min(begin + most, len(text)) and text[end] not in _IN_NO_NAME and _HAN.fullmatch(text[end]):
        end += 1
    return end


def _is_whole_name(word: str) -> bool:
    return word[0] in SINGLE and len(word) < _LONGEST_NAME and _IN_NO_NAME.isdisjoint(word) and could_be_name(word)
