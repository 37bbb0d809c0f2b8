"""Which piece of land a question is about, when several are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import FORMER, LENT, NOW, Settled, figure, less_the_second
from knowledge.wordlists import wordtable

_TABLE = wordtable("land")
_KIND_OF = {word: kind for kind, words in _TABLE["kinds"].items() for word in words.split()}
_WORD = re.compile("|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True)))
_SAME = {word: tuple(words.split()) for words in _TABLE["same"] for word in words.split()}
_ASKED = tuple((re.compile(each["question"]), re.compile(each["told"])) for each in _TABLE["asked"])
_GENERIC = re.compile(r"田地|[有多少几]+[亩块]?[田地](?!瓜)|[田地](?:有)?(?:几|多)|田有")
_COMMON = frozenset("您你家有几亩地多少的一共现在面积请问是了吗呢里啊，。？?、 田种")
_RENTED = re.compile(r"租(?!出|给)|包人家|包别人|转来|借来")
_ASKS_RENTED = re.compile(r"(?:租|包|种)(?:种|的)?(?:了|着)?(?:别人|人家)|租来|转入")
_NEGATED = re.compile(r"[没未](?:有)?被?[征占淹荒租卖流毁倒塌冲收死受减采][^，。|]?|不(?:算|是)[^，。|]{0,4}")
_ALL_KINDS = re.compile(r"合在?一起|合起来|加起来|总共|一共|全部|合计|加一起")
# 不算租来的，自家的几亩; 租的不算
_ASKS_OWN = re.compile(
    r"不(?:算|含|包括|计|要算)租|租[^，。？]{0,3}不(?:算|含|计)|(?:自[家己]|名下)的?(?:承包)?的?[田地]?"
)
_OF_WHAT_IS_RENTED = re.compile(
    r"不(?:算|含|包括|计|要算)租[来的]*|租(?:来|进|[种的]?[^，。？出给]{0,3}[不也都]算|别人|人家)"
)
_GIVEN_BACK = re.compile(r"[收拿要退]回|(?:里[头面边]|其中|当中)[^|]*(?:[种留剩]|没)")
_KEPT = re.compile(r"自己?[家己]?[^，。|]{0,2}[留种]|留|自种|还在种")
_REST = re.compile(r"(?:其[他它余]|剩下?的?|别的|另外的?)[^，。\d]{0,3}(?:就|都|全|在|给|让|自己|是)*[^，。]{1,6}")
_GONE = r"(?:没了|没有|冇|没有?了|冇了|征掉|征了|填了|变)"
_UNTOUCHED = re.compile(r"[没未](?:有)?被?(?:[征占淹荒租卖毁]|流转)")
_MORE_OF_IT = re.compile(r"新[栽种开]|另|又|再|还有|加")
_RENTED_IN = re.compile(r"租(?!出|给)了?|[包转借]了?(?:人家|别人|来|进)")
_ASKS_UNDONE = re.compile(r"[没未冇](?:有)?(?P<verb>[种插收割采摘卖拆交犁耕翻栽播])")
_ASKS_TILLED = re.compile(r"种(?:了|着)?(?:几|多)")
_BESIDES = re.compile(r"另外?|其[他它余]的?|别的|此外|还有")
_OF_A_HOUSE = re.compile(r"的?(?:房|屋|厝|楼|套)")
_BARE = re.compile(r"[^|一-鿿]*(?:有|种了?|大概|差不多|就|是|我家?|家里)*\|(?:地|田|吧|左右|的样子)*")
_DONE = re.compile(r"[收割采摘插种犁翻卖交]了|[收割采摘插种犁翻卖交]完")
_ALL_LOST = re.compile(r"[全都][^，。|]{0,2}(?:泡|淹|冲|毁|没|死|倒|塌|荒)")
_SPARED = re.compile(r"[没未冇](?:有)?(?:事|淹|受|倒|坏|死|冻|怎么|问题|泡|冲|毁)|好的|保住|还好|完好|没问题")
_CROP = re.compile(r"种(?:的)?([^几多少了的地田]{2,4})(?:的地|的)?(?:有)?(?:几|多少|多大)")
# 竹山是茶山的两倍, 竹山比茶山多一倍.
_TIMES_ANOTHER = re.compile(
    r"(?P<what>[一-鿿]{1,3}?)(?:大概|差不多)?(?:(?:是|有|等于|抵)(?P<of>[一-鿿]{1,3}?)的?(?P<many>[一二两三四五六七八九十]|\d)倍|比(?P<than>[一-鿿]{1,3}?)多了?一倍)"
)


def as_often_as(part: Part, text: str, question: str, unit: str) -> Settled | None:
    """竹山是茶山的两倍，茶山六亩: the one asked for, both together where both are or neither is."""
    told = _TIMES_ANOTHER.search(text)
    other = (told["of"] or told["than"]) if told else ""
    if not told or other not in text[max(0, part.start - len(other) - 6) : part.start]:
        return None
    many = quantities(told["many"])[0].value if told["many"] else 2.0
    first, second = told["what"] in question, other in question
    if second and not first:
        return Settled(part)
    value, whole = figure(part.value, unit), figure(part.value * many, unit)
    if first and not second:
        return Settled(part.times(many, ""), f"{value}×{many:g}＝{whole}")
    return Settled(part.times(1 + many, ""), f"{value}＋{value}×{many:g}＝{figure(part.value * (1 + many), unit)}")


def land_only(parts: list[Part]) -> list[Part]:
    """Without the 平方米 told beside 亩: those of the house, or the same land once more."""
    parts = [part for part in parts if not ("平" in part.working and _OF_A_HOUSE.match(part.about.partition("|")[2]))]
    land = [part for part in parts if "平" not in part.working]
    if not land or len(land) == len(parts):
        return parts
    return [replace(part, rough=True) if any(p.rough for p in parts) else part for part in land]


def asked_about(parts: Sequence[Part], question: str) -> list[Part]:
    """The parts that the question is about; all of them when it asks for the land as such."""
    if len(parts) < 2 or not question or _asks_for_all(parts, question):
        return list(parts)
    parts = [replace(part, about=_NEGATED.sub("", part.about)) for part in parts]
    if _ASKS_OWN.search(question) and not asks_for_loss(question):
        mine = [part for part in parts if not _RENTED_IN.search(part.about)]
        mine = [part for part in mine if re.search("自[己家]", part.about)] or mine
        if mine and len(mine) < len(parts):
            return mine
    if _led(parts, question):
        return list(parts[:1])
    if asks_for_loss(question) and (hit := _by_fate(parts, question)):
        parts = hit
    for wanted in (_by_word, _by_kind, _by_fate):
        chosen = wanted(parts, question)
        if chosen and len(chosen) < len(parts):
            past = all(FORMER.search(part.about) for part in chosen) and any(NOW.search(part.about) for part in parts)
            return list(parts) if past else chosen
    return list(parts)


def _asks_for_all(parts: Sequence[Part], question: str) -> bool:
    """果园、菜地加起来; all that is tilled, when rented land is told beside the own."""
    together = _ALL_KINDS.search(question) and (re.search(r"[、和跟]", question) or len(_WORD.findall(question)) > 1)
    if re.search("包括|包含|连同|算上", question):
        return True
    tilled = re.search(r"(?<!自己)(?<!自家)(?:在种|种着|种了?(?:几|多)|实际.{0,2}种)", question)
    return bool(together) or bool(tilled and any(_RENTED_IN.search(part.about) for part in parts))


def _led(parts: Sequence[Part], question: str) -> bool:
    """四亩，另外两亩种菜 asked for the rice: the bare figure answers, what is told besides is another kind."""
    words = _named(question)
    besides = all(_BESIDES.match(part.about) and not any(word in part.about for word in words) for part in parts[1:])
    return bool(words) and besides and bool(_BARE.fullmatch(parts[0].about))


def _by_word(parts: Sequence[Part], question: str) -> list[Part]:
    """种橄榄的地: the very word of the question stands beside the figure."""
    words = [word for word in _named(question) if len(word) > 1]
    if len(_kinds_named(question)) > 1:
        return []
    crop = _CROP.search(question)
    words += [crop[1]] if crop else []
    words = [same for word in words for same in _SAME.get(word, (word,))]
    if chosen := _with_more_of_it(parts, words):
        return chosen
    pairs = [one + other for one, other in pairwise(question) if one not in _COMMON and other not in _COMMON]
    return [part for part in parts if any(pair in _own_clause(part) for pair in pairs)]


def _own_clause(part: Part) -> str:
    """The words of the figure's own clause; what stands before it (该户承包地共4块：) heads all figures."""
    before, _, behind = part.about.partition("|")
    return f"{before.rpartition('，')[2]}|{behind}"


