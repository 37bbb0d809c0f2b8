"""One question with its answer, and the Markdown file it is kept in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

Confidence = Literal["高", "中", "低"]

_TITLE = re.compile(r"# (.+?)\s*\{#(\w+)\}")
_LABEL = re.compile(r"(分类|把握|来源)：(.+)")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with other ways to ask it, and its answer. ``source`` names the clause when the answer comes from
    the plan; ``confidence`` is how sure the office is of the answer."""

    id: str
    category: str
    question: str
    variants: tuple[str, ...]
    answer: str
    source: str
    confidence: Confidence


def read_entry(text: str, where: str, facts: Mapping[str, str], problems: list[str]) -> Entry | None:
    """The entry of one file: ``# question {#id}``; ``分类：``, ``把握：``, ``来源：``; the answer; ``- variant``.

    ``{收入线}`` and the like are filled from ``facts``; what is wrong is added to ``problems``.
    """
    first, *lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    title = _TITLE.fullmatch(first)
    labels = {found[1]: found[2] for line in lines if (found := _LABEL.fullmatch(line))}
    answer = "\n".join(line for line in lines if not line.startswith("- ") and not _LABEL.fullmatch(line))
    wrong = [f"有不认识的{{{name}}}" for name in _PLACEHOLDER.findall(answer) if name not in facts]
    wrong += [f"缺{name}：" for name in ("分类", "把握", "来源") if name not in labels]
    if labels.get("把握", "高") not in get_args(Confidence):
        wrong.append("把握应是高、中或低")
    wrong += [] if title else ["第一行应是“# 问题 {#编号}”"]
    wrong += [] if answer else ["缺答案"]
    if wrong or not title:
        problems.append(f"faq/{where}：{'，'.join(wrong)}")
        return None
    variants = tuple(line[2:].strip() for line in lines if line.startswith("- "))
    filled = _PLACEHOLDER.sub(lambda found: facts[found[1]], answer)
    sure = cast(Confidence, labels["把握"])
    return Entry(title[2], labels["分类"], title[1], variants, filled, labels["来源"], sure)
