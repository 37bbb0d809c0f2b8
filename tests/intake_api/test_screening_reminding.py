"""Hits that nobody deals with warn up the ladder, and stand in the own work."""

from typing import Any

from factories import GUSHAN, GUYI, HUANXI, make_account
from http_office import PAGE, app_of, log_in
from listed import imported
from rural import enrolled, rows
from sqlalchemy import update

from intake_api.models.tables import HITS, NOTICES
from intake_api.office import Office
from intake_api.screening.hits import screen
from intake_api.screening.reminding import remind

COUNTY, DISTRICT = "350111", "350111000000"


def _screened(office: Office, source: str = "medical", number: int = 2, **home: Any) -> None:
    with office.work() as work:
        homes = [enrolled(work, name=f"林{n}", **home) for n in range(number)]
    screen(office, COUNTY, imported(office, source, [(each, {"amount": 30_000}) for each in homes]))


def _told(office: Office) -> list[tuple[str, str]]:
    return sorted((row["account_id"], row["text"]) for row in rows(office, NOTICES))


def test_one_notice_for_a_town_a_list_and_a_day_up_the_ladder(office: Office, clock: Any) -> None:
    with office.work() as work:
        town = make_account(work, "town_clerk", HUANXI).id
        make_account(work, "town_clerk", GUSHAN)
        leader = make_account(work, "town_leader", HUANXI).id
        district = make_account(work, "county_clerk", DISTRICT).id
    _screened(office)
    assert remind(office, COUNTY) == 0, "there is time"
    clock.advance(days=3, hours=12)  # 60 % of the days up to 11-15 24:00
    assert (remind(office, COUNTY), remind(office, COUNTY)) == (1, 0)
    words = "【要抓紧】宦溪镇 部门筛查（医保大额自付）：2 户要核，须11-15前，还剩 2 天"
    assert _told(office) == [(town, words)]
    clock.advance(days=3)
    assert remind(office, COUNTY) == 1
    assert {who for who, text in _told(office) if "已超期" in text} == {town, leader, district}


def test_what_was_dealt_with_warns_no_more(office: Office, clock: Any) -> None:
    with office.work() as work:
        make_account(work, "town_clerk", HUANXI)
    _screened(office)
    clock.advance(days=9)
    with office.work() as work:
        work.connection.execute(update(HITS).values(state="settled"))
    assert remind(office, COUNTY) == 0


def test_another_town_has_its_own_notice(office: Office, clock: Any) -> None:
    with office.work() as work:
        first, second = (make_account(work, "town_clerk", town).id for town in (HUANXI, GUSHAN))
    _screened(office)
    _screened(office, "dibao", 1, town=GUSHAN, village=GUYI)
    clock.advance(days=14)
    assert remind(office, COUNTY) == 2
    texts = dict(_told(office))
    assert "医保大额自付" in texts[first]
    assert "鼓山镇 部门筛查（低保）：1 户要上门" in texts[second]


def test_hits_stand_in_the_own_work(office: Office, clock: Any) -> None:
    _screened(office)
    _screened(office, "dibao", 1)
    client = log_in(app_of(office), office, "town_clerk")
    text = client.get("/console", headers=PAGE).text
    assert "2 户要核" in text
    assert "1 户要上门" in text
    assert "户超过时限" not in text
    clock.advance(days=6)
    client = log_in(app_of(office), office, "town_clerk")
    assert "2 户超过时限" in client.get("/console", headers=PAGE).text
    other = log_in(app_of(office), office, "town_clerk", GUSHAN)
    assert "户要核" not in other.get("/console", headers=PAGE).text
