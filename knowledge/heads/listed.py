"""Persons told one by one: 我和老伴，两个孙子; 老两口加儿子; 小的读三年级大的高中."""

import re
from dataclasses import dataclass, replace

from knowledge.numbers.numerals import Quantity, quantities
from knowledge.people.kinship import KIN_WORDS, MEANING
from knowledge.wordlists import wordtable

_TABLE = wordtable("heads")
_LABELS = {word for words in _TABLE["labels"].values() for word in words.split()}
_PAIRS = _TABLE["pairs"]["words"].split()


def _any_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


# Children told by their place among brothers and sisters: no further ones where their number was told before.
BY_PLACE = frozenset(_TABLE["by_place"]["words"].split())
_NOT_ALONE = {"儿", "男", "女", "小", "大", "老", "孙", "媳", "子"}  # labels only beside a number
_KIN = set(KIN_WORDS)
_LABEL = re.compile(_any_of(_LABELS | _KIN))
_POOR = re.compile(rf"(?:孤|糟|穷|单身|寡)?(?:{_any_of(_LABELS | _KIN)}|光棍)")
_BESIDE_A_FIGURE = {*_LABELS, *_KIN, *_PAIRS, "我们", "我俩"} - _NOT_ALONE - {"我"}
_LABEL_BEFORE = re.compile(
    rf"(?:{_any_of(_BESIDE_A_FIGURE)}|(?:^|(?<=[，,、。\s]))[孙男女])(?:有|就|是|也|还有|也跟去)?\s*$"
)
_TOTAL = re.compile(r"\s*[多来]?\s*(?:口(?!气|塘|井|锅)人?|[个隻]?[人侬](?!家|工|民|均)|个?家庭成员|张(?:嘴|口|最))")
_LOOSE = re.compile(
    r"\s*[多来]?\s*(?:个(?!半?[多来]?月|星期|礼拜|季|钟|小时|字|平|工(?![友人])|镇|村|乡|塘|棚|碗)|位|名(?!字|下))"
)
_SELF = r"(?<!不是)(?<![叫问让劝])(?:本人|我自己(?!的)|自己(?!的)|我(?!自己的))"
_OWN = re.compile(rf"[们家的这那姓是个叫]|(?:{_any_of(_KIN | set(_PAIRS))})")
_NAMED = _KIN | (_LABELS - _NOT_ALONE - {"大人", "学生", "人在外面"})
_LISTED = r"(?:^|(?<=[，,、\s]))[子女孙儿媳](?=[，,、\s]|$)"  # 妻，子，女
_WHO = re.compile(rf"(?P<pair>{_any_of(_PAIRS)})|(?P<kin>{_any_of(_NAMED)}|{_LISTED})|(?P<self>{_SELF})")
_PAIR = re.compile(_any_of(_PAIRS))
_ONE_OF = re.compile(rf"(?:{_any_of(_KIN)}|我|自己|他|她|老头|老人|各)\s*$")
_SINCE = (
    r"(?:[上这]个?月|[去前今]年|年[初底前头]|[\d零一二三四五六七八九十]+[年月]份?|已经|[早刚才也就都又]|[春夏秋冬]天)*"
)
_GONE = re.compile(
    rf"{_SINCE}[^，。,；;\s没未]{{0,4}}?(?:(?<=[刚才])走|走[了的]|过[世身]|作古|去世|不在(?!家)|死了?|嫁(?!过来|进)|搬走|分家|分出去|没了|迁走|早走|走得早|跑了|判给|归[他她前]|跟(?:了)?(?:[他她](?!们)|前夫|前妻|人跑|别人)|"
    r"不算|不在内|除外|没算|另外?立户|分户|[单另]过|另外?住|另外?开伙)"
)
_LEFT = re.compile(
    r"(?:就|只|单|光)?剩(?:下)?|(?:全|就|只|都)(?:靠|指望)|现在(?:就|只)|(?:就|只有|只)(?=我|老|他|她|爸|妈|儿|女)"
)
_BUT_NOT = re.compile(r"[^，。,\s]{0,4}[没不冇](?!在)")
_OF_KIND = re.compile(r"(?<![我他她])的(?:有|就|是|也)?$")  # 老的, 在读的, 干活的
_AND = re.compile(r"[和跟同与、]我?$")
_ONLY_ONE = frozenset(["配偶", "之父", "之母", "之公公", "之婆婆", "之岳父", "之岳母"])
_SCHOOL = re.compile(r"[初高][一二两三\d][名位人]")  # 职高一名
_RANKED = re.compile(r"(?:(?<![一二两三四五六七八九\d])老|[第初高]|(?<![里工])头)$")  # 老二小学四年级, 头一个
# 一个上大学的儿子: words between the figure and the noun.
_DESCRIBED = re.compile(
    rf"[^，。,；;、\s\d一二两三四五六七八九十个和跟]{{1,8}}的(?={_any_of(_KIN | (_LABELS - set('大小老男女')))})"
)
_ELDEST = re.compile(r"[老大]大|大|[老二]二|二")
# 剩我孤老婆子一个: the speaker, said twice.
_APPOSED = re.compile(
    r"(?<=我)(?:这个?|孤|糟|苦|穷|寡)*(?:老太婆|老婆子|老婆婆|老太|老头子?|老汉|老人家?|女人|寡妇|妇女|光棍|老骨头)(?=一个|一人|自己|孤)"
)
_GREAT_AND_SMALL = re.compile(r"[1-9一二两三四五六七八九]个?大(?=[，,\s]?[1-9一二两三四五六七八九]个?小)")
_COUPLE = re.compile("夫|口|.公婆|公婆.|俩$|[姐兄]")  # but 公婆 are those of a wife
_NO_SUCH = re.compile(r"(?:冇|没(?:有)?(?:出|生|养|娶|讨)?过?|没得|无)$")
_THERE_IS_NONE = re.compile(r"(?:倒|是|都|也|嘛|就|还)*(?:没有?|冇|没得|无)(?:的|了|啊)?(?=[，,。；;\s]|$)")  # 孙子没有
_YEAR_AT_COLLEGE = re.compile(r"[一二三四专学](?!岁)")
_AND_MORE = re.compile(r"(?:还有|再加|再|另外?|外加|加)(?:有|上)?$")
_NOT_EVEN = re.compile(r"一个人?(?:都|也)(?:不|没|冇)")  # 四个，一个都不在身边
_IS_WHAT = re.compile(r"(?:劳动?力|病人|残疾人|老人|党员|光棍|大人|大学生)")
_COUNTED_BEHIND = re.compile(
    r"[\d一二两三四五六七八九十俩仨]个?(?=$|[，,。\s都全])|[\d一二两三四五六七八九十]个(?![^，,。\s])"
)
_IS_A = re.compile(r"是(?:一?个|一?位|老)*$")  # 我爹是老党员
_OTHER = re.compile(r"(?<!其)[他她](?![们家的爸妈人])")  # 我高血压，他糖尿病
_RATE = re.compile(r"\s*(?:给|拿|要|一天|就|是|才|工钱)*(?:[一二两三四五六七八九\d]+[百千万块元]|\d{2,})")  # 一人两百
_LABEL_AND_NUMBER = re.compile(
    rf"\s*(?P<label>{_any_of(_LABELS - _NOT_ALONE)})\s*[:：]?\s*(?P<number>\d|[一二三四五六七八九])[。\s]*"
)
_PLACED = frozenset(["二的", "三的", "四的"])
_ONE_BESIDES = re.compile(r"(?:还有|再有|另有|再加)(?P<one>个)(?!月|半|\d)")
_HEADING = re.compile(r"(?:老人|病人|孩子|小孩|娃|学生|残疾人|大人|劳动力)[嘛么啊呢呀哦]+[，,\s]")
_FEW = 9  # 两孙子 is said without a measure word, 三十六孩子 is an age and a child
_MOST = 60


