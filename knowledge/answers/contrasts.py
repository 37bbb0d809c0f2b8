"""Yes of one part and no of another: 菌棚没保，稻子保了 · 夏天住，冬天下山 · 端碗还行，干活是别想了."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.answers.echoing import Sign
from knowledge.answers.implying import BAD, FINE

_WHEN = re.compile(
    r"(?:[我他她]|一般)?(?:春天|夏天|秋天|冬天|热天|冷天|平时|平常|白天|晚上|夜里|上半年|下半年|农忙|农闲|晴天|雨天|下雨|过年|过节|"
    r"周末|礼拜[六日天]|寒假|暑假|放假|开学|.{1,3}的?时候|[犯发]病|闲时|忙时)"
)
_ELSEWHERE = re.compile(
    r"^(?:不过|但是?|就是|只是|可是|有|没|不|是|能|会|可以|还|嗯|对)|隔壁|人家|别人|听说|以前|原来|从前|前年|去年|现在|如今|没再"
)
_LETTERS = 2


def seasons(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> bool:
    """夏天住，冬天山上冷: what is so at one time, and something else at another."""
    timed = [at for at, clause in enumerate(clauses) if _WHEN.match(clause)]
    return len(timed) > 1 and (asked.every or any(signs[at] for at in timed))


def parted(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> bool | None:
    """What yes of one part and no of another mean together: for 有没有 one is enough, for 都 and 安全 one is not.
    None where they are no two parts of one thing."""
    said = [(clause, each) for clause, each in zip(clauses, signs, strict=True) if each]
    values = {each.value for _clause, each in said}
    about_it = {each.value for clause, each in said if _names_it(clause, asked)}
    parts = len(values) > 1 and not any(_ELSEWHERE.search(clause) for clause, _ in said)
    if parts and len(about_it) == 1:
        return about_it.pop()
    return not asked.every if parts and all(_of_a_part(clause, asked) for clause, _ in said) else None


def better_and_worse(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> bool | None:
    """墙裂了，前厅还好: the worse counts, whether trouble or safety was asked about."""
    bad = [clause for clause in clauses if BAD.search(clause)]
    said = list(zip(clauses, signs, strict=True))
    if asked.hardship:
        fine = [clause for clause in clauses if FINE.search(clause) and not BAD.search(clause)]
        denied = any(each and not each.value and clause not in fine for clause, each in said)
        return True if bad and fine and not denied else None
    fine = [clause for clause, each in said if FINE.search(clause) or (each and each.value)]
    return False if asked.every and bad and fine else None


def _of_a_part(clause: str, asked: About) -> bool:
    """稻子保了: something stands before what is said of it, and it is theirs, and now."""
    return len(clause) > _LETTERS and not clause.startswith(asked.verbs)


def _names_it(clause: str, asked: About) -> bool:
    return any(len(verb) > 1 and verb in clause for verb in asked.verbs)
