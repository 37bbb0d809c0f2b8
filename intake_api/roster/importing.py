"""Files of people into the tables: received, looked at without changing anything, and imported in portions, so that
farmers' messages come between two and a broken import goes on where it stood."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from intake_api.access.audit import note
from intake_api.errors import Conflict, Invalid, Problem
from intake_api.intake import attachments
from intake_api.models import Account, Batch
from intake_api.models.tables import BATCHES
from intake_api.office import Office, Work
from intake_api.roster.absent import NO_SHEET, end_absent
from intake_api.roster.batches import (
    OPEN,
    SameFile,
    Stored,
    actor,
    batch_of,
    importable,
    importer,
    is_needed,
    known_file,
    label,
    may_bring,
    may_import,
    own_town,
    set_batch,
)
from intake_api.roster.mapping import Outline, outline
from intake_api.roster.portions import brought, carried_out, counted, looked_at, passed, planned
from intake_api.roster.reading import PORTION, Reader
from intake_api.roster.rows import Row, Run
from intake_api.roster.sheets import read
from intake_api.roster.sources import source
from intake_api.roster.writing import forget_rows
from intake_api.screening import arriving

_TRIES = 3  # a deadlock or a lost connection is tried again; a bug is not
_FAILED = "导入到一半停了，已经导入的留着。再点一次“导入”，从停下的地方接着导。"
_AGAIN = "这个文件{day}已经导入过（{label}），这次没有再导。要重新导入，请先撤销那一批。"
_NOBODY = "文件里没有读到人。请看看是不是选错了文件，或者缺了写着姓名、身份证号的那一行表头。"


def receive(
    office: Office, county: str, account: Account | None, source_key: str, file_name: str, content: bytes
) -> Stored:
    """Keep a file with the columns that its headings suggest; the batch. A file that waits already keeps its batch.

    ``account`` None: the command line. Raises ``SameFile`` for one that was imported, ``Invalid`` for what is no
    table, ``NotAllowed``.
    """
    kind, digest = source(source_key), sha256(content).hexdigest()
    may_bring(account, kind)
    with office.database.read() as session:
        if known := known_file(session.connection(), county, account, source_key, digest):
            return _same(office, known)
        before = _latest_mapping(session.connection(), county, source_key)
    sheets = outline(kind, read(content, file_name))  # outside the transaction: it may take seconds
    if not any(sheet.lines for sheet in sheets):
        raise Invalid(_NOBODY)
    with office.work(county) as work:
        row = Batch(
            county=work.code,
            id=work.new_id(),
            source=source_key,
            file_name=file_name[:200],
            file_hash=digest,
            file=attachments.keep(office, content),
            mapping=_mapping(sheets, before),
            total=sum(sheet.lines for sheet in sheets),
            received_at=work.now,
            received_by=actor(account),
        ).model_dump()
        work.connection.execute(insert(BATCHES).values(**row))
        return row


def remap(work: Work, account: Account | None, batch_id: str, mapping: dict[str, str]) -> None:
    """Other columns than suggested; look at it again. Raises ``Conflict`` when it was imported."""
    may_import(account)
    if batch_of(work.connection, work.code, batch_id, hold=True)["state"] not in ("received", "looked"):
        raise Conflict("这一批已经开始导入，不能再改列。要改，请先撤销这一批。")
    set_batch(work, batch_id, mapping=mapping, state="received", counts={}, reached=0)


def look(office: Office, county: str, batch_id: str, *, portion: int = PORTION) -> dict[str, int]:
    """The dry run: what would become of each row, counted. Nothing but the batch and its rows is written."""
    batch, account = _opened(office, county, batch_id)
    run, reached = Run(), 0
    with office.work(county) as work:
        forget_rows(work, batch_id)
    for rows in Reader(office, office.county(county), batch, account).portions(portion):
        with office.database.read() as session:  # the writer is not kept waiting while people are looked for
            reading = Work(office, session.connection(), office.county(county), office.clock())
            plan = planned(reading, batch, rows, run, own_town(account))
        with office.work(county) as work:
            looked_at(work, batch, plan)
            counted(plan, run)
            reached = rows[-1].number
            set_batch(work, batch_id, reached=reached)
    end_absent(office, county, batch, run, account, dry=True)
    with office.work(county) as work:
        set_batch(work, batch_id, state="looked", counts=dict(run.counts), reached=0, total=reached)
    return dict(run.counts)


def apply(
    office: Office, county: str, batch_id: str, account: Account | None = None, *, portion: int = PORTION
) -> dict[str, int]:
    """Import; how many rows became what. Broken off and started again it goes on. ``account``: who said so, if not
    the one who brought the file."""
    batch, whose = _opened(office, county, batch_id)
    run = _taken_up(office, county, batch)
    with _told(office, county, batch_id):
        reached = batch["reached"] if batch["state"] in ("running", "failed") else 0
        for rows in Reader(office, office.county(county), batch, whose).portions(portion):
            passed([each for each in rows if each.number <= reached], run)
            if left := [each for each in rows if each.number > reached]:
                _one_portion(office, county, batch, left, run, whose)
        end_absent(office, county, batch, run, whose)
        _finish(office, county, batch, run, account or whose)
    after_import(office, county, batch_id)
    return dict(run.counts)


def after_import(office: Office, county: str, batch_id: str) -> None:
    """What else a finished import brings: a department's list is screened (附件2 第8列), the fourteen groups follow."""
    arriving.arrived(office, county, batch_id)


