"""部门比对: a department's day, on the page and by file; what nobody else may see; who is late. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from factories import make_account
from fastapi import FastAPI
from http_office import COUNTY, PAGE, PASSWORD, SAME_SITE, _quick_hash, app_of, client_of, log_in
from offices import Clock
from openpyxl import Workbook, load_workbook
from procedure import PEOPLE, Procedure
from sqlalchemy import select
from starlette.testclient import TestClient

from intake_api.access.roles import ROLES
from intake_api.casework import comparisons
from intake_api.casework.actions import farmer_acts
from intake_api.console import comparison_file, comparison_lists
from intake_api.models.tables import AUDIT, COMPARISONS
from intake_api.office import Office

CIVIL, POLICE = "民政局", "公安交警大队"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def asked(office: Office, clock: Clock) -> Procedure:
    """六口人的一户：all four adults authorised, two departments asked on the 12th."""
    p = Procedure(office, clock).to("VERIFYING")
    clock.advance(days=2)
    p.visit()
    p.authorise(0, 1, 2, 3)
    with office.work() as work:
        comparisons.send(work, p.person("county_clerk"), p.case_id, p.case["version"], (CIVIL, POLICE))
    return p


def desk(app: FastAPI, office: Office, department: str) -> TestClient:
    """A browser with a department's account."""
    login = {CIVIL: "minzheng", POLICE: "jiaojing"}.get(department, "other")
    with office.work() as work:
        over = {"login": login, "name": "周科员", "password": _quick_hash(), "department": department}
        make_account(work, "dept", COUNTY, **over)
    client = client_of(app)
    form = {"login": login, "password": PASSWORD}
    assert client.post("/console/login", data=form, headers=SAME_SITE).status_code == 303
    return client


def rows(office: Office, department: str = "") -> list[Any]:
    with office.database.read() as session:
        query = select(COMPARISONS).order_by(COMPARISONS.c.department, COMPARISONS.c.member)
        found = session.connection().execute(query).mappings().all()
    return [row for row in found if department in ("", row["department"])]


def page(client: TestClient, query: str = "") -> str:
    answer = client.get(f"/console/comparisons{query}", headers=PAGE)
    assert answer.status_code == 200
    return answer.text


def send(client: TestClient, **form: Any) -> Any:
    return client.post("/console/comparisons", data=form, headers=SAME_SITE | PAGE)


def give(client: TestClient, content: bytes, name: str = "比对.xlsx") -> Any:
    files = {"file": (name, content, XLSX)}
    return client.post("/console/comparisons/file", files=files, headers=SAME_SITE | PAGE)


def fetch(client: TestClient, query: str = "") -> Any:
    answer = client.get(f"/console/comparisons/list.xlsx{query}", headers=PAGE)
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def fill(book: Any, *answers: tuple[str, str, str]) -> bytes:
    """结果、明细、经办人 from the first person on."""
    sheet = book.worksheets[0]
    for number, answer in enumerate(answers, 3):
        for column, value in zip((7, 8, 9), answer, strict=True):
            sheet.cell(number, column).value = value or None
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def noted(office: Office) -> list[tuple[str, str, Any]]:
    with office.database.read() as session:
        query = select(AUDIT.c.act, AUDIT.c.subject, AUDIT.c.data).where(AUDIT.c.subject == "comparisons")
        return [
            (row.act, row.subject, row.data) for row in session.connection().execute(query.order_by(AUDIT.c.number))
        ]


def test_who_has_the_page(app: FastAPI, office: Office) -> None:
    for role in ROLES:
        client = log_in(app, office, role)
        wanted = 200 if role in ("dept", "county_clerk") else 403
        assert client.get("/console/comparisons", headers=PAGE).status_code == wanted, role
        refused = client.get("/console/comparisons/list.xlsx?department=民政局", headers=PAGE).status_code
        assert refused == (422 if role == "dept" else wanted), role  # this account belongs to no department
    assert client_of(app).get("/console/comparisons", headers=PAGE).status_code == 401


