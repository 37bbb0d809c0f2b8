"""附件2: every figure is a query that lists its rows. On both databases."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offices import START
from procedure import Procedure
from sqlalchemy import delete, select

from intake_api.casework import issues
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.log import record
from intake_api.errors import Invalid
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS
from intake_api.office import Office, Work
from intake_api.reporting.annex2 import Annex2, annex2, details, rows_behind
from intake_api.reporting.columns import COLUMNS
from intake_api.reporting.weeks import Period, local_date, week_of

STREET, STREET_VILLAGE = "350111001000", "350111001001"
TOWNS = ["鼓山镇", "新店镇", "岳峰镇", "宦溪镇", "寿山乡", "日溪乡"]


def table(office: Office, since: date | None = None, until: date | None = None, unit: str | None = None) -> Annex2:
    with office.database.read() as session:
        return annex2(session, office.county(), since, until, unit, now=office.clock())


def behind(office: Office, key: str, unit: str | None = None, since: Any = None, until: Any = None) -> list[Any]:
    with office.database.read() as session:
        return rows_behind(session, office.county(), key, unit, since, until, now=office.clock())


def cell(paper: Annex2, unit: str, key: str) -> Any:
    index = [column.key for column in paper.columns].index(key)
    return next(row.values[index] for row in paper.rows if row.unit == unit)


def accepted(office: Office, **over: Any) -> dict[str, Any]:
    """A case that was accepted just now."""
    with office.work() as work:
        case = make_case(work, state="ACCEPTED", accepted_at=work.now, **over)
        record(work, case, "accepted", "somebody")
    return case


def test_fifteen_columns_as_printed() -> None:
    assert [column.printed for column in COLUMNS] == [
        "单位",
        "“一键报贫”受理农户申请（户）",
        "热线电话受理农户申请（户）",
        "排查脱贫户（户次）",
        "排查困难农户（户次）",
        "发现疑似对象（户）",
        "发现群众困难问题（个）",
        "推动解决困难问题（个）",
        "专项筛查（户次）",
        "发现疑似对象（户）",
        "发现群众困难问题（个）",
        "推动解决困难问题（个）",
        "核实认定监测对象（户）",
        "落实强化帮扶措施（项）",
        "备注",
    ]
    assert Counter(column.group for column in COLUMNS) == {"": 6, "乡村干部定期走访排查": 5, "行业部门专项筛查": 4}


def test_an_empty_paper(office: Office) -> None:
    paper = table(office)
    assert [row.unit for row in paper.rows] == TOWNS
    assert paper.total[:3] == ("合计", 0, 0)
    assert {row.values[-1] for row in paper.rows} == {"零报告"}
    for column, value in zip(paper.columns, paper.total, strict=True):
        if column.note:
            assert value is None


def test_the_json_of_the_contract(office: Office) -> None:
    accepted(office)
    body = table(office).as_json()
    assert {"columns", "rows", "total"} <= set(body)
    assert len(body["columns"]) == 15
    assert {"key", "title", "group", "unit"} <= set(body["columns"][0])
    huanxi = next(row for row in body["rows"] if row["unit"] == "宦溪镇")
    assert dict(zip([c["key"] for c in body["columns"]], huanxi["values"], strict=True))["online"] == 1
    assert len(body["total"]) == 15


@pytest.mark.parametrize(("origin", "key"), [("ONLINE", "online"), ("HOTLINE", "hotline")])
def test_an_acceptance_counts_in_its_column_and_town(office: Office, origin: str, key: str) -> None:
    with office.work() as work:
        case, account = make_case(work, origin=origin), make_account(work, "village", YIYOU)
    assert cell(table(office), "宦溪镇", key) == 0  # handed in is not accepted (裁定 13)
    with office.work() as work:
        act(work, account, case["id"], "accept", 1, {})
    paper = table(office)
    assert cell(paper, "宦溪镇", key) == 1
    assert [paper.total[1], paper.total[2]].count(1) == 1
    (row,) = behind(office, key)
    assert (row.receipt, row.town, row.village, row.name) == (case["receipt"], "宦溪镇", "亥由村", "陈*")
    assert (row.at, row.channel) == (office.clock(), "wechat")


def test_accepted_then_taken_back_stays_counted(office: Office) -> None:
    case = accepted(office)
    with office.work() as work:
        farmer_acts(work, case["id"], "withdraw", {})
    assert cell(table(office), "宦溪镇", "online") == 1


def test_a_household_counts_once_where_it_was_first_accepted(office: Office, clock: Any) -> None:
    first = accepted(office, origin="HOTLINE")
    clock.advance(days=8)
    accepted(office, origin="ONLINE", household_id=first["household_id"], town=GUSHAN, village=GUYI)
    paper = table(office)
    assert paper.total[1:3] == (0, 1)
    assert cell(paper, "宦溪镇", "hotline") == 1
    week = week_of(local_date(clock.now, "Asia/Shanghai"))
    assert table(office, week.since, week.until).total[1:3] == (0, 0)  # nor once more in a later week


def test_before_the_campaign_does_not_own_the_household(office: Office, clock: Any) -> None:
    clock.advance(days=-3)
    first = accepted(office, origin="HOTLINE")
    clock.advance(days=4)
    accepted(office, origin="ONLINE", household_id=first["household_id"])
    assert table(office).total[1:3] == (1, 0)
    assert table(office, date(2023, 11, 1), date(2023, 11, 30)).total[1:3] == (0, 1)


def test_days_are_local(office: Office, clock: Any) -> None:
    clock.now = datetime(2023, 11, 17, 16, 30, tzinfo=UTC)  # 00:30 on Saturday the 18th
    accepted(office)
    assert table(office, date(2023, 11, 11), date(2023, 11, 17)).total[1] == 0
    assert table(office, date(2023, 11, 18), date(2023, 11, 24)).total[1] == 1


def test_streets_are_left_out_and_have_their_own_paper(office: Office) -> None:
    accepted(office, town=STREET, village=STREET_VILLAGE)
    assert table(office).total[1] == 0
    assert behind(office, "online") == []
    assert table(office, unit="茶园街道").total[1] == 1
    assert len(behind(office, "online", STREET)) == 1


def test_a_towns_paper_has_a_row_for_each_village(office: Office) -> None:
    accepted(office)
    accepted(office, village="350111103001")  # 桂吉社区: only shown because something was counted there
    for unit in ("宦溪镇", HUANXI):
        paper = table(office, unit=unit)
        assert len(paper.rows) == 25 + 1
        assert (cell(paper, "亥由村", "online"), cell(paper, "桂吉社区", "online")) == (1, 1)
        assert paper.total[1] == cell(table(office), "宦溪镇", "online") == 2
    assert len(behind(office, "online", YIYOU)) == len(behind(office, "online", "宦溪镇亥由村")) == 1


@pytest.mark.parametrize("unit", ["长安镇", "350111103210", "350100000000", "x"])
def test_no_such_paper(office: Office, unit: str) -> None:
    with pytest.raises(Invalid):
        table(office, unit=unit)


@pytest.mark.parametrize("key", ["unit", "remark", "patrol_lifted", "nothing"])
def test_columns_without_rows_behind_them(office: Office, key: str) -> None:
    with pytest.raises(Invalid):
        behind(office, key)


def test_a_period_the_wrong_way_round(office: Office) -> None:
    with pytest.raises(Invalid):
        table(office, date(2023, 11, 20), date(2023, 11, 10))


def test_the_remark_shows_who_waits(office: Office, clock: Any) -> None:
    with office.work() as work:
        first = make_case(work)
        make_case(work, household_id=first["household_id"])
        make_case(work, town=GUSHAN, village=GUYI, origin="HOTLINE")
    clock.advance(days=2)
    with office.work() as work:
        make_case(work)
    paper = table(office)
    assert cell(paper, "宦溪镇", "remark") == "另有已提交未受理 2 户（其中超2天 0 户）"
    clock.now = datetime(2023, 11, 12, 16, 0, tzinfo=UTC)  # 24:00 on the 12th
    paper = table(office)
    assert cell(paper, "宦溪镇", "remark") == "另有已提交未受理 2 户（其中超2天 1 户）"
    assert cell(paper, "鼓山镇", "remark") == "另有已提交未受理 1 户（其中超2天 1 户）"
    assert paper.total[-1] == "另有已提交未受理 3 户（其中超2天 2 户）"
    assert cell(paper, "日溪乡", "remark") == "零报告"
    assert cell(table(office, unit=HUANXI), "亥由村", "remark") == "另有已提交未受理 2 户（其中超2天 1 户）"


def test_the_remark_of_a_past_week_stays_true(office: Office, clock: Any) -> None:
    with office.work() as work:
        cases, account = [make_case(work) for _ in range(2)], make_account(work, "village", YIYOU)
    clock.advance(days=10)
    with office.work() as work:
        act(work, account, cases[0]["id"], "accept", 1, {})
        farmer_acts(work, cases[1]["id"], "withdraw", {})
    past = table(office, date(2023, 11, 10), date(2023, 11, 17))
    assert cell(past, "宦溪镇", "remark") == "另有已提交未受理 2 户（其中超2天 2 户）"
    assert cell(table(office), "宦溪镇", "remark") == ""


def test_the_remark_names_what_has_no_column(office: Office) -> None:
    accepted(office, origin="WALKIN", channel="walkin")
    accepted(office, origin="PETITION", channel="petition")
    accepted(office, origin="UPPER", channel="upper")
    paper = table(office)
    assert paper.total[1:3] == (0, 0)
    assert cell(paper, "宦溪镇", "remark") == "到村委会当面报 1 户；上级反馈、信访转来 2 户"


def sums(paper: Annex2) -> dict[str, Any]:
    """The figures of the total that are not zero."""
    return {
        column.key: value for column, value in zip(paper.columns, paper.total, strict=True) if column.counts and value
    }


def test_what_the_casework_does_is_counted(office: Office, clock: Any) -> None:
    """第12、13列: recognised on the county's word, a measure on the day it is carried out, each once."""
    p = Procedure(office, clock).to("COUNTY_CONFIRM")
    assert "recognised" not in sums(table(office))
    p.both("county_clerk", "county_leader", "county_confirm")
    p.plan()
    p.plan("health", what="办门诊慢特病")
    p.do("village", "plan_set")
    assert sums(table(office)) == {"online": 1, "recognised": 1}, "planned is not carried out"
    p.implement()
    assert sums(table(office)) == {"online": 1, "recognised": 1, "measures": 2}
    assert cell(table(office, unit=HUANXI), "亥由村", "measures") == 2
    assert sorted(row.what for row in behind(office, "measures")) == ["健康帮扶", "就业帮扶"]
    (row,) = behind(office, "recognised")
    assert (row.receipt, row.at, row.what) == (p.case["receipt"], p.case["recognised_at"], "")


