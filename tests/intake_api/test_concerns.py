"""The fourteen groups kept for lists: made anew with lists, cases, alerts, and by a share a minute."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from listed import hits, imported, undone
from procedure import Procedure
from rural import enrolled, rows
from sqlalchemy import insert, update

from intake_api.casework.actions import farmer_acts
from intake_api.models import Resident
from intake_api.models.tables import CASES, CONCERNS, HITS, HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Office
from intake_api.screening import arriving, concerns, settling

COUNTY = "350111"


def _home(office: Office, **over: Any) -> str:
    with office.work() as work:
        return enrolled(work, **over)


def _kept(office: Office) -> list[tuple[str, str]]:
    return sorted((row["group"], row["reason"]) for row in rows(office, CONCERNS))


def test_a_list_makes_the_groups_and_taken_back_unmakes_them(office: Office) -> None:
    home = _home(office)
    batch = imported(office, "medical", [(home, {"amount": 23_400, "since": "2023-08-01"})])
    arriving.arrived(office, COUNTY, batch)
    assert _kept(office) == [("P09", "8月医保大额自付 23,400 元")]
    with office.work() as work:
        work.connection.execute(update(HOUSEHOLDS).values(town=GUSHAN, village=GUYI))
        concerns.refresh(work, [home])
    assert {(row["town"], row["village"]) for row in rows(office, CONCERNS)} == {(GUSHAN, GUYI)}
    with office.work() as work:
        work.connection.execute(LIST_ENTRIES.delete())
    undone(office, batch)
    arriving.left(office, COUNTY, batch)
    assert _kept(office) == []


def test_the_reason_follows_and_the_day_stays(office: Office, clock: Any) -> None:
    home = _home(office)
    arriving.arrived(office, COUNTY, imported(office, "medical", [(home, {"amount": 30_000})]))
    clock.advance(days=3)
    arriving.arrived(office, COUNTY, imported(office, "medical", [(home, {"amount": 40_000})]))
    (row,) = rows(office, CONCERNS)
    assert (row["since"], row["reason"]) == ("2023-11-10", "医保大额自付 40,000 元")


def test_a_report_and_a_list_that_is_over_make_nobody_one_of_a_group(office: Office) -> None:
    home = _home(office)
    imported(office, "tekun", [(home, {"until": "2023-11-01"})])
    imported(office, "jobless", [(home, {"since": "2022-11-09"})])
    imported(office, "accident", [(home, {"since": "2022-11-10"})])
    imported(office, "medical", [(home, {"amount": 30_000, "until": "2023-11-01"})])  # until: when she went home
    with office.work() as work:
        make_case(work, household_id=home, risk="disaster", state="WITHDRAWN")
    concerns.sweep(office, COUNTY)
    assert _kept(office) == [("P04", "意外事故"), ("P09", "医保大额自付 30,000 元")]


def test_turned_away_twice(office: Office, clock: Any) -> None:
    """方案 一(一)：多次申报或预警未纳入监测帮扶的农户."""
    home = _home(office)
    with office.work() as work:
        clerk = make_account(work, "town_clerk", HUANXI)
        make_case(work, household_id=home, state="REJECTED")
        make_case(work, household_id=home, state="REJECTED", submitted_at=clock.now.replace(year=2022))
    clock.advance(days=20)
    arriving.arrived(office, COUNTY, imported(office, "accident", [(home, {})]))
    assert ("P10", "") not in _kept(office)
    with office.work() as work:
        settling.no_risk(work, clerk, hits(office)[0]["id"], "轻伤，已赔付")
    words = "多次申报未纳入：2022-11-10、2023-11-10、2023-11-30"
    assert dict(_kept(office)).get("P10") == words.replace("2022-11-10、", "")
    with office.work() as work:
        make_case(work, household_id=home, state="RECOGNIZED", recognised_at=clock.now)
        concerns.refresh(work, [home])
    assert "P10" not in dict(_kept(office))


def test_a_step_of_a_case_makes_the_groups_anew(office: Office, clock: Any) -> None:
    procedure = Procedure(office, clock, risk="illness").to("ACCEPTED")
    assert dict(_kept(office)) == {"P09": "申报：因大病"}
    with office.work() as work:
        farmer_acts(work, procedure.case_id, "withdraw", {})
    assert _kept(office) == []


def test_the_sheet_of_a_visit_tells_more(office: Office, clock: Any) -> None:
    procedure = Procedure(office, clock, risk="illness").to("VERIFYING")
    procedure.visit()
    kept = dict(_kept(office))
    assert kept["P01"] == "人均 7,966.67 元，低于监测线 10,560 元"
    assert kept["P09"] == "申报自付医疗费 60,000 元；申报：因大病"


def test_a_share_of_the_stock_each_minute(office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concerns, "SHARE", 2)
    monkeypatch.setattr(concerns, "AT_ONCE", 1)
    homes = [_home(office, name=f"林{n}") for n in range(5)]
    imported(office, "dibao", [(home, {}) for home in homes])
    assert [concerns.sweep_a_share(office, COUNTY) for _ in range(5)] == [2, 2, 1, 0, 0]
    clock.advance(days=1)
    imported(office, "water", [(homes[0], {})])
    assert [concerns.sweep_a_share(office, COUNTY) for _ in range(3)] == [1, 0, 0]


def test_a_new_roster_begins_the_sweep_again(office: Office) -> None:
    home = _home(office)
    assert concerns.sweep_a_share(office, COUNTY) == 0
    with office.work() as work:
        person = {"county": COUNTY, "id": "r1", "household_id": home, "name": "林阿土", "born": "1940-01"}
        work.connection.execute(insert(Resident).values(**Resident(**person).model_dump()))
    assert concerns.sweep_a_share(office, COUNTY) == 0
    arriving.arrived(office, COUNTY, imported(office, "hukou", [(home, {})]))
    assert concerns.sweep_a_share(office, COUNTY) == 1
    assert [group for group, _ in _kept(office)] == ["P13"]


def test_who_reported_just_now_is_looked_at_first(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concerns, "SHARE", 0)
    with office.work() as work:
        make_case(work, risk="disaster")
    assert concerns.sweep_a_share(office, COUNTY) == 1
    assert _kept(office) == [("P11", "申报：因灾")]


def test_groups_decide_nothing(office: Office) -> None:
    home = _home(office, village=YIYOU)
    arriving.arrived(office, COUNTY, imported(office, "dibao", [(home, {})]))
    concerns.sweep(office, COUNTY)
    assert rows(office, CASES) == []
    assert [hit["state"] for hit in rows(office, HITS)] == ["open"]
