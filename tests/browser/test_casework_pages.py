"""比对、帮扶、转办、困难问题 in Chromium: a department answers, a village plans; each page fits everybody."""

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from offices import Clock
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from test_console_page import Running, _open_accounts, _served, fits, log_in

from intake_api.casework import comparisons, issues
from intake_api.models.tables import COMPARISONS, MEASURES
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county

sys.path.append(str(Path(__file__).parents[1] / "intake_api"))
from procedure import Procedure


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Running]:
    """The whole application on a loopback port, in November 2023."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(database)
    county = load_county("350111")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        given: dict[str, Any] = {"demo": True, "database_url": database.url, "public_url": url}
        settings = Settings(_env_file=None, media_dir=tmp_path / "media", **given)  # type: ignore[call-arg]
        office = Office(settings, database, Sealer("a-secret-for-tests"), {county.code: county}, clock=Clock())
        _open_accounts(office)
        with _served(office, listener):
            yield Running(url, office)
    database.close()


@pytest.fixture
def walk(console: Running) -> Procedure:
    """A family of six, two departments asked; a difficulty, a measure and a referral on it."""
    clock = console.office.clock
    assert isinstance(clock, Clock)
    p = Procedure(console.office, clock).to("VERIFYING")
    p.visit()
    p.authorise(0, 1, 2, 3)
    with console.office.work() as work:
        clerk = p.person("county_clerk")
        comparisons.send(work, clerk, p.case_id, p.case["version"], ("民政局", "公安交警大队"))
        issues.find(work, p.person("village"), p.case_id, "water", "水管冻裂")
    first = rows(console)[0]["id"]
    with console.office.work() as work:
        comparisons.answer(work, clerk, first, "hit", "钱警官", "面包车一辆")
    p.plan()
    p.do("village", "refer")
    return p


def rows(console: Running, table: Any = COMPARISONS) -> list[Any]:
    with console.office.database.read() as session:
        query = select(table).order_by(table.c.id)
        return list(session.connection().execute(query).mappings().all())


def test_a_department_answers_on_the_page(page: Page, console: Running, walk: Procedure) -> None:
    log_in(page, console, "dept")
    expect(page.get_by_role("heading", name="民政局要回的比对")).to_be_visible()
    fits(page)
    page.get_by_label("经办人（谁查的）").fill("周科员")
    page.get_by_role("radiogroup", name="林秀英 的结果").get_by_label("有").check()
    page.get_by_role("button", name=re.compile("其余都是")).click()
    expect(page.get_by_role("alert")).to_contain_text("一条都没有存")
    expect(page.get_by_text("查到“有”的，请写明细")).to_be_visible()
    fits(page)
    page.get_by_label("林秀英 的明细").fill("低保，每月 650 元")
    page.get_by_role("button", name=re.compile("其余都是")).click()
    expect(page.locator("main [role=status]")).to_have_text("存好了 6 条。")
    answered = [row["result"] for row in rows(console) if row["department"] == "民政局"]
    assert sorted(answered) == ["hit", *["none"] * 5]


def test_a_department_answers_by_file(page: Page, console: Running, walk: Procedure, tmp_path: Path) -> None:
    log_in(page, console, "dept")
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载要回的名单（Excel）").click()
    assert loading.value.suggested_filename == "比对_民政局_2023-11-10.xlsx"
    file = tmp_path / "filled.xlsx"
    loading.value.save_as(file)
    page.get_by_label("交填好的表").set_input_files(file)
    page.get_by_role("button", name="交上来").click()
    expect(page.locator("main [role=status]")).to_have_text("存好了 0 条，6 条没有填。")


def test_a_village_explains_plans_and_carries_out(page: Page, console: Running, walk: Procedure) -> None:
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/cases/{walk.case_id}")
    fits(page)
    page.get_by_label("是怎么回事").fill("车是帮人挂名，已报废")
    page.get_by_role("button", name="记下说明").click()
    expect(page.get_by_text("村里说明：车是帮人挂名，已报废")).to_be_visible()
    page.get_by_text("加一项措施").click()
    page.get_by_label("哪一类（针对这户的风险").select_option("health")
    page.get_by_label("做什么").fill("办门诊慢特病")
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("heading", name="健康帮扶：办门诊慢特病")).to_be_visible()
    expect(page.get_by_text("还没有责任人或时限：办门诊慢特病")).to_be_visible()
    page.locator("#measures .item").first.get_by_text("登记落实").click()
    page.locator("#measures .item").first.get_by_label("凭什么说办好了").fill("每月领 1200 元")
    page.get_by_role("button", name="落实了", exact=True).first.click()
    expect(page.get_by_text("已落实 2023-11-10")).to_be_visible()
    assert rows(console, MEASURES)[0]["evidence"] == "每月领 1200 元"
    fits(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_can_be_used_by_everyone(
    browser: Browser, console: Running, walk: Procedure, width: int
) -> None:
    case = f"/cases/{walk.case_id}"
    visits = {
        "village": [case, f"{case}/work", "/issues", "/issues?show=done", "/issues?kind=referrals"],
        "town_clerk": [case],
        "county_clerk": ["/comparisons", "/comparisons?department=民政局", "/comparisons?show=answered", "/issues"],
        "dept": ["/comparisons", "/comparisons?show=late", "/referrals"],
        "admin": ["/accounts"],
        "auditor": [case, "/issues"],
    }
    for role, paths in visits.items():
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
        page = context.new_page()
        log_in(page, console, role)
        for path in paths:
            page.goto(f"{console.url}/console{path}")
            page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
            fits(page)
        context.close()


def test_a_department_answers_on_a_phone(browser: Browser, console: Running, walk: Procedure) -> None:
    """Each person is a card: nothing is scrolled sideways to be answered."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN", has_touch=True)
    page = context.new_page()
    log_in(page, console, "dept")
    page.goto(f"{console.url}/console/comparisons")
    rows_ = page.get_by_role("row").filter(has=page.get_by_role("radiogroup"))
    expect(rows_).to_have_count(6)
    wide = """() => [...document.querySelectorAll('main *')].filter((each) => each.scrollWidth > each.clientWidth
      && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)).map((each) => each.className)"""
    assert page.evaluate(wide) == []
    for row in rows_.all():
        box = row.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    rows_.first.get_by_label("有", exact=True).check()
    rows_.first.get_by_label("的明细").fill("面包车一辆")
    fits(page)
    context.close()


def test_without_scripts_it_works_too(browser: Browser, console: Running, walk: Procedure) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    log_in(page, console, "dept")
    page.get_by_label("经办人（谁查的）").fill("周科员")
    page.get_by_role("button", name=re.compile("其余都是")).click()
    expect(page.get_by_text("存好了 6 条。")).to_be_visible()
    context.close()
