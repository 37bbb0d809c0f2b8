"""Visits: kept once, counted once a day in the right column, and what is found goes on its way."""

from datetime import timedelta
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offices import Clock
from procedure import Procedure
from rural import TODAY, enrolled, events, household, on_list, rows, seen, went

from intake_api.casework import issues
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Hit
from intake_api.models.tables import CASES, EVENTS, HITS, HOUSEHOLDS, ISSUES
from intake_api.office import Office
from intake_api.patrols import patrols
from intake_api.patrols.newcomers import Newcomer
from intake_api.patrols.patrols import Problem
from intake_api.reporting.annex2 import annex2, rows_behind

EARLY = TODAY - timedelta(2)


@pytest.fixture
def village(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "village", YIYOU)


def one(office: Office, *lists: str, **over: Any) -> str:
    """A household of the roster on these lists."""
    with office.work() as work:
        id = enrolled(work, **over)
        for name in lists:
            on_list(work, id, name)
    return id


@pytest.mark.parametrize(
    ("lists", "kind", "standing"),
    [
        ((), "patrolled", "ordinary"),
        (("hukou", "uninsured"), "patrolled", "ordinary"),
        (("dibao",), "patrolled_difficult", "difficult"),
        (("lifted",), "patrolled_lifted", "lifted"),
        (("lifted", "dibao"), "patrolled_lifted", "lifted"),
    ],
)
def test_a_visit_counts_in_the_column_of_what_the_household_is(
    office: Office, village: Account, lists: tuple[str, ...], kind: str, standing: str
) -> None:
    id = one(office, *lists)
    row = went(office, village, id, day=EARLY)
    assert events(office) == [(kind, EARLY.isoformat())]
    assert (row["standing"], household(office, id)["standing"]) == (standing, standing)
    assert household(office, id)["patrolled_day"] == EARLY.isoformat()


def test_who_left_the_list_counts_by_it_no_more(office: Office, village: Account) -> None:
    id = one(office)
    with office.work() as work:
        on_list(work, id, "dibao", until="2023-10-31")
    went(office, village, id)
    assert events(office) == [("patrolled", TODAY.isoformat())]


def test_a_monitored_household_is_in_difficulties(office: Office, clock: Clock) -> None:
    case = Procedure(office, clock).to("RECOGNIZED")
    with office.work() as work:
        work.connection.execute(HOUSEHOLDS.update().values(enrolled=True))
    row = went(office, case.person("village"), case.case["household_id"], day=clock.now.date())
    assert row["standing"] == "difficult"


def test_once_a_household_and_day_and_again_the_next(office: Office, village: Account) -> None:
    id = one(office)
    went(office, village, id, id="patrol-01")
    went(office, village, id, id="patrol-02", method="phone", why="下午又打电话问了药费")
    went(office, village, id, id="patrol-03", day=EARLY)
    assert [kind for kind, _ in events(office)] == ["patrolled", "patrolled"]
    assert len(rows(office)) == 3
    assert household(office, id)["patrolled_day"] == TODAY.isoformat(), "the latest day, whatever came last"


def test_sent_twice_it_is_one(office: Office, village: Account) -> None:
    id = one(office)
    first = went(office, village, id, outcome="problem", problems=(Problem("water", "水管断了"),))
    again = went(office, village, id, outcome="well")
    assert dict(first) == dict(again)
    assert len(rows(office)) == 1
    assert len(rows(office, ISSUES)) == 1
    with office.work() as work:
        other = make_account(work, "grid", YIYOU)
    with pytest.raises(Conflict, match="别人"):
        went(office, other, id)


def test_nobody_at_home_is_no_visit(office: Office, village: Account) -> None:
    id = one(office)
    went(office, village, id, outcome="absent")
    assert events(office) == []
    assert household(office, id)["patrolled_day"] == ""
    went(office, village, id, id="patrol-later")
    assert len(events(office)) == 1