def test_urgent_help_counts_once_the_household_is_recognised(office: Office, clock: Any) -> None:
    """裁定 1 lets help come first; column 13 is about 监测对象 (方案 三(五)), which they are from recognition on."""
    p = Procedure(office, clock).to("COUNTY_CONFIRM")
    p.plan("safety_net", what="先送米送油")
    p.implement()
    assert "measures" not in sums(table(office)), "helped, but no 监测对象 yet"
    before = local_date(clock.now, "Asia/Shanghai")
    clock.advance(days=1)
    p.both("county_clerk", "county_leader", "county_confirm")
    assert cell(table(office, unit=HUANXI), "亥由村", "measures") == 1
    assert sums(table(office, before, before)).get("measures", 0) == 0
    (row,) = behind(office, "measures")
    assert (row.receipt, row.at, row.what) == (p.case["receipt"], p.case["recognised_at"], "综合保障")
    p.plan()
    p.do("village", "plan_set")
    p.implement()
    assert sums(table(office))["measures"] == 2, "each once"


def test_urgent_help_of_a_household_that_is_not_taken_in_never_counts(office: Office, clock: Any) -> None:
    p = Procedure(office, clock).to("VERIFYING")
    p.visit()
    p.plan("safety_net", what="先送米送油")
    p.implement()
    p.do("county_clerk", "override_refusal")
    p.both("village", "town_clerk", "conclude_no_risk")
    assert p.case["state"] == "REJECTED"
    assert "measures" not in sums(table(office))


