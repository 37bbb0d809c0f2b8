"""The console as a cadre sees it, in Chromium: a case comes in by itself, is opened and accepted."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.app import DemoAccount, create_app
from intake_api.console.papers import PAPERS
from intake_api.intake.applications import Origin, submit
from intake_api.intake.hear import Hearing
from intake_api.models.tables import CASES
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county

HUANXI, YIYOU = "350111103000", "350111103210"
PASSWORD = "demo-demo"
AREAS = {"village": YIYOU, "town": HUANXI, "county": "350111000000"}
TOKEN = "bots-token"


@dataclass
class Running:
    """The console under test."""

    url: str
    office: Office

    def report(self, name: str, story: str = "老伴住院，欠了钱") -> str:
        """A farmer's report, straight into the intake; the case's id."""
        answers = {"consent": "2023-1", "behalf": "self", "name": name, "phone": "13805001234"}
        answers |= {"town": HUANXI, "village": YIYOU, "risk": "illness", "story": story}
        answers |= {"id_number": "350111197803150018"} if name == "陈大山" else {}
        with self.office.work() as work:
            return submit(work, answers, Origin("ONLINE", "web")).case_id

    def cry(self, text: str) -> None:
        """Words of somebody in danger, through the bots' endpoint."""
        body = {"channel": "wechat", "user": "openid-1", "message_id": text, "text": text}
        answer = httpx.post(f"{self.url}/api/v1/messages", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200

    def state(self, case_id: str) -> str:
        """The state of a case."""
        with self.office.database.read() as session:
            query = select(CASES.c.state).where(CASES.c.id == case_id)
            return str(session.connection().execute(query).scalar_one())


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Running]:
    """The whole application on a loopback port, with one account for each role."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(database)
    county = load_county("350111")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None,
            demo=True,
            database_url=database.url,
            public_url=url,
            api_token=TOKEN,  # type: ignore[arg-type]
        )
        office = Office(settings, database, Sealer("a-secret-for-tests"), {county.code: county})
        _open_accounts(office)
        with _served(office, listener):
            yield Running(url, office)
    database.close()


def _open_accounts(office: Office) -> None:
    with office.work() as work:
        for role in ROLES.values():
            who = {"login": _login(role.name), "name": role.label, "role": role.name, "area": AREAS[role.level]}
            department = "民政局" if role.name == "dept" else ""
            accounts.add(work, **who, department=department, password=PASSWORD, demo=True)


def _login(role: str) -> str:
    return role.replace("_", "-")


@contextmanager
def _served(office: Office, listener: socket.socket) -> Iterator[None]:
    demo = [DemoAccount(_login(role.name), PASSWORD, role.label, "演示") for role in ROLES.values()]
    status = {"web": "", "wechat": "没有设置 BAOPIN_WECHAT_TOKEN"}
    hearing = Hearing(office)
    app = create_app(office, hearing, demo_accounts=demo, channels_status=lambda: status)
    config = uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield
    app.state.feed.close()  # in the main thread a signal does this
    server.should_exit = True
    thread.join(10)


def log_in(page: Page, console: Running, role: str) -> None:
    """Type the login and the password."""
    page.goto(f"{console.url}/console")
    page.get_by_label("登录名").fill(_login(role))
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def fits(page: Page) -> None:
    """Nothing sticks out at the side, and the independent judge finds nothing."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, page.url
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def test_a_case_comes_in_by_itself_and_is_accepted(page: Page, console: Running) -> None:
    log_in(page, console, "village")
    expect(page.get_by_text("现在没有要您办的")).to_be_visible()
    page.evaluate("window.stayed = true")
    case_id = console.report("陈大山")
    row = page.get_by_role("link", name="宦溪镇亥由村 陈*", exact=True)
    expect(row).to_be_visible(timeout=20_000)
    expect(page.get_by_role("status")).to_contain_text("新申报")
    expect(page.locator("[data-unread]")).to_have_text("1")
    assert page.evaluate("window.stayed"), "the page was not loaded again"
    fits(page)
    row.click()
    expect(page.get_by_role("heading", name="宦溪镇亥由村 陈大山")).to_be_visible()
    expect(page.get_by_text("350111********0018")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.locator(".chip.state")).to_have_text("已受理")
    assert console.state(case_id) == "ACCEPTED"


def test_an_emergency_comes_in_by_itself_and_is_taken(page: Page, console: Running) -> None:
    log_in(page, console, "village")
    console.cry("我是宦溪镇亥由村的，家里断粮三天了，没有吃的")
    take = page.get_by_role("button", name="我来处理")
    expect(take).to_be_visible(timeout=20_000)
    fits(page)
    take.click()
    expect(page.get_by_text("在处理")).to_be_visible()
    fits(page)


def test_the_list_is_not_torn_away_while_somebody_types(page: Page, console: Running) -> None:
    console.cry("我是宦溪镇亥由村的，家里断粮三天了，没有吃的")
    log_in(page, console, "village")
    page.get_by_role("button", name="我来处理").click()
    note = page.get_by_label("说了什么、怎么办的")
    note.fill("正在送米")
    console.report("林阿妹")
    expect(page.get_by_role("status")).to_contain_text("新申报", timeout=20_000)
    expect(note).to_have_value("正在送米")


