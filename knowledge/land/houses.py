"""Which house or which part of it a figure is of: 老房子五十新房子一百二; 安置房七十五还没交，现在住四十."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.land.shares import how_many, multiplied
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import Settled

# What a house or a part of it is called; the words of one line mean the same.
_NAMES = tuple(
    re.compile(names)
    for names in (
        r"[老旧祖古]",
        r"新(?!店)",
        r"自建|自己盖|自家盖",
        r"安置|拆迁",
        r"商品房|套房|买的",
        r"租|出租",
        r"过渡|临时",
        r"土[木坯房厝]|木[头结房]|危房",
        r"砖",
        r"楼下|[一1底]楼|[一1]层|第一层",
        r"楼上|[二2两]楼|二层|第二层",
        r"店面|铺面|门面",
        r"猪[圈栏舍]|鸡[舍圈]|牛[栏圈]|养殖",
        r"院|埕|天井",
        r"厨房|灶[间脚]",
        r"套内|使用面积|实用",
        r"建面|建筑面积|证",
        r"实际|真正",
    )
)
_NOT_THERE = re.compile(
    r"还没[交盖建好完住]|没交房|打地基|批的|[倒塌拆烧]了?[掉光完塌]*(?:了|的|$|\||，)|已[倒塌拆烧]|倒塌|卖(?:了|掉)|判给|过户|给[了我]?(?:儿子|弟|哥|他|她)|法院|抵债"
)
_NAMED_BEFORE = re.compile(
    r"[分归][到得给]?我(?:家|们)?(?:就|只|是)?$|(?:[新老旧]的?|楼[上下]也?|房子?|厝|屋|厅堂?|灶脚|室|建面|套内|圈|间|的)(?:里|各|都|每间|有|是|大概|约|才|只|就|差不多|盖了?)*$"
)
_GROUND = re.compile(r"占地|宅基地|地基|院|埕|天井")
_SHARED_SPACE = re.compile(r"公摊(?:有|是|了|大概)*$")
ASKED_GROUND = re.compile(r"占地|宅基地|地基|基底")
_LOST = re.compile(r"[倒塌损毁烧淹拆坏]")
_ASKS_ONE_STOREY = re.compile(r"(?<!第)(?:[一1每单]层|[一1每]楼)(?!以上)")
_ONE_STOREY = re.compile(r"(?:[一1每单各]层|[一1每]楼|占地)[^，。二三四两层楼]{0,4}$")
_DAMAGED = re.compile(r"(?<!没)(?<!不)(?:进水|漏|裂|泡|淹|掀|坏|损|毁|倒|塌|烧)")
_THERE_NOW = re.compile(r"，[^，]*(?:现在|如今|能住|还剩|剩下)[^，]{0,4}$")
_THEN_GONE = re.compile(r"[平方米]*[，,。\s]+(?:早|都|已经?|后来|就|全|前年|去年|台风)*[倒塌拆烧](?:了|掉|光|没)")
_SOLD = re.compile(
    r"(?:卖[掉了]|抵债|判给|法院)[^，。]*[，。\s]+(?:现在|如今|后来)(?:就|都|一直)*[住租借]|"
    r"我[^，。]{0,4}一平[方米]*(?:都|也)[没冇]"
)
_SPARED = re.compile(r"[没未冇](?:有)?(?:进水|漏|裂|泡|淹|掀|坏|损|毁|倒|塌|烧|事)|好的|完好")
_SMALLEST, _MANY, _A_LIST = 8.0, 12, 3
_NOT_OWN = re.compile(
    r"(?:跟|和)[^，。|]{1,4}(?:一起)?住|[她他]家|住[^，。|]{0,3}(?:妹妹?|姐姐?|哥|弟|女儿|儿子|亲戚|娘家|别人|人家)"
)


def beside(parts: Sequence[Part], numbers: Sequence[Part], text: str) -> list[Part]:
    """The parts, and the numbers that are said of a house without a unit: 旧的五十平，新的一百一."""
    if len(parts) > _MANY:
        return list(parts)
    taken = {part.start for part in parts}
    more = [
        number
        for number in numbers
        if number.start not in taken
        and number.value >= _SMALLEST
        and not any(part.start <= number.start < part.end for part in parts)
        and _NAMED_BEFORE.search(text[max(0, number.start - 8) : number.start])
    ]
    return sorted([*parts, *more], key=lambda part: part.start)


def built_on(parts: Sequence[Part], question: str) -> list[Part]:
    """宅基地一百二，房子九十: without the ground, unless it is asked for or nothing else is told."""
    if _GROUND.search(question):
        return list(parts)
    return [part for part in parts if not _GROUND.search(part.about)] or list(parts)


def of_the_house(parts: list[Part], text: str) -> list[Part]:
    """半亩地的院子，房子一百平: 亩 are the yard's where 平 are told as well."""
    parts = [part for part in parts if not part.working.endswith("平方米") or "约" not in part.working] or parts
    return [part for part in parts if not _SHARED_SPACE.search(text, 0, part.start)] or parts


