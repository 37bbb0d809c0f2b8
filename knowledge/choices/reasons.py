"""Options that are causes of hardship, by what is learned of causes: 老公车祸走了 for 其他 of 因病, 因学, 因灾."""

import re
from collections.abc import Sequence

from knowledge.risks.ranking import rank, told

_CALLED = {
    "illness": "病|医",
    "schooling": "学|教育|读书",
    "disability": "残",
    "disaster": "灾|水|火",
    "epidemic": "疫",
    "accident": "突发|意外|事故|变故",
    "industry_failure": "产业|种养|经营|亏|生意|养殖|种植",
    "unstable_job": "就业|失业|务工|工作|没活|打工",
    "other": "其他|其它|别的",
}
_OTHER = re.compile(_CALLED["other"])
_FEWEST = 3


def as_reason(text: str, options: Sequence[str]) -> int | None:
    """The option that stands for the likeliest cause, 其他 where it has none; None where the options are no causes."""
    places = {code: _place(words, options) for code, words in _CALLED.items()}
    if len({at for at in places.values() if at is not None and not _OTHER.search(options[at])}) < _FEWEST:
        return None
    causes = rank(text)
    if not told(causes):
        return None
    at = places.get(causes[0].code)
    return places["other"] if at is None else at


def _place(words: str, options: Sequence[str]) -> int | None:
    return next((at for at, option in enumerate(options) if re.search(words, option)), None)