def test_problems_go_to_the_list_and_are_solved_there(office: Office, village: Account, clock: Clock) -> None:
    id = one(office)
    found = (Problem("water", "水管断了"), Problem("medical", "药费付不起"))
    clock.advance(days=3)
    went(office, village, id, outcome="problem", problems=found)
    water = next(row for row in rows(office, ISSUES) if row["category"] == "water")
    assert (water["case_id"], water["household_id"], water["origin"]) == (None, id, "PATROL")
    assert (water["found_day"], water["village"]) == (TODAY.isoformat(), YIYOU)
    with office.work() as work:
        issues.plan(work, village, water["id"], "接水管", "村委会", "2023-11-20")
        issues.resolve(work, village, water["id"], "2023-11-12", "水通了，有照片")
    day = TODAY.isoformat()
    assert events(office)[1:] == [("issue_found", day), ("issue_found", day), ("issue_resolved", "2023-11-12")], (
        "sent three days later, each counts on its own day"
    )
    table = annex2_of(office)
    assert (table["patrol_problems"], table["patrol_solved"], table["dept_problems"]) == (2, 1, 0)


def test_an_issue_elsewhere_is_not_there(office: Office, village: Account) -> None:
    id = one(office)
    went(office, village, id, outcome="problem", problems=(Problem("water", "水管断了"),))
    (issue,) = rows(office, ISSUES)
    with office.work() as work:
        other = make_account(work, "village", GUYI)
        with pytest.raises(NotFound):
            issues.resolve(work, other, issue["id"], TODAY.isoformat(), "好了")


def test_a_suspect_becomes_a_case_of_this_household(office: Office, village: Account) -> None:
    id = one(office, phone="13805001299")
    row = went(office, village, id, day=EARLY, outcome="suspect", risk="illness", suspicion="老伴住院，欠了六万")
    (case,) = rows(office, CASES)
    assert row["case_id"] == case["id"]
    assert (case["household_id"], case["state"], case["origin"]) == (id, "ACCEPTED", "PATROL")
    assert case["submitted_at"].astimezone().date() == EARLY, "the 15 days count from the visit (裁定 4)"
    assert len(rows(office, HOUSEHOLDS)) == 1
    assert annex2_of(office)["patrol_suspects"] == 1


def test_a_suspect_with_a_case_in_hand_is_linked_to_it(office: Office, village: Account) -> None:
    with office.work() as work:
        case = make_case(work)
        work.connection.execute(HOUSEHOLDS.update().values(enrolled=True))
    row = went(office, village, case["household_id"], outcome="suspect", risk="illness", suspicion="又住院了")
    assert row["case_id"] == case["id"]
    assert len(rows(office, CASES)) == 1


def test_what_a_list_asked_for_is_done_by_the_visit(office: Office, village: Account) -> None:
    id = one(office)
    with office.work() as work:
        moments = {"arrived_at": work.now, "due_at": work.now}
        row = Hit(county=work.code, id="hit-1", batch="b", source="water", household_id=id, want="visit", **moments)
        work.connection.execute(HITS.insert().values(**row.model_dump()))
    went(office, village, id, outcome="absent")
    assert rows(office, HITS)[0]["state"] == "open"
    went(office, village, id, id="patrol-second")
    assert rows(office, HITS)[0]["state"] == "visited"


def test_one_that_stands_on_no_list_is_taken_onto_the_roster(office: Office, village: Account) -> None:
    met = Newcomer("黄阿福", YIYOU, "下洋", "13805001288")
    row = went(office, village, newcomer=met)
    found = household(office, row["household_id"])
    assert (found["head_name"], found["hamlet"], found["enrolled"]) == ("黄阿福", "下洋", True)
    assert (found["town"], found["village"], row["hamlet"]) == (HUANXI, YIYOU, "下洋")
    again = went(office, village, newcomer=met, id="patrol-again")
    assert again["household_id"] == row["household_id"], "known by telephone"


def test_of_the_same_name_it_is_asked_once(office: Office, village: Account) -> None:
    one(office, name="黄阿福", hamlet="下洋")
    with pytest.raises(Conflict, match="同名"):
        went(office, village, newcomer=Newcomer("黄阿福", YIYOU, "下洋"))
    went(office, village, newcomer=Newcomer("黄阿福", YIYOU, "下洋", is_another=True))
    went(office, village, newcomer=Newcomer("黄阿福", YIYOU, "上寨"), id="patrol-third")
    assert len(rows(office, HOUSEHOLDS)) == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": TODAY + timedelta(1)}, "还没到"),
        ({"day": TODAY - timedelta(400)}, "太早"),
        ({"method": "phone"}, "没能上门"),
        ({"method": "letter"}, "上门"),
        ({"outcome": ""}, "情况"),
        ({"went": (" ",)}, "谁去"),
        ({"outcome": "problem"}, "什么困难"),
        ({"outcome": "problem", "problems": (Problem("nothing", "x"),)}, "哪一类"),
        ({"outcome": "problem", "problems": (Problem("water", " "),)}, "写一句"),
        ({"problems": (Problem("water", "没水"),)}, "发现困难问题"),
        ({"outcome": "suspect", "suspicion": "欠债"}, "主要困难"),
        ({"outcome": "suspect", "risk": "illness"}, "为什么"),
        ({"newcomer": Newcomer("", YIYOU), "household": ""}, "姓名"),
        ({"newcomer": Newcomer("黄阿福", "nowhere"), "household": ""}, "哪个村"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    office: Office, village: Account, wrong: dict[str, Any], words: str
) -> None:
    id = one(office)
    with pytest.raises(Invalid, match=words):
        went(office, village, **({"household": id} | wrong))
    assert rows(office) == []
    assert events(office) == []
    assert rows(office, ISSUES) == []
    assert household(office, id)["patrolled_day"] == ""


