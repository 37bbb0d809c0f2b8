"""Several spells in one answer: which of them were worked, what they come to, and that in whole months."""

import re
from dataclasses import replace

from knowledge.numbers.parts import Part
from knowledge.numbers.settling import Settled, answer, settle
from knowledge.parsed import Parsed
from knowledge.work_year.rests import asks_for_rest, is_rest
from knowledge.work_year.spans import both_ends

_CUT_SHORT = re.compile(r"晚[去来到]|迟[去来]|早[走回]|提前")
_AMID = re.compile(r"中间|中途|当中|里面|里头")
_WITHIN = re.compile(r"^有$|中间|中途|其中|里面|里头|当中")
IDLE_ALL_YEAR = re.compile(
    r"(?<![没不无＿])(?:关在|[待呆在]家|在屋|在厝|躺|卧床|病|医院|住院|陪护|闲|歇|失业|待业|没活|没工|没事做|没[去做出]|带(?:孩|孙|娃)|瘫)(?!在外)"
)
_AT_LEAST = re.compile(
    r"大概|大约|约(?=[\d一-龥])|差不多|估计|可能|少说|不止|搞不清|记不[得清]|偶尔|零星|[没不](?:有)?[做干]?(?:超过|满)|至少|最少|起码|最多|顶多"
)
_LESS = re.compile(r"扣|减|除|去掉|刨|歇|休|停|生病|没|少|在家|不算|回家|封")
_LEFT = re.compile(r"(?:就|只|剩下?|才|等于|实际|实做|算|共|是|还有)[^，。又再后另]{0,3}$")
_MONTHS, _TWO_YEARS, _NEAR = 12, 23, 0.01


def worked(parts: list[Part], text: str, question: str) -> Settled:
    """The spells asked for together; when only the others are told, the year less them."""
    rested = [part for part in parts if is_rest(part, text, question)]
    work = [part for part in parts if part not in rested]
    resting = asks_for_rest(question)
    if (left := _told_as_left(parts, text)) and not resting:
        return Settled(left)
    wanted, others = (rested, work) if resting and (rested or _is_work(work)) else (work, rested)
    if resting and rested:
        wanted = [part for part in parts if part in rested or not _is_work([part])]  # 封了两个月 过年一个月
    whole_year = len(wanted) == 1 and wanted[0].value == _MONTHS and not resting
    if whole_year and (others or IDLE_ALL_YEAR.search(wanted[0].about)):
        return _less(others or wanted, text, resting)  # 十二个月减两个月; 一年都在医院
    within = [part for part in wanted[1:] if _WITHIN.search(part.about.partition("|")[0])]
    if wanted:
        kept = [part for part in wanted if part not in within]
        together = settle(kept, text, "个月", may_shrink=False)
        if within and not together.why:
            together = replace(together, why="中间还说了别的月数")
        if not together.why and _AT_LEAST.search(text):
            together = replace(together, why="说的是大概的数")
        if others and not resting and not together.why:
            together = _interrupted(together, others)
        return together if together.part.value <= _MONTHS or len(kept) == 1 else _likeliest(kept)
    return _less(others, text, resting)


def _interrupted(worked: Settled, rested: list[Part]) -> Settled:
    """工期八个月，我晚去了一个月: less what was missed; 十个月，中间歇俩月: perhaps less that."""
    missed = sum(part.value for part in rested)
    left = worked.part.value - missed
    if left <= 0 or not any(_CUT_SHORT.search(part.about) or _AMID.search(part.about) for part in rested):
        return worked
    working = f"{worked.part.value:g}个月，减去{missed:g}个月，算{left:g}个月"
    if all(_CUT_SHORT.search(part.about) for part in rested):
        return Settled(replace(worked.part, low=left, high=left, value=left), working, (worked.part.value,))
    return replace(worked, why="中间还说了歇的月数", others=(left,))


def _told_as_left(parts: list[Part], text: str) -> Part | None:
    """四个月，扣掉生病的一个月就三个月: the last is what the first comes to without the second."""
    if len(parts) != 3 or not _LESS.search(parts[1].about):
        return None
    fits = abs(parts[0].value - parts[1].value - parts[2].value) < _NEAR
    return parts[2] if fits and _LEFT.search(text, parts[1].end, parts[2].start) else None


def _likeliest(parts: list[Part]) -> Settled:
    """Too many months for one year: the figure told most often, else the one of work, else the last."""
    values = [part.value for part in parts]
    often = max(reversed(parts), key=lambda part: values.count(part.value))
    working = [part for part in parts if _is_work([part])]
    return Settled(working[0] if len(working) == 1 and values.count(often.value) == 1 else often, "说了不止一个数")


def _is_work(parts: list[Part]) -> bool:
    return any(
        re.search(
            r"打工|上船|出海|跑[船车]|营业|开门|[做干](?!什么)|有(?:活|工|事)|在外|出去|上班|工地|厂|城里|外地|[女儿]子?家|除[了开]",
            part.about,
        )
        for part in parts
    )


def _less(others: list[Part], text: str, resting: bool) -> Settled:
    """A year, or the span that is told, less what was not asked for."""
    less = sum(part.value for part in others)
    span = None if resting else both_ends(text)
    whole = span.value if span and span.value > less else float(_MONTHS)
    left = max(0.0, whole - less)
    why = f"{'一年12' if whole == _MONTHS else f'{whole:g}'}个月，减去{less:g}个月，算{left:g}个月"
    return Settled(replace(others[0], low=left, high=left, value=left, working=why), why)


def in_whole_months(settled: Settled, text: str) -> Parsed[int] | None:
    """In whole months; None for what is no part of a year."""
    found = answer(settled, text, "月")
    if found.value > _TWO_YEARS and not found.confirm:
        return Parsed(_MONTHS, found.words, True, "说的是几年，一年算12个月", unit="月")
    if not 0 <= found.value <= _MONTHS:
        return None
    value = int(found.value + 0.5)
    rough = settled.part.rough or value != found.value
    why = found.why or ("说的是大概的数" if rough else "")
    others = tuple(int(other + 0.5) for other in found.others)
    return Parsed(value, found.words, bool(why), why, found.low, found.high, "月", others=others)
