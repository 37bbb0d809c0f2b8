"""Whom to see on a day: those first that the plan names, each with its reason."""

from factories import GUYI, YIYOU, make_account
from rural import TODAY, enrolled, on_list
from sqlalchemy import insert

from intake_api.models import Concern
from intake_api.models.tables import CONCERNS
from intake_api.office import Office
from intake_api.patrols import walk_list
from intake_api.patrols.walk_list import Stop


def way(office: Office, village: str = YIYOU, hamlet: str | None = None, area: str = YIYOU, **more: bool) -> list[Stop]:
    with office.work() as work:
        account = make_account(work, "village", area)
    with office.database.read() as session:
        return walk_list.stops(session.connection(), office.county(), account, TODAY, village, hamlet, **more)


def test_key_groups_first_then_by_hamlet_and_name(office: Office) -> None:
    with office.work() as work:
        enrolled(work, "乙", hamlet="上寨")
        enrolled(work, "甲", hamlet="上寨")
        poor = enrolled(work, "丁", hamlet="下洋")
        told = enrolled(work, "丙", hamlet="下洋")
        enrolled(work, "戊", hamlet="", phone="none")
        on_list(work, poor, "dibao")
        on_list(work, poor, "hukou")
        row = Concern(
            county=work.code, household_id=told, group="P10", reason="多次申报未纳入：2023-09-03", village=YIYOU
        )
        work.connection.execute(insert(CONCERNS).values(**row.model_dump()))
    found = way(office)
    assert [(stop.name, stop.reasons) for stop in found] == [
        ("丁", ("低保",)), ("丙", ("多次申报未纳入：2023-09-03",)), ("戊", ()), ("乙", ()), ("甲", ()),
    ]  # fmt: skip
    assert found[2].phone == ""


def test_a_reason_is_not_said_twice(office: Office) -> None:
    with office.work() as work:
        poor = enrolled(work)
        on_list(work, poor, "dibao")
        row = Concern(county=work.code, household_id=poor, group="P05", reason="在低保名单上", village=YIYOU)
        work.connection.execute(insert(CONCERNS).values(**row.model_dump()))
    assert way(office)[0].reasons == ("在低保名单上",)


def test_the_seen_are_left_out_unless_asked_for(office: Office) -> None:
    with office.work() as work:
        enrolled(work, "甲", patrolled_day="2023-11-10")
        enrolled(work, "乙", patrolled_day="2023-10-01")
        enrolled(work, "丙", ended="moved")
    assert [stop.name for stop in way(office)] == ["乙"]
    assert {stop.name: stop.seen_day for stop in way(office, seen_too=True)} == {"甲": "2023-11-10", "乙": ""}


def test_one_hamlet_and_nothing_outside_the_area(office: Office) -> None:
    with office.work() as work:
        enrolled(work, "甲", hamlet="上寨")
        enrolled(work, "乙", hamlet="")
    assert [stop.name for stop in way(office, hamlet="上寨")] == ["甲"]
    assert [stop.name for stop in way(office, hamlet="")] == ["乙"]
    assert way(office, area=GUYI) == []
    with office.work() as work:
        account = make_account(work, "village", YIYOU)
    with office.database.read() as session:
        assert walk_list.hamlets(session.connection(), office.county(), account, YIYOU) == ["", "上寨"]