def _taken_up(office: Office, county: str, batch: Stored) -> Run:
    """Begin, or go on: what its rows brought so far is read again."""
    run = Run()
    with office.work(county) as work:
        now = batch_of(work.connection, county, batch["id"], hold=True)
        importable(now)
        going_on = now["state"] in ("running", "failed") and now["reached"]
        if not going_on:
            forget_rows(work, batch["id"], sheet=NO_SHEET)
        else:
            brought(work, batch["id"], run)
            run.counts.update(now["counts"])
        set_batch(work, batch["id"], state="running", problem="", **({} if going_on else {"reached": 0, "counts": {}}))
    return run


def _one_portion(office: Office, county: str, batch: Stored, rows: list[Row], run: Run, whose: Account | None) -> None:
    for left in range(_TRIES - 1, -1, -1):
        try:
            with office.work(county) as work:
                now = batch_of(work.connection, county, batch["id"], hold=True)
                if now["state"] != "running" or now["reached"] >= rows[0].number:
                    raise Conflict("另一处正在导入这一批，请到那一批看进度。")
                plan = carried_out(work, batch, rows, run, own_town(whose))
                after = Run(counts=run.counts.copy())
                counted(plan, after)
                set_batch(work, batch["id"], reached=rows[-1].number, counts=dict(after.counts))
            run.counts, run.spared = after.counts, run.spared | after.spared
            return
        except OperationalError:
            if not left or office.database.is_sqlite:
                raise


def _finish(office: Office, county: str, batch: Stored, run: Run, account: Account | None) -> None:
    with office.work(county) as work:
        now = batch_of(work.connection, county, batch["id"], hold=True)
        done = {"state": "done", "done_at": work.now, "counts": dict(run.counts), "total": now["reached"], "file": ""}
        set_batch(work, batch["id"], **done)
        note(work, actor(account), "imported", "roster", batch=label(batch), rows=now["reached"])
        needed = is_needed(work, batch["file"])
    if not needed:
        (office.settings.media_dir / batch["file"]).unlink(missing_ok=True)


@contextmanager
def _told(office: Office, county: str, batch_id: str) -> Iterator[None]:
    """A batch that stopped says so; what stopped it goes on to whoever started it."""
    try:
        yield
    except Conflict:
        raise
    except Exception as error:
        words = str(error) if isinstance(error, Problem) else _FAILED
        with office.work(county) as work:
            set_batch(work, batch_id, state="failed", problem=words)
        raise


def _opened(office: Office, county: str, batch_id: str) -> tuple[Stored, Account | None]:
    with office.database.read() as session:
        batch = batch_of(session.connection(), county, batch_id)
        importable(batch)
        return batch, importer(session.connection(), batch)


def _same(office: Office, known: Stored) -> Stored:
    if known["state"] in OPEN:
        return known
    day = (known["done_at"] or known["received_at"]).astimezone(office.county(known["county"]).zone).date()
    words = _AGAIN.format(day=f"{day.year}年{day.month}月{day.day}日", label=label(known))
    raise SameFile(words, known["id"])


def _latest_mapping(connection: Any, county: str, source_key: str) -> dict[str, str]:
    """The columns chosen for this list last time: chosen once, they hold for the next file."""
    c = BATCHES.c
    query = select(c.mapping).where(c.county == county, c.source == source_key, c.state == "done")
    return dict(connection.execute(query.order_by(c.received_at.desc()).limit(1)).scalar_one_or_none() or {})


def _mapping(sheets: list[Outline], before: dict[str, str]) -> dict[str, str]:
    # A sheet of sums may stand before the list.
    fullest = max((sheet for sheet in sheets if sheet.lines), key=lambda sheet: len(sheet.suggested))
    names = fullest.heading.names if fullest.heading else ()
    return before if before and set(before.values()) <= set(names) else dict(fullest.suggested)
