"""名册名单: a list comes in by the pages, is looked at, its columns put right, imported, taken back."""

import re
from io import BytesIO
from typing import Any

import pytest
from factories import GUSHAN, HUANXI, make_account
from fastapi import FastAPI
from http_office import COUNTY, PAGE, PASSWORD, SAME_SITE, _quick_hash, app_of, client_of, log_in
from made_tables import xlsx
from openpyxl import load_workbook
from sqlalchemy import select
from starlette.testclient import TestClient

from intake_api.access.roles import ROLES
from intake_api.models.tables import AUDIT, BATCH_ROWS, BATCHES, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office

HEAD = ("户号", "姓名", "与户主关系", "身份证号", "乡镇", "行政村", "村民小组")
CHEN = ("001", "陈大山", "户主", "350111197803150018", "宦溪镇", "亥由村", "上寨")
WIFE = ("001", "郑依妹", "妻", "350111198001010026", "宦溪镇", "亥由村", "上寨")
ELSEWHERE = ("009", "林阿土", "户主", "350111196001010019", "鼓山镇", "鼓一村", "下洋")
WRONG = ("002", "黄阿福", "户主", "35011119780315001", "宦溪镇", "亥由村", "上寨")


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def clerk(app: FastAPI, office: Office) -> TestClient:
    return log_in(app, office, "county_clerk")


def department(app: FastAPI, office: Office, name: str, login: str) -> TestClient:
    with office.work() as work:
        over = {"login": login, "name": login, "password": _quick_hash(), "department": name}
        make_account(work, "dept", COUNTY, **over)
    client = client_of(app)
    assert (
        client.post("/console/login", data={"login": login, "password": PASSWORD}, headers=SAME_SITE).status_code == 303
    )
    return client


def give(client: TestClient, content: bytes, source: str = "hukou", name: str = "底册.xlsx") -> Any:
    files = {"file": (name, content)}
    return client.post("/console/roster", data={"source": source}, files=files, headers=SAME_SITE | PAGE)


def received(client: TestClient, *rows: Any, source: str = "hukou") -> str:
    answer = give(client, xlsx(*rows), source)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].rpartition("/")[2])


def post(client: TestClient, path: str, **form: str) -> Any:
    return client.post(f"/console/roster/{path}", data=form, headers=SAME_SITE | PAGE)