def test_a_department_begins_at_its_questions(app: FastAPI, office: Office, asked: Procedure) -> None:
    client = desk(app, office, CIVIL)
    assert client.get("/console", headers=PAGE).headers["location"] == "/console/comparisons"
    shown = page(client)
    for person in PEOPLE:
        assert person["member_name"] in shown
        assert person["id_no"] in shown
    assert "民政局要回的比对" in shown
    assert "还没回 6" in shown
    assert "11月17日" in shown, "five days from the twelfth"
    assert POLICE not in shown
    assert noted(office) == [("read", "comparisons", {"department": CIVIL, "rows": 6})]


def test_a_department_answers_its_own_questions_only(app: FastAPI, office: Office, asked: Procedure) -> None:
    client, (theirs, *_) = desk(app, office, CIVIL), rows(office, POLICE)
    answer = send(client, handler="周", id=theirs["id"], **{f"result-{theirs['id']}": "none"})
    assert answer.status_code == 422
    assert rows(office, POLICE)[0]["answered_at"] is None
    assert POLICE not in page(client, f"?department={POLICE}&show=open")


def test_the_rest_is_none(app: FastAPI, office: Office, asked: Procedure) -> None:
    client, own = desk(app, office, CIVIL), rows(office, CIVIL)
    ids = [row["id"] for row in own]
    chosen = {f"result-{ids[1]}": "hit", f"detail-{ids[1]}": "2023年9月起享受低保"}
    answer = send(client, handler="周科员", id=ids, rest="none", **chosen)
    assert (answer.status_code, answer.headers["location"].rpartition("&")[2]) == (303, "saved=6")
    after = rows(office, CIVIL)
    assert [row["result"] for row in after] == ["none", "hit", *["none"] * 4]
    assert {row["handler"] for row in after} == {"周科员"}
    assert "低保" not in after[1]["detail"], "sealed"
    assert "没有" in page(client)
    done = page(client, "?show=answered")
    assert "2023年9月起享受低保" in done
    assert "林秀英" not in done, "answered: nobody needs the name any more"
    assert PEOPLE[0]["id_no"] not in done


def test_only_what_was_chosen_is_sent(app: FastAPI, office: Office, asked: Procedure) -> None:
    client, own = desk(app, office, CIVIL), rows(office, CIVIL)
    answer = send(client, handler="周科员", id=[row["id"] for row in own], **{f"result-{own[2]['id']}": "none"})
    assert answer.headers["location"].endswith("saved=1")
    assert send(client, handler="周", id=[own[3]["id"]]).status_code == 422


def test_one_wrong_row_keeps_all_and_nothing_typed_is_lost(app: FastAPI, office: Office, asked: Procedure) -> None:
    client, own = desk(app, office, CIVIL), rows(office, CIVIL)
    chosen = {f"result-{own[0]['id']}": "none", f"result-{own[1]['id']}": "hit"}
    answer = send(client, handler="周科员", id=[row["id"] for row in own[:2]], **chosen)
    assert answer.status_code == 422
    assert "查到“有”的，请写明细" in answer.text
    assert 'value="周科员"' in answer.text
    assert answer.text.count(" checked") == 2
    assert all(row["answered_at"] is None for row in rows(office))


def test_the_last_answer_brings_the_comparison_back(app: FastAPI, office: Office, asked: Procedure) -> None:
    for department in (CIVIL, POLICE):
        assert "compared" not in asked.kinds()
        ids = [row["id"] for row in rows(office, department)]
        send(desk(app, office, department), handler="周", id=ids, rest="none")
    assert asked.kinds()[-1] == "compared"


def test_two_last_answers_at_the_same_moment(office: Office, asked: Procedure) -> None:
    """Neither takes the other's question for open: the comparison is back, once."""
    *others, first, second = rows(office)
    clerk = asked.person("county_clerk")

    def answer(row: Any) -> None:
        with office.work() as work:
            comparisons.answer(work, clerk, row["id"], "none", "周")

    for row in others:
        answer(row)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer, (first, second)))
    assert asked.kinds().count("compared") == 1


