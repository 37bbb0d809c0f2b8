"""A new town officer imports a list: hands in a file, puts a column right, looks, imports, and takes it back.
``make pictures`` keeps what was seen (``PICTURES``)."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from test_console_page import Running, console, fits, log_in

from intake_api.models.tables import RESIDENTS

sys.path += [str(Path(__file__).parents[1] / "intake_api"), str(Path(__file__).parents[2] / "docs" / "pictures")]
from made_tables import xlsx
from png import tighten

__all__ = ["console"]  # the fixture
SIZE = {"width": 390, "height": 844}
# As a village keeps it: the name stands under a heading that nobody could guess.
HEAD = ("户号", "家里人", "和户主什么关系", "身份证号", "乡镇", "行政村", "组别")
PEOPLE = (
    ("001", "陈大山", "户主", "350111197803150018", "宦溪镇", "亥由村", "上寨"),
    ("001", "郑依妹", "妻", "350111198001010026", "宦溪镇", "亥由村", "上寨"),
    ("002", "林阿土", "户主", "350111196001010019", "宦溪镇", "亥由村", "下洋"),
    ("003", "黄阿福", "户主", "35011119780315001", "宦溪镇", "亥由村", "下洋"),
    ("004", "王依土", "户主", "350111197803150077", "鼓山镇", "鼓一村", ""),
)
ALIKE = (("姓名", "出生年月", "村"), ("陈大山", "1978-03", "亥由村"))


@dataclass
class Desk:
    """The officer's telephone. Without scripts nothing can be measured, only done."""

    page: Page
    scripts: bool

    def see(self, name: str, at: Locator | None = None) -> None:
        """Nothing sticks out; the picture is kept if pictures are wanted."""
        if not self.scripts:
            return
        for size in ({"width": 1280, "height": 800}, SIZE):
            self.page.set_viewport_size(size)
            fits(self.page)
        at = at or self.page.locator("h1")
        above = at.evaluate("element => element.getBoundingClientRect().top + window.scrollY - 60")
        self.page.evaluate("above => window.scrollTo(0, above)", above)
        if folder := os.environ.get("PICTURES"):
            self.page.evaluate("document.activeElement.blur()")
            file = Path(folder) / f"roster-{name}.png"
            self.page.screenshot(path=file)
            tighten(file)

    def hand_in(self, source: str, file: Path) -> None:
        """Choose the list and the file, and send it."""
        self.page.get_by_role("link", name="名册名单").click()
        self.page.get_by_label("这是哪一种名单").select_option(source)
        self.page.get_by_label("文件", exact=True).set_input_files(file)
        self.see("upload")
        self.press("交上来")

    def press(self, name: str) -> None:
        """Press a button of that name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def desk(request: pytest.FixtureRequest, browser: Browser, console: Running) -> Iterator[Desk]:
    """A town clerk, logged in."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN", has_touch=True, java_script_enabled=request.param)
    page = context.new_page()
    log_in(page, console, "town_clerk")
    yield Desk(page, request.param)
    context.close()


def file_of(folder: Path, name: str, *rows: Any) -> Path:
    """A real workbook on the disk."""
    file = folder / name
    file.write_bytes(xlsx(*rows))
    return file


def people(console: Running) -> set[str]:
    """Who stands on the roster."""
    with console.office.database.read() as session:
        return set(session.connection().execute(select(RESIDENTS.c.name)).scalars())


def test_a_list_is_imported_and_taken_back(desk: Desk, console: Running, tmp_path: Path) -> None:
    page = desk.page
    desk.hand_in("hukou", file_of(tmp_path, "亥由村底册.xlsx", HEAD, *PEOPLE))
    expect(page.get_by_text("还差：姓名")).to_be_visible()
    desk.see("columns")
    page.get_by_label("姓名（要有）").select_option("家里人")
    desk.press("改了列，再看一眼")
    expect(page.get_by_role("row", name="陈大山")).to_contain_text("350111********0018")
    desk.see("first-rows", page.get_by_role("heading", name="照这样读"))
    desk.press("列对了，试读整份文件")
    expect(page.get_by_text("试读过，还没导入")).to_be_visible()
    desk.see("dry-run")
    desk.see("rejected", page.locator("#rejected"))
    assert people(console) == set()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载没收的行").click()
    assert download.value.suggested_filename == "户籍底册_没收的行.xlsx"
    desk.press("导入")
    expect(page.get_by_text("导入好了")).to_be_visible(timeout=20_000)
    desk.see("done")
    assert people(console) == {"陈大山", "郑依妹", "林阿土"}
    page.locator("summary", has_text="撤销这一批").click()
    page.get_by_label("为什么撤销").fill("交错了，这是去年的底册")
    desk.see("undo", page.locator("summary", has_text="撤销这一批"))
    desk.press("撤销")
    expect(page.get_by_text("都退回到导入以前的样子了")).to_be_visible(timeout=20_000)
    assert people(console) == set()
    page.get_by_role("link", name="← 名册和名单").click()
    expect(page.get_by_text("已撤销")).to_be_visible()
    desk.see("list", page.get_by_role("heading", name="交过的名单"))


def test_somebody_is_told_apart_and_the_household_looked_at(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    head = (HEAD[0], "姓名", "与户主关系", *HEAD[3:])
    for source, rows in (("hukou", (head, *PEOPLE[:3])), ("dibao", ALIKE)):
        desk.hand_in(source, file_of(tmp_path, f"{source}.xlsx", *rows))
        desk.press("列对了，试读整份文件")
        desk.press("导入")
        expect(page.get_by_text("导入好了")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="一个一个认").click()
    desk.see("candidates")
    desk.press("同一个人")
    expect(page.get_by_text("没有要认的人了")).to_be_visible()
    page.get_by_role("link", name="查一户").click()
    page.get_by_label("户主或家里人的姓名").fill("郑依妹")
    desk.press("查")
    page.get_by_role("link", name="宦溪镇亥由村 上寨 陈大山").click()
    expect(page.get_by_text("低保名单")).to_be_visible()
    desk.see("household")
    page.locator("summary", has_text="有人去世、迁出").click()
    form = page.locator("form[action$=gone]")
    form.get_by_label("谁").select_option(label="郑依妹")
    form.get_by_label("怎么了").select_option("moved")
    form.get_by_label("怎么回事").fill("改嫁到连江")
    desk.see("gone", page.locator("summary", has_text="有人去世、迁出"))
    form.get_by_role("button").click()
    expect(page.get_by_text("有人迁出，郑依妹，改嫁到连江")).to_be_visible()
