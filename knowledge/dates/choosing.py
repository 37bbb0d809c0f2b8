"""Which of several days is asked for: 5号住院 12号出院; 本来说一号，拖到五号; 第一次没事 第二次冲了田."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.dates.views import Reading, View
from knowledge.dates.words import Mention
from knowledge.people.kinship import KIN_WORDS
from knowledge.wordlists import wordtable

_TABLE = wordtable("dates")
_MATTERS: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _TABLE["matters"].items()}
_CLAUSE = re.compile("[，。；;！!？?,\n]")
_PAUSE = re.compile("[，。；;！!？?,\n 、]")
_SMALL = frozenset("什么时候哪天年月日号几点是的了在您你我他她它您请问一下这那个有去来到就还多少家说讲也")
_ENDS = " 的了吧呢啊哦。，,!！"
_DROPPED = re.compile(f"(?:{'|'.join(_TABLE['lists']['dropped'].split())})[^，。 ]{{0,2}}$")
_NOT_YET = re.compile("(?:都|节|那天)?(?:还|都)?(?:没|未|不)(?:有)?(?:到|过|来)")
_LAST_TIME, _NEXT_TIME = re.compile("上[次回]是?在?$"), re.compile("下[次回]是?在?$")
_UP_TO = re.compile("[年月日号份底初](?:一直)?(?:到|至|-|—|~)$")
_UNTIL_WHEN = re.compile("到期|结束|为止|出院|回来|完")
_KIN = re.compile("|".join(map(re.escape, sorted(KIN_WORDS, key=len, reverse=True))))
_MEANT = re.compile("|".join(_TABLE["lists"]["meant"].split()))
_ORDINAL = re.compile(r"第([一二三四])[个次回场趟]|(?P<first>前一?[个次回场])|(?P<last>(?:后一?|后面那)[个次回场])")
_NAMED_DAY = re.compile("(.*?)的?(?:时间|日期|日子|期)?(?:就|应该|大概)?[是在]$")
_PAPER = re.compile("身份证|证[上件]|证书|户口|登记|写的|合同|病历|单子上|报告上")
_LATEST = re.compile("(?<!从)最近|最后")
_THE_LAST = re.compile("(?:最近|最后)(?:的)?(?:这|那)?一?[回次场趟头]是?$")
_DENIED = re.compile("(?:就|也|都)?(?:不是|不对)(?=[，。, ]|$)")
_HARMLESS = re.compile("没事|没啥|还好|不要紧|没怎么|没受")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and what it comes to."""

    mention: Mention
    reading: Reading


def chosen(found: Sequence[Found], text: str, question: str, view: View) -> Found:
    """The day that ``question`` asks for; the likeliest when the words leave it open."""
    if picked := _by_order(found, text, question):
        return picked
    kept = [each for each in found if not _out(each, text, question, view)] or list(found)
    named_last = [each for each in kept if _THE_LAST.search(text, 0, each.mention.start)]
    if named_last or (_LATEST.search(question) and not view.future):
        return max(named_last or kept, key=lambda each: each.reading.value)  # 最近一回是今年三月八号
    if whose := set(_KIN.findall(question)):
        kept = [each for each in kept if whose & set(_KIN.findall(_side(each, found, text)[0]))] or kept
    if _PAPER.search(question):
        kept = [each for each in kept if _PAPER.search(_side(each, found, text)[0])] or kept
    sides = {id(each): _side(each, found, text) for each in kept}
    if not text[found[-1].mention.end :].strip(_ENDS) and len(text[: found[0].mention.start].strip(_ENDS)) > 1:
        sides = {key: (before, "") for key, (before, _) in sides.items()}  # 住院3号 出院20号
    return max(kept, key=lambda each: _weight(each, sides[id(each)], question))


