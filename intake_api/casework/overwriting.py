"""Two people with one sheet: what it would overwrite must still be what the telephone took along (方案 三(四))."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from dialogs.declaration import load_form
from intake_api.access.accounts import by_id
from intake_api.errors import Conflict
from intake_api.models import Account
from intake_api.models.tables import VISITS
from intake_api.office import Work
from intake_api.sealed_answers import open_answers
from intake_api.store.sealing import Sealer

_ITEM = re.compile(r"member\[(\d+)\]\.(\w+)")
_WHO = ("member_name", "id_no")  # tell who stands in a row
_TOLD = 6  # fields that are named
_LENGTH = 16  # characters of a mark: tells a change, not the value
_KEPT = "您这份没有交，还在手机上，一个字也没有丢。请点“看最新的，再交”。"


@dataclass(frozen=True, slots=True)
class Started:
    """What a sheet began with: the latest visit of that moment, and a mark of every answer then known."""

    visit: str
    marks: Mapping[str, str]


def known_of(case: Mapping[Any, Any], sealer: Sealer) -> dict[str, Any]:
    """The answers of a case, open, with the telephone of today: while the visit is under way a farmer's new number
    stands in the case and not in the sheet."""
    answers = open_answers(case["answers"], sealer)
    return {**answers, "phone": case["phone"]} if case["phone"] else answers


def started(connection: Connection, county: str, sealer: Sealer, case_id: str, known: Mapping[str, Any]) -> Started:
    """For the telephone to bring back. ``known``: the answers, open."""
    last = _last(connection, county, case_id)
    return Started(last["id"] if last else "", {key: _marks(sealer, key, value)[0] for key, value in known.items()})


def check(
    work: Work,
    account: Account,
    case_id: str,
    begun: Started | None,
    known: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """``known`` would become ``after``; ``begun`` None: the sheet does not say with what it began. Raises ``Conflict``
    when another person's visit came between, or when an answer that it would change is another one by now. A sheet of
    one's own, taken back and sent again, goes on."""
    last = _last(work.connection, work.code, case_id)
    if last and last["id"] != (begun.visit if begun else ""):
        if last["saved_by"] != account.id:
            raise Conflict(_visited(work, last, _differing(known, after)))
        return
    if begun is None:
        return
    touched = _differing(known, after)
    rows = {item[1] for key in touched if (item := _ITEM.fullmatch(key))}
    touched |= {f"member[{row}].{key}" for row in rows for key in _WHO}
    news = [key for key in touched if _is_new(work.office.sealer, key, known.get(key), begun)]
    if news:
        raise Conflict(f"您打开这份表以后，这几项有人改过：{_names(known, news)}。{_KEPT}")


def _differing(known: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {key for key in {*known, *after} if known.get(key) != after.get(key)}


def _is_new(sealer: Sealer, key: str, value: Any, begun: Started) -> bool:
    had = begun.marks.get(key, "")
    return bool(had) if value is None else had not in _marks(sealer, key, value)


def _marks(sealer: Sealer, key: str, value: Any) -> list[str]:
    """Under today's key first, then under the old ones."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return [index[:_LENGTH] for index in sealer.indexes(text, f"mark:{key}")]


def _visited(work: Work, last: RowMapping, differing: Iterable[str]) -> str:
    by = by_id(work.connection, work.code, last["saved_by"])
    who, when = by.name if by else "别的同事", f"{work.local(last['saved_at']):%m-%d %H:%M}"
    names = _names({}, differing)
    what = f"和您这份不一样的有：{names}。" if names else ""
    return f"{who}在 {when} 已经交了这一户的采集表。{what}{_KEPT}"


def _names(known: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Which fields, in words; the first few."""
    form = load_form()
    found: dict[str, None] = {}
    plain = [(_ITEM.fullmatch(key), key) for key in keys]
    for item, key in sorted(plain, key=lambda each: (int(each[0][1]) if each[0] else -1, each[1])):
        question = form.questions.get(item[2] if item else key)
        name = str(known.get(f"member[{item[1]}].member_name") or f"第 {int(item[1]) + 1} 位") if item else ""
        if question:
            found[f"{name}的{question.label}" if name else question.label] = None
    told = list(found)
    return "、".join(told[:_TOLD]) + (f"等 {len(told)} 项" if len(told) > _TOLD else "")


def _last(connection: Connection, county: str, case_id: str) -> RowMapping | None:
    query = select(VISITS.c.id, VISITS.c.saved_by, VISITS.c.saved_at)
    query = query.where(VISITS.c.county == county, VISITS.c.case_id == case_id)
    query = query.order_by(VISITS.c.saved_at.desc(), VISITS.c.id.desc()).limit(1)
    return connection.execute(query).mappings().first()
