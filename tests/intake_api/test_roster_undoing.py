"""A batch taken back: the tables stand as before, whatever came in between in order; what was changed since stays."""

from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_account, make_case
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from procedure import id_no
from register import (
    COUNTY,
    DASHAN,
    FAMILY,
    LIST,
    REGISTER,
    XIUYING,
    YIMEI,
    household,
    imported,
    listed,
    people,
    received,
    standing,
    table,
    written,
)
from rows import rows
from sqlalchemy import delete

from intake_api.errors import Conflict, NotAllowed, NotFound
from intake_api.intake import households
from intake_api.models.tables import AUDIT, BATCH_ROWS, BATCHES, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing, moving
from intake_api.roster.moving import When
from intake_api.roster.undoing import undo

NUMBERS = [id_no(f"19{50 + n}0101", n + 1, n % 2 == 0) for n in range(6)]
PEOPLE = [(f"陈{name}", number) for name, number in zip("甲乙丙丁戊己", NUMBERS, strict=True)]
VILLAGES = ("亥由村", "宦溪村")
# Somebody of the six in a household of one of two villages: told with a number or without.
ROW = st.tuples(st.integers(0, 5), st.integers(1, 2), st.sampled_from(VILLAGES), st.booleans(), st.booleans())
REGISTERS = st.lists(ROW, min_size=1, max_size=6, unique_by=lambda row: row[0])
LISTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.booleans()), min_size=1, max_size=5)
FILES = st.lists(
    st.one_of(
        st.tuples(st.just("hukou"), REGISTERS),
        st.tuples(st.sampled_from(("lifted", "dibao", "medical")), LISTS),
    ),
    min_size=1,
    max_size=5,
)


def lines_of(source: str, told: list[Any]) -> list[list[str]]:
    if source == "hukou":
        return [line for row in told for line in _on_roster(*row)]
    return [
        listed(PEOPLE[n][0], PEOPLE[n][1] if known else f"19{50 + n}-01", str(amount * 100))
        for n, amount, known in told
    ]


def _on_roster(n: int, book: int, village: str, known: bool, calls: bool) -> list[list[str]]:
    name, number = PEOPLE[n]
    person = (name, "户主" if n < 2 else "子", number if known else f"19{50 + n}-01", f"1390000000{n}" if calls else "")
    return household([person], book=str(book), village=village)


@given(files=FILES, reported=st.sets(st.integers(0, 5), max_size=2))
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taken_back_in_turn_the_tables_stand_as_before(office: Office, files: list[Any], reported: set[int]) -> None:
    empty(office)
    for n in reported:
        with office.work() as work:
            households.create(work, {"name": PEOPLE[n][0], "id_number": NUMBERS[n], "town": HUANXI, "village": YIYOU})
    before, batches = [written(office)], []
    for n, (source, told) in enumerate(files):
        # Another phone at the end: no two files are the same one.
        content = table(REGISTER if source == "hukou" else LIST, *lines_of(source, told), ["", "", f"{n}"])
        batches.append(received(office, source, content))
        importing.apply(office, COUNTY, batches[-1], portion=2)
        before.append(written(office))
    for batch, was in zip(batches[::-1], before[-2::-1], strict=True):
        assert not undo(office, COUNTY, batch).kept
        assert written(office) == was


def empty(office: Office) -> None:
    """The examples of one test share a database."""
    with office.work() as work:
        for each in (BATCH_ROWS, BATCHES, LIST_ENTRIES, RESIDENTS, HOUSEHOLDS):
            work.connection.execute(delete(each))


def test_taken_back_it_may_come_again(office: Office) -> None:
    before = written(office)
    batch = imported(office, "hukou", *household())
    assert undo(office, COUNTY, batch).rows == 3
    assert written(office) == before
    (row,) = rows(office, BATCHES)
    assert (row["state"], row["undone_by"]) == ("undone", "system")
    assert [each["act"] for each in rows(office, AUDIT)] == ["imported", "import_undone"]
    assert {each["outcome"] for each in rows(office, BATCH_ROWS)} == {"undone"}
    assert imported(office, "hukou", *household()) != batch
    assert len(people(office)) == 3


