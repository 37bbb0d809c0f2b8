"""The parts of the page: files told apart, links in text, what goes where on the screen, the rate limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.web import card
from bots.web.guard import Buckets
from bots.web.richtext import linked, safe_link
from bots.web.uploads import UnknownFile, as_media, sniff
from dialogs.messages import Choice, Heard, Reply


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmif1", "image/heic"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"OggS\0", "audio/ogg"),
        (b"#!AMR\n", "audio/amr"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x18ftypisom", "audio/mp4"),
        (b"\0\0\0\x18ftyp3gp4", "audio/3gpp"),
        (b"ID3\x03", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
    ],
)
def test_files_by_their_first_bytes(head: bytes, media_type: str) -> None:
    assert sniff(head + b"\0" * 16) == media_type
    assert as_media(head).kind == ("image" if media_type.startswith("image") else "voice")


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"%PDF-1.7", b"<svg onload=x>", b"MZ", b"XXXX\0\0\0\0WEBP", b"GIF89a", b"PK\x03\x04"]
)
def test_other_files_are_unknown(data: bytes) -> None:
    with pytest.raises(UnknownFile):
        sniff(data)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("请打110或119。", ["110", "119"]),
        ("有事打12317、12345", ["12317", "12345"]),
        ("心里难受打12356", ["12356"]),
        ("区里的电话0591-87480420", ["059187480420"]),
        ("您的手机13800000000，对吗", ["13800000000"]),
        ("花了120元，房子120平方米，去了110次", []),
        ("编号JA20231110-0007-K", []),
        ("身份证350111199001011234", []),
        ("一共112345个", []),
    ],
)
def test_telephone_numbers_are_tappable(text: str, numbers: list[str]) -> None:
    html = str(linked(text))
    assert [part.split('"')[0] for part in html.split('href="tel:')[1:]] == numbers


def test_addresses_are_links_and_the_rest_is_escaped() -> None:
    html = str(linked('看https://a.example/x?a=1&b=2。<b>"好"'))
    assert '<a href="https://a.example/x?a=1&amp;b=2"' in html
    assert "。&lt;b&gt;" in html


@given(st.text())
def test_no_tag_comes_out_of_any_text(text: str) -> None:
    html = str(linked(text))
    rest = html.replace("</a>", "").replace("<a href=", "").replace('<a class="tel" href=', "")
    assert "<" not in rest


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://a.example", "https://a.example"),
        ("/console", "/console"),
        ("form", ""),
        ("", ""),
        ("//evil.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
    ],
)
def test_only_web_links_are_followed(link: str, shown: str) -> None:
    assert safe_link(link) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第3步，共8步。\n您叫什么名字？", (3, 8, "", "您叫什么名字？", "")),
        ("（第 3 步，共 8 步）您叫什么名字？\n（写全名）", (3, 8, "", "您叫什么名字？", "（写全名）")),
        ("您叫什么名字？", (0, 0, "", "您叫什么名字？", "")),
        ("第9步，共8步", (0, 0, "", "第9步，共8步", "")),
        ("先说清楚。\n不收钱。\n您同意吗？", (0, 0, "先说清楚。\n不收钱。", "您同意吗？", "")),
        ("我念一遍：\n姓名：王\n怎么办？", (0, 0, "", "我念一遍：", "姓名：王\n怎么办？")),
        ("\n", (0, 0, "", "请接着说。", "")),
    ],
)
def test_the_question_stands_out(text: str, parts: tuple[int, int, str, str, str]) -> None:
    screen = card.of(Heard((Reply(text),)))
    assert (screen.step, screen.steps, screen.before, screen.heading, screen.body) == parts


def test_what_comes_before_a_blank_line_is_a_note() -> None:
    screen = card.of(Heard((Reply("记下了。\n\n第2步，共8步。\n您叫什么名字？"),)))
    assert [note.text for note in screen.notes] == ["记下了。"]
    assert (screen.step, screen.heading) == (2, "您叫什么名字？")


def test_the_button_of_the_row_below_is_not_shown_twice() -> None:
    screen = card.of(Heard((Reply("几口人？", (Choice("!skip", "跳过"), Choice("!callme", "请打给我"))),)))
    assert [choice.label for choice in screen.choices] == ["跳过"]


def test_the_last_reply_is_the_question_and_the_others_stand_above() -> None:
    heard = Heard((Reply("要带身份证吗？不用。"), Reply("您家几口人？", (Choice("!skip", "跳过"),))), "size")
    screen = card.of(heard)
    assert screen.heading == "您家几口人？"
    assert [note.text for note in screen.notes] == ["要带身份证吗？不用。"]
    assert not screen.by_button  # a command is no answer: the box to write in stays open
    assert not screen.many


def test_the_receipt_is_shown_only_when_submitted() -> None:
    assert card.of(Heard((Reply("好"),), case="JA1", state="submitted")).receipt == "JA1"
    assert card.of(Heard((Reply("好"),), case="JA1", state="filling")).receipt == ""
    assert card.of(Heard(())).heading


def test_a_bucket_refills_evenly_and_forgets() -> None:
    buckets = Buckets(per_minute=2, most_addresses=3)
    assert [buckets.take("a", 0) for _ in range(3)] == [True, True, False]
    assert buckets.take("b", 0)
    assert not buckets.take("a", 29)
    assert buckets.take("a", 60)
    for n in range(20):
        assert buckets.take(f"c{n}", 100)
    assert len(buckets._left) <= 3