def _out(each: Found, text: str, question: str, view: View) -> bool:
    """Is it denied, or ahead when the question is about what was?"""
    start, end, today = each.mention.start, each.mention.end, view.today.isoformat()
    value = each.reading.value
    ahead = value < today[: len(value)] if view.future else value > today[: len(value)]
    before = text[max(0, start - 8) : start]
    if _UP_TO.search(before) and not _UNTIL_WHEN.search(question):
        return True  # 3月到5月: from when
    other = _LAST_TIME if view.future else _NEXT_TIME
    denied = _DROPPED.search(before) or _NOT_YET.match(text, end) or _DENIED.match(text, end)
    return bool(ahead or denied or other.search(before))


def _side(each: Found, found: Sequence[Found], text: str) -> tuple[str, str]:
    """The words before a day since the last comma or day, and those behind it up to the next day."""
    start, end = each.mention.start, each.mention.end
    before = max((other.mention.end for other in found if other.mention.end <= start), default=0)
    following = [other.mention.start for other in found if other.mention.start >= end]
    behind = text[end : min(following)] if following else text[end:]
    if following and (breaks := list(_CLAUSE.finditer(behind))):
        behind = behind[: breaks[-1].start()]  # what stands before the next day is said of that one
    return _CLAUSE.split(text[before:start])[-1], behind


def _shared(sides: tuple[str, str], question: str) -> int:
    """How much of what the question asks about stands beside the day; before it only when nothing stands behind."""
    before, after = sides
    behind = _likeness(after, question)
    ahead = _likeness(before, question) if before and not _PAUSE.split(after)[0] else 0
    return behind or ahead or min(1, _likeness(before, question))


def _likeness(words: str, question: str) -> int:
    asked, told = _asked(question), _told_of(words)
    if asked and told and not set(asked) & set(told):
        return -1  # of another matter
    matters = 2 * len(set(asked) & set(told))
    pairs = sum(1 for at in range(len(words) - 1) if words[at : at + 2] in question and words[at] not in _SMALL)
    return matters + pairs + len({*words} & {*question} - _SMALL)


@lru_cache(256)
def _asked(question: str) -> tuple[str, ...]:
    names = _told_of(question)
    return tuple(name for name in names if name != "borrowed") if "due" in names else names  # 贷款什么时候到期


def _told_of(words: str) -> tuple[str, ...]:
    return tuple(name for name, said in _MATTERS.items() if any(word in words for word in said))


def _weight(each: Found, sides: tuple[str, str], question: str) -> tuple[int, bool, bool, int, bool, int, int]:
    """The day of the matter asked about, an exact day before a rough one, one that is stressed, then the first."""
    shared = _shared(sides, question)
    vague = "大概" in each.reading.why or "没说是" in each.reading.why
    stressed = bool(_MEANT.search(sides[0]))
    others = any(word not in question for word in _KIN.findall(sides[0]))
    return max(0, shared), not others, not vague, shared, stressed, len(each.reading.value), -each.mention.start


def of_another_matter(each: Found, text: str, question: str) -> bool:
    """预产期是五月六号 asked when she became pregnant: does the only day told belong to something else?"""
    before, behind = _side(each, (each,), text)
    named = _NAMED_DAY.search(before)
    told = [name for name, said in _MATTERS.items() if named and named[1].endswith(said)]
    did = _PAUSE.split(behind)[0].rstrip("的了")  # 去年六月贷的 asked when it is due
    told = told or [name for name, said in _MATTERS.items() if did.endswith(said)]
    return bool(told and (asked := _asked(question)) and not set(asked) & set(told))


def _by_order(found: Sequence[Found], text: str, question: str) -> Found | None:
    """第一个没事 第二个把田冲了: the ordinals behind the days say what each did."""
    tail = found[-1].mention.end
    told = list(_ORDINAL.finditer(text, tail))
    ends = [*(each.start() for each in told[1:]), len(text)][: len(told)]
    sayings = [(each, text[each.end() : end]) for each, end in zip(told, ends, strict=True)]
    sayings = [(each, words) for each, words in sayings if not _HARMLESS.search(words)]
    if not sayings:
        return None
    which, _ = max(sayings, key=lambda saying: _likeness(saying[1], question))
    place = -1 if which["last"] else 0 if which["first"] else "一二三四".index(which[1])
    return found[place] if place < len(found) else None
