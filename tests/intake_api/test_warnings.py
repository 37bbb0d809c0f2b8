"""A typhoon comes: entered, told, activated, called, who was hit, closed."""

import re
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account
from hypothesis import given as any_of
from hypothesis import strategies
from offices import Clock
from rural import enrolled, rows
from sqlalchemy import select

from intake_api.disasters import errands, green, minutes, precautions, telling, warnings
from intake_api.disasters.warnings import Given
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES, ERRANDS, NOTICES, WARNINGS
from intake_api.office import Office
from knowledge.county_files import load_county
from knowledge.disasters import KINDS

TYPHOON = Given("typhoon", "orange", "今夜有暴雨", (HUANXI,), "2023-11-10T18:00", "2023-11-11T18:00")


@pytest.fixture
def who(office: Office) -> dict[str, Account]:
    areas = {"village": YIYOU, "grid": YIYOU, "town_clerk": HUANXI, "town_leader": HUANXI}
    areas |= {"county_clerk": "350111000000", "county_leader": "350111000000"}
    with office.work() as work:
        return {role: make_account(work, role, area, id=role) for role, area in areas.items()}


def entered(office: Office, account: Account, **over: Any) -> str:
    with office.work() as work:
        return warnings.enter(work, account, Given(**{f: getattr(TYPHOON, f) for f in TYPHOON.__slots__} | over))


def activated(office: Office, account: Account, id: str) -> int:
    with office.work() as work:
        return warnings.activate(work, account, id)


def told(office: Office, part: str) -> list[str]:
    """Who was told something under that part of a key, by account."""
    return sorted(row["account_id"] for row in rows(office, NOTICES) if part in row["key"])


