"""How many people or things: 5口人; 我和老伴，两个孙子; 三个孩子两个读书; 两头母猪."""

import re
from dataclasses import replace

from knowledge.heads.ages_told import of_age
from knowledge.heads.asked import Deed, asked_deed, asked_noun, asks_for_everybody, asks_without, of_noun
from knowledge.heads.doers import doers, does, in_all
from knowledge.heads.left_out import counting, our_own, usually, without_members
from knowledge.heads.listed import Heads, heads, still_here, together
from knowledge.heads.nobody import all_gone, nobody
from knowledge.heads.siblings import asks_for_siblings, counted_with_me, siblings
from knowledge.heads.things import asked_measure, in_whole, things
from knowledge.heads.totals import (
    all_but,
    at_last,
    at_once,
    concluded,
    headed,
    one_total,
    only_so_many,
)
from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part, described, plainly, uncorrected
from knowledge.numbers.settling import FORMER, Settled, answer
from knowledge.parsed import Parsed
from knowledge.people.kinship import KIN_WORDS
from knowledge.wordlists import wordtable

_ALONE = re.compile(
    r"光棍|单身|孤身|独居|一个人(?:过|住|生活)|孤寡|五保户?|(?:就|只有?|仅|单)(?:剩)?我(?:自己|一个|一人|本人)"
)
_BOTH_ALIVE = re.compile(r"都(?:还|都)*(?:健在|在世|在)(?:[的呢啊了]*$|[，。\s])")
_ASKS_BACK = re.compile(
    r"问(?:我|他|她)[^，。\s]{0,3}(?:去|吧|$)|算不算|算吗|要不要|是不是|包不包括|包括.{0,6}吗|怎么[算讲说]|不好[算讲说]|说不[准清好]|[吗嘛]?？$|\?$"
)
_PLUS = re.compile(r"\s*(?:加上?|再加|外加|带上?)(?=[^，。]|$)")
_WITHOUT_ME = re.compile(r"(?:不加|不算|不包括|不带|除了?|除开)(?:掉)?我(?:本人|自己)?(?!们|家|的|爸|妈|儿|女|老)")
_OF_OTHERS = re.compile(rf"(?:{'|'.join(map(re.escape, KIN_WORDS))})(?:他们?|她们?|那边)?一?家$")
_EXCEPT = re.compile(r"除了?|以外")
_NO_MORE = re.compile(r"[，,。\s](?:我?家里?)?(?:现在|如今|目前)(?:家里)?(?:就|只|都|一个)*(?:没|不|冇|剩?我自己|自己)")
_NOT_NOW = re.compile(wordtable("heads")["words"]["not_now"])
_UNBORN = re.compile(r"肚子里|怀孕|怀着|没出生|预产|[个口]半")
# 带一个女儿，跟父母住: whoever lives with them counts too, though nobody says so.
_LIVES_WITH = re.compile(
    r"(?:^|[，,。\s他她])(?:现在|平时|一直|就|还|都|自己|一个人)*(?:[跟和同]|[带陪]着?)[^，。\s]{1,8}"
)
_JUST = re.compile(r"就|只|仅|独|一个|自己(?![查看问去想数])")
_SUM = re.compile(r"\s*([\d一二两三四五六七八九十]{1,2})\s*[加+＋]\s*([\d一二两三四五六七八九十]{1,2})")
_IN_DOUBT = re.compile(
    r"不算(?!我)|不好[说讲算]|也算吧|算半个|算一个|勉强|不是[^，。]{1,5}吗|(?:本来|原来)(?![^剩现]{0,40}[剩现])|差不多都?|不是一家|宿舍|工棚|我排|可能|好像|不止|至少|起码|[顶最]多|没有?(?:哪个|谁)|(?:去|前|今)年又?(?:添|没了)|都过[世身]了|判了|坐牢"
)
_WITH_YOU = re.compile(r"[跟和同][您你](?:一起|一样|一块|同)")
_BREAK = re.compile(r"[，。,；;、\s]")
_AT_ONCE = re.compile(r"\s*[\d一二两三四五六七八九十]{1,3}[啊哦]?[，,。\s]")
_ALL_FIGURES = ("total", "loose", "some")
_DOZEN = 10
_VAGUE = 4  # 几个 is anything from three to seven
_SEVERAL = 3  # told one by one are a list, whatever is asked back
_MOST, _PERSONS = 60, "人"


