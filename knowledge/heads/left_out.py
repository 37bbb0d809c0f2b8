"""What an answer tells of besides those who count: 过年十一二个, 下个月就六个, 鸡工不算, 就老公一个，他出车我带娃."""

import re
from dataclasses import dataclass

from knowledge.heads.asked import of_noun
from knowledge.heads.listed import BY_PLACE, Heads, heads, together
from knowledge.numbers.numerals import quantities

HOLIDAY = re.compile(r"周末|过年|过节|放假|回来|[礼拜星期]{2}[天日六]")
_FEAST = re.compile(r"过年|过节|周末|放假|春节|节假日|清明|寒假|暑假|(?:礼拜|星期)[天日六]|双休")
_USUAL = re.compile(r"平时|平常|平日|常住|日常")
_OUR_HOUSEHOLD = re.compile(
    r"(?:[我咱阮]们?(?:自己)?(?:这|那)?(?:一)?(?:户|家|房)|自己?家)(?:里|就|只|有|是|自己|才|人口|人)*$"
)
_SHARED_HOUSE = re.compile(r"[一整同这全][栋幢座个]|隔壁|[几两三四五]家|大家族|兄弟|一起|合住|楼上楼下|租客|房客|租房")
_EXPLAINED = re.compile(r"(?P<many>\d{1,2}|[一二两三四五六七八九十])[人口个位名]\((?P<who>[^()]{1,40})\)")
_CLAUSE = re.compile(r"[^，。,；;！!？?、\s]+")
_SAYINGS = re.compile(
    r"户主(?=本人|自己|[之的][妻母父子女儿媳])|连大带小|拖家带口|[那这]几[个口]人?|哪(?:里|儿)?有几[个口]人?|[没冇](?:有)?几个人?(?=[，,。\s])|一边一个|各一个|一样一个|[喝吃断]奶|奶粉|牛奶|大大小小|老老小小|老老少少|老老嫩嫩|男女老少"
)
_YET_TO_COME = re.compile(
    r"下个?月|明年|后年|过(?:几|两)个?[天月年]|马上|快(?:要|生)|即将|以后|将来|等[^，。\s]{1,6}生"
)
_LODGING = re.compile("宿舍|工棚|合租")
_SELDOM = re.compile(
    r"(?:一年|半年|难得|偶尔|有时|过年|过节|逢年过节|几个月|很少)[^，。]{0,3}回|不常回|不大回|很少住|不回来?(?:的|了|住)?$|没回来(?:过)?$"
)
_THEN = re.compile(r"就|变|要|会")
_MOVED_OUT = re.compile(r"户口(?:也|都|早)*[迁转](?!来|进|回)")
_NOT_COUNTED = re.compile(r"(?:都|也|全)?(?:不算|不计|不在内|不算在内|除外|不包括在内)(?:的|啊|了)?$")
_LIVES_WITH_ANOTHER = re.compile(
    r"我?[^我跟和]{1,4}[跟和随](?![我咱])[^我]{1,5}(?:一起)?[住过](?:的|了)?"
)  # 公公跟小叔住
_ONLY = re.compile(
    r"(?:嗯|啊|哦|唉|现在|目前|如今|平时|平常|家里头?|我家|我们家?|屋里|厝里|[，,\s])*(?:劳动?力|[^，。\s]{1,5}的)?(?:就|只有?|光|仅|单)(?:有|是)?(?![那这剩一几])"
)
_NOT = re.compile(r"没|不|冇|未|还有|连")
_GOES_ON = re.compile(r"[，。,；;、\s啊呢哦]*(?:还有|还|和|跟|再|另|外加|加|以及|对了|哦)")
_JOINED = re.compile(r"(?:加上?|和|跟|还有|带|、)(?:个|一个)?$")
_JOINING = re.compile(r"[和跟同与、及还有也就是只剩我家们的个一那这啊呢吧嘛]*")


@dataclass(frozen=True, slots=True)
class Counting:
    """The words that tell who counts, place for place as in the answer, and the doubt that comes of the others."""

    text: str
    doubt: str = ""


_NO_PAPERS = re.compile(
    r"(?P<who>[^，。,；;\s]{0,10}?)的?户口(?:还|都|也)*(?:没|未|冇)有?(?:上|报|入|落|迁[来进过]|办|在这)"
)
# 我们村先报3户，另外2户材料还没齐
_LATER = re.compile(
    r"[，,。；;\s](?:另外|其[他它余]|剩下|还有)的?[^，。,；;\s]{1,10}(?:还没|没齐|没好|没弄好|下[周月次回批个]|以后|迟)[^。]{0,20}。?$"
)


def unregistered(text: str) -> int:
    """How many are told whose 户口 is not here: 外孙户口还没上."""
    without = [found["who"] for found in _NO_PAPERS.finditer(text)]
    return sum(max(1, together(heads(who))) for who in without)


