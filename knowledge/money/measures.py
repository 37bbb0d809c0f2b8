"""Numbers with what they measure and what they are told for: 一天二十斤 is 20 斤 for 天, 三千一个月 3000 元 for 月."""

import re
from dataclasses import replace

from knowledge.money.spans import spans, without_months_named
from knowledge.money.units import FILL, PIECES, TIMES, YUAN, Measure, exactly, unit_of
from knowledge.numbers.numerals import Quantity, quantities

_RARELY_MANY = frozenset("车处套台本节单餐顿场次回趟批造茬笔群窝")  # 工钱三千六车运两百
# Period and price words are masked before numbers are read, for 一百二一天 is 120 a day and 两千一一个月 2100 a month.
_UNITS = "个(?!人)|平方米?|平米?(?!均)|公斤|斤|亩|小时|钟头?|工|天|日|周|星期|礼拜|季度?|学期|口人?|[" + PIECES + "]"
_PER = re.compile(
    r"(?:每一?个?|[/／]|按个?(?=[天月年日])|(?<![十第初统唯包管])(?!(?<=[我他她你囝子])一个人|(?<=[头前上这那])一[次回趟]|(?<=[就只剩才])一个[，,。]|一[次回趟](?:性|[给付拿交收]了|都给))一个?|(?<=百[二三四五六七八九]十)一个?(?=[天月]))"
    rf"(?P<unit>月(?!底(?!薪)|[份到至初中半—\-~])|人(?![民家付支自承])|年(?![级纪龄])|(?:{_UNITS})(?!半|子|(?<=亩)[一二两三四五六七八九]分))"
    r"|(?P<apiece>人均|平均每人|平均(?!下来|[算每起])|[每各](?=[0-9一二两三四五六七八九十百千]|给|是|拿|有)|摊下来)"
    r"|(?P<mu>亩产)|(?P<fortnight>半个月(?=\s*[\d一二两三四五六七八九十几]))"
    r"|(?P<day>日(?:工资|薪|结)|(?<=[块元])天)"
    r"|(?P<month>(?<=[多少好差忙闲旺淡]的)月份?|月(?=休)|月月|(?:其[他它余]|别的|剩下的?|平时)的?月份?|(?<![个半上下本这那\d一二三四五六七八九十])月(?:薪|工资|收入|均|入|租|供|费)|(?<![\d一二三四五六七八九十个])月(?=\d{3}))"
    r"|(?P<hour>时薪|钟点费)"
    r"|(?P<year>一年到头|一整年|全年|整年|年年|(?<![\d零一二三四五六七八九十])年(?:收入|薪|均|入|租))"
)
_OF_NAME = {"apiece": "人", "mu": "亩", "fortnight": "半月", "day": "天", "month": "月", "hour": "小时", "year": "年"}
_MONEY = re.compile(
    r"多?(?:块(?![地田])钱?|元钱?|圆|钱|人民币|rmb|RMB|快(?=$|[，。,\s\ue000-\ue0ef]))整?多?(?:钱|左右)?"
)
_SMALL = re.compile(r"[毛角](?:([一二三四五六七八九])(?![十百千万个块元]))?")
_CHANGE = re.compile(
    r"[块快]([一二三四五六七八九]|半|两(?=[毛角])|\d(?![\d.]))(?:[毛角]|(?![十百千万个天次人亩斤月口头只年块]))"
)
_COUNT = re.compile(
    r"(?:个[多来](?=月|星期|礼拜|小时|钟头)|[多来])?(?P<unit>个[白夜中早晚]?班(?![级组])|个?工(?![资作钱程地厂人])|天(?!天)|日(?!子|常)|个半?月|(?<=[仨俩])月|(?<=个[多来])月|年(?![级底初头终])|个?(?:小时|钟头)|个钟|"
    r"口人?(?!袋)|个?人(?![家民没支付自承])|(?<=[仨俩])(?:老人|孩子|囝|儿子|女儿|兄弟|姐妹)|个(?:大人|老人|孩子|小孩|娃|劳力|学生|师傅|工人|小工|帮工|囝|儿子|女儿|女|孙|兄弟)|"
    r"公斤|斤|亩|平方米?|平米?|分(?=[地田，。,\s]|$)|个?(?:周|星期|礼拜)|个?季度?|个?学期|"
    rf"(?!支[出付])个?[{PIECES}](?!吃|住|午|晚|早|中饭|伙|水电|电|网|本|据|钱|金|风|来|家|去|有|能|够|剩|[一两三][顿餐]|餐)|个(?!人))"
)
_OTHER = re.compile(
    r"[多来]?(?:岁|号|楼|组(?!织)|%|％|度|公里|里[地路]|米|点钟|点半|点(?=$|[，。])|分钟|月(?![底初])|倍|成(?![本都交功了])|"
    r"届|班|队|岗|人员|工程|政策|项目|型|路|国道|块[地田]|畦|垄|栋|座|层|倍|代|级|兄弟|姐妹)"
)
_FEW_ONLY = re.compile(r"[家门位名里级届点年床户]")
_TWO = re.compile(
    r"夫妻俩?|夫妇|两口子|老两口|小两口|俩口子|[两二]老(?!师)|我们俩|他们俩|你们俩|俩人|兄弟俩|姐妹俩|母子俩|父子俩"
)
_LOST = re.compile(
    r"(?:死|丢|淹|冲走|烧|坏|倒|除[了去开掉]|[停歇休禁]渔?|休息|放假|停工|少做|没做|没干|没上|没发|待|病|自己吃|送人)"
    r"(?:了|掉|过|有|过年前?后?|那|的|大概|差不多|春节|下雨天?)*$"
)
_LOST_BEHIND = re.compile(
    r"[，,\s]*(?:其[他它余]|剩下|别的)的?(?:时间|时候|日子|月份)|"
    r"(?:左右|多|都|也|是|给|因为|人家|厂里|下雨|生病|过年)*(?:[没停歇休]|放假|不[用要]?[交付给]|免交|不做|不开工|死|自己吃|剩|卖不|坏)(?!了?掉?[\d一二两三四五六七八九十])"
)
_STOP = re.compile(r"[，。,；;！!？?…]")
_ALL = ("都是", "都按", "都算", "都是按")
_TOUCHING = " 的多来吧啊呢嘛就是也才差不多左右大概"
_TAIL = "，。,. 的吧啊呢了这样都是" + FILL
# 头回八千，二回一万二: which time, not how many.
_FIRST_TIME, _NTH_TIME = re.compile("头一?[次回趟]"), re.compile("(?<![十百千万零\\d])[二三四五六](?=[次回趟])")
_NUMERAL = "[\\d一二两三四五六七八九十百几半]"
_STAND_IN = "件"
_NO_PIECE = "楼层年月天日周季元块毛角分百千万亿十个人斤亩点样直起共般定些下边切旦路次到逢当又就平公口"
_OWN = rf"(?![{PIECES}{_NO_PIECE}]|学期|星期|礼拜|小时|钟)[一-鿿]"
_PRICED = re.compile(rf"[一每](?P<word>{_OWN})(?=[^，。\d]{{0,3}}{_NUMERAL})|(?<=[块元毛角百])[一每](?P<behind>{_OWN})")
_MARK = re.compile("[\ue001-\ue0ef]")


