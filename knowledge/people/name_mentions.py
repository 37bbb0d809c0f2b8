"""The names that a text mentions, and whose each of them is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.people.kinship import STEPS
from knowledge.people.name_shapes import doubt_about
from knowledge.people.surnames import COMPOUND, surname_of

# Relatives' words that stand before a name as something else, or are the beginning of a longer one (大女|儿).
_NO_OWNERS = frozenset(
    """大女 小女 二女 细女 公 夫 儿 孙 大家 大官 先生 女人 男人 小的 大的 老小 之 兄 甥 父 母 子 女 妻
    妗""".split()  # noqa: SIM905
)
_OWNERS = [*STEPS, "邻居", "朋友", "亲戚", "亲家"]
_KIN = "|".join(sorted((re.escape(word) for word in _OWNERS if word not in _NO_OWNERS), key=len, reverse=True))
_OWNER = re.compile(
    rf"(?P<me>(?:我|本人)(?:就?是)?(?:(?:他|她|户主|病人|老人)(?:们?家)?的?|[一-鿿]{{2,4}}的)(?:大|小|二|亲)?(?:{_KIN})|我自己|我本人|自己|本人|"
    r"(?:报告|代报|联系|填报|填表|登记|申请|求助)人)|"
    rf"(?P<head>户主|户头)|(?P<need>病的|困难的?户?|报的|当事人|要帮的|受灾户?|隔壁|那户|这户|户[:：]|群众|病人|患者|寡妇|孤儿|老人家?|"
    rf"[替帮代给](?!我(?:自己)?报)|残疾人|边缘户|低保户|五保户)|(?P<kin>{_KIN}|他|她|伯|婶|嫂|叔|婆)|"
    r"(?P<mine>我(?!们|[村组包家妈爸爹娘老儿女]|的(?!姓名|名字|大名|全名)))"
)
_SEGMENT = re.compile(r"[^，。,;；、!！?？\s:：（）()/“”\"'‘’《》【】…\-—~]+")
_TAIL = re.compile(
    r"(?:啊|呀|呢|哦|吧|嘛|啦|哈|哎|了|先生|女士|同志|大哥|大姐|阿姨|叔叔|老人家?|本人|来的|来报|报的|这个名字|就是我|谢谢|的|一家人?|全家|夫妇|夫妻|两口子)+$"
)
_LED = re.compile(
    r"(?:另?一个|还有一?个?|嗯+|呃|哦|噢|啊|诶|哎|喂|你好|您好|好的?|[一-鿿]{0,8}?那[个家户位]?|在下|鄙人|就|是|对|写|填|记|我|他|她|也|都|又|还|的|[一-鿿]{1,9}?(?:村|社区|镇|乡|组|户))+?"
)
# Words that say: now comes the name. The longer ones leave no doubt.
_ANNOUNCED = re.compile(
    r"(?P<sure>(?:姓名|名字|大名|学名|全名|本名|真名|原名|户名|户口名)(?:就?是|叫|写的?是?)*(?:做|作)?|(?:名|就|又|是|都|才)?叫(?:做|作|的是)?|"
    r"(?<![一-鿿])名(?:叫|是)?|[贱敝]名)|"
    r"(?P<likely>(?:现在|如今|改名)(?:叫|是)?|身份证上?面?(?:写的|的名字)?(?:就?是|写[的着]?)?|(?:就|还|才)?是|(?:登记|[填写报记])(?:我|个|成|上|的是?|为|是)*|改成|改为|换成|[替帮代给])"
)
_AFTER = re.compile(
    r"$|家(?:的|里)?(?![一-鿿])|好了|[来在]?[当做]户主|当家|就[行好可]|可以|即可|[啊呀呢哦吧的了哈嘛呗喽啦]|今年|现年|家住|家在|住|来自|电话|手机|身份证|是|和|跟|与|以及|他|她|我|你|您|男|女|\d|这|那|来报|来问|要报|要申|小名|外号|别名|大家|平时|平常|名字|报|在|就|也|病|得了|"
    r"生病|想|说|本人|先生|女士|同志|大哥|大姐|阿姨|叔叔|大伯|大爷|老人|因|没|属|户|申请|已|患|残|咨询|反映|替|帮|代|耳|弓|木|草|口|言|立|三点|单人|双"
)
_STRONG_AFTER = re.compile(
    "来报|来问|来自|今年|现年|家住|家在|住在|身份证|电话|手机|是我|和我|在家|在医|报一|病了|生病|就是"
)
_NICKNAMED = re.compile(
    r"(?:都|大家|别人|村里人?|平时|平常|(?<!老)人家)[一-鿿]{0,3}?(?:叫|喊)(?:我|他|她)?|小名|外号|绰号|乳名|曾用名|叫我|喊我"
)
_AFTERWARDS = re.compile(r"^(?:他|她|这)?就?是?我(?:的)?(?:大|小|二|老)?(?:" + _KIN + r")(?=$|[，。,;；\s啊呀呢哦嘛])")
# 张三（儿子）李四（本人）: whose the name in front is.
_IN_BRACKETS = re.compile(
    rf"[（(]\s*(?:(?P<me>本人|我|自己|报告人|申请人)|(?P<head>户主)|(?P<need>患者|病人|残疾人?|当事人)|(?P<kin>{_KIN}))\s*[)）]"
)
_ROLE = re.compile(
    "支书|书记|主任|村长|干部|网格员|组长|队长|会计|老师|村民|农户|学生|医生|联系人|家属|[村镇乡组户]的?"
)
_TWO = re.compile("([一-鿿]{2,4}?)[和跟与及]([一-鿿]{2,4})")
_WHOSE_KIN = re.compile(rf"(?:家?的|他|她)(?:大|小|二)?(?:{_KIN})")  # 我是黄志远的女儿黄小雨
_AND_HIS = re.compile(rf"[和跟与及](?:他|她)们?家?的?(?:大|小|二)?(?:{_KIN})")  # 陈大山和他老婆林金花
_OLD = re.compile("原来|以前|原先|之前|上次|过去|本来")
_GONE = re.compile("[（(]?[一-鿿]{0,3}(?:已故|过世|去世|死了|不在了|病故|过身)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name: whose (me, head, need, kin, or "" when not told), how it was announced, and what speaks against it."""

    name: str
    start: int
    owners: frozenset[str]
    announced: bool
    doubt: str
    old: bool = False


