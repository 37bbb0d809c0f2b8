"""Answers to a question that expects a no, which take it up: 嗯 to 没有残疾证吧, 不是，我自己的事 to 不是替人报的吧."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.answers.matters import matter
from knowledge.answers.signs import AGREES, NO_START, opens, plain, sign
from knowledge.parsed import Parsed

_NOT_SO = re.compile(
    r"^(?:也|话)?(?:不能|不好|别)这[样么]|^不(?:对|完全是|全是|是这样)|^也?不(?:至于|见得)|^谁[说讲]|^我们?(?:就|明明|当然|本来)就?是(?!不|没)|^你?[说记搞弄]错"
)
_NO_TROUBLE = re.compile(r"没有?(?:什么|啥)?(?:问题|毛病)[的啊呀了呢]*")
_NOT_RIGHT = re.compile(r"(?<!对)不对[吗吧呀么]?\W*$")
_RUN_ON = re.compile(r"((?:[对是嗯恩][的啊呀]*){1,4})([没不冇未].+)")


def to_a_no(clauses: list[str], asked: About) -> Parsed[bool] | None:
    """An answer to 没有残疾证吧 or 不是替人报的吧 that takes up its no: 嗯 · 不是，我自己的事 · 也不能这样讲."""
    if run_on := _RUN_ON.match(clauses[0]):
        clauses = [run_on[1], run_on[2], *clauses[1:]]  # 对的没领过
    if _NOT_RIGHT.search(asked.text) and AGREES.fullmatch(clauses[0]) and clauses[0].startswith("对"):
        return Parsed(True, clauses[0], True, "问的话里带“没”或“不”，怕听反了")  # 这个数不对吗: 对的呀
    if _NO_TROUBLE.fullmatch(clauses[0]) and not asked.consent:
        return _agreed(clauses, asked)  # 没问题 to 没有隐患吧
    if AGREES.fullmatch(clauses[0]) or (asked.is_not and clauses[0].rstrip("的啊呀呢哦吧") in ("不", "不是")):
        return _agreed(clauses, asked)
    if len(clauses) > 1 and plain(clauses[0]) and NO_START.match(clauses[0]) and matter("，".join(clauses[1:]), asked):
        return Parsed(True, clauses[0], True, "说的有是有不是")  # 不会啊，我儿子在工地
    no_such = clauses[0].startswith("不会") and "会" not in asked.text
    if (_NOT_SO.match(clauses[0]) or no_such) and (len(clauses) == 1 or not sign(clauses[-1], asked)):
        return Parsed(True, clauses[0], True, "听起来是")
    return None


def _agreed(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """嗯 to 没有残疾证吧: it agrees, unless what follows says otherwise (对，有的)."""
    known = matter("，".join(clauses[1:]), asked)
    later = [said for clause in clauses[1:] if (said := sign(clause, asked))]
    if later and later[0].value and known is not False and (known or any(map(opens, clauses[1:]))):
        return Parsed(True, clauses[0], True, "说的有是有不是")
    if later and later[0].value:
        return Parsed(False, clauses[0], True, "听起来不是")
    bare = len(clauses) == 1
    return Parsed(False, clauses[0], bare, "问的话里带“没”或“不”，怕听反了" if bare else "")
