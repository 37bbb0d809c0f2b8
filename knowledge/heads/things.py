"""How many pigs, rooms, floors …: 母猪两头猪仔十一个, 楼上三间楼下两间, 养了两百只死了四十几只."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.heads.times import TIMES, by_rate, done, last_rank, other_rate, without_weekdays
from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import Quantity, quantities
from knowledge.numbers.parts import Part, described, loosened, told, uncorrected
from knowledge.numbers.settling import NOW, Settled, add_up, answer, less_lost, less_the_second, settle
from knowledge.numbers.tellers import of_latest_year
from knowledge.parsed import Parsed

_MEASURES = "片块头只条代胎间层户套辆棵株箱台座栋匹羽笼艘亩次回张份处趟家"
_PIECES = "大?棚|房|厂|店|摊"
_ASKED = re.compile(
    rf"(?:几|多少)\s*(?P<measure>[{_MEASURES}](?!嘴|口)|口(?=[塘井锅棺])|个(?={_PIECES}))(?P<noun>[^了啊呢吗?？，,有几多]{{0,3}})|"
    rf"(?P<named>{_PIECES})[^，。？?人]{{0,6}}(?:几|多少)个(?=[了啊呢？?。]|$)"
)
_NONE = re.compile(
    r"^\s*(?:没有?|无|零|冇|没得)(?:了|啊|呀|的|哦|呢|有|养|种|盖|死)*\s*(?:[。.，,！!\s]|$)|(?:一|半)(?:头|只|间|条)(?:都|也)?(?:没|冇)|没养|不养|没死|^\s*(?:都|早|全)*(?:卖|死|杀|送)(?:掉|光|完)*了(?:[，,。\s]|$)|^\s*(?:没|不|冇)[^，。,\s\d几]{1,2}[，,。\s]"
)
_GONE = re.compile(r"死|没了|淹|坏|卖|丢|跑|病|倒|塌|毁|冲|烧|漏|受灾|损")
_ANIMAL = re.compile(r"[猪牛羊鸡鸭鹅鱼兔狗马蜂鸽]")
_LIVESTOCK = "头只条匹羽个口"
_VEHICLES = "辆部台架"
_ROOMS = "间层套栋座个房"
_GONE_BEFORE = re.compile(r"[死倒丢淹塌毁烧冲跑坏病卖][掉了走]*$")  # 三百只死了一百二
_LEFT = re.compile(r"(?:剩下?|还有|留下?|[死卖丢送]了?)$")
_NONE_LEFT = r"(?:都|早|全|就|也)*(?:没有?(?=[了啊，,。\s]|$)|冇|(?:卖|死|杀|送|丢|淹)(?:光|完))"
_HARDLY = re.compile(r"[没冇](?:有|剩|得)?下?$")
_OPENS = re.compile(r"[\s嗯啊哦有大概差不多一共]*")
_STILL = re.compile(r"^[^|]*剩[下了]?\|")  # 五百只死剩八十
_NOT_ONE = re.compile(r"(?:都|也)?(?:没(?!了)|冇|不)")
_KEPT = re.compile(rf"{NOW.pattern}|没|活|好|还|养|种|共|总|是|[人轻重]")  # but 橄榄倒了三十棵，龙眼十棵
_ALL_OF_THEM = re.compile(r"(?:全|都)(?!没)")
_MORE = re.compile(r"又|再")  # 四十一 昨天又死一头
_NEVER = re.compile(r"\s*(?:没|冇)(?:有)?[住去来做生得报](?:过)?(?:院)?[。\s]*$")  # 没住过
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure word and the thing that is counted with it: 头 and 猪."""

    measure: str
    noun: str


def asked_measure(question: str, text: str) -> Asked | None:
    """What is counted when a question counts things (几头猪, 几间房, 大棚坏了几个); of two, the one told."""
    every = list(_ASKED.finditer(question))
    found = next((each for each in every if each["measure"] and each["measure"] in text), every[0] if every else None)
    if not found:
        return None
    return Asked("个", found["named"]) if found["named"] else Asked(found["measure"], found["noun"])


def things(text: str, question: str, asked: Asked) -> Parsed[int] | None:
    """The number of things told; several are added and asked back."""
    measure, often = asked.measure, asked.measure in TIMES
    if often and (found := by_rate(text, question, measure)):
        return found
    text = without_weekdays(text) if often else text
    parts = _told(text, question, asked)
    if not parts and often and (ranked := last_rank(text, measure)):
        return ranked
    parts = described(uncorrected(parts or bare_numbers(text), text), text)
    noun = asked.noun[:1]
    if noun and (gone := re.search(rf"{re.escape(noun)}{_NONE_LEFT}", text)):
        return Parsed(0, gone[0], True, "说的像是现在没有了", unit=measure)
    if not parts:
        return _none(text, asked)
    parts = done(parts, text) if often else parts
    if not often or "年" in question:
        parts = of_latest_year(parts, question)
    if not parts:
        return None  # of another year
    chosen = _asked_for(parts, text, question, asked.noun)
    doubt = other_rate(chosen, text, question) if often else ""
    return in_whole(answer(_settled(parts, chosen, text, question, measure), text, measure, doubt), _MOST)


