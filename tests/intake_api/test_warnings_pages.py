"""The pages of warnings and surges as people use them, and the address for systems that send warnings."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_account, make_case
from http_office import PAGE, app_of, client_of, log_in, post
from offices import Clock
from pydantic import SecretStr
from rural import enrolled, rows

from intake_api.models.tables import AUDIT, CASES, ERRANDS, NOTICES, WARNINGS
from intake_api.office import Office

FORM = {"kind": "flood", "level": "red", "places": HUANXI, "from_at": "2023-11-10T18:00", "words": "山洪"}
SENT: dict[str, Any] = {
    "id": "17", "sender": "气象台", "kind": "typhoon", "level": "orange", "words": "大雨", "until": "2023-11-11T18:00",
    "places": [HUANXI, "日溪乡", "宦溪镇亥由村"], "since": "2023-11-10T18:00:00+08:00",
}  # fmt: skip
TOKEN = {"authorization": "Bearer warnings-token"}


def with_token(office: Office) -> Any:
    office.settings.warning_token = SecretStr("warnings-token")
    return client_of(app_of(office))


def test_from_the_warning_to_the_case(office: Office) -> None:
    with office.work() as work:
        home = enrolled(work, "林阿土", phone="13900000001")
        bare = enrolled(work, "林没电")
    app = app_of(office)
    clerk, leader = log_in(app, office, "town_clerk"), log_in(app, office, "town_leader")
    refused = post(clerk, "/console/disasters", **FORM | {"from_at": ""})
    assert refused.status_code == 422
    assert "山洪" in refused.text
    at = post(clerk, "/console/disasters", **FORM).headers["location"]
    assert "activate" not in clerk.get(at, headers=PAGE).text
    assert post(leader, f"{at}/activate").status_code == 303
    village = log_in(app, office, "village")
    page = village.get(f"{at}/calls", headers=PAGE).text
    assert all(words in page for words in ("林阿土", 'href="tel:13900000001"', "没有电话，要上门", "不要蹚水"))
    assert post(village, f"{at}/tick", household=home, done="moved", note="去小学", village=YIYOU).status_code == 303
    assert post(village, f"{at}/tick", household=home, done="", village=YIYOU).status_code == 422
    assert "转移了" in village.get(f"{at}/calls?village={YIYOU}", headers=PAGE).text
    onlooker = log_in(app, office, "auditor").get(f"{at}/calls", headers=PAGE).text
    assert "林*" in onlooker
    assert not {"林阿土", "13900000001"} & set(re.findall(r"林阿土|13900000001", onlooker))
    case = post(village, f"{at}/hit", household=bare, village=YIYOU).headers["location"]
    assert "绿色通道" in leader.get(case, headers=PAGE).text
    assert post(clerk, f"{at}/talk", who="李镇长", words="今夜值班").status_code == 303
    assert "今夜值班" in post(clerk, f"{at}/talk", who="", words="今夜值班").text
    assert "小结" in post(leader, f"{at}/close", summary="").text
    assert post(leader, f"{at}/close", summary="没有人受伤").status_code == 303
    assert "没有人受伤" in village.get(at, headers=PAGE).text
    assert post(village, f"{at}/tick", household=home, done="safe").status_code == 409
    assert "disasters" in {row["subject"] for row in rows(office, AUDIT)}


def test_no_notice_names_a_household(office: Office) -> None:
    with office.work() as work:
        home = enrolled(work, "林阿土", phone="13900000001")
    app = app_of(office)
    clerk, leader = log_in(app, office, "town_clerk"), log_in(app, office, "town_leader")
    log_in(app, office, "village")
    at = post(clerk, "/console/disasters", **FORM).headers["location"]
    post(leader, f"{at}/activate")
    assert rows(office, ERRANDS)[0]["household_id"] == home
    told = [row["text"] for row in rows(office, NOTICES)]
    assert len(told) > 4
    assert not [text for text in told if "林" in text or "139" in text]


def test_a_system_sends_a_warning_once(office: Office) -> None:
    with office.work() as work:
        make_account(work, "town_clerk", HUANXI)
    client = with_token(office)
    answers = [client.post("/api/v1/warnings", json=SENT, headers=TOKEN).json() for _ in range(2)]
    assert [answer["new"] for answer in answers] == [True, False]
    (row,) = rows(office, WARNINGS)
    assert (row["id"], row["places"]) == (answers[0]["warning"], sorted([HUANXI, "350111202000", YIYOU]))
    assert (row["activated_at"], row["entered_by"]) == (None, "program")
    assert rows(office, NOTICES)


def test_the_whole_county_by_its_code(office: Office) -> None:
    client = with_token(office)
    for number, name in enumerate(("350111", "350111000000", "晋安区")):
        sent = client.post("/api/v1/warnings", json=SENT | {"id": str(number), "places": [name]}, headers=TOKEN)
        assert sent.status_code == 200
    assert {len(row["places"]) for row in rows(office, WARNINGS)} == {9}


@pytest.mark.parametrize(
    ("over", "words"),
    [({"places": ["火星"]}, "火星"), ({"kind": "war"}, "kind"), ({"since": "now"}, "什么时候起"), ({"id": ""}, "id"),
     ({"county": "999999"}, "county")],
)  # fmt: skip
def test_what_a_system_sends_wrong_is_said(office: Office, over: dict[str, Any], words: str) -> None:
    answer = with_token(office).post("/api/v1/warnings", json=SENT | over, headers=TOKEN)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert rows(office, WARNINGS) == []


def test_only_with_its_own_token(office: Office) -> None:
    office.settings.warning_token = SecretStr("")
    client = client_of(app_of(office))
    assert client.post("/api/v1/warnings", json=SENT, headers=TOKEN).status_code == 503
    client = with_token(office)
    for header in ({}, {"authorization": "Bearer bots-token-of-the-suite"}, {"authorization": "Bearer x"}):
        assert client.post("/api/v1/warnings", json=SENT, headers=header).status_code == 401


def test_a_surge_is_looked_at(office: Office, clock: Clock) -> None:
    with office.work() as work:
        for _ in range(12):
            make_case(work, risk="unstable_job", name="陈大山")
    clerk = log_in(app_of(office), office, "county_clerk")
    page = clerk.get("/console/surges", headers=PAGE).text
    assert "宦溪镇 因就业不稳 12 件（11月6日—11月12日）" in page
    behind = clerk.get(f"/console/surges/cases?town={HUANXI}&risk=unstable_job&week=2023-11-06", headers=PAGE).text
    assert behind.count("陈*") == 12
    about = {"town": HUANXI, "risk": "unstable_job", "week": "2023-11-06"}
    assert post(clerk, "/console/surges", **about, note="").status_code == 422
    assert post(clerk, "/console/surges", **about, note="鞋厂停工").status_code == 303
    assert "鞋厂停工" in clerk.get("/console/surges", headers=PAGE).text
    assert post(clerk, "/console/surges", **about, note="鞋厂停工").status_code == 409
    clock.now = datetime.fromisoformat("2023-11-10T09:00:00+08:00") + timedelta(21)
    clerk = log_in(app_of(office), office, "county_clerk")  # the login of three weeks ago has ended
    assert "和平常差不多" in clerk.get("/console/surges", headers=PAGE).text
    assert len(rows(office, CASES)) == 12
