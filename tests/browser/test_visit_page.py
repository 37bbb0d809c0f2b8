"""The visit as a cadre makes it: on a phone, without a network, six people, sent once when the network is back."""

import base64
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from random_households import households
from sqlalchemy import func, select
from test_console_page import AREAS, PASSWORD, Running, _login, _served, fits, log_in

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.collected import collected
from intake_api.casework.income import income
from intake_api.console.visit_data import RULE
from intake_api.intake import card_reading
from intake_api.models.tables import AUTHORISATIONS, CASES, VISITS
from intake_api.office import Office
from intake_api.sealed_answers import open_answers
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county
from knowledge.people.id_card import Line

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
def phone(page: Page) -> Page:
    """The telephone of whoever makes the visit."""
    return page


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


def authorised(console: Running) -> list[str]:
    """Whose word has arrived."""
    with console.office.database.read() as session:
        return list(session.connection().execute(select(AUTHORISATIONS.c.name)).scalars())


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
    _until(page, "() => caches.keys().then((names) => names.some((name) => name.startsWith('visit-')))")
    _until(page, "() => navigator.serviceWorker.controller !== null")


def _until(page: Page, holds: str) -> None:
    """Ask again until it holds: waiting inside the page would evaluate text there, which its policy forbids."""
    for _ in range(400):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {holds}")


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
    wife = phone.locator("details.member").nth(1)
    wife.get_by_label("签好字、按了手印的授权书").set_input_files(SHOT)
    expect(wife.get_by_text("授权书拍好了")).to_be_visible()
    expect(phone.locator("details.member").nth(5).locator("[data-paper]")).to_be_hidden()
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
    assert authorised(console) == []
    phone.context.set_offline(False)
    expect(phone.locator("[data-status]")).to_have_text("已交", timeout=20_000)
    fits(phone)
    assert visits(console) == 1
    found = income(collected(answers(console, case_id)))
    assert shown == found.working()
    assert str(found.per_capita) in shown
    assert authorised(console) == ["林秀英"]
    phone.goto(f"{console.url}/console/visits")
    expect(phone.get_by_text("已交")).to_be_visible()
    assert visits(console) == 1


def open_sheet(page: Page, console: Running) -> str:
    """A visit that is due, its sheet open and kept."""
    case_id = to_visit(console)
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/cases/{case_id}/visit")
    ready(page)
    expect(page.locator("[data-who]")).to_contain_text("陈大山")
    return case_id


def test_what_does_not_fit_is_said_at_its_field(phone: Page, console: Running) -> None:
    open_sheet(phone, console)
    put(phone.locator("[data-sheet]"), "wage_income", "很多")
    fill_opinion(phone)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("要改")
    field = phone.locator('.field[data-key="wage_income"]')
    expect(field.locator(".wrong")).to_contain_text("工资性收入")
    expect(field.locator("input")).to_have_value("很多")
    fits(phone)
    field.locator("input").fill("32000")
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交")
    assert visits(console) == 1


def fill_opinion(page: Page) -> None:
    page.locator("#opinion").fill("情况属实")
    page.locator("#signed").set_input_files(SHOT)
    expect(page.locator("[data-photos] img")).to_have_count(1)


def test_what_lacks_is_said_before_it_is_sent(phone: Page, console: Running) -> None:
    open_sheet(phone, console)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-wrong]")).to_contain_text("核实意见")
    phone.locator("#opinion").fill("情况属实")
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-wrong]")).to_contain_text("拍一张照")
    phone.get_by_label("电话访谈").check()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-wrong]")).to_contain_text("为什么没有入户")
    phone.locator("#why").fill("全家在广东务工")
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交")


def test_an_answer_lost_on_the_way_makes_no_second_visit(phone: Page, console: Running) -> None:
    case_id = open_sheet(phone, console)
    fill_opinion(phone)
    asked: list[int] = []

    def lose_the_first(route: Route) -> None:
        asked.append(1)
        answer = route.fetch()
        route.abort() if len(asked) == 1 else route.fulfill(response=answer)

    phone.route(f"**/console/api/visits/{case_id}", lose_the_first)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交", timeout=40_000)
    assert len(asked) == 2
    assert visits(console) == 1


def test_a_login_that_ended_keeps_the_sheet(phone: Page, console: Running) -> None:
    open_sheet(phone, console)
    fill_opinion(phone)
    phone.context.clear_cookies()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("请重新登录")
    fits(phone)
    phone.get_by_role("link", name="重新登录").click()
    phone.get_by_label("登录名").fill("village")
    phone.get_by_label("密码", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.locator("[data-status]")).to_have_text("已交")
    assert visits(console) == 1


