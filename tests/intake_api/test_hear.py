"""hear(): once, in order, durable, one person's trouble nobody else's."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import make_account
from farmer import YIYOU, id_number, messages, report, talk, told, words
from offices import Clock, office_on
from rows import check_log, everything, everything_as_text, rows
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from dialogs.engine import step
from dialogs.messages import Heard, Media, Message, Said, Unavailable
from intake_api.access.bindings import new_code
from intake_api.errors import Problem
from intake_api.intake import hear
from intake_api.intake.hear import Hearing
from intake_api.models import Inbox
from intake_api.models.tables import CASES, HOUSEHOLDS, TALKS
from intake_api.office import Office
from intake_api.store.database import Database
from knowledge.policy import County

INBOX: Any = Inbox.__table__  # type: ignore[attr-defined]
SURNAMES = "陈林黄张李王吴刘郑杨"
NAMES = [f"{surname}{given}" for surname in SURNAMES for given in ("大明", "秀英", "建国", "玉兰", "志强")]


@pytest.fixture
def hearing(office: Office) -> Iterator[Hearing]:
    opened = Hearing(office)
    yield opened
    opened.stop()


def another(office: Office, database_url: str) -> Hearing:
    """The intake of a second process: connections, locks and threads of its own. (On SQLite one is advised, two must
    do no harm.)"""
    return Hearing(replace(office, database=Database(database_url)))


def shut(other: Hearing) -> None:
    other.stop()
    other.office.database.close()


# --- once -----------------------------------------------------------------------------------------------------------


def test_a_message_heard_again_gets_the_stored_answer_and_changes_nothing(hearing: Hearing, clock: Clock) -> None:
    told(hearing, "farmer", report()[:-1])
    last = messages("farmer", report())[-1]
    first = asyncio.run(hearing.hear(last))
    before = everything(hearing.office)
    clock.advance(hours=1)
    assert asyncio.run(hearing.hear(last)) == first
    assert everything(hearing.office) == before
    assert first.case
    assert first.state == "submitted"


def test_a_message_twice_in_one_group(hearing: Hearing) -> None:
    one = messages("farmer", [Said(text="我要报困难")])[0]
    with hearing.office.database.write() as tx:
        first, again = hearing._together(tx, [replace(one, county="350111"), replace(one, county="350111")])
    assert first == again
    assert len(rows(hearing.office, INBOX)) == 1


def test_a_submission_repeated_by_two_processes_makes_one_case(
    hearing: Hearing, office: Office, database_url: str
) -> None:
    other = another(office, database_url)
    said = [message for n in range(8) for message in messages(f"p{n}", report(NAMES[n], f"1380500{n:04d}"))]
    heard: list[dict[tuple[str, str], Heard]] = [{}, {}]

    def deliver(which: Hearing, into: dict[tuple[str, str], Heard]) -> None:
        async def run() -> None:
            for message in said:
                into[message.user, message.message_id] = await which.hear(message)

        asyncio.run(run())

    threads = [threading.Thread(target=deliver, args=pair) for pair in zip((hearing, other), heard, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shut(other)
    assert heard[0] == heard[1]
    assert len(rows(office, INBOX)) == len(said)
    assert len(rows(office, CASES)) == 8
    check_log(office)


# --- in order -------------------------------------------------------------------------------------------------------


def test_fifty_people_at_once_each_in_order(hearing: Hearing) -> None:
    """All messages are on the way at the same time: groups hold several of one person."""

    async def rush() -> list[list[Heard]]:
        people = [messages(f"p{n}", report(NAMES[n], f"1380500{n:04d}")) for n in range(50)]
        return await asyncio.gather(
            *(asyncio.gather(*(hearing.hear(message) for message in person)) for person in people)
        )

    answers = asyncio.run(rush())
    receipts = {person[-1].case for person in answers}
    assert len(receipts) == 50
    assert None not in receipts
    assert {row["name"] for row in rows(hearing.office, CASES)} == set(NAMES)
    assert {row["body"] for row in rows(hearing.office, TALKS)} != {"{}"}
    check_log(hearing.office)


def test_two_processes_share_the_same_people(office: Office, database_url: str) -> None:
    """The messages of each person go to the one and the other process in turn, and every family reports twice."""
    hearings = [Hearing(office), another(office, database_url)]

    async def person(n: int) -> Heard:
        heard = Heard(())
        for number, message in enumerate(messages(f"p{n}", report(NAMES[n % 10], f"1380500{n % 10:04d}"))):
            heard = await hearings[(n + number) % 2].hear(message)
        return heard

    async def rush() -> list[Heard]:
        return list(await asyncio.gather(*(person(n) for n in range(20))))

    answers = asyncio.run(rush())
    hearings[0].stop()
    shut(hearings[1])
    assert all(answer.case for answer in answers)
    assert len({answer.case for answer in answers}) == 10
    assert len(rows(office, HOUSEHOLDS)) == 10
    assert len(rows(office, INBOX)) == 20 * len(report())
    check_log(office)


# --- trouble --------------------------------------------------------------------------------------------------------


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """A bug in the engine for whoever says 毒."""
    switch = {"on": True}

    def stumbling(form: Any, talk: Any, said: Said, scene: Any) -> Any:
        if switch["on"] and "毒" in said.text:
            raise RuntimeError(f"bug near {said.text}")
        return step(form, talk, said, scene)

    monkeypatch.setattr(hear, "step", stumbling)
    return switch


def test_a_poisoned_message_fails_alone(
    hearing: Hearing, bug: dict[str, bool], caplog: pytest.LogCaptureFixture
) -> None:
    poisoned = Message("wechat", "ill", "poison-1", Said(text="我叫陈毒药，电话13805009999"))
    others = [messages(f"p{n}", [Said(text="我要报困难")])[0] for n in range(5)]

    async def together() -> list[Heard]:
        return list(await asyncio.gather(*(hearing.hear(m) for m in (*others[:3], poisoned, *others[3:]))))

    with caplog.at_level(logging.INFO):
        answers = asyncio.run(together())
    busy = answers.pop(3)
    assert "12317" in words(busy)
    assert "12345" in words(busy)
    assert all(answer.state == "filling" for answer in answers)
    assert {row["user"] for row in rows(hearing.office, INBOX)} == {m.user for m in others}
    assert "ill" not in {row["user"] for row in rows(hearing.office, TALKS)}

    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(lines) == 1
    assert "poison-1" in lines[0]
    for private in ("陈毒药", "毒", "13805009999"):
        assert private not in caplog.text

    bug["on"] = False
    assert asyncio.run(hearing.hear(poisoned)).state == "filling"


def test_a_poisoned_message_leaves_the_talk_as_it_was(hearing: Hearing, bug: dict[str, bool]) -> None:
    told(hearing, "farmer", report()[:8])
    before = rows(hearing.office, TALKS)
    told(hearing, "farmer", [Said(text="毒")], prefix="bad")
    assert rows(hearing.office, TALKS) == before
    assert told(hearing, "farmer", report()[8:], prefix="rest").case


def failing(office: Office, times: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The database is out of reach for so many transactions."""
    real, left = office.database.writing, [times]

    def writing(connection: Connection) -> Any:
        if left[0] > 0:
            left[0] -= 1
            raise OperationalError("COMMIT", {}, OSError("disk is full"))
        return real(connection)

    monkeypatch.setattr(office.database, "writing", writing)
    return left


