"""A batch taken back: what its rows replaced stands again. A household that somebody changed since stays as it is, and
is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_

from intake_api.access.audit import note
from intake_api.errors import Conflict
from intake_api.models import Account
from intake_api.models.tables import BATCH_ROWS
from intake_api.office import Office, Work
from intake_api.roster.batches import Stored, actor, batch_of, is_needed, label, may_undo, set_batch
from intake_api.roster.rows import WRITTEN, Existing
from intake_api.roster.taking_back import Kept, Portion
from intake_api.screening import arriving

HOUSEHOLDS_AT_ONCE = 200
ROWS_AT_ONCE = 500
_STATES = ("done", "failed", "running", "undoing", "undone")


@dataclass(slots=True)
class Undone:
    """How many rows were taken back, and what was left as it is."""

    rows: int = 0
    kept: list[Kept] = field(default_factory=list)


def undo(office: Office, county: str, batch_id: str, account: Account | None = None) -> Undone:
    """Take the batch back; ``account`` None: the command line. Broken off and started again it goes on, and what was
    kept the first time is tried again. Raises ``NotFound``, ``NotAllowed``, ``Conflict`` when nothing was imported."""
    with office.work(county) as work:
        batch = batch_of(work.connection, work.code, batch_id, hold=True)
        may_undo(work.connection, account, batch)
        if batch["state"] not in _STATES:
            raise Conflict("这一批还没有导入，不用撤销。")
        set_batch(work, batch_id, state="undoing", problem="", reached=0)
        homes = _homes(work, batch_id)
    done = Undone()
    for start in range(0, len(homes), HOUSEHOLDS_AT_ONCE):
        some = homes[start : start + HOUSEHOLDS_AT_ONCE]
        with office.work(county) as work:
            _take_back(work, batch, _rows_of_homes(work, batch_id, some), done)
    _take_back_strangers(office, county, batch, done)
    _finish(office, county, batch, account, done)
    arriving.left(office, county, batch_id)
    return done


def kept_households(work: Work, batch_id: str) -> list[Existing]:
    """The rows of an undone batch that were left as they are, with the reason."""
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch_id, c.outcome.in_(WRITTEN))
    return list(work.connection.execute(select(BATCH_ROWS).where(*mine).order_by(c.sheet, c.row)).mappings())


def _take_back_strangers(office: Office, county: str, batch: Stored, done: Undone) -> None:
    last = (-1, 0)
    while True:
        with office.work(county) as work:
            rows = _rows_without_homes(work, batch["id"], last)
            if not rows:
                return
            _take_back(work, batch, rows, done)
        last = (rows[-1]["sheet"], rows[-1]["row"])


def _take_back(work: Work, batch: Stored, rows: Sequence[Existing], done: Undone) -> None:
    portion = Portion(work, batch, rows)
    done.rows += portion.take_back()
    done.kept += portion.kept
    set_batch(work, batch["id"], reached=done.rows)


def _homes(work: Work, batch_id: str) -> list[str]:
    """The households that the batch wrote, in their order."""
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch_id, c.outcome.in_(WRITTEN), c.household_id != "")
    return list(
        work.connection.execute(select(c.household_id).where(*mine).distinct().order_by(c.household_id)).scalars()
    )


def _rows_of_homes(work: Work, batch_id: str, homes: Sequence[str]) -> list[Existing]:
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch_id, c.household_id.in_(homes), c.outcome.in_(WRITTEN))
    return list(work.connection.execute(select(BATCH_ROWS).where(*mine).order_by(c.sheet, c.row)).mappings())


def _rows_without_homes(work: Work, batch_id: str, last: tuple[int, int]) -> list[Existing]:
    """Rows of people whom nobody knew, after ``last``."""
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch_id, c.household_id == "", c.outcome.in_(WRITTEN))
    query = select(BATCH_ROWS).where(*mine, tuple_(c.sheet, c.row) > tuple_(*last))
    return list(work.connection.execute(query.order_by(c.sheet, c.row).limit(ROWS_AT_ONCE)).mappings())


def _finish(office: Office, county: str, batch: Stored, account: Account | None, done: Undone) -> None:
    with office.work(county) as work:
        who = actor(account)
        set_batch(work, batch["id"], state="undone", undone_at=work.now, undone_by=who, file="")
        note(work, who, "import_undone", "roster", batch=label(batch), rows=done.rows)
        needed = is_needed(work, batch["file"])
    if batch["file"] and not needed:
        (office.settings.media_dir / batch["file"]).unlink(missing_ok=True)
