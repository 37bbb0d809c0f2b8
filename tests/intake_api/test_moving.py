"""A case that comes to another village brings along what is still to be done for it."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account, make_task
from offices import Clock
from procedure import Procedure
from sqlalchemy import select

from intake_api.casework import issues, measures, tasks
from intake_api.casework.actions import act
from intake_api.intake import applications, cases
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS, ISSUES, MEASURES, NOTICES, TASKS
from intake_api.office import Office

TOLD = Origin("ONLINE", "wechat")


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    """A report in 亥由村 with one open task of each kind."""
    p = Procedure(office, clock)
    with office.work() as work:
        for kind in ("emergency", "callback", "human", "tell"):
            make_task(work, kind, id=f"{kind}-open", case_id=p.case_id)
        make_task(work, "callback", id="callback-done", case_id=p.case_id, done_at=work.now)
        make_task(work, "emergency", id="another-family")
    return p


def near(office: Office, *, town: str = HUANXI, village: str = HUANXI_VILLAGE) -> Account:
    with office.work() as work:
        make_account(work, "town_clerk", town)
        return make_account(work, "village", village)


def rows(office: Office, table: Any) -> dict[str, Any]:
    with office.database.read() as session:
        return {row["id"]: row for row in session.connection().execute(select(table)).mappings()}


def heard(office: Office, account: Account) -> list[str]:
    found = [row for row in rows(office, NOTICES).values() if row["account_id"] == account.id]
    return sorted(row["title"] for row in found if row["channel"] == "console")


def test_what_is_open_goes_along_and_what_is_done_stays(p: Procedure) -> None:
    near(p.office)
    with p.office.work() as work:
        issues.find(work, p.person("village"), p.case_id, "housing", "屋顶漏")
        solved = issues.find(work, p.person("village"), p.case_id, "water", "没有自来水")
        issues.resolve(work, p.person("village"), solved, work.today().isoformat(), "接通了")
        measures.plan(work, p.person("village"), p.case_id, "job", "保洁员")
    p.do("town_clerk", "reassign", village=HUANXI_VILLAGE)
    where = {id: (row["town"], row["village"]) for id, row in rows(p.office, TASKS).items()}
    new = (HUANXI, HUANXI_VILLAGE)
    assert where == {
        "emergency-open": new, "callback-open": new, "human-open": new, "tell-open": new,
        "callback-done": (HUANXI, YIYOU), "another-family": (HUANXI, YIYOU),
    }  # fmt: skip
    assert {row["category"]: row["village"] for row in rows(p.office, ISSUES).values()} == {
        "housing": HUANXI_VILLAGE, "water": YIYOU,
    }  # fmt: skip
    assert {row["village"] for row in rows(p.office, MEASURES).values()} == {HUANXI_VILLAGE}


def test_the_new_village_sees_and_takes_them(p: Procedure) -> None:
    new = near(p.office, town=GUSHAN, village=GUYI)
    p.do("county_clerk", "reassign", village=GUYI)
    with p.office.work() as work:
        seen = {row["id"] for row in tasks.open_tasks(work.connection, new)}
        assert seen == {"emergency-open", "callback-open", "human-open", "tell-open"}
        left = {row["id"] for row in tasks.open_tasks(work.connection, p.person("village"))}
        assert left == {"another-family"}
        assert tasks.acknowledge(work, new, "emergency-open")["acknowledged_by"] == new.id


def test_it_is_told_of_the_emergency_and_of_who_wants_a_call(p: Procedure) -> None:
    new = near(p.office)
    p.do("town_clerk", "reassign", village=HUANXI_VILLAGE)
    assert heard(p.office, new) == ["紧急", "请回电", "请回电", "转派来"]
    assert rows(p.office, TASKS)["emergency-open"]["alarms"] == 1


def test_whoever_took_it_and_still_sees_it_keeps_it(p: Procedure) -> None:
    new, leader = near(p.office), p.person("town_leader")
    with p.office.work() as work:
        tasks.acknowledge(work, leader, "emergency-open")
    p.do("town_clerk", "reassign", village=HUANXI_VILLAGE)
    assert rows(p.office, TASKS)["emergency-open"]["acknowledged_by"] == leader.id
    assert "紧急" not in heard(p.office, new)


def test_whoever_took_it_and_sees_it_no_more_gives_it_back(p: Procedure) -> None:
    new = near(p.office)
    with p.office.work() as work:
        tasks.acknowledge(work, p.person("village"), "emergency-open")
    p.do("town_clerk", "reassign", village=HUANXI_VILLAGE)
    task = rows(p.office, TASKS)["emergency-open"]
    assert (task["acknowledged_by"], task["acknowledged_at"]) == ("", None)
    assert "紧急" in heard(p.office, new)


def test_a_farmer_who_names_another_village_moves_them_too(p: Procedure) -> None:
    new = near(p.office)
    with p.office.work() as work:
        held = cases.held(work, p.case_id)
        assert held
        applications.supplement(work, held, "", {"town": HUANXI, "village": HUANXI_VILLAGE}, TOLD)
    assert p.case["village"] == HUANXI_VILLAGE
    assert rows(p.office, TASKS)["emergency-open"]["village"] == HUANXI_VILLAGE
    assert "紧急" in heard(p.office, new)


def test_a_refused_hand_over_moves_nothing(p: Procedure) -> None:
    before, leader = rows(p.office, TASKS), p.person("town_clerk")
    with pytest.raises(Exception, match="已经在这个村"), p.office.work() as work:
        act(work, leader, p.case_id, "reassign", p.case["version"], {"village": YIYOU, "reason": "x"})
    assert rows(p.office, TASKS) == before


class TestAnEmergencyAtAnyStep:
    """裁定 6: 绿色通道 is proposed wherever the case stands."""

    @pytest.mark.parametrize(
        "state", ["SUBMITTED", "ACCEPTED", "VERIFYING", "PUBLICITY", "TOWN_AUDIT", "RECOGNIZED", "ASSISTING", "APPEAL"]
    )
    def test_it_is_proposed_and_the_leader_decides(self, office: Office, clock: Clock, state: str) -> None:
        p = Procedure(office, clock).to(state)
        self.urge(p)
        assert p.case["green"] == "proposed"
        assert p.kinds()[-2:] == ["distress", "green_proposed"]
        p.do("town_leader", "fast_track")
        assert p.case["green"] == "approved"
        self.urge(p)
        assert p.kinds().count("green_proposed") == 1, "it is open already"

    @pytest.mark.parametrize("state", ["REJECTED", "ELIMINATED"])
    def test_not_for_a_case_that_has_ended(self, office: Office, clock: Clock, state: str) -> None:
        p = Procedure(office, clock).to(state)
        self.urge(p)
        assert p.case["green"] == ""
        assert p.case["urgent"] == "food"

    def urge(self, p: Procedure) -> None:
        with p.office.work() as work:
            held = cases.held(work, p.case_id)
            assert held
            cases.urge(work, held, "food", TOLD)


def test_nothing_of_the_county_stays_behind(p: Procedure) -> None:
    """Every open task of the case stands where the case stands, however often it is moved."""
    near(p.office)
    near(p.office, town=GUSHAN, village=GUYI)
    for village in (HUANXI_VILLAGE, GUYI, YIYOU, GUYI):
        p.do("county_clerk", "reassign", village=village)
        of_case = [row for row in rows(p.office, TASKS).values() if row["case_id"] and not row["done_at"]]
        assert {row["village"] for row in of_case} == {village}
    assert rows(p.office, TASKS)["emergency-open"]["alarms"] == 4
    assert rows(p.office, CASES)[p.case_id]["village"] == GUYI
    moved = [row["data"]["from_village"] for row in rows(p.office, EVENTS).values() if row["kind"] == "reassigned"]
    assert sorted(moved) == sorted([YIYOU, HUANXI_VILLAGE, GUYI, YIYOU])
