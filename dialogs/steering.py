"""Clauses that steer the conversation, told by a small grammar from those that only hold such words."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from knowledge.wordlists import wordtable

_CLAUSES = re.compile(r"[\s，。,.!！?？~～、…:：;；\"'“”()（）]+")
_SLOT = re.compile(r"\{([a-z]+)\}")
# What is said about this conversation, as against the life of the family.
_ABOUT_US = re.compile(
    r"[填写点按选]过|乱[填写点按]|问题|[写填点按选打讲说搞弄答念报]错|乱了|乱七八糟|一塌糊涂|作废|不算|题|机器|听不|没听|不懂|看不|不会|字|麻烦|烦|你们?|您|手机|没电|有人|有事|"
    r"这么多|前面|刚才|刚刚|上面|等等|等一?下|不好意思|对不起|算了|谢谢|哎|唉|啊|喂|急|别人填|给别人|弟弟填|我.{1,3}填|登记|申请|申报|[报交][的了]|记不|[不没]晓得|不知道|门牌|笑|丢人|面子|没意思|白费|开门|敲门|耳朵|吵|保密|忙|没空|带身上|我[要得先去].{0,5}了$"
)
# 医生说要重来, 银行让我重新申请: somebody else's words.
_OTHERS_WORDS = re.compile(r"(?<![你我再先想不])(?:说|讲|叫我?|让我?|喊我?|要我)$")
_A_STORY = re.compile(
    r"医|病|药|住院|手术|老板|工地|厂|公司|学校|老师|银行|儿子|女儿|老公|老婆|丈夫|媳妇|新妇|他|她|爸|妈|田|鱼|房|货|合同|低保|生意"
)
_REASON = "(?:我|怕|因为|要去|得去|有人|有事|人家|老公|老婆|家里|他|她|太|嫌|没|听不|看不|机器).{1,16}"
_ASKS = re.compile(r"(?:[?？]|吗|会不会.{1,8}|会怎么.{1,3}|行不行)$")
_ASKS_WHAT = re.compile("哪|怎么|什么|多少|几时|该|是不是|要不要")
_LONGEST = 120
_SHORTEST_RUN_ON = 7
_LONGEST_CLAUSE = 30
_LONGEST_REASON = 16
_MOST_CLAUSES = 8
# The order decides between clauses that mean several: 不重新填 我就想知道 … stands behind what is wanted.
_ORDER = ("cancel", "restart", "human", "status", "back", "pause", "skip", "repeat", "help")
_ORDERED = (
    "(?:我要|我想|我想要|帮我|给我|替我|请|麻烦|麻烦你|还是|就|那就|要)+(?:{0})(?:{1})*|(?:{0})(?:掉|了|算了|好了)?吧"
)


class _Command(NamedTuple):
    """The patterns of one command: a whole clause, a clause that ends or begins with it, a clause among chatter."""

    clear: re.Pattern[str]
    ending: re.Pattern[str]
    opening: re.Pattern[str]
    alone: re.Pattern[str]


@cache
def _slots() -> Mapping[str, str]:
    return {name: f"(?:{part})" for name, part in wordtable("steering")["slots"].items()}


def _filled(pattern: str) -> str:
    while _SLOT.search(pattern):
        pattern = _SLOT.sub(lambda found: _slots()[found[1]], pattern)
    return pattern


@cache
def _grammar() -> Mapping[str, _Command]:
    return {name: _compiled(wordtable("steering")[name]) for name in _ORDER}


def _compiled(part: Mapping[str, Any]) -> _Command:
    lead, tail = f"(?:{_filled('{lead}')}){{0,5}}", _filled("{tail}")
    said, alone = ("|".join(map(_filled, part.get(key, ["(?!)"]))) for key in ("clear", "alone"))
    orders = f"{said}|{_ORDERED.format(_filled(part['ordered']), tail)}" if "ordered" in part else said
    return _Command(
        re.compile(f"{lead}(?:(?:{orders}){tail}{{0,3}}){{1,2}}"),
        re.compile(f"(.{{2,{_LONGEST_REASON}}}?)(?:{said}){tail}{{0,3}}"),
        re.compile(f"{lead}(?:{said}){tail}{{0,2}}{_REASON}"),
        re.compile(f"{lead}(?:(?:{alone}){tail}{{0,3}}){{1,2}}"),
    )


@cache
def _stems() -> re.Pattern[str]:
    return re.compile(wordtable("steering")["stems"])


@cache
def _particles() -> re.Pattern[str]:
    return re.compile(_filled("(?:{lead}|{tail}){1,6}"))


def steered(text: str) -> str:
    """The command that a clause of ``text`` gives, or an empty string for an answer, a story or a question.

    >>> steered("问这么多 我不申请了"), steered("暂停化疗 血小板太低")
    ('cancel', '')
    """
    text = text.strip().lower()
    clauses = [clause for clause in _CLAUSES.split(text) if clause] if len(text) <= _LONGEST else []
    if not clauses or len(clauses) > _MOST_CLAUSES:
        return ""
    meant = [_meant(clauses, at) for at in range(len(clauses))]
    if _ASKS.search(text) and not meant[-1]:
        return ""  # 不报了，会有人来吗？
    return next((name for name in _ORDER if any(name in names for names in meant)), "")


def _meant(clauses: list[str], at: int) -> list[str]:
    clause = clauses[at]
    if at and _OTHERS_WORDS.search(clauses[at - 1]):
        return []
    if len(clause) > _LONGEST_CLAUSE:  # spoken on and on: what is wanted comes at the end
        return _at_the_end(clause)
    parts = _grammar().items()
    found = [name for name, part in parts if part.clear.fullmatch(clause)]
    if not found and all(_chatter(other) for other in (*clauses[:at], *clauses[at + 1 :])):
        found = [name for name, part in parts if part.alone.fullmatch(clause)]
    return found or _run_on(clause)


def _at_the_end(clause: str) -> list[str]:
    heard = clause[-_LONGEST_CLAUSE:]
    if _A_STORY.search(heard) or not (_stems().search(heard) and _ABOUT_US.search(heard)):
        return []
    ends = [heard[-length:] for length in range(3, _LONGEST_REASON)]
    return [
        name
        for name, part in _grammar().items()
        if any(part.clear.fullmatch(end) or part.alone.fullmatch(end) for end in ends)
    ]


def tells_of_life(text: str) -> bool:
    """药先停一下, 医生讲什么我听不懂: of the doctor and the family, not of this conversation."""
    return bool(_A_STORY.search(text))


def _chatter(clause: str) -> bool:
    """Is this said about the conversation, not about the family?"""
    if _particles().fullmatch(clause) or (_ABOUT_US.search(clause) and not _A_STORY.search(clause)):
        return True
    return any(part.clear.fullmatch(clause) or part.alone.fullmatch(clause) for part in _grammar().values())


def _run_on(clause: str) -> list[str]:
    """跟你讲不清转人工 · 不申请了我老公不让: said without a pause between the reason and the order."""
    if len(clause) < _SHORTEST_RUN_ON or not _stems().search(clause):
        return []
    found = []
    for name, part in _grammar().items():
        ending = part.ending.fullmatch(clause)
        reason = ending is not None and not _OTHERS_WORDS.search(ending[1]) and _chatter(ending[1])
        asks_on = name == "skip" and _ASKS_WHAT.search(clause)  # 下一步我该去哪里报销
        if reason or (part.opening.fullmatch(clause) and not asks_on):
            found.append(name)
    return found
