"""The audit log: who read, took away or changed what (等保：查看留痕). A county's entries form one chain."""

from typing import Any

from sqlalchemy import insert, select

from intake_api.access.chain import BEGINNING, Entry
from intake_api.counters import count_up
from intake_api.models.tables import AUDIT
from intake_api.office import Office, Work

HEAD = "audit"  # the counter that holds how many entries there are
SYSTEM = "system"  # the command line: whoever has the machine
PROGRAM = "program"  # another system, with the token for reports
NOBODY = "nobody"  # not logged in

ACTS = {
    "read": "打开看了",
    "media": "看了照片、听了录音",
    "revealed": "看全了一件申报",
    "searched": "替来电人查了进度",
    "registered": "替来电人登记了异议、复核",
    "listed": "看了数字后面的名单",
    "exported": "导出",
    "printed": "打印",
    "logged_in": "登录",
    "login_failed": "登录没成功",
    "locked": "连错太多，账号锁住",
    "account_added": "开了账号",
    "account_disabled": "停用账号",
    "password_changed": "改了密码",
    "rekeyed": "换了密钥",
    "imported": "导入",
    "import_undone": "撤销导入",
    "decided": "认定是不是同一个人",
}


def note(work: Work, actor: str, act: str, subject: str, **data: Any) -> int:
    """Add an entry to the county's chain; its number. ``subject``: ``case:…``, ``account:…``, ``annex2``, ``tasks``.

    ``data`` says how and why, never what was seen. Call it last in a transaction: from here to its end nobody else
    writes into the chain, which is what keeps two processes from forking it.
    """
    if act not in ACTS:
        raise ValueError(f"no such act: {act}")
    number = count_up(work, HEAD)
    entry = Entry(work.code, number, work.now, actor, act, subject, data, _hash_of(work, number - 1))
    work.connection.execute(insert(AUDIT).values(**entry.row()))
    return number


def looked(office: Office, account_id: str, county: str, act: str, subject: str, **data: Any) -> None:
    """Note that a page was looked at: once for each person, subject and hour, so that the chain stays readable. What
    ``data`` tells apart (which paper) is noted each."""
    hour = office.clock().replace(minute=0, second=0, microsecond=0)
    c = AUDIT.c
    same = (c.county == county, c.subject == subject, c.actor == account_id, c.act == act, c.at >= hour)
    with office.database.read() as session:
        if data in session.connection().execute(select(c.data).where(*same)).scalars().all():
            return
    with office.work(county) as work:
        note(work, account_id, act, subject, **data)


def _hash_of(work: Work, number: int) -> str:
    """The hash that the next entry builds on. One that is missing is a hole, which ``verify`` shows."""
    if number == 0:
        return BEGINNING
    query = select(AUDIT.c.hash).where(AUDIT.c.county == work.code, AUDIT.c.number == number)
    return work.connection.execute(query).scalar_one_or_none() or BEGINNING
