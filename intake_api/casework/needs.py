"""Reading what an action asks for: each kind of need has one reader, which says what is wrong in plain words."""

from collections.abc import Callable, Mapping

from intake_api.casework.lifecycle import Action, Need
from intake_api.errors import Invalid
from intake_api.office import Work
from knowledge import receipts
from knowledge.text import clean

LONGEST = 500


def read(work: Work, action: Action, inputs: Mapping[str, str]) -> dict[str, str]:
    """The inputs of ``action``, cleaned and checked; others are dropped. Raises ``Invalid``."""
    values = {need.key: _read(work, need, inputs.get(need.key, "")) for need in action.needs}
    return {key: value for key, value in values.items() if value}


def _read(work: Work, need: Need, given: str) -> str:
    text = clean(given, LONGEST)
    if text:
        return _READERS[need.kind](work, need, text)
    if need.required:
        raise Invalid(f"请填“{need.label}”")
    return ""


def _text(_work: Work, _need: Need, text: str) -> str:
    return text


def _village(work: Work, need: Need, text: str) -> str:
    places = work.county.places
    division = places.get(text)
    if division and division.level == "village":
        return division.code
    if named := places.village(text):  # as people write it: 日溪东坪
        return named.code
    raise Invalid(f"“{need.label}”没有对上，请写清楚是哪个镇哪个村，例如 日溪乡东坪村")


def _receipt(_work: Work, need: Need, text: str) -> str:
    receipt = receipts.parse(text)
    if receipt is None:
        raise Invalid(f"“{need.label}”的编号不对，请照着抄一遍，例如 JA20231110-0007-K 这样的")
    return receipt


def _reason(_work: Work, need: Need, text: str) -> str:
    if text not in dict(need.options):
        raise Invalid(f"“{need.label}”请从这几条里选：" + "；".join(words for _, words in need.options))
    return text


_READERS: Mapping[str, Callable[[Work, Need, str], str]] = {
    "text": _text,
    "village": _village,
    "receipt": _receipt,
    "reason": _reason,
}
