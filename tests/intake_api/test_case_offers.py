"""What a case page puts first: the one step that leads on, as the table says; the rest folded away."""

import re

import pytest
from fastapi import FastAPI
from http_office import PAGE, app_of, case_of, log_in, person, post
from offices import Clock
from procedure import Procedure

from intake_api.casework import dossier, lifecycle
from intake_api.casework.states import ENDS, HOLDERS, OPEN
from intake_api.console import case_view, offered
from intake_api.console.offered import Offers
from intake_api.console.papers import PAPERS, papers_of
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def offers(office: Office, role: str, case_id: str) -> Offers:
    """What the page of the case offers to a role."""
    account = person(office, role)
    with office.database.read() as session:
        row = case_view.find(session.connection(), account, case_id)
        county = office.county(account.county)
        return offered.offered(dossier.read(office, session.connection(), county, row, office.clock()), account)


def names(some: Offers) -> tuple[str, list[str], list[str]]:
    main = some.main.action.name if some.main else ""
    return main, [each.action.name for each in some.next], [each.action.name for each in some.others]


@pytest.mark.parametrize("state", sorted(OPEN | {"REJECTED"}))
def test_every_state_has_a_step_that_leads_on_for_who_holds_it(state: str) -> None:
    leading = [each for each in lifecycle.ACTIONS if each.leads and state in each.sources]
    assert any(set(HOLDERS[state]) & (each.roles | each.proposers) for each in leading)


def test_what_turns_a_household_away_never_leads() -> None:
    """方案 一(一) 应纳尽纳: the page does not put a refusal first. An appeal has two ways, both in sight."""
    away = {each.name for each in lifecycle.ACTIONS if each.leads and each.target in ENDS - {"ELIMINATED"}}
    assert away == {"appeal_upheld"}


@pytest.mark.parametrize(
    ("state", "role", "main"),
    [
        ("SUBMITTED", "village", "accept"),
        ("SUBMITTED", "town_clerk", "accept"),
        ("ACCEPTED", "village", "start_verify"),
        ("ACCEPTED", "town_clerk", ""),
        ("VERIFYING", "village", "visit_done"),
        ("REVIEW", "village", "vote_pass"),
        ("TOWN_AUDIT", "town_leader", "town_pass"),
        ("TOWN_AUDIT", "town_clerk", ""),
        ("COUNTY_CONFIRM", "county_clerk", "county_confirm"),
        ("ASSISTING", "auditor", ""),
        ("ELIM_REVIEW", "village", "elim_publicity"),
        ("REJECTED", "village", "tell_refusal"),
        ("APPEAL", "town_leader", "appeal_reopen"),
    ],
)
def test_the_one_thing_to_do_now(office: Office, clock: Clock, state: str, role: str, main: str) -> None:
    walk = Procedure(office, clock).to(state)
    assert names(offers(office, role, walk.case_id))[0] == main


def test_in_the_order_of_the_work(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("VERIFYING")
    main, after, others = names(offers(office, "village", walk.case_id))
    assert (main, after) == ("visit_done", ["to_review"])
    assert "conclude_no_risk" in others
    walk.visit()
    main, after, others = names(offers(office, "village", walk.case_id))
    assert (main, after) == ("consent_signed", ["to_review"])
    assert "visit_done" in others, "a visit can be put right"
    assert names(offers(office, "town_clerk", walk.case_id))[0] == "consent_signed"
    walk.authorise(0, 1, 2, 3)
    assert names(offers(office, "village", walk.case_id))[0] == "to_review"
    assert names(offers(office, "town_clerk", walk.case_id))[0] == "send_compare"


def test_an_emergency_leads(office: Office) -> None:
    case = case_of(office, green="proposed", state="TOWN_AUDIT")
    main, after, _ = names(offers(office, "town_leader", case["id"]))
    assert (main, after) == ("fast_track", ["decline_green", "town_pass"])


def test_while_somebody_else_decides_nothing_else_comes_first(office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("VERIFYING")
    walk.do("village", "contact_failed")
    walk.do("village", "conclude_no_risk", reason="R04")
    main, after, _ = names(offers(office, "village", walk.case_id))
    assert main == ""
    assert after == ["visit_done", "to_review"]


def test_the_step_stands_open_on_the_page_and_the_rest_is_folded(app: FastAPI, office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("ACCEPTED")
    client = log_in(app, office, "village")
    page = client.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    assert "下一步：<strong>开始入户核实（村级主办）</strong>" in page
    card = page.partition('id="act"')[2].partition("</section>")[0]
    first, _, rest = card.partition('<details class="others">')
    assert "/act/start_verify" in first
    assert "<details" not in first
    assert '<button class="main">开始入户核实</button>' in first
    assert "/act/refer" in rest
    assert 'class="main"' not in rest
    places = [page.index(words) for words in ("现在要办", "怎么联系", "时限", "经过")]
    assert places == sorted(places)


def test_what_was_tried_among_the_others_is_open_again(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    answer = post(log_in(app, office, "village"), f"/console/cases/{case['id']}/act/refer", version="1", note="急")
    assert answer.status_code == 422
    assert '<details class="others" open>' in answer.text
    assert "急" in answer.text


@pytest.mark.parametrize("state", sorted(ENDS - {"ELIMINATED", "REJECTED"}))
@pytest.mark.parametrize("role", ["village", "town_clerk", "county_clerk"])
def test_an_ended_case_says_so_and_has_no_dead_buttons(app: FastAPI, office: Office, state: str, role: str) -> None:
    case = case_of(office, state=state)
    page = log_in(app, office, role).get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert "下一步：<strong>没有：" in page
    main = page.partition("<main")[2]
    ours = {"reveal"}  # somebody may still have to be called
    posts = set(re.findall(rf'action="/console/cases/{case["id"]}/([^"]+)"', main))
    links = set(re.findall(rf'href="/console/cases/{case["id"]}/([^"]+)"', main))
    assert posts <= ours
    assert links == {"papers/receipt"}


def test_no_notice_is_printed_about_who_withdrew(app: FastAPI, office: Office) -> None:
    case = case_of(office, state="WITHDRAWN")
    client = log_in(app, office, "village")
    assert client.get(f"/console/cases/{case['id']}/papers/posting", headers=PAGE).status_code == 409
    assert client.get(f"/console/cases/{case['id']}/papers/receipt", headers=PAGE).status_code == 200
    assert papers_of("REVIEW") == PAPERS


def test_who_only_looks_is_offered_nothing(app: FastAPI, office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("ASSISTING")
    main = log_in(app, office, "auditor").get(f"/console/cases/{walk.case_id}", headers=PAGE).text.partition("<main")[2]
    assert "<form" not in main
    assert "现在要办" not in main


def test_a_long_history_is_folded_after_six(app: FastAPI, office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("TOWN_AUDIT")
    page = log_in(app, office, "village").get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    story = page.partition("<h2>经过</h2>")[2]
    recent, _, older = story.partition("<details>")
    assert recent.count("<time>") == 6
    assert older.count("<time>") == len(walk.kinds()) - 6
    assert f"再早的 {len(walk.kinds()) - 6} 条" in older


def test_members_are_folded_under_their_names(app: FastAPI, office: Office, clock: Clock) -> None:
    walk = Procedure(office, clock).to("REVIEW")
    page = log_in(app, office, "village").get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    for summary in ("成员 1：陈大山", "成员 2：林秀英"):
        assert f'<details class="member"><summary>{summary}</summary>' in page
