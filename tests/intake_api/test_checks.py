"""疑似问题: each of the 91 both ways, a family in order raises none, and no half-filled sheet breaks one."""

import re
from typing import Any

import pytest
from check_cases import ERRORS, ONLY_WARN, SCOPES, TABLE, Spoilt
from families import BEGUN, ENDED, FAMILY, PLANNED, POSTED, RECOGNISED, file_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.declaration import load_form
from intake_api.casework import checks_page
from intake_api.casework.checks import CHECKED, CHECKS, NOWHERE, THEMES, WHOLE, Elsewhere, run
from intake_api.casework.checks.kinship import SEX_OF
from intake_api.casework.lifecycle import STATES
from knowledge.policy import County

ALL = {f"Q{number:02d}" for number in range(1, 92)}
HELPED = tuple({"category": each, "dropped_at": None} for each in ("job", "health"))


def found(county: County, spoilt: Spoilt) -> dict[str, str]:
    answers, case = {**FAMILY, **spoilt.answers}, {"state": spoilt.state, **spoilt.case}
    dossier = file_of(county, answers, spoilt.log, spoilt.days, case, **spoilt.parts)
    return {each.check_id: each.message for each in run(dossier, spoilt.elsewhere)}


@pytest.mark.parametrize(("id", "failing", "mended"), TABLE, ids=[f"{n}-{row[0]}" for n, row in enumerate(TABLE)])
def test_each_check_both_ways(county: County, id: str, failing: Spoilt, mended: Spoilt) -> None:
    assert id in found(county, failing)
    assert id not in found(county, mended)


def test_all_91_are_declared_and_tried() -> None:
    assert set(CHECKS) == ALL
    assert {row[0] for row in TABLE} == ALL


def test_severities_are_those_of_the_list_but_for_late_clocks() -> None:
    errors = {id for id, check in CHECKS.items() if check.severity == "error"}
    assert errors == set(ERRORS.split()) - ONLY_WARN


def test_scopes_are_those_of_the_list() -> None:
    for scope, ids in SCOPES.items():
        assert {id for id, check in CHECKS.items() if check.scope == scope} == set(ids.split())


def test_the_page_of_the_documentation_is_drawn_from_the_declarations() -> None:
    assert set(checks_page.TITLES) == {theme.__name__.rpartition(".")[2] for theme in THEMES}
    assert checks_page.FILE.read_text("utf-8") == checks_page.page(), "python -m intake_api.casework.checks_page"
    assert set(re.findall(r"(?m)^\| (Q\d\d) \|", checks_page.page())) == ALL


def test_only_relations_of_the_form_have_a_sex() -> None:
    relations = load_form().codes["relation"]
    anybodys = {"户主", "配偶", "之兄弟姐妹", "其他"}
    assert {relations[code] for code in set(relations) - set(SEX_OF)} == anybodys
    assert {code for code, sex in SEX_OF.items() if sex == "female"} == {
        code for code, label in relations.items() if label[-1] in "女媳母妇婆"
    }


CLEAN = [
    ("VERIFYING", BEGUN, 4.25, {}),
    ("PUBLICITY", POSTED, 6.0, {}),
    ("RECOGNIZED", RECOGNISED, 13.0, {"household_type": "edge"}),
    ("ASSISTING", PLANNED, 60.0, {"household_type": "edge"}),
]


@pytest.mark.parametrize(("state", "log", "days", "case"), CLEAN)
def test_a_family_in_order_raises_nothing(county: County, state: str, log: Any, days: float, case: Any) -> None:
    assert run(file_of(county, FAMILY, log, days, {"state": state, **case}, measures=HELPED)) == ()


def test_nor_does_it_when_its_risk_is_gone(county: County) -> None:
    answers = {**FAMILY, "wage_income": 90000}
    dossier = file_of(county, answers, ENDED, 212, {"state": "ELIMINATED", "household_type": "edge"}, measures=HELPED)
    assert run(dossier) == ()


def test_a_report_that_nobody_visited_yet_lacks_nothing(county: County) -> None:
    told = {"name": "陈大山", "phone": "13805001234", "risk": "other", "income": 12000}
    assert run(file_of(county, told, BEGUN[:1], 1, {"state": "SUBMITTED"})) == ()


def test_nor_does_what_an_operator_wrote_down_of_the_members(county: County) -> None:
    told = {"member[0].member_name": "陈大山", "member[1].member_name": "林秀英", "member[1].id_no": "1"}
    for state in ("SUBMITTED", "ACCEPTED", "VERIFYING"):
        assert run(file_of(county, told, BEGUN[:3], 1, {"state": state})) == ()
    assert run(file_of(county, told, BEGUN, 1, {"state": "VERIFYING"})) != ()


def test_a_second_posting_is_no_short_one(county: County) -> None:
    again = ((12, "town_returned", {}), (12.1, "second_posting_allowed", {}), (12.2, "voted", {}))
    log = (*POSTED, (10, "publicity_ended", {}), *again)
    assert run(file_of(county, FAMILY, log, 13, {"state": "PUBLICITY"})) == ()


