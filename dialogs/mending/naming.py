"""Which answer an order or a remark says is wrong: 改电话 · 手机号我念错了 · 刚才讲四口人讲错了，是五口.

It is said in two ways. Either a clause puts the field and what is to be done with it side by side, and what follows
is the new value; or something was told wrong, and the field is named or shown somewhere near.
"""

import re
from typing import NamedTuple

from dialogs.mending.contrasting import denied, instead
from dialogs.mending.elsewhere import by_others
from dialogs.mending.pieces import BREAK, HINTS, any_of
from dialogs.words import table


class Mending(NamedTuple):
    """``field`` is a key of [fields]; ``rest`` the words that may hold the new value; ``sure`` that it is an order."""

    field: str = ""
    rest: str = ""
    sure: bool = False


_NOTHING = Mending()
_LONGEST = 80
_MOST_CLAUSES = 8
_SAID_PLAINLY = ("name", "phone", "village", "id_number", "size")
_A_NUMBER = re.compile(r"[\d零一二两三四五六七八九十幺百千万]")
_VAGUE = re.compile("大概|左右|可能|吧|估计|[。，, ]")

_TOLD, _COUNTED, _WRONG, _CHANGE = (any_of(name) for name in ("told", "counted", "wrong", "change"))
_KEYS = {word: key for key, words in table("fields").items() for word in words}
_FIELD = "(?P<field>" + "|".join(map(re.escape, sorted(_KEYS, key=len, reverse=True))) + ")"
_LEAD = rf"(?:{any_of('lead')}[，, ]?){{0,7}}"
_BEFORE = rf"{_LEAD}{_FIELD}{any_of('between', 'told')}{{0,9}}"
_AMISS = rf"[多少]{_COUNTED}了?(?:一?[个位])?.{{0,2}}|{_COUNTED}[多少]了"

# Field and order side by side, at the start of a clause.
_ASKED = re.compile(
    rf"{_LEAD}{_CHANGE}(?:个|我们?家?|他|她|的|那|这|刚才|前面|填的|下)*{_FIELD}"
    r"(?=$|[，,。；;！!、：:\s\d]|[吧了啊呀]|成|为|是|有|错)(?P<rest>.*)"
)
_CONTRAST = re.compile(rf"{_BEFORE}(?P<rest>不?是.+)")
_HEADS = (
    rf"[少多漏忘加减](?:{_COUNTED}|[了掉])*[一两二三四五六七八九\d几]?[个口]人?了?$|"
    rf"(?:忘(?:记|了)*|漏)(?:{_COUNTED}|加).*"
)
_WRONG_THERE = re.compile(
    rf"{_BEFORE}(?:(?P<heads>{_HEADS})|{_WRONG}|换了|(?:别|不要)写[^，,。 ]{{1,8}}|{_AMISS}|"
    rf"(?:要|想|得|给我|帮我|再|能不能|可以)*{_CHANGE}|应该是)(?P<rest>.*)"
)
_STATED = re.compile(rf"(?:我的?|他的?|她的?)?{_FIELD}[是叫:：]\s*(?P<rest>.+)")
_INTO = re.compile(r"^(?:改成|改为|换成|应该|成|为|而?是|叫|[：:，,\s])+")
_ENDS = re.compile(r"[\d吧了啊呀成为是有错重]")
_GOES_ON = re.compile(any_of("goes_on"))
_MOVED = ("phone", "address", "village", "town")  # what one may simply have changed: 电话换了
_NEW = re.compile("而?是|叫")
_CAUSES = re.compile(r"(?:而?是|叫)(?:因|生|大|上)?(?:病|学|灾|残|疫|意外|事故|失业|没活|其他)")

# Told wrong, with the field somewhere near.
_TOLD_WRONG = re.compile(
    rf"(?<!没)(?<!没有)(?:{_TOLD}[的得]?(?:[反漏混]|(?<![听看])成|颠倒)|{_TOLD}.{{0,12}}(?:{_WRONG}|其实|应该|少了|多了)|"
    rf"[少多漏]{_COUNTED}|{_COUNTED}[少多])"
)
_ORDER = re.compile(rf"{any_of('please')}(?:再|把.{{1,6}})?(?:{_CHANGE}|补)|[改换补](?:一?下|过来|回来|成)|改$")
_ORDER_ALONE = re.compile(rf"(?:{any_of('please')}|我|请|再|也|就|把[那这]个){{0,4}}{_CHANGE}[吧啊呀了一下好吗]{{0,4}}")
_TURNED, _ELSEWHERE = re.compile(any_of("turned")), re.compile(any_of("elsewhere"))
_HERE = re.compile(f"{any_of('here')}|{_TOLD}的")
_A_DIGIT = re.compile(r"有一位|最后|末尾|尾数|[第前后].{1,3}位")
_HINTS = {key: re.compile("|".join(pieces)) for key, pieces in HINTS.items()}
_AGREED = any_of("agreed")
_REGRETTED = re.compile(
    rf"(?<!不){_AGREED}.{{0,8}}{any_of('regret')}|{any_of('regret')}.{{0,4}}(?<!不){_AGREED}|{any_of('refusal')}"
)
_MIND_CHANGED = re.compile(
    rf"[后反]悔.*不{_AGREED}|{any_of('here')}.*(?:还是不|现在不|又不|只){_AGREED}|改成不{_AGREED}"
)
_LOOKED_AT = re.compile(f"{_FIELD}|[错改换补]|同意|查|{_WRONG}|[多少漏]|应该是")