def test_who_is_found_at_the_door_counts_in_the_fifth_column(office: Office) -> None:
    with office.work() as work:
        case = make_case(work, origin="PATROL", channel="patrol", state="ACCEPTED", event="found_on_patrol")
        make_case(work, origin="PATROL", household_id=case["household_id"], event="found_on_patrol")
    assert sums(table(office)) == {"patrol_suspects": 1}


def test_an_alert_counts_once_it_is_accepted(office: Office) -> None:
    with office.work() as work:
        case, clerk = (
            make_case(work, origin="DEPT", channel="dept", event="alerted"),
            make_account(work, "village", YIYOU),
        )
    assert sums(table(office)) == {}
    with office.work() as work:
        act(work, clerk, case["id"], "accept", 1, {})
    assert sums(table(office)) == {"dept_suspects": 1}


@pytest.mark.parametrize(
    ("origin", "birth", "group", "suspects"),
    [
        ("ONLINE", "submitted", "patrol", {}),
        ("PATROL", "found_on_patrol", "patrol", {"patrol_suspects": 1}),
        ("DEPT", "alerted", "dept", {}),
    ],
)
def test_problems_are_found_and_solved(
    office: Office, clock: Any, origin: str, birth: str, group: str, suspects: dict[str, int]
) -> None:
    with office.work() as work:
        case = make_case(work, origin=origin, state="VERIFYING", event=birth)
        village = make_account(work, "village", YIYOU)
        first, _ = (issues.find(work, village, case["id"], each, "屋顶漏雨") for each in ("housing", "water"))
    assert sums(table(office)) == suspects | {f"{group}_problems": 2}
    clock.advance(days=9)  # 19 November: another week
    with office.work() as work:
        issues.resolve(work, village, first, "2023-11-18", "补了瓦，有照片")
    assert sums(table(office)) == suspects | {f"{group}_problems": 2, f"{group}_solved": 1}
    week = week_of(local_date(clock.now, "Asia/Shanghai"))
    assert sums(table(office, week.since, week.until)) == {f"{group}_solved": 1}
    assert [row.what for row in behind(office, f"{group}_solved", HUANXI)] == ["住房"]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2023-11-10", "2023-11-04", "2023-11-10"),
        ("2023-11-11", "2023-11-11", "2023-11-17"),
        ("2023-11-17", "2023-11-11", "2023-11-17"),
        ("2023-12-31", "2023-12-30", "2024-01-05"),
    ],
)
def test_week_of(day: str, first: str, last: str) -> None:
    assert week_of(date.fromisoformat(day)) == Period(date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 7))
