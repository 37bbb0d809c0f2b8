"""Opening the intake: settings in, a working office out."""

from sqlalchemy import select

from intake_api.models.tables import COUNTERS
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.once import insert_once
from intake_api.store.sealing import Sealer, demo_secret
from knowledge.county_files import load_county


class NotSetUp(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


def open_office(settings: Settings, *, migrating: bool = True) -> Office:
    """Connect, migrate, load the counties. Raises ``NotSetUp`` without a county, without a secret outside the
    demo, and with another secret than the database was begun with."""
    if not settings.counties:
        raise NotSetUp("BAOPIN_COUNTY 是空的：写上区划代码，例如 350111。")
    office = Office(
        settings=settings,
        sealer=Sealer(_secret(settings)),
        database=Database(settings.database_url),
        counties={code: load_county(code) for code in settings.counties},
    )
    if migrating:
        try:
            migrate(office.database)
            _check_secret(office)
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
    mark = int(office.sealer.index("secret", "opening")[:7], 16)
    for code in office.settings.counties:
        with office.work(code) as work:
            insert_once(work.connection, COUNTERS, {"county": code, "name": "secret", "value": mark})
            here = (COUNTERS.c.county == code, COUNTERS.c.name == "secret")
            if work.connection.execute(select(COUNTERS.c.value).where(*here)).scalar_one() != mark:
                raise NotSetUp(
                    "BAOPIN_SECRET_KEY 不是这个数据库原来用的那一个：存下的身份证号、照片会打不开。\n"
                    "请换回原来的那一个。数据库里只是演示数据的话，删掉 var/ 再启动。"
                )