def mentions(text: str) -> list[Mention]:
    """The names in ``text`` in order, once each and whose; nicknames are none."""
    found: list[Mention] = []
    owners: frozenset[str] = frozenset()
    for segment in _SEGMENT.finditer(text):
        told = [(m.start(), m.lastgroup or "") for m in _OWNER.finditer(segment[0])]
        last = 0
        for name, at, sure, doubt in _names_in(segment[0]):
            before = frozenset(_same(kind) for start, kind in told if last <= start < at)
            last = at + len(name)
            after = text[segment.start() + at + len(name) :].lstrip("，,。 ")
            if (his := _AND_HIS.search(segment[0])) and his.end() == at:
                before = frozenset([""])
            if bracket := _IN_BRACKETS.match(text, segment.start() + last):
                before = frozenset([bracket.lastgroup or ""])
            if not before and _AFTERWARDS.match(after):
                before = frozenset(["kin"])
            old = bool(_OLD.search(segment[0][:at]) or _WHOSE_KIN.match(segment[0], last) or _GONE.match(after))
            found.append(Mention(name, segment.start() + at, before or owners, sure, doubt, old))
        if told and not _NICKNAMED.search(segment[0]):
            owners = frozenset(_same(kind) for _, kind in told)
    return found


def _same(kind: str) -> str:
    return "me" if kind == "mine" else kind