def shown(client: TestClient, path: str = "") -> str:
    answer = client.get(f"/console/roster{path and '/'}{path}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def chosen(page: str) -> dict[str, str]:
    """The columns as they stand on the page."""
    found = re.findall(r'<select id="c-[^"]*" name="([^"]*)">(.*?)</select>', page)
    return {key: pick[1] for key, options in found if (pick := re.search(r'value="([^"]*)" selected', options))}


def looked_at(client: TestClient, batch: str) -> str:
    """The dry run with the columns as guessed."""
    answer = post(client, f"{batch}/columns", **chosen(shown(client, f"{batch}/columns")))
    assert answer.status_code == 303, answer.text
    return shown(client, batch)


def stored(office: Office, table: Any) -> list[Any]:
    with office.database.read() as session:
        return list(session.connection().execute(select(table)).mappings())


def batch_row(office: Office, batch: str) -> Any:
    return next(row for row in stored(office, BATCHES) if row["id"] == batch)


def test_who_has_the_pages(app: FastAPI, office: Office) -> None:
    for role in ROLES:
        client = log_in(app, office, role)
        wanted = 200 if role in ("dept", "county_clerk", "town_clerk") else 403
        assert client.get("/console/roster", headers=PAGE).status_code == wanted, role
    assert client_of(app).get("/console/roster", headers=PAGE).status_code == 401


def test_a_list_from_the_file_to_the_table_and_back(clerk: TestClient, office: Office) -> None:
    batch = received(clerk, HEAD, CHEN, WIFE, WRONG)
    columns = shown(clerk, f"{batch}/columns")
    assert chosen(columns)["village"] == "行政村"
    assert "350111********0018" in columns
    assert CHEN[3] not in columns
    looked = looked_at(clerk, batch)
    assert ">2</strong> 新增" in looked
    assert ">1</strong> 没收" in looked
    assert "身份证号应是 18 位" in looked
    assert "黄阿福" in looked
    assert stored(office, HOUSEHOLDS) == [], "a dry run writes nothing"
    assert post(clerk, f"{batch}/import").status_code == 303
    assert batch_row(office, batch)["state"] == "done"
    assert {row["name"] for row in stored(office, RESIDENTS)} == {"陈大山", "郑依妹"}
    assert "导入好了" in shown(clerk, batch)
    assert post(clerk, f"{batch}/undo").status_code == 422, "a reason is asked for"
    assert post(clerk, f"{batch}/undo", reason="导错了镇").status_code == 303
    assert batch_row(office, batch)["state"] == "undone"
    assert stored(office, RESIDENTS) == []
    assert "都退回到导入以前的样子" in shown(clerk, batch)
    acts = [(row["act"], row["data"].get("reason", "")) for row in stored(office, AUDIT) if row["subject"] == "roster"]
    assert ("import_undone", "导错了镇") in acts
    assert ("imported", "") in acts


def test_a_column_is_put_right_and_kept_for_the_next_file(clerk: TestClient, office: Office) -> None:
    heads = ("编", "甲", "乙", "身份证号", "乡镇", "行政村")
    rows = [("1", "陈大山", "户主", CHEN[3], "宦溪镇", "亥由村"), ("1", "郑依妹", "妻", WIFE[3], "宦溪镇", "亥由村")]
    batch = received(clerk, heads, *rows)
    page = shown(clerk, f"{batch}/columns")
    assert "还差：姓名" in page
    refused = post(clerk, f"{batch}/columns", **chosen(page))
    assert refused.status_code == 422
    assert "还差这几列：姓名" in refused.text
    right = chosen(page) | {"name": "甲", "book": "编", "relation": "乙"}
    again = post(clerk, f"{batch}/columns", **right, show="yes")
    assert again.status_code == 200
    assert chosen(again.text) == right, "shown first, what was chosen is kept"
    assert post(clerk, f"{batch}/columns", **right).status_code == 303
    assert "2</strong> 新增" in shown(clerk, batch)
    post(clerk, f"{batch}/import")
    following = received(clerk, heads, ("2", "林阿土", "户主", ELSEWHERE[3], "宦溪镇", "亥由村"))
    assert chosen(shown(clerk, f"{following}/columns")) == right


def test_one_column_is_not_two_things(clerk: TestClient) -> None:
    batch = received(clerk, HEAD, CHEN)
    wrong = chosen(shown(clerk, f"{batch}/columns")) | {"head": "姓名"}
    answer = post(clerk, f"{batch}/columns", **wrong)
    assert answer.status_code == 422
    assert "“姓名”选了两次" in answer.text
    assert chosen(answer.text) == wrong


def test_the_same_file_again_is_told_with_the_earlier_batch(clerk: TestClient) -> None:
    content = xlsx(HEAD, CHEN)
    batch = str(give(clerk, content).headers["location"].rpartition("/")[2])
    assert give(clerk, content).headers["location"].endswith(batch), "it still waits: the same batch"
    looked_at(clerk, batch)
    post(clerk, f"{batch}/import")
    again = give(clerk, content)
    assert again.status_code == 409
    assert "已经导入过" in again.text
    assert f"/console/roster/{batch}" in again.text


@pytest.mark.parametrize(
    ("content", "source", "words"),
    [(b"", "hukou", "空的"), (b"\x89PNG\r\n\x1a\n\0\0", "hukou", "不是表格"), (xlsx(HEAD, CHEN), "", "哪一种名单"),
     (b"x", "nonsense", "哪一种名单")],
)  # fmt: skip
def test_what_is_no_list_is_told_plainly(clerk: TestClient, content: bytes, source: str, words: str) -> None:
    answer = give(clerk, content, source)
    assert answer.status_code == 422
    assert words in re.findall(r'role="alert">(.*?)<', answer.text)[0]


def test_a_file_that_is_too_large_is_told_plainly(clerk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake_api.roster.sheets.MOST_BYTES", 1024 * 1024)
    monkeypatch.setattr("intake_api.console.roster_page.MOST_BYTES", 1024 * 1024)
    answer = give(clerk, b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "文件超过 1 MB 了" in answer.text


def test_a_list_may_be_larger_than_a_photo_but_not_endless(clerk: TestClient) -> None:
    rows = "".join(f"陈大山,{CHEN[3]},亥由村,{'说明' * 40}\r\n" for _ in range(70_000))
    large = f"姓名,身份证号,村,备注\r\n{rows}".encode()
    assert len(large) > 16 * 1024 * 1024
    assert give(clerk, large, name="底册.csv").status_code == 303
    refused = clerk.post("/console/roster", headers=SAME_SITE | {"content-length": str(200 * 1024 * 1024)})
    assert refused.status_code == 413
    assert "按镇或按村分成几个文件" in refused.json()["detail"]


def test_a_town_imports_its_own_people_only(app: FastAPI, office: Office) -> None:
    town = log_in(app, office, "town_clerk")
    batch = received(town, HEAD, CHEN, ELSEWHERE)
    looked = looked_at(town, batch)
    assert "1</strong> 新增" in looked
    assert "1</strong> 没收" in looked
    assert "这个村不在您的乡镇" in looked
    post(town, f"{batch}/import")
    assert {row["town"] for row in stored(office, HOUSEHOLDS)} == {HUANXI}
    other = log_in(app, office, "town_clerk", GUSHAN)
    for path in ("", "/columns", "/rejected.xlsx", "/candidates"):
        assert other.get(f"/console/roster/{batch}{path}", headers=PAGE).status_code == 404, path
    for step in ("import", "drop", "undo", "columns", "candidates"):
        assert post(other, f"{batch}/{step}", reason="x").status_code == 404, step
    assert batch not in shown(other)


def test_a_department_brings_its_own_lists_and_sees_its_own_batches(
    app: FastAPI, office: Office, clerk: TestClient
) -> None:
    roster = received(clerk, HEAD, CHEN, WIFE)
    looked_at(clerk, roster)
    post(clerk, f"{roster}/import")
    civil, disabled = department(app, office, "民政局", "minzheng"), department(app, office, "残联", "canlian")
    assert '<option value="dibao"' in shown(civil)
    assert '<option value="hukou"' not in shown(civil)
    assert give(civil, xlsx(HEAD, CHEN), "hukou").status_code == 422, "the register is not theirs"
    batch = received(civil, ("姓名", "身份证号", "村"), ("陈大山", CHEN[3], "亥由村"), source="dibao")
    assert "1</strong> 对上了人" in looked_at(civil, batch)
    post(civil, f"{batch}/import")
    assert [row["list"] for row in stored(office, LIST_ENTRIES)] == ["dibao"]
    assert roster not in shown(civil)
    assert disabled.get(f"/console/roster/{batch}", headers=PAGE).status_code == 404
    assert civil.get(f"/console/roster/{roster}", headers=PAGE).status_code == 404
    assert civil.get(f"/console/roster/{batch}/candidates", headers=PAGE).status_code == 403
    assert "/console/households/" not in shown(civil, batch)
    assert batch in shown(clerk)


def test_refused_rows_go_out_as_they_came_and_come_in_mended(clerk: TestClient, office: Office) -> None:
    batch = received(clerk, HEAD, CHEN, WRONG)
    looked_at(clerk, batch)
    answer = clerk.get(f"/console/roster/{batch}/rejected.xlsx", headers=PAGE)
    book = load_workbook(BytesIO(answer.content))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*HEAD, "要改的地方"]
    assert rows[1][:-1] == list(WRONG)
    assert "18 位" in str(rows[1][-1])
    file = BytesIO()
    sheet.cell(2, 4).value = "350111197803150077"
    book.save(file)
    mended = str(give(clerk, file.getvalue()).headers["location"].rpartition("/")[2])
    assert "没收" not in re.findall(r'class="plain tally">(.*?)</ul>', looked_at(clerk, mended))[0]
    assert ("exported", 1) in [(row["act"], row["data"].get("rows")) for row in stored(office, AUDIT)]


def test_not_imported_after_all(clerk: TestClient, office: Office) -> None:
    content = xlsx(HEAD, CHEN)
    batch = str(give(clerk, content).headers["location"].rpartition("/")[2])
    looked_at(clerk, batch)
    assert post(clerk, f"{batch}/drop").status_code == 303
    assert stored(office, BATCH_ROWS) == []
    assert "没有导入" in shown(clerk, batch)
    assert post(clerk, f"{batch}/import").status_code == 409
    assert post(clerk, f"{batch}/undo", reason="x").status_code == 409
    assert not give(clerk, content).headers["location"].endswith(batch), "the file may come again"


def test_somebody_alike_is_decided_one_by_one(clerk: TestClient, office: Office) -> None:
    batch = received(clerk, HEAD, CHEN, WIFE)
    looked_at(clerk, batch)
    post(clerk, f"{batch}/import")
    heads = ("姓名", "出生年月", "村")
    listed = received(clerk, heads, ("陈大山", "1978-03", "亥由村"), ("郑依妹", "1980-01", "亥由村"), source="dibao")
    assert "2</strong> 要认一认" in looked_at(clerk, listed)
    assert post(clerk, f"{listed}/candidates", sheet="1", row="2").status_code == 409, "imported first"
    post(clerk, f"{listed}/import")
    page = shown(clerk, f"{listed}/candidates")
    assert "底册里的陈大山" in page
    assert CHEN[3] not in page
    resident = re.findall(r'name="resident" value="([^"]+)"', page)[0]
    assert post(clerk, f"{listed}/candidates", sheet="1", row="2", resident=resident).status_code == 303
    assert post(clerk, f"{listed}/candidates", sheet="1", row="3").status_code == 303
    assert "没有要认的人了" in shown(clerk, f"{listed}/candidates")
    homes = {row["name"]: bool(row["household_id"]) for row in stored(office, LIST_ENTRIES)}
    assert homes == {"陈大山": True, "郑依妹": False}
    assert post(clerk, f"{listed}/candidates", sheet="1", row="3").status_code == 409, "decided already"