def test_a_case_that_moved_on_is_told_and_the_sheet_can_be_kept(phone: Page, console: Running) -> None:
    case_id = open_sheet(phone, console)
    fill_opinion(phone)
    with console.office.work() as work:
        farmer_acts(work, case_id, "withdraw", {})
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("情况变了")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="下载一份").click()
    assert "情况属实" in download.value.path().read_text("utf8")
    phone.goto(f"{console.url}/console/visits")
    expect(phone.get_by_text("情况变了")).to_be_visible()
    expect(phone.get_by_role("button", name="下载一份")).to_be_visible()
    fits(phone)


def test_two_phones_with_one_household(browser: Browser, phone: Page, console: Running) -> None:
    """The second is told what became other meanwhile and keeps its sheet; it takes the new state and sends again."""
    case_id = open_sheet(phone, console)
    context = browser.new_context(viewport={"width": 390, "height": 740}, locale="zh-CN", has_touch=True)
    other = context.new_page()
    log_in(other, console, "town_clerk")
    other.goto(f"{console.url}/console/cases/{case_id}/visit")
    expect(other.locator("[data-who]")).to_contain_text("陈大山")
    for page, wage in ((phone, "42000"), (other, "30000")):
        put(page.locator("[data-sheet]"), "wage_income", wage)
        fill_opinion(page)
    put(phone.locator("[data-sheet]"), "business_income", "6000")
    put(phone.locator("details.member").nth(0), "sex", "male")
    put(other.locator("[data-sheet]"), "address", "亥由村 3 组")
    other.locator("#opinion").fill("镇里也去看了")
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交")
    other.get_by_role("button", name="交上去").click()
    expect(other.locator("[data-status]")).to_have_text("情况变了")
    expect(other.locator("[data-message]")).to_contain_text("已经交了这一户的采集表")
    expect(other.locator("[data-message]")).to_contain_text("工资性收入")
    expect(other.locator("#opinion")).to_have_value("镇里也去看了")
    fits(other)
    assert visits(console) == 1
    assert answers(console, case_id)["wage_income"] == 42000
    other.get_by_role("button", name="看最新的，再交").click()
    expect(other.locator("[data-message]")).to_contain_text("已经对上最新的情况")
    expect(other.locator("[data-message]")).to_contain_text("工资性收入")
    expect(other.locator("details.member")).to_have_count(1)
    expect(other.locator('.field[data-key="wage_income"] input')).to_have_value("30000")
    expect(other.locator('.field[data-key="business_income"] input')).to_have_value("6000")
    expect(other.locator("[data-photos] img")).to_have_count(1)
    other.get_by_role("button", name="交上去").click()
    expect(other.locator("[data-status]")).to_have_text("已交")
    assert visits(console) == 2
    found = answers(console, case_id)
    known = {"wage_income": 30000, "business_income": 6000, "address": "亥由村 3 组", "member[0].sex": "male"}
    assert {key: found[key] for key in known} == known
    context.close()


RAW = """() => new Promise((resolve) => {
  const opening = indexedDB.open("baopin-visits");
  opening.onsuccess = () => {
    const all = opening.result.transaction("sheets").objectStore("sheets").getAll();
    all.onsuccess = () => {
      opening.result.close();
      resolve(all.result.map((each) => Object.keys(each).join() + new TextDecoder().decode(each.box)).join());
    };
  };
})"""


def test_it_lies_encrypted_and_is_gone_after_leaving(phone: Page, console: Running) -> None:
    open_sheet(phone, console)
    phone.locator("#opinion").fill("情况属实")
    phone.wait_for_timeout(300)
    raw = phone.evaluate(RAW)
    assert "box" in raw
    assert "陈大山" not in raw
    assert "情况属实" not in raw
    asked: list[str] = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_label("登录名")).to_be_visible()
    assert "1 份" in asked[0]
    assert phone.evaluate("indexedDB.databases().then((all) => all.map((each) => each.name))") == []
    assert phone.evaluate("caches.keys()") == []


def test_after_the_next_login_the_pages_are_kept_again(phone: Page, console: Running) -> None:
    open_sheet(phone, console)
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_label("登录名")).to_be_visible()
    log_in(phone, console, "village")
    phone.goto(f"{console.url}/console/visits")
    ready(phone)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text("没有网络，这是上次带上路时的名单。")).to_be_visible()