def _with_more_of_it(parts: Sequence[Part], words: Sequence[str]) -> list[Part]:
    """老茶园两亩，新栽一亩二: what follows without a kind of its own is more of the same."""
    chosen: list[Part] = []
    heading = False  # 两口塘，大的三亩小的一亩半
    previous: Part | None = None
    for part in parts:
        before = part.about.partition("|")[0]
        more = (
            chosen
            and chosen[-1] is previous
            and (heading or _MORE_OF_IT.search(before))
            and not _WORD.search(before)
            and not _WORD.match(part.about.partition("|")[2])
        )
        if more or any(word in part.about for word in words):
            chosen.append(part)
            heading = heading or not any(word in _own_clause(part) for word in words)
        previous = part
    return chosen


def _by_kind(parts: Sequence[Part], question: str) -> list[Part]:
    kinds = _kinds_named(question)
    chosen: list[Part] = []
    told: set[str] = set()
    for part in parts:
        told = _kinds(part) or told  # 两个棚，一个八分一个一亩: the kind is told once
        if kinds & told:
            chosen.append(part)
    return chosen


def _by_fate(parts: Sequence[Part], question: str) -> list[Part]:
    """流转出去几亩, 淹了几亩, 现在还剩几亩."""
    if _UNTOUCHED.search(question):
        return []
    for asked, told in _ASKED:
        if asked.search(question) and (chosen := [part for part in parts if told.search(part.about)]):
            return chosen
    return []