@dataclass(frozen=True, slots=True)
class Heads:
    """``number`` persons told in one word or figure. ``kind`` is total (五口人), loose (五个), some (两个孙子), one (a
    figure that says no more than the word before it), pair, kin or self."""

    kind: str
    number: int
    start: int
    end: int
    word: str
    low: float = 0.0
    high: float = 0.0


def heads(text: str, gone_too: bool = False) -> list[Heads]:
    """Everyone told in ``text`` (plain), in order; figures and single persons, without those who died or left."""
    if only := _LABEL_AND_NUMBER.fullmatch(text):
        number = int(quantities(only["number"])[0].value)
        return [Heads("some", number, 0, len(text), only["label"], number, number)]  # 小孩3
    found: list[Heads] = []
    masked = text
    if apposed := _APPOSED.search(text):
        masked = _mask(text, apposed.start(), apposed.end())
    pairs = [pair.span() for pair in _PAIR.finditer(text)]
    for quantity in quantities(text):
        if any(start <= quantity.start < end for start, end in pairs):
            continue
        told = _figure(quantity, text, found[-1].end if found else 0)
        if not told or any(each.start <= told.start < each.end for each in found):
            continue
        if told.kind == "one":
            masked = _mask(masked, told.start, told.end)
            continue
        found.append(told)
        masked = _mask(masked, told.start, told.end)
    found += _one_more(text, found)
    singles = _single(masked, gone_too)
    found = [_further(each, [*found, *singles], text) for each in _alike(found, text)]
    singles = [one for one in singles if not any(each.start <= one.start < each.end for each in found)]
    return sorted([*found, *singles], key=lambda each: each.start)


