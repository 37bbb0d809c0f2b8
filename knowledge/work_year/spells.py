"""Spells of work: 八个月, 三个来月, 大半年, 两个季度, 两百天, each brought to months."""

import re
from dataclasses import replace

from knowledge.numbers.numerals import Quantity, quantities
from knowledge.numbers.parts import Part, loosened

_UNIT = re.compile(
    r"\s*(?P<more>[多来])?\s*(?:个(?P<half>半)?(?P<more2>[多来])?\s*(?:把)?月(?P<half2>半)?(?P<odd>[零又][几\d一二两三四五六七八九十]+天|多|来)?"
    r"|(?P<moon>月)(?![份底初中\d])|(?P<day>天|日(?!子)|个工(?![资作地])|工(?![资作钱地人厂]))|(?:个(?P<half4>半)?)?(?P<season>季度?(?!稻|水稻|庄稼|粮|菜|花生|地瓜))|(?P<year>年)(?P<half3>半)?(?P<more3>多)?"
    r"|个?(?P<week>周|星期|礼拜))"
)
_HALVES = {"大": (7.0, 9.0), "小": (3.0, 5.0)}
_PART_OF_YEAR = frozenset("大小上下前后")
_DAYS, _WEEKS = 30.0, 4.35
_FULL_YEAR_DAYS = 350.0
_MONEY = re.compile(r"[^，。,；\s]{0,3}?(?:[\d一二两三四五六七八九十几]+[百千万kKw]|\d{3,}|\d+\s*[块元])")
_DAYS_IN_IT = re.compile(
    r"[^，。,；\s]{0,6}?[\d一二两三四五六七八九十几半]+[多来]?(?:天|个工)|[^，。,；\s]{0,6}?半个月"
)
# Sayings, what a month is, and months that the speaker cannot tell.
_IDIOMS = re.compile(
    r"(?:三十|30)天(?:算|是|就是|就|等于|为|按)*[一1]个月|[一1]个月(?:就|也|算|按|是|有)*(?:三十|30)天|"
    r"(?:具体|到底|究竟)[是有做干]*几个?月|(?:不晓得|不知道|不清楚|谁知道)[^，。\s\d]{0,4}几个?月|几个?月[啊呢吗]?[？?]|几个?月[^，。\s]{0,4}(?:忘|记不|哪|谁|不知|不晓|不清|说不|没[算数])|"
    r"(?:19|20)\d\d年|(?<=月)[\d一二三四五六七八九十]{1,3}[日号]|有一天没一天|[做干]一天算一天|"
    r"没(?:有)?[做干去上出]{1,2}[工班了]?几(?:个月|天)|"
    r"(?:问|管|说)[^，。\s]{0,5}几个?月|几个?月[^，。\s]{0,2}(?:有什么用|干嘛|干什么)|好多个?月|"
    r"没(?:有)?一个月(?:是)?(?:断|停|落|没|不)|零工|三天打鱼(?:[，,、]?两天晒网)?|三天两头|[过多]两天|几天前|前几天"
)
_UNIT_LEFT_OUT = re.compile(r"(?<=[做干去上有歇休停了])([\d一二两三四五六七八九十]{1,2})个(?=$|[吧啊了，。])")
_BIT = re.compile(r"(?<![0-9零一二两三四五六七八九十百半多来几])个把月")
_HALF_THE_TIME = re.compile(r"一半的?(?:时间|日子)|(?<!大)半数时间")
_DAYS_ONLY = re.compile(r"(?<![\d零又一二两三四五六七八九十百来多前过里这那])几天(?!前|后)")
_NOT_ONE = re.compile(
    r"(?:都|也)(?:没(?!了|到|有了)|冇|不(?!到|在家))|不[落缺漏少]|没[做干去出拉落漏缺停歇断闲请]"
)  # 一个月都没做
_NOTHING_ELSE = re.compile(r"(?:大概|大约|差不多|也就|就|有|做|干|嗯|，|,|\s)*")
_DIGITS = "零一二三四五六七八九"
_COUNTED_MOON = frozenset("两俩仨")
_IN_A_MONTH = re.compile(r"(?:(?<![十\d])一个|每个?|(?<!\d)1个|^|[，,\s])月[^，。,；]{0,6}$")
_FURTHER = re.compile(r"第[二三]|[头前后]一?[次趟]|又|另|还|再|加")
_EVERY = re.compile(r"才?回(?:来|家|去)?一?[次趟]|才?一[次趟](?=$|[，。,\s])")
_TWO_YEARS, _YEAR = 24.0, 12.0