def test_an_operator_logs_a_call_with_the_keyboard(page: Page, console: Running) -> None:
    log_in(page, console, "operator")
    page.goto(f"{console.url}/console/calls/new")
    fits(page)
    page.get_by_label("同意", exact=True).check()
    page.get_by_label("给自己家报").check()
    page.locator("[name=name]").fill("林阿妹")
    page.locator("[name=phone]").fill("138")
    page.locator("[name=village]").fill("亥由")
    page.keyboard.press("Enter")
    wrong = page.locator("#w-phone")
    expect(wrong).to_be_visible()
    expect(page.locator("[name=village]")).to_have_value("亥由")
    fits(page)
    page.locator("[name=phone]").fill("13805009999")
    page.keyboard.press("Enter")
    expect(page.get_by_text("慢慢念给他听")).to_be_visible()
    fits(page)


def test_what_an_operator_typed_outlives_a_dead_network(page: Page, console: Running) -> None:
    log_in(page, console, "operator")
    page.goto(f"{console.url}/console/calls/new")
    expect(page.get_by_label("同意", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    for key, words in {"name": "林阿妹", "phone": "13805009999", "village": "亥由"}.items():
        page.locator(f"[name={key}]").fill(words)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("网络不通，您写的都还在")
    expect(page.locator("[name=name]")).to_have_value("林阿妹")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.get_by_text("慢慢念给他听")).to_be_visible()


def test_leaving_a_half_written_call_is_asked_about(page: Page, console: Running) -> None:
    log_in(page, console, "operator")
    page.goto(f"{console.url}/console/calls/new")
    page.locator("[name=name]").fill("林阿妹")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="要打的电话").click()
    expect(page.locator("[name=name]")).to_have_value("林阿妹")
    assert asked == ["beforeunload"]


def test_a_list_is_worked_with_the_keyboard(browser: Browser, console: Running) -> None:
    cases = {console.report(name) for name in ("陈大山", "林阿妹", "郑依妹")}
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    log_in(page, console, "village")
    opened = [link.get_attribute("href") for link in page.locator("a.open").all()]
    assert {str(address).rpartition("/")[2] for address in opened} == cases
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.getAttribute('href')") == opened[place]
    page.keyboard.press("x")
    expect(page.locator("input[name=case]:checked")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    fits(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    field = page.get_by_label("编号或电话")
    expect(field).to_be_focused()
    page.keyboard.type("j? 13805001234")
    expect(field).to_have_value("j? 13805001234")
    fits(page)
    field.fill("13805001234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="全部 3")).to_have_attribute("aria-current", "true")
    expect(page.locator("a.open")).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="受理", exact=True)).to_be_visible()
    context.close()


def test_chosen_cases_go_to_a_colleague(page: Page, console: Running) -> None:
    console.report("陈大山")
    log_in(page, console, "village")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("把勾选的分给").select_option(label="村级主办（我）")
    page.get_by_role("button", name="分派").click()
    expect(page.locator(".chip", has_text="村级主办")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="陈*").click()
    expect(page.get_by_text("分给：村级主办（村级主办）")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_can_be_used_by_everyone(browser: Browser, console: Running, width: int) -> None:
    case_id = console.report("陈大山")
    console.cry("我是宦溪镇亥由村的，家里断粮三天了，没有吃的")
    visits = {
        "village": ["", f"/cases/{case_id}", "/tasks", "/notices", "/binding"],
        "town_clerk": [f"/cases/{case_id}", "/annex2", "?tab=open"],
        "town_leader": ["", *(f"/cases/{case_id}/papers/{paper}" for paper in PAPERS)],
        "county_clerk": ["?tab=all", "/annex2", "?tab=open&light=red"],
        "operator": ["/calls?find=13805001234"],
        "admin": ["/accounts"],
        "auditor": [f"/cases/{case_id}"],
        "dept": [""],
    }
    for role, paths in visits.items():
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{console.url}/console")
        fits(page)
        log_in(page, console, role)
        for path in paths:
            page.goto(f"{console.url}/console{path}")
            fits(page)
        context.close()


def test_without_scripts_it_works_too(browser: Browser, console: Running) -> None:
    case_id = console.report("陈大山")
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    log_in(page, console, "village")
    page.get_by_role("link", name="宦溪镇亥由村 陈*", exact=True).click()
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.locator(".chip.state")).to_have_text("已受理")
    assert console.state(case_id) == "ACCEPTED"
    context.close()


def test_one_tap_shows_whom_to_call_without_scripts(browser: Browser, console: Running) -> None:
    case_id = console.report("陈大山")
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False, locale="zh-CN", has_touch=True
    )
    page = context.new_page()
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/cases/{case_id}")
    expect(page.get_by_text("老伴住院")).to_have_count(0)
    page.get_by_role("button", name="打电话联系").tap()
    expect(page.get_by_role("link", name="打 13805001234")).to_be_in_viewport()
    expect(page.get_by_text("老伴住院")).to_be_visible()
    expect(page.get_by_text("自动遮上")).to_be_visible()
    context.close()


def test_the_next_step_stands_open_on_a_phone_without_scripts(browser: Browser, console: Running) -> None:
    case_id = console.report("陈大山")
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False, locale="zh-CN", has_touch=True
    )
    page = context.new_page()
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/cases/{case_id}")
    accept = page.get_by_role("button", name="受理", exact=True)
    expect(accept).to_be_in_viewport()
    accept.focus()
    page.keyboard.press("Enter")
    verifiers = page.get_by_label("核实人")
    expect(verifiers).to_be_in_viewport()
    expect(page.locator("summary", has_text="转办")).to_be_hidden()
    verifiers.fill("林村长、王驻村")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.state")).to_have_text("入户核实")
    expect(page.get_by_role("link", name="入户采集完成")).to_be_in_viewport()
    others = page.get_by_text("其他办法", exact=True)
    others.focus()
    page.keyboard.press("Enter")
    expect(page.locator("summary", has_text="转办")).to_be_visible()
    context.close()