def without_later(text: str) -> str:
    """``text`` without those who are to follow another time."""
    return _LATER.sub("", text)


def counting(text: str) -> Counting:
    """``text`` with what is not counted masked."""
    text = without_explanations(text)
    told = heads(text)
    if len(told) < 2:
        return Counting(text)
    for clause in reversed(list(_CLAUSE.finditer(text))):
        inside = [each for each in told if clause.start() <= each.start < clause.end()]
        if inside and len(inside) < len(told) and _is_aside(clause[0], text[: clause.start()]):
            text = text[: clause.start()] + "＿" * len(clause[0]) + text[clause.end() :]
            told = [each for each in told if each not in inside]
    return _restricted(text, told)


def without_sayings(text: str) -> str:
    """``text`` without words that seem to count and do not: 大大小小, 一边一个, 没几个人."""
    return _SAYINGS.sub(lambda found: "＿" * len(found[0]), text)


def _is_aside(clause: str, before: str) -> bool:
    """Does the clause tell of those who do not count, or of those to come?"""
    if (
        _NOT_COUNTED.search(clause)
        or (before.strip() and _MOVED_OUT.search(clause))
        or _LODGING.search(clause)
        or (before.strip() and _LIVES_WITH_ANOTHER.fullmatch(clause))
        or (_SELDOM.search(clause) and not re.search("[个口]", clause))
    ):
        return True
    to_come = _YET_TO_COME.search(clause)
    return bool(to_come and before.strip() and _THEN.search(clause, to_come.end()) and re.search("[个口人]", clause))


def _restricted(text: str, told: list[Heads]) -> Counting:
    """就老公一个，他出车我在家带娃: 就 and whom it names is the answer, the rest explains."""
    only = _ONLY.match(text)
    first = _CLAUSE.search(text, only.end()) if only else None
    if not first or _NOT.search(first[0]) or _GOES_ON.match(text, first.end()):
        return Counting(text)
    kept = [each for each in told if each.start < first.end()]
    rest = [each for each in told if each not in kept]
    if not kept or not rest or any(_merely_named(clause, rest) for clause in _CLAUSE.finditer(text, first.end())):
        return Counting(text)
    figures = any(each.kind in ("total", "loose") and each.number > 1 for each in rest)
    return Counting(text[: first.end()] + "＿" * (len(text) - first.end()), "还说了别的人" if figures else "")


def _merely_named(clause: re.Match[str], told: list[Heads]) -> bool:
    """就我爸，我妈，我: the list goes on."""
    words = clause[0]
    for each in reversed([one for one in told if clause.start() <= one.start < clause.end()]):
        words = words[: each.start - clause.start()] + words[each.end - clause.start() :]
    return len(words) < len(clause[0]) and bool(_JOINING.fullmatch(words))


def without_members(told_of: list[Heads], text: str) -> list[Heads]:
    """两个囝，大的讨了新妇，小的还没: the elder and the younger are those two."""
    children = [each for each in of_noun(told_of, "孩子") if each.kind in ("some", "pair")]
    covering = next((each for each in children if each.number > 1), None)
    if covering is None:
        return told_of
    behind = [each for each in told_of if each.kind == "kin" and each.start > covering.start]
    members = [each for each in behind if each.word in BY_PLACE and not _JOINED.search(text, 0, each.start)]
    if len(members) > sum(each.number for each in children):
        return told_of
    return [each for each in told_of if each not in members]


def without_explanations(text: str) -> str:
    """务工2人（长子、长媳）: without the names in brackets where they are as many as the figure before says."""
    explained = _EXPLAINED.search(text)
    if not explained or together(heads(explained["who"])) != quantities(explained["many"])[0].value:
        return text
    return text[: explained.start("who")] + "＿" * len(explained["who"]) + text[explained.end("who") :]


def usually(told_of: list[Heads], text: str, question: str) -> list[Heads]:
    """平时两个，过年就热闹了，十一二个: without those who are there on holidays only."""
    if HOLIDAY.search(question) or not (holiday := _FEAST.search(text)) or not _USUAL.search(text):
        return told_of
    usual = _USUAL.search(text, holiday.end())
    end = usual.start() if usual else len(text)
    return [each for each in told_of if not holiday.end() <= each.start < end] or told_of


def our_own(told_of: list[Heads], text: str) -> list[Heads]:
    """十二个人住一栋厝，我们这户四个: only the own household where others' are told beside it."""
    mine = [each for each in told_of if each.number > 1 and _OUR_HOUSEHOLD.search(text[: each.start][-8:])]
    others = [each for each in told_of if each not in mine]
    if len(mine) != 1 or not _SHARED_HOUSE.search(text):
        return told_of
    return mine if max((each.number for each in others), default=0) > mine[0].number else told_of
