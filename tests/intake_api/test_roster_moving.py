"""Households move, part and come together; people die and leave: each written into the history, each found again."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account, make_case
from register import DASHAN, XIAOMING, XIUYING, household, imported, listed, outcomes, people, standing
from rows import rows

from intake_api.casework.lifecycle import event_label
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import households
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import moving
from intake_api.roster.moving import When

NOW = When("2023-11-09", "搬到女儿家住")


@pytest.fixture
def clerk(office: Office) -> Account:
    """宦溪镇's."""
    with office.work() as work:
        return make_account(work, "town_clerk", HUANXI)


@pytest.fixture
def home(office: Office) -> str:
    """陈大山's household: three people, he and his wife on the list of 低保."""
    imported(office, "hukou", *household())
    imported(office, "dibao", listed("陈大山", DASHAN), listed("林秀英", XIUYING))
    return people(office)["陈大山"]


def does(office: Office, what: str, *given: Any) -> Any:
    with office.work() as work:
        return getattr(moving, what)(work, *given)


def kinds(office: Office) -> list[str]:
    return [event["kind"] for event in rows(office, EVENTS) if event["case_id"] is None and event["origin"] != "DEPT"]


def resident(office: Office, name: str) -> dict[str, Any]:
    return next(row for row in rows(office, RESIDENTS) if row["name"] == name)


def one(office: Office, id: str) -> dict[str, Any]:
    return rows(office, HOUSEHOLDS, id=id)[0]


def test_a_household_moves_to_another_town(office: Office, clerk: Account, home: str) -> None:
    does(office, "move", clerk, home, GUYI, "下寨", NOW)
    now = one(office, home)
    assert (now["town"], now["village"], now["hamlet"], now["book"]) == (GUSHAN, GUYI, "下寨", "")
    assert {(row["town"], row["village"]) for row in rows(office, LIST_ENTRIES)} == {(GUSHAN, GUYI)}
    event = rows(office, EVENTS, kind="household_moved")[0]
    assert (event["household_id"], event["town"], event["village"], event["day"]) == (home, GUSHAN, GUYI, NOW.day)
    assert event["data"] == {"from_village": YIYOU, "reason": NOW.why}
    with pytest.raises(NotFound):
        does(office, "move", clerk, home, YIYOU, "", NOW)
    batch = imported(office, "hukou", *household(town="鼓山镇", village="鼓一村"))
    assert set(outcomes(office, batch)) <= {"same", "changed"}, "now the other town may list it"


def test_an_old_figure_stays_where_it_was_counted(office: Office, clerk: Account, home: str) -> None:
    before = [event for event in rows(office, EVENTS) if event["kind"] == "screened"]
    does(office, "move", clerk, home, GUYI, "", NOW)
    assert [event for event in rows(office, EVENTS) if event["kind"] == "screened"] == before
    assert {event["town"] for event in before} <= {HUANXI}


def test_the_whole_household_leaves_and_comes_back(office: Office, clerk: Account, home: str) -> None:
    does(office, "leave", clerk, home, NOW)
    assert (one(office, home)["ended"], one(office, home)["ended_day"]) == ("moved", NOW.day)
    with pytest.raises(Conflict, match="已经注销"):
        does(office, "move", clerk, home, HUANXI_VILLAGE, "", NOW)
    does(office, "come_back", clerk, home, NOW)
    assert one(office, home)["ended"] == ""
    assert kinds(office) == ["household_left", "household_back"]
    with pytest.raises(Conflict):
        does(office, "come_back", clerk, home, NOW)


def test_the_last_one_gone_the_household_ends(office: Office, clerk: Account, home: str) -> None:
    for name, how in (("林秀英", "moved"), ("陈小明", "mistaken"), ("陈大山", "died")):
        assert one(office, home)["ended"] == ""
        does(office, "person_gone", clerk, resident(office, name)["id"], how, NOW)
    assert one(office, home)["ended"] == "died"
    assert kinds(office) == ["member_left", "member_mistaken", "member_died", "household_ended"]
    with pytest.raises(Conflict):
        does(office, "come_back", clerk, home, NOW)
    does(office, "person_back", clerk, resident(office, "陈大山")["id"], NOW)
    assert (one(office, home)["ended"], resident(office, "陈大山")["left"]) == ("", "")


def test_the_dead_are_not_brought_back_by_a_file(office: Office, clerk: Account, home: str) -> None:
    for name, how in (("陈大山", "died"), ("林秀英", "moved")):
        does(office, "person_gone", clerk, resident(office, name)["id"], how, NOW)
    batch = imported(office, "hukou", *household()[::-1])
    assert sorted(outcomes(office, batch)) == ["changed", "rejected", "same"]
    assert (resident(office, "陈大山")["left"], resident(office, "林秀英")["left"]) == ("died", "")


