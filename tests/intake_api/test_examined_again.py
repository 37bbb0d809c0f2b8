"""疑似问题 are looked at again with whatever is written on a case, once; and those of the cases beside it too."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_case
from families import FAMILY, number
from offices import Clock
from procedure import COUNTY, Procedure, sheet_answers
from sqlalchemy import delete, insert, select, update
from test_findings import answered, family, person, rows

from intake_api.casework import authorisations, comparisons, elsewhere, findings, issues, measures, stock
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.checks import WHOLE
from intake_api.casework.comparisons import Reply
from intake_api.casework.history import History, WithoutBeginning
from intake_api.casework.referrals import answer as answer_referral
from intake_api.errors import Conflict
from intake_api.intake import applications
from intake_api.intake.cases import Origin
from intake_api.models import Account, Comparison
from intake_api.models.tables import CASES, COMPARISONS, EVENTS, FINDINGS, ISSUES, REFERRALS
from intake_api.office import Office, Work

Q18 = ("Q18", WHOLE)  # 户主姓名与成员表不一致


def standing(office: Office, case_id: str) -> set[tuple[str, int]]:
    """What is found of the case and not gone."""
    return {key for key, row in rows(office, case_id).items() if row["gone_at"] is None}


def unseen(p: Procedure) -> None:
    """The head's name is written otherwise, and nothing noticed it."""
    answers = {**p.case["answers"], "head_name": "陈大水"}
    with p.office.work() as work:
        work.connection.execute(update(CASES).where(CASES.c.id == p.case_id).values(answers=answers))
    assert Q18 not in standing(p.office, p.case_id)


# --- whatever is written on a case ------------------------------------------------------------------------------------


def a_measure_is_planned(p: Procedure) -> Callable[[Work], object]:
    p.to("ASSISTING")
    return lambda work: measures.plan(work, p.person("village"), p.case_id, "health", "办门诊慢特病")


def a_measure_is_dropped(p: Procedure) -> Callable[[Work], object]:
    id_ = p.to("ASSISTING").plan()
    return lambda work: measures.drop(work, p.person("village"), id_, "做不了")


def a_measure_is_carried_out(p: Procedure) -> Callable[[Work], object]:
    id_, day = p.to("ASSISTING").plan(), p.clock.now.date().isoformat()
    return lambda work: measures.implement(work, p.person("village"), id_, day, "每月领 1200 元")


def help_comes_first(p: Procedure) -> Callable[[Work], object]:
    id_, day = visited(p).plan(), p.clock.now.date().isoformat()
    return lambda work: measures.implement(work, p.person("village"), id_, day, "送米送油")


def a_difficulty_is_found(p: Procedure) -> Callable[[Work], object]:
    visited(p)
    return lambda work: issues.find(work, p.person("village"), p.case_id, "housing", "屋顶漏雨")


def a_difficulty_is_planned(p: Procedure) -> Callable[[Work], object]:
    id_ = difficulty(visited(p))
    return lambda work: issues.plan(work, p.person("village"), id_, "补瓦", "林村长", "2023-12-01")


def a_difficulty_is_solved(p: Procedure) -> Callable[[Work], object]:
    id_, day = difficulty(visited(p)), p.clock.now.date().isoformat()
    return lambda work: issues.resolve(work, p.person("village"), id_, day, "补好了")


def a_referral_is_answered(p: Procedure) -> Callable[[Work], object]:
    id_ = referral(visited(p))
    return lambda work: answer_referral(work, p.person("village"), id_, "solved", "报销了五万")


def a_department_answers(p: Procedure) -> Callable[[Work], object]:
    first, *_ = asked(p)
    return lambda work: comparisons.answer(work, p.person("county_clerk"), first, "none", "经办人张")


def the_last_answer_comes(p: Procedure) -> Callable[[Work], object]:
    replies = [Reply(each, "none", "经办人张") for each in asked(p)]
    return lambda work: comparisons.answer_many(work, p.person("county_clerk"), replies)


def a_hit_is_explained(p: Procedure) -> Callable[[Work], object]:
    first, *_ = asked(p)
    with p.office.work() as work:
        comparisons.answer(work, p.person("county_clerk"), first, "hit", "经办人张", "面包车一辆")
    return lambda work: comparisons.explain(work, p.person("village"), first, "车已报废")


