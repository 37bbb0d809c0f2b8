"""The cause among the nine of Annex 1, by its printed name."""

from knowledge.parsed import Parsed
from knowledge.risks.rules import guess_risks

# 方案 附件1 致贫返贫风险：九项
CAUSES = {
    "illness": "因大病", "schooling": "因学", "disaster": "因灾", "disability": "因残", "epidemic": "因疫情",
    "accident": "因突发事件", "industry_failure": "因产业失败", "unstable_job": "因就业不稳", "other": "其他",
}  # fmt: skip


def cause(text: str) -> Parsed[str] | None:
    """The likeliest cause, always to be confirmed; ``others`` are the next two."""
    names = [CAUSES[guess.code] for guess in guess_risks(text)]
    return Parsed(names[0], text, True, "听起来是这个原因", others=tuple(names[1:3])) if names else None
