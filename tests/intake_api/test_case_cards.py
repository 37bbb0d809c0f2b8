"""The cards of a case: 比对, 帮扶计划, 转办, 困难问题; each form a story. On both databases."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI_VILLAGE, make_account
from fastapi import FastAPI
from http_office import PAGE, SAME_SITE, app_of, client_of, log_in, post
from offices import Clock
from procedure import PEOPLE, Procedure
from sqlalchemy import select
from starlette.testclient import TestClient

from dialogs.declaration import load_form
from intake_api.access.roles import ROLES
from intake_api.casework import comparisons, issues, measures, referrals
from intake_api.casework.answering_risks import ANSWER, answers
from intake_api.casework.lifecycle import action
from intake_api.console import issue_lists
from intake_api.errors import NotAllowed
from intake_api.models.tables import ATTACHMENTS, COMPARISONS, ISSUES, MEASURES, REFERRALS
from intake_api.office import Office

CIVIL, POLICE = "民政局", "公安交警大队"
PIXEL = b"\x89PNG\r\n\x1a\n not really"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def table(office: Office, of: Any) -> list[Any]:
    with office.database.read() as session:
        return list(session.connection().execute(select(of)).mappings().all())


def desk(app: FastAPI, office: Office, role: str, area: str = "") -> TestClient:
    return log_in(app, office, role, area)


def shown(client: TestClient, case_id: str, path: str = "") -> str:
    answer = client.get(f"/console/cases/{case_id}{path}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    return answer.text


def verified(office: Office, clock: Clock) -> Procedure:
    """Visited, nobody asked yet."""
    p = Procedure(office, clock).to("VERIFYING")
    clock.advance(days=2)
    p.visit()
    return p


class TestComparison:
    """比对."""

    def test_who_is_missing_is_said_before_anybody_runs_into_it(
        self, app: FastAPI, office: Office, clock: Clock
    ) -> None:
        p = verified(office, clock)
        p.authorise(0, 2)
        clerk = shown(desk(app, office, "town_clerk"), p.case_id)
        assert "还差授权：林秀英、陈小明" in clerk
        assert f'href="/console/cases/{p.case_id}/authorise"' in clerk
        assert "送出去" not in clerk
        answer = post(
            desk(app, office, "town_clerk"), f"/console/cases/{p.case_id}/compare", version="9", department=CIVIL
        )
        assert answer.status_code == 409

    def test_sent_to_all_or_to_some(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = verified(office, clock)
        p.authorise(0, 1, 2, 3)
        client = desk(app, office, "town_clerk")
        card = shown(client, p.case_id)
        departments = office.county().policy.departments
        assert card.count('name="department"') == card.count('" checked>') == len(departments)
        assert "送出去" not in shown(desk(app, office, "village"), p.case_id)
        form = {"version": str(p.case["version"]), "department": [CIVIL, POLICE]}
        answer = client.post(f"/console/cases/{p.case_id}/compare", data=form, headers=SAME_SITE | PAGE)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/console/cases/{p.case_id}#comparison")
        assert len(table(office, COMPARISONS)) == 2 * len(PEOPLE)
        card = shown(client, p.case_id)
        assert "还有 2 个部门没有回全" in card
        assert "送出去" not in card

    def test_nothing_chosen_and_what_was_chosen_is_kept(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = verified(office, clock)
        p.authorise(0, 1, 2, 3)
        client, seen = desk(app, office, "town_clerk"), str(p.case["version"])
        answer = post(client, f"/console/cases/{p.case_id}/compare", version=seen)
        assert (answer.status_code, "请选至少一个部门" in answer.text) == (422, True)
        answer = post(client, f"/console/cases/{p.case_id}/compare", version="1", department=CIVIL)
        assert answer.status_code == 409
        assert answer.text.count(" checked>") == 1

    def test_a_hit_is_told_to_who_must_explain_it(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = verified(office, clock)
        p.authorise(0, 1, 2, 3)
        p.compare(CIVIL, POLICE, hits=("陈大山",))
        hits = [row["id"] for row in table(office, COMPARISONS) if row["result"] == "hit"]
        village = desk(app, office, "village")
        card = shown(village, p.case_id)
        assert "公安交警大队查到陈大山有" in card
        assert "面包车" not in card, "what a department found may speak of illness"
        post(village, f"/console/cases/{p.case_id}/reveal", reason="review")
        card = shown(village, p.case_id)
        assert "面包车一辆（经办人 经办人张）" in card
        for role in ("grid", "auditor"):
            other = shown(desk(app, office, role), p.case_id)
            assert "公安交警大队查到陈大山有" in other
            assert "面包车" not in other, role
        path = f"/console/cases/{p.case_id}/compare/{hits[0]}/explain"
        assert post(village, path, text=" ").status_code == 422
        assert post(village, path, text="车是帮人挂名，已报废").status_code == 303
        assert "村里说明：车是帮人挂名，已报废" in shown(desk(app, office, "town_leader"), p.case_id)
        assert post(desk(app, office, "town_leader"), path, text="我来说").status_code == 403

    def test_left_out_for_new_dibao(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("REVIEW", compared=False)
        p.do("county_clerk", "skip_compare")
        assert "今年新纳入低保，不重复比对" in shown(desk(app, office, "county_clerk"), p.case_id)


class TestMeasures:
    """帮扶计划."""

    def test_the_plans_rule_is_said_before_one_runs_into_it(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        client = desk(app, office, "village")
        card = shown(client, p.case_id)
        assert "计划里要有一项开发式帮扶（产业帮扶、就业帮扶、公益岗位帮扶、金融帮扶）" in card
        assert "还没有一项是针对“因大病”的" in card
        path = f"/console/cases/{p.case_id}/measures"
        post(client, path, category="health", what="办门诊慢特病")
        card = shown(client, p.case_id)
        assert "针对因大病" in card
        assert "还没有责任人或时限：办门诊慢特病" in card
        post(client, path, category="job", what="村里保洁", owner="村委会", due_day="2023-12-20")
        assert "开发式帮扶" not in shown(client, p.case_id)

    def test_what_was_typed_is_not_lost(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        answer = post(
            desk(app, office, "village"), f"/console/cases/{p.case_id}/measures", what="到村里做保洁员", due_day="明天"
        )
        assert answer.status_code == 422
        assert 'value="到村里做保洁员"' in answer.text
        assert "请选是哪一类措施" in answer.text
        assert table(office, MEASURES) == []

    def test_carried_out_with_what_shows_it(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ASSISTING")
        (row,) = table(office, MEASURES)
        client, path = desk(app, office, "village"), f"/console/cases/{p.case_id}/measures/{row['id']}/implement"
        day = clock.now.date().isoformat()
        assert post(client, path, day="2033-01-01", evidence="x").status_code == 422
        assert post(client, path, day=day).status_code == 422
        files = [("photo", ("a.png", PIXEL, "image/png")), ("photo", ("b.png", PIXEL + b"2", "image/png"))]
        form = {"day": day, "evidence": "每月领 1200 元，有工资单"}
        answer = client.post(path, data=form, files=files, headers=SAME_SITE | PAGE)
        assert answer.headers["location"] == f"/console/cases/{p.case_id}#measures"
        (row,) = table(office, MEASURES)
        assert (row["implemented_day"], len(row["photos"])) == (day, 2)
        assert p.kinds()[-1] == "measure_implemented"
        card = shown(client, p.case_id)
        assert f"已落实 {day}" in card
        photo = f"/console/cases/{p.case_id}/media/{row['photos'][0]}"
        assert client.get(photo).status_code == 403
        post(client, f"/console/cases/{p.case_id}/reveal", reason="review")
        assert client.get(photo).content == PIXEL
        assert post(client, path, **form).status_code == 409

    def test_a_photo_that_is_none_keeps_nothing(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ASSISTING")
        (row,) = table(office, MEASURES)
        before = len(table(office, ATTACHMENTS))
        client = desk(app, office, "village")
        answer = client.post(
            f"/console/cases/{p.case_id}/measures/{row['id']}/implement",
            data={"day": clock.now.date().isoformat(), "evidence": "有工资单"},
            files=[("photo", ("a.exe", b"MZ", "application/x-msdownload"))],
            headers=SAME_SITE | PAGE,
        )
        assert answer.status_code == 422
        assert "有工资单" in answer.text
        assert len(table(office, ATTACHMENTS)) == before
        assert table(office, MEASURES)[0]["implemented_at"] is None

    def test_taken_out_with_the_reason(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        id_ = p.plan()
        client, path = desk(app, office, "town_clerk"), f"/console/cases/{p.case_id}/measures/{id_}/drop"
        assert post(client, path, why="").status_code == 422
        assert post(client, path, why="他在外面找到活了").status_code == 303
        assert "为什么去掉：他在外面找到活了" in shown(client, p.case_id)

    def test_help_before_recognition(self, app: FastAPI, office: Office, clock: Clock) -> None:
        """裁定 1: urgent help may be given, and is written down as such."""
        p = Procedure(office, clock).to("VERIFYING")
        id_ = p.plan("safety_net", what="先送米送油")
        with office.work() as work:
            measures.implement(work, p.person("village"), id_, clock.now.date().isoformat(), "当天送到")
        assert p.kinds()[-1] == "urgent_help"
        assert "先帮一把" in shown(desk(app, office, "village"), p.case_id)

    @pytest.mark.parametrize("role", ["grid", "town_leader", "county_clerk", "county_leader", "auditor"])
    def test_others_do_not_say_it_was_carried_out(self, office: Office, clock: Clock, role: str) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        id_ = p.plan()
        with pytest.raises(NotAllowed), office.work() as work:
            measures.implement(work, p.person(role), id_, clock.now.date().isoformat(), "办好了")

    def test_every_risk_has_categories_that_exist(self) -> None:
        codes = load_form().codes
        assert set(ANSWER) == set(codes["risk"]) - {"other"}
        assert set().union(*ANSWER.values()) <= set(codes["measure_category"])
        assert answers("relocation", "other")
        assert not answers("job", "")


class TestReferrals:
    """转办."""

    def test_the_answer_is_written_down(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        p.do("village", "refer")
        (row,) = table(office, REFERRALS)
        client, path = desk(app, office, "village"), f"/console/cases/{p.case_id}/referrals/{row['id']}/answer"
        card = shown(client, p.case_id)
        assert "医保：医疗救助" in card
        assert "11月24日前回音" in card, "ten working days"
        answer = post(client, path, result="partly")
        assert (answer.status_code, ' value="partly" selected' in answer.text) == (422, True)
        assert post(client, path, result="partly", text="报了一半").status_code == 303
        assert "解决了一部分" in shown(client, p.case_id)
        assert post(client, path, result="solved", text="都报了").status_code == 409

    @pytest.mark.parametrize("role", ["auditor", "grid", "county_leader", "operator"])
    def test_others_do_not_answer_for_a_department(self, office: Office, clock: Clock, role: str) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        p.do("village", "refer")
        with pytest.raises(NotAllowed), office.work() as work:
            referrals.answer(work, p.person(role), table(office, REFERRALS)[0]["id"], "solved", "好了")


class TestIssues:
    """困难问题."""

    def test_found_put_right_and_solved(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        client, path = desk(app, office, "village"), f"/console/cases/{p.case_id}/issues"
        assert post(client, path, category="water", text=" ", day="2023-11-10").status_code == 422
        assert post(client, path, category="water", text="水管冻裂", day="2023-11-10").status_code == 303
        (row,) = table(office, ISSUES)
        plan = {"measure": "换水管", "owner": "王主任", "due_day": "2023-11-20"}
        assert post(client, f"{path}/{row['id']}/plan", measure="换水管").status_code == 422
        assert post(client, f"{path}/{row['id']}/plan", **plan).status_code == 303
        clock.advance(days=12)
        client = desk(app, office, "village")  # a login does not last so long
        assert "过了整改时限" in shown(client, p.case_id)
        solved = {"day": "2023-11-21", "evidence": "换好了，有照片"}
        assert post(client, f"{path}/{row['id']}/resolve", **solved).status_code == 303
        assert "已解决 2023-11-21" in shown(client, p.case_id)
        assert post(client, f"{path}/{row['id']}/resolve", **solved).status_code == 409
        assert p.kinds()[-2:] == ["issue_found", "issue_resolved"]

    @pytest.mark.parametrize("role", ["town_leader", "county_clerk", "county_leader", "auditor"])
    def test_who_was_not_there_found_nothing(self, office: Office, clock: Clock, role: str) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        with pytest.raises(NotAllowed), office.work() as work:
            issues.find(work, p.person(role), p.case_id, "water", "没有水")

    @pytest.mark.parametrize("role", ["grid", "county_leader", "auditor"])
    def test_who_may_not_solve(self, office: Office, clock: Clock, role: str) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        with office.work() as work:
            id_ = issues.find(work, p.person("grid"), p.case_id, "water", "没有水")
        with pytest.raises(NotAllowed), office.work() as work:
            issues.resolve(work, p.person(role), id_, "2023-11-10", "通水了")


def everything(office: Office, clock: Clock) -> tuple[Procedure, list[tuple[str, dict[str, str]]]]:
    """A case with one of everything on it, and every form of its cards filled in."""
    p = verified(office, clock)
    p.authorise(0, 1, 2, 3)
    with office.work() as work:
        comparisons.send(work, p.person("county_clerk"), p.case_id, p.case["version"], (CIVIL,))
    question = table(office, COMPARISONS)[0]["id"]
    with office.work() as work:
        comparisons.answer(work, p.person("county_clerk"), question, "hit", "周", "低保")
        issue = issues.find(work, p.person("village"), p.case_id, "water", "没有水")
    measure = p.plan()
    p.do("village", "refer")
    referral = table(office, REFERRALS)[0]["id"]
    day = clock.now.date().isoformat()
    base = f"/console/cases/{p.case_id}"
    return p, [
        (f"{base}/compare", {"version": str(p.case["version"]), "department": CIVIL}),
        (f"{base}/compare/{question}/explain", {"text": "今年才批"}),
        (f"{base}/measures", {"category": "health", "what": "办慢特病"}),
        (f"{base}/measures/{measure}/implement", {"day": day, "evidence": "办好了"}),
        (f"{base}/measures/{measure}/drop", {"why": "不用了"}),
        (f"{base}/referrals/{referral}/answer", {"result": "solved", "text": "报了"}),
        (f"{base}/issues", {"category": "housing", "text": "漏雨", "day": day}),
        (f"{base}/issues/{issue}/plan", {"measure": "通水", "owner": "王", "due_day": day}),
        (f"{base}/issues/{issue}/resolve", {"day": day, "evidence": "通了"}),
    ]


ALLOWED = {
    "compare": {"town_clerk", "county_clerk"},
    "explain": {"village", "town_clerk"},
    "measures": measures.PLANNERS,
    "implement": action("measure_implemented").roles,
    "drop": measures.PLANNERS,
    "answer": referrals.ANSWERERS,
    "issues": issues.FINDERS,
    "plan": issues.SOLVERS,
    "resolve": issues.SOLVERS,
}


@pytest.mark.parametrize("role", ROLES)
def test_every_form_by_role(app: FastAPI, office: Office, clock: Clock, role: str) -> None:
    """Who may, gets past the role (the case may still refuse); who may not is refused before anything happens."""
    p, forms = everything(office, clock)
    client, before = desk(app, office, role), p.kinds()
    for path, form in forms:
        may = role in ALLOWED[path.rpartition("/")[2]] and ROLES[role].sees == "area"
        status = post(client, path, **form).status_code
        assert (status == 403) != may, (path, status)
    if not any(role in roles for roles in ALLOWED.values()) or ROLES[role].sees != "area":
        assert p.kinds() == before


@pytest.mark.parametrize(
    ("role", "area"),
    [("village", HUANXI_VILLAGE), ("grid", HUANXI_VILLAGE), ("town_clerk", GUSHAN), ("town_leader", GUSHAN)],
)
def test_outside_the_area_there_is_nothing(app: FastAPI, office: Office, clock: Clock, role: str, area: str) -> None:
    p, forms = everything(office, clock)
    client, before = desk(app, office, role, area), p.kinds()
    assert client.get(f"/console/cases/{p.case_id}/work", headers=PAGE).status_code == 404
    for path, form in forms:
        assert post(client, path, **form).status_code == 404, path
    assert p.kinds() == before
    assert "没有水" not in client.get("/console/issues", headers=PAGE).text


def test_a_row_of_another_case_is_not_there(app: FastAPI, office: Office, clock: Clock) -> None:
    p, forms = everything(office, clock)
    other = Procedure(office, clock, phone="13900000000").case_id
    client = desk(app, office, "town_clerk")
    for path, form in forms:
        if path.count("/") > 4:
            assert post(client, path.replace(p.case_id, other), **form).status_code == 404, path


def test_the_page_of_the_cards(app: FastAPI, office: Office, clock: Clock) -> None:
    p, _ = everything(office, clock)
    page = shown(desk(app, office, "village"), p.case_id, "/work")
    for heading in ("部门比对", "帮扶计划", "转办", "困难问题"):
        assert f"<h2>{heading}</h2>" in page


class TestLists:
    """/console/issues: 问题清单 and 转办 of an area."""

    def test_who_has_the_page(self, app: FastAPI, office: Office) -> None:
        for role, kind in ROLES.items():
            status = desk(app, office, role).get("/console/issues", headers=PAGE).status_code
            assert status == (200 if kind.sees == "area" else 403), role
        assert client_of(app).get("/console/issues", headers=PAGE).status_code == 401

    def test_open_and_solved_by_category_and_place(self, app: FastAPI, office: Office, clock: Clock) -> None:
        here, there = (
            Procedure(office, clock).to("VERIFYING"),
            Procedure(office, clock, town=GUSHAN, village=GUYI, state="VERIFYING", name="林小妹"),
        )
        with office.work() as work:
            first = issues.find(work, here.person("village"), here.case_id, "water", "没有水")
            issues.find(work, here.person("village"), here.case_id, "housing", "漏雨")
            finder = make_account(work, "village", GUYI)
            issues.find(work, finder, there.case_id, "water", "水浑")
            issues.resolve(work, here.person("village"), first, "2023-11-10", "通水了")
        county = desk(app, office, "county_clerk")

        def get(**query: str) -> str:
            return county.get("/console/issues", params=query, headers=PAGE).text

        assert ("漏雨" in get(), "水浑" in get(), "没有水" in get()) == (True, True, False)
        assert "通水了" in get(show="done")
        assert "还没解决 2" in get()
        assert ("漏雨" in get(category="water"), "水浑" in get(category="water")) == (False, True)
        assert ("漏雨" in get(town=GUSHAN), "水浑" in get(town=GUSHAN)) == (False, True)
        town = desk(app, office, "town_clerk").get("/console/issues", headers=PAGE).text
        assert ("漏雨" in town, "水浑" in town) == (True, False)
        assert "林小妹" not in get()
        assert "林*" in get()

    def test_referrals(self, app: FastAPI, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        p.do("village", "refer")
        client = desk(app, office, "village")
        waiting = client.get("/console/issues?kind=referrals", headers=PAGE).text
        assert "转办没回音 1" in waiting
        assert "医保：医疗救助" in waiting
        with office.work() as work:
            referrals.answer(work, p.person("village"), table(office, REFERRALS)[0]["id"], "solved", "报了")
        assert "已解决" in client.get("/console/issues?kind=referrals&show=done", headers=PAGE).text

    def test_pages(self, app: FastAPI, office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(issue_lists, "SIZE", 2)
        p = Procedure(office, clock).to("VERIFYING")
        for text in ("甲事", "乙事", "丙事"):
            with office.work() as work:
                issues.find(work, p.person("village"), p.case_id, "other", text)
        client = desk(app, office, "village")
        first, second = (client.get(f"/console/issues?page={n}", headers=PAGE).text for n in (1, 2))
        assert ("下一页" in first, "丙事" in first, "丙事" in second) == (True, False, True)

    @pytest.mark.parametrize("query", ["show=x", "kind=x", "category=x", "page=x", "page=99999999"])
    def test_addresses_made_up_are_refused(self, app: FastAPI, office: Office, query: str) -> None:
        assert desk(app, office, "village").get(f"/console/issues?{query}", headers=PAGE).status_code == 422


DEPT = {"login": "minzheng", "name": "周科员", "role": "dept", "area": "350111000000", "password": "Correct-Horse-9"}


def test_a_department_gets_its_account(app: FastAPI, office: Office) -> None:
    admin = desk(app, office, "admin")
    answer = post(admin, "/console/accounts", **DEPT)
    assert (answer.status_code, "部门联络员要选是哪个部门" in answer.text) == (422, True)
    assert post(admin, "/console/accounts", **DEPT, department="外交部").status_code == 422
    clerk = DEPT | {"role": "county_clerk", "department": CIVIL}
    assert post(admin, "/console/accounts", **clerk).status_code == 422
    assert post(admin, "/console/accounts", **DEPT, department=CIVIL).status_code == 303
    assert CIVIL in admin.get("/console/accounts", headers=PAGE).text.partition("<table")[2]
    client = client_of(app)
    form = {"login": "minzheng", "password": DEPT["password"]}
    assert client.post("/console/login", data=form, headers=SAME_SITE).status_code == 303
    assert "民政局要回的比对" in client.get("/console/comparisons", headers=PAGE).text