def _one_more(text: str, found: list[Heads]) -> list[Heads]:
    """还有个姓林的老板: one more, whoever it is."""
    more = [Heads("loose", 1, each.start("one"), each.end(), "", 1.0, 1.0) for each in _ONE_BESIDES.finditer(text)]
    return [each for each in more if found and not _label_at(text, each.end, described=True)]


def _further(one: Heads, told: list[Heads], text: str) -> Heads:
    """夫妻俩，再一个读小学的: behind 还有 or 再 a figure goes on with the list of those named before."""
    before = [each for each in told if each.start < one.start]
    listed = before and all(each.kind in ("kin", "pair", "self", "some") for each in before)
    goes_on = one.kind == "loose" and listed and _AND_MORE.search(text, max(0, one.start - 4), one.start)
    return replace(one, kind="some") if goes_on else one


def _alike(found: list[Heads], text: str) -> list[Heads]:
    """老的两个 少的三个: figures for kinds of people told one beside the other are no totals."""
    kinds = [each for each in found if _OF_KIND.search(text[max(0, each.start - 3) : each.start] + each.word)]
    labels = [_LABEL_BEFORE.search(text, max(0, each.start - 6), each.start) for each in found]
    if len(found) > 1 and all(labels) and all(each.kind == "total" for each in found):  # 夫妻二人及子女三人
        return [replace(each, kind="some", start=of.start()) for each, of in zip(found, labels, strict=True) if of]
    if len(kinds) < len(found) or len(found) < 2:
        return found
    return [replace(each, kind="some") if each.kind == "loose" else each for each in found]


def _mask(text: str, start: int, end: int) -> str:
    return text[:start] + "，" * (end - start) + text[end:]


def _figure(quantity: Quantity, text: str, done: int) -> Heads | None:
    number = int(quantity.value + 0.5)
    total, loose = _TOTAL.match(text, quantity.end), _LOOSE.match(text, quantity.end)
    measure = total or loose
    end = measure.end() if measure else quantity.end
    if number > _MOST or _counts_nobody(quantity, text, end if measure and number == 1 else 0):
        return None
    if both_told := _GREAT_AND_SMALL.match(text, quantity.start):
        return Heads("some", number, quantity.start, both_told.end(), "大人", quantity.low, quantity.high)
    label = None if total or not (loose or number <= _FEW) else _label_at(text, end, bool(loose))
    if label and not loose and label[0] in _KIN and _is_ordinal(text, quantity.start):
        return None  # 大儿子深圳，二儿子泉州
    if number == 1 and (one := _one_told_before(text, quantity.start, end, bool(loose))):
        return one
    if label and label[0] == "大" and _YEAR_AT_COLLEGE.match(text, label.end()):
        label = None  # 一个大三
    if label and not (
        text[label.end() : label.end() + 1] == "家" or (not loose and label[0] != "大人" and text[end] == "大")
    ):
        return Heads("some", number, quantity.start, label.end(), label[0], quantity.low, quantity.high)
    if not measure and text[quantity.start] not in "俩仨":
        return None
    return _behind_whom(quantity, text, done, end, bool(total))


def _counts_nobody(quantity: Quantity, text: str, end: int) -> bool:
    """半个, 一个都没, 老二, and 一人两百 (``end`` is where 一人 ends)."""
    return (
        text[quantity.start] == "半"
        or bool(end and _RATE.match(text, end))
        or bool(_NOT_EVEN.match(text, quantity.start))
        or bool(_RANKED.search(text, 0, quantity.start) and not _SCHOOL.match(text, quantity.start - 1))
    )


def _one_told_before(text: str, start: int, end: int, loose: bool) -> Heads | None:
    """我一个老头, 我老公一个劳力: no further person."""
    what = loose and _ONE_OF.search(text, max(0, end - 7), start) and _IS_WHAT.match(text, end)
    if not what and not text.endswith(("我", "自己"), 0, start):
        return None
    swallowed = _POOR.match(text, end)
    return Heads("one", 1, start, swallowed.end() if swallowed else end, "")


