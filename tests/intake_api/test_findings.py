"""疑似问题 kept: found on save, gone by themselves, closed with a reason, found over the whole stock."""

from collections.abc import Mapping
from typing import Any

import pytest
from check_cases import VERIFIERS
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account, make_case
from families import FAMILY, number
from sqlalchemy import insert, select, update

from intake_api.casework import findings, stock
from intake_api.casework.actions import act
from intake_api.casework.checks import WHOLE, Found
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, ListEntry
from intake_api.models.tables import CASES, EVENTS, FINDINGS, LISTED
from intake_api.office import Office
from intake_api.sealed_answers import seal_answers

COUNTY = "350111000000"
SPOILT = {"head_name": "陈大水", "member[3].ethnicity": None}  # Q18 warns, Q08 is an error


def family(office: Office, answers: Mapping[str, Any] | None = None, **over: Any) -> dict[str, Any]:
    """The family as a visited case that was examined."""
    given = {key: value for key, value in {**FAMILY, **(answers or {})}.items() if value is not None}
    with office.work() as work:
        row = make_case(work, state="VERIFYING", answers=seal_answers(given, office.sealer), **over)
        record(work, row, "accepted", "somebody")
        record(work, row, "visited", "somebody", method="visit", verifiers=VERIFIERS, photos=["photo-1"])
    examine(office, row["id"])
    return row


def examine(office: Office, case_id: str) -> tuple[Found, ...]:
    with office.work() as work:
        return findings.examine(work, case_of(office, work.connection, case_id))


def case_of(_office: Office, connection: Any, case_id: str) -> Any:
    return connection.execute(select(CASES).where(CASES.c.id == case_id)).mappings().one()


def answered(office: Office, case_id: str, **answers: Any) -> None:
    """The case answers otherwise from now on, and is saved."""
    with office.work() as work:
        given = dict(case_of(office, work.connection, case_id)["answers"]) | seal_answers(answers, office.sealer)
        work.connection.execute(update(CASES).where(CASES.c.id == case_id).values(answers=given))
    examine(office, case_id)


def rows(office: Office, case_id: str = "") -> dict[tuple[str, int], Any]:
    query = select(FINDINGS).where(FINDINGS.c.case_id == case_id) if case_id else select(FINDINGS)
    with office.database.read() as session:
        found = session.connection().execute(query).mappings()
        return {(row["check_id"], row["member"]): row for row in found}


def person(office: Office, role: str, area: str, **over: Any) -> Account:
    with office.work() as work:
        return make_account(work, role, area, **over)


def close(
    office: Office, account: Account, case_id: str, check: str, member: int = WHOLE, why: str = "户口本上就是这样"
) -> Any:
    with office.work() as work:
        return findings.close(work, account, case_id, check, member, why)


def test_what_is_wrong_is_kept_once(office: Office, clock: Any) -> None:
    case = family(office, SPOILT)
    first = rows(office)
    assert {(key, row["severity"]) for key, row in first.items()} == {(("Q08", 3), "error"), (("Q18", WHOLE), "warn")}
    assert first["Q08", 3]["message"] == "陈小梅的民族没有填"
    assert (first["Q08", 3]["town"], first["Q08", 3]["village"]) == (HUANXI, YIYOU)
    assert first["Q08", 3]["found_at"] == clock.now
    clock.advance(hours=1)
    examine(office, case["id"])
    assert rows(office) == first


def test_a_family_in_order_keeps_nothing(office: Office) -> None:
    family(office)
    assert rows(office) == {}


def test_what_holds_again_is_gone_and_may_come_back(office: Office, clock: Any) -> None:
    case = family(office, SPOILT)
    clock.advance(hours=1)
    answered(office, case["id"], head_name="陈大山")
    assert rows(office)["Q18", WHOLE]["gone_at"] == clock.now
    assert rows(office)["Q08", 3]["gone_at"] is None
    clock.advance(hours=1)
    answered(office, case["id"], head_name="陈大河")
    back = rows(office)["Q18", WHOLE]
    assert (back["gone_at"], back["found_at"]) == (None, clock.now)


def test_closed_stays_closed_while_it_lasts(office: Office, clock: Any) -> None:
    case, village = family(office, SPOILT), person(office, "village", YIYOU)
    close(office, village, case["id"], "Q18")
    clock.advance(hours=1)
    examine(office, case["id"])
    closed = rows(office)["Q18", WHOLE]
    assert (closed["closed_by"], closed["closed_why"], closed["gone_at"]) == (village.id, "户口本上就是这样", None)
    answered(office, case["id"], head_name="陈大山")
    answered(office, case["id"], head_name="陈大河")
    assert rows(office)["Q18", WHOLE]["closed_at"] is None  # another matter: to be looked at anew


