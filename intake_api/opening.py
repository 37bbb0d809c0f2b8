"""Opening the intake: settings in, a working office out."""

from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer, demo_secret
from knowledge.county_files import load_county


class NotSetUp(Exception):
    """A setting is missing; the text says which and how to make one."""


def open_office(settings: Settings, *, migrating: bool = True) -> Office:
    """Connect, migrate, load the counties. Raises ``NotSetUp`` without a secret outside the demo."""
    office = Office(
        settings=settings,
        sealer=Sealer(_secret(settings)),
        database=Database(settings.database_url),
        counties={code: load_county(code) for code in settings.counties},
    )
    if migrating:
        migrate(office.database)
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
