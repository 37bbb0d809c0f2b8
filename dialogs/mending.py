"""改电话 · 手机号我念错了 · 人口不是四个是五个: which answer is to be mended, and the new words for it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from dialogs.words import table


class Mending(NamedTuple):
    """``field`` is a key of [fields]; ``rest`` the words that may hold the new value; ``sure`` that it is an order."""

    field: str = ""
    rest: str = ""
    sure: bool = False


_NOTHING = Mending()
_LONGEST = 80
_MOST_STARTS = 6
_BREAK = re.compile(r"[，,。；;！!、\s]+")
_LEAD = (
    r"(?:(?:前面|刚才|刚刚|上面|之前|先|把|将|帮我|给我|替我|请|麻烦|帮忙|填的|写的|报的|说的|给你们?的|"
    r"登记的|哎呀?|等等|等下|"
    r"我们?家?|他|她|我爸|我妈|那|这|个|一个|要|想|得|再|还有|的|不好意思|错了|"
    r"能不能|可以|可不可以|你们?|您|家里)[，, ]?){0,7}"
)
_SAID = (
    r"(?:我|你们?|刚才|刚刚|前面|那里|那边|那|这里|这|个|一?项|栏|填|写|说|报|念|打|按|讲|给|记|输|录|登|选|弄|搞|的|得|有|是|"
    r"好像|应该|也|都|全|最后|中间|后面|尾号|里面|第?[一二两几三四](?:位|个字)|数字?|字){0,9}"
)
_WRONG = (
    r"(?:不对|不准|错了?|有误|反了|漏了|弄混了?|搞混了?|换了|(?:别|不要)写[^，,。 ]{1,8}|"
    r"[多少](?:讲|说|写|打|按|填|输|报|念|记|算)了?(?:一?[个位])?.{0,2}|(?:讲|说|写|打|按|填|输|报|念|记|算)[多少]了)"
)
_CHANGE = (
    r"(?:改(?:一?下|掉|成|为|过来?|回来?|回|正|改)?|换(?:一下|成|掉|一?个)|更正|更改|修改|纠正|订正|修正|变更|"
    r"重(?:新)?(?:填|报|写|说|讲|念|输|打|给|录)(?:一?遍|一?下)?)"
)
_ORDER = re.compile(
    rf"(?:我?[要想]?|得|麻烦你?|请你?|帮我|给我|把(?:那|这)个|你|再|也|就|可以|能不能){{0,4}}{_CHANGE}[吧啊呀了一下好吗]{{0,4}}"
)
_PEOPLE = re.compile(r"(?:我们?家|家里)?不是[\d一二两三四五六七八九十]{1,2}口人?")
_INTO = re.compile(r"^(?:(?:改成|改为|换成|应该是|应该|成|为|是|：|:|，|,|\s)+)")
_HOUSE = (
    r"(?:少|多|漏|忘|加|减)(?:记|了|算|说|写|报|掉)*(?:[一两二三四五六七八九\d]|几)?(?:个|口)(?:人)?了?$|"
    r"(?:忘(?:记|了)*|漏)(?:算|说|写|报|加).*"
)
_REGRET = re.compile(
    r"(?:那|这|个|刚才|前面|之前|上面|把|我|的)*(?:授权|同意|核查|那个同意书?|承诺)(?:书|的|那|个|我|刚才|点|按|现在|也|又|要|想){0,5}"
    r"(?:后悔|不想|撤回|收回|取消|不要|改成不同意|不同意|点错|按错|不算).{0,12}|"
    r"(?:我|现在|又|还是|想|要|把|刚才|的)*(?:撤回|收回|取消|撤销)(?:我|刚才|之前|的|那|个)*(?:授权|同意).{0,6}|"
    r"(?:我|现在|又|还是|家里|也|都)*(?:不(?:同意|想|愿意?)?授权|不(?:同意|想|愿意?)(?:让?你们?查|核查|查))了$|"
    r"(?:我|现在|又|还是)*(?:后悔|反悔)(?:同意|授权|点同意)?(?:了)?[，, ]*(?:我|现在)?(?:不同意|不授权).{0,6}|"
    r"(?:我|刚才|前面)*(?:点|按|说|选)(?:的)?(?:错)?(?:了)?同意(?:是)?(?:点错|按错|不算|要改|想改).{0,8}"
)
_SAID_PLAINLY = ("name", "phone", "village", "id_number", "size")
_A_NUMBER = re.compile(r"[\d零一二两三四五六七八九十幺百千万]")


class _Grammar(NamedTuple):
    field: re.Pattern[str]
    keys: Mapping[str, str]
    asked: re.Pattern[str]
    wrong: re.Pattern[str]
    not_but: re.Pattern[str]
    stated: re.Pattern[str]
    house: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    keys = {word: key for key, words in table("fields").items() for word in words}
    field = "(?P<field>" + "|".join(map(re.escape, sorted(keys, key=len, reverse=True))) + ")"
    ends = r"(?=$|[，,。；;！!、：:\s\d]|[吧了啊呀]|成|为|是|有|错)"
    return _Grammar(
        re.compile(field),
        keys,
        re.compile(rf"{_LEAD}{_CHANGE}(?:个|我们?家?|他|她|的|那|这|刚才|前面|填的|下)*{field}{ends}(?P<rest>.*)"),
        re.compile(
            rf"{_LEAD}{field}{_SAID}(?:{_WRONG}|(?:要|想|得|给我|帮我|再|能不能|可以)*{_CHANGE}|应该是)(?P<rest>.*)"
        ),
        re.compile(
            rf"{_LEAD}{field}{_SAID}(?:不是(?P<old>[^，,。 ]{{1,16}}?)[，, ]*(?:而?是|叫)(?P<rest>.+)|"
            rf"是(?P<new>[^，,。 ]{{1,16}}?)[，, ]*不是.+)"
        ),
        re.compile(rf"(?:我的?|他的?|她的?)?{field}[是叫:：]\s*(?P<rest>.+)"),
        re.compile(rf"{_LEAD}{field}{_SAID}(?:{_HOUSE})(?P<rest>)"),
    )


def mending(text: str) -> Mending:
    """Which field ``text`` wants to have mended; an empty field for anything else.

    >>> mending("收入改1万2"), mending("今年改种茶叶").field
    (Mending(field='income', rest='1万2', sure=True), '')
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not (_grammar().field.search(text) or re.search("同意|查|口人", text)):
        return _NOTHING
    if _regrets(text):
        return Mending("consent", "不同意", True)
    starts = [0, *(found.end() for found in _BREAK.finditer(text))][:_MOST_STARTS]
    ordered = next((found for at in starts if (found := _ordered(text[at:])).field), _NOTHING)
    if ordered.field:
        return ordered
    apart = _told_apart(text)
    return apart if apart.field else _stated(text)