def test_a_case_taken_back_has_no_findings(office: Office) -> None:
    case = family(office, SPOILT)
    with office.work() as work:
        work.connection.execute(update(CASES).where(CASES.c.id == case["id"]).values(state="WITHDRAWN"))
    assert examine(office, case["id"]) == ()
    assert all(row["gone_at"] for row in rows(office).values())


def test_a_case_that_moved_takes_its_findings_along(office: Office) -> None:
    case = family(office, SPOILT)
    with office.work() as work:
        moved = {"town": GUSHAN, "village": GUYI}
        work.connection.execute(update(CASES).where(CASES.c.id == case["id"]).values(**moved))
    examine(office, case["id"])
    assert {(row["town"], row["village"]) for row in rows(office).values()} == {(GUSHAN, GUYI)}


def test_closing_keeps_who_and_why_in_the_log(office: Office, clock: Any) -> None:
    case, village = family(office, SPOILT), person(office, "village", YIYOU)
    after = close(office, village, case["id"], "Q18", why="  户口本 没改名 ")
    assert (after["closed_by"], after["closed_at"], after["closed_why"]) == (village.id, clock.now, "户口本 没改名")
    with office.database.read() as session:
        query = select(EVENTS.c.actor, EVENTS.c.data).where(EVENTS.c.kind == "finding_closed")
        actor, data = session.connection().execute(query).one()
    assert (actor, data) == (village.id, {"check": "Q18", "member": WHOLE, "note": "户口本 没改名"})


def test_an_error_is_mended_not_closed(office: Office) -> None:
    case = family(office, SPOILT)
    with pytest.raises(Conflict, match="改对"):
        close(office, person(office, "town_leader", HUANXI), case["id"], "Q08", 3)
    assert rows(office)["Q08", 3]["closed_at"] is None


@pytest.mark.parametrize("why", ["", "  ", "好"])
def test_closing_needs_a_reason(office: Office, why: str) -> None:
    case = family(office, SPOILT)
    with pytest.raises(Invalid):
        close(office, person(office, "village", YIYOU), case["id"], "Q18", why=why)


def test_closing_happens_once(office: Office) -> None:
    case, village = family(office, SPOILT), person(office, "village", YIYOU)
    close(office, village, case["id"], "Q18", why="第一个人说的")
    with pytest.raises(Conflict, match="已经关了"):
        close(office, person(office, "town_clerk", HUANXI), case["id"], "Q18", why="第二个人说的")
    assert rows(office)["Q18", WHOLE]["closed_why"] == "第一个人说的"


@pytest.mark.parametrize(
    ("role", "area", "refusal"),
    [
        ("village", HUANXI_VILLAGE, NotFound),
        ("town_clerk", GUSHAN, NotFound),
        ("dept", COUNTY, NotFound),
        ("admin", COUNTY, NotFound),
        ("operator", COUNTY, NotFound),
        ("auditor", COUNTY, NotAllowed),
    ],
)
def test_who_may_not_close(office: Office, role: str, area: str, refusal: type[Exception]) -> None:
    case = family(office, SPOILT)
    with pytest.raises(refusal):
        close(office, person(office, role, area), case["id"], "Q18")
    assert rows(office)["Q18", WHOLE]["closed_at"] is None


def test_what_was_never_found_cannot_be_closed(office: Office) -> None:
    case = family(office)
    with pytest.raises(NotFound):
        close(office, person(office, "village", YIYOU), case["id"], "Q18")


# --- what they hold up ----------------------------------------------------------------------------------------------


def test_an_error_holds_the_case_up_until_it_is_mended(office: Office) -> None:
    case, village = family(office, SPOILT), person(office, "village", YIYOU)
    with pytest.raises(Conflict, match="陈小梅的民族没有填"):
        to_review(office, village, case["id"])
    answered(office, case["id"], **{"member[3].ethnicity": "m22"})
    assert to_review(office, village, case["id"])["state"] == "REVIEW"  # the warning did not hold it up


def test_being_late_holds_nothing_up(office: Office, clock: Any) -> None:
    """裁定 3."""
    case = family(office)
    clock.advance(days=20)
    examine(office, case["id"])
    assert ("Q80", WHOLE) in rows(office)
    assert to_review(office, person(office, "village", YIYOU), case["id"])["state"] == "REVIEW"


def to_review(office: Office, account: Account, case_id: str) -> Any:
    with office.work() as work:
        version = case_of(office, work.connection, case_id)["version"]
        return act(work, account, case_id, "to_review", version, {})


# --- across households and imported lists ---------------------------------------------------------------------------


