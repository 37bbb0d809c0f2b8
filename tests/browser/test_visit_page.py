"""The visit as a cadre makes it: on a phone, without a network, six people, sent once when the network is back."""

import base64
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from test_console_page import AREAS, PASSWORD, Running, _login, _served, fits, log_in

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.casework.actions import act
from intake_api.casework.collected import collected
from intake_api.casework.income import income
from intake_api.models.tables import CASES, VISITS
from intake_api.office import Office
from intake_api.sealed_answers import open_answers
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county

sys.path.append(str(Path(__file__).parents[1] / "intake_api"))
from procedure import HOUSEHOLD, PEOPLE

# One grey pixel, as a camera would hand it over.
PHOTO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
SHOT = {"name": "sheet.png", "mimeType": "image/png", "buffer": PHOTO}
TYPED = {key: value for key, value in HOUSEHOLD.items() if key not in ("fill_date", "phone", "risk", "story")}
SIGNED_BY = ["林村长", "王驻村"]


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Running]:
    """The whole application on a loopback port, with those who make visits."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(database)
    county = load_county("350111")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        given: dict[str, Any] = {"demo": True, "database_url": database.url, "public_url": url}
        settings = Settings(_env_file=None, media_dir=tmp_path / "media", **given)  # type: ignore[call-arg]
        office = Office(settings, database, Sealer("a-secret-for-tests"), {county.code: county})
        with office.work() as work:
            for role in (ROLES["village"], ROLES["town_clerk"]):
                who = {"login": _login(role.name), "name": role.label, "role": role.name, "area": AREAS[role.level]}
                accounts.add(work, password=PASSWORD, demo=True, **who)
        with _served(office, listener):
            yield Running(url, office)
    database.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone; any error of the page's scripts fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def to_visit(console: Running) -> str:
    """A case whose visit is due."""
    case_id = console.report("陈大山")
    step(console, case_id, "accept")
    step(console, case_id, "start_verify", verifiers="、".join(SIGNED_BY))
    return case_id


def step(console: Running, case_id: str, name: str, **inputs: str) -> None:
    with console.office.work() as work:
        account = accounts.by_login(work.connection, work.code, _login("village"))
        assert account is not None
        version = work.connection.execute(select(CASES.c.version).where(CASES.c.id == case_id)).scalar_one()
        act(work, account, case_id, name, version, inputs)


def visits(console: Running) -> int:
    """How many visits have arrived."""
    with console.office.database.read() as session:
        return int(session.connection().execute(select(func.count()).select_from(VISITS)).scalar_one())


def answers(console: Running, case_id: str) -> dict[str, Any]:
    """The answers of the case, open."""
    with console.office.database.read() as session:
        stored = session.connection().execute(select(CASES.c.answers).where(CASES.c.id == case_id)).scalar_one()
    return open_answers(stored, console.office.sealer)


def put(root: Any, key: str, value: Any) -> None:
    """Fill one field, whatever it is; a known one is opened first."""
    field = root.locator(f'.field[data-key="{key}"]')
    if not field.is_visible():
        field.locator("xpath=..").locator("> summary").click()
    widget = field.get_attribute("data-widget")
    if widget in ("radio", "checkboxes"):
        codes = value if isinstance(value, list) else [{True: "yes", False: "no"}.get(value, value)]
        for code in codes:
            field.locator(f'input[value="{code}"]').check()
    elif widget == "select":
        field.locator("select").select_option(value)
    else:
        field.locator("input, textarea").fill(str(value))


def fill_in(page: Page, *, people: bool = True) -> None:
    """Six people and every field."""
    for place, person in enumerate(PEOPLE if people else ()):
        if page.locator("details.member").count() <= place:
            page.get_by_role("button", name="加一位成员").click()
        card = page.locator("details.member").nth(place)
        for key, value in person.items():
            put(card, key, value)
    for key, value in TYPED.items():
        put(page.locator("[data-sheet]"), key, value)
    page.locator("#opinion").fill("情况属实")
    page.locator("#signed").set_input_files(SHOT)
    expect(page.locator("[data-photos] img")).to_have_count(1)


def ready(page: Page) -> None:
    """The pages lie on the phone."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((names) => names.some((name) => name.startsWith('visit-')))")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_a_visit_without_a_network_arrives_once(phone: Page, console: Running) -> None:
    case_id = to_visit(console)
    log_in(phone, console, "village")
    phone.goto(f"{console.url}/console/visits")
    ready(phone)
    fits(phone)
    phone.get_by_role("button", name="带上路").click()
    expect(phone.get_by_text("带上了")).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("link", name="陈大山").click()
    expect(phone.locator("[data-who]")).to_contain_text("陈大山")
    expect(phone.get_by_text("姓名：陈大山（已知，点开可改）")).to_be_visible()
    expect(phone.locator("#verifier-1")).to_have_value(SIGNED_BY[1])
    fill_in(phone)
    fits(phone)
    shown = phone.locator("[data-working]").inner_text()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("等网络")
    phone.reload()
    expect(phone.locator("[data-status]")).to_have_text("等网络")
    card = phone.locator("details.member").nth(5)
    expect(card.locator('.field[data-key="member_name"] input')).to_have_value("陈小华")
    expect(card.locator('.field[data-key="sex"] input[value="male"]')).to_be_checked()
    expect(phone.locator("[data-photos] img")).to_have_count(1)
    assert visits(console) == 0
    phone.context.set_offline(False)
    expect(phone.locator("[data-status]")).to_have_text("已交", timeout=20_000)
    fits(phone)
    assert visits(console) == 1
    found = income(collected(answers(console, case_id)))
    assert shown == found.working()
    assert str(found.per_capita) in shown
    phone.reload()
    phone.goto(f"{console.url}/console/visits")
    assert visits(console) == 1
