"""The farmer's page in Chromium before the real intake: from the first click to the receipt, and on to the cadre."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from farmer import report
from playwright.sync_api import Browser, Page, expect
from rows import check_log, rows
from telegram_server import Server

from bots.serving import whole_app
from bots.settings import BotSettings
from dialogs.messages import Said
from intake_api.demo import PASSWORD
from intake_api.models.tables import ATTACHMENTS, CASES
from intake_api.office import Office
from intake_api.settings import Settings

STORY = 8  # the place of the story among the answers


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Office]]:
    """Everything in one process with the demo's people: its address, and its office to look into."""
    folder: Path = tmp_path_factory.mktemp("real")
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        demo=True,
        database_url=f"sqlite:///{folder / 'baopin.db'}",
        media_dir=folder / "media",
    )
    served = whole_app(settings, BotSettings(_env_file=None))  # type: ignore[call-arg]
    with Server(served) as server:
        yield server.url, served.state.office


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """The cadre's own browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def answer(page: Page, one: Said) -> None:
    """Press the button of an answer or write it, and wait for the next screen."""
    before = page.locator("[name=message_id]").input_value()
    if one.choice:
        page.locator(f'[name=choice][value="{one.choice}"]').first.click()
    else:
        page.locator("#text").fill(one.text)
        page.locator(".send").click()
    expect(page.locator("[name=message_id]")).not_to_have_value(before)


def picture() -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    lines = zlib.compress((b"\0" + b"\x40\x80\xc0" * 8) * 8)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_from_the_first_click_to_the_accepted_case(page: Page, desk: Page, app: tuple[str, Office]) -> None:
    url, office = app
    page.goto(url)
    page.get_by_role("button", name="我要报困难").click()
    expect(page.locator('[name=choice][value^="consent="]').first).to_be_visible()
    said = report("陈浏览", "13805007001")
    for one in said[1:STORY]:
        answer(page, one)

    page.reload()  # the phone rang in between
    expect(page.locator("#question")).to_contain_text("什么情况")
    page.locator("#photo").set_input_files({"name": "roof.png", "mimeType": "image/png", "buffer": picture()})
    expect(page.locator("#attached")).not_to_be_empty()
    for one in said[STORY:]:
        answer(page, one)
    receipt = page.locator("#receipt").inner_text()
    assert re.fullmatch(r"JA\d{8}-\d{4}-\w", receipt)
    expect(page.locator("main")).to_contain_text("不收钱")
    page.reload()
    expect(page.locator("main")).to_contain_text("查进度")

    desk.goto(f"{url}/console")
    desk.locator("#login").fill("huanxi-haiyou")
    desk.locator("#password").fill(PASSWORD)
    desk.locator("#password").press("Enter")
    desk.get_by_role("row").filter(has_text=receipt).get_by_role("link").click()
    expect(desk.locator("main")).to_contain_text("陈浏览")
    expect(desk.locator("main")).not_to_contain_text("老婆透析，一年花了八万")
    desk.get_by_role("button", name="上门核实").click()
    expect(desk.locator("main")).to_contain_text("老婆透析，一年花了八万")
    desk.get_by_role("button", name="受理", exact=True).click()
    expect(desk.locator(".chip.state").first).to_have_text("已受理")

    (case,) = rows(office, CASES, receipt=receipt)
    assert case["state"] == "ACCEPTED"
    (photo,) = rows(office, ATTACHMENTS, case_id=case["id"])
    assert photo["size"] > 0
    check_log(office)


def test_who_goes_back_and_corrects_is_read_back_the_right_thing(page: Page, app: tuple[str, Office]) -> None:
    url, office = app
    page.goto(url)
    said = report("陈浏兰", "13805007002")
    for one in [Said(choice="!apply"), *said[1:5], Said(choice="!back"), Said(text="13805007003"), *said[5:-1]]:
        answer(page, one)
    expect(page.locator("main")).to_contain_text("13805007003")
    answer(page, said[-1])
    (case,) = rows(office, CASES, receipt=page.locator("#receipt").inner_text())
    assert case["phone"] == "13805007003"