def count(text: str, question: str = "") -> Parsed[int] | None:
    """How many the question asks for: a figure that was said, else the persons added up (asked back)."""
    text = plainly(text)
    if measure := asked_measure(question):
        return things(text, question, measure)
    counted = counting(text)
    text, doubt = counted.text, counted.doubt
    everyone = heads(text)
    if _NOT_NOW.search(text) and not any(each.kind in ("total", "loose", "some") for each in everyone):
        return None
    told_of = our_own(usually(everyone, text, question), text)
    found = _persons(told_of, text, question)
    if found and not found.confirm and (doubt or len(told_of) < len(everyone)):
        return replace(found, confirm=True, why=doubt or "还说了别的人数")
    return found


def _persons(told_of: list[Heads], text: str, question: str) -> Parsed[int] | None:
    figures = _figures(told_of, text)
    if last := concluded(told_of, text):
        return _said(last, text)
    noun, deed = asked_noun(question), asked_deed(question)
    if known := _by_age_or_rank(text, question, _figures(told_of, text, _ALL_FIGURES)):
        return known
    if with_me := counted_with_me(_figures(told_of, text, _ALL_FIGURES), text):
        return _with_the_speaker(with_me[-1], text, question)
    if (plus := _SUM.match(text)) and not text[plus.end() : plus.end() + 1].strip("，。个口人 "):
        return _summed(plus, text)
    if none := nobody(told_of, figures, text, question, noun, deed):
        return none
    if not told_of:
        return (all_gone(text) if (noun or deed) and not bare_numbers(text) else None) or _bare(text)
    if not figures and _AT_ONCE.match(text):
        return _bare(text)  # 四，啊不，五，刚添了孙子
    if figures and _UNBORN.search(text):
        first = figures[0]
        return _said(Settled(first, "还没出生的孩子算不算", (first.value + 1,)), text)
    if noun or deed or not asks_for_everybody(question):
        return _of_kind(told_of, figures, text, question, noun, deed)
    return _household(told_of, figures, text, question)


def _by_age_or_rank(text: str, question: str, figures: list[Part]) -> Parsed[int] | None:
    """我59，老头子62 for those over sixty; 我排老三，下面两个妹妹 for brothers and sisters."""
    number = of_age(text, question)
    most = max((part.value for part in figures), default=1)
    if number is not None and 1 < most >= number:
        number = None  # 五口人，我62，老婆60: the figures count others
    if number is not None:
        return Parsed(number, text.strip()[:60], True, f"按说的年纪，算{number}人", unit=_PERSONS)
    return siblings(text, figures) if asks_for_siblings(question) else None


def _figures(told_of: list[Heads], text: str, kinds: tuple[str, ...] = ("total", "loose")) -> list[Part]:
    """The figures of these kinds, with what is said about each."""
    chosen = [
        Part(each.low, each.high, (each.low + each.high) / 2, each.start, each.end, rough=each.low < each.high)
        for each in told_of
        if each.kind in kinds
    ]
    told_parts = described(uncorrected(chosen, text), text)
    return [replace(part, about=f"{part.about}|{text[part.start : part.end]}") for part in told_parts]


