"""How many live at home and what comes in, out of one long message."""

import re
from dataclasses import replace

from knowledge.heads.counts import count
from knowledge.money.amounts import money
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable

_WORDS = wordtable("announces")
_SIZE_ASKED = "家里一起过日子的有几口人？"
_INCOME_ASKED = "全家一年大概有多少收入？"
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_MAY_BE_SIZE = re.compile("[口个俩]|人口|\\d人|[一二两三四五六七八九十]人")
_HOME = r"(?:家(?:里|中|庭)?|屋里|厝里?|全家|一家|人口|我们|人)"
_SIZE = re.compile(
    rf"{_HOME}?[^，。,;；\n\d]{{0,8}}?{_N}\s*口(?:人|子|之家)?(?!井|塘|锅|饭|气)|"
    rf"{_HOME}(?:里|现在|还|总共|一共|就|只|有|共|是|为|剩|才|[:： ]){{0,4}}{_N}\s*个?人(?![伤死得病受工打帮去在])|"
    rf"人口(?:数|是|有|为|共|[:： ]){{0,3}}{_N}\s*[个人口]{{0,2}}|"
    rf"[^，。,;；\n\d]{{0,12}}(?:一共|总共|共|加起来|全部){_N}\s*[个口]人?(?![伤死得病受])|"
    rf"[我他她俩伴头婆囝娃妈爸][^，。,;；\n\d]{{0,6}}{_N}\s*个人(?=[过住吃生相在啊呢我他她。，,\s]|$)|"
    rf"人(?:有|是|就|共){_N}\s*个|"
    rf"{_N}\s*个人(?:一起|一块|在家)?(?:过|住|吃饭|生活|相依为命)"
)
# 又添了一口, 走了一个: by how many they changed, not how many there are; nor how many there were.
_CHANGED = re.compile(
    rf"(?:[添增加多少减走]|搬走|嫁出?|去世|过世)(?:了|掉|出|去)*{_N}\s*[个口]人?子?$|(?:原来|以前|本来|原先|过去)(?!.*现在)"
)
# Where a clause about income may begin: with its period, or whose it is.
_INCOME = re.compile(
    r"(?:(?:一年|每年|一个月|每个?月|月|年|全家|我家|家里|去年|今年|总|纯)[^，。,;；\n]{0,12}?|"
    r"[\d一二两三四五六七八九十百千万]{1,6}[块元]?的?)?"
    r"(?:收入|挣|赚|工资|进账)"
)
_OTHER_FACTS = (*_WORDS["name"], *_WORDS["phone"], *_WORDS["id_number"], *_WORDS["ends_income"])
_ENDS = re.compile("[。;；\n]|" + "|".join(map(re.escape, _OTHER_FACTS)))
_SOFT = re.compile("[，,]")
_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百千万几没无负]")
_WORK = re.compile(r"\s*[^，。,;；]{0,8}(?:做|干|打工)[^，。,;；]{0,12}[天月]")
_PER_YEAR = re.compile(r"年|每月|个月|月薪|月工资|月收入|天|日工资")
_SPENT = re.compile("|".join(map(re.escape, _WORDS["spent"])))
_OWED = re.compile("欠|拖着|没[发给结拿付]|讨|扣")  # 欠我半年工资四万 came in never
_NEAR = 6  # characters before
_ALONE = re.compile(r"(?:我|我家|我们家|家里|全家)?(?:的|总)?(?:收入|进账)")
_A_YEARS_SUM = 12_000
_LONGEST = 60
_STOPS = "，。,;；\n 0123456789"


def size(text: str) -> Parsed[int] | None:
    """How many live together, where that is said: 家里五口人, 人口4, 就我跟老伴两个人."""
    if not _MAY_BE_SIZE.search(text):
        return None
    said = list(_SIZE.finditer(text))
    now = next((each for each in said if not _CHANGED.search(each[0])), None)
    if now is None:
        return None
    # 一个人 says nothing yet, 一个人过 does.
    found = count(text[now.start() : now.end() + 1].rstrip(_STOPS), _SIZE_ASKED)
    if found and now is not said[0]:
        return replace(found, confirm=True)
    return found


def income(text: str) -> Parsed[float] | None:
    """What comes in in a year, only where an amount is said to come in; 花了八万 is none."""
    for start in _INCOME.finditer(text):
        clause = _clause(text, start.start(), start.end())
        if spends(clause) or _OWED.search(text, max(0, start.start() - _NEAR), start.end()):
            continue
        if found := money(clause, _INCOME_ASKED):
            return _by_the_year(clause, found)
    return None


def spends(clause: str) -> bool:
    """Does money go out here?"""
    return bool(_SPENT.search(clause))


def _clause(text: str, start: int, announced: int) -> str:
    """From the period to where the next fact begins; a pause right after 收入 is none, and neither is one before
    how long was worked."""
    end = _ENDS.search(text, announced)
    rest = text[announced : min(end.start() if end else len(text), announced + _LONGEST)]
    pause = _SOFT.search(rest)
    while pause and not (_NUMBER.search(text[start:announced] + rest[: pause.start()])):
        pause = _SOFT.search(rest, pause.end())
    if pause and not _WORK.match(rest, pause.end()):
        rest = rest[: pause.start()]
    return text[start:announced] + rest


def _by_the_year(clause: str, found: Parsed[float]) -> Parsed[float]:
    """收入三千 may be a month's."""
    if _PER_YEAR.search(clause) or found.confirm or not 0 < found.value < _A_YEARS_SUM:
        return found
    return replace(found, confirm=True, why="按一年算")
