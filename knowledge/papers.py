"""What a county writes on the papers of a case in its own words (``papers.toml``): titles, bases, what is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from knowledge.declared import Declared

KINDS = ("posting", "review", "authorisation", "receipt")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The fixed wording of one paper. ``title`` stands on top, ``lead`` before what is filled in, ``basis`` names the
    rule it is made by, ``foot`` stands below, ``keep`` says who keeps it; all but the title may be empty."""

    title: str
    lead: str = ""
    basis: str = ""
    foot: str = ""
    keep: str = ""


def read_papers(root: Declared, facts: Mapping[str, str]) -> dict[str, Paper]:
    """Every paper of ``KINDS``; ``{热线}`` and the like come from ``facts``. Problems are noted in ``root``."""
    found = {kind: _paper(root.table(kind), facts) for kind in KINDS}
    root.finish()
    return found


def _paper(table: Declared, facts: Mapping[str, str]) -> Paper:
    words = {each.name: _filled(table, each.name, facts) for each in fields(Paper)}
    if not words["title"]:
        table.problem("缺少 title")
    table.finish()
    return Paper(**words)


def _filled(table: Declared, key: str, facts: Mapping[str, str]) -> str:
    text = table.take(key, "").strip()
    for name in _PLACEHOLDER.findall(text):
        if name not in facts:
            table.problem(f"{key} 里有不认识的{{{name}}}")
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], ""), text)