def _named(question: str) -> list[str]:
    found = _WORD.findall(question)
    return [word for word in found if not (word in ("田", "田地", "田里") and _GENERIC.search(question))]


def _kinds_named(question: str) -> set[str]:
    return {_KIND_OF[word] for word in _named(question)}


def _kinds(part: Part) -> set[str]:
    """The kind told nearest before the figure, else behind it."""
    before, _, behind = part.about.partition("|")
    found = _WORD.findall(before)[-1:] or _WORD.findall(behind)[:1]
    return {_KIND_OF[word] for word in found}


def clearly_asked(chosen: Sequence[Part], parts: Sequence[Part], question: str) -> bool:
    """果园四亩，另外三亩田 asked for the 果园; 给合作社两亩，自己留一亩 asked for what is leased: no doubt which."""
    if len(chosen) != 1:
        return False
    others = [part for part in parts if part.start != chosen[0].start]
    if asks_for_loss(question):
        return all(_KEPT.search(part.about.rpartition("，")[2]) for part in others)
    asked = _kinds_named(question)
    apart = all((kinds := _kinds(part)) and not kinds & asked for part in others)
    return len(asked) == 1 and _kinds(chosen[0]) == asked and apart


def of_another_kind(part: Part, question: str) -> str:
    """A doubt when the only figure told is for other land than was asked for."""
    asked = _kinds_named(question)
    told = _kinds(part)
    if not asked or not told or asked & told or asked & {"大棚", "花地"} or told & {"大棚", "花地"}:
        return ""
    return f"问的是{'、'.join(sorted(asked))}，说的像是{'、'.join(sorted(told))}"


