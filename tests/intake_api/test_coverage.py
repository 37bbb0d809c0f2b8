"""应查、已查、未查, and the 通报 of them."""

from collections import Counter
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rural import TODAY, enrolled, on_list, went

from intake_api.models import Account
from intake_api.models.tables import HOUSEHOLDS
from intake_api.office import Office
from intake_api.patrols import coverage, duties
from intake_api.patrols.coverage import Covered
from intake_api.patrols.duties import Named
from intake_api.patrols.progress import as_text, progress

COUNTY = "350111000000"
SEEN = {"patrolled_day": "2023-11-10"}


@pytest.fixture
def clerk(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "county_clerk", COUNTY)


def counted(office: Office, account: Account, *levels: Any, **within: str) -> dict[tuple[str, ...], Covered]:
    with office.database.read() as session:
        return coverage.count(session.connection(), office.county(), account, TODAY, levels or ("town",), **within)


def test_towns_villages_and_hamlets(office: Office, clerk: Account) -> None:
    with office.work() as work:
        enrolled(work, hamlet="上寨", **SEEN)
        enrolled(work, hamlet="下洋", standing="lifted")
        enrolled(work, hamlet="下洋", standing="difficult")
        enrolled(work, village=HUANXI_VILLAGE, patrolled_day="2023-11-09")
        enrolled(work, town=GUSHAN, village=GUYI, standing="lifted", **SEEN)
    assert counted(office, clerk) == {(HUANXI,): Covered(4, 1, 1, 1), (GUSHAN,): Covered(1, 1)}
    assert counted(office, clerk, "village", town=HUANXI) == {
        (YIYOU,): Covered(3, 1, 1, 1),
        (HUANXI_VILLAGE,): Covered(1),  # seen before the campaign is not seen in it
    }
    assert counted(office, clerk, "hamlet", village=YIYOU) == {("上寨",): Covered(1, 1), ("下洋",): Covered(2, 0, 1, 1)}


def test_who_is_gone_and_who_is_not_on_the_roster_is_not_counted(office: Office, clerk: Account) -> None:
    with office.work() as work:
        enrolled(work, ended="moved")
        enrolled(work, enrolled=False)
    assert counted(office, clerk) == {}


def test_those_whom_nobody_may_miss(office: Office, clerk: Account) -> None:
    """方案 一(一): 存量农村低保对象、分散供养特困人员 are covered whole. A household counts once, by however many
    people and lists."""
    with office.work() as work:
        both, seen, past = enrolled(work), enrolled(work, **SEEN), enrolled(work)
        on_list(work, both, "dibao")
        on_list(work, both, "tekun")
        on_list(work, both, "dibao", id_index="his-wife")
        on_list(work, seen, "tekun")
        on_list(work, past, "dibao", until="2023-11-01")
        on_list(work, past, "lifted")
    found = counted(office, clerk)[(HUANXI,)]
    assert (found.due, found.must, found.must_left) == (3, 2, 1)


@pytest.mark.parametrize(
    ("role", "area", "due"),
    [("village", YIYOU, 1), ("town_leader", HUANXI, 2), ("county_leader", COUNTY, 3), ("auditor", COUNTY, 3),
     ("operator", COUNTY, 0), ("admin", COUNTY, 0)],
)  # fmt: skip
def test_each_counts_the_own_area(office: Office, role: str, area: str, due: int) -> None:
    with office.work() as work:
        account = make_account(work, role, area)
        for town, village in ((HUANXI, YIYOU), (HUANXI, HUANXI_VILLAGE), (GUSHAN, GUYI)):
            enrolled(work, town=town, village=village)
    assert sum(each.due for each in counted(office, account).values()) == due


def test_a_visit_moves_the_household_over(office: Office, clerk: Account) -> None:
    with office.work() as work:
        id = enrolled(work)
        on_list(work, id, "lifted")
        village = make_account(work, "village", YIYOU)
    went(office, village, id, outcome="absent")
    assert counted(office, clerk) == {(HUANXI,): Covered(1, 0, lifted_left=1)}, "looked at, though not met"
    went(office, village, id, id="patrol-second")
    assert counted(office, clerk) == {(HUANXI,): Covered(1, 1)}


HOUSES = st.lists(
    st.tuples(
        st.sampled_from([(HUANXI, YIYOU), (HUANXI, HUANXI_VILLAGE), (GUSHAN, GUYI)]),
        st.sampled_from(["", "上寨", "下洋"]),
        st.sampled_from(["ordinary", "lifted", "difficult"]),
        st.sampled_from(["", "2023-11-09", "2023-11-10", "2023-12-01"]),
        st.booleans(),
    ),
    max_size=20,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(houses=HOUSES)
def test_the_figures_are_the_sum_of_the_households(office: Office, clerk: Account, houses: Any) -> None:
    with office.work() as work:
        work.connection.execute(HOUSEHOLDS.delete())
        for (town, village), hamlet, standing, day, is_enrolled in houses:
            place = {"town": town, "village": village, "hamlet": hamlet}
            enrolled(work, standing=standing, patrolled_day=day, enrolled=is_enrolled, **place)
    due: Counter[Any] = Counter()
    seen: Counter[Any] = Counter()
    for (town, village), hamlet, _, day, is_enrolled in houses:
        due[town, village, hamlet] += is_enrolled
        seen[town, village, hamlet] += is_enrolled and day >= "2023-11-10"
    found = counted(office, clerk, "town", "village", "hamlet")
    assert {place: each.due for place, each in found.items()} == +due
    assert {place: each.seen for place, each in found.items() if each.seen} == +seen
    assert sum(counted(office, clerk).values(), Covered()) == sum(found.values(), Covered())


def test_the_announcement_names_places_and_cadres_and_no_household(office: Office, clerk: Account) -> None:
    with office.work() as work:
        enrolled(work, "林阿土", hamlet="上寨", **SEEN)
        enrolled(work, "黄阿福", hamlet="上寨", standing="lifted")
        enrolled(work, "郑依妹", hamlet="下洋")
        duties.name(work, clerk, Named("lead", "李副镇长", HUANXI))
        duties.name(work, clerk, Named("resident", "王驻村", YIYOU, trained_day="2023-11-09"))
    with office.database.read() as session:
        made = progress(session.connection(), office.county(), clerk, TODAY)
    text = as_text(office.county(), made, "晋安区走访进度通报")
    assert "【宦溪镇】应查 3 户，已查 1 户（33%），未查 2 户，其中脱贫户 1 户。牵头领导：李副镇长。" in text
    assert "亥由村还有 2 户；还没有走到：下洋；没有走完：上寨（1 户）；责任人：王驻村。" in text
    assert "【鼓山镇】名册还没有导入。牵头领导：还没有定。" in text
    assert "宦溪镇：还没有写专班；还没有培训：李副镇长；这些村还没有责任人：" in text
    assert not any(name in text for name in ("林阿土", "黄阿福", "郑依妹"))


def test_all_seen_is_said_plainly(office: Office) -> None:
    with office.work() as work:
        enrolled(work, **SEEN)
        town = make_account(work, "town_clerk", HUANXI)
    with office.database.read() as session:
        made = progress(session.connection(), office.county(), town, TODAY, HUANXI)
    assert [each.name for each in made.towns] == ["宦溪镇"]
    assert made.total.percent == 100
    assert made.towns[0].behind == ()
