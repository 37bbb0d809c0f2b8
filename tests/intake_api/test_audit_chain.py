"""The chain of the audit log: nothing is changed, taken out, put in, moved or cut off unseen, and nothing forks it."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from rows import rows
from sqlalchemy import delete, insert, update

from intake_api.access.audit import HEAD, looked, note
from intake_api.access.chain import BEGINNING, Entry, verify
from intake_api.models.tables import AUDIT, COUNTERS
from intake_api.office import Office

CODE = "350111"


def written(office: Office, count: int) -> None:
    for number in range(count):
        with office.work() as work:
            note(work, "a", "read", f"case:{number}", note=f"第{number}次")


def test_an_empty_chain_is_whole(office: Office) -> None:
    assert (verify(office, CODE).count, verify(office, CODE).broken) == (0, 0)


@pytest.mark.parametrize("count", [1, 7])
def test_a_chain_is_whole(office: Office, count: int) -> None:
    written(office, count)
    verdict = verify(office, CODE)
    assert (verdict.count, verdict.broken, verdict.head) == (count, 0, rows(office, AUDIT)[-1]["hash"])
    assert [row["number"] for row in rows(office, AUDIT)] == list(range(1, count + 1))
    assert rows(office, AUDIT)[0]["before"] == BEGINNING


def test_more_than_a_page_of_entries_is_read_as_a_stream(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake_api.access.chain._PAGE", 3)
    written(office, 6)
    assert verify(office, CODE).broken == 0
    tamper(office, update(AUDIT).where(AUDIT.c.number == 5).values(actor="b"))
    assert verify(office, CODE).broken == 5


CHANGES: dict[str, Any] = {
    "at": timedelta(seconds=1),
    "actor": "somebody else",
    "act": "exported",
    "subject": "case:9",
    "data": {"note": "第二次"},
    "before": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_change_is_found(office: Office, column: str, number: int) -> None:
    written(office, 5)
    value = CHANGES[column]
    row = rows(office, AUDIT)[number - 1]
    value = row["at"] + value if column == "at" else value
    tamper(office, update(AUDIT).where(AUDIT.c.number == number).values({column: value}))
    assert verify(office, CODE).broken == number


def test_a_change_with_a_fitting_hash_breaks_the_next(office: Office) -> None:
    written(office, 5)
    row = rows(office, AUDIT)[2] | {"actor": "somebody else"}
    row.pop("hash")
    forged = Entry(**row)
    tamper(office, update(AUDIT).where(AUDIT.c.number == 3).values(actor=forged.actor, hash=forged.hash))
    assert (verify(office, CODE).broken, verify(office, CODE).why) == (4, "接不上前一条")


def test_every_column_is_covered() -> None:
    assert {"county", "number", *CHANGES} == set(AUDIT.c.keys())


@pytest.mark.parametrize("number", [1, 3])
def test_a_deletion_is_found(office: Office, number: int) -> None:
    written(office, 5)
    tamper(office, delete(AUDIT).where(AUDIT.c.number == number))
    verdict = verify(office, CODE)
    assert verdict.broken == number
    assert "少了这一条" in verdict.why


@pytest.mark.parametrize("left", [0, 4])
def test_a_cut_end_is_found(office: Office, left: int) -> None:
    written(office, 5)
    tamper(office, delete(AUDIT).where(AUDIT.c.number > left))
    verdict = verify(office, CODE)
    assert (verdict.broken, verdict.count) == (left + 1, left)
    written(office, 1)  # writing goes on; the hole stays to be seen
    assert verify(office, CODE).broken == left + 1


def test_an_insertion_at_the_end_is_found(office: Office) -> None:
    written(office, 5)
    last = rows(office, AUDIT)[-1]
    forged = Entry(CODE, 6, last["at"], "a", "read", "case:1", {}, last["hash"])
    tamper(office, insert(AUDIT).values(**forged.row()))
    assert verify(office, CODE).broken == 6


@pytest.mark.parametrize("number", [0, -7])
def test_an_insertion_before_the_beginning_is_found(office: Office, number: int) -> None:
    written(office, 2)
    forged = Entry(CODE, number, office.clock(), "a", "read", "case:1", {}, BEGINNING)
    tamper(office, insert(AUDIT).values(**forged.row()))
    assert verify(office, CODE).broken == 1


def test_an_insertion_in_the_middle_is_found(office: Office) -> None:
    """The later ones moved up by one to make room."""
    written(office, 5)
    for number in (5, 4, 3):
        tamper(office, update(AUDIT).where(AUDIT.c.number == number).values(number=number + 1))
    second = rows(office, AUDIT)[1]
    forged = Entry(CODE, 3, second["at"], "a", "read", "case:1", {}, second["hash"])
    tamper(office, insert(AUDIT).values(**forged.row()))
    tamper(office, update(COUNTERS).where(COUNTERS.c.name == HEAD).values(value=6))
    assert verify(office, CODE).broken == 4


def test_reordering_is_found(office: Office) -> None:
    written(office, 5)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper(office, update(AUDIT).where(AUDIT.c.number == old).values(number=new))
    assert verify(office, CODE).broken == 2


def test_a_county_has_a_chain_of_its_own(office: Office) -> None:
    written(office, 3)
    with office.work() as work:
        other = {"county": "350102", "at": work.now, "actor": "x", "act": "read", "subject": "y", "data": {}}
        work.connection.execute(insert(AUDIT).values(**other, number=1, before="x", hash="x"))
    assert verify(office, CODE).broken == 0
    assert verify(office, "350102").broken == 1


def tamper(office: Office, statement: Any) -> None:
    with office.database.write() as connection:
        connection.execute(statement)


def test_two_at_once_do_not_fork_the_chain(office: Office) -> None:
    """Threads with connections of their own are to the database what processes are."""
    start, errors = threading.Barrier(6), list[BaseException]()

    def write() -> None:
        try:
            start.wait()
            for number in range(8):
                with office.work() as work:
                    note(work, "a", "read", f"case:{number}")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    verdict = verify(office, CODE)
    assert (verdict.count, verdict.broken) == (48, 0)


def test_what_is_rolled_back_leaves_no_gap(office: Office) -> None:
    def half_done() -> None:
        with office.work() as work:
            note(work, "a", "read", "case:1")
            raise RuntimeError

    written(office, 1)
    with pytest.raises(RuntimeError):
        half_done()
    written(office, 1)
    assert verify(office, CODE).broken == 0


def test_an_act_must_be_known(office: Office) -> None:
    with pytest.raises(ValueError, match="no such act"), office.work() as work:
        note(work, "a", "peeked", "case:1")


def test_looking_is_noted_once_for_person_subject_and_hour(office: Office, clock: Any) -> None:
    for who, subject, minutes in (("a", "case:1", 0), ("a", "case:1", 59), ("b", "case:1", 0), ("a", "case:2", 1)):
        clock.now = clock.now.replace(minute=minutes)
        looked(office, who, CODE, "read", subject)
    assert [(row["actor"], row["subject"]) for row in rows(office, AUDIT)] == [
        ("a", "case:1"),
        ("b", "case:1"),
        ("a", "case:2"),
    ]
    clock.advance(hours=1)
    looked(office, "a", CODE, "read", "case:1")
    assert len(rows(office, AUDIT)) == 4
