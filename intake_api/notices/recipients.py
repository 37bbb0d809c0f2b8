"""Who is told. A case never lies with nobody: no cadre in the village, then the town; none, then the county."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping, bindparam, or_, select

from intake_api.models.tables import ACCOUNTS, BINDINGS
from intake_api.office import Work


@dataclass(frozen=True, slots=True)
class Told:
    """Account ids: ``everywhere`` in the console and on every bound chat, ``console`` in the console alone."""

    everywhere: tuple[str, ...]
    console: tuple[str, ...] = ()


def of_case(work: Work, town: str, village: str) -> Told:
    """Whoever must act on a case at that place; the town's clerks see it in the console in any case."""
    return _responsible(_staff(work, town, village))


def of_step(work: Work, town: str, village: str, roles: frozenset[str]) -> Told:
    """Who has the next step: the accounts of those roles at that place; with none there, whoever has the place.
    Nobody, when no role has it."""
    staff = _staff(work, town, village) if roles else []
    return Told(_ids(staff, *roles)) if _ids(staff, *roles) or not roles else _responsible(staff)


def of_emergency(work: Work, town: str, village: str) -> Told:
    """The village, the town's leader and the county's duty person, all at once (裁定 6)."""
    staff = _staff(work, town, village)
    alarmed = _ids(staff, "village", "town_leader", "county_clerk")
    return Told(alarmed, _ids(staff, "town_clerk", "operator"))


def of_callback(work: Work, town: str, village: str) -> Told:
    """Who calls back: the hotline's operators see it; whoever has the place is told."""
    staff = _staff(work, town, village)
    told = _responsible(staff)
    return Told(told.everywhere, (*told.console, *_ids(staff, "operator")))


def of_department(work: Work, department: str, above: frozenset[str]) -> Told:
    """Who answers for a department, and of ``above`` whoever works for the whole county. A department without an
    account is answered for by the county's clerks."""
    staff = _staff(work, "", "")
    own = answering_departments(work).get(department) or _ids(staff, "county_clerk")
    return Told(tuple(dict.fromkeys((*own, *_ids(staff, *above)))))


def answering_departments(work: Work) -> dict[str, tuple[str, ...]]:
    """The working accounts of each department that has any."""
    query = select(ACCOUNTS.c.department, ACCOUNTS.c.id).order_by(ACCOUNTS.c.id)
    query = query.where(ACCOUNTS.c.county == work.code, ACCOUNTS.c.disabled.is_(False), ACCOUNTS.c.role == "dept")
    found: dict[str, tuple[str, ...]] = {}
    for department, id in work.connection.execute(query):
        found[department] = (*found.get(department, ()), id)
    return found


def chats(work: Work, account_ids: Iterable[str]) -> list[RowMapping]:
    """The chat addresses these accounts bound."""
    wanted = {"county": work.code, "accounts": list(account_ids)}
    return list(work.connection.execute(_CHATS, wanted).mappings()) if wanted["accounts"] else []


def _staff(work: Work, town: str, village: str) -> list[RowMapping]:
    """The working accounts of a village, its town and the county."""
    places = {"county": work.code, "town": town, "village": village}
    return list(work.connection.execute(_STAFF, places).mappings())


def _responsible(staff: list[RowMapping]) -> Told:
    clerks = _ids(staff, "town_clerk")
    found = _ids(staff, "village") or clerks or _ids(staff, "county_clerk")
    return Told(found, tuple(id for id in clerks if id not in found))


def _ids(staff: Iterable[RowMapping], *roles: str) -> tuple[str, ...]:
    return tuple(row["id"] for row in staff if row["role"] in roles)


_STAFF = (
    select(ACCOUNTS.c.id, ACCOUNTS.c.role)
    .where(ACCOUNTS.c.county == bindparam("county"), ACCOUNTS.c.disabled.is_(False))
    .where(
        or_(
            ACCOUNTS.c.role.in_(("county_clerk", "county_leader", "operator")),
            (ACCOUNTS.c.area == bindparam("town")) & ACCOUNTS.c.role.in_(("town_clerk", "town_leader")),
            (ACCOUNTS.c.area == bindparam("village")) & (ACCOUNTS.c.role == "village"),
        )
    )
    .order_by(ACCOUNTS.c.id)
)
_CHATS = (
    select(BINDINGS)
    .where(BINDINGS.c.county == bindparam("county"), BINDINGS.c.account_id.in_(bindparam("accounts", expanding=True)))
    .order_by(BINDINGS.c.account_id, BINDINGS.c.channel, BINDINGS.c.user)
)
