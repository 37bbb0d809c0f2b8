"""Numbers in a text, with what is said around them: 三四千, 三万到四万, 万把, 一万出头, 不到五万, 小两万."""

import re
from dataclasses import dataclass, replace

from knowledge.numbers.digits import narrow
from knowledge.numbers.grammar import Span, number_at
from knowledge.parsed import Parsed

# Words that hold a numeral and count nothing.
_NOT_NUMBERS = re.compile(
    r"零[工活花]|一直|一样|一起|一般|一定|一下|一些|一共|(?<!出)一点(?![零一二两三四五六七八九])|一边|一切|一旦|一家人|一辈子|一口气|统一|(?<![0-9零一二两三四五六七八九十百千几])万一|千万(?=[别不要])|十分(?=[困感难])|"
    r"(?:星期|礼拜|周)[一二三四五六]|三保障|一兜了之|一键|百姓|七上八下|半夜|半天|七老八十|三天两头|乱七八糟|一五一十|七七八八|三三两两|三长两短|初一十五|五保|一口价|老[二三四五六](?=[一二两三四五六七八九十\d\ue000-\uf8ff])|第[一二三四五六七八九十]+"
)
_BEFORE = re.compile(
    r"((?<![都也还])不到|不足|没到|不满|不够|不超过|没超过|将近|接近|快到?|近|小|大概|大约|约莫?|差不多|估计|可能|顶多|最多|至少|起码)\s*$|(没有?)$"
)
_AFTER = re.compile(
    r"(多(?!于)点?|出一?点头?|(?:块钱?|元)?还?差(?:一点|＿＿|点)|[+＋](?![\d一-鿿])|都?打不住|都?挡不住|来(?![着自])|把|出头|冒头|挂零|开外|有余|左右|上下|[都也还]?不到(?!\s*[\d一二两三四五六七八九十])|[都也]没有?|以上|以内|以下|往上|左右吧)?"
    r"(?P<unit>\s*(?:块钱?|元钱?|圆|个|斤|亩|天))?"
    r"(多(?!于)点?|出头|左右|上下|[都也还]?不到(?!\s*[\d一二两三四五六七八九十])|[都也]没有?|以上|以内|以下)?"
)
_TO = re.compile(r"\s*(?:到|至|[-~～—－]{1,2}|或者?|还是|要么|、)\s*")
_BETWEEN = re.compile(r"块钱?|元|个|亩|平|不到")
_IDIOMS = {
    "万儿八千": (8000.0, 10_000.0),
    "千儿八百": (800.0, 1000.0),
    "万八千": (8000.0, 10_000.0),
    "千八百": (800.0, 1000.0),
    "百八十": (80.0, 100.0),
    "上百万": (1e6, 2e6),
    "上十万": (100_000.0, 200_000.0),
    "上万": (10_000.0, 20_000.0),
    "上千": (1000.0, 2000.0),
    "上百": (100.0, 200.0),
}
_NEAR = 12  # characters between two bounds
_BOUNDS = re.compile(
    r"(?:块钱?|元|亩|平方?米?|个)?(?P<below>(?:肯定|总)?(?:以上|多|不止|[是总]?有的?))?[，,、\s]*[又但可和跟与到]?(?:肯定)?"
    r"(?P<above>不到|没到|少于|低于|小于|不足|不超过)?比?"
)
_ABOVE_IT = re.compile("(?:超过|大于|多于|高于|不止|介于|比)$")
_BELOW_IT = re.compile("(?:块钱?|元|亩|平方?米?|个)?(?:以下|以内|不到|没到|没有|少|之间|中间)")
_ENDLESS = 1e15  # a row of digits so long counts nothing
_CORRECTED = re.compile(
    r"不对|(?<=[，,。\s])不是(?=[，,。\s])|[说讲打写搞弄记算]错|(?:^|[，。,\s啊哦噢呀])错了|讲反|更正|[啊哦噢呃额嗯]不是|[啊哦噢呃额嗯]不(?=[，。,\s\d一二两三四五六七八九十])|等一?下|不不不?(?=[，。,\s])|应该是|"
    r"应当是|不是.{0,8}?(?:，|,)?\s*是|哦不|等等|再想想|后来想想|想了想|应该有?(?=[\d一二两三四五六七八九十])|改成|改为"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its range. ``about`` says that the speaker gave no exact figure."""

    low: float
    high: float
    value: float
    start: int
    end: int
    bare: bool
    about: bool = False

    def times(self, factor: float) -> "Quantity":
        """The same, ``factor`` times as much."""
        return replace(self, low=self.low * factor, high=self.high * factor, value=self.value * factor)

    @property
    def ranged(self) -> bool:
        """Are its ends apart?"""
        return self.low != self.high


def quantities(text: str) -> list[Quantity]:
    """Every number in ``text`` (any width), in order, ranges joined."""
    text = _NOT_NUMBERS.sub(lambda found: "＿" * len(found[0]), narrow(text))
    found: list[Quantity] = []
    at = 0
    while at < len(text):
        quantity = _quantity_at(text, at)
        if quantity and quantity.high < _ENDLESS:
            found.append(quantity)
        at = quantity.end if quantity else at + 1
    return _joined(found, text)


def _quantity_at(text: str, at: int) -> Quantity | None:
    for words, (low, high) in _IDIOMS.items() if text[at] in "万千百上" else ():
        if text.startswith(words, at):
            return Quantity(low, high, (low + high) / 2, at, at + len(words), False, True)
    span = number_at(text, at)
    return _around(span, text) if span else None


def _around(span: Span, text: str) -> Quantity:
    """Widen or narrow a number by the words before and after it."""
    before = _BEFORE.search(text[max(0, span.start - 4) : span.start])
    after = _AFTER.match(text, span.end)
    words = [before[before.lastindex or 1] if before else ""]
    end = span.end
    if after:
        words += [after[1] or "", after[3] or ""]
        end = after.end(1) if after[1] else end
    low, high = span.low, span.high
    for word in words:
        low, high = _changed(word.lstrip("块钱元都也还").rstrip("点吧"), low, high, span)
    value = span.value if any(word in ("来", "把", "左右", "上下") for word in words) else (low + high) / 2
    return Quantity(low, high, value, span.start, end, span.bare, low != high or any(words))


def _changed(word: str, low: float, high: float, span: Span) -> tuple[float, float]:
    if word in ("多", "+", "＋", "打不住", "挡不住"):
        return low, max(high, low + (span.unit if span.unit >= 10 else _round_step(low) if span.bare else 0.0))
    if word in ("挂零", "有余"):
        return low, high * 1.03
    if word in ("出头", "冒头", "开外", "出", "出点头", "出一点头"):
        return low, high * 1.1
    if word in (
        "不到",
        "不足",
        "没到",
        "不满",
        "不够",
        "不超过",
        "没超过",
        "没有",
        "没",
        "将近",
        "差",
        "差一",
        "差＿＿",
        "接近",
        "快",
        "快到",
        "近",
        "小",
    ):
        return low * 0.9, high
    if word in ("来", "左右", "上下"):
        return low * 0.9, high * 1.1
    return (low * 0.8, high * 1.2) if word == "把" else (low, high)


def _round_step(value: float) -> float:
    """The step that 多 opens behind figures: 110多 ends below 120, 8多 below 9."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _joined(found: list[Quantity], text: str) -> list[Quantity]:
    """Pairs like 三万到四万, 3-4万 and 四万多五万不到 as one range."""
    joined: list[Quantity] = []
    for quantity in found:
        listed = text.startswith("、", quantity.end) or (joined and text.endswith("、", 0, joined[-1].start))
        if joined and not listed and (both := _range(joined[-1], quantity, text)):
            joined[-1] = both
        else:
            joined.append(quantity)
    return joined


def _range(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    gap = text[first.end : second.start]
    if _between(first, second, text):
        return replace(first, high=second.high, value=(first.low + second.high) / 2, end=second.end, about=True)
    adjoining = gap.strip(" ，,") in ("", "不到", "近", "快", "快到", "接近", "将近") and first.about and second.about
    rising = not gap and first.bare == second.bare and first.high < second.low <= 2 * first.low  # 六十七十
    twice = gap in ("亩", "平", "斤") and text.startswith(gap, second.end)  # 三亩四亩
    rising = rising or (twice and second.value - first.value == 1 < first.value)
    if not adjoining and not rising and not _TO.fullmatch(_BETWEEN.sub("", gap)):
        return None
    if "、" in gap and not first.bare:
        return None
    if first.bare and not second.bare and first.value < 1000:
        first = first.times(_last_unit(second))
    low, high = first.low, second.high
    if not low < high <= low * 20:
        return None
    return Quantity(low, high, (low + high) / 2, first.start, second.end, second.bare, True)


def _between(first: Quantity, second: Quantity, text: str) -> bool:
    """介于两万和三万之间, 超过三亩，不到四亩, 两万肯定不止，三万没有: a bound below and a bound above."""
    gap = text[first.end : second.start]
    found = _BOUNDS.fullmatch(gap) if len(gap) < _NEAR else None
    if not found or first.bare != second.bare or not first.low < second.high <= 2 * first.high:
        return False
    below = found["below"] or _ABOVE_IT.search(text, max(0, first.start - 2), first.start)
    return bool(below and (found["above"] or _BELOW_IT.match(text, second.end)))


def _last_unit(quantity: Quantity) -> float:
    return next((unit for unit in (10**8, 10_000, 1000, 100, 10) if quantity.high >= unit), 1)


def after_correction(text: str) -> int:
    """Where what counts begins: behind the last 不对, 说错了, 应该是; 0 when nothing was taken back."""
    return max(corrections(text), default=0)


def corrections(text: str) -> list[int]:
    """Where each 不对, 说错了, 应该是 ends."""
    return [found.end() for found in _CORRECTED.finditer(text)]


def number(text: str) -> Parsed[float] | None:
    """The number in ``text``. A range gives its middle and asks back; so do several different numbers."""
    found = quantities(text)
    corrected = [q for q in found if q.start >= after_correction(text)]
    found = corrected or found
    if not found:
        return None
    return parsed(found[-1] if corrected and after_correction(text) else found[0], text, several=len(found) > 1)


def parsed(quantity: Quantity, text: str, several: bool = False) -> Parsed[float]:
    """A quantity as the parsers hand it on."""
    words = text[quantity.start : quantity.end]
    why = "说了不止一个数" if several else "说的是大概的数" if quantity.ranged else ""
    low, high = (quantity.low, quantity.high) if quantity.ranged else (None, None)
    return Parsed(round(quantity.value, 4), words, bool(why), why, low, high)


def integer(text: str) -> Parsed[int] | None:
    """Like ``number``, whole; None for a broken one like 2.5."""
    found = number(text)
    if found is None or (found.low is None and found.value != int(found.value)):
        return None
    return Parsed(int(found.value), found.words, found.confirm, found.why, found.low, found.high)