def _names_in(segment: str) -> Iterator[tuple[str, int, bool, str]]:
    """The names of one segment: name, where, announced?, doubt."""
    nick = _NICKNAMED.search(segment)
    whole = _whole(segment)
    if whole and not nick:
        yield whole
        return
    if two := _TWO.fullmatch(_TAIL.sub("", segment)):
        both = [(two[at], two.start(at), False, doubt_about(two[at])) for at in (1, 2)]
        if all(surname_of(name) and doubt is not None for name, _, _, doubt in both):
            yield from ((name, at, sure, doubt or "") for name, at, sure, doubt in both)
            return
    if _AND_HIS.search(segment) and (front := begins_with_name(segment)):
        yield front, 0, False, ""
    end = 0
    for word in _ANNOUNCED.finditer(segment):
        if word.end() < end or (nick and nick.start() <= word.start() < nick.end()):
            continue
        sure = word.lastgroup == "sure"
        if read := _read(segment, word.end(), sure):
            yield read[0], word.end(), sure, read[1]
            end = word.end() + len(read[0])
    if not nick and (not end or _WHOSE_KIN.match(segment, end)):
        yield from (each for each in _after_somebody(segment) if each[1] >= end)


def begins_with_name(text: str, spelt: tuple[str, ...] = ()) -> str:
    """The name of three characters that a segment of ``text`` begins with; of an everyday word only where the
    surname was ``spelt`` out."""
    for segment in _SEGMENT.finditer(text):
        name = segment[0][:_WITH_GIVEN]
        known = surname_of(name)
        doubt = doubt_about(name, announced=known in spelt)
        meant = doubt == "" or (doubt and known in spelt)
        if known and meant and len(name) == _WITH_GIVEN and _AFTER.match(segment[0][_WITH_GIVEN:]):
            return name
    return ""


_WITH_GIVEN = 3


def _whole(segment: str) -> tuple[str, int, bool, str] | None:
    """A segment that is a name, with no more than 我 or a village before and a courtesy after."""
    bare = _TAIL.sub("", segment)
    doubt = doubt_about(bare)
    if doubt is not None and not _starts_sentence(bare):
        return bare, 0, False, doubt
    for length in (4, 3, 2):
        at = len(bare) - length
        name = bare[at:]
        if at <= 0 or not (surname_of(name) and (length < 4 or name[:2] in COMPOUND)):
            continue
        if doubt_about(name) == "" and _LED.fullmatch(bare[:at]):
            return name, at, False, ""
    return None


def _starts_sentence(bare: str) -> bool:
    return bool(_ANNOUNCED.match(bare))


def _after_somebody(segment: str) -> Iterator[tuple[str, int, bool, str]]:
    """户主陈大明, 我老公林建平, 低保户王五."""
    end = 0
    for owner in (*_OWNER.finditer(segment), *_ROLE.finditer(segment)):
        if owner.start() >= end and (read := _read(segment, owner.end(), False)):
            yield read[0], owner.end(), False, read[1]
            end = owner.end() + len(read[0])


def _read(segment: str, at: int, sure: bool) -> tuple[str, str] | None:
    """The name that begins at ``at``."""
    if at >= len(segment):
        return None
    length = 4 if segment[at : at + 2] in COMPOUND else 3
    readings: list[tuple[str, str]] = []
    for size in (length, length - 1):
        name, rest = segment[at : at + size], segment[at + size :]
        if len(name) < size or not _AFTER.match(rest):
            continue
        doubt = doubt_about(name, (sure and bool(surname_of(name))) or (sure and not _TAIL.sub("", rest)))
        if doubt is not None and (surname_of(name) or sure):
            readings.append((name, doubt))
    if len(readings) == 2 and _STRONG_AFTER.match(segment[at + length - 1 :]):
        return readings[1]
    if not readings and sure:
        four = _TAIL.sub("", segment[at:])
        doubt4 = doubt_about(four, True) if len(four) == 4 else None
        return (four, doubt4) if doubt4 is not None else None
    return readings[0] if readings else None