def test_an_answer_at_the_town_still_counts(office: Office, clock: Clock, asked: Procedure) -> None:
    """裁定 1: back before the town decides, so that the case may already lie with the town."""
    asked.do("village", "to_review")
    clock.advance(days=1)
    asked.do("village", "vote_pass")
    clock.advance(days=6)
    asked.do("village", "publicity_end_ok")
    for row in rows(office):
        with office.work() as work:
            comparisons.answer(work, asked.person("county_clerk"), row["id"], "none", "周")
    assert asked.kinds()[-1] == "compared"
    asked.both("town_leader", "second_leader", "town_pass")


def test_who_took_the_case_back_is_looked_up_by_nobody(app: FastAPI, office: Office, asked: Procedure) -> None:
    client, own = desk(app, office, CIVIL), rows(office, CIVIL)
    with office.work() as work:
        farmer_acts(work, asked.case_id, "withdraw", {})
    assert "陈大山" not in page(client)
    answer = send(client, handler="周", id=own[0]["id"], **{f"result-{own[0]['id']}": "none"})
    assert "陈*：这件事已经不用查了" in answer.text
    assert fetch(client).worksheets[0].max_row == 2


class TestFile:
    """The same by file, as most departments like it."""

    def test_there_and_back_again(self, app: FastAPI, office: Office, asked: Procedure) -> None:
        client = desk(app, office, CIVIL)
        book = fetch(client)
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[2]] == list(comparison_file.HEADS)
        assert [sheet.cell(row, 4).value for row in range(3, 9)] == [each["member_name"] for each in PEOPLE]
        assert [sheet.cell(row, 5).value for row in range(3, 9)] == [each["id_no"] for each in PEOPLE]
        filled = fill(book, ("无", "", "周科员"), ("有", "低保，每月 650 元", "周科员"))
        first = give(client, filled)
        assert (first.status_code, "存好了 2 条，4 条没有填。" in first.text) == (200, True)
        assert [row["result"] for row in rows(office, CIVIL)] == ["none", "hit", "", "", "", ""]
        again = give(client, filled)
        assert "存好了 0 条，2 条原来就是这样" in again.text
        assert [each[0] for each in noted(office)] == ["exported", "read", "read"]

    def test_a_row_that_does_not_fit_is_told_and_nothing_is_kept(
        self, app: FastAPI, office: Office, asked: Procedure
    ) -> None:
        client = desk(app, office, CIVIL)
        wrong = [("无", "", "周"), ("可能", "", "周"), ("有", "", "周"), ("无", "", "")]
        answer = give(client, fill(fetch(client), *wrong))
        assert answer.status_code == 422
        for told in (
            "第 4 行：“结果”请写“有”或“无”",
            "第 5 行（郑*）：查到“有”的，请写明细",
            "第 6 行（陈*）：请写经办人姓名",
        ):
            assert told in answer.text, told
        assert "一条都没有存" in answer.text
        assert all(row["answered_at"] is None for row in rows(office))

    def test_another_answer_to_the_same_question_is_refused(
        self, app: FastAPI, office: Office, asked: Procedure
    ) -> None:
        client = desk(app, office, CIVIL)
        book = fetch(client)
        give(client, fill(book, ("无", "", "周")))
        answer = give(client, fill(book, ("有", "低保", "周")))
        assert "已经回过“无”（周），没有改动" in answer.text
        assert rows(office, CIVIL)[0]["result"] == "none"

    def test_a_file_of_another_department_changes_nothing(self, app: FastAPI, office: Office, asked: Procedure) -> None:
        book = fetch(desk(app, office, CIVIL))
        answer = give(desk(app, office, POLICE), fill(book, ("无", "", "钱")))
        assert "第 3 行：没有这一条比对，或者不是您部门的" in answer.text
        assert all(row["answered_at"] is None for row in rows(office))

    @pytest.mark.parametrize("column", [7, 8, 9])
    def test_a_formula_is_no_answer(self, app: FastAPI, office: Office, asked: Procedure, column: int) -> None:
        client = desk(app, office, CIVIL)
        book = fetch(client)
        fill(book, ("无", "x", "周"))
        book.worksheets[0].cell(3, column).value = "=HYPERLINK(A1)"
        file = BytesIO()
        book.save(file)
        assert "第 3 行：格子里是公式" in give(client, file.getvalue()).text

    @pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
    def test_a_name_is_never_a_formula(self, app: FastAPI, office: Office, asked: Procedure, evil: str) -> None:
        with office.work() as work:
            work.connection.execute(COMPARISONS.update().values(name=evil))
        sheet = fetch(desk(app, office, CIVIL)).worksheets[0]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert sheet.cell(3, 4).value == evil

    @pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
    def test_what_is_no_workbook(self, app: FastAPI, office: Office, asked: Procedure, content: bytes) -> None:
        answer = give(desk(app, office, CIVIL), content)
        assert answer.status_code == 422
        assert "请用这一页上下载的那份" in answer.text

    def test_a_workbook_of_something_else(self, app: FastAPI, office: Office) -> None:
        book, file = Workbook(), BytesIO()
        book.worksheets[0].append(["姓名", "结果"])
        book.save(file)
        answer = give(desk(app, office, CIVIL), file.getvalue())
        assert "文件里少了这几列：题号、明细、经办人" in answer.text