def _ordered(part: str) -> Mending:
    """An order at the start of ``part``: 改电话 · 电话不对 · 电话不是138是139 · 人口多一个."""
    grammar = _grammar()
    if found := grammar.asked.match(part):
        return _mending(found) if _INTO.match(found["rest"]) or _particles(found["rest"]) else _NOTHING
    if found := grammar.not_but.match(part):
        return _mending(found) if _contrasted(found) else _NOTHING
    if found := grammar.house.match(part):
        return _mending(found) if grammar.keys[found["field"]] == "size" else _NOTHING
    found = grammar.wrong.match(part)
    return _mending(found) if found and _is_order(found) else _NOTHING


def _mending(found: re.Match[str]) -> Mending:
    rest = _INTO.sub("", found["rest"], count=1) if found.re is _grammar().asked else found["rest"]
    return Mending(_grammar().keys[found["field"]], (rest or "").lstrip("，,。. 了"), True)


def _particles(rest: str) -> bool:
    return not rest or bool(re.match(r"[\d吧了啊呀成为是有错]|重", rest))


def _is_order(found: re.Match[str]) -> bool:
    """Not 情况变了, 名字改过一次, 收入应该是两万左右吧 (an answer)."""
    said, rest, key = found[0], found["rest"], _grammar().keys[found["field"]]
    words = said[: len(said) - len(rest)] if rest else said
    if words.endswith("换了"):
        return key in ("phone", "address", "village", "town")
    if words.endswith("应该是"):
        return bool(rest) and not re.search(r"大概|左右|可能|吧|估计|[。，, ]", rest)
    return not re.match(r"过|不了|善|变|革|造|建|种|嫁|行|制|口|装|居|社区|镇|名|[的得]|好", rest)


def _contrasted(found: re.Match[str]) -> bool:
    """A new value against the old one, not 收入不是固定的，是打零工."""
    key, new = _grammar().keys[found["field"]], found["rest"] or found["new"] or ""
    if key in ("risk", "story"):
        return bool(re.match(r"(?:因|生|大|上)?(?:病|学|灾|残|疫|意外|事故|失业|没活|其他)", new))
    if key in ("phone", "id_number", "size", "income"):
        return bool(_A_NUMBER.search(new)) and bool(_A_NUMBER.search(found["old"] or found[0]))
    return key != "consent"


def _told_apart(text: str) -> Mending:
    """收入那里 … 帮我改一下: the field in one clause, the order in another."""
    clauses = [clause for clause in _BREAK.split(text) if clause]
    if not any(_ORDER.fullmatch(clause) for clause in clauses):
        return _NOTHING
    named = (re.match(_LEAD + _grammar().field.pattern, clause) for clause in clauses)
    found = next((match for match in named if match), None)
    if found:
        return Mending(_grammar().keys[found["field"]], "", True)
    return Mending("size", "", True) if any(map(_PEOPLE.match, clauses)) else _NOTHING


def _stated(text: str) -> Mending:
    """我电话是139…: perhaps the old answer said again, perhaps a new one."""
    found = _grammar().stated.match(text)
    key = _grammar().keys[found["field"]] if found else ""
    return Mending(key, found["rest"].lstrip("，,。. 了"), False) if found and key in _SAID_PLAINLY else _NOTHING


def _regrets(text: str) -> bool:
    return any(_REGRET.match(text, at) for at in [0, *(found.end() for found in _BREAK.finditer(text))][:_MOST_STARTS])
