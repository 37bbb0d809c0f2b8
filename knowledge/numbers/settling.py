"""Several figures in one answer: which of them is asked for, or what they come to together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.numbers.parts import Part, told
from knowledge.parsed import Parsed

TOTAL = re.compile(
    r"一共|总共|拢共|拢总|统共|通共|共计|合计|总计|全部|一起|合起来|加起来|加一加|加一起|凑起来|算起来|总的|总数|共有|共(?=\d|$)"
)
NOW = re.compile(r"现在|如今|目前|眼下|剩|还有(?!没)|还种|还在|[只就]种(?=[^，|]{0,4}\|)|能种的?只|只有")
FORMER = re.compile(
    r"起初|起先|最初|本来|原有|原来|原先|以前|从前|过去|早先|早年|之前|先前|那时|当年|(?:分田|分地|承包|年轻|刚分)[^，。]{0,3}时候?"
)
LOST = re.compile(
    r"占|征|拿走|分走|分掉|分给|分家|分出|划[走给]|退|还(?:给|掉)|卖|淹|冲|没了|没有了|荒|泡|毁|塌|埋|死|夭|走|嫁(?!过来|来|进|到)|搬|迁|过世|去世|送|烧|丢|病掉|倒[了掉塌]|减|拆|伤|扣|叼|偷|挖[掉了]|砍[掉了]|改种|少[了掉]"
)
LENT = re.compile(
    r"流转|租出|出租|(?:[租包转让借]给(?!我))|转包|包出|给(?:我)?(?:[大小二三]?(?:弟|哥|儿|女|囝|孙|侄|叔|妹|姐)|别人|人家|亲戚)|给.{0,4}[种做管]"
)
_SAME = re.compile(r"就是|也就|等于|相当|折合|算作|算|合(?=$|\|)|没错|一人|每人|^\|*$|^[，,\s]*(?:是|对)")
_MEASURED = re.compile(r"[量测]出?[出来下]|丈量|实测|一量|量了|量过")
_LOST_TOO = re.compile(r"^还有?\|[^，]{0,4}(?:淹|冲|荒|毁|泡|倒|塌|死|征)")  # 还有一亩淹了一半
_SAID = re.compile(r"[说讲报估]")
_ON_PAPER = re.compile(
    r"建面|建筑面积|证上|证|确权|台账|本上|本子|账上|登记|户口|合同|[名在]册|写的?|上报|报(?:的|了|损)|按证"
)
_IN_FACT = re.compile(
    r"得房|(?<!加)盖[了成]|套内|使用面积|实用|实际|其实|量出来|量下来|真正|常住|在家|住在|事实|目测|实测|认|核"
)
_CLAIMED = re.compile(r"[讲说看估报量]|水面|塘是")
_AMONG = re.compile(r"挂果|投产|结果的|采收|能[收采摘]|其中|里头|里面|当中|里边|包括|包含|含|算上|连|[，,。\s]有$")
_OR = re.compile(r"不是[^，。]{1,12}就是|要么|或者|还是|也可能")
_ONE_FIELD = re.compile(r"同一|一块田|轮作|轮着|一样的地")
_LESS_NOW = re.compile(r"能[种住]|只剩|就剩|现在住|住的是")
_OWN_NAME = re.compile(r"(?![还就再也又有是我全这那家])(?:(?![的了加着种共计总是有剩])[一-鿿]){1,4}")
_REMAINS = re.compile(r"剩(?:下|了|着)*(?:大概|差不多|也就|就|只|才|是)*\|(?!种)")
_OTHER_NUMBER = re.compile(r"[\d一二两三四五六七八九十]+[块丘片处间层次趟]|[？?]|共有?$")
_SOURCE = re.compile(r"[说讲报核量写]|证|登记|册|确权|台账|记")
_CHECKED = re.compile(r"核|认定|实测|[量测]出|丈量")
_ADDED = re.compile(r"还有|另|又|再|加|也")
_SAME_THING = 1.5  # figures further apart are of different things
_CLOSE = 0.03


@dataclass(frozen=True, slots=True)
class Settled:
    """What the figures come to, the doubt about it if there is one, and what else they may mean."""

    part: Part
    why: str = ""
    others: tuple[float, ...] = ()


def settle(parts: Sequence[Part], text: str, unit: str, may_shrink: bool = True) -> Settled:
    """One figure out of several: the one said to be the total or what is left, else their sum (to be read back).

    ``may_shrink`` says that parts of it may have been lost or lent; a stretch of time cannot."""
    if len(parts) == 1:
        return Settled(parts[0], parts[0].working)
    for way in (_either, _again, _total, *(_SHRINKING if may_shrink else ())):
        if found := way(parts, text, unit):
            return found
    return add_up(parts, unit)


def _either(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """不是三个月就是四个月: one of the two."""
    if len(parts) != 2 or not _OR.search(text):
        return None
    figures = [_figure(part.value) + unit for part in parts]
    return Settled(parts[0], f"是{figures[0]}还是{figures[1]}", (parts[1].value,))


def _again(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """三亩，就是三亩; 666平方,也就是一亩: said twice."""
    first, last = parts[0], parts[-1]
    if not all(_near(part.value, last.value) for part in parts):
        return None
    if all(_SAME.search(part.about) for part in parts[1:]):
        plain = next((part for part in reversed(parts) if not part.working), last)
        return Settled(plain, "说的是大概的数" if first.rough or last.rough else "")
    if len(parts) == 2 and _ONE_FIELD.search(text):
        return Settled(last, f"两个数都是{_figure(last.value)}{unit}，不知是不是同一块", (first.value + last.value,))
    return None


def _total(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """The figure called the total, or the one that the others add up to."""
    named = [part for part in parts if _is_total(part)]
    if told(parts, NOW) and any(LOST.search(part.about) and not LENT.search(part.about) for part in parts):
        return None
    for part in (parts[-1], parts[0]):
        rest = sum(other.value for other in parts if other is not part)
        if len(parts) > 2 and part is parts[0] and _within(rest, part):
            return add_up(parts[1:], unit)
        stands = part in named or (len(parts) > 2 and not _listed(parts))
        if _near(part.value, rest) and stands and not FORMER.search(part.about):
            return Settled(part)
    if not named:
        return None
    chosen = named[-1]
    others = [part for part in parts if part is not chosen]
    if len(others) > 1 and others == list(parts[1:]) and sum(part.value for part in others) > chosen.value:
        return None  # 共四块：一亩二、八分、六分 begins no total
    doubt = sum(part.value for part in others) > chosen.value or len(named) > 1
    why = f"说一共{_figure(chosen.value)}{unit}，又说了别的数" if doubt else chosen.working
    return Settled(chosen, why, tuple(part.value for part in others))


def _listed(parts: Sequence[Part]) -> bool:
    """水田一亩，旱地两亩，山三亩: each thing by its name, so that the last is no total though it comes to it."""
    return all(_OWN_NAME.fullmatch(part.about.partition("|")[0]) for part in parts)


def _within(value: float, part: Part) -> bool:
    """三亩多，水田两亩旱地一亩: is it what a rough figure may be exactly?"""
    return part.low < part.high and part.low <= value <= part.high


def _is_total(part: Part) -> bool:
    """Is it called the total, with no other number between (共4块：1.2亩)?"""
    before, _, behind = part.about.partition("|")
    found = list(TOTAL.finditer(before))
    near = found and not _OTHER_NUMBER.search(before, found[-1].end())
    return bool(near or TOTAL.search(behind))


def _left(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """本来四亩被占一亩现在三亩: what is left counts; where it is not said it is computed."""
    now = [part for part in told(parts, NOW) if not FORMER.search(part.about) and not _LOST_TOO.search(part.about)]
    gone = [part for part in parts if part not in now and (LOST.search(part.about) or LENT.search(part.about))]
    before = [part for part in parts if part not in now and part not in gone]
    last_left = now and now[0] is parts[-1] and _REMAINS.search(now[0].about)
    if len(now) == 1 and (gone or told(before, FORMER) or _LESS_NOW.search(now[0].about) or last_left):
        fits = _near(sum(p.value for p in before) - sum(p.value for p in gone), now[0].value) or told(before, FORMER)
        why = "" if fits and len(before) < 2 else f"现在的数是{_figure(now[0].value)}{unit}"
        return Settled(now[0], why, tuple(part.value for part in before))
    former = told(before, FORMER)
    if len(former) != 1 or now:
        return None
    return _less(former[0], gone, unit) or _without(former[0], parts, unit)


def _less(whole: Part, gone: Sequence[Part], unit: str) -> Settled | None:
    lost = sum(part.value for part in gone)
    if not gone or lost > whole.value:
        return None
    left = whole.value - lost
    working = f"{_figure(whole.value)}−{_figure(lost)}＝{_figure(left)}{unit}"
    return Settled(replace(whole, low=left, high=left, value=left, working=working), working, (whole.value,))


def _without(former: Part, parts: Sequence[Part], unit: str) -> Settled | None:
    rest = [part for part in parts if part is not former]
    if len(rest) != 1:
        return None
    return Settled(rest[0], f"以前是{_figure(former.value)}{unit}", (former.value,))


def less_lost(parts: Sequence[Part], unit: str) -> Settled | None:
    """六亩，流转出去四亩 is two when asked what is left."""
    gone = [part for part in parts if LOST.search(part.about) or LENT.search(part.about)]
    whole = [part for part in parts if part not in gone]
    return _less(whole[0], gone, unit) if len(whole) == 1 else None


def measured(parts: Sequence[Part], unit: str) -> Settled | None:
    """说是六分，量出来六分八: what was measured counts before what was said."""
    if len(parts) != 2 or not _MEASURED.search(parts[1].about) or not _SAID.search(parts[0].about):
        return None
    said = _figure(parts[0].value) + unit
    return Settled(parts[1], f"先说{said}，又说量出来是{_figure(parts[1].value)}{unit}", (parts[0].value,))


def less_the_second(parts: Sequence[Part], unit: str) -> Settled | None:
    """The first figure less the second, for parts known to be a whole and what is not asked for."""
    return _less(parts[0], parts[1:], unit)


def former_less_now(parts: Sequence[Part], unit: str) -> Settled | None:
    """本来五亩，现在剩一亩二: what was lost between."""
    if len(parts) != 2 or not told(parts[:1], FORMER) or not told(parts[1:], NOW) or told(parts, LOST):
        return None
    return _less(parts[0], parts[1:], unit)


def _changed(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """三亩，淹了一亩: the whole counts, what was lost is no further piece of it."""
    gone = [part for part in parts if LOST.search(part.about) or LENT.search(part.about)]
    whole = [part for part in parts if part not in gone]
    if not gone or not whole or sum(p.value for p in gone) > sum(p.value for p in whole):
        return None
    value = settle(whole, text, unit) if len(whole) > 1 else Settled(whole[0])
    left = value.part.value - sum(part.value for part in gone)
    return Settled(value.part, f"说了{_figure(value.part.value)}{unit}，又说少了一些", (left,))


def _among(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """十五亩，其中水田三亩: the rest is part of the first."""
    if not _AMONG.search(text[parts[0].end : parts[1].start]) or sum(p.value for p in parts[1:]) > parts[0].value:
        return None
    within = text[parts[0].end : parts[1].start]
    return Settled(parts[0], parts[0].working or ("里头还算了别的" if re.search("含|算上|连", within) else ""))


def _differing(parts: Sequence[Part], text: str, unit: str) -> Settled | None:
    """On paper so much, in fact so much."""
    paper = [part for part in told(parts, _ON_PAPER) if not _IN_FACT.search(part.about)]
    fact = told(parts, _IN_FACT)
    if by_source := _by_source(parts, unit):
        return by_source
    if len(parts) == 2 and not paper and len(told(parts, _CLAIMED)) == 2:
        paper, fact = [parts[0]], [parts[1]]
    if not paper or not fact or len(parts) > 2:
        return None
    figures = [_figure(part.value) + unit for part in parts]
    return Settled(paper[0], f"有{figures[0]}和{figures[1]}两个数", tuple(part.value for part in fact))


def _by_source(parts: Sequence[Part], unit: str) -> Settled | None:
    """果园七亩半，老公讲八亩，证上写七亩半; 报九亩，核下来七亩四: one and the same, told by several."""
    values = [part.value for part in parts]
    named = all(_SOURCE.search(part.about.partition("|")[0]) for part in parts[1:])
    if not named or max(values) > _SAME_THING * min(values) or told(parts, _ADDED):
        return None
    checked = told(parts, _CHECKED)
    often = max(parts, key=lambda part: values.count(part.value))
    if not checked and values.count(often.value) < 2:
        return None
    best = checked[-1] if checked else often
    others = tuple(dict.fromkeys(value for value in values if value != best.value))
    return Settled(best, f"有{'、'.join(_figure(value) + unit for value in dict.fromkeys(values))}几个数", others)


_SHRINKING: tuple[Callable[[Sequence[Part], str, str], Settled | None], ...] = (_left, _differing, _among, _changed)


def add_up(parts: Sequence[Part], unit: str) -> Settled:
    """All of them together, with the sum as the working."""
    low, high, value = (sum(getattr(part, end) for part in parts) for end in ("low", "high", "value"))
    said = "＋".join(_figure(part.value) for part in parts[:12])
    whole = replace(parts[0], low=low, high=high, value=value, end=parts[-1].end, rough=any(p.rough for p in parts))
    return Settled(whole, f"{said}＝{_figure(value)}{unit}", tuple(part.value for part in parts[:3]))


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def _figure(value: float) -> str:
    return f"{round(value, 3):g}"


def figure(value: float, unit: str) -> str:
    """A number as it is read back: 2.5亩."""
    return _figure(value) + unit


def answer(settled: Settled, text: str, unit: str, doubt: str = "") -> Parsed[float]:
    """The settled figure as the parsers hand it on."""
    part = settled.part
    why = settled.why or part.working or doubt or ("说的是大概的数" if part.low != part.high else "")
    low, high = (round(part.low, 3), round(part.high, 3)) if part.low != part.high else (None, None)
    value = round(part.value, 3)
    others = tuple(round(other, 3) for other in settled.others if not _near(other, value))
    return Parsed(value, text.strip()[:60], bool(why), why, low, high, unit, others=others)