def the_departments_are_asked(p: Procedure) -> Callable[[Work], object]:
    visited(p).authorise(0, 1, 2, 3)
    seen = p.case["version"]
    return lambda work: comparisons.send(work, p.person("county_clerk"), p.case_id, seen, ("民政局",))


def an_adult_signs(p: Procedure) -> Callable[[Work], object]:
    photo = visited(p).photo("signed")
    return lambda work: authorisations.give(work, p.person("village"), p.case_id, 0, "paper", attachment=photo)


def an_adult_agrees_by_link(p: Procedure) -> Callable[[Work], object]:
    visited(p)
    with p.office.work() as work:
        token = authorisations.make_link(work, p.person("village"), p.case_id, 0)
    last4 = sheet_answers()["member[0].id_no"][-4:]
    return lambda work: authorisations.answer_link(work, token, agreed=True, last4=last4)


def the_farmer_adds_something(p: Procedure) -> Callable[[Work], object]:
    visited(p)
    told = {"phone": "13905001234"}
    return lambda work: applications.supplement(work, p.case, "换了手机号", told, Origin("ONLINE", "wechat"))


def the_family_reports_again(p: Procedure) -> Callable[[Work], object]:
    visited(p)
    told = {key: p.case[key] for key in ("name", "phone", "town", "village")}
    return lambda work: applications.submit(work, told, Origin("ONLINE", "wechat"))


def visited(p: Procedure) -> Procedure:
    p.to("VERIFYING").visit()
    return p


def difficulty(p: Procedure) -> str:
    with p.office.work() as work:
        return issues.find(work, p.person("village"), p.case_id, "housing", "屋顶漏雨")


def referral(p: Procedure, target: str = "medical_aid") -> str:
    p.do("village", "refer", target=target)
    with p.office.work() as work:
        return str(work.connection.execute(select(REFERRALS.c.id)).scalar_one())


def asked(p: Procedure) -> list[str]:
    """The questions of one department, which has answered none."""
    send = the_departments_are_asked(p)
    with p.office.work() as work:
        send(work)
        return list(work.connection.execute(select(COMPARISONS.c.id).order_by(COMPARISONS.c.member)).scalars())


