"""Sentences that farmers wrote and cadres accepted, with everything taken out that says whose they are.

They go to a file for a person to read through; nothing is learned from them by itself.
"""

import re
from collections.abc import Iterator

from sqlalchemy import select

from intake_api.models.tables import CASES
from intake_api.office import Work
from knowledge.people.masking import hide_private
from knowledge.places.atlas import Places

# Accepted, and not found to be something else since.
_CONFIRMED = CASES.c.accepted_at.is_not(None) & CASES.c.state.not_in(("REJECTED", "DUPLICATE", "TRANSFERRED"))
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_SHORTEST, _LONGEST = 4, 80
_NUMBER = re.compile(r"[0-9*\-]*(?:\*|[0-9]{5})[0-9*\-]*")
_CALLED = re.compile(r"(?<=叫)[一-鿿]{2,3}(?=[，,。\s的]|$)|(?<=姓)[一-鿿]")
_SUFFIX = re.compile(r"(?:村|社区|镇|乡|街道)$")


def confirmed(work: Work) -> Iterator[tuple[str, str]]:
    """(cause, sentence) of every accepted case of the county that has both, anonymous, in the order of submission."""
    query = (
        select(CASES.c.risk, CASES.c.name, CASES.c.answers)
        .where(CASES.c.county == work.code, CASES.c.risk != "", _CONFIRMED)
        .order_by(CASES.c.submitted_at, CASES.c.id)
    )
    places = _names(work.county.places)
    for case in work.connection.execute(query).mappings():
        story = anonymous(str(case["answers"].get("story") or ""), case["name"], places)
        for sentence in _SENTENCE.findall(story):
            if _SHORTEST <= len(sentence.strip()) <= _LONGEST:
                yield case["risk"], sentence.strip()


def anonymous(text: str, name: str, places: re.Pattern[str]) -> str:
    """``text`` without the numbers, the places and the name that tell who it is about."""
    text = _NUMBER.sub("号码", hide_private(text))
    own = [part for part in (name, name[1:]) if len(part) > 1]
    for part in own:
        text = text.replace(part, "某某")
    return places.sub("某村", _CALLED.sub("某某", text))


def _names(places: Places) -> re.Pattern[str]:
    """Every village and town of the county, with or without 村 or 镇, the longest first."""
    full = {division.name for division in places.all()}
    short = {stem for name in full if len(stem := _SUFFIX.sub("", name)) > 1}
    return re.compile("|".join(map(re.escape, sorted(full | short, key=lambda name: (-len(name), name)))))
