"""Which of several numbers is asked for: 我的是…, 我儿子的是…; 以前是…, 现在是…; 打移动的那个."""

import re
from dataclasses import dataclass, replace

from knowledge.numbers.digits import digit_runs
from knowledge.parsed import Parsed
from knowledge.people.kinship import KIN_WORDS, MEANING

_KIN = frozenset(KIN_WORDS)
_SELF = frozenset("我 本人 自己 您 你 俺 咱".split())  # noqa: SIM905
_THEY = frozenset("他 她 老人 老人家 孩子 小孩 当事人 病人 患者 伤者 残疾人 联系人 学生 娃".split())  # noqa: SIM905
_PERSON = re.compile("|".join(sorted(map(re.escape, _KIN | _SELF | _THEY | {"户主"}), key=len, reverse=True)))
_CLAUSE = re.compile(r"[，。,；;！!？?\n、]")
_HEAD_IS = re.compile(f"户主(?:就|也)?(?:是|写的?是?)我?({_PERSON.pattern})|({_PERSON.pattern})(?:才|就)?是户主")
_OLD_BEFORE = re.compile(r"以前|原来|原先|老号|旧号|旧的|之前|从前|过去")
_OLD_AFTER = re.compile(
    r"^(?:(?!我的|我自己|原来|老的|[他她]的)\D){0,12}?(?:(?:不用(?![登填写留管急记])|停机|停用|作废|注销|换掉|丢|用不了|没用)了?|空号|打不通了|换了|换号|(?:不要|别)打(?:了|这|那))"
)
_UNWANTED = re.compile(r"(?:别|不要|不用)(?:打|记|用|找)(?:这个|那个)?[：:， ]*$")
_NEW = re.compile(r"现在|新号|新的|换成|改成|改用|如今|目前")
_TAKEN_BACK = re.compile(
    r"不对|说错|错了|讲错|搞错|念错|写错|写反|多了一?位|少了一?位|重来|更正|应该是|咦|哦不|"
    r"(?:^|[，, ])不是[，, ]|[哦啊哎诶呃嗯]不是?[，, ]"
)
_WANTED = re.compile(r"打这个|找这个|用这个|常用|常开|就打|优先|首选|能打通")
_BOTH_MINE = re.compile("[两俩2三](?:个|张)(?:手机|电话)?(?:号|卡)")
_EXCEPT = re.compile("(?:除了|除开|不算)[^，。]{0,6}$")
_ANOTHER = re.compile("别的|另外|其他|其它|还有|备用|第二个")
_LACKING = re.compile("没办|没有|没带|没上|不在|不记|记不|不晓|不知|找不|丢")
_AT_HOME = re.compile("座机|固话|固定电话|家里(?:的)?电话")
_PICKED = re.compile(r"(?:打|找|用|记|留|写)(?:我|那个|这个)?([一-鿿]{1,4}?)(?:的|那个|就|吧|$|[，。])")
_ORDER = {"第一": 0, "前面": 0, "前一": 0, "头一": 0, "第二": 1, "后面": -1, "后一": -1, "最后": -1}


