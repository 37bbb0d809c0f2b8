"""The page says where a report stands, under its number: a closed page can be sent nothing."""

import pytest

from bots.web import card
from dialogs.messages import Choice, Heard, Reply

RECEIPT = "JA20231110-0001-X"
AFTER = "还有什么要说的，直接发给我，我给您补上。"
STATUS = "村里正在上门核实。接下来村里开会商量。\n一般11月25日前有结果。"


def screen(text: str, state: str = "submitted") -> card.Card:
    replies = (Reply(text, (Choice("menu=status", "查进度"),)),)
    return card.of(Heard(replies, None, RECEIPT, state))  # type: ignore[arg-type]


def test_the_status_stands_under_the_number() -> None:
    shown = screen(f"编号 {RECEIPT}：{STATUS}\n\n{AFTER}")
    assert (shown.receipt, shown.status, shown.heading, shown.notes) == (RECEIPT, STATUS, AFTER, ())


@pytest.mark.parametrize("text", [f"编号 JA20231111-0002-Q：{STATUS}", "好，已经补到您报的事里了。"])
def test_anything_else_stays_a_note(text: str) -> None:
    shown = screen(f"{text}\n\n{AFTER}")
    assert shown.status == ""
    assert [note.text for note in shown.notes] == [text]


def test_without_a_report_there_is_none() -> None:
    assert screen(f"编号 {RECEIPT}：{STATUS}\n\n{AFTER}", "idle").status == ""