def rented_besides(chosen: Sequence[Part], parts: Sequence[Part], question: str) -> tuple[float, ...]:
    """What is said to be rented in or altogether, besides the own land that was asked for."""
    if len(chosen) != 1 or "种" not in question:
        return ()
    return tuple(part.value for part in parts if part not in chosen and _RENTED.search(part.about + question))


def asks_for_rest(question: str, behind: str) -> bool:
    """八亩，种了三亩，其他荒着: is the rest what the question asks for?"""
    rest = _REST.search(behind)
    if not rest:
        return False
    return any(asked.search(question) and told.search(rest[0]) for asked, told in _ASKED)


def asked_kind_is_gone(before: str, question: str) -> bool:
    """水田早没了，剩旱地一亩."""
    words = [same for word in _named(question) if len(word) > 1 for same in _SAME.get(word, (word,))]
    return any(re.search(rf"{re.escape(word)}[^，。\d]{{0,4}}{_GONE}", before) for word in words)


def given_back(parts: Sequence[Part], question: str) -> bool:
    """租出去五亩，去年收回两亩; 五亩里头种了五分: is the second figure the part that was not lost?"""
    if len(parts) != 2 or not asks_for_loss(question) or parts[0].value <= parts[1].value:
        return False
    return bool(_GIVEN_BACK.search(parts[0].about.rpartition("|")[2] + parts[1].about))


def asks_what_is_left(question: str) -> bool:
    """Does the question ask for what is still there or still tilled?"""
    return bool(
        _UNTOUCHED.search(question)
        or re.search(r"现在|还种|还剩|还有|如今|目前|自己种|自种|种着|在种|今年种|[可能]以?种", question)
    )


def _is_lent(part: Part) -> bool:
    return bool(LENT.search(part.about)) and not _KEPT.search(part.about)


def undone(parts: Sequence[Part], question: str, unit: str) -> Settled | None:
    """十亩收了七亩 asked what is not reaped yet, 八亩有三亩没事 asked what was flooded: the whole less the other."""
    if len(parts) < 2:
        return None
    lent = len(parts) == 2 and parts[0].value > parts[1].value and _is_lent(parts[1])
    if lent and _ASKS_TILLED.search(question) and not LENT.search(parts[0].about):
        return less_the_second(parts, unit)
    own = len(parts) == 2 and re.search("自己|自家", parts[1].about) and not _RENTED.search(parts[1].about)
    if own and _ASKS_RENTED.search(question) and parts[0].value > parts[1].value and _ALL_KINDS.search(parts[0].about):
        return less_the_second(parts, unit)  # 一共种十二亩，自己的三亩
    if asks_for_loss(question):
        spared = len(parts) == 2 and parts[0].value > parts[1].value and _SPARED.search(parts[1].about)
        if spared and _ALL_LOST.search(parts[0].about):
            return Settled(parts[0], parts[0].working)  # 水稻三亩全泡了 菜地那两分倒没事
        return less_the_second(parts, unit) if spared else None
    asked = _ASKS_UNDONE.search(question)
    if not asked:
        return None
    verb = asked["verb"]
    undone_told = re.compile(rf"剩|还有|[没未冇](?:有)?{verb}|[还都]没")
    if left := [part for part in parts[1:] if undone_told.search(part.about)]:
        return Settled(left[0], left[0].working)
    done = [part for part in parts[1:] if verb in part.about or _DONE.search(part.about)]
    return less_the_second([parts[0], *done], unit) if done else None


def asks_for_loss(question: str) -> bool:
    """Does the question ask for what was lost, leased or taken?"""
    question = _OF_WHAT_IS_RENTED.sub("", question)
    return not _UNTOUCHED.search(question) and bool(
        re.search(r"淹|灾|毁|损|绝收|倒|塌|冲|荒|流转|[转租]包?出|租|转包|包出|征|占|卖|死|没了", question)
    )
