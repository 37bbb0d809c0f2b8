"""A case from the report to help, as its people carry it on their telephones: accept, visit without a network,
comparison, review, publicity, town, district, plan, measure. ``make pictures`` keeps what it saw (``PICTURES``)."""

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from offices import Clock
from playwright.sync_api import Browser, Locator, Page, expect
from test_console_page import AREAS, PASSWORD, Running, _served, fits
from test_visit_page import SHOT, SIGNED_BY, fill_in, ready

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county

sys.path += [str(Path(__file__).parents[1] / "intake_api"), str(Path(__file__).parents[2] / "docs" / "pictures")]
from png import tighten
from procedure import PEOPLE

SIZE = {"width": 390, "height": 844}
NOW = datetime.fromisoformat("2023-11-13T09:00:00+08:00")
DESKS = {
    "village": ("village", "林村长"), "clerk": ("town_clerk", "镇信息员"), "mayor": ("town_leader", "镇长"),
    "secretary": ("town_leader", "书记"), "district": ("county_clerk", "区信息员"),
    "group": ("county_leader", "区领导小组"), "dept": ("dept", "民政局小张"),
}  # fmt: skip


@dataclass
class Walk:
    """The people, each with a telephone, and the one case they work on."""

    browser: Browser
    console: Running
    clock: Clock
    case_id: str = ""

    def phone(self, desk: str) -> Page:
        """Whoever sits at ``desk`` takes the telephone out and logs in."""
        context = self.browser.new_context(viewport=SIZE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True)
        page = context.new_page()
        page.clock.set_fixed_time(self.clock.now)
        page.goto(f"{self.console.url}/console")
        page.get_by_label("登录名").fill(desk)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("button", name="退出")).to_be_visible()
        return page

    def case(self, desk: str) -> Page:
        """The page of the case, on the telephone of ``desk``."""
        page = self.phone(desk)
        page.goto(f"{self.console.url}/console/cases/{self.case_id}")
        fits(page)
        return page

    def act(self, page: Page, name: str, picture: str = "", **given: str) -> None:
        """Do one action of the table as it is offered on the page of the case."""
        form = self.form(page, f"/act/{name}")
        for key, value in given.items():
            fill(form.locator(f"[name={key}]"), value)
        if picture:
            self.see(page, picture, form)
        self.send(page, form)

    def send(self, page: Page, form: Locator) -> None:
        """Press the form's button; what comes back is no refusal."""
        with page.expect_navigation():
            form.locator("button").click()
        assert page.locator("[role=alert]").all_inner_texts() == []

    def form(self, page: Page, address: str) -> Locator:
        """A form of the page, unfolded."""
        form = page.locator(f'form[action$="{address}"]')
        expect(form).to_have_count(1)
        for folded in form.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("> summary").click()
        expect(form).to_be_visible()
        return form

    def see(self, page: Page, name: str, at: Locator | None = None) -> None:
        """Nothing sticks out; the picture is kept if pictures are wanted."""
        fits(page)
        above = at.evaluate("element => element.getBoundingClientRect().top + window.scrollY - 120") if at else 0
        page.evaluate("above => window.scrollTo(0, above)", above)
        if folder := os.environ.get("PICTURES"):
            page.evaluate("document.activeElement.blur()")
            file = Path(folder) / f"case-{name}.png"
            page.screenshot(path=file)
            tighten(file)


def fill(field: Locator, value: str) -> None:
    """Whatever kind of field it is."""
    kind = field.evaluate("field => field.type")
    if kind == "file":
        field.set_input_files(SHOT)
    elif kind == "checkbox":
        field.check()
    elif kind.startswith("select"):
        field.select_option(value)
    else:
        field.fill(value)


@pytest.fixture
def walk(browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    """A whole office whose days can be turned, everybody at their desk."""
    clock = Clock(NOW)
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(database)
    county = load_county("350111")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings: Any = {"database_url": database.url, "public_url": url, "media_dir": tmp_path / "media"}
        office = Office(
            Settings(_env_file=None, **settings), database, Sealer("a-secret-for-tests"), {county.code: county}, clock
        )
        with office.work() as work:
            for login, (role, name) in DESKS.items():
                who = {"login": login, "name": name, "role": role, "area": AREAS[ROLES[role].level]}
                department = "民政局" if role == "dept" else ""
                accounts.add(work, **who, department=department, password=PASSWORD, demo=True)
        with _served(office, listener):
            yield Walk(browser, Running(url, office), clock)
    database.close()


def test_a_household_is_recognised_and_helped(walk: Walk) -> None:
    walk.case_id = walk.console.report("陈大山")
    accepted(walk)
    visited(walk)
    compared(walk)
    reviewed(walk)
    walk.clock.advance(days=7)
    decided(walk)
    helped(walk)
    assert walk.console.state(walk.case_id) == "ASSISTING"


def accepted(walk: Walk) -> None:
    """The village takes it on and names two who go."""
    page = walk.phone("village")
    walk.see(page, "own-work")
    page.get_by_role("link", name="宦溪镇亥由村 陈*", exact=True).click()
    walk.act(page, "accept", "accept")
    expect(page.locator(".chip.state")).to_have_text("已受理")
    walk.act(page, "start_verify", "verifiers", verifiers="、".join(SIGNED_BY))
    expect(page.locator(".chip.state")).to_have_text("入户核实")
    expect(page.get_by_text("138****1234").first).to_be_visible()
    with page.expect_navigation():  # who goes there must be able to call first
        page.get_by_role("button", name="上门核实").click()
    expect(page.get_by_role("link", name="打 13805001234")).to_be_visible()
    walk.see(page, "opened")
    page.context.close()


def visited(walk: Walk) -> None:
    """Six people, no network, sent when it is back; who is far away gets a link."""
    page = walk.phone("village")
    page.goto(f"{walk.console.url}/console/visits")
    ready(page)
    page.get_by_role("button", name="带上路").click()
    expect(page.get_by_text("带上了")).to_be_visible()
    walk.see(page, "visits")
    page.context.set_offline(True)
    page.get_by_role("link", name="陈大山").click()
    fill_in(page)
    for place in (0, 1, 2):
        member = page.locator("details.member").nth(place)
        member.get_by_label("签好字、按了手印的授权书").set_input_files(SHOT)
        expect(member.get_by_text("授权书拍好了")).to_be_visible()
    walk.see(page, "sum", page.locator(".figures"))
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("[data-status]")).to_have_text("等网络")
    walk.see(page, "waiting")
    page.context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text("已交", timeout=20_000)
    page.get_by_role("link", name="授权书、发链接").click()
    walk.see(page, "authorise")
    page.get_by_role("button", name="给陈小明发链接").click()
    link = page.get_by_label("发给本人的话").input_value().rpartition("：")[2]
    page.context.close()
    agreed = walk.browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
    agreed.goto(link)
    walk.see(agreed, "agree")
    agreed.get_by_label("您身份证的后四位").fill(PEOPLE[3]["id_no"][-4:])
    agreed.get_by_role("button", name="同意", exact=True).click()
    expect(agreed.get_by_text("谢谢您")).to_be_visible()
    agreed.context.close()