def test_every_day_lies_in_the_one_week_that_ends_on_the_report_day(day: date, weekday: int) -> None:
    week = week_of(day, weekday)
    assert week.since <= day <= week.until
    assert (week.until - week.since).days == 6
    assert week.until.isoweekday() == weekday


KINDS = ("found_on_patrol", "issue_found", "issue_resolved", "recognised", "measure_implemented")
BY_HOUSEHOLD = ("online", "hotline", "patrol_suspects", "dept_suspects", "recognised")
BY_THING = ("patrol_problems", "patrol_solved", "dept_problems", "dept_solved", "measures")
HISTORY = st.lists(
    st.tuples(
        st.integers(0, 4),  # household
        st.sampled_from(["ONLINE", "HOTLINE", "WALKIN", "PATROL", "DEPT"]),
        st.sampled_from([(HUANXI, YIYOU), (GUSHAN, GUYI), (STREET, STREET_VILLAGE)]),
        st.integers(-3 * 24, 20 * 24),  # hours from the start
        st.sampled_from(["accepted", "accepted", "reassigned", "withdrawn", *KINDS]),
    ),
    max_size=14,
)


def play(work: Work, clock: Any, history: list[tuple[Any, ...]]) -> None:
    """Write a history into empty tables."""
    start = clock.now
    for each in (EVENTS, CASES, HOUSEHOLDS):
        work.connection.execute(delete(each))
    for household, origin, (town, village), hours, kind in history:
        then = Work(work.office, work.connection, work.county, start + timedelta(hours=hours))
        over = {"household_id": f"h{household}", "origin": origin, "town": town, "village": village}
        case = make_case(then, state="ACCEPTED", accepted_at=then.now, event="", **over)
        record(then, case, kind, "somebody")


