"""The farmer's page in Chromium: by finger, by keyboard, without scripts, on a bad network.

The tests know the page, not the questions: they go on until the receipt, whatever is asked on the way.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

# What to write, by a word of the question; the first that fits.
ANSWERS = (("名", "王阿婆"), ("电话", "13800138000"), ("手机", "13800138000"), ("村", "亥由村"), ("收入", "两万"))
STORY = "老婆透析，一年花了八万"
MOST_QUESTIONS = 25
TARGETS = "button, .tool, summary, .call, a.link, textarea, input[type=search]"
TOO_SMALL = """selector => Array.from(document.querySelectorAll(selector))
  .filter(e => e.getClientRects().length)
  .map(e => [e.textContent.trim() || e.id, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 60 || box.width < 60)
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
KEEP_WHAT_IS_SENT = """() => { const real = window.fetch; window.fetch = (url, options) => {
  window.sent = Array.from(options.body.entries()).map(([name, value]) => [name, value.type || String(value)]);
  return real(url, options); }; }"""
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A phone that runs no scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def screen_id(page: Page) -> str:
    return page.locator("[name=message_id]").input_value()


def press(page: Page, selector: str) -> None:
    """Press a button that sends, and wait for the next screen."""
    before = screen_id(page)
    page.locator(selector).first.click()
    expect(page.locator("[name=message_id]")).not_to_have_value(before)


def words_for(page: Page) -> str:
    question = page.locator("#question").inner_text()
    return next((words for part, words in ANSWERS if part in question), STORY)


def by_finger(page: Page) -> None:
    """Answer one question: the first answer button, else write."""
    if page.locator(".card .choice:not(.quiet)").count():
        press(page, ".card .choice:not(.quiet)")
    else:
        page.locator("#text").fill(words_for(page))
        press(page, ".send")


def by_keyboard(page: Page) -> None:
    """The same with Tab, Enter and letters only."""
    before = screen_id(page)
    if page.locator(".card .choice:not(.quiet)").count():
        tab_to(page, ".card .choice:not(.quiet)")
    else:
        tab_to(page, "#text")
        page.keyboard.type(words_for(page))
    page.keyboard.press("Enter")
    expect(page.locator("[name=message_id]")).not_to_have_value(before)
    expect(page.locator("#question")).to_be_focused()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"no way by keyboard to {selector}")


def walk(page: Page, answer: Callable[[Page], None], look: Callable[[Page], None] = lambda page: None) -> None:
    """From the first screen to the receipt; ``look`` sees every screen."""
    for _ in range(MOST_QUESTIONS):
        look(page)
        if page.locator("#receipt").count():
            return
        answer(page)
    pytest.fail("no receipt after so many questions")


def until(page: Page, wanted: str) -> None:
    """Answer until ``wanted`` (a selector) is on the screen."""
    for _ in range(MOST_QUESTIONS):
        if page.locator(wanted).count():
            return
        by_finger(page)
    pytest.fail(f"{wanted} did not come")


@pytest.mark.parametrize("answer", [by_finger, by_keyboard])
def test_from_the_first_screen_to_the_receipt(page: Page, farmer_url: str, answer) -> None:
    page.goto(farmer_url)
    walk(page, answer)
    assert re.fullmatch(r"[A-Z]{2}\d{8}-\d{4,}-\w", page.locator("#receipt").inner_text())
    expect(page.locator("#copy")).to_be_visible()
    page.locator("#copy").click()
    expect(page.locator("#copy")).to_have_text("复制好了")


def test_the_same_without_scripts(plain_page: Page, farmer_url: str) -> None:
    plain_page.goto(farmer_url)
    expect(plain_page.locator("#listen")).to_be_hidden()
    walk(plain_page, by_finger)
    plain_page.get_by_text("换个人用这部手机").click()
    expect(plain_page.get_by_text("我要报困难")).to_be_visible()


def test_sending_nothing_without_scripts_is_told(plain_page: Page, farmer_url: str) -> None:
    plain_page.goto(farmer_url)
    plain_page.locator("summary").click()
    plain_page.locator(".send").click()
    expect(plain_page.locator("#question")).to_contain_text("您还没有写")


