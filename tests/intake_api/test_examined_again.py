"""疑似问题 are looked at again with whatever is written on a case, once; and those of the cases beside it too."""

from collections.abc import Callable
from typing import Any

import pytest
from offices import Clock
from procedure import Procedure, sheet_answers
from sqlalchemy import select, update
from test_findings import rows

from intake_api.casework import authorisations, comparisons, elsewhere, findings, issues, measures, stock
from intake_api.casework.checks import WHOLE
from intake_api.casework.comparisons import Reply
from intake_api.casework.referrals import answer as answer_referral
from intake_api.intake import applications
from intake_api.intake.cases import Origin
from intake_api.models.tables import CASES, COMPARISONS, REFERRALS
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
    with p.office.work() as work:
        the_departments_are_asked(p)(work)
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
    monkeypatch.setattr(findings, "run", lambda dossier, *more: looked.append(dossier.case["id"]) or run(dossier, *more))
    with office.work() as work:
        do(work)
    assert Q18 in standing(office, p.case_id)
    assert looked == [p.case_id]
    assert stock.sweep(office, "350111") == 0, "nothing is left for the daily sweep"


def test_nothing_is_kept_of_what_was_refused(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock)
    do = a_measure_is_planned(p)
    unseen(p)
    with pytest.raises(ZeroDivisionError), office.work() as work:
        do(work)
        raise ZeroDivisionError
    assert Q18 not in standing(office, p.case_id)


def test_a_plan_is_judged_with_each_measure(office: Office, clock: Clock) -> None:
    """Q86 有劳动力只有综合保障, Q87 风险与措施不匹配: they come and go with the measures."""
    p = Procedure(office, clock).to("RECOGNIZED")
    job = p.plan("job")
    p.do("village", "plan_set")
    assert standing(office, p.case_id) == {("Q87", WHOLE)}  # 因大病, and nothing for health
    p.plan("safety_net", what="办低保")
    assert standing(office, p.case_id) == set()
    with office.work() as work:
        measures.drop(work, p.person("village"), job, "做不了")
    assert standing(office, p.case_id) == {("Q86", WHOLE)}  # 一兜了之
    p.plan("public_post", what="护林员")
    assert standing(office, p.case_id) == set()


def test_a_dangerous_house_is_no_finding_while_somebody_is_at_it(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("VERIFYING")
    p.visit(answers=sheet_answers() | {"house_grade": "D"})
    assert rows(office, p.case_id) == {}, "the sheet opened an issue; nothing is even noted and gone"
    with office.work() as work:
        (issue,) = work.connection.execute(select(issues.ISSUES.c.id)).scalars()
        issues.resolve(work, p.person("village"), issue, clock.now.date().isoformat(), "修好了")
    assert standing(office, p.case_id) == {("Q62", WHOLE)}  # the sheet still says D
    id_ = referral(p, "housing")
    assert standing(office, p.case_id) == set()
    with office.work() as work:
        answer_referral(work, p.person("village"), id_, "refused", "今年没有指标")
    assert standing(office, p.case_id) == {("Q62", WHOLE)}


def test_a_file_of_answers_is_looked_at_together(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many cases a department's file speaks of, they are read at once."""
    walks = [Procedure(office, clock, name=f"陈{n}", phone=f"1380000000{n}") for n in range(3)]
    for p in walks:
        visited_alone(p)
    with office.work() as work:
        for p in walks:
            p.authorise_in(work)
    replies = [Reply(id_, "none", "经办人张") for p in walks for id_ in p.asked]
    looks: list[int] = []
    look = elsewhere.look
    monkeypatch.setattr(elsewhere, "look", lambda c, s, dossiers: looks.append(len(dossiers)) or look(c, s, dossiers))
    with office.work() as work:
        assert comparisons.answer_many(work, walks[0].person("county_clerk"), replies) == len(replies)
    assert looks == [3]
