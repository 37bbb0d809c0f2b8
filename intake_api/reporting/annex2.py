"""附件2 as figures: each one a query, and the same query lists the rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import Session

from dialogs.declaration import load_form
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, LIST_ENTRIES
from intake_api.notices import masked
from intake_api.reporting import remarks
from intake_api.reporting.columns import COLUMNS, REMARK, UNIT, Column, column, columns
from intake_api.reporting.remarks import Aside
from intake_api.reporting.units import Unit, area, paper, unit_name
from intake_api.reporting.weeks import Period, local_date
from intake_api.roster.sources import SOURCES
from knowledge.policy import County

Reader = Connection | Session
Value = int | str | None
Figures = Mapping[str, Mapping[str, int] | None]  # by column, by area; None: no source


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; ``values`` stand in the order of the columns, None where there is no source."""

    code: str
    unit: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Annex2:
    """The whole table. ``town`` is the code of the town whose paper it is, empty for the district's."""

    name: str
    town: str
    period: Period
    made_on: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Value, ...]

    def as_json(self) -> dict[str, Any]:
        """The body of ``GET /api/v1/annex2``."""
        names = ("key", "title", "group", "unit", "note")
        return {
            "since": self.period.since.isoformat(),
            "until": self.period.until.isoformat(),
            "columns": [{name: getattr(column, name) for name in names} for column in self.columns],
            "rows": [{"unit": row.unit, "code": row.code, "values": list(row.values)} for row in self.rows],
            "total": list(self.total),
        }


@dataclass(frozen=True, slots=True)
class Record:
    """One household behind a figure: masked, for checking, not for reaching anybody. ``at`` is when it counted,
    ``what`` the category of the problem or the measure, or the list, where that is what is counted. Without a case (a
    visit, a line of a department's list) ``receipt`` and ``case_id`` are empty."""

    receipt: str
    town: str
    village: str
    name: str
    at: datetime
    channel: str
    case_id: str
    what: str = ""
    household_id: str = ""


def annex2(
    reader: Reader,
    county: County,
    since: date | None,
    until: date | None,
    unit: str | None = None,
    *,
    now: datetime,
) -> Annex2:
    """The table from ``since`` to ``until`` (both counted; by default the campaign's start and today).

    ``unit`` None: the district's paper, a row for each counted town; a town: its own, a row for each village.
    """
    period = _period(county, since, until, now)
    of = paper(county, unit)
    shown = _columns(reader, county)
    figures = {each.key: _figures(reader, county, each, period, of) for each in shown}
    beside = remarks.asides(reader, county, period, of.level, now)
    codes = _codes(county, of, figures, beside)
    rows = tuple(_row(county, code, figures, beside.get(code, Aside())) for code in codes)
    total = _total(county, shown, rows, sum((beside.get(code, Aside()) for code in codes), Aside()))
    return Annex2(of.name, of.town, period, local_date(now, county.policy.timezone), shown, rows, total)


def rows_behind(
    reader: Reader,
    county: County,
    key: str,
    unit: str | None,
    since: date | None,
    until: date | None,
    *,
    now: datetime,
) -> list[Record]:
    """The households behind one figure, by time. ``unit``: a town, a village, or None for the total.

    Raises ``Invalid`` for a column without a source.
    """
    chosen = column(key, _columns(reader, county))
    counted = _select(county, chosen, _period(county, since, until, now)).subquery()
    level, codes = area(county, unit)
    same = (HOUSEHOLDS.c.county == county.code) & (HOUSEHOLDS.c.id == counted.c.household_id)
    query = (
        select(counted.c.town, counted.c.village, counted.c.at, counted.c.household_id, *_OF_EVENT, *_OF_CASE, _NAME)
        .join(EVENTS, (EVENTS.c.county == county.code) & (EVENTS.c.id == counted.c.id))
        .outerjoin(CASES, (CASES.c.county == county.code) & (CASES.c.id == counted.c.case_id))
        .outerjoin(HOUSEHOLDS, same)
        .where(counted.c[level].in_(codes))
        .order_by(counted.c.at, counted.c.id)
    )
    return [_record(county, row) for row in reader.execute(query).mappings()]


