"""Several totals of one household: 本来六口我公公走了, 户口七个平时就三个, 四口哦孙子生了五口."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.heads.asked import asks_without
from knowledge.heads.left_out import HOLIDAY
from knowledge.heads.listed import BY_PLACE, Heads, gone_from, heads, together
from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import FORMER, LOST, TOTAL, Settled, add_up, settle
from knowledge.numbers.tellers import of_latest_year
from knowledge.parsed import Parsed

_NOW = re.compile(r"现在|如今|平时|活下来|养活|养大|成人|剩|还在")
_AT_HOME = re.compile(rf"{_NOW.pattern}|常住|在家|住|就|只|一起|屋里|厝里")
_ASKS_TOGETHER = re.compile(r"一起|常住|[住吃]|在家")
_BESIDES = re.compile(r"还有|另|加|连|再|[和跟]我?$")
_BOTH_SIDES = re.compile(r"两边|双方|两家|两头")
_HEADINGS = frozenset(["孩子", "小孩", "小孩子", "娃", "娃娃", "囝", "子女", "儿女", "老人", "老人家", "长辈"])
_MOST_SAID = 2
_ALL_BUT = re.compile(r"除了?(?P<who>[^，。\s都全]{1,16}?)(?:以外|外)?(?:[，,\s]+[^，。\s都全]{0,4})?(?:都|全)")
# 四个就剩老四没嫁, 五个人只有我妈没交.
_ONLY_NOT = re.compile(
    r"(?:就|只有?|单|仅|剩)(?:剩下?|有)?(?P<who>[^，。\s没不冇]{1,6}?)(?:还|都)?(?P<not>没|不|冇|未)"
)
_THE_OTHERS = re.compile(r"(?:其[他它余]|剩下|另外|别的|余下)的?$")
_SAID_AGAIN = re.compile(r"[，,。\s就是对啊嗯只有一共个]*")
_ONE_MORE = re.compile(r"(?:又|再|后来)(?:生|添|抱养?|收养|领养)了?$")  # 两个，后来又生一个
_BECAME = re.compile(r"变(?:成|为)?了?$")  # 多了一个，变五口了
_ALONE = re.compile(r"[，,。\s](?:就|是)*$")  # 本来五个，女儿户口迁走了，四个
_SO_NOW = re.compile(r"[，,。\s](?:那么?|所以|这样)(?:就|是|现在|一共)*$")  # 我大女儿迁走了 那五口
_CHANGE = re.compile("[又走添少多生死嫁搬没]")
_ONLY = re.compile(r"(?:就|只有?|仅|才|其中|里[头面]?有?)(?:有|剩)?$")
_AT_THE_END = re.compile(
    r"[，,。；;\s](?:一共|总共|拢共|合计|共计|加起来|共|就|有|是|正好|刚好|也就)*(?P<many>\d{1,2}|[二两三四五六七八九十俩仨]{1,2})"
    r"(?:[个口人位名]人?)?(?:(?<=[人名])[^，。,\s\d]{1,3})?(?:的|了|吧|啊|呢|咯|哦)*[。！!]?\s*$"
)
_DID = re.compile(
    r"(?:残疾|大人|小孩|孩子|人)?的?(?:里面?|当中|就|只|才)*[交买办打批考读上参领拿报评查做去][保到上过成了中]{1,2}"
)
_TOOK_PART, _INSURED = re.compile("[交买参办]"), re.compile("保|参|缴|证")
_DID_WHAT = re.compile("[交买办打批考读上参领拿评查做去]")
_NOT = re.compile(r"没|不|冇|毕业|工作|打工|辍学|停")
_OPENS = re.compile(r"\s*(?:嗯|啊|哦|有|就|是|大概|应该|一共|总共|家里|我家|我们|他家|她家)*\s*")
_THEN_A_PAUSE = re.compile(r"(?:吧|啊|呢|的|了|哦|呀|咯|嘛)*(?=$|[，,。；;：:、\s(（])")
_ON_SECOND_THOUGHT = re.compile(
    r"现在[还只就有剩]*[俩仨\d一二两三四五六七八九]|不过|但|可是|后来|去年|前年|其实|原来|本来|不对|算|好像|可能|里[头面]|其中|还是"
)


def one_total(figures: Sequence[Part], text: str, question: str, unit: str, added: bool) -> Settled:
    """The total that counts, read back where another was told; with ``added`` unexplained figures are summed."""
    if len(figures) == 1:
        return _less_the_gone(figures[0], text, unit) or Settled(figures[0], figures[0].working)
    again = _SAID_AGAIN.fullmatch(text, figures[0].end, figures[-1].start)
    if all(figure.value == 1 for figure in figures) and not again:
        return add_up(figures, unit)  # 一个还在喝奶一个上小班
    if found := _left_over(figures) or _said_most(figures, text) or _summed_up(figures, text):
        return found
    if _ONE_MORE.search(text, max(0, figures[-1].start - 5), figures[-1].start):
        return add_up(figures, unit)
    if 0 < len(latest := of_latest_year(figures, question)) < len(figures) and not _CHANGE.search(latest[-1].about):
        return _with_doubt(latest[-1], figures)  # 去年还五口，今年四口了
    if _SO_NOW.search(text, 0, figures[-1].start) and not text[figures[-1].end :].strip("了吧啊呢的。 "):
        return _with_doubt(figures[-1], figures)
    now_told = FORMER.search(text, 0, figures[0].start) and _ALONE.search(text, 0, figures[-1].start)
    if _BECAME.search(text, 0, figures[-1].start) or (now_told and not text[figures[-1].end :].strip("了吧啊呢的。 ")):
        return _with_doubt(figures[-1], figures)
    settled = settle(figures, text, unit)
    if not settled.why or "−" in settled.why:
        return settled
    at_home = _AT_HOME if _ASKS_TOGETHER.search(question) else _NOW
    if found := _no_former(figures, text) or _lived(figures, text, at_home) or _changed_mind(figures, text):
        return found
    if not added and "＋" in settled.why:
        return _with_doubt(figures[0], figures)
    return settled


def at_once(figures: Sequence[Part], text: str, noun: str) -> Settled | None:
    """俩，一个一中一个幼儿园: a figure that opens the answer and stands alone is the answer; what follows explains."""
    if not figures or not (opened := _OPENS.match(text)) or opened.end() != figures[0].start:
        return None
    first, rest = figures[0], text[figures[0].end :]
    if "口" in text[first.start : first.end] or not _THEN_A_PAUSE.match(rest) or _ON_SECOND_THOUGHT.search(rest):
        return None
    told = heads(rest)
    listed = sum(each.number for each in told)
    if not told or any(each.number > first.value for each in told):
        return None
    members = all(each.word in BY_PLACE for each in told)  # 三个呢，最大的上初中
    return Settled(first, "" if listed == first.value or members else f"说{first.value:g}人，又说了别的")


def at_last(figures: Sequence[Part], text: str) -> Settled | None:
    """今年又考上一个，两个: a figure that closes the answer and stands alone sums it up."""
    if len(figures) < _MOST_SAID:
        return None
    last, before = figures[-1], text[figures[-2].end : figures[-1].start]
    alone = re.search(r"[，,。\s]$", before) and not text[last.end :].strip("吧了啊呢的。！! ")
    if not alone or last.value <= max(figure.value for figure in figures[:-1]) or _ON_SECOND_THOUGHT.search(text):
        return None
    return Settled(last, "说了不止一个数", tuple(figure.value for figure in figures[:-1]))


def concluded(told_of: Sequence[Heads], text: str) -> Settled | None:
    """小学一名、职高一名，合计两名; 依爸依妈 我 我哥 四个: a figure at the end, alone, is what those before come to."""
    last = _AT_THE_END.search(text)
    before = heads(text[: last.start()]) if last else []
    if not last or len(before) < _MOST_SAID:
        return None
    number = quantities(last["many"])[0].value
    if number != sum(each.number for each in before) and number != together(list(before)):
        return None
    return Settled(Part(number, number, number, last.start("many"), last.end()))


def all_but(every: Sequence[Part], text: str, question: str) -> Parsed[int] | None:
    """除了我妈都能干，四口人; 四个就剩老四没嫁: the whole less those excepted. Below 0 when no whole is told."""
    but, only = _ALL_BUT.search(text), _ONLY_NOT.search(text)
    if but:
        whole = [part for part in every if part.start >= but.end()] or list(every)
        who = but["who"]
    elif only and not asks_without(question):
        whole, who = [part for part in every if part.end <= only.start() and part.value > 1], only["who"]
        if not whole:
            return None
    else:
        return None
    if whole and _THE_OTHERS.search(text, 0, whole[-1].start):
        why = f"除了{who}，别的{whole[-1].value:g}人"
        return Parsed(int(whole[-1].value), text.strip()[:60], True, why, unit="人")
    left = whole[-1].value - max(1, together(heads(who))) if whole else -1
    why = f"{whole[-1].value:g}人里除了{who}，算{left:g}人" if whole else ""
    return Parsed(int(left), text.strip()[:60], True, why, unit="人")


def only_so_many(figures: Sequence[Part], text: str, question: str) -> Settled | None:
    """五个人就两个能动: of the whole only so many; 俩娃，一个一年级一个学前班: as many as are told one by one."""
    if len(figures) < _MOST_SAID:
        return None
    whole, rest = figures[0], figures[1:]
    if whole.value > 1 and [part.value for part in rest] == [1] * int(whole.value) and not _NOT.search(text):
        return Settled(whole, f"数下来一共{whole.value:g}人")
    only = len(figures) == _MOST_SAID and _ONLY.search(text[whole.end : rest[0].start])
    behind = text[rest[0].end : rest[0].end + 8]
    bare = text.endswith("个", 0, whole.end) and _THEN_A_PAUSE.match(text, whole.end)  # 四个 其中一个是帮别人打零工
    if not only or bare or whole.value <= rest[0].value or asks_without(question):
        return None
    return None if _NOT.search(behind) else Settled(rest[0], f"说{whole.value:g}人里有{rest[0].value:g}人")


def some_of(figures: Sequence[Part], text: str, question: str) -> Settled | None:
    """五个人交了四个，我爸不肯交; 两个考上一个: of the whole so many did it."""
    if len(figures) < _MOST_SAID or asks_without(question):
        return None
    whole, some = figures[:_MOST_SAID]
    if not (_DID.fullmatch(text, whole.end, some.start) and whole.value > some.value):
        return None
    did = text[whole.end : some.start]
    if not any(verb in question for verb in _DID_WHAT.findall(did)) and not (
        _TOOK_PART.search(did) and _INSURED.search(question)
    ):
        return None
    return Settled(some, f"说{whole.value:g}人里有{some.value:g}人", (whole.value,))


def headed(told_of: Sequence[Heads], text: str) -> Settled | None:
    """四个老人，两边父母都在: a figure, and then who they are."""
    if len(told_of) < _MOST_SAID or told_of[0].word not in _HEADINGS or told_of[0].kind != "some":
        return None
    whole, listed = told_of[0], together(list(told_of[1:]))
    besides = _BESIDES.search(text, whole.end, told_of[1 if listed == whole.number else -1].end)
    if not 1 < listed <= whole.number or besides:
        return None
    if listed < whole.number and any(each.kind == "some" for each in told_of[1:]):
        return None
    same = listed == whole.number or _BOTH_SIDES.search(text, whole.end)
    why = "" if same else f"说{whole.number}人，一个个数下来是{listed}人"
    return Settled(Part(whole.low, whole.high, float(whole.number), whole.start, whole.end), why)


def _with_doubt(part: Part, figures: Sequence[Part]) -> Settled:
    others = tuple(figure.value for figure in figures if figure.value != part.value)
    return Settled(part, "说了不止一个数" if others else "", others)


def _less_the_gone(part: Part, text: str, unit: str) -> Settled | None:
    gone = gone_from(text[part.end :])
    if not gone or not FORMER.search(text[: part.start]) or part.value <= gone:
        return None
    left = part.value - gone
    why = f"{part.value:g}−{gone}＝{left:g}{unit}"
    return Settled(replace(part, low=left, high=left, value=left), why, (part.value,))


def _left_over(figures: Sequence[Part]) -> Settled | None:
    """五个，死了一个，四个."""
    whole, *gone, left = figures
    fits = gone and all(LOST.search(part.about) for part in gone)
    return Settled(left) if fits and whole.value - sum(part.value for part in gone) == left.value else None


def _said_most(figures: Sequence[Part], text: str) -> Settled | None:
    """五个啊六个啊，六个，对，六个."""
    values = [figure.value for figure in figures]
    often = max(set(values), key=values.count)
    if values.count(often) < _MOST_SAID or often == 1 or TOTAL.search(text):
        return None
    return _with_doubt(next(figure for figure in figures if figure.value == often), figures)


def _summed_up(figures: Sequence[Part], text: str) -> Settled | None:
    """父母二人，子女三人，共五人."""
    last = figures[-1]
    if not re.search(r"[共计]\s*$|一共|总共|合计", text[max(0, last.start - 4) : last.start]):
        return None
    return Settled(last) if last.value >= max(figure.value for figure in figures) else None


def _no_former(figures: Sequence[Part], text: str) -> Settled | None:
    """三个，原来四个."""
    now = [figure for figure in figures if not FORMER.search(_own_words(figure, text))]
    return _with_doubt(now[0], figures) if len(now) == 1 else None


def _own_words(figure: Part, text: str) -> str:
    return re.split(r"[，。,；;\s]", text[max(0, figure.start - 10) : figure.start])[-1]


def _lived(figures: Sequence[Part], text: str, words: re.Pattern[str]) -> Settled | None:
    """生了四个，活下来三个; 平时两个，周末五个."""
    now = [figure for figure in figures if words.search(_own_words(figure, text))]
    usual = [figure for figure in now if not HOLIDAY.search(_own_words(figure, text))]
    return _with_doubt(usual[0], figures) if len(usual) == 1 and len(figures) == _MOST_SAID else None


def _changed_mind(figures: Sequence[Part], text: str) -> Settled | None:
    between = text[figures[0].end : figures[-1].start]
    if (
        len(figures) != _MOST_SAID
        or LOST.search(figures[-1].about)
        or not re.search(r"(?:^|[，,\s])[哦噢喔][，,\s]|对了|生了|添了|哦不|现在", between)
    ):
        return None
    return _with_doubt(figures[-1], figures)