def test_a_household_is_split(office: Office, clerk: Account, home: str) -> None:
    with office.work() as work:
        found = households.find(work, {"id_number": XIUYING})
        assert found
    both = [resident(office, name)["id"] for name in ("林秀英", "陈小明")]
    new = does(office, "split", clerk, home, both, both[0], NOW, "13")
    now = one(office, new)
    assert (now["head_name"], now["book"], now["village"]) == ("林秀英", "13", YIYOU)
    assert resident(office, "林秀英")["relation"] == "r02"
    assert standing(office) == {"陈大山": "difficult", "林秀英": "difficult"}
    assert people(office)["林秀英"] == people(office)["陈小明"] == new
    assert {row["name"]: row["household_id"] for row in rows(office, LIST_ENTRIES)} == {"陈大山": home, "林秀英": new}
    with office.work() as work:
        for number, where in ((DASHAN, home), (XIUYING, new), (XIAOMING, new)):
            found = households.find(work, {"id_number": number})
            assert found
            assert found["id"] == where
    assert kinds(office) == ["household_split", "household_split_off"]


def test_what_cannot_be_split(office: Office, clerk: Account, home: str) -> None:
    ids = [row["id"] for row in rows(office, RESIDENTS)]
    for some, head, words in (([], "", "选分出去的人"), (ids[:1], ids[1], "选户主"), (ids, ids[0], "至少要有一个人")):
        with pytest.raises(Invalid, match=words):
            does(office, "split", clerk, home, some, head, NOW)
    with pytest.raises(Invalid):
        does(office, "split", clerk, home, ["nobody"], "nobody", NOW)


def test_two_households_are_merged_and_both_are_found(office: Office, clerk: Account, home: str) -> None:
    with office.work() as work:
        told = {"name": "王五", "phone": "13900000009", "id_number": "350111196001010018"}
        other = households.create(work, {**told, "town": HUANXI, "village": YIYOU})
        case = make_case(work, household_id=other)
    with pytest.raises(Conflict, match="有申报在办"):
        does(office, "merge", clerk, other, home, NOW)
    with office.work() as work:
        work.connection.execute(CASES.update().where(CASES.c.id == case["id"]).values(state="REJECTED"))
    does(office, "merge", clerk, other, home, NOW)
    assert one(office, other)["ended"] == "merged"
    assert kinds(office) == ["household_merged", "household_joined"]
    contact = {"name": "王五", "phone": "13900000009", "village": YIYOU}
    for answers in ({"id_number": "350111196001010018"}, contact, {"id_number": DASHAN}):
        with office.work() as work:
            found = households.find(work, answers)
            assert found
            assert found["id"] == home


def test_merged_people_and_lists_go_along(office: Office, clerk: Account, home: str) -> None:
    imported(office, "hukou", *household([("王五", "户主", "1960-01", "")], book="13"))
    second = people(office)["王五"]
    does(office, "merge", clerk, home, second, NOW)
    assert set(people(office).values()) == {second}
    assert {row["household_id"] for row in rows(office, LIST_ENTRIES)} == {second}
    assert one(office, second)["standing"] == "difficult"
    with pytest.raises(Conflict):
        does(office, "come_back", clerk, home, NOW)


def test_households_of_two_towns_are_not_merged(office: Office, clerk: Account, home: str) -> None:
    imported(office, "hukou", *household([("王五", "户主", "1960-01", "")], town="鼓山镇", village="鼓一村"))
    with office.work() as work:
        county = make_account(work, "county_clerk", "350111000000")
    with pytest.raises(Conflict, match="要先迁户"):
        does(office, "merge", county, home, people(office)["王五"], NOW)


@pytest.mark.parametrize(
    ("when", "words"),
    [(When("2023-11-11", "搬家"), "还没到"), (When("昨天", "搬家"), "2023-11-10"), (When("2023-11-09", " "), "为什么")],
)
def test_day_and_reason(office: Office, clerk: Account, home: str, when: When, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        does(office, "leave", clerk, home, when)
    assert kinds(office) == []


def test_who_may(office: Office, home: str) -> None:
    with office.work() as work:
        leader, other = make_account(work, "town_leader", HUANXI), make_account(work, "village", HUANXI_VILLAGE)
    with pytest.raises(NotAllowed):
        does(office, "leave", leader, home, NOW)
    with pytest.raises(NotFound):
        does(office, "leave", other, home, NOW)


def test_every_kind_has_words() -> None:
    names = ("moved", "left", "back", "ended", "split", "split_off", "merged", "joined")
    happened = [f"household_{name}" for name in names]
    happened += [f"member_{name}" for name in ("died", "left", "mistaken", "back")]
    assert all(event_label(kind) != kind for kind in happened)