_OF_EVENT = (EVENTS.c.kind, EVENTS.c.data)
_OF_CASE = (CASES.c.receipt, CASES.c.channel, CASES.c.id)
_NAME = func.coalesce(CASES.c.name, HOUSEHOLDS.c.head_name, "").label("name")
_CATEGORIES = {  # what the log keeps of these kinds, in words
    "issue_found": load_form().codes["issue_category"],
    "issue_resolved": load_form().codes["issue_category"],
    "measure_implemented": load_form().codes["measure_category"],
    "urgent_help": load_form().codes["measure_category"],
    "screened": {key: each.label for key, each in SOURCES.items()},
}


def details(reader: Reader, county: County, table: Annex2) -> list[tuple[Column, Record]]:
    """The households behind every figure of ``table``, column by column."""
    unit, period, now = table.town or None, table.period, table.period.end(county.policy.timezone)
    counted = [each for each in table.columns if each.source]
    return [
        (each, record)
        for each in counted
        for record in rows_behind(reader, county, each.key, unit, period.since, period.until, now=now)
    ]


def _record(county: County, row: Any) -> Record:
    return Record(
        receipt=row["receipt"] or "",
        town=unit_name(county, row["town"]),
        village=unit_name(county, row["village"]),
        name=masked.name(row["name"]),
        at=row["at"],
        channel=row["channel"] or "",
        case_id=row["id"] or "",
        what=_CATEGORIES.get(row["kind"], {}).get(row["data"].get("category") or row["data"].get("source", ""), ""),
        household_id=row["household_id"] or "",
    )


def _columns(reader: Reader, county: County) -> tuple[Column, ...]:
    """裁定 18: column 3 has a source once the roster of 脱贫户 was imported."""
    wanted = {each.needs for each in COLUMNS} - {""}
    here = (LIST_ENTRIES.c.county == county.code,)
    known = [
        name
        for name in wanted
        if reader.execute(select(LIST_ENTRIES.c.list).where(*here, LIST_ENTRIES.c.list == name).limit(1)).first()
    ]
    return columns(known)


def _period(county: County, since: date | None, until: date | None, now: datetime) -> Period:
    # 裁定 15: cumulative since the start of the campaign unless asked otherwise.
    today = local_date(now, county.policy.timezone)
    first = since or min(county.policy.campaign_start, today)
    return Period(first, until or max(first, today))


def _figures(reader: Reader, county: County, of: Column, period: Period, unit: Unit) -> dict[str, int] | None:
    """The column's figure for each row of the paper, in one query; None without a source."""
    if of.source is None:
        return None
    counted = _select(county, of, period).subquery()
    by_area = select(counted.c[unit.level], func.count()).group_by(counted.c[unit.level])
    if unit.town:
        by_area = by_area.where(counted.c.town == unit.town)
    return {row[0]: row[1] for row in reader.execute(by_area)}


def _select(county: County, of: Column, period: Period) -> Any:
    assert of.source is not None
    return of.source(county, period)


def _codes(county: County, of: Unit, figures: Figures, beside: Mapping[str, Aside]) -> list[str]:
    """The rows to print: on a town's paper also a community where something was counted; 街道 are left out."""
    if not of.town:
        return list(of.codes)
    here = {d.code for d in county.places.villages(of.town)}
    counted = {code for by_area in figures.values() if by_area for code in by_area}
    return sorted({*of.codes, *counted, *(here & set(beside))})


def _row(county: County, code: str, figures: Figures, beside: Aside) -> Row:
    name = unit_name(county, code)
    values: list[Value] = []
    for key, by_area in figures.items():
        values.append(name if key == UNIT else None if by_area is None else by_area.get(code, 0))
    return Row(code, name, _with_remark(county, values, beside))


def _total(county: County, shown: tuple[Column, ...], rows: tuple[Row, ...], beside: Aside) -> tuple[Value, ...]:
    """K7: 合计 is the sum of the rows."""
    values: list[Value] = []
    for index, each in enumerate(shown):
        if each.source is None:
            values.append("合计" if each.key == UNIT else None)
        else:
            values.append(sum(number for row in rows if isinstance(number := row.values[index], int)))
    return _with_remark(county, values, beside)


def _with_remark(county: County, values: list[Value], beside: Aside) -> tuple[Value, ...]:
    nothing = not any(value for value in values if isinstance(value, int))
    remark = remarks.words(beside, county.policy.clocks.accept.count, nothing_counted=nothing)
    return tuple(remark if each.key == REMARK else value for each, value in zip(COLUMNS, values, strict=True))
