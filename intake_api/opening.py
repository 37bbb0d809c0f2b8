"""Opening the intake: settings in, a working office out."""

from sqlalchemy import select, update

from intake_api.counters import counted
from intake_api.models.tables import COUNTERS
from intake_api.office import Office
from intake_api.resealing import reseal
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.once import insert_once
from intake_api.store.sealing import Sealer, demo_secret
from knowledge.county_files import load_county

SECRET, SEALED = "secret", "sealed"  # counters: which key this database belongs to; nothing lies in clear any more


class NotSetUp(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


def open_office(settings: Settings, *, migrating: bool = True) -> Office:
    """Connect, migrate, load the counties. Raises ``NotSetUp`` without a county, without a secret outside the
    demo, and with another secret than the database was begun with."""
    if not settings.counties:
        raise NotSetUp("BAOPIN_COUNTY 是空的：写上区划代码，例如 350111。")
    office = Office(
        settings=settings,
        sealer=Sealer(_secret(settings), settings.old_secrets, settings.cipher),
        database=Database(settings.database_url),
        counties={code: load_county(code) for code in settings.counties},
    )
    if migrating:
        try:
            migrate(office.database)
            _check_secret(office)
            seal_what_lies_in_clear(office)
        except Exception:
            office.database.close()
            raise
    return office


def _secret(settings: Settings) -> str:
    secret = settings.secret_key.get_secret_value()
    if secret:
        return secret
    if settings.demo:
        return demo_secret(settings.media_dir.parent)
    raise NotSetUp(
        "没有设置 BAOPIN_SECRET_KEY：身份证号要用它加密，丢了就再也打不开。\n"
        "生成一个：python3 -c 'import secrets; print(secrets.token_urlsafe(32))'，写进 .env，并另外保管好一份。\n"
        "只想试用：加上 BAOPIN_DEMO=1。"
    )


def _check_secret(office: Office) -> None:
    """Another secret must be noticed before anything is sealed with it: what two secrets sealed, none of them opens.

    28 bits of a keyed hash are kept; they tell nothing of the secret.
    """
    marks = _marks(office)
    for code in office.settings.counties:
        with office.work(code) as work:
            insert_once(work.connection, COUNTERS, {"county": code, "name": SECRET, "value": marks[0]})
            here = (COUNTERS.c.county == code, COUNTERS.c.name == SECRET)
            if work.connection.execute(select(COUNTERS.c.value).where(*here)).scalar_one() not in marks:
                raise NotSetUp(
                    "BAOPIN_SECRET_KEY 不是这个数据库原来用的那一个：存下的身份证号、照片会打不开。\n"
                    "请换回原来的那一个；是要换密钥的话，把原来的写进 BAOPIN_OLD_SECRET_KEYS。\n"
                    "数据库里只是演示数据的话，删掉 var/ 再启动。"
                )


def seal_what_lies_in_clear(office: Office) -> None:
    """Once after an upgrade: earlier versions sealed the ID numbers only. A new database is through in no time."""
    for code in office.settings.counties:
        with office.work(code) as work:
            done = counted(work, SEALED)
        if not done and not sum(each.closed for each in reseal(office, code)):
            with office.work(code) as work:
                insert_once(work.connection, COUNTERS, {"county": code, "name": SEALED, "value": 1})


def rekeyed(office: Office, county: str) -> None:
    """Nothing of the county needs the old keys any more: the database belongs to today's."""
    with office.work(county) as work:
        here = (COUNTERS.c.county == county, COUNTERS.c.name == SECRET)
        work.connection.execute(update(COUNTERS).where(*here).values(value=_marks(office)[0]))


def _marks(office: Office) -> list[int]:
    return [int(mark[:7], 16) for mark in office.sealer.indexes("secret", "opening")]