def measures(text: str) -> list[Measure]:
    """Every measure of ``text`` (half-width digits) in order, with what it is told for."""
    if _FIRST_TIME.search(text):
        text = _NTH_TIME.sub(FILL, text)
    text, own = _with_own_pieces(text)
    lasting = [*spans(text), *_couples(text)]
    for span in lasting:
        text = text[: span.start] + FILL * (span.end - span.start) + text[span.end :]
    text = without_months_named(text)
    units: list[str] = []
    marked = _PER.sub(lambda found: _masked(found, units), text)
    counted = [_measure(quantity, marked) for quantity in quantities(marked)]
    found = sorted([*_halves(counted, marked), *lasting], key=lambda each: each.start)
    told = _with_marks(found, marked, units)
    return [_renamed(each, own) for each in told] if own else told


def _with_own_pieces(text: str) -> tuple[str, str]:
    """一栋楼两万六，做了两栋; 五家，每家一万: whatever is counted and priced by the same word is a piece. The text with
    a common piece in its place, and the word; "" when there is none."""
    for each in _PRICED.finditer(text):
        word = each["word"] or each["behind"]
        if text.count("一" + word) > 1:
            continue  # 一种四十五，一种一百二: told one by one
        if re.search(f"{_NUMERAL}个?{word}", text[: each.start()] + "，" + text[each.end() :]):
            return re.sub(f"(?<={_NUMERAL}|[每一个]){word}", _STAND_IN, text), word
    return text, ""


def _renamed(measure: Measure, word: str) -> Measure:
    per = tuple(word if unit == _STAND_IN else unit for unit in measure.per)
    return replace(measure, per=per, unit=word if measure.unit == _STAND_IN else measure.unit)


def _couples(text: str) -> list[Measure]:
    return [exactly(2.0, "人", *each.span()) for each in _TWO.finditer(text)]


def _masked(found: re.Match[str], units: list[str]) -> str:
    """A private character for the unit, filled up so that positions stay; 做了一百二十一天 keeps its number."""
    ahead = found.string[max(0, found.start() - 8) : found.start()]
    done = found["unit"] == "月" and re.search("[做干住打上]了$", ahead)  # 做了一个月，三千
    stops = found.string[found.end() : found.end() + 1] in ("", "，", "。", ",", " ")
    done = done or (found["unit"] == "月" and stops and re.search("[挖采摘卖收做干跑][了个]?$", ahead))  # 挖一个月。
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
    if text.startswith("分钱", end):
        return Measure(quantity.times(0.01), YUAN, quantity.start, end + 2, said=True)
    if small := _SMALL.match(text, end):
        cents = quantities(small[1])[0].value / 10 if small[1] else 0.0
        tenths = replace(quantity, low=quantity.low + cents, high=quantity.high + cents, value=quantity.value + cents)
        return Measure(tenths.times(0.1), YUAN, quantity.start, small.end(), said=True)
    count = _COUNT.match(text, end)
    if count and not (quantity.high >= 1000 and count["unit"] in _RARELY_MANY):
        lost = bool(_LOST.search(text[max(0, quantity.start - 9) : quantity.start]))
        lost = lost or bool(_LOST_BEHIND.match(text, count.end()))
        if count["unit"] == "分":
            return Measure(quantity.times(0.1), "亩", quantity.start, count.end(), lost=lost)
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
            few = before.unit == "亩" and each.quantity.high < 10
            tail = 0.5 if text[each.start] == "半" else 1.0 if few and each.unit == "亩" else 0.1 if few else 0.0
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
            apart = leads and (number - 1 in led or (gap.strip("的钱") in (" ", ",", "，")))
            if gap.endswith(_ALL):
                found[:] = [_told_for(each, unit) for each in found]
                continue
            told = any(each in TIMES for each in found[number - 1].per)  # 一个月2600 全年没停
            touches = not gap.strip(_TOUCHING) and not apart and not (told and unit in TIMES)
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
    free = measure.unit == YUAN and not set(measure.per) & set(TIMES)
    return replace(measure, per=(*measure.per, unit)) if free else measure


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