def spells(text: str) -> list[Part]:
    """Every stretch of time in ``text`` (plain), in months. ``rough`` and a range mark what is not exact."""
    if "个月" in text:
        text = _UNIT_LEFT_OUT.sub(r"\1个月", text)  # 工地开了十个月 我只做了六个
    text = _IDIOMS.sub(lambda found: "＿" * len(found[0]), text)
    every = [part for q in quantities(text) if (part := _spell(_last_said(q, text), text))]
    every = [part for part in every if not any(other.start < part.start < other.end for other in every)]
    every = sorted(every + _bits(text), key=lambda part: part.start)
    months = [part for part in every if not _is_rate(part, text)]
    exact = [part for part in months if "季×" not in part.working]
    if exact and all("月" in text[part.start : part.end] for part in exact):
        months = exact  # 两季，春茶一个半月秋茶一个月
    months = _without_frame(months, text)
    if _FURTHER.search(text):
        return months  # 头一趟三个月，第二趟四十多天
    return [part for part in months if "天" not in part.working] or months


def _bits(text: str) -> list[Part]:
    """个把月, 一半时间, 几天."""
    bits = [Part(0.8, 1.5, 1.0, found.start(), found.end(), rough=True) for found in _BIT.finditer(text)]
    bits += [Part(5, 7, 6, found.start(), found.end(), rough=True) for found in _HALF_THE_TIME.finditer(text)]
    days = [Part(3, 9, 6, found.start(), found.end()) for found in _DAYS_ONLY.finditer(text)]
    return bits + [day.times(1 / _DAYS, "几天，不到一个月") for day in days]


def _last_said(quantity: Quantity, text: str) -> Quantity:
    """四五六三个月 are April, May and June: three months."""
    if quantity.value < 100 or any(character not in _DIGITS for character in text[quantity.start : quantity.end]):
        return quantity
    value = float(_DIGITS.index(text[quantity.end - 1]))
    return replace(quantity, low=value, high=value, value=value, start=quantity.end - 1)


def _spell(quantity: Quantity, text: str) -> Part | None:
    unit = _UNIT.match(text, quantity.end)
    if not unit or _is_none(quantity, text, unit.end()) or (unit["moon"] and not _is_span(quantity, text, unit.end())):
        return None
    if text.startswith(("前", "以前", "之前"), unit.end()):
        return None  # 五年前就不打工了
    whole = Part(quantity.low, quantity.high, quantity.value, quantity.start, unit.end(), rough=quantity.ranged)
    if unit["day"]:
        return _of_days(whole)
    if unit["week"]:
        return whole.times(1 / _WEEKS, f"{quantity.value:g}周约{quantity.value / _WEEKS:.1f}个月")
    if unit["season"]:
        seasons = quantity.value + (0.5 if unit["half4"] else 0.0)
        whole = replace(whole, low=seasons, high=seasons, value=seasons)
        return whole.times(3, f"{seasons:g}季×3＝{seasons * 3:g}个月")
    if unit["year"] and whole.value > 1 and text.endswith(("前", "近", "头"), 0, whole.start):
        return None  # 前两年
    if unit["year"]:
        return _of_years(whole, unit, text)
    half = 0.5 if unit["half"] or unit["half2"] else 0.0
    low, high, value = whole.low + half, whole.high + half, whole.value + half
    said_more = unit["more"] or unit["more2"] or (unit["odd"] if unit["odd"] in ("多", "来") else None)
    if said_more == "多" and low <= value <= low + 10:
        high, value = low + 1.0, low  # 八个多月; and 十个多月, which is no ten to twenty
    elif said_more and low == high:
        high = low + 0.5
    return loosened(Part(low, high, value, whole.start, whole.end, rough=low < high or bool(half)), text)


