"""The walk's pages: the list, one household, the 通报, who is responsible; and what the telephone sends."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU
from fastapi import FastAPI
from http_office import PAGE, SAME_SITE, app_of, log_in, person, post
from rural import enrolled, events, household, on_list, rows
from starlette.testclient import TestClient

from intake_api.models.tables import CASES, DUTIES, ISSUES
from intake_api.office import Office
from intake_api.patrols import duties
from intake_api.patrols.duties import Named

VISIT = {"id": "walk-id-000001", "outcome": "well", "method": "visit", "day": "2023-11-10", "went": "林村长、王驻村"}


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def home(office: Office) -> str:
    """林阿土 of 亥由村, on 低保."""
    with office.work() as work:
        id = enrolled(work, "林阿土", phone="13805001299")
        on_list(work, id, "dibao")
    return id


def send(client: TestClient, **over: Any) -> Any:
    body = {"id": "patrol-0001", "day": "2023-11-10", "went": ["林村长"], "outcome": "well"} | over
    return client.post("/console/api/patrols", json=body, headers=SAME_SITE)


def test_the_list_of_one_s_village(app: FastAPI, office: Office, home: str) -> None:
    with office.work() as work:
        enrolled(work, "郑依妹", hamlet="下洋")
        enrolled(work, "外村人", village=HUANXI_VILLAGE)
    client = log_in(app, office, "village")
    shown = client.get("/console/walk", headers=PAGE).text
    assert shown.index("林阿土") < shown.index("郑依妹")
    assert "低保" in shown
    assert "13805001299" in shown
    assert "外村人" not in shown
    only = client.get("/console/walk", params={"village": YIYOU, "hamlet": "下洋"}, headers=PAGE).text
    assert "郑依妹" in only
    assert "林阿土" not in only


def test_a_town_chooses_the_village_first(app: FastAPI, office: Office, home: str) -> None:
    client = log_in(app, office, "town_clerk")
    assert "林阿土" not in client.get("/console/walk", headers=PAGE).text
    assert "林阿土" in client.get("/console/walk", params={"village": YIYOU}, headers=PAGE).text
    assert client.get("/console/walk", params={"village": GUYI}, headers=PAGE).status_code == 404
    assert client.get("/console/walk", params={"village": "nowhere"}, headers=PAGE).status_code == 404


def test_a_visit_by_the_form(app: FastAPI, office: Office, home: str) -> None:
    client = log_in(app, office, "village")
    problem = {"outcome": "problem", "category-0": "water", "problem-0": "水管断了", "note": "孩子在外地"}
    answer = post(client, f"/console/walk/{home}/patrols", **(VISIT | problem))
    assert answer.headers["location"] == f"/console/walk/{home}#patrol"
    shown = client.get(f"/console/walk/{home}", headers=PAGE).text
    assert "发现困难问题" in shown
    assert "林村长、王驻村去的" in shown
    assert "水管断了" in shown
    (row,) = rows(office)
    assert (row["went"], row["note"]) == (["林村长", "王驻村"], "孩子在外地")
    post(client, f"/console/walk/{home}/patrols", **(VISIT | problem))
    assert len(rows(office)) == 1, "pressed twice it is one"


def test_what_was_typed_is_still_there(app: FastAPI, office: Office, home: str) -> None:
    wrong = VISIT | {"method": "phone", "note": "说春节回来", "suspicion": "欠了债"}
    answer = post(log_in(app, office, "village"), f"/console/walk/{home}/patrols", **wrong)
    assert answer.status_code == 422
    assert "没能上门" in answer.text
    assert "说春节回来" in answer.text
    assert "欠了债" in answer.text
    assert rows(office) == []
    (wrong_day,) = [post(log_in(app, office, "village"), f"/console/walk/{home}/patrols", **(VISIT | {"day": "昨天"}))]
    assert wrong_day.status_code == 422


def test_a_household_on_no_list_by_the_form(app: FastAPI, office: Office, home: str) -> None:
    client = log_in(app, office, "village")
    given = VISIT | {"name": "黄阿福", "village": YIYOU, "hamlet": "下洋", "phone": "12"}
    refused = post(client, "/console/walk/new", **given)
    assert refused.status_code == 422
    assert "黄阿福" in refused.text
    answer = post(client, "/console/walk/new", **(given | {"phone": ""}))
    assert answer.status_code == 303
    (row,) = rows(office)
    assert household(office, row["household_id"])["head_name"] == "黄阿福"
    again = post(client, "/console/walk/new", **(given | {"phone": "", "id": "walk-id-000002"}))
    assert again.status_code == 409
    assert "同名" in again.text


def test_difficulties_are_solved_where_they_stand(app: FastAPI, office: Office, home: str) -> None:
    village = log_in(app, office, "village")
    send(village, household=home, outcome="problem", problems=[{"category": "water", "text": "水管断了"}])
    (issue,) = rows(office, ISSUES)
    clerk = log_in(app, office, "county_clerk")
    listed = clerk.get("/console/issues", headers=PAGE).text
    assert f'href="/console/walk/{home}#issues"' in listed
    assert "林*" in listed
    at = f"/console/walk/{home}/issues/{issue['id']}"
    planned = {"measure": "接水管", "owner": "村委会", "due_day": "2023-11-20"}
    assert post(village, f"{at}/plan", **planned).status_code == 303
    refused = post(village, f"{at}/resolve", day="2023-11-10", evidence="")
    assert refused.status_code == 422
    assert "凭据" in refused.text
    assert post(village, f"{at}/resolve", day="2023-11-10", evidence="水通了").status_code == 303
    assert rows(office, ISSUES)[0]["resolved_day"] == "2023-11-10"
    assert [kind for kind, _ in events(office)] == ["patrolled_difficult", "issue_found", "issue_resolved"]
    elsewhere = f"/console/walk/{home}x/issues/{issue['id']}/plan"
    assert post(village, elsewhere, **planned).status_code == 404


def test_the_list_to_take_along_and_a_visit_sent_twice(app: FastAPI, office: Office, home: str) -> None:
    client = log_in(app, office, "village")
    taken = client.get("/console/api/walk-list", params={"village": YIYOU}).json()
    assert taken["place"] == "宦溪镇亥由村"
    (stop,) = taken["stops"]
    assert stop == {
        "id": home,
        "name": "林阿土",
        "phone": "13805001299",
        "hamlet": "上寨",
        "about": "低保",
        "first": True,
    }
    suspect = {"household": home, "outcome": "suspect", "risk": "illness", "suspicion": "欠了六万"}
    first, second = (send(client, **suspect) for _ in range(2))
    assert first.status_code == 200, first.text
    assert first.json() == second.json()
    (case,) = rows(office, CASES)
    assert first.json()["case"] == case["id"]
    assert client.get("/console/api/walk-list", params={"village": YIYOU}).json()["stops"] == []


def test_a_newcomer_from_the_telephone(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "grid")
    met = {"name": "黄阿福", "village": YIYOU, "hamlet": "下洋"}
    first, second = (send(client, newcomer=met) for _ in range(2))
    assert first.json() == second.json()
    assert household(office, first.json()["household"])["enrolled"]
    refused = send(client, id="patrol-0002", newcomer=met)
    assert refused.status_code == 409
    assert "同名" in refused.json()["detail"]
    assert send(client, id="patrol-0002", newcomer=met | {"is_another": True}).status_code == 200


@pytest.mark.parametrize(
    ("over", "status"),
    [({"day": "2023-12-01"}, 422), ({"went": []}, 422), ({"household": "nobody"}, 404), ({"id": "x"}, 422),
     ({"newcomer": {"name": "黄", "village": GUYI}, "household": ""}, 404)],
)  # fmt: skip
def test_what_the_telephone_is_told(app: FastAPI, office: Office, home: str, over: dict[str, Any], status: int) -> None:
    answer = send(log_in(app, office, "village"), **({"household": home} | over))
    assert (answer.status_code, rows(office)) == (status, [])


def test_only_in_one_s_area(app: FastAPI, office: Office, home: str) -> None:
    stranger = log_in(app, office, "town_clerk", GUSHAN)
    assert stranger.get(f"/console/walk/{home}", headers=PAGE).status_code == 404
    assert send(stranger, household=home).status_code == 404
    assert stranger.get("/console/api/walk-list", params={"village": YIYOU}).status_code == 404
    assert stranger.get("/console/coverage", params={"village": YIYOU}, headers=PAGE).status_code == 404
    assert stranger.get("/console/coverage/left", params={"village": YIYOU}, headers=PAGE).status_code == 404
    assert stranger.get("/console/coverage/report", params={"town": HUANXI}, headers=PAGE).status_code == 404
    leader = log_in(app, office, "town_leader")
    assert leader.get(f"/console/walk/{home}", headers=PAGE).status_code == 200
    assert send(leader, household=home).status_code == 403
    assert leader.get("/console/walk", headers=PAGE).status_code == 403


def test_down_from_the_district_to_the_households(app: FastAPI, office: Office, home: str) -> None:
    client = log_in(app, office, "county_leader")
    with office.work() as work:
        enrolled(work, "郑依妹", hamlet="", patrolled_day="2023-11-10")
    district = client.get("/console/coverage", headers=PAGE).text
    assert f"/console/coverage?town={HUANXI}" in district
    assert "还没有定牵头领导" in district
    town = client.get("/console/coverage", params={"town": HUANXI}, headers=PAGE).text
    assert f"/console/coverage?village={YIYOU}" in town
    village = client.get("/console/coverage", params={"village": YIYOU}, headers=PAGE).text
    assert "上寨" in village
    assert "没写自然村的" in village
    left = client.get("/console/coverage/left", params={"village": YIYOU, "hamlet": "上寨"}, headers=PAGE).text
    assert "林*" in left
    assert "林阿土" not in left


def test_the_announcement_is_for_the_wall_and_for_a_group(app: FastAPI, office: Office, home: str) -> None:
    shown = log_in(app, office, "town_leader").get("/console/coverage/report", headers=PAGE).text
    assert "宦溪镇走访排查进度通报" in shown
    assert "亥由村还有 1 户；还没有走到：上寨；责任人还没有定。" in shown
    assert "林阿土" not in shown


def test_people_are_named_trained_and_taken_off(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "town_clerk")
    given = {"kind": "lead", "name": "李副镇长", "place": HUANXI, "phone": "13805001200"}
    assert post(client, "/console/duties", **given).status_code == 303
    second = post(client, "/console/duties", **(given | {"name": "赵镇长"}))
    assert second.status_code == 409
    assert "赵镇长" in second.text
    (row,) = rows(office, DUTIES)
    assert f"/console/duties/{row['id']}/trained" in client.get("/console/duties", headers=PAGE).text
    assert "没有培训" in log_in(app, office, "town_leader").get("/console/duties", headers=PAGE).text
    assert post(client, f"/console/duties/{row['id']}/trained", day="2023-11-09").status_code == 303
    assert "2023-11-09" in client.get("/console/duties", headers=PAGE).text
    assert post(log_in(app, office, "town_leader"), f"/console/duties/{row['id']}/end").status_code == 403
    assert post(client, f"/console/duties/{row['id']}/end").status_code == 303
    assert "李副镇长" not in client.get("/console/duties", headers=PAGE).text


def test_who_is_responsible_stands_beside_the_figures(app: FastAPI, office: Office, home: str) -> None:
    clerk = person(office, "town_clerk")
    with office.work() as work:
        duties.name(work, clerk, Named("grid", "黄网格", YIYOU, "上寨"))
        duties.name(work, clerk, Named("resident", "王驻村", YIYOU, trained_day="2023-11-09"))
    shown = log_in(app, office, "village").get("/console/coverage", headers=PAGE).text
    assert "驻村干部 王驻村、网格员 黄网格（没有培训）" in shown
