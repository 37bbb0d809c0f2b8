"""Time among amounts: 半年, 三月到十月, 三个月一次, 押一付三, 除了过年那个月; names of months count nothing."""

import re
from dataclasses import replace

from knowledge.money.units import EXTRA, FILL, PIECES, Measure, exactly, unit_of
from knowledge.numbers.numerals import quantities

_MAY_LAST = re.compile("[年月季]|了半|付[一二三六]|[周期拜][^，。]{0,3}一|隔天|天一|[吃用管喝撑][^，。]{1,4}[天期拜]")
_LASTING = re.compile(
    r"(?P<whole>[做干打满足]了?(?:满|足)?一整?年)|(?P<fortnight>(?<=[住做干请]了)半个月)|(?P<half>大半年|小半年|半年多?)"
)
_THAT_MONTH = re.compile(
    r"(?:最后|有|前面?|上)一个月[^，。]{0,5}(?:没[给发结]|拖着)|(?:[休歇停]|休息|除[了去]|少做|没做|放假|停工)(?:了|过|掉)?(?:大概|差不多)?一个月(?!\d|[一二两三四五六七八九十])|"
    r"一个月(?:没[做干上活]|休息|停工|放假|不做)|"
    r"除[了去开掉]?[^，。\d]{0,6}那一?个?月|那一?个月(?:都|就|是|回家|在家|也)*(?:没|休|停|歇|放|不[做干])"
)
_MONTHS_AND_DAYS = re.compile(
    r"(?P<months>\d|[一二两三四五六七八九])个月[零又](?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})天"
)
_PIECE = f"[{PIECES}]"
_ONE_PIECE = re.compile(r"[一每]([瓶盒包支袋板罐桶盘])")
_N = r"\d{1,2}|[一二两三四五六七八九十半]{1,2}"
_UNIT = r"天|个?(?:星期|礼拜)|周|个?季度?|个?月|年|个?学期"
_LASTS = re.compile(
    r"(?:吃|用|管|喝|撑|点|烧)(?:得了|个|上)?(?P<n>\d{1,2}|[一二两三四五六七八九十半]{1,3})(?P<unit>天|个?星期|个?礼拜|个月)"
)
_DOSE = re.compile(rf"(?:早上?|中午?|晚上?|睡前|下午)(?:吃|打)?(?P<n>{_N})(?P<what>{_PIECE})")
_DOSES = re.compile(rf"(?P<when>早中晚|早晚)各?(?:吃|打)?(?P<n>{_N})(?P<what>{_PIECE})")
_EXTRA = re.compile(r"多[发给拿]一个月(?:的?工资)?|十三薪|13薪|双薪")
# How often something is done or paid: 三个礼拜打一针, 半年一交, 季付, 押一付三.
_EVERY = re.compile(
    rf"(?P<n>{_N}|每)(?P<unit>{_UNIT})[^，。\s\d一二两三四五六七八九十]{{0,3}}一(?:(?P<what>{_PIECE})|[结付交发领清缴])|"
    rf"隔(?P<other>天|周|月|年)[^，。\d]{{0,2}}一(?P<then>{_PIECE})|隔天(?P<daily>{_PIECE}?)|"
    r"(?<![一二两三四五六七八九十\d个上下本每])(?P<paid>半年|季度?|年|月)(?:[付缴结]|还(?=[，。,\s]))(?![过了])|押[一二三\d]付(?P<ahead>[一二三六\d])|"
    r"(?:租|签|包|管|流转)(?:了|的|出去)?(?P<years>\d{1,2}|[二两三四五六七八九十]{1,3})年"
)
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]|正"
_EDGE = re.compile(
    rf"(?P<first>{_MONTH})月(?:份|初|底|中)?(?:开始|起|以后|进厂|进去|出去|出门|去|上班)?[^，。,\d\s]{{0,4}}?[做干打住上]?到(?:现在)?(?:年底|年尾|腊月|过年|年终|[一十]二月)|"
    rf"(?:年初|开年|[做干打上])[^，。,\d\s]{{0,3}}到(?P<last>{_MONTH})月(?!薪)|"
    rf"(?:截止?到?|到)(?P<until>{_MONTH})月份?(?:为止|止|底)|(?P<before>{_MONTH})月份?(?:以前|之前|前)"
)
_FROM_TO = re.compile(
    rf"(?P<first>{_MONTH})(?:月(?:份|初|底|中)?(?:(?:出去|出门|开始|进厂|进去|上班|去)?[，,\s]?[做干]?到|至|[-~—]|出去|出门|开始|去|[，,])"
    rf"|(?:到|至|[-~—]))(?P<last>{_MONTH})月(?!薪)"
)
_MONTH_NAMED = re.compile(r"(?P<n>1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])月(?P<part>份)?")
_ROW = "一二三四五六七八九十"
_MONTHS_IN_A_ROW = re.compile(r"(?P<row>[一二三四五六七八九十]{2,4})月?份?(?=这?那?(?P<n>[两二三四])个月)")


