"""Reading what an action asks for: each kind of need has one reader, which says what is wrong in plain words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from intake_api.casework.lifecycle import Action, Need
from intake_api.casework.typed_days import typed_day
from intake_api.errors import Invalid
from intake_api.models.tables import ATTACHMENTS
from intake_api.office import Work
from knowledge import receipts
from knowledge.text import clean

LONGEST = 500
_BETWEEN_NAMES = re.compile(r"[、,，;；\s]+")


def read(work: Work, action: Action, case_id: str, inputs: Mapping[str, str]) -> dict[str, Any]:
    """The inputs of ``action``, cleaned and checked; others are dropped. Raises ``Invalid``."""
    values = {need.key: _read(work, need, case_id, inputs.get(need.key, "")) for need in action.needs}
    return {key: value for key, value in values.items() if value not in ("", [])}


def _read(work: Work, need: Need, case_id: str, given: str) -> Any:
    text = clean(given, LONGEST)
    if text:
        return _photos(work, need, case_id, text) if need.kind == "photos" else _READERS[need.kind](work, need, text)
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


def _choice(_work: Work, need: Need, text: str) -> str:
    if text not in dict(need.options):
        raise Invalid(f"“{need.label}”请从这几条里选：" + "；".join(words for _, words in need.options))
    return text


def _day(_work: Work, need: Need, text: str) -> str:
    return typed_day(text, need.label).isoformat()


def _number(_work: Work, need: Need, text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise Invalid(f"“{need.label}”请写数字，没有就写 0")
    return int(text)


def _people(_work: Work, need: Need, text: str) -> list[str]:
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    if not names:
        raise Invalid(f"“{need.label}”请写姓名，几个人用顿号分开")
    return list(dict.fromkeys(names))


def _yes(_work: Work, need: Need, text: str) -> str:
    if text not in ("yes", "on", "是"):
        raise Invalid(f"请先做到“{need.label}”，再打勾")
    return "yes"


def _photos(work: Work, need: Need, case_id: str, text: str) -> list[str]:
    """Ids of photos that are there already and belong to this case."""
    wanted = list(dict.fromkeys(_BETWEEN_NAMES.split(text)))
    here = (ATTACHMENTS.c.county == work.code, ATTACHMENTS.c.case_id == case_id, ATTACHMENTS.c.id.in_(wanted))
    found = set(work.connection.execute(select(ATTACHMENTS.c.id).where(*here)).scalars())
    if missing := [one for one in wanted if one not in found]:
        raise Invalid(f"“{need.label}”有 {len(missing)} 张没有传上来，请重新拍照上传")
    return wanted


_READERS: Mapping[str, Callable[[Work, Need, str], Any]] = {
    "text": _text,
    "village": _village,
    "receipt": _receipt,
    "choice": _choice,
    "day": _day,
    "number": _number,
    "people": _people,
    "yes": _yes,
}
