"""因灾防范预案: contacts, villages at risk, whom to fetch first (proposed, never chosen by machine), the document."""

import pytest
from factories import GUSHAN, HUANXI, HUANXI_VILLAGE, YIYOU, make_account
from http_office import PAGE, SAME_SITE, app_of, log_in, post
from rural import TODAY, enrolled, on_list
from sqlalchemy import insert

from intake_api.disasters import first_to_fetch, precautions
from intake_api.errors import Invalid, NotAllowed, NotFound
from intake_api.models import Account, Resident
from intake_api.office import Office, Work

CONTACTS = "李四 总指挥 13800000000\r\n王五，危房转移，0591-87480420"


@pytest.fixture
def clerk(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "town_clerk", HUANXI)


def lives_there(work: Work, household: str, born: str) -> None:
    row = Resident(county=work.code, id=work.new_id(), household_id=household, name="林", born=born)
    work.connection.execute(insert(Resident).values(**row.model_dump()))


def plan(office: Office, town: str = HUANXI) -> dict[str, object]:
    with office.database.read() as session:
        return precautions.of_town(session.connection(), office.county(), town)


def test_a_plan_is_written_and_read(office: Office, clerk: Account) -> None:
    with office.work() as work:
        precautions.save(work, clerk, HUANXI, CONTACTS, [YIYOU], "安置点在小学")
    kept = plan(office)
    assert [(c.name, c.duty, c.phone) for c in precautions.contacts_of(kept)] == [
        ("李四", "总指挥", "13800000000"),
        ("王五", "危房转移", "0591-87480420"),
    ]
    assert (kept["villages"], kept["note"]) == ([YIYOU], "安置点在小学")
    assert precautions.lacking(kept) == ["没有交预案文件", "没有选先接的人"]
    assert precautions.lacking(None) == ["还没有预案"]


@pytest.mark.parametrize("line", ["李四", "李四 13800000000", "李四 总指挥 没有电话"])
def test_a_contact_without_duty_or_telephone_is_said_by_its_line(office: Office, clerk: Account, line: str) -> None:
    with office.work() as work, pytest.raises(Invalid, match="第 2 行"):
        precautions.save(work, clerk, HUANXI, f"李四 总指挥 119\n\n{line}", [], "")


def test_only_clerks_write_and_only_their_own(office: Office, clerk: Account) -> None:
    with office.work() as work:
        leader = make_account(work, "town_leader", HUANXI)
        for account, town, error in ((clerk, GUSHAN, NotFound), (leader, HUANXI, NotAllowed), (clerk, YIYOU, NotFound)):
            with pytest.raises(error):
                precautions.save(work, account, town, CONTACTS, [], "")
        with pytest.raises(Invalid):
            precautions.save(work, clerk, HUANXI, CONTACTS, ["350111100201"], "")


def test_who_is_proposed_and_why(office: Office, clerk: Account) -> None:
    with office.work() as work:
        alone, couple, young, disabled, mild = (enrolled(work, name) for name in "甲乙丙丁戊")
        for household, born in (
            (alone, "1950-01"),
            (couple, "1953-11"),
            (couple, "1940-01"),
            (young, "1950-01"),
            (young, "1990-01"),
        ):
            lives_there(work, household, born)
        on_list(work, disabled, "disabled", grade="1")
        on_list(work, mild, "disabled", grade="4")
    with office.database.read() as session:
        found = first_to_fetch.candidates(session.connection(), office.county(), clerk, YIYOU, TODAY)
    why = {each.id: each.reasons for each in found}
    assert why[alone] == ("70岁以上，一个人住",)
    assert why[couple] == ("全家都满70岁",)
    assert why[disabled] == ("持证残疾人（1级）",)
    assert why[young] == why[mild] == ()
    assert plan(office)["first"] == []


def test_choosing_one_village_leaves_the_others(office: Office, clerk: Account) -> None:
    with office.work() as work:
        here, gone, there = enrolled(work), enrolled(work, ended="moved"), enrolled(work, village=HUANXI_VILLAGE)
        precautions.choose(work, clerk, HUANXI, HUANXI_VILLAGE, [there])
        precautions.choose(work, clerk, HUANXI, YIYOU, [here, gone])
    assert plan(office)["first"] == [there, here]
    with office.work() as work:
        with pytest.raises(Invalid):
            precautions.choose(work, clerk, HUANXI, YIYOU, [there])
        precautions.choose(work, clerk, HUANXI, YIYOU, [])
    assert plan(office)["first"] == [there]


def test_the_pages(office: Office) -> None:
    with office.work() as work:
        home = enrolled(work, "林阿土", phone="13900000001")
        on_list(work, home, "tekun")
    app = app_of(office)
    clerk = log_in(app, office, "town_clerk")
    at = f"/console/precautions/{HUANXI}"
    refused = post(clerk, at, contacts="李四", note="写了很多")
    assert refused.status_code == 422
    assert "写了很多" in refused.text
    assert post(clerk, at, contacts=CONTACTS, villages=YIYOU, note="").status_code == 303
    assert "特困人员" in clerk.get(f"{at}/first?village={YIYOU}", headers=PAGE).text
    assert post(clerk, f"{at}/first", village=YIYOU, household=home).status_code == 303
    sent = clerk.post(f"{at}/document", files={"file": ("x.pdf", b"%PDF-1.7 plan")}, headers=SAME_SITE | PAGE)
    assert sent.status_code == 303
    assert clerk.get(f"{at}/document").content == b"%PDF-1.7 plan"
    wrong = clerk.post(f"{at}/document", files={"file": ("x.exe", b"MZ")}, headers=SAME_SITE | PAGE)
    assert wrong.status_code == 422
    paper = clerk.get(f"{at}/paper", headers=PAGE).text
    assert all(words in paper for words in ("林阿土", "13900000001", "李四", "亥由村"))
    assert "齐了" in clerk.get("/console/precautions", headers=PAGE).text
    district = log_in(app, office, "county_leader")
    assert "还没有防灾预案的：" in district.get("/console/disasters", headers=PAGE).text