def test_out_of_reach_is_unavailable_and_nothing_is_stored(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = everything(hearing.office)
    left = failing(hearing.office, 1000, monkeypatch)
    message = Message("wechat", "farmer", "m-1", Said(text="我叫陈大明，要报困难"))
    with pytest.raises(Unavailable):
        asyncio.run(hearing.hear(message))
    assert everything(hearing.office) == before
    assert "m-1" in caplog.text
    assert "陈大明" not in caplog.text
    left[0] = 0
    assert asyncio.run(hearing.hear(message)).state == "filling"


def test_a_moment_out_of_reach_is_tried_again(hearing: Hearing, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(hearing.office, 2, monkeypatch)
    assert told(hearing, "farmer", [Said(text="我要报困难")]).state == "filling"


@pytest.mark.parametrize(
    ("user", "message_id"),
    [("", "m"), ("u", ""), ("u" * 129, "m"), ("u", "m" * 129), ("u\0", "m"), ("u", "m\n"), ("\ud800", "m")],
)
def test_names_that_cannot_be_stored_are_refused(hearing: Hearing, user: str, message_id: str) -> None:
    before = everything(hearing.office)
    with pytest.raises(Problem):
        asyncio.run(hearing.hear(Message("wechat", user, message_id, Said(text="你好"))))
    with pytest.raises(Problem):
        asyncio.run(hearing.hear(Message("wechat", "u", "m", Said(text="你好"), county="999999")))
    assert everything(hearing.office) == before


@pytest.mark.parametrize(
    "said",
    [
        Said(text="\0\x01坏\ud800字符"),
        Said(text="😀" * 3000),
        Said(text="报" * 10_000),
        Said(choice="\0"),
        Said(choice="village=\0"),
        Said(choice="=" * 200),
        Said(place="\0"),
        Said(),
        Said(media=(Media("image", "id\0"),)),
        Said(media=(Media("voice", "v1", text="\0\ud800说不清"),)),
    ],
    ids=repr,
)
def test_whatever_is_said_is_answered(hearing: Hearing, said: Said, caplog: pytest.LogCaptureFixture) -> None:
    told(hearing, "farmer", report()[:8])
    heard = told(hearing, "farmer", [said], prefix="odd")
    assert words(heard)
    assert heard.state == "filling"
    assert not caplog.records


def test_stop_finishes_what_waits(office: Office) -> None:
    hearing = Hearing(office)

    async def run() -> list[Heard]:
        waiting = [asyncio.ensure_future(hearing.hear(m)) for m in messages("farmer", report())]
        await asyncio.sleep(0)
        await asyncio.to_thread(hearing.stop)
        return list(await asyncio.gather(*waiting))

    assert asyncio.run(run())[-1].case
    hearing.stop()  # twice is the same as once


def test_binding_an_account_does_not_disturb_the_report(hearing: Hearing, office: Office) -> None:
    with office.work() as work:
        cadre = make_account(work, "village", YIYOU, name="亥由村干部")
        code = new_code(work, cadre)
    told(hearing, "cadre", report()[:8])
    bound = told(hearing, "cadre", [Said(text=f"绑定 {code}")], prefix="bind")
    assert "亥由村干部" in words(bound)
    assert bound.state == "filling"
    assert told(hearing, "cadre", [Said(text="绑定 000000")], prefix="wrong").state == "filling"
    assert told(hearing, "cadre", report()[8:], prefix="rest").case


# --- private --------------------------------------------------------------------------------------------------------


def test_an_id_number_lies_nowhere_in_clear(hearing: Hearing, clock: Clock) -> None:
    """Said at every question, by voice, in an emergency, after the report, and corrected."""
    numbers = [id_number(n) for n in range(40)]
    asked = report(number=numbers[0])
    for n in range(len(asked)):
        said = [*asked[:n], Said(text=f"我的身份证号是{numbers[n + 1]}"), *asked[n:]]
        told(hearing, f"at{n}", said)
    spoken = Media("voice", "v1", text=f"身份证{numbers[20]}")
    told(hearing, "voice", [*asked[:8], Said(media=(spoken,)), *asked[9:]])
    told(hearing, "danger", [*asked[:4], Said(text=f"我不想活了，身份证{numbers[21]}")])
    told(hearing, "after", [*asked, Said(text=f"补充一下，我老婆的身份证是{numbers[22]}")])
    told(hearing, "changed", [*asked[:-1], Said(choice="fix=id_number"), Said(text=numbers[23])])
    told(hearing, "proposed", [Said(choice="menu=apply"), Said(text=f"我叫陈大明，身份证{numbers[24]}")])
    told(hearing, "wide", [*asked[:9], Said(text="".join(chr(ord(c) + 0xFEE0) for c in numbers[25]))])
    told(hearing, "telegram", [*asked[:4], Said(text=numbers[26])], channel="telegram")
    text = everything_as_text(hearing.office)
    assert [number for number in numbers if number in text] == []


def test_the_blind_index_is_equal_for_equal_numbers(hearing: Hearing) -> None:
    number = id_number(7)
    first = told(hearing, "one", report("陈大明", "13805001234", number=number))
    second = told(hearing, "two", report("林秀英", "13805005678", number=number))
    told(hearing, "three", report("黄建国", "13805007777", number=id_number(8)))
    assert first.case == second.case
    known = rows(hearing.office, HOUSEHOLDS)
    assert len({row["id_index"] for row in known}) == 2
    assert hearing.office.sealer.open(known[0]["id_sealed"], "id_number") == number


def test_counties_keep_to_themselves(database: Database, county: County, clock: Clock, tmp_path: Path) -> None:
    neighbour = replace(county, code="350102")
    hearing = Hearing(office_on(database, [county, neighbour], clock, tmp_path))

    async def both(said: list[Said], prefix: str) -> list[Heard]:
        found = []
        for code in ("350111", "350102"):
            for message in messages("farmer", said, prefix=prefix):
                heard = await hearing.hear(replace(message, county=code))
            found.append(heard)
        return found

    here, there = asyncio.run(both(report(number=id_number(1)), "m"))
    hearing.stop()
    assert here.case == there.case  # each county counts its own receipts
    for table in (CASES, HOUSEHOLDS, TALKS):
        assert sorted(row["county"] for row in rows(hearing.office, table)) == ["350102", "350111"]


def test_who_does_not_agree_leaves_nothing_behind(hearing: Hearing) -> None:
    first = [Said(text="我叫陈大明，电话13805001234，老婆透析")]
    assert "13805001234" in words(told(hearing, "farmer", first))
    told(hearing, "farmer", [Said(choice="consent=no")], prefix="no")
    told(hearing, "asker", [Said(text="低保怎么办？")])
    told(hearing, "farmer", first)  # the platform's retry of the first message finds nothing to repeat
    text = everything_as_text(hearing.office)
    for said in ("13805001234", "陈大明", "透析"):
        assert said not in text


def test_a_talk_goes_on_in_another_process(office: Office, clock: Clock) -> None:
    before = Hearing(office)
    told(before, "farmer", report(number=id_number(3))[:-1])
    before.stop()
    clock.advance(days=3)
    after = Hearing(office)
    try:
        assert asyncio.run(talk(after, "farmer", report()[-1:], prefix="later")).case
    finally:
        after.stop()
    check_log(office)
