"""Numbers with what they measure and what they are told for: 一天二十斤 is 20 斤 for 天, 三千一个月 3000 元 for 月."""

import re
from dataclasses import dataclass, replace

from knowledge.money.months_named import FILL, without_months_named
from knowledge.numbers.numerals import Quantity, quantities

YUAN = "元"
EXTRA = "外加月"  # a month's pay on top: 年底多发一个月
TIMES = ("小时", "天", "周", "半月", "月", "季", "学期", "年")  # spans of time, short to long
PIECES = "头只条箱袋包瓶盒片桶车趟次回单张件棵株根担吨窝笼匹群处间套辆台本节餐顿场票茬批造笔份针"
_PEOPLE = ("大人", "老人", "孩子", "小孩", "娃", "劳力", "学生", "囝", "儿子", "女儿", "女", "孙", "兄弟")
_RARELY_MANY = frozenset("车处套台本节单餐顿场次回趟批造茬笔群窝")  # 工钱三千六车运两百
_SAME = {
    **dict.fromkeys(("日", "工", "个工", "天工"), "天"),
    **dict.fromkeys(("星期", "礼拜"), "周"),
    **dict.fromkeys(("钟头", "个小时", "个钟头"), "小时"),
    **dict.fromkeys(("口", "口人", "个人", "位", "名"), "人"),
    **dict.fromkeys(("季度",), "季"),
    **dict.fromkeys(("回", "趟"), "次"),
    **dict.fromkeys(("株", "根"), "棵"),
}
# Period and price words are masked before numbers are read, for 一百二一天 is 120 a day and 两千一一个月 2100 a month.
_UNITS = "个(?!人)|公斤|斤|亩|小时|钟头|工|天|日|周|星期|礼拜|季度?|学期|口人?|[" + PIECES + "]"
_PER = re.compile(
    r"(?:每一?个?|[/／]|按个?(?=[天月年日])|(?<![十第初统唯])(?!(?<=[我他她你囝子])一个人|(?<=[头前上这那])一[次回趟])一个?|(?<=百[二三四五六七八九]十)一个?(?=[天月]))"
    rf"(?P<unit>月(?!底(?!薪)|[份到至初中半—\-~])|人(?![民家付支自承])|年(?![级纪龄])|(?:{_UNITS})(?!半|子))"
    r"|(?P<apiece>人均|平均每人|平均(?!下来|[算每起])|[每各](?=[0-9一二两三四五六七八九十百千]|给|是|拿|有)|摊下来)"
    r"|(?P<mu>亩产)|(?P<fortnight>半个月(?=\s*[\d一二两三四五六七八九十几]))"
    r"|(?P<day>日(?:工资|薪|结)|(?<=[块元])天)"
    r"|(?P<month>(?<=[多少好差忙闲旺淡]的)月份?|月(?=休)|(?:其[他它余]|别的|剩下的?|平时)的?月份?|月(?:薪|工资|收入|均|入)|(?<![\d一二三四五六七八九十个])月(?=\d{3}))"
    r"|(?P<year>一年到头|一整年|全年|整年|年年|(?<![\d零一二三四五六七八九十])年(?:收入|薪|均|入))"
)
_OF_NAME = {"apiece": "人", "mu": "亩", "fortnight": "半月", "day": "天", "month": "月", "year": "年"}
_LASTING = re.compile(
    r"(?P<whole>[做干打满足]了?(?:满|足)?一整?年)|(?P<fortnight>(?<=[住做干请]了)半个月)|(?P<half>大半年|小半年|半年多?)(?P<once>[^，。]{0,3}一次)?"
)
_THAT_MONTH = re.compile(
    r"(?:最后|有|前面?|上)一个月[^，。]{0,5}(?:没[给发结]|拖着)|(?:[休歇停]|休息|除[了去]|少做|没做|放假|停工)(?:了|过|掉)?(?:大概|差不多)?一个月(?!\d|[一二两三四五六七八九十])|"
    r"一个月(?:没[做干上活]|休息|停工|放假|不做)|"
    r"除[了去开掉]?[^，。\d]{0,6}那一?个?月|那一?个月(?:都|就|是|回家|在家|也)*(?:没|休|停|歇|放|不[做干])"
)
_ONE_PIECE = re.compile(r"[一每]([瓶盒包支袋板罐桶盘])")
_LASTS = re.compile(
    r"(?:吃|用|管|喝|撑|点|烧)(?:得了|个|上)?(?P<n>\d{1,2}|[一二两三四五六七八九十半]{1,3})(?P<unit>天|个?星期|个?礼拜|个月)"
)
_EXTRA = re.compile(r"多[发给拿]一个月(?:的?工资)?|十三薪|13薪|双薪")
_EVERY = re.compile(
    r"(?P<n>[1-9一二两三四五六])个月(?:[打发领给来去结拿做交寄汇送洗查开][^，。\d]{0,2})?一(?P<what>[次回趟针盒瓶])|隔天一?[次回]?|"
    r"(?P<half>半个月)一(?P<each>[次回趟针盒瓶])|"
    r"(?P<d>[两三四五])天一[次回]|"
    r"[每一]个?(?P<span>季度?|星期|礼拜|周|学期)[^，。\d]{0,3}一(?P<then>[次回趟针盒瓶])(?=[^。]{0,30}[一每](?P=then))|"
    r"[每一]个?(?P<paid>月|季度?|星期|礼拜|周|学期)一[结付交发领清](?=[^。]{0,6}[一每]次)"
)
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]|正"
_FROM_TO = re.compile(
    rf"(?P<first>{_MONTH})(?:月(?:份|初|底|中)?(?:(?:出去|出门|开始|进厂|进去|上班|去)?[，,\s]?[做干]?到|至|[-~—]|出去|出门|开始|[，,])"
    rf"|(?:到|至|[-~—]))(?P<last>{_MONTH})月(?!薪)"
)
_MONEY = re.compile(
    r"多?(?:块(?![地田])钱?|元钱?|圆|钱|人民币|rmb|RMB|快(?=$|[，。,\s\ue000-\ue0ef]))整?多?(?:钱|左右)?"
)
_SMALL = re.compile(r"[毛角]")
_CHANGE = re.compile(
    r"块([一二三四五六七八九]|半|两(?=[毛角])|\d(?![\d.]))(?:[毛角]|(?![十百千万个天次人亩斤月口头只年块]))"
)
_COUNT = re.compile(
    r"[多来]?(?P<unit>个?工(?![资作钱程地厂])|天|日(?!子|常)|个半?月|(?<=[仨俩])月|年(?![级底初头终])|个?(?:小时|钟头)|"
    r"口人?(?!袋)|个?人(?![家民没支付自承])|个(?:大人|老人|孩子|小孩|娃|劳力|学生|囝|儿子|女儿|女|孙|兄弟)|"
    r"公斤|斤|亩|分(?=地|田|$)|个?(?:周|星期|礼拜)|个?季度?|个?学期|"
    rf"个?[{PIECES}](?!吃|住|本|据|钱|金|风|来|家|去|有|能|够|剩)|个(?!人))"
)
_OTHER = re.compile(
    r"[多来]?(?:岁|平|号|楼|组(?!织)|%|％|度|公里|里[地路]|米|点钟|点半|点(?=$|[，。])|分钟|月(?![底初])|倍|成(?![本都])|"
    r"届|班|队|期|块[地田]|畦|垄|栋|座|层|倍|代|级|兄弟|姐妹)"
)
_FEW_ONLY = re.compile(r"[家门位名里级届点年床户]")
_TWO = re.compile(
    r"夫妻俩?|夫妇|两口子|老两口|小两口|俩口子|[两二]老(?!师)|我们俩|他们俩|你们俩|俩人|兄弟俩|姐妹俩|母子俩|父子俩"
)
_LOST = re.compile(
    r"(?:死|丢|淹|冲走|烧|坏|倒|除[了去开掉]|[停歇休]|休息|放假|停工|少做|没做|没干|没上|没发|待|病|自己吃|送人)"
    r"(?:了|掉|过|有|过年前?后?|那|的|大概|差不多|春节|下雨天?)*$"
)
_LOST_BEHIND = re.compile(
    r"(?:左右|多|都|也|是|给|因为|人家|厂里|下雨|生病|过年)*(?:[没停歇休]|放假|不做|不开工|死|自己吃|剩|卖不|坏)(?!了?掉?[\d一二两三四五六七八九十])"
)
_STOP = re.compile(r"[，。,；;！!？?…]")
_MAY_LAST = re.compile("[年月季]|了半|[周期拜][^，。]{0,3}一|隔天|天一|[吃用管喝撑][^，。]{1,4}[天期拜]")
_ALL = ("都是", "都按", "都算", "都是按")
_TOUCHING = " 的多来吧啊呢嘛就是也才差不多左右大概"
_TAIL = "，。,. 的吧啊呢了这样都是" + FILL
_MARK = re.compile("[\ue001-\ue0ef]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity with its unit (元 for money, "" for what counts nothing here) and the units that it is told for.

    ``start`` and ``end`` bound the words in the text; ``said`` tells that 元 or 块 was said.
    """

    quantity: Quantity
    unit: str
    start: int
    end: int
    per: tuple[str, ...] = ()
    said: bool = False
    lost: bool = False
    working: str = ""


def unit_of(words: str) -> str:
    """The one name of a unit: 星期 and 周 are the same, a 工 is a 天."""
    if words == "个半月":
        return "月"
    words = words.removeprefix("个") if len(words) > 1 and words != "个工" else words
    if words in _PEOPLE:
        return "人"
    return "月" if words.endswith("月") and words != "半月" else _SAME.get(words, words)


def measures(text: str) -> list[Measure]:
    """Every measure of ``text`` (half-width digits) in order, with what it is told for."""
    lasting = [*_spans(text), *_couples(text)]
    for span in lasting:
        text = text[: span.start] + FILL * (span.end - span.start) + text[span.end :]
    text = without_months_named(text)
    units: list[str] = []
    marked = _PER.sub(lambda found: _masked(found, units), text)
    counted = [_measure(quantity, marked) for quantity in quantities(marked)]
    found = sorted([*_halves(counted, marked), *lasting], key=lambda each: each.start)
    return _with_marks(found, marked, units)


def _spans(text: str) -> list[Measure]:
    """半年, 做一整年 as months, 三个月一次 as times a month."""
    found: list[Measure] = []
    if not _MAY_LAST.search(text):
        return found
    found += [_made(1.0, EXTRA, each) for each in _EXTRA.finditer(text)]
    for each in _FROM_TO.finditer(text):
        first, last = (quantities(each[name]) for name in ("first", "last"))
        if first and last:
            found.append(_made((last[0].value - first[0].value) % 12 + 1, "月", each))
    found += [replace(_made(1.0, "月", each), lost=True) for each in _THAT_MONTH.finditer(text)]
    for each in _EVERY.finditer(text):
        span = each["span"] or each["paid"]
        unit = unit_of(span) if span else "月" if each["n"] or each["half"] else "天"
        often = 1.0 if span else 0.5 if each["half"] else quantities(each["n"] or each["d"] or "两")[0].value
        found.append(_made(1 / often, unit_of(each["what"] or each["each"] or each["then"] or "次"), each, (unit,)))
    found += _used_up(text)
    for each in _LASTING.finditer(text):
        if each["fortnight"]:
            found.append(_made(15.0, "天", each))
            continue
        months = 12.0 if each["whole"] else 8.0 if each["half"] in ("大半年", "半年多") else 6.0
        found.append(_made(1 / 6, "次", each, ("月",)) if each["once"] else _made(months, "月", each))
    return found


def _used_up(text: str) -> list[Measure]:
    """一瓶吃二十天: so many in a year."""
    piece = _ONE_PIECE.search(text)
    lasts = _LASTS.search(text) if piece else None
    if not piece or not lasts:
        return []
    long = quantities(lasts["n"].replace("半", "0.5")) if lasts["n"] else []
    span = {"天": 365.0, "月": 12.0}.get(lasts["unit"][-1], 52.0)
    value = round(span / (long[0].value or 1), 1) if long else 0.0
    return [_made(value, unit_of(piece[1]), lasts, ("年",))] if value else []


def _couples(text: str) -> list[Measure]:
    return [_made(2.0, "人", each) for each in _TWO.finditer(text)]


def _made(value: float, unit: str, found: re.Match[str], per: tuple[str, ...] = ()) -> Measure:
    quantity = Quantity(value, value, value, found.start(), found.end(), False)
    return Measure(quantity, unit, found.start(), found.end(), per)


def _masked(found: re.Match[str], units: list[str]) -> str:
    """A private character for the unit, filled up so that positions stay; 做了一百二十一天 keeps its number."""
    ahead = found.string[max(0, found.start() - 8) : found.start()]
    done = found["unit"] == "月" and re.search("[做干住打上]了$", ahead)  # 做了一个月，三千
    if done or len(units) > 200 or (ahead[-1:] == "十" and re.search("[做干打住]", ahead)):
        return found[0]
    words = found["unit"] or next(_OF_NAME[name] for name in _OF_NAME if found[name])
    units.append(unit_of(words))
    return chr(0xE000 + len(units)).ljust(len(found[0]), FILL)


def _measure(quantity: Quantity, text: str) -> Measure:
    end = quantity.end
    if text[end : end + 1] == " " and text[end - 1].isascii():
        end += 1
    if change := _CHANGE.match(text, end):
        tenth = 0.5 if change[1] == "半" else quantities(change[1])[0].value / 10
        more = replace(quantity, low=quantity.low + tenth, high=quantity.high + tenth, value=quantity.value + tenth)
        return Measure(more, YUAN, quantity.start, change.end(), said=True)
    if money := _MONEY.match(text, end):
        return Measure(quantity, YUAN, quantity.start, money.end(), said=True)
    if small := _SMALL.match(text, end):
        return Measure(quantity.times(0.1), YUAN, quantity.start, small.end(), said=True)
    count = _COUNT.match(text, end)
    if count and not (quantity.high >= 1000 and count["unit"] in _RARELY_MANY):
        lost = bool(_LOST.search(text[max(0, quantity.start - 9) : quantity.start]))
        lost = lost or bool(_LOST_BEHIND.match(text, count.end()))
        hired = count["unit"].endswith("工") and re.search(
            "[请雇]了?$", text[max(0, quantity.start - 2) : quantity.start]
        )
        return Measure(quantity, "人" if hired else unit_of(count["unit"]), quantity.start, count.end(), lost=lost)
    few = quantity.high < 1000 and _FEW_ONLY.match(text, end)
    if few or _OTHER.match(text, end) or text[max(0, quantity.start - 3) : quantity.start] == "百分之":
        return Measure(quantity, "", quantity.start, quantity.end)
    return Measure(quantity, YUAN, quantity.start, quantity.end)


def _halves(found: list[Measure], text: str) -> list[Measure]:
    """三亩半, 两个半月, 三亩二分: the half belongs to what stands before it."""
    joined: list[Measure] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and each.start < before.end:
            continue
        if before and each.start == before.end and before.unit not in (YUAN, ""):
            tail = 0.5 if text[each.start] == "半" else 0.1 if before.unit == "亩" and each.quantity.high < 10 else 0.0
            if tail and (before.unit != "月" or tail == 0.5):
                joined[-1] = replace(before, quantity=_plus(before.quantity, each, tail), end=each.end)
                continue
        half = 0.5 if each.unit == "月" and "半" in text[each.quantity.end : each.end] else 0.0
        joined.append(replace(each, quantity=_plus(each.quantity, each, half)) if half else each)
    return joined


def _plus(quantity: Quantity, tail: Measure, share: float) -> Quantity:
    more = share if share == 0.5 else tail.quantity.value * share
    return replace(quantity, low=quantity.low + more, high=quantity.high + more, value=quantity.value + more)


def _with_marks(found: list[Measure], text: str, units: list[str]) -> list[Measure]:
    """Each mark goes to the measure that it touches, or else to the next one in its clause."""
    led: set[int] = set()
    for mark in _MARK.finditer(text):
        unit = units[ord(mark[0]) - 0xE001]
        number = next((n for n, each in enumerate(found) if each.start >= mark.end()), len(found))
        leads = number < len(found) and _fits(found[number], unit)
        leads = leads and _near(text[mark.end() : found[number].start], unit)
        chosen = number if leads else None
        if number and _fits(found[number - 1], unit):
            gap = text[found[number - 1].end : mark.start()]
            apart = leads and (number - 1 in led or (" " in gap and found[number].unit == YUAN))
            if gap.endswith(_ALL):
                found[:] = [_told_for(each, unit) for each in found]
                continue
            touches = not gap.strip(_TOUCHING) and not apart
            behind = chosen is None and not _STOP.search(gap) and not found[number - 1].per and unit in TIMES
            chosen = number - 1 if touches or behind else chosen
        if number == len(found) and unit in TIMES and not text[mark.end() :].strip(_TAIL):
            found[:] = [_told_for(each, unit) for each in found]
        elif chosen is not None:
            led |= {number} if chosen == number else set()
            found[chosen] = replace(found[chosen], per=(*found[chosen].per, unit))
    return found


def _told_for(measure: Measure, unit: str) -> Measure:
    """白天两千一，晚上一千五，都是一个月的: the mark is for all."""
    free = measure.unit == YUAN and not measure.per
    return replace(measure, per=(unit,)) if free else measure


def _near(gap: str, unit: str) -> bool:
    """Is a mark before a number said for it? 一天，一百二; 一个月就那个养老金一百."""
    gap = gap.strip(_TOUCHING + "，," + FILL)
    return not gap or (not _STOP.search(gap) and len(gap) <= (14 if unit in TIMES else 6))


def _fits(measure: Measure, unit: str) -> bool:
    """Can a measure be told for a ``unit``? Days are told for months, money for all, nothing for itself."""
    if measure.unit in ("", unit) or unit in measure.per:
        return False
    if measure.unit == YUAN and measure.quantity.high < 10 and not measure.said and unit in ("月", "年"):
        return False  # 押一付三 一个月六百
    if measure.unit in TIMES:
        return unit in TIMES[TIMES.index(measure.unit) + 1 :]
    return measure.unit != "人"