def compared(walk: Walk) -> None:
    """The district asks, the department answers from its own telephone: a hit, and the village says what it is."""
    page = walk.case("district")
    form = walk.form(page, "/compare")
    for box in form.locator('input[type=checkbox]:not([value="民政局"])').all():
        box.uncheck()
    walk.see(page, "compare", form)
    walk.send(page, form)
    page.context.close()
    page = walk.phone("dept")
    page.goto(f"{walk.console.url}/console/comparisons")
    page.get_by_label("经办人").fill("张敏")
    row = page.get_by_role("row", name="郑依妹")
    row.get_by_label("有").check()
    row.get_by_label("郑依妹 的明细").fill("2023年10月起领高龄补贴，每月100元")
    walk.see(page, "answer")
    page.get_by_role("button", name="其余都是").click()
    expect(page.get_by_text("存好了 6 条")).to_be_visible()
    page.context.close()
    page = walk.case("village")
    form = walk.form(page, "/explain")
    fill(form.locator("textarea"), "村里知道，已经算进养老金那一项")
    walk.send(page, form)
    walk.act(page, "to_review")
    expect(page.locator(".chip.state")).to_have_text("民主评议")
    page.context.close()


def reviewed(walk: Walk) -> None:
    """The meeting votes, the notice is printed and hung."""
    walk.clock.advance(days=1)
    page = walk.case("village")
    page.goto(f"{walk.console.url}/console/cases/{walk.case_id}/papers/posting")
    walk.see(page, "posting")
    page.goto(f"{walk.console.url}/console/cases/{walk.case_id}")
    votes = {"votes_for": "5", "votes_against": "0", "minutes": "file", "posted_photo": "file"}
    walk.act(
        page,
        "vote_pass",
        "review",
        meeting_day="2023-11-14",
        attendees="甲、乙、丙、丁、戊",
        posted_day="2023-11-14",
        **votes,
    )
    expect(page.locator(".chip.state")).to_have_text("村内公示")
    walk.see(page, "publicity")
    page.context.close()


def decided(walk: Walk) -> None:
    """Five whole days later: town and district, two people each."""
    page = walk.case("village")
    walk.act(page, "publicity_end_ok", "to-town", last_photo="file")
    page.context.close()
    page = walk.case("mayor")
    walk.act(page, "town_pass", "town", opinion="同意")
    page.context.close()
    page = walk.case("secretary")
    walk.act(page, "town_pass", "second-signature")
    page.context.close()
    page = walk.case("district")
    walk.act(page, "county_confirm", "district", household_type="edge", risk="illness", opinion="同意纳入")
    page.context.close()
    page = walk.case("group")
    walk.act(page, "county_confirm")
    expect(page.locator(".chip.state")).to_have_text("已认定")
    page.context.close()


def helped(walk: Walk) -> None:
    """The plan within ten days, the first measure within a month."""
    page = walk.case("village")
    form = walk.form(page, "/measures")
    plan = {"category": "job", "what": "到村里做保洁员", "owner": "村委会", "due_day": "2023-12-10"}
    for key, value in plan.items():
        fill(form.locator(f"[name={key}]"), value)
    walk.see(page, "measure", form)
    walk.send(page, form)
    walk.act(page, "plan_set", "plan", contact="李副镇长")
    expect(page.locator(".chip.state")).to_have_text("帮扶中")
    form = walk.form(page, "/implement")
    fill(form.locator("[name=evidence]"), "11月起每月领1200元，有工资单")
    fill(form.locator("[name=photo]"), "file")
    walk.send(page, form)
    expect(page.get_by_text("已落实")).to_be_visible()
    walk.see(page, "implemented", page.locator("#measures"))
    page.get_by_role("heading", name="经过").scroll_into_view_if_needed()
    walk.see(page, "history", page.get_by_role("heading", name="经过"))
    page.context.close()