def _of_kind(
    told_of: list[Heads], figures: list[Part], text: str, question: str, noun: str, deed: Deed | None
) -> Parsed[int] | None:
    """The figure for those who are asked for, else those of them who are named."""
    if first := at_once(_figures(told_of, text), text, noun):
        return _said(first, text)
    if last := at_last(_figures(told_of, text), text):
        return _said(last, text)
    here = still_here(told_of, text)
    if len(here) < len(told_of) and all(each.kind in ("kin", "self") for each in here):
        return _added(here, text)
    if deed and (found := _by_deed(told_of, text, question, deed)):
        return found
    if asks_for_everybody(question) and not noun:
        return _household(told_of, figures, text, question)
    figures = _without_everybody(figures, text, question)
    if figures:
        return _said(one_total(figures, text, question, _PERSONS, added=True), text)
    if _EXCEPT.search(text) or _ASKS_BACK.search(text):
        return None  # 除了我都病: how many the others are is not said
    told_of = without_members(told_of, text)
    chosen = of_noun(told_of, noun)
    if noun and (whole := headed(chosen, text)):
        return _said(whole, text)
    if deed and deed.past:
        chosen = [each for each in chosen if not deed.past.search(_BREAK.split(text[each.end : each.end + 8])[0])]
    if len(chosen) == 1 and chosen[0].kind == "some":
        one = chosen[0]
        return _said(Settled(Part(one.low, one.high, float(one.number), one.start, one.end)), text)
    return _added(chosen or told_of, text, left_out=bool(chosen) and len(chosen) < len(of_noun(told_of, noun)))


def _without_everybody(figures: list[Part], text: str, question: str) -> list[Part]:
    """五口人，两个做的: the household is not what a narrower question counts."""
    if len(figures) < 2 or asks_for_everybody(question):
        return figures
    return [part for part in figures if "口" not in text[part.start : part.end]] or figures


def _by_deed(told_of: list[Heads], text: str, question: str, deed: Deed) -> Parsed[int] | None:
    """三个孩子，大的工作了，两个读书 when asked who goes to school."""
    every = _figures(told_of, text, _ALL_FIGURES)
    if but := all_but(every, text, question):
        return but if but.value >= 0 else None
    ended = [part for part in every if deed.past and deed.past.search(part.about)]
    if asks_without(question):
        ended = [part for part in every if does(part.about, deed)]  # 五个人交了四个
    doing = doers(told_of, text, question, deed)
    apart = all(text.endswith("的", 0, part.start) for part in every)  # 在读的一个，辍学的一个
    if len(every) == 2 and ended == every[1:] and not apart and not (doing and doing[0][0].start >= every[1].start):
        left = every[0].value - ended[0].value
        why = f"{every[0].value:g}−{ended[0].value:g}＝{left:g}人"
        return Parsed(int(max(left, 0)), text.strip()[:60], True, why, unit=_PERSONS)
    if some := only_so_many(every, text, question):
        return _said(some, text)
    number = in_all(doing)
    if not 0 < number <= _MOST:
        return None
    one = len(doing) == 1 and len(doing[0]) == 1 and len(every) < 2 and bool(every or _JUST.search(text))
    if one and doing[0][0].low < doing[0][0].high:
        return None  # 五六个, 几个: the figure has its ends
    one = one and not _IN_DOUBT.search(text)
    return Parsed(number, text.strip()[:60], not one, "" if one else f"数下来一共{number}人", unit=_PERSONS)


def _household(told_of: list[Heads], figures: list[Part], text: str, question: str) -> Parsed[int] | None:
    """Everybody: the total that was said, checked by the list, or the list added up."""
    told_of = without_members(told_of, text)
    listed = still_here(told_of, text)
    if not figures:
        if not [each for each in listed if each.kind != "self"] or (_ALONE.search(text) and together(listed) < 2):
            return _by_oneself(listed, text)
        return None if _ASKS_BACK.search(text) and together(listed) < _SEVERAL else _household_added(listed, text)
    settled = one_total(figures, text, question, _PERSONS, added=False)
    part = settled.part
    now = [each for each in listed if each.start >= part.end]
    if FORMER.search(text[: part.start]) and len(figures) == 1 and now and len(listed) < len(told_of):
        return _household_added(now, text)
    if _OF_OTHERS.search(text[: part.start]):
        own = still_here(heads(text[part.end :]), text[part.end :])
        return _household_added(own, text) or _said(replace(settled, why="说的像是别人一家"), text)
    if _WITHOUT_ME.search(text):
        why = f"{part.value:g}人，再加上您自己"
        return _said(Settled(_changed(part, 1), why, (part.value,)), text)
    if plus := _PLUS.match(text, part.end):
        behind = together([each for each in told_of if each.start >= plus.end()])
        if behind:
            return _said(Settled(_changed(part, behind), f"{part.value:g}＋{behind}人", (part.value,)), text)
    return _said(_checked(settled, told_of, text), text)


