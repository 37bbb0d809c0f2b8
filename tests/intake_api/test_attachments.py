"""Photos and recordings: noted, filed sealed, joined to the case, forgotten; bad ones are answered politely."""

import asyncio
import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from farmer import messages, report, talk, told, words
from rows import rows

from dialogs.messages import Heard, Media, Message, Said
from intake_api.errors import NotFound
from intake_api.intake import attachments
from intake_api.intake.hear import Hearing
from intake_api.models.tables import ATTACHMENTS, CASES
from intake_api.office import Office

PICTURE = b"\xff\xd8\xff\xe0 a picture of the roof after the typhoon \xff\xd9" * 20
STORY = 8  # the place of the story among the answers


@pytest.fixture
def hearing(office: Office) -> Iterator[Hearing]:
    opened = Hearing(office)
    yield opened
    opened.stop()


def data(content: bytes = PICTURE, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def photo(content: bytes = PICTURE, id: str = "") -> Said:
    return Said(media=(Media("image", id, data(content)),))


def files(office: Office) -> list[Path]:
    return sorted(path for path in office.settings.media_dir.rglob("*") if path.is_file())


def only(office: Office, table: Any = ATTACHMENTS) -> dict[str, Any]:
    (row,) = rows(office, table)
    return row


# --- kept -----------------------------------------------------------------------------------------------------------


def test_a_photo_that_comes_along_is_filed_sealed_and_joins_the_case(hearing: Hearing, office: Office) -> None:
    answers = report()
    told(hearing, "farmer", [*answers[:STORY], photo()])
    row = only(office)
    assert (row["kind"], row["content_type"], row["size"], row["case_id"]) == (
        "image", "image/jpeg", len(PICTURE), None,
    )  # fmt: skip
    (file,) = files(office)
    assert PICTURE[:20] not in file.read_bytes()
    assert attachments.content(office, row["file"]) == PICTURE
    told(hearing, "farmer", answers[STORY:], prefix="rest")
    assert only(office)["case_id"] == only(office, CASES)["id"]
    with office.work() as work:
        assert [one["id"] for one in attachments.of_case(work, only(office, CASES)["id"])] == [row["id"]]


def test_a_photo_after_the_report_joins_at_once(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", [*report(), photo()])
    assert only(office)["case_id"] == only(office, CASES)["id"]


def test_content_that_comes_later_is_filed_under_the_same_row(hearing: Hearing, office: Office) -> None:
    """A bot announces the platform's id, fetches the content, and hands it over."""
    told(hearing, "farmer", [*report()[:STORY], Said(media=(Media("voice", "v1", text="我家被水淹了"),))])
    row = only(office)
    assert (row["file"], row["transcript"]) == ("", "我家被水淹了")
    with pytest.raises(NotFound):
        attachments.content(office, row["file"])
    delivery = Message("wechat", "farmer", "m-1/media", Said(media=(Media("voice", "v1", data(kind="audio/amr")),)))

    async def deliver() -> list[Heard]:
        return [await hearing.hear(delivery), await hearing.hear(delivery)]

    first, again = asyncio.run(deliver())
    assert first == again
    assert first.replies == ()
    assert first.state == "filling"  # the conversation stays where it was
    row = only(office)
    assert row["content_type"] == "audio/amr"
    assert attachments.content(office, row["file"]) == PICTURE
    assert len(files(office)) == 1


@pytest.mark.parametrize("url", ["data:image/jpeg;base64,####", "data:,", "https://example.cn/x.jpg", data(b"")])
def test_a_delivery_that_cannot_be_used_is_dropped(
    hearing: Hearing, office: Office, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    told(hearing, "farmer", [*report()[:STORY], Said(media=(Media("image", "p1"),))])
    delivery = Message("wechat", "farmer", "m-1/media", Said(media=(Media("image", "p1", url),)))
    assert asyncio.run(hearing.hear(delivery)).replies == ()
    assert only(office)["file"] == ""
    assert files(office) == []
    assert len(caplog.records) == (url[:5] == "data:")


def test_a_delivery_for_nobody_is_dropped(hearing: Hearing, office: Office) -> None:
    delivery = Message("wechat", "stranger", "m-1/media", Said(media=(Media("image", "p1", data()),)))
    assert asyncio.run(hearing.hear(delivery)).replies == ()
    assert rows(office, ATTACHMENTS) == []
    assert files(office) == []


def test_two_photos_and_words_in_one_message(hearing: Hearing, office: Office) -> None:
    said = Said("老婆透析", media=(Media("image", "", data()), Media("image", "", data(b"another"))))
    told(hearing, "farmer", [*report()[:STORY], said])
    assert [row["size"] for row in rows(office, ATTACHMENTS)] == [len(PICTURE), len(b"another")]


def test_the_same_photo_of_two_people_is_one_file(hearing: Hearing, office: Office) -> None:
    for user in ("one", "two"):
        told(hearing, user, [*report()[:STORY], photo()])
    assert len(rows(office, ATTACHMENTS)) == 2
    assert len(files(office)) == 1
    told(hearing, "one", [Said(choice="!cancel"), Said(choice="aside=yes")], prefix="stop")
    assert len(files(office)) == 1  # the other still needs it
    told(hearing, "two", [Said(choice="!cancel"), Said(choice="aside=yes")], prefix="stop")
    assert files(office) == []


def test_who_gives_up_leaves_nothing_behind(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", [*report()[:STORY], photo(), Said(choice="!cancel"), Said(choice="aside=yes")])
    assert rows(office, ATTACHMENTS) == []
    assert files(office) == []


def test_nothing_is_kept_before_consent_or_on_a_channel_that_forbids_it(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", [photo()])
    told(hearing, "abroad", [*report(consent="2023-1-telegram")[:STORY], photo()], channel="telegram")
    assert rows(office, ATTACHMENTS) == []
    assert files(office) == []


def test_a_deleted_file_is_said_so(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", [*report()[:STORY], photo()])
    files(office)[0].unlink()
    with pytest.raises(NotFound):
        attachments.content(office, only(office)["file"])


def test_content_opens_only_under_the_secret(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", [*report()[:STORY], photo()])
    file = files(office)[0]
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ValueError, match="damaged"):
        attachments.content(office, only(office)["file"])


# --- bad ------------------------------------------------------------------------------------------------------------

BAD = {
    "no base64": "data:image/jpeg;base64,####",
    "cut off": data()[:-3],
    "not ASCII": "data:image/jpeg;base64,照片",
    "not encoded": "data:image/jpeg,abc",
    "no comma": "data:image/jpeg;base64",
    "empty": data(b""),
    "control characters": "data:image/jpeg;base64,AAAA\0",
    "too big": data(b"x" * (attachments.MOST_BYTES + 1)),
}


@pytest.mark.parametrize("url", BAD.values(), ids=BAD)
def test_a_bad_photo_is_answered_and_the_words_with_it_are_heard(
    hearing: Hearing, office: Office, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    told(hearing, "farmer", report()[:STORY])
    bad = Said("老婆透析，一年花了八万", media=(Media("image", "", url), Media("image", "", data())))
    neighbour = messages("neighbour", [Said(text="我要报困难")])[0]

    async def together() -> tuple[Heard, Heard]:
        return await asyncio.gather(talk(hearing, "farmer", [bad], prefix="bad"), hearing.hear(neighbour))

    answer, other = asyncio.run(together())
    assert other.state == "filling"
    assert "再发一次" in words(answer)
    assert answer.asking == "id_number"  # the story was heard
    assert only(office)["size"] == len(PICTURE)  # and so was the good photo
    assert not caplog.records
    assert told(hearing, "farmer", [bad], prefix="bad") == answer  # the platform's retry
    assert told(hearing, "farmer", report()[STORY + 1 :], prefix="rest").case


def test_a_bad_photo_alone_asks_the_same_again(hearing: Hearing, office: Office) -> None:
    told(hearing, "farmer", report()[:STORY])
    answer = told(hearing, "farmer", [Said(media=(Media("image", "", BAD["cut off"]),))], prefix="bad")
    assert "没有收全" in words(answer)
    assert "照片收到了" not in words(answer)
    assert answer.asking == "story"
    assert rows(office, ATTACHMENTS) == []


def test_a_crash_between_file_and_commit_leaves_no_record(
    hearing: Hearing, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file lies there unused; the retry files it again and the record finds it."""
    told(hearing, "farmer", report()[:STORY])
    real = hearing._mailroom.save

    def crash(*_: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(hearing._mailroom, "save", crash)
    message = messages("farmer", [photo()], prefix="photo")[0]
    assert "过一会儿" in words(asyncio.run(hearing.hear(message)))
    assert rows(office, ATTACHMENTS) == []
    assert len(files(office)) == 1
    monkeypatch.setattr(hearing._mailroom, "save", real)
    asyncio.run(hearing.hear(message))
    assert attachments.content(office, only(office)["file"]) == PICTURE
    assert len(files(office)) == 1