def test_a_person_in_two_households(office: Office) -> None:
    first = family(office, name="陈大山", phone="13805001234")
    twice = {"member[2].id_no": number("20030520", man=True)}
    second = family(office, {**twice, "phone": "13805009999"}, name="陈大川", phone="13805009999")
    assert rows(office, second["id"])["Q06", 2]["message"] == f"陈小军的证件号码在{first['receipt']}里也有"
    assert ("Q06", 2) in rows(office, first["id"])  # it was saved before, and is looked at with the other one
    assert stock.sweep(office, "350111") == 0


def test_a_household_that_reports_again_is_not_another_one(office: Office) -> None:
    first = family(office)
    with office.work() as work:
        work.connection.execute(update(CASES).where(CASES.c.id == first["id"]).values(state="REJECTED"))
    second = family(office, household_id=first["household_id"])
    assert rows(office, second["id"]) == {}


def test_one_telephone_of_two_households(office: Office) -> None:
    index = office.sealer.index("13805001234", "phone")
    first = family(office, phone="13805001234", phone_index=index)
    other = {f"member[{place}].id_no": number("19700101", man=True, serial=10 + place) for place in range(6)}
    with office.work() as work:
        second = make_case(work, phone="13805001234", phone_index=index, answers=seal_answers(other, office.sealer))
    assert "Q70" in {each.check_id for each in examine(office, second["id"])}
    assert "Q70" in {each.check_id for each in examine(office, first["id"])}


def test_the_imported_list_of_tekun(office: Office) -> None:
    case = family(office, {"tekun_amount": 9600, "other_transfer": 0})
    assert "Q44" not in {check for check, _ in rows(office)}  # no list, no verdict
    on_list(office, "tekun", number("19990101", man=True))
    assert "Q44" in {each.check_id for each in examine(office, case["id"])}
    on_list(office, "tekun", FAMILY["member[4].id_no"])
    assert examine(office, case["id"]) == ()


def on_list(office: Office, name: str, id_no: str) -> None:
    with office.work() as work:
        row = ListEntry(county=work.code, list=name, id_index=office.sealer.index(id_no, "id_number"))
        work.connection.execute(insert(ListEntry).values(**row.model_dump()))


def test_turned_away_twice_within_the_year(office: Office, clock: Any) -> None:
    with office.work() as work:
        long_ago = make_case(work, state="REJECTED")
    clock.advance(days=200)
    with office.work() as work:
        for state in ("REJECTED", "WITHDRAWN"):
            make_case(work, state=state, household_id=long_ago["household_id"])
    clock.advance(days=100)
    again = family(office, household_id=long_ago["household_id"])
    assert "Q91" in {check for check, _ in rows(office, again["id"])}
    clock.advance(days=270)
    later = family(office, household_id=long_ago["household_id"])
    assert "Q91" not in {check for check, _ in rows(office, later["id"])}


# --- over the whole stock -------------------------------------------------------------------------------------------


def test_time_alone_makes_a_case_late(office: Office, clock: Any) -> None:
    case = family(office)
    assert stock.sweep(office, "350111") == 0
    clock.advance(days=16)
    assert stock.sweep(office, "350111") == 1
    assert [*rows(office, case["id"])] == [("Q80", WHOLE)]
    kept = rows(office)
    assert stock.sweep(office, "350111") == 0
    assert rows(office) == kept


def test_the_sweep_comes_to_every_case(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "BATCH", 2)
    cases = [spoilt_unseen(office) for _ in range(5)]
    assert stock.sweep(office, "350111") == 5
    assert all(("Q18", WHOLE) in rows(office, case) for case in cases)


def test_a_day_is_swept_share_by_share_and_once(office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "SHARE", 2)
    for _ in range(5):
        spoilt_unseen(office)
    assert [stock.sweep_a_share(office, "350111") for _ in range(5)] == [2, 2, 1, 0, 0]
    clock.advance(days=1)
    answers = seal_answers({**FAMILY, "head_name": "陈大山"}, office.sealer)
    with office.work() as work:
        work.connection.execute(update(CASES).values(answers=answers))
    assert sum(stock.sweep_a_share(office, "350111") for _ in range(3)) == 5
    assert {row["gone_at"] for row in rows(office).values()} >= {clock.now}


def test_sheets_are_indexed_by_people(office: Office) -> None:
    case = family(office)
    with office.database.read() as session:
        listed = session.connection().execute(select(LISTED).where(LISTED.c.case_id == case["id"])).all()
    assert {row.member for row in listed} == set(range(6))
    assert not any(FAMILY["member[0].id_no"] in row.id_index for row in listed)


def spoilt_unseen(office: Office) -> str:
    """A case that was saved before its checks were thought of."""
    people = {f"member[{place}].id_no": None for place in range(6)}  # nobody is in two households
    given = {key: value for key, value in {**FAMILY, **people, "head_name": "陈大水"}.items() if value is not None}
    with office.work() as work:
        return str(make_case(work, state="REVIEW", answers=seal_answers(given, office.sealer))["id"])