def test_but_its_clocks_run_and_its_telephone_is_looked_up(county: County) -> None:
    dossier = file_of(county, {"phone": "13805001234"}, BEGUN[:1], 16, {"state": "SUBMITTED"})
    assert [each.check_id for each in run(dossier, Elsewhere(phone=3, refused=2))] == ["Q70", "Q80", "Q91"]


@pytest.mark.parametrize("state", sorted(set(STATES) - CHECKED))
def test_nothing_is_asked_of_what_was_taken_back(county: County, state: str) -> None:
    assert run(file_of(county, {}, BEGUN, 40, {"state": state})) == ()


def test_messages_name_who_and_how_much(county: County) -> None:
    said = found(county, Spoilt({"wage_income": 0, "member[3].id_no": None, "dibao_amount": 100}))
    assert said["Q07"] == "陈小梅没有有效的身份证号码"
    assert said["Q43"] == "低保金一年不到 200 元，请核对"
    assert said["Q58"] == "人均 2586.67 元，低于 4000 元，请看看有没有漏填"
    ended = Spoilt({"house_grade": "D"}, state="ELIMINATED", log=ENDED, days=212)
    assert found(county, ended)["Q89"] == "风险消除的条件不满足：人均收入还低于线；住房还是 C、D 级"
    elsewhere = Elsewhere(numbers={2: "JA20231101-0003-K"})
    assert found(county, Spoilt(elsewhere=elsewhere))["Q06"] == "陈小军的证件号码在JA20231101-0003-K里也有"


def test_a_member_without_a_name_is_told_by_the_row(county: County) -> None:
    dossier = file_of(county, {**FAMILY, "member[3].member_name": None, "member[3].sex": "male"})
    (wrong_sex, against_relation) = run(dossier)
    assert (wrong_sex.check_id, wrong_sex.member) == ("Q05", 3)
    assert against_relation.message == "第 4 位与户主关系和性别对不上"


def test_placeholders_are_warned_about_once(county: County) -> None:
    assert set(found(county, Spoilt({"member[3].id_no": "999999200904110001"}))) == {"Q07"}


_FORM = load_form()
_HOUSEHOLD = [q for section in _FORM.sections if not section.repeat for q in section.questions]
_MEMBER = [q for section in _FORM.sections if section.repeat for q in section.questions]
_ODD = st.sampled_from(["", "不知道", "-3", "1e999", "nan", "3501", "350111197803150018", "９", None])
_AMOUNT = st.one_of(st.floats(), st.integers(), st.integers(-10, 10**6), _ODD)
_WORDS = st.text(max_size=4)
_KINDS: dict[str, Any] = {"yes_no": st.one_of(st.booleans(), _ODD), "name": _WORDS, "text": _WORDS}
_EVENTS = [
    *("accepted", "visited", "objected", "to_review", "voted", "publicity_ended", "town_passed", "recognised"),
    *("plan_set", "measure_implemented", "compare_sent", "compared", "no_risk", "appealed", "appeal_reopened"),
    *("refusal_overridden", "elimination_proposed", "elimination_posted", "eliminated", "second_posting_allowed"),
]
_BY_PHONE = {"verifiers": ["林村长"], "method": "phone"}
_DATA = st.sampled_from([{}, {"note": "已经有低保"}, {"method": "natural"}, _BY_PHONE])


def _answer(question: Any) -> st.SearchStrategy[Any]:
    labels = list(_FORM.labels(question))
    if question.kind == "choices":
        return st.lists(st.sampled_from(labels), max_size=4)
    if labels:
        return st.one_of(st.sampled_from(labels), st.just("zzz"))
    return _KINDS.get(question.kind, _AMOUNT)


def _answers() -> st.SearchStrategy[dict[str, Any]]:
    own = st.fixed_dictionaries({}, optional={q.key: _answer(q) for q in _HOUSEHOLD})
    people = {f"member[{n}].{q.key}": _answer(q) for n in range(3) for q in _MEMBER}
    return st.builds(lambda a, b: {**a, **b}, own, st.fixed_dictionaries({}, optional=people))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answers=_answers(),
    kept=st.sets(st.sampled_from(sorted(FAMILY))),
    state=st.sampled_from(sorted(STATES)),
    events=st.lists(st.tuples(st.floats(0, 400), st.sampled_from(_EVENTS), _DATA), max_size=8),
    days=st.floats(0, 500),
)
def test_no_partial_answers_break_a_check(
    county: County, answers: dict[str, Any], kept: set[str], state: str, events: list[Any], days: float
) -> None:
    log = ((0.0, "submitted", {}), *sorted(events, key=lambda step: step[0]))
    dossier = file_of(county, {**{key: FAMILY[key] for key in kept}, **answers}, log, days, {"state": state})
    places = {each.place for each in dossier.found.people} | {WHOLE}
    for each in run(dossier, NOWHERE):
        assert each.check_id in CHECKS
        assert each.member in places
        assert not re.search("[{](name|other|rules|per_head|line|left)", each.message)
