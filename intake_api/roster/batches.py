"""A batch: one file that came in, where it stands, and who may touch it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from intake_api.access.audit import SYSTEM
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, BATCHES
from intake_api.office import Work
from intake_api.roster.sources import SOURCES, Source

IMPORTERS = ("county_clerk", "town_clerk", "dept")
DECIDERS = ("county_clerk", "town_clerk")
OPEN = ("received", "looked", "waiting", "running", "failed")  # states from which the file may be imported
Stored = Mapping[Any, Any]


class SameFile(Conflict):
    """The file came in before; ``batch_id`` is the batch that had it."""

    def __init__(self, words: str, batch_id: str) -> None:
        super().__init__(words)
        self.batch_id = batch_id


def may_import(account: Account | None) -> None:
    """The command line may; else three roles: which lists, the page says. Raises ``NotAllowed``."""
    if account and (account.disabled or account.role not in IMPORTERS):
        raise NotAllowed("名册和名单由区信息员、镇信息员、部门联络员导入")


def actor(account: Account | None) -> str:
    """Who is written down."""
    return account.id if account else SYSTEM


def batch_of(connection: Connection, county: str, batch_id: str, *, hold: bool = False) -> RowMapping:
    """The batch. Raises ``NotFound``."""
    query = select(BATCHES).where(BATCHES.c.county == county, BATCHES.c.id == batch_id)
    found = connection.execute(query.with_for_update() if hold else query).mappings().first()
    if found is None:
        raise NotFound("没有这一批")
    return found


def known_file(
    connection: Connection, county: str, account: Account | None, source: str, file_hash: str
) -> RowMapping | None:
    """The batch of the same list and file, unless it was undone. A town's is another one: it wrote that town only."""
    c = BATCHES.c
    same = (c.county == county, c.file_hash == file_hash, c.source == source, c.state != "undone")
    found = connection.execute(select(BATCHES).where(*same).order_by(c.received_at.desc())).mappings().all()
    alike = (each for each in found if own_town(importer(connection, each)) == own_town(account))
    return next(alike, None)


def set_batch(work: Work, batch_id: str, **values: Any) -> None:
    """Write where the batch stands."""
    here = (BATCHES.c.county == work.code, BATCHES.c.id == batch_id)
    work.connection.execute(update(BATCHES).where(*here).values(**values))


def importer(connection: Connection, batch: Stored) -> Account | None:
    """Whose batch it is; None for the command line."""
    if batch["received_by"] == SYSTEM:
        return None
    query = select(ACCOUNTS).where(ACCOUNTS.c.county == batch["county"], ACCOUNTS.c.id == batch["received_by"])
    return Account(**connection.execute(query).mappings().one())


def own_town(account: Account | None) -> str:
    """The only town whose households this person may write; empty for the whole county."""
    return account.area if account and account.role == "town_clerk" else ""


def may_undo(connection: Connection, account: Account | None, batch: Stored) -> None:
    """The district takes back every batch; a town and a department what they imported themselves. Raises
    ``NotFound``: it looks like a batch that is not there."""
    may_import(account)
    if account and account.role != "county_clerk":
        whose = importer(connection, batch)
        if whose is None or (whose.role, whose.area, whose.department) != (
            account.role, account.area, account.department,
        ):  # fmt: skip
            raise NotFound("没有这一批")


def may_bring(account: Account | None, source: Source) -> None:
    """A department brings its own lists. Raises ``NotAllowed``."""
    may_import(account)
    if account and account.role == "dept" and source.department != (account.department or "?"):
        raise NotAllowed("部门联络员只导入本部门的名单")


def may_decide(account: Account | None) -> None:
    """Who is who is not said by a department: it sees nobody of the roster. Raises ``NotAllowed``."""
    if account and (account.disabled or account.role not in DECIDERS):
        raise NotAllowed("是不是同一个人，由区信息员、镇信息员来认")


def is_needed(work: Work, file: str) -> bool:
    """Whether a batch still waits for this file: two lists may be of one file."""
    query = select(BATCHES.c.id).where(BATCHES.c.county == work.code, BATCHES.c.file == file)
    return bool(file) and work.connection.execute(query.limit(1)).first() is not None


def label(batch: Stored) -> str:
    """What the list is called."""
    return SOURCES[batch["source"]].label if batch["source"] in SOURCES else str(batch["source"])


def importable(batch: Stored) -> None:
    """Raises ``Conflict`` when the batch was dealt with already, ``Invalid`` without its file."""
    if batch["state"] not in OPEN:
        raise Conflict("这一批已经导入过，或者已经撤销。请刷新页面看最新情况。")
    if not batch["file"]:
        raise Invalid("这一批的文件已经不在了，请重新上传。")
