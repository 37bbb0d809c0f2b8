"""Takes the pictures of the README from the real demo: ``make pictures``. Look at them before you commit them."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from png import tighten

from intake_api.demo import PASSWORD

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# What the farmer answers until big buttons are on the screen: a press on the first of them, or words.
ANSWERS = ("", "", "陈大明", "13805001234")

VILLAGE, HOUSEHOLD = "huanxi-haiyou", "林依妹"  # of the demo: taken in, to be visited today
EARNED = {"wage_income": "26000", "pension_amount": "1800", "business_income": "6000", "business_expense": "2000"}
SPENT = {"med_oop": "60000"}

# Chromium writes dates in its own language, whatever the page's; Debian's knows English without its language pack.
DATES_AS_IN_CHINA = """() => { for (const field of document.querySelectorAll("input[type=date]")) {
  const day = field.value.replaceAll("-", "/"); field.type = "text"; field.size = 10; field.value = day; } }"""


def main() -> None:
    """Serve a fresh demo, look at it as a farmer and as two cadres."""
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        farmer(browser, address)
        cadre(browser, address)
        annex2(browser, address)
        visit(browser, address)
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The demo in a folder of its own; its address."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BAOPIN_")}
        command = [sys.executable, "-m", "bots", "serve", "--port", str(port)]
        path = str(HERE.parents[1])
        server = subprocess.Popen(
            command, cwd=folder, env=clean | {"BAOPIN_DEMO": "1", "PYTHONPATH": path}, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def wait_for(port: int) -> None:
    """Until the server takes connections."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


def farmer(browser: Browser, address: str) -> None:
    """A phone in mid-conversation."""
    page = _page(browser, 390, 844, scale=2, phone=True)
    page.goto(f"{address}/")
    _press(page, ".choice")
    for words in ANSWERS:
        _write(page, words) if words else _press(page, ".card .choice")
    page.evaluate("document.activeElement.blur()")
    _take(page, "farmer.png")


def cadre(browser: Browser, address: str) -> None:
    """A town's list of cases."""
    page = _page(browser, 1100, 720, scale=1.5)
    log_in(page, address, "huanxi")
    _take(page, "cadre.png")


def annex2(browser: Browser, address: str) -> None:
    """The district's Annex 2."""
    page = _page(browser, 1280, 800, scale=1)
    log_in(page, address, "qu")
    page.goto(f"{address}/console/annex2")
    page.evaluate(DATES_AS_IN_CHINA)
    height = min(page.evaluate("document.documentElement.scrollHeight"), 1000)
    page.set_viewport_size({"width": 1280, "height": height})
    _take(page, "annex2.png")


def visit(browser: Browser, address: str) -> None:
    """A village's visit on a phone, without a network: two people, the sums before their eyes."""
    page = _page(browser, 390, 844, scale=2, phone=True)
    log_in(page, address, VILLAGE)
    page.get_by_role("row").filter(has_text="已受理").get_by_role("link").first.click()
    page.get_by_text("开始入户核实", exact=True).first.click()
    page.get_by_label(re.compile("核实人")).first.fill("林村长、王驻村")
    page.get_by_role("button", name="开始入户核实").click()
    expect(page.locator(".chip.state")).to_contain_text("核实")
    page.goto(f"{address}/console/visits")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    household = page.locator(".visit-line").filter(has_text=HOUSEHOLD)
    household.get_by_role("button", name="带上路").click()
    expect(page.get_by_text("带上了")).to_be_visible()
    page.context.set_offline(True)
    household.locator("[data-open]").click()
    page.get_by_role("button", name="加一位成员").click()
    page.locator("details.member").nth(1).locator("[data-key=member_name] input").fill("林秀英")
    for key, amount in (EARNED | SPENT).items():
        page.locator(f"#f-{key}").fill(amount)
    page.evaluate(DATES_AS_IN_CHINA)
    page.locator(".figures").evaluate("card => card.scrollIntoView({ block: 'start' })")
    page.evaluate("document.activeElement.blur()")
    _take(page, "visit.png")


def log_in(page: Page, address: str, login: str) -> None:
    """Type the login and the password of a demo account."""
    page.goto(f"{address}/console")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def _page(browser: Browser, width: int, height: int, *, scale: float, phone: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme="light",
        reduced_motion="reduce",
        has_touch=phone,
    )
    return context.new_page()


def _take(page: Page, name: str) -> None:
    page.screenshot(path=HERE / name)
    tighten(HERE / name)
    page.context.close()


def _press(page: Page, selector: str) -> None:
    before = page.locator("[name=message_id]").input_value()
    page.locator(selector).first.click()
    expect(page.locator("[name=message_id]")).not_to_have_value(before)


def _write(page: Page, words: str) -> None:
    before = page.locator("[name=message_id]").input_value()
    if not page.locator("#text").is_visible():
        page.locator("details.answer summary").click()
    page.locator("#text").fill(words)
    page.locator("button.send, #send").first.click()
    expect(page.locator("[name=message_id]")).not_to_have_value(before)


if __name__ == "__main__":
    main()
