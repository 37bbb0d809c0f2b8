"""错峰: a large file waits for the quiet hours; what was begun and broken off goes on. Each portion is a transaction of
its own, so that pages come between two."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from intake_api.access.audit import note
from intake_api.errors import Conflict
from intake_api.models import Account
from intake_api.models.tables import BATCHES
from intake_api.office import Office, Work
from intake_api.roster.batches import Stored, actor, batch_of, is_needed, label, set_batch
from intake_api.roster.importing import apply, look
from intake_api.roster.undoing import undo
from intake_api.roster.writing import forget_rows
from intake_api.screening import arriving

logger = logging.getLogger(__name__)
BEGUN = 1  # of ``reached`` while a file is only looked at: somebody asked for it
_STOPPED = "试读到一半停了。请再点一次“试读”。"
_busy: set[tuple[int, str]] = set()  # what this process works at
_lock = threading.Lock()


def is_large(work: Work, batch: Stored) -> bool:
    """Whether a file is so large that nobody should wait for it before a page."""
    return int(batch["total"]) > work.county.policy.quiet_hours.rows


def is_quiet(work: Work) -> bool:
    """Whether large files may be imported now."""
    return work.county.policy.quiet_hours.holds(work.local(work.now).time())


def ask_look(work: Work, batch_id: str) -> None:
    """Say that a file is to be looked at, before it is."""
    set_batch(work, batch_id, reached=BEGUN, problem="")


def ask_import(work: Work, account: Account, batch_id: str, *, at_once: bool) -> bool:
    """Say that a batch is to be imported: at once (True) or in the quiet hours. Raises ``Conflict`` when it was not
    looked at, or is imported already."""
    batch = batch_of(work.connection, work.code, batch_id, hold=True)
    if batch["state"] not in ("looked", "waiting", "failed"):
        raise Conflict("这一批已经在导入，或者还没有试读。请看最新的情况。")
    now = at_once or not is_large(work, batch) or is_quiet(work)
    begun = {"reached": batch["reached"] if batch["state"] == "failed" else 0}
    set_batch(work, batch_id, problem="", **({"state": "running", **begun} if now else {"state": "waiting"}))
    return now


def drop(work: Work, account: Account, batch_id: str) -> str:
    """不导了: the batch stays in the list, its rows go; the file that nobody needs any more, to be removed after the
    transaction. Raises ``Conflict`` when it was imported."""
    batch = batch_of(work.connection, work.code, batch_id, hold=True)
    if batch["state"] not in ("received", "looked", "waiting"):
        raise Conflict("这一批已经开始导入，不能说不导了。要退回去，请点“撤销”。")
    forget_rows(work, batch_id)
    gone = {"undone_at": work.now, "undone_by": actor(account), "file": "", "counts": {}, "reached": 0}
    set_batch(work, batch_id, state="undone", **gone)
    note(work, account.id, "import_undone", "roster", batch=label(batch), rows=0)
    return "" if is_needed(work, batch["file"]) else str(batch["file"])


def look_now(office: Office, county: str, batch_id: str) -> None:
    """The dry run, for whoever does not wait for it: what stops it stands in the batch."""
    with _alone(office, batch_id) as free:
        if free:
            try:
                look(office, county, batch_id)
            except Exception as error:
                with office.work(county) as work:
                    set_batch(work, batch_id, reached=0, problem=_STOPPED)
                _log(error)


def import_now(office: Office, county: str, batch_id: str) -> None:
    """Import, from where it stopped if it did; ``apply`` writes down itself what stopped it."""
    _carried(office, batch_id, lambda: apply(office, county, batch_id))


def undo_now(office: Office, county: str, batch_id: str, account: Account | None = None) -> None:
    """Take a batch back, from where it stopped if it did."""
    _carried(office, batch_id, lambda: undo(office, county, batch_id, account))


def work_off(office: Office, *, broken_off: bool = False) -> None:
    """Import what waits, if it is quiet; with ``broken_off``, once when the program starts, also go on with what an
    earlier run left half done."""
    for code in office.settings.counties:
        for batch in _due(office, code, broken_off=broken_off):
            if batch["state"] == "received":
                look_now(office, code, batch["id"])
            elif batch["state"] == "undoing":
                undo_now(office, code, batch["id"])
            elif _taken(office, code, batch["id"]):
                import_now(office, code, batch["id"])
        arriving.catch_up(office, code)


def _due(office: Office, county: str, *, broken_off: bool) -> list[Stored]:
    c = BATCHES.c
    states = ("waiting", "running", "undoing", "received") if broken_off else ("waiting",)
    query = select(BATCHES).where(c.county == county, c.state.in_(states)).order_by(c.received_at)
    with office.database.read() as session:
        found = session.connection().execute(query).mappings().all()
    return [each for each in found if each["state"] != "received" or each["reached"]]


def _taken(office: Office, county: str, batch_id: str) -> bool:
    """Whether it is this one's turn; written down, so that no other process takes it too."""
    with office.work(county) as work:
        batch = batch_of(work.connection, county, batch_id, hold=True)
        if batch["state"] != "waiting" or not is_quiet(work):
            return bool(batch["state"] == "running")
        set_batch(work, batch_id, state="running", reached=0)
        return True


def _carried(office: Office, batch_id: str, step: Callable[[], Any]) -> None:
    with _alone(office, batch_id) as free:
        if free:
            try:
                step()
            except Exception as error:
                _log(error)


def _log(error: Exception) -> None:
    """Where it stopped, never with what: an error's own words may hold a name."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("roster: %s\n%s", type(error).__name__, where)


@contextmanager
def _alone(office: Office, batch_id: str) -> Iterator[bool]:
    """Whether nobody else in this process is at it."""
    key = (id(office), batch_id)
    with _lock:
        free = key not in _busy
        _busy.add(key)
    try:
        yield free
    finally:
        if free:
            with _lock:
                _busy.discard(key)