def test_an_urgent_warning_reaches_everybody_of_its_places_at_once(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        enrolled(work, "林阿土")
        make_account(work, "village", GUYI, id="elsewhere")
    id = entered(office, who["town_clerk"])
    assert told(office, f"{id}:entered") == sorted(who)
    words = {row["text"] for row in rows(office, NOTICES)}
    assert words == {"【台风橙色预警】宦溪镇 11月10日18时起。请看要不要启动"}


def test_a_mild_one_reaches_who_decides(office: Office, who: dict[str, Account]) -> None:
    id = entered(office, who["town_clerk"], level="blue")
    assert told(office, f"{id}:entered") == ["county_clerk", "county_leader", "town_clerk", "town_leader"]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"kind": "war"}, "哪一种"),
        ({"level": "pink"}, "哪一级"),
        ({"places": ()}, "哪些镇"),
        ({"from_at": "昨天"}, "什么时候起"),
        ({"until_at": "2023-11-10T17:00"}, "在开始后面"),
    ],
)
def test_what_does_not_fit_is_said(office: Office, who: dict[str, Account], over: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        entered(office, who["county_clerk"], **over)


def test_who_may_enter_and_activate(office: Office, who: dict[str, Account]) -> None:
    with pytest.raises(NotFound):
        entered(office, who["town_clerk"], places=(HUANXI, GUYI))
    with pytest.raises(NotAllowed):
        entered(office, who["town_leader"])
    id = entered(office, who["town_clerk"])
    with pytest.raises(Conflict, match="已经登记"):
        entered(office, who["town_clerk"])
    with pytest.raises(NotAllowed):
        activated(office, who["town_clerk"], id)
    with office.work() as work:
        other = make_account(work, "town_leader", GUSHAN)
    with pytest.raises(NotFound):
        activated(office, other, id)


def test_each_leader_activates_the_own_places(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        mine, gone = enrolled(work), enrolled(work, ended="moved")
        theirs = enrolled(work, town=GUSHAN, village=GUYI)
        nowhere = enrolled(work, village="")
    id = entered(office, who["county_clerk"], places=(HUANXI, GUYI))
    assert activated(office, who["town_leader"], id) == 2
    assert {row["household_id"] for row in rows(office, ERRANDS)} == {mine, nowhere}
    with pytest.raises(Conflict):
        activated(office, who["town_leader"], id)
    assert activated(office, who["county_leader"], id) == 1
    assert {row["household_id"] for row in rows(office, ERRANDS)} == {mine, nowhere, theirs}
    assert gone not in {row["household_id"] for row in rows(office, ERRANDS)}


def test_ten_thousand_households_in_one_statement(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        homes = [enrolled(work, f"户{n}") for n in range(1200)]
        precautions.choose(work, who["town_clerk"], HUANXI, YIYOU, homes[:700])
    id = entered(office, who["town_clerk"])
    assert activated(office, who["town_leader"], id) == 1200
    with office.database.read() as session:
        total = errands.total(errands.progress(session.connection(), who["town_leader"], id))
        first = errands.calls(session.connection(), who["village"], id, YIYOU)[:700]
    assert (total.all, total.first, total.first_left, total.left) == (1200, 700, 700, 1200)
    assert {row["household_id"] for row in first} == set(homes[:700])


def test_newcomers_are_taken_in_later(office: Office, who: dict[str, Account]) -> None:
    id = entered(office, who["town_clerk"])
    assert activated(office, who["town_leader"], id) == 0
    with office.work() as work:
        new = enrolled(work)
        precautions.choose(work, who["town_clerk"], HUANXI, YIYOU, [new])
        assert warnings.renew(work, who["town_clerk"], id) == 1
        assert warnings.renew(work, who["town_clerk"], id) == 0
    assert [(row["household_id"], row["is_first"]) for row in rows(office, ERRANDS)] == [(new, True)]


def test_each_household_is_ticked_with_who_and_when(office: Office, who: dict[str, Account], clock: Clock) -> None:
    with office.work() as work:
        home, other = enrolled(work), enrolled(work, village=HUANXI_VILLAGE)
    id = entered(office, who["town_clerk"])
    activated(office, who["town_leader"], id)
    clock.advance(minutes=7)
    with office.work() as work:
        errands.tick(work, who["grid"], id, home, "unreached", "没有人接")
        errands.tick(work, who["village"], id, home, "moved")
        with pytest.raises(NotFound):
            errands.tick(work, who["grid"], id, other, "moved")
        with pytest.raises(Invalid):
            errands.tick(work, who["grid"], id, home, "asleep")
        with pytest.raises(NotAllowed):
            errands.tick(work, who["county_leader"], id, home, "safe")
    with office.database.read() as session:
        (line,) = errands.calls(session.connection(), who["village"], id, YIYOU)
    assert (line["done"], line["note"], line["by"], line["done_at"]) == (
        "moved",
        "没有人接",
        "village village",
        clock(),
    )


def test_an_urgent_warning_rings_where_nobody_moves(office: Office, who: dict[str, Account], clock: Clock) -> None:
    with office.work() as work:
        home = enrolled(work)
    id = entered(office, who["town_clerk"])
    activated(office, who["town_leader"], id)
    assert told(office, f"{id}:activated") == sorted(who)

    def ring() -> int:
        with office.work() as work:
            return telling.ring(work)

    assert ring() == 0
    clock.advance(minutes=5)
    assert (ring(), ring()) == (1, 1)
    assert told(office, f"{id}:ring:1") == ["grid", "town_clerk", "town_leader", "village"]
    with office.work() as work:
        errands.tick(work, who["grid"], id, home, "called")
    clock.advance(minutes=5)
    assert ring() == 0
    clock.advance(hours=2)
    assert ring() == 0


def test_a_household_that_was_hit_is_a_case_in_one_tap(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        home = enrolled(work, "林阿土", phone="13900000001")
    id = entered(office, who["town_clerk"])
    activated(office, who["town_leader"], id)
    with office.work() as work:
        first = green.hit(work, who["village"], id, home)
        assert green.hit(work, who["grid"], id, home) == first
    (case,) = rows(office, CASES)
    assert (case["id"], case["green"], case["risk"], case["origin"]) == (first, "proposed", "disaster", "PATROL")
    assert (case["household_id"], case["state"], case["urgent"]) == (home, "ACCEPTED", "disaster")
    assert told(office, "green_asked") == ["town_leader"]
    with office.database.read() as session:
        assert errands.total(errands.progress(session.connection(), who["town_leader"], id)).cases == 1


def test_talks_are_only_ever_added(office: Office, who: dict[str, Account], clock: Clock) -> None:
    id = entered(office, who["town_clerk"])
    for words in ("先转移水边的\n再转移山脚的", "今夜值班"):
        clock.advance(minutes=30)
        with office.work() as work:
            warnings.talk(work, who["town_clerk"], id, "李镇长、应急办", words)
    with office.work() as work:
        with pytest.raises(Invalid):
            warnings.talk(work, who["town_clerk"], id, "", "散会")
        with pytest.raises(NotAllowed):
            warnings.talk(work, who["village"], id, "村里", "散会")
    activated(office, who["town_leader"], id)
    (row,) = rows(office, WARNINGS)
    said = minutes.read(row)
    assert [each.kind for each in said] == ["talk", "talk", "activated"]
    assert said[0].at == "2023-11-10T09:30+08:00"
    assert [each.who for each in said[:2]] == ["李镇长、应急办"] * 2


def test_closing_sums_up_and_ends_everything(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        home = enrolled(work)
    id = entered(office, who["county_clerk"], places=(HUANXI, GUYI))
    activated(office, who["county_leader"], id)
    with office.work() as work:
        errands.tick(work, who["village"], id, home, "safe")
        with pytest.raises(NotAllowed, match="别的镇"):
            warnings.close(work, who["town_leader"], id, "过去了")
        with pytest.raises(Invalid, match="小结"):
            warnings.close(work, who["county_leader"], id, " ")
        warnings.close(work, who["county_leader"], id, "没有人受伤")
    (row,) = rows(office, WARNINGS)
    assert row["summary"].startswith("没有人受伤\n名单 1 户")
    assert "平安 1 户" in row["summary"]
    with office.work() as work:
        for step in (
            lambda: errands.tick(work, who["village"], id, home, "safe"),
            lambda: green.hit(work, who["village"], id, home),
            lambda: warnings.close(work, who["county_leader"], id, "又过去了"),
            lambda: warnings.talk(work, who["county_clerk"], id, "甲", "乙"),
        ):
            with pytest.raises(Conflict):
                step()


def test_places_under_warning_are_visited_until_it_is_closed(office: Office, who: dict[str, Account]) -> None:
    def under() -> dict[str, str]:
        with office.database.read() as session:
            return warnings.places_under_warning(session.connection(), office.county(), office.clock())

    id = entered(office, who["county_clerk"], places=(YIYOU, GUYI))
    assert under() == {}
    activated(office, who["town_leader"], id)
    assert under() == {YIYOU: "台风橙色预警"}
    with office.work() as work:
        warnings.close(work, who["county_leader"], id, "过去了")
    assert under() == {}


def test_sent_twice_it_is_one(office: Office, who: dict[str, Account]) -> None:
    with office.work() as work:
        first = warnings.receive(work, "气象台", "17", TYPHOON)
    with office.work() as work:
        assert warnings.receive(work, "气象台", "17", TYPHOON) == (first[0], False)
        assert warnings.receive(work, "应急局", "17", TYPHOON)[1]
    assert first[1]
    assert len(rows(office, WARNINGS)) == 2
    with office.database.read() as session:
        assert session.connection().execute(select(WARNINGS.c.activated_at)).scalars().all() == [None, None]


@any_of(strategies.sampled_from(sorted(KINDS)), strategies.sampled_from(range(24)), strategies.booleans())
def test_messages_are_short_and_plain(kind: str, hour: int, half: bool) -> None:
    county = load_county("350111")
    longest = max((county.places.full_name(each.code) for each in county.places.all()), key=len)
    text = county.policy.disasters.message(kind, longest, f"12月31日{hour}时" + ("30分" if half else ""))
    assert len(text) <= 70
    assert text.endswith("。")
    assert not re.search(r"[{}]|农户|联系人|防范|启动", text)