def field_to_mend(text: str, question: str = "") -> Mending:
    """Which field ``text`` wants to have mended; an empty field for anything else. ``question`` is what was being
    asked: 有一位报错了 is about that.

    >>> field_to_mend("收入改1万2"), field_to_mend("今年改种茶叶").field, field_to_mend("医生把我名字写错了").field
    (Mending(field='income', rest='1万2', sure=True), '', '')
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not _LOOKED_AT.search(text) or by_others(text):
        return _NOTHING
    starts = [0, *(found.end() for found in BREAK.finditer(text))][:_MOST_CLAUSES]
    clauses = [clause for clause in BREAK.split(text) if clause][:_MOST_CLAUSES]
    if _regrets(text, clauses):
        return Mending("consent", "不同意", True)
    beside = next((found for at in starts if (found := _beside(text[at:])).field), _NOTHING)
    if beside.field:
        return beside
    if field := _near(text, clauses, question):
        return Mending(field, text, True)
    return _stated(text)


def labelled(text: str) -> str:
    """The field that ``text`` is a name of, and nothing else; an empty string for other words."""
    return _KEYS.get(text, "")


def _beside(part: str) -> Mending:
    """Field and order side by side at the start of ``part``: 改电话 · 电话不是138是139 · 电话不对 · 人口多一个."""
    for pattern, holds in _RULES:
        if (found := pattern.match(part)) and holds(found):
            return _mending(found)
    return _NOTHING


def _key(found: re.Match[str]) -> str:
    return _KEYS[found["field"]]


def _mending(found: re.Match[str], sure: bool = True) -> Mending:
    rest = instead(found["rest"]) if found.re is _CONTRAST else found["rest"]
    rest = _INTO.sub("", rest) if found.re in (_ASKED, _CONTRAST) else rest
    return Mending(_key(found), rest.lstrip("，,。. 了"), sure)


def _is_asked(found: re.Match[str]) -> bool:
    return not found["rest"] or bool(_INTO.match(found["rest"]) or _ENDS.match(found["rest"]))


def _is_contrast(found: re.Match[str]) -> bool:
    """A new value against the old one, not 收入不是固定的，是打零工."""
    key, old, new = _key(found), denied(found["rest"]), instead(found["rest"])
    if not old or not _NEW.match(new):
        return False
    if key in ("risk", "story"):
        return bool(_CAUSES.match(new))
    if key in ("phone", "id_number", "size", "income"):
        return bool(_A_NUMBER.search(new)) and bool(_A_NUMBER.search(old[0]))
    return key != "consent"


def _is_wrong(found: re.Match[str]) -> bool:
    """Not 情况变了, 名字改过一次, 收入应该是两万左右吧 (an answer)."""
    said, rest = found[0].removesuffix(found["rest"]), found["rest"]
    if found["heads"]:
        return _key(found) == "size"
    if said.endswith("换了"):
        return _key(found) in _MOVED
    if said.endswith("应该是"):
        return bool(rest) and not _VAGUE.search(rest)
    return not _GOES_ON.match(rest)


_RULES = ((_ASKED, _is_asked), (_CONTRAST, _is_contrast), (_WRONG_THERE, _is_wrong))


def _near(text: str, clauses: list[str], question: str) -> str:
    """The field that is named or shown nearest to a clause that says something was told wrong."""
    wrong = [at for at in range(len(clauses)) if _tells_wrong(clauses, at, text)]
    if not wrong or _ELSEWHERE.search(text):
        return ""
    near = sorted(range(len(clauses)), key=lambda at: min(abs(at - each) for each in wrong))
    named = next((field for at in near if (field := _hinted(clauses[at]))), "")
    return named or (_hinted(question) if _A_DIGIT.search(text) else "")


def _tells_wrong(clauses: list[str], at: int, text: str) -> bool:
    if _ORDER_ALONE.fullmatch(clauses[at]):
        return True
    clause = "".join(clauses[at : at + 2])
    if _A_DIGIT.search(clauses[at]) and re.search(_WRONG, clauses[at]):
        return True
    if _TOLD_WRONG.search(clause):
        return bool(_HERE.search(text) or _hinted(clause))
    return bool(_ORDER.search(clause) and (_TURNED.search(text) or _HERE.search(text)))


def _hinted(words: str) -> str:
    return next((field for field, hint in _HINTS.items() if hint.search(words)), "")


def _stated(text: str) -> Mending:
    """我电话是139…: perhaps the old answer said again, perhaps a new one."""
    found = _STATED.match(text)
    return _mending(found, sure=False) if found and _key(found) in _SAID_PLAINLY else _NOTHING


def _regrets(text: str, clauses: list[str]) -> bool:
    """The consent taken back: 授权那里我反悔了 · 我不授权了 · 之前说同意 我想想还是不同意."""
    if ("同意" not in text and "授权" not in text and "查" not in text) or _ELSEWHERE.search(text):
        return False
    return bool(_MIND_CHANGED.search(text)) or any(_REGRETTED.search(clause) for clause in clauses)
