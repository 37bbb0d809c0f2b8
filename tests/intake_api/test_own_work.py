"""Own work first: what stands in whose list, how pressing, and giving it to a colleague."""

from datetime import timedelta
from typing import Any

import pytest
from factories import GUYI, HUANXI, YIYOU, make_account, make_case
from fastapi import FastAPI
from http_office import PAGE, app_of, case_of, log_in, now_is, person, post
from offices import Clock
from procedure import Procedure
from sqlalchemy import select

from intake_api.casework import steps
from intake_api.casework.assigning import assign
from intake_api.casework.states import HOLDERS
from intake_api.console import due_first
from intake_api.console.listing import FIRST, Filter, Listing, listing
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import EVENTS
from intake_api.office import Office

WAYS = ["SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT", "COUNTY_CONFIRM", "RECOGNIZED",
        "ASSISTING", "ELIM_REVIEW", "ELIM_PUBLICITY", "ELIMINATED", "REJECTED", "APPEAL"]  # fmt: skip


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def own(office: Office, account: Account) -> dict[str, list[str]]:
    """The groups of somebody's own work: label → receipts."""
    found = listing(office, account, Filter())
    for group in found.groups:
        assert len(group.lines) == group.number
    return {group.label: [line.receipt for line in group.lines] for group in found.groups}


def shown(office: Office, account: Account, **wanted: str) -> Listing:
    return listing(office, account, Filter.read(wanted))


@pytest.mark.parametrize("state", WAYS)
def test_a_case_stands_in_the_lists_of_who_has_the_next_step(office: Office, clock: Clock, state: str) -> None:
    walk = Procedure(office, clock).to(state)
    for role, account in walk.people.items():
        if role in ("second_leader", "second_clerk", "operator", "dept", "admin"):
            continue
        expected = [walk.case["receipt"]] if role in HOLDERS.get(state, ()) else []
        assert [receipt for some in own(office, account).values() for receipt in some] == expected, role


@pytest.mark.parametrize(
    ("days", "group"), [(0, "其余"), (1, "其余"), (1.6, "要抓紧"), (2, "今天到期"), (3, "已超期"), (30, "已超期")]
)
def test_by_how_pressing_it_is(office: Office, clock: Clock, days: float, group: str) -> None:
    case = case_of(office)
    clock.advance(days=days)
    assert own(office, person(office, "village")) == {group: [case["receipt"]]}


def test_the_groups_agree_with_the_words_on_every_day(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("VERIFYING")
    for _ in range(20):
        clock.advance(hours=23)
        (group,) = listing(office, walk.person("village"), Filter()).groups
        (line,) = group.lines
        expected = {"red": "overdue", "orange": "hurry", "yellow": "hurry", "green": "rest"}[line.light]
        assert group.name in (expected, "today")
        assert (group.name == "overdue") == (line.light == "red")
        assert shown(office, walk.person("village"), tab="open", light=line.light).lines == [line]
        for other in {"red", "orange", "yellow", "green"} - {line.light}:
            assert shown(office, walk.person("village"), tab="open", light=other).lines == []


def test_a_told_refusal_waits_for_nobody(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("REJECTED")
    assert own(office, walk.person("village"))
    walk.do("village", "tell_refusal")
    assert own(office, walk.person("village")) == {}


def test_a_proposal_waits_for_the_second_person_and_not_for_the_first(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("TOWN_AUDIT")
    walk.do("town_leader", "town_pass")
    receipt = walk.case["receipt"]
    assert own(office, walk.person("second_leader")) == {"等我定": [receipt]}
    assert own(office, walk.person("town_leader")) == {}
    assert own(office, walk.person("town_clerk")) == {}
    walk.do("second_leader", "town_pass")
    assert own(office, walk.person("county_clerk"))["其余"] == [receipt]


def test_the_green_channel_waits_for_the_town_leader(office: Office) -> None:
    case = case_of(office, green="proposed")
    assert own(office, person(office, "town_leader")) == {"等我定": [case["receipt"]]}
    assert own(office, person(office, "county_leader")) == {}


def test_emergencies_come_first_within_a_group(office: Office) -> None:
    with office.work() as work:
        for number in range(4):
            make_case(work, id=f"case-{number}", urgent="food" if number == 2 else "")
    (group,) = listing(office, person(office, "village"), Filter()).groups
    assert group.lines[0].id == "case-2"


@pytest.mark.parametrize("group", ["", "overdue", "today", "hurry", "rest"])
def test_within_a_group_what_is_due_first_stands_first(office: Office, clock: Clock, group: str) -> None:
    """Not what has run longest: ten days for a plan that began first may end after two days for a visit."""
    clocks = ("accept", "visit", "compare", "review", "post", "recognise", "tell", "plan", "")
    with office.work() as work:
        for number in range(90):
            began = work.now - timedelta(hours=37 * number % 500)
            clock_name = clocks[number % len(clocks)]
            make_case(
                work,
                id=f"case-{number:03}",
                urgent="food" if number % 11 == 0 else "",
                clock=clock_name,
                clock_from=began if clock_name else None,
            )
    policy = office.county("350111").policy
    for name in (group,) if group else steps.GROUPS:
        rows = paged(office, person(office, "village"), name)
        places = [due_first.Place.of(row, policy) for row in rows]
        assert places == sorted(places)
        assert len({place.id for place in places}) == len(places)
    if not group:
        groups = {each.name: each for each in listing(office, person(office, "village"), Filter()).groups}
        for name in groups:
            first = [row["id"] for row in paged(office, person(office, "village"), name)][:FIRST]
            assert [line.id for line in groups[name].lines] == first
        assert sum(each.number for each in groups.values()) == 90


def paged(office: Office, account: Account, group: str) -> list[Any]:
    """The rows of a group of the own work, seven at a time, as a person would turn the pages."""
    policy, found, after = office.county(account.county).policy, list[Any](), ""
    condition = steps.own_work(account, office.county(account.county), office.clock(), []).group(group)
    with office.database.read() as session:
        while some := due_first.first(session.connection(), policy, condition, 7, after):
            found += some
            after = str(due_first.Place.of(some[-1], policy))
    return found


@pytest.mark.parametrize(
    "after", ["x", "0~x~y~z", "2~2023-11-10~2023-11-10T00:00:00+00:00~x", "0~2023-11-10~2023-11-10~x"]
)
def test_a_page_made_up_is_refused(office: Office, after: str) -> None:
    with pytest.raises(Invalid):
        shown(office, person(office, "village"), tab="own", group="rest", after=after)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"village": YIYOU}, True),
        ({"village": GUYI}, False),
        ({"town": HUANXI}, True),
        ({"state": "SUBMITTED"}, True),
        ({"state": "REVIEW"}, False),
        ({"light": "green"}, True),
        ({"light": "red"}, False),
        ({"light": "nothing"}, False),
        ({"risk": "illness"}, True),
        ({"risk": "disaster"}, False),
        ({"channel": "wechat"}, True),
        ({"channel": "web"}, False),
        ({"green": "yes"}, True),
        ({"green": "approved"}, False),
        ({"lacks": "yes"}, True),
        ({"handler": "me"}, False),
        ({"find": "RECEIPT"}, True),
        ({"find": "13800000000"}, True),
        ({"find": "138 0000 0000"}, True),
        ({"find": "1380000000"}, False),
        ({"find": "陈大山"}, False),
        ({"find": "%"}, False),
    ],
)
def test_filters(office: Office, asked: dict[str, str], found: bool) -> None:
    case = case_of(office, green="proposed", lacks=True)
    wanted = {key: value.replace("RECEIPT", case["receipt"]) for key, value in asked.items()}
    for tab in ("open", "all", ""):
        lines = shown(office, person(office, "county_clerk"), **(wanted | ({"tab": tab} if tab else {}))).lines
        assert [line.id for line in lines] == [case["id"]] * found