def test_members_are_moved_and_taken_out_and_the_number_tells_the_sex(phone: Page, console: Running) -> None:
    case_id = open_sheet(phone, console)
    head = phone.locator("details.member").nth(0)
    expect(head.locator('.field[data-key="sex"] input[value="male"]')).to_be_checked()
    expect(head.locator('.field[data-key="relation"] select')).to_have_value("r02")
    phone.get_by_role("button", name="加一位成员").click()
    wife = phone.locator("details.member").nth(1)
    put(wife, "member_name", "林秀英")
    put(wife, "id_no", PEOPLE[1]["id_no"])
    expect(wife.locator('.field[data-key="sex"] input[value="female"]')).to_be_checked()
    expect(wife.get_by_text("1978-06-02 生")).to_be_visible()
    phone.get_by_role("button", name="加一位成员").click()
    put(phone.locator("details.member").nth(2), "member_name", "陈小明")
    wife.get_by_role("button", name="往上移").click()
    names = phone.locator("details.member [data-name]")
    expect(phone.locator("[data-heads]")).to_be_empty()
    expect(names).to_have_text(["林秀英", "陈大山", "陈小明"])
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.locator("details.member").nth(2).get_by_role("button", name="去掉这一位").click()
    expect(names).to_have_text(["林秀英", "陈大山"])
    fill_opinion(phone)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交")
    known = answers(console, case_id)
    assert known["member[0].id_no"] == PEOPLE[1]["id_no"]
    assert known["member[1].member_name"] == "陈大山"
    assert known["member[1].id_no"].endswith("0018")
    assert not any(key.startswith("member[2].") for key in known)


ON_THE_PAGE = """async ([households, rule, line]) => {
  const { income } = await import("/console/static/visit-income.js");
  return households.map(({ answers, members }) => income(answers, members, rule, line));
}"""


def test_the_page_computes_what_the_server_computes(phone: Page, console: Running) -> None:
    log_in(phone, console, "village")
    cases = [collected(each) for each in households()]
    given = [
        {"answers": dict(each.fields), "members": [dict(person.values) for person in each.people]} for each in cases
    ]
    line = 8000
    shown = phone.evaluate(ON_THE_PAGE, [given, {key: list(parts) for key, parts in RULE.items()}, line])
    for case, page in zip(cases, shown, strict=True):
        found = income(case)
        assert page["working"] == found.working(), case
        assert page["perCapita"] == (None if found.per_capita is None else str(found.per_capita))
        assert page["below"] == found.below(line)
        assert page["sudden"] == found.is_sudden(line), case
    assert {page["sudden"] for page in shown} == {page["below"] for page in shown} - {None} == {True, False}


def test_an_adult_far_away_agrees_on_an_old_phone(browser: Browser, phone: Page, console: Running) -> None:
    case_id = open_sheet(phone, console)
    fill_opinion(phone)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("[data-status]")).to_have_text("已交")
    phone.get_by_role("link", name="授权书、发链接").click()
    fits(phone)
    phone.get_by_role("button", name="给陈大山发链接").click()
    fits(phone)
    link = phone.get_by_label("发给本人的话").input_value().rpartition("：")[2]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    old = context.new_page()
    old.goto(link)
    expect(old.get_by_text("念给我听")).to_be_hidden()
    old.get_by_label("您身份证的后四位").fill("0018")
    old.get_by_role("button", name="同意", exact=True).click()
    expect(old.get_by_text("谢谢您")).to_be_visible()
    context.close()
    phone.goto(f"{console.url}/console/cases/{case_id}/authorise")
    expect(phone.get_by_text("已授权")).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_text("用过了")).to_be_visible()
    fits(phone)


class ReadsCard:
    """Stands in for the reader of the extra."""

    def lines(self, _photo: bytes) -> list[Line]:
        return [Line("姓名林秀英", (0, 0)), Line(str(PEOPLE[1]["id_no"]), (300, 500))]


def test_a_photographed_card_fills_name_and_number(
    phone: Page, console: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_reading, "reader", ReadsCard)
    open_sheet(phone, console)
    phone.get_by_role("button", name="加一位成员").click()
    wife = phone.locator("details.member").nth(1)
    wife.get_by_label("拍身份证").set_input_files(SHOT)
    expect(wife.get_by_text("填上了")).to_be_visible()
    expect(wife.locator("[data-name]")).to_have_text("林秀英")
    expect(wife.locator('.field[data-key="id_no"] input')).to_have_value(PEOPLE[1]["id_no"])
    expect(wife.locator('.field[data-key="sex"] input[value="female"]')).to_be_checked()
    phone.context.set_offline(True)
    wife.get_by_label("拍身份证").set_input_files([])
    wife.get_by_label("拍身份证").set_input_files(SHOT)
    expect(wife.get_by_text("没有网络，请照证件填")).to_be_visible()