class TestCountysClerk:
    """The clerk sees all departments, and who keeps households waiting; no more of the people than that."""

    def test_who_is_late_stands_first(self, app: FastAPI, office: Office, clock: Clock, asked: Procedure) -> None:
        send(desk(app, office, CIVIL), handler="周", id=[row["id"] for row in rows(office, CIVIL)], rest="none")
        clock.advance(days=6)
        clerk = log_in(app, office, "county_clerk")
        shown = page(clerk)
        assert "超期 6" in shown
        assert shown.index(POLICE) < shown.index(CIVIL)
        assert "陈*" in shown
        assert "陈大山" not in shown
        assert PEOPLE[0]["id_no"] not in shown
        assert "已超期 6" in shown
        assert "陈" not in page(clerk, f"?show=late&department={CIVIL}").partition("<form class")[2]

    def test_answers_that_came_on_paper_are_written_down_for_the_department(
        self, app: FastAPI, office: Office, asked: Procedure
    ) -> None:
        clerk = log_in(app, office, "county_clerk")
        assert "经办人（谁查的）" not in page(clerk)
        assert "经办人（谁查的）" in page(clerk, f"?department={CIVIL}")
        ids = [row["id"] for row in rows(office, CIVIL)]
        answer = send(clerk, handler="周科员", id=ids, rest="none", back=f"department={CIVIL}")
        assert "department=" in answer.headers["location"]
        assert {row["result"] for row in rows(office, CIVIL)} == {"none"}

    def test_a_file_for_a_department_without_an_account(self, app: FastAPI, office: Office, asked: Procedure) -> None:
        clerk = log_in(app, office, "county_clerk")
        sheet = fetch(clerk, f"?department={POLICE}").worksheets[0]
        assert sheet.cell(3, 5).value == PEOPLE[0]["id_no"]
        assert noted(office) == [("exported", "comparisons", {"department": POLICE, "rows": 6})]


def test_pages_follow_each_other(
    app: FastAPI, office: Office, asked: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison_lists, "SIZE", 4)
    client = desk(app, office, CIVIL)
    first, second = page(client), page(client, "?page=2")
    assert ("下一页" in first, "上一页" in second, "下一页" in second) == (True, True, False)
    assert "郑依妹" in first
    assert "陈小华" in second


@pytest.mark.parametrize("query", ["?show=x", "?page=x", "?page=99999999"])
def test_addresses_made_up_are_refused(app: FastAPI, office: Office, query: str) -> None:
    client = desk(app, office, CIVIL)
    assert client.get(f"/console/comparisons{query}", headers=PAGE).status_code == 422


def test_asked_again_after_an_appeal(office: Office, clock: Clock, asked: Procedure) -> None:
    """What nobody had answered is asked once, not twice."""
    asked.do("county_leader", "override_refusal")
    asked.both("village", "town_clerk", "conclude_no_risk")
    with office.work() as work:
        farmer_acts(work, asked.case_id, "appeal", {"reason": "还是很难"})
    asked.do("second_clerk", "appeal_reopen")
    with office.work() as work:
        comparisons.send(work, asked.person("county_clerk"), asked.case_id, asked.case["version"], (CIVIL,))
    assert [(row["department"], row["member"]) for row in rows(office)] == [(CIVIL, n) for n in range(6)]