def test_nothing_is_found_beyond_the_area(office: Office) -> None:
    case = case_of(office)
    stranger = person(office, "village", GUYI)
    for find in (case["receipt"], "13800000000"):
        assert shown(office, stranger, find=find).lines == []


def test_a_colleague_takes_cases_over(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock)
    giver, taker = walk.person("town_clerk"), walk.person("second_clerk")
    with office.work() as work:
        assert assign(work, giver, [walk.case_id], taker.id) == 1
        assert assign(work, giver, [walk.case_id], taker.id) == 0
    assert own(office, giver) == {}
    assert own(office, taker) == {"其余": [walk.case["receipt"]]}
    assert own(office, walk.person("village")), "the village's step is its own"
    assert shown(office, taker, tab="open", handler="me").lines
    assert shown(office, giver, tab="open", handler="me").lines == []
    assert walk.kinds() == ["submitted", "assigned"]
    walk.do("town_clerk", "accept")  # whoever has the right may still act


def test_who_may_not_give_what_to_whom(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock)
    clerk = walk.person("town_clerk")
    with office.work() as work:
        ended = make_case(work, id="case-77", state="WITHDRAWN")
        far = make_account(work, "town_clerk", "350111100000")
    wrong: list[tuple[Any, list[str], str, type[Exception]]] = [
        (walk.person("auditor"), [walk.case_id], "", NotAllowed),
        (far, [walk.case_id], far.id, NotFound),
        (clerk, [walk.case_id, "nothing"], clerk.id, NotFound),
        (clerk, [walk.case_id], far.id, Invalid),
        (clerk, [walk.case_id], walk.person("village").id, Invalid),
        (clerk, [], clerk.id, Invalid),
        (clerk, [str(n) for n in range(101)], clerk.id, Invalid),
        (clerk, [ended["id"]], clerk.id, Conflict),
    ]
    for account, ids, handler, error in wrong:
        with pytest.raises(error), office.work() as work:
            assign(work, account, ids, handler)
    assert walk.case["handler"] == ""


def test_bulk_assigning_on_the_page(app: FastAPI, office: Office) -> None:
    cases = [case_of(office, id=f"case-{n}", receipt=f"JA20231110-000{n}-K") for n in (1, 2)]
    client = log_in(app, office, "town_clerk")
    form = {"case": [each["id"] for each in cases], "handler": "me", "back": "/console?tab=open"}
    answer = client.post("/console/assign", data=form, headers={"sec-fetch-site": "same-origin"} | PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console?tab=open")
    for case in cases:
        assert now_is(office, case["id"])["handler"] == person(office, "town_clerk").id
    assert post(client, "/console/assign", handler="me", back="//evil").status_code == 422
    bad = client.post(
        "/console/assign", data=form | {"back": "//evil.example"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert bad.headers["location"] == "/console"
    with office.database.read() as session:
        kinds = session.connection().execute(select(EVENTS.c.kind).where(EVENTS.c.kind == "assigned")).all()
    assert len(kinds) == 2


def test_who_only_looks_has_no_own_work(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    page = log_in(app, office, "auditor").get("/console", headers=PAGE).text
    assert "要我办的" not in page
    assert "办理中 1" in page
    assert case["receipt"] in page
    assert "分派" not in page


def test_the_list_needs_no_script(app: FastAPI, office: Office) -> None:
    case_of(office)
    page = log_in(app, office, "village").get("/console", headers=PAGE).text
    for part in ("要我办的 1", "其余 1", "find", "分派", "<dialog", "keys.js"):
        assert part in page
