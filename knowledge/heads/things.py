"""How many pigs, rooms, floors …: 母猪两头猪仔十一个, 楼上三间楼下两间, 养了两百只死了四十几只."""

import re
from collections.abc import Sequence

from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import Quantity, quantities
from knowledge.numbers.parts import Part, described, loosened, told, uncorrected
from knowledge.numbers.settling import NOW, add_up, answer, less_lost, less_the_second, settle
from knowledge.numbers.tellers import of_latest_year
from knowledge.parsed import Parsed

_MEASURES = "头只条间层户套辆棵株箱台座栋匹羽笼艘亩次回张份处趟家"
_ASKED = re.compile(
    rf"(?:几|多少)\s*(?P<measure>[{_MEASURES}]|口(?=[塘井锅棺])|个(?=大?棚|房|厂|店|摊))(?P<noun>[^了啊呢吗?？，,有]{{0,3}})"
)
_NONE = re.compile(
    r"^\s*(?:没有?|无|零|冇|没得)(?:了|啊|呀|的|哦|呢|有|养|种|盖|死)*\s*(?:[。.，,！!\s]|$)|(?:一|半)(?:头|只|间|条)(?:都|也)?(?:没|冇)|没养|不养|没死|^\s*(?:都|早|全)*(?:卖|死|杀|送)(?:掉|光|完)*了(?:[，,。\s]|$)|^\s*(?:没|不|冇)[^，。,\s\d几]{1,2}[，,。\s]"
)
_GONE = re.compile(r"死|没了|淹|卖|丢|跑|病|倒|塌|毁|冲|烧|漏|受灾|损")
_ANIMAL = re.compile(r"[猪牛羊鸡鸭鹅鱼兔狗马蜂鸽]")
_LIVESTOCK = "头只条匹羽个口"
_TIMES = "次趟回场"
_ROOMS = "间层套栋座个"
_GONE_BEFORE = re.compile(r"[死倒丢淹塌毁烧][掉了]*$")  # 三百只死了一百二
_LEFT = re.compile(r"(?:剩下?|还有|留下?|[死卖丢送]了?)$")
_NONE_LEFT = r"(?:都|早|全|就|也)*(?:没有?(?=[了啊，,。\s]|$)|冇|(?:卖|死|杀|送|丢|淹)(?:光|完))"
_HARDLY = re.compile(r"[没冇](?:有|剩|得)?下?$")
_OPENS = re.compile(r"[\s嗯啊哦有大概差不多一共]*")
_STILL = re.compile(r"^[^|]*剩[下了]?\|")  # 五百只死剩八十
_NOT_ONE = re.compile(r"(?:都|也)?(?:没(?!了)|冇|不)")
_MORE = re.compile(r"又|再")  # 四十一 昨天又死一头
_NEVER = re.compile(r"\s*(?:没|冇)(?:有)?[住去来做生得报](?:过)?(?:院)?[。\s]*$")  # 没住过
_NTH = re.compile(r"第(?P<nth>[一二三四五六七八九十\d]{1,2})[次趟回](?:了|啊|吧|住|$)")
_MOST = 100_000


def asked_measure(question: str) -> re.Match[str] | None:
    """The measure word and the thing when a question counts things (几头猪, 几间房), else None."""
    return _ASKED.search(question)


def things(text: str, question: str, asked: re.Match[str]) -> Parsed[int] | None:
    """The number of things told; several are added and asked back."""
    measure = asked["measure"]
    alike = _ROOMS if measure == "个" and asked["noun"].startswith(("房", "屋", "店")) else _alike(measure)
    parts = [part for q in quantities(text) if (part := _counted(q, text, alike))]
    if parts and (opening := [number for number in bare_numbers(text) if _OPENS.fullmatch(text, 0, number.start)]):
        parts = [*opening, *parts]  # 四十一 昨天又死一头
    if parts:
        parts += [number for number in bare_numbers(text) if _LEFT.search(text[: number.start][-4:])]
    if _GONE.search(question):
        parts += [number for number in bare_numbers(text) if _GONE_BEFORE.search(text[: number.start][-4:])]
    if not parts and measure in _TIMES and (nth := _NTH.search(text)):
        return Parsed(int(quantities(nth["nth"])[0].value), nth[0], unit=measure)
    parts = described(uncorrected(parts or bare_numbers(text), text), text)
    noun = asked["noun"][:1]
    if noun and (gone := re.search(rf"{re.escape(noun)}{_NONE_LEFT}", text)):
        return Parsed(0, gone[0], True, "说的像是现在没有了", unit=measure)
    if not parts:
        found = _NONE.search(text) or _NEVER.match(text)
        found = found or (re.match(f"(?:我?家)?(?:没有?|冇|无){re.escape(noun)}", text) if noun else None)
        return Parsed(0, found[0].strip(), unit=measure) if found else None
    parts = of_latest_year(parts, question)
    chosen = _asked_for(parts, text, question, asked["noun"])
    left = len(chosen) == 2 and _GONE.search(question) and NOW.search(chosen[1].about)
    if left and (not told(chosen, _GONE) or _STILL.search(chosen[1].about)):
        return in_whole(answer(less_the_second(chosen, measure) or settle(chosen, text, measure), text, measure), _MOST)
    if len(chosen) > 1 and _GONE.search(question) and _MORE.search(chosen[-1].about):
        return in_whole(answer(add_up(chosen, measure), text, measure), _MOST)
    settled = (less_lost(parts, measure) if _is_left(chosen, question) else None) or settle(chosen, text, measure)
    return in_whole(answer(settled, text, measure), _MOST)


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
    return next((group for group in (_LIVESTOCK, _ROOMS, _TIMES) if measure in group and measure != "个"), measure)


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
        gone = [part for part in chosen if _GONE.search(part.about) and not _STILL.search(part.about)]
        return chosen if any(_MORE.search(part.about) for part in gone) else gone or chosen
    if re.search(r"现在|还有|还剩|如今", question):
        return [part for part in chosen if NOW.search(part.about)] or chosen
    return chosen


def _is_left(parts: Sequence[Part], question: str) -> bool:
    return len(parts) > 1 and bool(re.search(r"现在|还有|还剩|如今", question))