def built_up(parts: list[Part], numbers: list[Part], text: str, question: str) -> Settled | None:
    """占地七十，两层半，一百七十五: what the floors come to is told as well, so there is nothing to ask."""
    if len(parts) == 1 and "米×" in parts[0].working:
        for measure in "个" if ASKED_GROUND.search(question) else "层间个":
            if times := how_many(measure, parts[0], text):
                working = f"{parts[0].working}，×{times:g}{measure}＝{parts[0].value * times:g}平方米"
                return Settled(parts[0].times(times, working), working, (parts[0].value,))
    if ASKED_GROUND.search(question):
        ground = [part for part in parts if ASKED_GROUND.search(part.about)] or parts
        return Settled(ground[0]) if len(ground) == 1 else None
    for part in parts if len(parts) < _A_LIST else ():  # 厅三十，两间各十五，灶间十
        whole = multiplied(part, text, "平方米", ASKED_GROUND)
        if whole and any(abs(whole.value - told.value) < 1 for told in (*parts, *numbers) if told.start != part.start):
            return Settled(replace(whole, working=""))
        if whole and len(parts) == 1 and ASKED_GROUND.search(_clause(part, text)):
            return Settled(whole, whole.working, (part.value,))
    return None


def _clause(part: Part, text: str) -> str:
    before, behind = re.split(r"[，。,；;\s]", text[: part.start])[-1], re.split(r"[，。,；;\s]", text[part.end :])[0]
    return before + behind


def asked_house(parts: Sequence[Part], question: str) -> list[Part]:
    """The parts of the house or storey that the question names; all when it names none."""
    asked = [name for name in _NAMES if name.search(question)]
    if _DAMAGED.search(question):
        parts = [part for part in parts if not _SPARED.search(part.about)] or parts
    hurt = [part for part in parts if _DAMAGED.search(part.about)] if _DAMAGED.search(question) else []
    if hurt and any(part.value > sum(each.value for each in hurt) for part in parts):
        return hurt  # 全屋九十，进水的就一楼四十五
    if _LOST.search(question) and (lost := [part for part in parts if _NOT_THERE.search(part.about)]):
        return lost
    if len(parts) < 2 or len(asked) != 1:
        return list(parts)
    name = asked[0]
    chosen: list[Part] = []
    for part in parts:
        before = part.about.partition("|")[0]
        named = any(each.search(part.about) for each in _NAMES)
        behind = name.search(part.about) and not any(each.search(before) for each in _NAMES)
        if name.search(before) or behind or (chosen and not named):
            chosen.append(part)
    return chosen or list(parts)


def of_one_storey(parts: Sequence[Part], text: str, question: str) -> Settled | None:
    """The figure said for a storey, when that is what the question asks for: 一层六十五，两层一百三."""
    if not _ASKS_ONE_STOREY.search(question):
        return None
    each = [part for part in parts if _ONE_STOREY.search(text, max(0, part.start - 10), part.start)]
    return Settled(each[0]) if len(each) == 1 else None


def standing(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts that are there and lived in: not those that fell down, were sold or are not built yet."""
    return [
        part
        for part in parts
        if (_THERE_NOW.search(part.about.partition("|")[0]) or not _NOT_THERE.search(part.about))
        and not _THEN_GONE.match(text, part.end)
    ]  # 老房子150，塌了; 火烧了半边，现在能住的四十


def sold(text: str) -> bool:
    """买了89平的，卖掉还债了，现在住岳母那里."""
    return bool(_SOLD.search(text))


def of_no_house(part: Part, text: str) -> bool:
    """Is the only figure that of a house that is not there, or not the speaker's?"""
    return bool(_NOT_THERE.search(part.about) or _NOT_OWN.search(text))
