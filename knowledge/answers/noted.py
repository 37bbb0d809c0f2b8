"""Whether what was noted is right: 六口 to 五口人，对吗, 大民 to 陈大明，对吗, 耳东陈 to 您姓陈，对吗."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.answers.signs import AGREES, opens
from knowledge.parsed import Parsed
from knowledge.wordlists import wordlist

_FEW = 5
_WRONG_IN_IT = re.compile(
    r"[少多漏错]写|写错|不对|没[算加写]|[记听写搞弄说念][反岔混倒漏]|不[止全]|不齐|"
    r"错了|[多少]了|应该是|不是|漏了|要改|改一下|哪有|我说的是"
)
_A_DIGIT = re.compile(
    r"(?:最后|末尾|尾号|中间|开头|前面|后面|第.{1,2}|倒数.{0,3})(?:面|头|边)?(?:那|的|一|[两三四几]|个|位|字|号|数|码)*(?:应该)?(?:是|错)"
)
_CORRECTED = re.compile(r"(?:我|应该|那个?|就)?是(?![的这那对没啊呀呢哦嗯真我])(.{1,8}?)[的啊呀呢哦嘛]*")
_CALLED = re.compile(r"名字|叫|姓|住|地址|[村镇乡县路]")
_ALL_RIGHT = re.compile(r"没错|对|是的|可以")
_SPELT_SO = wordlist("spelt")
_SPELT = re.compile(r"是?.{1,4}的那?个?(.)")
ABOUT_RIGHT = re.compile(r"差不多|大差不差|大概(?:是|就)?这样|八九不离十|基本(?:上)?(?:对|是)?")


def noted_wrong(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """What is said to be wrong in it, or is something else than was noted; None where nothing is."""
    if not asked.negative and any(_WRONG_IN_IT.search(clause) or _A_DIGIT.match(clause) for clause in clauses):
        brief = len(clauses) == 1 and len(clauses[0]) <= _FEW
        return Parsed(False, clauses[0], not brief, "" if brief else "说有地方不对")
    return _corrected(clauses, asked)


def _corrected(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """是五口 to 四口人，对吗: another than what was noted; 是梅花的梅 only spells it when it is in it."""
    found = next(filter(None, map(_CORRECTED.fullmatch, clauses)), None)
    if clauses[0] in _SPELT_SO and clauses[0][-1] in asked.text:
        return Parsed(True, clauses[0], True, "说的是同一个字")  # 耳东陈 to 您姓陈，对吗
    if not found and _CALLED.search(asked.text) and _another_name(clauses[0], asked):
        return Parsed(False, clauses[0], True, "说有地方不对")
    if not found or found[1] in asked.text or (found.string != clauses[0] and AGREES.fullmatch(clauses[0])):
        return None
    spelt = _SPELT.fullmatch(found.string)
    same = spelt is not None and spelt[1] in asked.text
    return Parsed(same, found.string, True, "说的是同一个字" if same else "说有地方不对")


def _another_name(said: str, asked: About) -> bool:
    """大民 to 陈大明，对吗."""
    shared = sum(letter in asked.text for letter in said)
    return len(said) in (2, 3) and 0 < shared < len(said) and not _ALL_RIGHT.search(said) and not opens(said)