DEEDS = [
    a_measure_is_planned, a_measure_is_dropped, a_measure_is_carried_out, help_comes_first, a_difficulty_is_found,
    a_difficulty_is_planned, a_difficulty_is_solved, a_referral_is_answered, a_department_answers,
    the_last_answer_comes, a_hit_is_explained, the_departments_are_asked, an_adult_signs, an_adult_agrees_by_link,
    the_farmer_adds_something, the_family_reports_again,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_case_is_examined_with_what_is_written_on_it_and_once(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch, deed: Callable[[Procedure], Any]
) -> None:
    p = Procedure(office, clock)
    do = deed(p)
    unseen(p)
    looked: list[str] = []
    run = findings.run
    monkeypatch.setattr(findings, "run", lambda file, known: looked.append(file.case["id"]) or run(file, known))
    with office.work() as work:
        do(work)
    assert Q18 in standing(office, p.case_id)
    assert looked == [p.case_id]
    assert stock.sweep(office, "350111") == 0, "nothing is left for the daily sweep"


def taken_back(do: Callable[[Work], object], work: Work) -> None:
    do(work)
    raise Conflict("刚刚有人办了")


def test_nothing_is_kept_of_what_was_refused(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock)
    do = a_measure_is_planned(p)
    unseen(p)
    with pytest.raises(Conflict), office.work() as work:
        taken_back(do, work)
    assert Q18 not in standing(office, p.case_id)


def test_a_plan_is_judged_with_each_measure(office: Office, clock: Clock) -> None:
    """Q87 风险与措施不匹配 comes and goes with the measures."""
    p = Procedure(office, clock).to("RECOGNIZED")
    p.plan("job")
    p.do("village", "plan_set")
    assert standing(office, p.case_id) == {("Q87", WHOLE)}  # 因大病, and nothing for health
    health = p.plan("health", what="办门诊慢特病")
    assert standing(office, p.case_id) == set()
    with office.work() as work:
        measures.drop(work, p.person("village"), health, "做不了")
    assert standing(office, p.case_id) == {("Q87", WHOLE)}


def test_a_dangerous_house_is_no_finding_while_somebody_is_at_it(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("VERIFYING")
    p.visit(answers=sheet_answers() | {"house_grade": "D"})
    assert rows(office, p.case_id) == {}, "the sheet opened an issue; nothing is even noted and gone"
    with office.work() as work:
        (issue,) = work.connection.execute(select(ISSUES.c.id)).scalars()
        issues.resolve(work, p.person("village"), issue, clock.now.date().isoformat(), "修好了")
    assert standing(office, p.case_id) == {("Q62", WHOLE)}  # the sheet still says D
    id_ = referral(p, "housing")
    assert standing(office, p.case_id) == set()
    with office.work() as work:
        answer_referral(work, p.person("village"), id_, "refused", "今年没有指标")
    assert standing(office, p.case_id) == {("Q62", WHOLE)}


def test_a_file_of_answers_is_looked_at_together(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many cases a department's file speaks of, they are read at once; the last answers of some are in it."""
    cases = [others(office, n)["id"] for n in range(3)]
    clerk = person(office, "county_clerk", COUNTY)
    with office.work() as work:
        asked = [ask(work, case, place) for case in cases for place in range(3)]
    looks: list[int] = []
    look = elsewhere.look
    monkeypatch.setattr(elsewhere, "look", lambda c, s, dossiers: looks.append(len(dossiers)) or look(c, s, dossiers))
    with office.work() as work:
        assert comparisons.answer_many(work, clerk, [Reply(each, "none", "经办人张") for each in asked[:-1]]) == 8
    assert looks == [3]
    assert ["compared" in kinds(office, case) for case in cases] == [True, True, False]


def others(office: Office, n: int, **over: Any) -> dict[str, Any]:
    """A family in order with numbers and a telephone of its own."""
    ids = {f"member[{place}].id_no": renumbered(place, n) for place in range(6)}
    phone = f"1391234{n:04d}"
    return family(office, {**ids, "phone": phone, **over.pop("answers", {})}, phone=phone, **over)


def renumbered(place: int, n: int) -> str:
    """The number of somebody born on the day of that member."""
    mine = FAMILY[f"member[{place}].id_no"]
    return number(mine[6:14], man=int(mine[16]) % 2 == 1, serial=20 + n)


def ask(work: Work, case_id: str, place: int) -> str:
    row = Comparison(
        county=work.code, id=work.new_id(), case_id=case_id, department="民政局", member=place,
        name=FAMILY[f"member[{place}].member_name"], sent_at=work.now, due_at=work.now,
    )  # fmt: skip
    work.connection.execute(insert(Comparison).values(**row.model_dump()))
    return row.id


def kinds(office: Office, case_id: str) -> set[str]:
    with office.database.read() as session:
        return set(session.connection().execute(select(EVENTS.c.kind).where(EVENTS.c.case_id == case_id)).scalars())


# --- the cases beside it ----------------------------------------------------------------------------------------------

TWICE = {"member[2].id_no": number("20030520", man=True)}  # 陈小军 of the family
Q06 = ("Q06", 2)


def do(office: Office, account: Account, case_id: str, name: str, **inputs: str) -> Any:
    with office.work() as work:
        seen = work.connection.execute(select(CASES.c.version).where(CASES.c.id == case_id)).scalar_one()
        return act(work, account, case_id, name, seen, inputs)


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two households whose sheets both hold 陈小军."""
    first, second = family(office)["id"], others(office, 1, answers=TWICE)["id"]
    assert Q06 in standing(office, first)
    assert Q06 in standing(office, second)
    return first, second


def test_a_person_taken_out_of_the_one_sheet_is_no_matter_in_the_other(office: Office, two: tuple[str, str]) -> None:
    first, second = two
    answered(office, second, **{"member[2].id_no": renumbered(2, 1)})
    assert Q06 not in standing(office, first) | standing(office, second)


def test_nor_is_one_whose_case_has_ended(office: Office, two: tuple[str, str]) -> None:
    first, second = two
    with office.work() as work:
        farmer_acts(work, second, "withdraw", {})
    assert standing(office, first) == set()
    assert stock.sweep(office, "350111") == 0


def test_but_it_is_one_again_when_a_refusal_is_looked_at_anew(office: Office, two: tuple[str, str]) -> None:
    first, second = two
    clerk, village = person(office, "town_clerk", HUANXI), person(office, "village", YIYOU)
    do(office, person(office, "county_clerk", COUNTY), second, "override_refusal", note="有店面出租")
    given = {"reason": "R02", "note": "收入稳定", "told": "yes"}
    do(office, village, second, "conclude_no_risk", **given)
    assert Q06 in standing(office, first), "proposed is not decided"
    do(office, clerk, second, "conclude_no_risk")
    assert Q06 not in standing(office, first)
    with office.work() as work:
        farmer_acts(work, second, "appeal", {"reason": "还是很难"})
    assert Q06 in standing(office, first)


def test_a_telephone_is_told_of_on_both_sides(office: Office) -> None:
    first, second = others(office, 1)["id"], others(office, 2)["id"]
    tell(office, second, "13912340001")
    assert ("Q70", WHOLE) in standing(office, first) & standing(office, second)
    tell(office, second, "13912340003")
    assert (standing(office, first), standing(office, second)) == (set(), set())


def tell(office: Office, case_id: str, phone: str) -> None:
    """The farmer says that they are called at another number."""
    with office.work() as work:
        case = work.connection.execute(select(CASES).where(CASES.c.id == case_id)).mappings().one()
        applications.supplement(work, case, "", {"phone": phone}, Origin("ONLINE", "wechat"))


def test_a_report_that_is_accepted_is_seen_by_the_others(office: Office) -> None:
    """One that has just come in is not looked at, so that a rush is not slowed down."""
    first = others(office, 1)["id"]
    with office.work() as work:
        second = make_case(work, phone="13912340001")["id"]
    assert standing(office, first) == set()
    do(office, person(office, "village", YIYOU), second, "accept")
    assert ("Q70", WHOLE) in standing(office, first) & standing(office, second)


def test_one_household_s_refusals_are_counted_at_once(office: Office, clock: Clock) -> None:
    with office.work() as work:
        before = [
            make_case(work, state="REJECTED"),
        ]
        home = before[0]["household_id"]
        earlier = make_case(work, household_id=home)["id"]
    clock.advance(hours=1)
    now = family(office, household_id=home)["id"]
    assert ("Q91", WHOLE) not in standing(office, now)
    with office.work() as work:
        farmer_acts(work, earlier, "withdraw", {})
    assert ("Q91", WHOLE) in standing(office, now)


def test_no_more_than_twenty_are_examined_beside_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MOST_BESIDE", 2)
    family(office)
    cases = [others(office, n, answers=TWICE)["id"] for n in range(1, 5)]
    for case in cases:
        with office.work() as work:
            work.connection.execute(delete(FINDINGS).where(FINDINGS.c.case_id == case))
    last = others(office, 9, answers=TWICE)["id"]
    assert Q06 in standing(office, last)
    assert sum(Q06 in standing(office, case) for case in cases) < 3
    stock.sweep(office, "350111")
    assert all(Q06 in standing(office, case) for case in cases), "the sweep comes to the others"


def test_a_placeholder_number_is_nobody(office: Office) -> None:
    """Imported lists number people without papers; the same number stands for different people."""
    nobody = {"member[2].id_no": "999999200305200001"}
    first, second = others(office, 1, answers=nobody)["id"], others(office, 2, answers=nobody)["id"]
    assert standing(office, first) == standing(office, second) == {("Q07", 2)}


# --- a log without its first word -------------------------------------------------------------------------------------


def broken(office: Office, **over: Any) -> str:
    """A case whose log an import forgot."""
    id_: str = others(office, 7, **over)["id"]
    with office.work() as work:
        work.connection.execute(delete(EVENTS).where(EVENTS.c.case_id == id_, EVENTS.c.kind == "submitted"))
    return id_


def test_a_log_without_its_first_word_says_so(office: Office) -> None:
    case, village = broken(office), person(office, "village", YIYOU)
    with pytest.raises(WithoutBeginning, match="没有申报、走访或者预警"), office.work() as work:
        issues.find(work, village, case, "housing", "屋顶漏雨")
    assert not History().is_begun


def test_it_stops_neither_the_sweep_nor_whoever_shares_a_person_with_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    case = broken(office, answers=TWICE)
    first = family(office)["id"]
    assert Q06 in standing(office, first)
    with office.work() as work:
        work.connection.execute(delete(FINDINGS))
    assert stock.sweep(office, "350111") == 1
    assert Q06 in standing(office, first)
    assert case in caplog.text