def test_only_in_one_s_area_and_only_who_walks(office: Office, village: Account) -> None:
    id = one(office)
    elsewhere = one(office, town=GUSHAN, village=GUYI)
    with pytest.raises(NotFound):
        went(office, village, elsewhere)
    with pytest.raises(NotFound):
        went(office, village, newcomer=Newcomer("黄阿福", GUYI))
    for role, area in (("town_leader", HUANXI), ("county_clerk", "350111000000"), ("auditor", "350111000000")):
        with office.work() as work:
            account = make_account(work, role, area)
        with pytest.raises(NotAllowed):
            went(office, account, id)
    for role, area in (("grid", YIYOU), ("town_clerk", HUANXI)):
        with office.work() as work:
            account = make_account(work, role, area)
        went(office, account, id, id=f"patrol-{role}")


@pytest.mark.parametrize("ended", ["moved", "died", "merged"])
def test_who_is_gone_is_not_visited(office: Office, village: Account, ended: str) -> None:
    id = one(office, ended=ended, ended_day="2023-10-01")
    with pytest.raises(Conflict, match="不用再走访"):
        went(office, village, id)


def test_the_figures_of_the_paper_and_the_rows_behind(office: Office, village: Account) -> None:
    lifted, poor, other = one(office, "lifted"), one(office, "tekun"), one(office)
    for id in (lifted, poor, other):
        went(office, village, id)
    table = annex2_of(office)
    assert (table["patrol_lifted"], table["patrol_difficult"]) == (1, 1)
    with office.database.read() as session:
        county = office.county()
        (row,) = rows_behind(session, county, "patrol_lifted", HUANXI, None, None, now=office.clock())
    assert row.household_id == lifted


def annex2_of(office: Office) -> dict[str, Any]:
    """The total of the district by column."""
    with office.database.read() as session:
        table = annex2(session, office.county(), None, None, now=office.clock())
    return dict(zip((each.key for each in table.columns), table.total, strict=True))


WAYS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from(["well", "absent", "problem"])), max_size=12
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=WAYS)
def test_however_it_was_walked_each_household_counts_once_a_day(office: Office, village: Account, ways: Any) -> None:
    ids = [one(office) for _ in range(3)]
    with office.work() as work:
        start = work.new_id()
    for number, (place, back, outcome) in enumerate(ways):
        problems = (Problem("water", "没水"),) if outcome == "problem" else ()
        day = TODAY - timedelta(back)
        went(office, village, ids[place], id=f"{start}-{number}", day=day, outcome=outcome, problems=problems)
    expected = {(ids[place], (TODAY - timedelta(back)).isoformat()) for place, back, how in ways if how != "absent"}
    for place, id in enumerate(ids):
        days = {day for other, day in expected if other == id}
        assert household(office, id)["patrolled_day"] == max(days, default=""), place
    with office.database.read() as session:
        c = EVENTS.c
        query = EVENTS.select().where(c.household_id.in_(ids), c.kind == "patrolled")
        counted = [(row["household_id"], row["day"]) for row in session.connection().execute(query).mappings()]
    assert sorted(counted) == sorted(expected)


def test_a_patrol_row_says_what_was_sent(office: Office, village: Account) -> None:
    id = one(office)
    sent = seen(id, method="phone", why="全家在广东务工", note="说春节回来", went=("林村长", "", "王驻村"))
    with office.work() as work:
        row = patrols.save(work, village, sent)
    assert (row["why"], row["note"], row["went"]) == ("全家在广东务工", "说春节回来", ["林村长", "王驻村"])
