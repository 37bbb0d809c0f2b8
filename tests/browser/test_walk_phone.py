"""The walk as a cadre makes it: the list taken along, ticked without a network, sent once when it is back."""

import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_console_page import YIYOU, Running, console, fits, log_in
from test_visit_page import ready

sys.path.append(str(Path(__file__).parents[1] / "intake_api"))
from rural import enrolled, household, on_list, rows

from intake_api.models.tables import CASES, ISSUES

__all__ = ["console"]


@pytest.fixture
def homes(console: Running) -> dict[str, str]:
    """Four households of 亥由村, 林阿土 on 低保."""
    with console.office.work() as work:
        ids = {name: enrolled(work, name, hamlet="上寨") for name in ("林阿土", "郑依妹", "黄阿福", "陈大山")}
        on_list(work, ids["林阿土"], "dibao")
    return ids


def card(page: Page, name: str) -> Any:
    """The card of one household."""
    return page.locator("[data-stops] > section").filter(has=page.get_by_role("heading", name=name, exact=True))


def test_a_walk_without_a_network_arrives_once(page: Page, console: Running, homes: dict[str, str]) -> None:
    office = console.office
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/walk")
    fits(page)
    ready(page)
    page.get_by_role("link", name="带到手机上").click()
    expect(page.locator("[data-count]")).to_have_text("4 户，还有 4 户没走")
    expect(page.locator("[data-stops] h2").first).to_have_text("林阿土")
    fits(page)
    page.context.set_offline(True)
    page.goto(f"{console.url}/console/walk/phone")
    expect(page.locator("[data-count]")).to_have_text("4 户，还有 4 户没走")
    page.get_by_label("谁去的").fill("林村长、王驻村")
    card(page, "郑依妹").get_by_role("button", name="没有困难").click()
    expect(card(page, "郑依妹").locator("[data-state]")).to_have_text("没有困难 · 等网络")
    card(page, "陈大山").get_by_role("button", name="没遇到人").click()
    water(page)
    page.get_by_text("名单上没有的户").click()
    page.get_by_label("户主姓名").fill("王依姆")
    page.locator("[data-newcomer]").get_by_label("没有困难").check()
    page.get_by_role("button", name="记下", exact=True).last.click()
    expect(page.locator("[data-count]")).to_have_text("5 户，还有 1 户没走")
    fits(page)
    page.reload()
    expect(card(page, "王依姆").locator("[data-state]")).to_have_text("没有困难 · 等网络")
    assert rows(office) == []
    page.context.set_offline(False)
    for name in ("郑依妹", "陈大山", "林阿土", "王依姆"):
        expect(card(page, name).locator("[data-state]")).to_contain_text("已交", timeout=40_000)
    page.reload()
    arrived(console, homes)


def water(page: Page) -> None:
    """林阿土 has trouble with his water; what is missing is said at once."""
    poor = card(page, "林阿土")
    poor.get_by_text("别的情况", exact=True).click()
    poor.get_by_label("发现困难问题").check()
    poor.get_by_role("button", name="记下").click()
    expect(poor.get_by_role("alert")).to_have_text("请写发现了什么困难问题")
    poor.get_by_label("困难问题1是哪一类").select_option("water")
    poor.get_by_label("困难问题1是什么").fill("水管断了")
    poor.get_by_role("button", name="记下").click()
    expect(poor.locator("[data-state]")).to_have_text("发现困难问题 · 等网络")


def arrived(console: Running, homes: dict[str, str]) -> None:
    """Each visit once, with those who went."""
    found = rows(console.office)
    assert sorted(row["outcome"] for row in found) == ["absent", "problem", "well", "well"]
    assert all(row["went"] == ["林村长", "王驻村"] for row in found)
    assert [row["text"] for row in rows(console.office, ISSUES)] == ["水管断了"]
    assert household(console.office, homes["陈大山"])["patrolled_day"] == ""
    assert household(console.office, homes["林阿土"])["standing"] == "difficult"
    (new,) = [row for row in found if row["household_id"] not in homes.values()]
    assert (new["village"], household(console.office, new["household_id"])["head_name"]) == (YIYOU, "王依姆")


def test_what_is_refused_stays_and_is_put_right(page: Page, console: Running, homes: dict[str, str]) -> None:
    log_in(page, console, "village")
    page.goto(f"{console.url}/console/walk/phone?village={YIYOU}&hamlet=*")
    page.get_by_label("哪天").fill("2022-01-01")
    card(page, "黄阿福").get_by_role("button", name="没有困难").click()
    expect(card(page, "黄阿福").locator("[data-message]")).to_contain_text("太早")
    card(page, "黄阿福").get_by_role("button", name="改").click()
    page.get_by_label("哪天").fill(page.evaluate("new Date(Date.now() + 288e5).toISOString().slice(0, 10)"))
    poor = card(page, "黄阿福")
    poor.get_by_text("别的情况", exact=True).click()
    poor.get_by_label("可能返贫，要核实").check()
    poor.get_by_label("要核实的，主要困难").select_option("illness")
    poor.get_by_label("要核实的，为什么觉得有风险").fill("老伴住院，欠了六万")
    poor.get_by_role("button", name="记下").click()
    expect(poor.locator("[data-state]")).to_have_text("可能返贫，要核实 · 已交", timeout=40_000)
    (case,) = rows(console.office, CASES)
    assert case["household_id"] == homes["黄阿福"]


def test_the_pages_fit_a_phone_and_the_judge(page: Page, console: Running, homes: dict[str, str]) -> None:
    log_in(page, console, "town_clerk")
    paths = ("coverage", f"coverage?village={YIYOU}", f"coverage/left?village={YIYOU}", "coverage/report", "duties")
    paths += (f"walk?village={YIYOU}", f"walk/new?village={YIYOU}", f"walk/{homes['林阿土']}")
    for path in paths:
        page.goto(f"{console.url}/console/{path}")
        for summary in page.locator("summary").all():
            summary.click()
        fits(page)
