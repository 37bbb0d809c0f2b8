"""What multiplies a figure: 每层80平三层, 五口人一人四分, 一人一半, 占四分之一."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import figure

_N = "[一二两三四五六七八九十]"
_FRACTION = re.compile(
    rf"(?P<of>{_N}|\d{{1,2}})\s*分之\s*(?P<part>{_N}|\d{{1,2}})|(?P<tenths>{_N}|\d)成(?P<half>半)?(?![年本员立人功色])|"
    r"(?P<heirs>[两二三四五六])个?(?:兄弟|姐妹|兄妹|姐弟|家|户|人|房)[^，。]{0,2}(?:平分|均分|平均分|对分)|一半|半数|对半"
)
_ABOUT_HALF = re.compile(r"一?[大小多少]半")
# Counted things a figure may be said for, each with the words that count them.
_COUNTED = (
    ("人", r"个?人(?:头|口)?|口人?|个?丁", "人口人人头"),
    ("层", r"层", "层"),
    ("间", r"[间榴栋幢]", "间"),
    ("个", r"[个块丘坵片座垄套栋处口]", "个块丘坵片座垄套栋处棚"),
)
_EACH = tuple(
    (
        name,
        re.compile(
            rf"(?:每|一|1|各|单)(?:{measure})(?:楼房?|房|屋|棚|田|地|头)?(?:大概|大约|差不多|都|就|也|才|是|有|分(?:了|到|得|着)?|得了?|约|只|不到|摊了?到?|[摊算合]下来|头上)*[，,\s]*$"
            + (
                r"|(?:人均|平均|每人|人头|各)(?:大概|差不多|不到|将近|是|有|分|都|才|只|就|也|约)*$"
                if name == "人"
                else r"|(?:都是|各|各是|每)(?:有)?$"
            )
        ),
        re.compile(rf"^地?\s*[，,]?\s*(?:每|一|/)(?:{measure})"),
        re.compile(rf"\s*(?:{measure})"),
    )
    for name, measure, _ in _COUNTED
)
_ONE_FLOOR = re.compile(r"[一二三四五六1-6][层楼](?:[大概约差不多都就也是有分只搭，,]|半边)*$")
_ONE_MORE = re.compile(r"(?:又|再|另|加|搭|还有)[^，。]{0,4}一[间个块层][^，。]{0,3}$")
_EVERY = re.compile(r"每|各|都是")
_CLAUSE_END = re.compile(r"[，。,；;、！!？?\s]")
_ALIKE = re.compile(
    rf"(?P<many>{_N}|\d)[间层块丘处座个]地?(?:(?:[大小新旧]的?|的)(?:都|是|各|有)*|(?:都|各|每[间层块丘])是?有?)\s*$"
)
_PIECES = re.compile(rf"(?P<many>{_N}|\d)[块丘坵片处口间]地?$")
_PIECES_IN_ALL = re.compile(rf"(?P<many>{_N}|\d)[块丘坵片处口间](?=[地田山塘]?[，,。：:\s])")
_A_WHOLE = re.compile(r"一[套栋座处块片][^，。]{0,3}[，,\s]*$")
_HALF_STOREY = re.compile(r"(?<![一二两三四五六])半层[^，。\d一二三四五六七八九]{0,8}[\d一二两三四五六七八九]")
_UP_AND_DOWN = re.compile(
    r"(?:楼上楼下|楼下楼上|两[边侧头]|左右(?:两边)?|上下(?:两层|楼)?|[一二三四五][层楼]和?[一二三四五][层楼])(?:都|各|每层)(?:是|有)?$"
)
_FROM = 2
_MORE_THAN_HALF = 0.7
_MOST = 200


def multiplied(part: Part, text: str, unit: str, said: re.Pattern[str] | None = None) -> Part | None:
    """``part`` times what it is said for (a head, a floor, a piece), when both are told; its ``working`` says how.
    Words in ``said`` mean one floor too."""
    if _UP_AND_DOWN.search(text, max(0, part.start - 8), part.start):
        return part.times(2, f"{figure(part.value, unit)}×2＝{figure(part.value * 2, unit)}")
    for name in _named_each(part, text) or (["层"] if said and said.search(part.about) else []):
        if times := how_many(name, part, text):
            product = figure(part.value * times, unit)
            return part.times(times, f"{figure(part.value, unit)}×{times:g}{name}＝{product}")
    return None


def said_each(part: Part, text: str) -> bool:
    """Is the figure said for one head, floor or piece?"""
    names = _named_each(part, text)
    whole = _A_WHOLE.search(text, max(0, part.start - 8), part.start) and not how_many("个", part, text)
    room = names == ["间"] and "单间" in text[max(0, part.start - 8) : part.start] and not how_many("间", part, text)
    if _ONE_MORE.search(text, max(0, part.start - 12), part.start):
        return False  # 又加盖了一间二十平
    return bool(names) and not room and not (names == ["个"] and whole)  # 一套房，89


def each_times(parts: Sequence[Part], text: str, unit: str) -> list[Part]:
    """The parts with the one that is said for each piece multiplied; 一块六分一块一亩 are two pieces told apart."""
    each = [part for part in parts if said_each(part, text)]
    if len(several := _several_alike(parts, text, unit)) > 1:
        return several
    if len(each) > 1:
        each = [part for part in each if _EVERY.search(text, max(0, part.start - 6), part.start)] or each
    floors = [part for part in parts if _ONE_FLOOR.search(text[max(0, part.start - 8) : part.start])]
    if len(each) != 1 or len(floors) > 1:
        return list(parts)
    return [(multiplied(part, text, unit) or part) if part is each[0] else part for part in parts]


def _several_alike(parts: Sequence[Part], text: str, unit: str) -> list[Part]:
    """两间大的二十平，两间小的十平: each figure counts as often as its own words say."""
    told = [_ALIKE.search(text, max(0, part.start - 10), part.start) for part in parts]
    if not all(told):
        told = _pieces_told(parts, text)
    if not told or not all(told):
        return []
    times = [quantities(found["many"])[0].value if found else 1.0 for found in told]
    return [
        part
        if many == 1
        else part.times(many, f"{figure(part.value, unit)}×{many:g}＝{figure(part.value * many, unit)}")
        for part, many in zip(parts, times, strict=True)
    ]


def _pieces_told(parts: Sequence[Part], text: str) -> list[re.Match[str] | None]:
    """三块，一块半亩，两块四分: the pieces told one by one are all the pieces there are."""
    own = [_PIECES.search(text, max(0, part.start - 4), part.start) for part in parts]
    counts = [quantities(found["many"])[0].value for found in own if found]
    every = [found["many"] for found in _PIECES_IN_ALL.finditer(text, 0, parts[0].start)]
    whole = quantities(every[0])[0].value if every else 0.0
    return list(own) if len(counts) == len(parts) > 1 and sum(counts) == whole else []


def _named_each(part: Part, text: str) -> list[str]:
    before, after = text[max(0, part.start - 10) : part.start], text[part.end : part.end + 8]
    return [name for name, said, behind, _ in _EACH if said.search(before) or behind.match(after)]


def how_many(name: str, part: Part, text: str) -> float:
    """How many 人, 层, 间 or pieces are told beside ``part``; 0 when none are."""
    counted = next(counted for each, _, _, counted in _EACH if each == name)
    found: list[tuple[bool, float]] = []
    for quantity in quantities(text):
        inside = part.start <= quantity.start < part.end
        if not inside and _FROM <= quantity.value <= _MOST and (unit := counted.match(text, quantity.end)):
            number = quantity.value + (0.5 if text[unit.end() : unit.end() + 1] == "半" else 0.0)
            if name == "层" and _HALF_STOREY.search(text):
                number = float(int(number))  # 两层半，半层算三十
            if unit.end() <= part.start and not _CLAUSE_END.search(text, unit.end(), part.start):
                return number  # 三块，最大那块一亩，另两块都是六分
            found.append((unit.end() <= part.start, number))
    ahead = [number for before, number in found if before]
    return ahead[-1] if ahead else found[0][1] if found else 0.0


def halved(parts: Sequence[Part], text: str, unit: str) -> list[Part]:
    """两亩全泡汤，还有一亩淹了一半: each figure times the share told behind it."""
    if len(parts) < _FROM:
        return list(parts)
    shares = [fraction(_CLAUSE_END.split(text[part.end : part.end + 10])[0]) for part in parts]
    return [
        part.times(share[0], f"{figure(part.value, unit)}的{share[1]}") if share else part
        for part, share in zip(parts, shares, strict=True)
    ]


def fraction(text: str) -> tuple[float, str] | None:
    """四分之一, 一半: the share and the words."""
    found = _FRACTION.search(text)
    if not found:
        return None
    if found["tenths"]:
        return (quantities(found["tenths"])[0].value + (0.5 if found["half"] else 0)) / 10, found[0]
    if found["heirs"]:
        return 1 / quantities(found["heirs"])[0].value, found[0]
    if not found["of"]:
        return 0.5, found[0]
    whole, part = (quantities(found[name])[0].value for name in ("of", "part"))
    return (part / whole, found[0]) if 0 < part < whole else None


def most_of_it(text: str) -> tuple[float, str] | None:
    """淹了大半, 只淹了小半: about how much that is."""
    found = re.search(r"一?(?:(?P<most>大|多)|小)半(?!年|个)", text)
    return (_MORE_THAN_HALF if found["most"] else 1 - _MORE_THAN_HALF, found[0]) if found else None


def without_fractions(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts that are no piece of a fraction."""
    spans = [found.span() for pattern in (_FRACTION, _ABOUT_HALF) for found in pattern.finditer(text)]
    return [part for part in parts if not any(start <= part.start < end for start, end in spans)]