def test_what_somebody_changed_since_stays_and_is_named(office: Office) -> None:
    other = household([("王五", "户主", YIMEI, "")], book="13")
    first = imported(office, "hukou", *household(), *other)
    second = imported(office, "hukou", *household([("陈大山", "户主", DASHAN, "13800000001"), *FAMILY[1:]]))
    taken = undo(office, COUNTY, first)
    assert taken.rows == 1
    assert [(kept.name, kept.why) for kept in taken.kept] == [("陈大山", "这户有人的情况后来改过")]
    assert set(people(office)) == {"陈大山", "林秀英", "陈小明"}
    (why,) = {row["why"] for row in rows(office, BATCH_ROWS, batch=first, outcome="new")}
    assert why == "没有撤销：这户有人的情况后来改过"
    assert not undo(office, COUNTY, second).kept
    assert undo(office, COUNTY, first).rows == 3, "tried again"
    assert not rows(office, HOUSEHOLDS)


def test_whoever_reported_since_stays(office: Office) -> None:
    batch = imported(office, "hukou", *household())
    with office.work() as work:
        make_case(work, household_id=people(office)["陈大山"])
    assert [kept.why for kept in undo(office, COUNTY, batch).kept] == ["这户申报过"]
    assert len(people(office)) == 3


def test_whoever_moved_since_stays(office: Office) -> None:
    batch = imported(office, "hukou", *household())
    with office.work() as work:
        clerk = make_account(work, "town_clerk", HUANXI)
        moving.move(work, clerk, people(office)["陈大山"], "350111103201", "", When("2023-11-09", "搬到女儿家"))
    assert [kept.why for kept in undo(office, COUNTY, batch).kept] == ["这户的情况后来改过"]


def test_a_roster_under_a_list_stays_until_the_list_is_taken_back(office: Office) -> None:
    roster = imported(office, "hukou", *household())
    dibao = imported(office, "dibao", listed("陈大山", DASHAN, "720"))
    assert [kept.why for kept in undo(office, COUNTY, roster).kept] == ["后来的名单上有这户"]
    undo(office, COUNTY, dibao)
    assert standing(office) == {"陈大山": "ordinary"}
    assert not undo(office, COUNTY, roster).kept
    assert not rows(office, HOUSEHOLDS)


def test_entries_that_waited_wait_again(office: Office) -> None:
    imported(office, "dibao", listed("陈大山", DASHAN, "720"))
    before = written(office)
    roster = imported(office, "hukou", *household())
    assert rows(office, LIST_ENTRIES)[0]["household_id"]
    undo(office, COUNTY, roster)
    assert written(office) == before


def test_a_list_taken_back_before_the_roster_that_linked_it(office: Office) -> None:
    dibao = imported(office, "dibao", listed("陈大山", DASHAN, "720"))
    roster = imported(office, "hukou", *household())
    assert not undo(office, COUNTY, dibao).kept
    assert standing(office) == {"陈大山": "ordinary"}
    assert not undo(office, COUNTY, roster).kept
    assert not rows(office, HOUSEHOLDS)


def test_who_left_the_list_stands_on_it_again(office: Office) -> None:
    imported(office, "hukou", *household())
    imported(office, "dibao", listed("陈大山", DASHAN, "720"), listed("林秀英", XIUYING, "720"))
    before = written(office)
    undo(office, COUNTY, imported(office, "dibao", listed("林秀英", XIUYING, "720")))
    assert written(office) == before


def test_who_may_take_back(office: Office) -> None:
    with office.work() as work:
        clerk, other = make_account(work, "town_clerk", HUANXI), make_account(work, "town_clerk", "350111100000")
        village, county = make_account(work, "village", YIYOU), make_account(work, "county_clerk", "350111000000")
    batch = imported(office, "hukou", *household(), account=clerk)
    for account, refused in ((other, NotFound), (village, NotAllowed)):
        with pytest.raises(refused):
            undo(office, COUNTY, batch, account)
    assert undo(office, COUNTY, batch, county).rows == 3
    waits = received(office, "hukou", table(REGISTER, *household()))
    with pytest.raises(Conflict, match="还没有导入"):
        undo(office, COUNTY, waits)


def test_half_an_import_is_taken_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = received(
        office, "hukou", table(REGISTER, *household(), *household([("王五", "户主", YIMEI, "")], book="9"))
    )
    finish = importing._finish
    monkeypatch.setattr(importing, "_finish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        importing.apply(office, COUNTY, batch)
    monkeypatch.setattr(importing, "_finish", finish)
    assert undo(office, COUNTY, batch).rows == 4
    assert not rows(office, HOUSEHOLDS)
