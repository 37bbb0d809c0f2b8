"""Questions and answers: the entries, their Markdown form, and the search that knows when it does not know."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.distress import distress
from knowledge.questions.ranking import Ranking

FoundOutcome = Literal["answered", "unsure", "out_of_scope", "emergency"]

# Shares of the question's own weight that an entry must cover; tuned on the tables of tests/knowledge.
_SURE, _LIKELY, _LEAD = 0.5, 0.3, 1.15
_TITLE = re.compile(r"(.+?)\s*\{#(\w+)\}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with other ways to ask it, and its answer."""

    id: str
    category: str
    question: str
    variants: tuple[str, ...]
    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the library says to a question: the likeliest entry, and further ones near to it, best first."""

    outcome: FoundOutcome
    entry: Entry | None = None
    near: tuple[Entry, ...] = ()

    @property
    def answer(self) -> str:
        """The answer of the likeliest entry; empty when there is none."""
        return self.entry.answer if self.entry else ""


class Library:
    """All entries of a county, indexed once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._ranking = Ranking([(e.question, *e.variants) for e in self.entries], [e.answer for e in self.entries])

    def ask(self, question: str) -> Found:
        """The answer to ``question``; ``unsure`` offers near ones, ``emergency`` goes before everything."""
        if distress(question):
            return Found("emergency")
        ranked = self._ranking.best(question, 4)
        likely = [hit for hit in ranked if hit.share >= _LIKELY]
        if not likely:
            return Found("out_of_scope")
        first = self.entries[likely[0].index]
        near = tuple(self.entries[hit.index] for hit in likely[1:])
        clear = len(likely) == 1 or likely[0].score >= _LEAD * likely[1].score
        sure = likely[0].share >= (_SURE if clear else 0.7)
        return Found("answered" if sure else "unsure", first, near)

    def about(self, topic: str) -> Entry | None:
        """The entry with that id."""
        return next((entry for entry in self.entries if entry.id == topic), None)


def read_markdown(text: str, where: str, facts: Mapping[str, str], problems: list[str]) -> list[Entry]:
    """The entries of one file: ``# category``, then ``## question {#id}``, ``- variant``, the answer, ``来源：…``.

    ``{收入线}`` and the like are filled from ``facts``.
    """
    head, *blocks = re.split(r"(?m)^## ", text)
    category = head.strip().removeprefix("# ").strip()
    entries = [_entry(block, category, where, facts, problems) for block in blocks]
    if not category or not entries:
        problems.append(f"faq/{where}：应以“# 分类”开头，至少有一个“## 问题 {{#编号}}”")
    return [entry for entry in entries if entry]


def _entry(block: str, category: str, where: str, facts: Mapping[str, str], problems: list[str]) -> Entry | None:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    title = _TITLE.fullmatch(lines[0]) if lines else None
    variants = tuple(line[2:].strip() for line in lines[1:] if line.startswith("- "))
    source = next((line.removeprefix("来源：") for line in lines if line.startswith("来源：")), "")
    answer = "\n".join(line for line in lines[1:] if not line.startswith(("- ", "来源：")))
    unknown = [name for name in _PLACEHOLDER.findall(answer) if name not in facts]
    if not title or not answer or not source or unknown:
        problems.append(
            f"faq/{where}：“{lines[0] if lines else ''}”缺编号、答案或来源，或有不认识的{unknown or '内容'}"
        )
        return None
    filled = _PLACEHOLDER.sub(lambda found: facts[found[1]], answer)
    return Entry(title[2], category, title[1], variants, filled, source)