def figure(paper: Annex2, key: str) -> Any:
    return paper.total[[column.key for column in paper.columns].index(key)]


def counts(kind: str, place: tuple[str, str], hours: int, first: date, last: date) -> bool:
    """Whether a thing (a problem, a measure) lies in the period and in a town of the paper."""
    day = local_date(START + timedelta(hours=hours), "Asia/Shanghai")
    return (
        kind in ("issue_found", "issue_resolved", "measure_implemented")
        and place[0] != STREET
        and (first <= day <= last)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY, since=st.integers(-4, 20), days=st.integers(0, 20))
def test_counting_holds_for_any_history(office: Office, history: Any, since: int, days: int) -> None:
    with office.work() as work:
        play(work, office.clock, history)
    first = date(2023, 11, 10) + timedelta(since)
    last = first + timedelta(days)
    paper = table(office, first, last)
    online, hotline = paper.total[1], paper.total[2]
    assert online + hotline <= len({h for h, origin, *_ in history if origin in ("ONLINE", "HOTLINE")})
    with office.database.read() as session:
        counted = details(session, office.county(), paper)
        owners = {row.id: row.household_id for row in session.execute(select(CASES.c.id, CASES.c.household_id))}
    for key, *others in (("online", "hotline"), *((key,) for key in BY_HOUSEHOLD[2:])):
        found = [owners[record.case_id] for column, record in counted if column.key in (key, *others)]
        assert len(set(found)) == len(found) == sum(figure(paper, each) for each in (key, *others))
    things = [origin for _, origin, place, hours, kind in history if counts(kind, place, hours, first, last)]
    assert sum(figure(paper, key) for key in BY_THING) == len(things)
    for index, column in enumerate(paper.columns):
        if column.source:
            assert paper.total[index] == sum(row.values[index] for row in paper.rows)
            for row in paper.rows:
                assert len(behind(office, column.key, row.code, first, last)) == row.values[index]
    for town in (HUANXI, GUSHAN):
        own = table(office, first, last, town)
        whole = next(row for row in paper.rows if row.code == town)
        assert own.total[1:3] == whole.values[1:3]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_weeks_add_up_to_the_whole(office: Office, history: Any) -> None:
    """K6: the cumulative figure is what the weeks brought."""
    with office.work() as work:
        play(work, office.clock, history)
    whole = table(office, None, date(2023, 12, 1))
    weeks = [week_of(date(2023, 11, 10) + timedelta(7 * n)) for n in range(4)]
    parts = [table(office, max(week.since, date(2023, 11, 10)), week.until) for week in weeks]
    for index in (i for i, column in enumerate(whole.columns) if column.source):
        assert whole.total[index] == sum(part.total[index] for part in parts)  # type: ignore[misc]
