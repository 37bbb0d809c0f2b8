"""What each command of ``baopin`` does."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getpass
from pathlib import Path

import uvicorn
from sqlalchemy.exc import DBAPIError

from bots import serving
from bots.settings import BotSettings
from dialogs.declaration import FormError, load_form
from intake_api.access import accounts
from intake_api.access.audit import SYSTEM, note
from intake_api.access.roles import ROLES, label
from intake_api.errors import Problem
from intake_api.office import Office
from intake_api.opening import NotSetUp, open_office
from intake_api.reporting.annex2 import annex2, details
from intake_api.reporting.sheets import annex2_xlsx
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from knowledge.county_files import load_county
from knowledge.policy import PolicyError


class Failed(Exception):
    """The command could not be carried out; the text says why and what to do."""


def serve(options: Namespace) -> None:
    """Serve everything. Several workers need PostgreSQL: SQLite takes one writing process."""
    if options.database_url:
        os.environ["BAOPIN_DATABASE_URL"] = options.database_url
    settings = Settings()
    if options.workers > 1 and settings.database_url.startswith("sqlite"):
        raise Failed("SQLite 只能一个进程写。要开几个进程，请用 PostgreSQL（BAOPIN_DATABASE_URL）")
    with _office(settings):  # migrates, and says at once what is not set up
        pass
    address = f"http://{options.host}:{options.port}"
    if "public_url" not in settings.model_fields_set:
        os.environ["BAOPIN_PUBLIC_URL"] = address
    print(_where_to_go(address, settings.demo), flush=True)
    _run("bots.serving:whole_app", options.host, options.port, options.workers)


def bots(options: Namespace) -> None:
    """Serve the channels alone."""
    if not BotSettings().api_token.get_secret_value():
        raise Failed("没有设置 BAOPIN_API_TOKEN：通道要凭它把消息交给 API。两边设成同一个值。")
    os.environ["BAOPIN_API"] = options.api
    _run("bots.serving:channels_app", options.host, options.port, 1)


def _run(app: str, host: str, port: int, workers: int) -> None:
    # No access log: it would hold the links that open a conversation.
    uvicorn.run(
        app,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


def _where_to_go(address: str, demo: bool) -> str:
    lines = [f"农户页面   {address}/", f"工作后台   {address}/console"]
    if demo:
        lines.append("演示账号和密码写在后台的登录页上。停下来按 Ctrl+C。")
    return "\n".join(lines)


def check(_options: Namespace) -> None:
    """Check county data and forms; every problem is listed."""
    problems: list[str] = []
    try:
        form = load_form()
        print(f"表单 {form.key} {form.version}：{len(form.questions)} 项，问农户 {len(form.asks)} 项")
    except FormError as error:
        problems += error.problems
    for code in Settings().counties:
        try:
            county = load_county(code)
            print(f"{county.name}：{len(county.places.towns)} 个乡级，{len(county.library.entries)} 条问答")
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise Failed("\n".join(problems))
    print("都对。")


def migrate_database(options: Namespace) -> None:
    """Bring the schema up to date."""
    with _reaching():
        database = Database(options.database_url or Settings().database_url)
        migrate(database)
        database.close()
    print("数据库已是最新。")


def add_user(options: Namespace) -> None:
    """Open an account; the password comes from the terminal or from standard input, never from the command line."""
    password = getpass("密码：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with working() as office, office.work() as work:
        account = accounts.add(
            work,
            login=options.login,
            name=options.name,
            role=options.role,
            area=options.area,
            phone=options.phone,
            department=options.department,
            password=password,
        )
    print(f"加好了：{account.login}（{label(account.role)}）")


def list_users(_options: Namespace) -> None:
    """List the accounts."""
    with working() as office, office.work() as work:
        for account in accounts.list_accounts(work.connection, work.code):
            stopped = "（停用）" if account.disabled else ""
            place = serving.place_name(work, account.area)
            print(f"{account.login}\t{account.name}\t{ROLES[account.role].label}\t{place}{stopped}")


def disable_user(options: Namespace) -> None:
    """Close an account."""
    with working() as office, office.work() as work:
        accounts.disable(work, options.login)
    print(f"停用了：{options.login}")


def report_annex2(options: Namespace) -> None:
    """Write 附件2 to a file."""
    since, until = (date.fromisoformat(day) if day else None for day in (options.since, options.until))
    with working() as office:
        with office.database.read() as session:  # the writer is not kept waiting
            county, now = office.county(), office.clock()
            table = annex2(session, county, since, until, options.unit or None, now=now)
            if options.format == "json":
                content = json.dumps(table.as_json(), ensure_ascii=False, indent=1).encode()
            else:
                content = annex2_xlsx(table, county, "", details(session, county, table))
        with office.work() as work:
            note(work, SYSTEM, "exported", "annex2", unit=options.unit, format=options.format)
    Path(options.output).write_bytes(content)
    print(f"写好了：{options.output}")


@contextmanager
def working() -> Iterator[Office]:
    """The office of this machine, closed afterwards. Raises ``Failed``."""
    with _office(Settings()) as office:
        yield office


@contextmanager
def _office(settings: Settings) -> Iterator[Office]:
    with _reaching():
        office = open_office(settings)
    try:
        yield office
    except Problem as problem:
        raise Failed(str(problem)) from problem
    finally:
        office.database.close()


@contextmanager
def _reaching() -> Iterator[None]:
    """What keeps the intake from opening, in words instead of a traceback."""
    try:
        yield
    except (NotSetUp, ValueError, PolicyError) as error:
        raise Failed(str(error)) from error
    except DBAPIError as error:
        words = "数据库用不了，请看它开了没有、BAOPIN_DATABASE_URL 对不对。"
        raise Failed(f"{words}\n{str(error.orig).strip()}") from error
    except OSError as error:
        raise Failed(f"打不开：{error}") from error
