"""The households of an activated warning: whom to call, who is safe, who was hit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, func, insert, literal, not_, null, select, update

from intake_api.access.scope import visible_errands
from intake_api.disasters import places, precautions, sight
from intake_api.disasters.places import Spot
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, ERRANDS, HOUSEHOLDS
from intake_api.office import Work
from knowledge.text import clean

TICKERS = ("village", "grid", "town_clerk", "county_clerk")
CALLED, MOVED, SAFE, UNREACHED = "called", "moved", "safe", "unreached"
DONE = {CALLED: "通知到了", MOVED: "转移了", SAFE: "平安", UNREACHED: "没联系上"}
LONGEST = 200
_PIECE = 500  # ids in one statement
_e, _h = ERRANDS.c, HOUSEHOLDS.c
_NAMES = [column.name for column in ERRANDS.columns]


@dataclass(frozen=True, slots=True)
class Progress:
    """Households of one village. ``left``: nobody has said anything of them; ``first_left``: of those to fetch first,
    who is neither moved nor safe."""

    town: str = ""
    village: str = ""
    all: int = 0
    first: int = 0
    first_left: int = 0
    called: int = 0
    moved: int = 0
    safe: int = 0
    unreached: int = 0
    cases: int = 0

    @property
    def left(self) -> int:
        """Nobody has said anything of them yet."""
        return self.all - self.called - self.moved - self.safe - self.unreached


def make(work: Work, warning: Mapping[Any, Any], spots: Sequence[Spot]) -> int:
    """An errand for every household there that has none of this warning; how many. In one statement: 10,000 households
    take about a second. Households that only the intake knows are called too: rather twice than not at all."""
    made = 0
    for town in places.towns(spots):
        villages = [spot.village for spot in spots if spot.town == town]
        known = {each.code for each in work.county.places.villages(town)}
        whole = known <= set(villages)  # of a whole town also those whose village nobody knows
        here = _h.town == town if whole else _h.village.in_(villages)
        has = exists().where(_e.county == work.code, _e.warning_id == warning["id"], _e.household_id == _h.id)
        found = select(*_columns(warning["id"])).where(_h.county == work.code, _h.ended == "", here, not_(has))
        into = insert(ERRANDS).from_select(_NAMES, found).execution_options(preserve_rowcount=True)
        made += work.connection.execute(into).rowcount
        _mark_first(work, warning["id"], precautions.to_fetch_first(work.connection, work.county, town))
    return made


def tick(work: Work, account: Account, warning_id: str, household_id: str, done: str, note: str = "") -> None:
    """What became of one household; said again, the last word holds. Raises ``NotAllowed``, ``NotFound`` outside the
    area, ``Invalid``, ``Conflict`` when the warning is over."""
    warning = sight.one(work.connection, work.county, account, warning_id)
    if account.role not in TICKERS:
        raise NotAllowed("通知和转移由村里和镇、区信息员来记")
    held(work, account, warning, household_id)
    if done not in DONE:
        raise Invalid("请点这户怎么样了")
    values = {"done": done, "done_at": work.now, "done_by": account.id}
    if words := clean(note, LONGEST):
        values["note"] = words
    _set(work, warning_id, household_id, **values)


def held(work: Work, account: Account, warning: RowMapping, household_id: str) -> RowMapping:
    """One errand of a warning, locked. Raises ``NotFound`` outside the area, ``Invalid`` without a household,
    ``Conflict`` when the warning is over."""
    if warning["closed_at"] is not None:
        raise Conflict("这条预警已经结束了，情况请记到走访里")
    if not household_id:
        raise Invalid("请选是哪一户")
    here = and_(_e.warning_id == warning["id"], _e.household_id == household_id)
    query = select(ERRANDS).where(visible_errands(account), here).with_for_update()
    row = work.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("名单里没有这一户，或者不在您负责的地方")
    return row


def keep_case(work: Work, warning_id: str, household_id: str, case_id: str) -> None:
    """The household was hit, and this case is about it."""
    _set(work, warning_id, household_id, case_id=case_id)


def calls(connection: Connection, account: Account, warning_id: str, village: str) -> list[RowMapping]:
    """The call list of a village: those to fetch first, then those nobody has reached, then by hamlet and name. With
    who said what became of them."""
    same = and_(_h.county == _e.county, _h.id == _e.household_id)
    by = and_(ACCOUNTS.c.county == _e.county, ACCOUNTS.c.id == _e.done_by)
    query = (
        select(ERRANDS, _h.head_name, _h.phone, _h.hamlet, ACCOUNTS.c.name.label("by"))
        .join(HOUSEHOLDS, same)
        .outerjoin(ACCOUNTS, by)
        .where(visible_errands(account), _e.warning_id == warning_id, _e.village == village)
        .order_by(_e.is_first.desc(), _e.done.not_in(("", UNREACHED)), _h.hamlet, _h.head_name, _h.id)
    )
    return list(connection.execute(query).mappings())


def progress(connection: Connection, account: Account, warning_id: str) -> list[Progress]:
    """How far each village is, within what the account may see."""
    first_left = and_(_e.is_first, _e.done.not_in((MOVED, SAFE)))
    marks = [_count(_e.done == done).label(done) for done in DONE]
    query = (
        select(
            _e.town,
            _e.village,
            func.count().label("all"),
            _count(_e.is_first).label("first"),
            _count(first_left).label("first_left"),
            *marks,
            _count(_e.case_id != "").label("cases"),
        )
        .where(visible_errands(account), _e.warning_id == warning_id)
        .group_by(_e.town, _e.village)
        .order_by(_e.town, _e.village)
    )
    return [Progress(**row) for row in connection.execute(query).mappings()]


def total(rows: Iterable[Progress]) -> Progress:
    """All of them together."""
    found = list(rows)
    names = [each.name for each in fields(Progress) if each.name not in ("town", "village")]
    return Progress(**{name: sum(getattr(row, name) for row in found) for name in names})


def in_words(of: Progress) -> str:
    """The figures in one sentence, as they stand in the summary."""
    return (
        f"名单 {of.all} 户，其中先接的 {of.first} 户；通知到 {of.called} 户，转移 {of.moved} 户，平安 {of.safe} 户，"
        f"没联系上 {of.unreached} 户，还没有记的 {of.left} 户；受灾登记 {of.cases} 户。"
    )


def silent_villages(connection: Connection, county: str, warning_id: str) -> list[Spot]:
    """The villages in which nobody has ticked anything yet."""
    query = select(_e.town, _e.village).where(_e.county == county, _e.warning_id == warning_id)
    silent = query.group_by(_e.town, _e.village).having(func.max(_e.done) == "").order_by(_e.town, _e.village)
    return [Spot(*row) for row in connection.execute(silent)]


def _columns(warning_id: str) -> list[Any]:
    values = {
        "county": _h.county,
        "warning_id": literal(warning_id),
        "household_id": _h.id,
        "town": _h.town,
        "village": _h.village,
        "is_first": literal(False),
        "done_at": null(),
    }
    return [values.get(name, literal("")) for name in _NAMES]


def _mark_first(work: Work, warning_id: str, households: Sequence[str]) -> None:
    for start in range(0, len(households), _PIECE):
        ids = households[start : start + _PIECE]
        here = (_e.county == work.code, _e.warning_id == warning_id, _e.household_id.in_(ids))
        work.connection.execute(update(ERRANDS).where(*here).values(is_first=True))


def _set(work: Work, warning_id: str, household_id: str, **values: Any) -> None:
    here = (_e.county == work.code, _e.warning_id == warning_id, _e.household_id == household_id)
    work.connection.execute(update(ERRANDS).where(*here).values(**values))


def _count(condition: Any) -> Any:
    return func.count().filter(condition)