def _is_none(quantity: Quantity, text: str, end: int) -> bool:
    """一个月都没做, but not 大半年都不在家."""
    one = text[quantity.start] in "一1半" and text[quantity.start - 1 : quantity.start] not in _PART_OF_YEAR
    return one and quantity.value <= 1 and _NOT_ONE.match(text, end) is not None


def _is_span(quantity: Quantity, text: str, end: int) -> bool:
    """两月 is a span, 六月 is June unless nothing else is said."""
    if quantity.ranged and re.search(r"[-~到至—]", text[quantity.start : quantity.end]):
        return False  # 3-10月 is from March to October
    alone = not text[end:].strip("。.！! 吧啊") and _NOTHING_ELSE.fullmatch(text, 0, quantity.start)
    return text[quantity.start] in _COUNTED_MOON or bool(alone)


def _of_days(days: Part) -> Part:
    if days.value >= _FULL_YEAR_DAYS:
        return Part(12, 12, 12, days.start, days.end)
    value = days.value / _DAYS
    return days.times(1 / _DAYS, f"{days.value:g}天约{value:.0f}个月")


def _of_years(years: Part, unit: re.Match[str], text: str) -> Part:
    before = text[years.start - 1 : years.start]
    if years.high == 0.5 and before in _HALVES:
        low, high = _HALVES[before]
        return Part(low, high, (low + high) / 2, years.start - 1, years.end, rough=True)
    if years.value == 0.5 and unit["more3"]:
        return Part(6, 8, 7, years.start, years.end, rough=True)
    years = loosened(years, text)
    half = years.value == 0.5 and before in ("上", "下")
    months = years.times(12, f"{before}半年算6个月" if half else "")
    return months if years.value <= 1 else Part(_TWO_YEARS, _TWO_YEARS, _TWO_YEARS, years.start, years.end)


def _is_rate(part: Part, text: str) -> bool:
    """一个月三千八, 每个月做二十天, 一天一百二: what a month or a day brings."""
    one = text[part.start] in "一1每" and part.end - part.start <= 4
    if not one and text.endswith(("每", "按"), 0, part.start):
        return True
    behind = _DAYS_IN_IT.match(text, part.end) if "月" in text[part.start : part.end] else None
    if _EVERY.match(text, part.end) or (text.endswith("没", 0, part.start) and "几" in text[part.start : part.end]):
        return True  # 三个月回来一次; 没几个月
    before = text[max(0, part.start - 12) : part.start]
    in_a_month = (text[part.start] == "半" or "月" not in text[part.start : part.end]) and _IN_A_MONTH.search(before)
    return bool(one and (_MONEY.match(text, part.end) or behind)) or bool(in_a_month)


def _without_frame(parts: list[Part], text: str) -> list[Part]:
    """一年 in 一年打八个月, 半年 in 上半年做了三个月, 两个月 in 那两个月工钱还没给 tell of no further spell."""
    kept = [part for part in parts if not _is_frame(part, text)]
    return kept or [part for part in parts if not _is_pointed_at(part, text)] or parts


def _is_frame(part: Part, text: str) -> bool:
    words = text[part.start : part.end]
    if part.value == _YEAR and (
        "天" in words or text.startswith(("里", "中", "当中", "内"), part.end) or text.endswith("年", 0, part.start)
    ):
        return True  # 一年三百六十五天有三百天在外头
    if words == "一年" and text.endswith(("我", "他", "她"), 0, part.start) and not text[part.end :].strip("。！ "):
        return False  # 老婆十个月，我一年
    if "年" in words:
        return words.startswith(("一", "1")) or text.endswith(("上", "下", "前", "后"), 0, part.start)
    return _is_pointed_at(part, text)


def _is_pointed_at(part: Part, text: str) -> bool:
    before = text[max(0, part.start - 10) : part.start]
    return bool(re.search(r"[那这](?:头|最后)?$", before)) and "除" not in before