def _behind_whom(quantity: Quantity, text: str, done: int, end: int, total: bool) -> Heads:
    """A figure told of those named right before it (孙子 两个), of one of them (我妈一个), or of everybody."""
    number, start = int(quantity.value + 0.5), quantity.start
    if number == 1 and _ONE_OF.search(text, max(0, start - 6), start):
        return Heads("one", 1, start, end, "")
    before = _LABEL_BEFORE.search(text, max(done, start - 8), start)
    if before and not total and not _is_sum(before[0], number, text[max(0, before.start() - 20) : before.start()]):
        first = _with_the_one_before(text, before.start(), done) if number > 1 else before.start()
        return Heads("some", number, first, end, before[0].strip(), quantity.low, quantity.high)
    return Heads("total" if total else "loose", number, start, end, "", quantity.low, quantity.high)


def _label_at(text: str, at: int, described: bool) -> re.Match[str] | None:
    """Who a figure counts, also where words describe them: 一个上大学的儿子."""
    words = _DESCRIBED.match(text, at) if described else None
    label = _LABEL.match(text, words.end() if words else at)
    return None if label and _COUNTED_BEHIND.match(text, label.end()) else label  # 孙子一个外孙女两个


def _is_ordinal(text: str, at: int) -> bool:
    """二儿子 is the second son; 三女儿 is the third daughter where an elder one is told."""
    return text[at] == "二" or (text[at] in "三四五" and _ELDEST.search(text[:at]) is not None)


def _with_the_one_before(text: str, start: int, done: int) -> int:
    """孙子孙女三个 are three together."""
    other = _LABEL_BEFORE.search(text, max(done, start - 4), start)
    return other.start() if other and other.end() == start else start


def _is_sum(label: str, number: int, before: str) -> bool:
    """我跟老头子两个, 我和儿子两个: everyone named so far, for nobody has two husbands."""
    kin = label.strip().rstrip("有就是也")
    joined = _AND.search(before)
    if joined and joined[0].startswith("、") and before.count("、") != number - 1:
        joined = None  # 老爸、老妈、老婆、儿子两个
    return number > 1 and (bool(joined) or MEANING.get(kin) in _ONLY_ONE)


def _single(text: str, gone_too: bool) -> list[Heads]:
    """Relatives, pairs and 我; no word is counted twice."""
    found: dict[str, Heads] = {}
    for who in _WHO.finditer(text):
        if any(each.word in ("双胞胎", "龙凤胎") and each.end == who.start() for each in found.values()):
            continue  # 双胞胎儿子
        if found and _IS_A.search(text, max(0, who.start() - 4), who.start()):
            continue
        kind = who.lastgroup or ""
        if who[0] in _PLACED and text.endswith(("高", "初", "大", "小", "第"), 0, who.start()):
            continue  # 1个高三的
        if not text[: who.start()].strip() and _HEADING.match(text, who.start()):
            continue  # 老人嘛，八十六的婆婆一个
        if kind == "self" and who[0] == "我" and _OWN.match(text, who.end()):
            continue
        word = "我" if kind == "self" else who[0]
        denied = _NO_SUCH.search(text, max(0, who.start() - 4), who.start()) or _THERE_IS_NONE.match(text, who.end())
        if kind != "self" and denied:
            continue
        if gone_too or not _GONE.match(text, who.end()) or kind == "self":
            found[word] = Heads(kind, 2 if kind == "pair" else 1, who.start(), who.end(), word)
    if not any(each.kind in ("kin", "pair") for each in found.values()) and (other := _OTHER.search(text)):
        found[other[0]] = Heads("kin", 1, other.start(), other.end(), other[0])
    return list(found.values())


def still_here(told: list[Heads], text: str) -> list[Heads]:
    """Those told behind 剩 or 就 when there are any: 女儿嫁了，剩我跟老太婆."""
    last = [found.end() for found in _LEFT.finditer(text)]
    for at in reversed(last):
        if _BUT_NOT.match(text, at):
            continue  # 就我没毛病
        if behind := [each for each in told if each.start >= at]:
            return behind
    return told


def together(told: list[Heads]) -> int:
    """How many they are; a pair of husband and wife includes oneself."""
    couple = any(each.kind == "pair" and _COUPLE.search(each.word) for each in told)
    counted = [each for each in told if each.kind in ("some", "pair", "kin", "self")]
    if couple:
        counted = [each for each in counted if each.kind != "self"]
    return sum(each.number for each in counted)


def gone_from(text: str) -> int:
    """How many relatives are said to have died or left: 我公公二月走了."""
    return sum(1 for who in _WHO.finditer(text) if who.lastgroup == "kin" and _GONE.match(text, who.end()))