@dataclass(frozen=True, slots=True)
class Spotted:
    """A number and where it stands."""

    parsed: Parsed[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A number with what is said before and behind it."""

    parsed: Parsed[str]
    before: str
    after: str

    @property
    def owner(self) -> str:
        """The person it is said to belong to; empty when nobody is named."""
        mine = re.match(r"\s*(?:这个|这)?(?:就|也)?是(\S{1,6}?)的", self.after)
        said = _PERSON.findall(mine[1]) if mine else []
        if said:
            return str(said[-1])
        named = [found[0] for found in _PERSON.finditer(self.before)]
        return named[-1] if named else ""

    @property
    def old(self) -> bool:
        """Is it out of use?"""
        return bool(_OLD_AFTER.match(self.after) or _UNWANTED.search(self.before))


def asked_for(found: list[Spotted], text: str, question: str) -> Parsed[str] | None:
    """The number that the ``question`` wants; to be confirmed where the words do not settle it."""
    told = _told(found, text)
    kept = [each for each in told if not each.old]
    if not kept:
        return None
    kept = _of_that_kind(_after_correction(kept), question)
    if len({each.parsed.value for each in kept}) == 1:
        return _only(kept[0], told, question, text)
    wanted = _wanted(question, text)
    owned = [each for each in kept if _same(each.owner, wanted)] if wanted else []
    if len({each.parsed.value for each in owned}) == 1 and not _BOTH_MINE.search(text):
        return owned[0].parsed
    return _preferred(kept, text)


def _told(found: list[Spotted], text: str) -> list[_Told]:
    bounds = [0, *(each.end for each in found)], [*(each.start for each in found), len(text)]
    return [
        _Told(each.parsed, text[bounds[0][n] : each.start], text[each.end : bounds[1][n + 1]])
        for n, each in enumerate(found)
    ]


def _after_correction(kept: list[_Told]) -> list[_Told]:
    """What follows the last 不对, 现在是; all when nothing was taken back."""
    for number in range(len(kept) - 1, 0, -1):
        between = kept[number].before
        replaced = _NEW.search(between) and (_OLD_BEFORE.search(kept[number - 1].before) or "换" in between)
        if _TAKEN_BACK.search(between) or replaced:
            return kept[number:]
    current = [each for each in kept if not _OLD_BEFORE.search(_CLAUSE.split(each.before)[-1])]
    return current or kept


def _of_that_kind(kept: list[_Told], question: str) -> list[_Told]:
    """The telephone at home or the mobile, as was asked; another one than 除了…."""
    if _ANOTHER.search(question):
        kept = [each for each in kept if not _EXCEPT.search(each.before)] or kept
    if not kept[0].parsed.unit and (_AT_HOME.search(question) or "手机" in question):
        at_home = "手机" not in question
        return [each for each in kept if each.parsed.value.startswith("0") == at_home] or kept
    return kept


def _only(told: _Told, everything: list[_Told], question: str, text: str) -> Parsed[str] | None:
    """One number is left: it is the answer, unless it is said to be somebody else's or an old one."""
    wanted, owner = _wanted(question, ""), told.owner
    if len(everything) == 1 and _OLD_BEFORE.search(told.before):
        return replace(told.parsed, confirm=True, why="说的是以前的号码")
    if wanted and owner and wanted <= _KIN | _THEY | {"户主"} and owner in _SELF and "的" in told.before:
        if told.parsed.unit and (_LACKING.search(told.before) or len(digit_runs(text)) > len(everything)):
            return None  # 孩子的还没办，我的是…; or the other's number was mistyped
        return replace(told.parsed, confirm=True, why="您说的是您自己的号码")
    return told.parsed


def _wanted(question: str, text: str) -> set[str]:
    """Whose number the question is about, in every word for that person."""
    named = {found[0] for found in _PERSON.finditer(question)}
    named = named - _SELF if named - _SELF else named
    if "户主" in named and (head := _HEAD_IS.search(text)):
        named.add(head[1] or head[2])
    return named


def _same(owner: str, wanted: set[str]) -> bool:
    if not owner:
        return False
    if owner in wanted or (owner in _SELF and wanted & _SELF):
        return True
    if owner in _SELF:
        return False
    others = wanted - _SELF
    meant = {MEANING.get(word, word) for word in others}
    return MEANING.get(owner, owner) in meant or bool(others and (owner in _THEY or others & _THEY))


def _preferred(kept: list[_Told], text: str) -> Parsed[str]:
    """The one that the speaker points to, else the first; asked back either way."""
    handy = [each for each in kept if not each.parsed.value.startswith("0")]  # a mobile before the telephone at home
    first = _pointed(kept, text) or (handy or kept)[0]
    values = dict.fromkeys(each.parsed.value for each in kept)
    others = tuple(value for value in values if value != first.parsed.value)
    return replace(first.parsed, confirm=True, why="说了不止一个号码", others=others)


def _pointed(kept: list[_Told], text: str) -> _Told | None:
    for each in kept:
        if _WANTED.search(_CLAUSE.split(each.after)[0]):
            return each
    for picked in _PICKED.finditer(kept[-1].after):
        word = picked[1]
        by_order = next((place for order, place in _ORDER.items() if word.startswith(order)), None)
        if by_order is not None and -len(kept) <= by_order < len(kept):
            return kept[by_order]
        named = [each for each in kept if word and word in each.before]
        if len(named) == 1 and not re.search(f"(?:别|不|不要)[打找用]{word}", text):
            return named[0]
    return None