def _checked(settled: Settled, told_of: list[Heads], text: str) -> Settled:
    """A list that names oneself and comes to another number than the total leaves a doubt."""
    value = settled.part.value
    if settled.why:
        return settled
    listed = together(told_of)
    named = any(each.kind == "self" for each in told_of) and listed > 1
    differs = listed > value or (named and listed != value)
    if differs and listed > 1:
        return Settled(settled.part, f"说{value:g}人，一个个数下来是{listed}人", (float(listed),))
    return settled


def _changed(part: Part, more: int) -> Part:
    return Part(part.low + more, part.high + more, part.value + more, part.start, part.end)


def _by_oneself(listed: list[Heads], text: str) -> Parsed[int] | None:
    found = _ALONE.search(text)
    if not found and not (listed and _JUST.search(text)):
        return None
    sure = found is None or "我" in found[0] or "一个人" in found[0]
    return Parsed(1, text.strip()[:40], not sure, "" if sure else "说的像是只有自己一个人", unit=_PERSONS)


def _added(listed: list[Heads], text: str, left_out: bool = False) -> Parsed[int] | None:
    total = together(listed)
    if not 0 < total <= _MOST:
        return None
    said_so = _JUST.search(text) or len(text.strip()) <= listed[0].end - listed[0].start + 2
    one = total == 1 and len(listed) == 1 and not left_out and bool(said_so)
    both = total == 2 and not left_out and all(each.kind in ("kin", "pair") for each in listed)
    one = one or (both and bool(_BOTH_ALIVE.search(text)))  # 依爸依妈都在
    return Parsed(total, text.strip()[:60], not one, "" if one else f"数下来一共{total}人", unit=_PERSONS)


def _household_added(listed: list[Heads], text: str) -> Parsed[int] | None:
    """The list added up; one that leaves out oneself may mean one more."""
    total = together(listed)
    if not 0 < total <= _MOST:
        return None
    if _LIVES_WITH.search(text) and not any(each.kind == "self" or each.word.startswith("我") for each in listed):
        why = f"说了{total}人，再加上当事人自己"
        return Parsed(total + 1, text.strip()[:60], True, why, unit=_PERSONS, others=(total,))
    with_self = any(each.kind in ("self", "pair") or each.word.startswith("我") for each in listed)
    if with_self or total > 1:
        others = () if with_self or listed[0].kind == "some" else (total + 1,)
        return Parsed(total, text.strip()[:60], True, f"数下来一共{total}人", unit=_PERSONS, others=others)
    return Parsed(total + 1, text.strip()[:60], True, f"说了{total}人，再加上您自己", unit=_PERSONS, others=(total,))


def _said(settled: Settled, text: str) -> Parsed[int] | None:
    part = settled.part
    if not settled.why and _NO_MORE.search(text, part.end):
        settled = replace(settled, why="说的像是现在没有了", others=(0.0,))
    if not settled.why and (doubt := _IN_DOUBT.search(text)):
        settled = replace(settled, why=f"说了“{doubt[0]}”")
    if part.rough and part.high - part.low >= _VAGUE and part.low < _DOZEN:
        return None  # 好几个
    return in_whole(answer(settled, text, _PERSONS), _MOST)


def _with_the_speaker(part: Part, text: str, question: str) -> Parsed[int] | None:
    """连我六个: one less when those are counted who are with the speaker."""
    if not _WITH_YOU.search(question):
        return _said(Settled(part), text)
    return _said(Settled(_changed(part, -1), f"{part.value:g}人里除了您自己", (part.value,)), text)


def _summed(plus: re.Match[str], text: str) -> Parsed[int] | None:
    """六加一."""
    total = sum(quantities(part)[0].value for part in plus.groups() if quantities(part))
    return _said(Settled(Part(total, total, total, 0, len(text)), f"加起来{total:g}人"), text)


def _bare(text: str) -> Parsed[int] | None:
    numbers = uncorrected([number for number in bare_numbers(text) if number.value <= _MOST], text)
    if not numbers:
        return _by_oneself([], text)
    why = "说了不止一个数" if len(numbers) > 1 else ""
    return _said(Settled(numbers[0], why), text)