def test_a_reload_resumes_at_the_question(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    by_finger(page)
    question = page.locator("#question").inner_text()
    page.reload()
    expect(page.locator("#question")).to_have_text(question)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", [320, 360])
def test_everything_can_be_hit_and_fits(page: Page, farmer_url: str, width: int) -> None:
    def look(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        assert page.evaluate(TOO_SMALL, TARGETS) == []
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20

    page.set_viewport_size({"width": width, "height": 640})
    page.goto(farmer_url)
    walk(page, by_finger, look)


def test_the_letters_grow_to_thirty_pixels_and_still_fit(page: Page, farmer_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(farmer_url)
    for size, pixels in (("big", 25), ("huge", 30)):
        page.locator(".size").click()
        expect(page.locator(f"html.{size}")).to_be_visible()
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pixels
    walk(page, by_finger, lambda page: page.evaluate(WIDER_THAN_SCREEN) <= 0 or pytest.fail("too wide"))


def test_larger_letters_leave_what_is_written(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    until(page, "#text:visible")
    page.locator("#text").fill("王阿婆")
    page.locator(".size").click()
    expect(page.locator("html.big")).to_be_visible()
    expect(page.locator("#text")).to_have_value("王阿婆")
    page.reload()
    expect(page.locator("html.big")).to_be_visible()


def test_answers_under_the_row_of_buttons_are_pointed_at(page: Page, farmer_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(farmer_url)
    page.locator(".size").click()
    expect(page.locator("html.big")).to_be_visible()
    until(page, "#below:visible")
    page.locator("#below").click()
    page.wait_for_function("() => window.scrollY > 0")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#below")).to_be_hidden()


def test_on_a_low_screen_the_row_of_buttons_covers_nothing(page: Page, farmer_url: str) -> None:
    page.set_viewport_size({"width": 640, "height": 360})
    page.goto(farmer_url)
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "static"


def test_axe_finds_nothing(page: Page, farmer_url: str) -> None:
    def look(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    page.emulate_media(reduced_motion="reduce")  # a card that fades in is pale for a moment
    page.goto(farmer_url)
    walk(page, by_finger, look)


def test_a_long_list_can_be_searched(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    until(page, "#find")
    shown = page.locator(".choices .choice:visible")
    everything = shown.count()
    name = page.locator(".choices .choice").nth(3).inner_text()
    page.locator("#find").fill(name[:2])
    assert 1 <= shown.count() < everything
    page.locator("#find").fill("没有这个村")
    expect(page.locator("#none")).to_be_visible()
    page.locator("#find").fill("")
    assert shown.count() == everything


def test_a_big_photo_is_made_small_and_sent(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    until(page, "div.answer")
    picture = {"name": "big.png", "mimeType": "image/png", "buffer": png(2400, 1200)}
    page.locator("#photo").set_input_files(picture)
    preview = page.locator(".file img")
    expect(preview).to_be_visible()
    assert preview.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1600, 800]
    assert ["photo", "image/jpeg"] in send(page)
    expect(page.locator(".file")).to_have_count(0)


def test_a_photo_can_be_taken_away(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    page.locator("summary").first.click()
    page.locator("#photo").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png(8, 8)})
    page.locator(".take-away").click()
    expect(page.locator(".file")).to_have_count(0)


def test_a_recording_is_sent(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    until(page, "div.answer")
    page.locator("#record").click()
    expect(page.locator("#record")).to_contain_text("正在录 1 秒")
    page.locator("#record").click()
    expect(page.locator(".file audio")).to_be_visible()
    assert ["voice", "audio/webm;codecs=opus"] in send(page)


def test_the_question_is_read_aloud(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    page.evaluate("speechSynthesis.speak = speech => { window.spoken = speech; }")
    page.locator("#listen").click()
    assert page.evaluate("window.spoken.lang") == "zh-CN"
    spoken = page.evaluate("window.spoken.text")
    assert page.locator("#question").inner_text() in spoken
    assert page.locator(".choices .choice").first.inner_text() in spoken


def test_a_lost_network_keeps_the_words_and_the_id(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    until(page, "div.answer")
    before = screen_id(page)
    page.locator("#text").fill(words_for(page))
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).to_have_text("网络不通，您写的还在，等一下再点发送。")
    assert page.locator("#text").input_value() == words_for(page)
    page.context.set_offline(False)
    assert ["message_id", before] in send(page)
    expect(page.locator("#trouble")).to_be_hidden()


def test_what_was_said_before_is_folded_and_gone_after_a_reload(page: Page, farmer_url: str) -> None:
    page.goto(farmer_url)
    by_finger(page)
    by_finger(page)
    page.get_by_text("前面说过的").click()
    expect(page.locator(".told").first).to_have_text("我要报困难")
    page.reload()
    expect(page.get_by_text("前面说过的")).to_have_count(0)


def test_the_page_asks_nobody_else(page: Page, farmer_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(farmer_url)
    by_finger(page)
    assert [url for url in asked if not url.startswith((farmer_url, "blob:", "data:"))] == []


def send(page: Page) -> list[list[str]]:
    """Press 发送, wait for the next screen, and return what went out: [field, value or type of the file]."""
    before = screen_id(page)
    page.evaluate(KEEP_WHAT_IS_SENT)
    page.locator(".send").click()
    expect(page.locator("[name=message_id]")).not_to_have_value(before)
    sent: list[list[str]] = page.evaluate("window.sent")
    return sent


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