def spans(text: str) -> list[Measure]:
    """半年, 做一整年 as months, 三个月一次 as times a month."""
    found = _doses(text)
    if not _MAY_LAST.search(text):
        return found
    found += [exactly(1.0, EXTRA, *each.span()) for each in _EXTRA.finditer(text)]
    for each in _FROM_TO.finditer(text):
        first, last = (quantities(each[name].replace("正", "一")) for name in ("first", "last"))
        if first and last:
            found.append(exactly((last[0].value - first[0].value) % 12 + 1, "月", *each.span()))
    for each in _MONTHS_AND_DAYS.finditer(text):
        found.append(exactly(30 * _number(each["months"]) + _number(each["days"]), "天", *each.span()))
    if not found:
        found += [exactly(_to_the_edge(each), "月", *each.span()) for each in _EDGE.finditer(text)]
    found += [replace(exactly(1.0, "月", *each.span()), lost=True) for each in _THAT_MONTH.finditer(text)]
    often = [_every(each) for each in _EVERY.finditer(text)]
    found += [*often, *_used_up(text)]
    for each in _LASTING.finditer(text):
        if any(other.start < each.end() and each.start() < other.end for other in often):
            continue
        months = 12.0 if each["whole"] else 8.0 if each["half"] in ("大半年", "半年多") else 6.0
        found.append(exactly(15.0, "天", *each.span()) if each["fortnight"] else exactly(months, "月", *each.span()))
    return found


def _doses(text: str) -> list[Measure]:
    """早上一粒晚上两粒, 早晚各一粒: so many a day."""
    if each := _DOSES.search(text):
        return [exactly(len(each["when"]) * _number(each["n"]), each["what"], *each.span(), ("天",))]
    doses = list(_DOSE.finditer(text)) if "早" in text or "晚" in text else []
    if len(doses) < 2 or len({each["what"] for each in doses}) > 1:
        return []
    many = sum(_number(each["n"]) for each in doses)
    return [exactly(many, doses[0]["what"], doses[0].start(), doses[-1].end(), ("天",))]


def _number(words: str) -> float:
    return quantities(words)[0].value


def _to_the_edge(found: re.Match[str]) -> float:
    """三月做到年底, 年初干到九月, 七月以前: the months."""
    words = next(found[name] for name in ("first", "last", "until", "before") if found[name])
    month = quantities(words.replace("正", "一"))[0].value
    return 13 - month if found["first"] else month - 1 if found["before"] else month


def _every(found: re.Match[str]) -> Measure:
    """How many times in a unit: 三个月一次 is a third in a 月."""
    if found["ahead"]:
        span, unit = quantities(found["ahead"])[0].value, "月"
    elif found["years"]:
        span, unit = quantities(found["years"])[0].value, "年"
    elif found["unit"]:
        span = 1.0 if found["n"] == "每" else quantities(found["n"])[0].value
        unit = unit_of(found["unit"])
    elif found["paid"]:
        span, unit = (0.5, "年") if found["paid"] == "半年" else (1.0, unit_of(found["paid"]))
    else:
        span, unit = 2.0, unit_of(found["other"] or "天")
    if unit == "年" and span == 0.5:
        span, unit = 6.0, "月"
    what = found["what"] or found["then"] or found["daily"] or "次"
    return replace(exactly(1 / (span or 1.0), unit_of(what), *found.span(), (unit,)), often=True)


def _used_up(text: str) -> list[Measure]:
    """一瓶吃二十天: so many in a year."""
    piece = _ONE_PIECE.search(text)
    lasts = _LASTS.search(text) if piece else None
    if not piece or not lasts:
        return []
    long = quantities(lasts["n"].replace("半", "0.5"))
    span = {"天": 365.0, "月": 12.0}.get(lasts["unit"][-1], 52.0)
    value = round(span / (long[0].value or 1), 1) if long else 0.0
    return [exactly(value, unit_of(piece[1]), *lasts.span(), ("年",))] if value else []


def without_months_named(text: str) -> str:
    """一月三千二月两千八, 七八九三个月: the names of months that follow one another, and any 月份 behind a number, are
    blanked."""
    if "月" not in text:
        return text
    for each in _MONTHS_IN_A_ROW.finditer(text):
        if each["row"] in _ROW and len(each["row"]) == quantities(each["n"])[0].value:
            text = _blanked(text, each.start(), each.end())
    named = list(_MONTH_NAMED.finditer(text))
    numbers = [int(quantities(each["n"])[0].value) for each in named]
    for at, each in enumerate(named):
        row = numbers[at] - 1 in numbers[max(0, at - 1) : at] or numbers[at] + 1 in numbers[at + 1 : at + 2]
        if row or (each["part"] and text[: each.start()].endswith(("百", "千", "万"))):
            text = _blanked(text, each.start(), each.end())
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + FILL * (end - start) + text[end:]