def _told(text: str, question: str, asked: Asked) -> list[Part]:
    """The figures with the measure word asked for, and those without one that go with them."""
    of_rooms = asked.measure == "个" and asked.noun.startswith(("房", "屋", "店"))
    alike = _ROOMS if of_rooms else _alike(asked.measure)
    parts = [part for q in quantities(text) if (part := _counted(q, text, alike))]
    bare = bare_numbers(text)
    if parts and (opening := [number for number in bare if _OPENS.fullmatch(text, 0, number.start)]):
        parts = [*opening, *parts]  # 四十一 昨天又死一头
    if parts:
        parts += [number for number in bare if _LEFT.search(text[: number.start][-4:])]
    if _GONE.search(question):
        parts += [number for number in bare if _GONE_BEFORE.search(text[: number.start][-4:]) and number not in parts]
    return parts


def _none(text: str, asked: Asked) -> Parsed[int] | None:
    found = _NONE.search(text) or _NEVER.match(text)
    noun = asked.noun[:1]
    found = found or (re.match(f"(?:我?家)?(?:没有?|冇|无){re.escape(noun)}", text) if noun else None)
    if not found and asked.measure == "层" and "平房" in text:
        return Parsed(1, "平房", True, "平房算一层", unit=asked.measure)
    return Parsed(0, found[0].strip(), unit=asked.measure) if found else None


def _settled(parts: Sequence[Part], chosen: list[Part], text: str, question: str, measure: str) -> Settled:
    gone = _GONE.search(question)
    left = len(chosen) == 2 and gone and NOW.search(chosen[1].about)
    if left and (not told(chosen, _GONE) or _STILL.search(chosen[1].about)):
        return less_the_second(chosen, measure) or settle(chosen, text, measure)
    if len(chosen) > 1 and gone and _MORE.search(chosen[-1].about):
        return add_up(chosen, measure)
    return (less_lost(parts, measure) if _is_left(chosen, question) else None) or settle(chosen, text, measure)


def in_whole(found: Parsed[float], most: int) -> Parsed[int] | None:
    """A count: whole, asked back when it was not (两层半)."""
    value = int(found.value) if found.value != int(found.value) and found.low is None else int(found.value + 0.5)
    if not 0 <= value <= most:
        return None
    broken = found.low is None and found.value != value
    others = (value + 1,) if broken else tuple(int(other + 0.5) for other in found.others if 0 <= other <= most)
    why = found.why or ("说的不是整数" if broken else "")
    return Parsed(value, found.words, found.confirm or broken, why, found.low, found.high, found.unit, others=others)


def _alike(measure: str) -> str:
    return next(
        (group for group in (_LIVESTOCK, _ROOMS, TIMES, _VEHICLES) if measure in group and measure != "个"), measure
    )


def _counted(quantity: Quantity, text: str, measures: str) -> Part | None:
    if text[quantity.start] == "几" and _HARDLY.search(text[: quantity.start][-3:]):
        return None  # 没几头了
    unit = re.compile(rf"\s*[多来]?\s*[{measures}](半(?![个天年]))?(?!月|人|岁|钱)").match(text, quantity.end)
    if not unit:
        return None
    if quantity.value == 1 and _NOT_ONE.match(text, unit.end()):
        return Part(0, 0, 0, quantity.start, unit.end())  # 一只没死
    half = 0.5 if unit[1] else 0.0
    low, high, value = quantity.low + half, quantity.high + half, quantity.value + half
    return loosened(Part(low, high, value, quantity.start, unit.end(), rough=quantity.ranged), text)


def _asked_for(parts: Sequence[Part], text: str, question: str, noun: str) -> list[Part]:
    """The dead ones when the dead are asked for, pigs when pigs are asked for."""
    asked = set(_ANIMAL.findall(question)) or {noun[:1]}
    named = [part for part in parts if noun and any(each in part.about for each in asked)]
    others = [part for part in parts if part not in named and _ANIMAL.search(part.about)]
    chosen = [part for part in parts if part not in others] if named else list(parts)
    if len(chosen) < 2:
        return chosen
    if _GONE.search(question):
        if _ALL_OF_THEM.search(chosen[-1].about):
            return [replace(part, about="|") for part in chosen]  # 两头水牛一头黄牛全淹死了
        gone = [part for part in chosen if _GONE.search(part.about) and not _STILL.search(part.about)]
        goes_on = [p for p in chosen if gone and (p in gone or (p.start > gone[0].start and not _KEPT.search(p.about)))]
        return chosen if any(_MORE.search(part.about) for part in gone) else goes_on or chosen
    if re.search(r"现在|还有|还剩|如今", question):
        return [part for part in chosen if NOW.search(part.about)] or chosen
    return chosen


def _is_left(parts: Sequence[Part], question: str) -> bool:
    return len(parts) > 1 and bool(re.search(r"现在|还有|还剩|如今", question))
