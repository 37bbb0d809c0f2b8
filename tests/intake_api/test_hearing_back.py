"""What a farmer may still say and hear once cadres work on the report: answer, mend, look up, take back, object."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from factories import make_account
from farmer import id_number, report, told, words
from offices import Clock
from procedure import ROLES, sheet_answers
from rows import check_log, rows
from story_steps import Cadres

from dialogs.messages import Said
from intake_api.casework.actions import farmer_acts
from intake_api.casework.states import DECIDING
from intake_api.intake.hear import Hearing
from intake_api.models.tables import EVENTS, HOUSEHOLDS, NOTICES
from intake_api.office import Office

# The states of a case on its way, by the shortest honest way there.
ON_THE_WAY = ["SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT", "COUNTY_CONFIRM",
              "RECOGNIZED", "ASSISTING", "ELIM_REVIEW", "ELIM_PUBLICITY", "APPEAL"]  # fmt: skip
WELL_OFF = sheet_answers() | {"wage_income": 90000}
TAKEN_BACK_IN = {"SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY"}


class People:
    """A farmer who has reported on WeChat, and the cadres of the place."""

    def __init__(self, office: Office, clock: Clock, hearing: Hearing) -> None:
        self.office, self.clock, self.hearing, self.said = office, clock, hearing, 0
        self.cadres = Cadres(office, clock)
        with office.work() as work:
            for role, area in ROLES.items():
                self.cadres.know(make_account(work, role, area))
            self.cadres.people["second_leader"] = make_account(work, "town_leader", ROLES["town_leader"])
            self.cadres.people["second_clerk"] = make_account(work, "town_clerk", ROLES["town_clerk"])
        told(hearing, "farmer", report())

    def says(self, *texts: str, user: str = "farmer", channel: str = "wechat") -> str:
        """Further words of somebody; the last answer."""
        self.said += 1
        said = [Said(choice=text[1:]) if text.startswith("#") else Said(text=text) for text in texts]
        return words(told(self.hearing, user, said, channel, prefix=f"later{self.said}-"))

    @property
    def case(self) -> Any:
        return self.cadres.case

    def events(self, kind: str) -> list[Any]:
        return rows(self.office, EVENTS, kind=kind)


@pytest.fixture
def people(office: Office, clock: Clock) -> Iterator[People]:
    hearing = Hearing(office)
    yield People(office, clock, hearing)
    hearing.stop()


def test_the_answer_to_a_request_clears_the_flag_and_tells_the_village(people: People) -> None:
    people.cadres.do("village", "accept")
    people.cadres.do("village", "request_info", what="出院小结")
    assert people.case["lacks"]
    people.clock.advance(days=1)
    assert "谢谢您，“出院小结”的事记下了" in people.says("单子丢了，医院说可以再打一张")
    after = people.case
    assert not after["lacks"]
    assert after["clock"] == "visit", "nobody waits for the farmer any more"
    (event,) = people.events("supplemented")
    assert event["data"]["text"] == "单子丢了，医院说可以再打一张"
    village = people.cadres.person("village").id
    assert "有补充" in [n["title"] for n in rows(people.office, NOTICES, account_id=village)]
    assert "谢谢您" not in people.says("还有老人也要吃药"), "asked once, thanked once"
    check_log(people.office)


@pytest.mark.parametrize("state", ON_THE_WAY)
def test_what_is_added_is_kept_in_every_open_state(people: People, state: str) -> None:
    people.cadres.to(state)
    people.says("家里老人上个月也开始吃药了")
    assert people.events("supplemented")[-1]["data"]["text"] == "家里老人上个月也开始吃药了"
    assert people.case["state"] == state


def test_cadres_hear_of_more_once_a_day_and_again_when_the_case_has_moved(people: People) -> None:
    people.cadres.to("VERIFYING")
    village = people.cadres.person("village").id

    def heard_of() -> int:
        return [n["title"] for n in rows(people.office, NOTICES, account_id=village)].count("有补充")

    people.says("家里老人上个月也开始吃药了", "孙子的学费也还欠着")
    assert heard_of() == 1
    people.cadres.visit(answers=WELL_OFF)
    people.cadres.both("village", "town_clerk", "conclude_no_risk")
    people.says("不同意", "药费没有算进去", "儿子这个月也没有活干了")
    assert heard_of() == 2, "whoever looks again must not miss it"


@pytest.mark.parametrize("state", ON_THE_WAY[2:])
def test_from_the_visit_on_the_sheet_is_never_overwritten(people: People, state: str) -> None:
    people.cadres.to(state)
    before = people.case
    people.says("收入改成三万")
    people.says("家里现在九口人")
    people.says("名字写错了，叫陈小明")
    after = people.case
    assert (after["answers"], after["name"], after["village"]) == (before["answers"], before["name"], before["village"])
    log = "；".join(event["data"]["text"] for event in people.events("supplemented"))
    for part in ("30000 元", "9 人", "陈小明"):
        assert part in log


def test_the_number_to_call_and_the_id_number_are_not_lost(people: People) -> None:
    people.cadres.to("REVIEW")
    people.says("电话改成13805009402", f"身份证{id_number(7)}")
    after, (household,) = people.case, rows(people.office, HOUSEHOLDS)
    assert after["phone"] == household["phone"] == "13805009402"
    assert after["answers"]["phone"] != "13805009402"
    assert people.office.sealer.open(household["id_sealed"], "id_number") == id_number(7)


@pytest.mark.parametrize("state", ON_THE_WAY)
def test_taken_back_until_the_publicity_ends(people: People, state: str) -> None:
    people.cadres.to(state)
    answer = people.says("撤回")
    if state in TAKEN_BACK_IN:
        people.says("是，撤回来")
        assert people.case["state"] == "WITHDRAWN"
        assert people.cadres.case["clock"] == ""
    else:
        assert "撤不了" in answer
        assert people.case["state"] == state


class TestObjecting:
    """不同意 to a refusal."""

    def test_another_person_looks_again_and_the_reason_is_kept(self, people: People) -> None:
        people.cadres.to("REJECTED")
        people.says("不同意")
        assert people.case["state"] == "REJECTED", "asked first"
        answer = people.says("药费没有算进去")
        assert "换个人再看一遍，一般11月1" in answer
        (event,) = people.events("appealed")
        assert (event["actor"], event["data"]) == ("wechat", {"reason": "药费没有算进去"})
        assert people.case["state"] == "APPEAL"
        assert "已经在重新看了" in people.says("我不服")
        check_log(people.office)

    def test_after_a_second_look_it_is_said_where_else_to_turn(self, people: People) -> None:
        people.cadres.to("REJECTED")
        people.says("不同意", "药费没有算进去")
        people.cadres.do("second_clerk", "appeal_upheld", opinion="维持")
        status = people.says("查进度")
        assert "眼下的难处还撑得过去" in status
        assert "换人又看过一遍" in status
        assert "12317" in people.says("不服")
        assert len(people.events("appealed")) == 1

    def test_somebody_else_was_first(self, people: People) -> None:
        people.cadres.to("REJECTED")
        people.says("不同意")
        with people.office.work() as work:
            farmer_acts(work, people.case["id"], "appeal", {"reason": "在村里说的"})
        assert "已经在重新看了" in people.says("#aside=yes")
        assert len(people.events("appealed")) == 1

    def test_a_neighbour_who_only_joined_cannot(self, people: People) -> None:
        told(people.hearing, "neighbour", report())
        people.cadres.to("REJECTED")
        status = people.says("查进度", user="neighbour")
        assert "撑得过去" not in status, "the reason is the family's own"
        assert "用当时报的那个手机" in people.says("我不服", user="neighbour")
        assert people.case["state"] == "REJECTED"

    def test_after_a_new_report_the_words_go_there(self, people: People) -> None:
        people.cadres.to("REJECTED")
        first = people.case["id"]
        told(people.hearing, "son", report(), prefix="again")
        assert people.case["id"] != first
        people.says("不同意")
        assert "后来又报了一次" in people.says("药费没有算进去")
        assert [event["case_id"] for event in people.events("supplemented")] == [people.case["id"]]
        assert people.events("appealed") == []


class TestStatus:
    """查进度 on another channel, by the number on the receipt and the last four."""

    def look_up(self, people: People, last4: str = "1234") -> str:
        receipt = people.case["receipt"]
        return people.says("查进度", receipt, last4, user="other", channel="web")

    def test_a_refusal_with_its_reason_but_no_button(self, people: People) -> None:
        people.cadres.to("REJECTED")
        answer = self.look_up(people)
        for part in ("眼下的难处还撑得过去", "用当时报的那个手机"):
            assert part in answer
        assert "请再看一遍" not in answer
        assert "撑得过去" not in self.look_up(people, "9999")

    def test_when_they_will_hear_of_their_objection(self, people: People) -> None:
        people.cadres.to("APPEAL")
        appealed = people.clock.now
        answer = self.look_up(people)
        assert "换个人再看一遍" in answer
        days = [appealed.date() + timedelta(days=n) for n in range(5, 10)]
        assert any(f"一般{day.month}月{day.day}日前给您回话" in answer for day in days)

    @pytest.mark.parametrize("state", ON_THE_WAY)
    def test_every_state_says_what_is_next_and_promises_nothing(self, people: People, state: str) -> None:
        people.cadres.to(state)
        answer = people.says("查进度")
        assert people.case["receipt"] in answer
        assert not any(word in answer for word in ("不符合", "保证", "一定", "驳回"))
        if state in DECIDING - {"APPEAL"}:
            assert "前有结果" in answer or "让您久等了" in answer


def test_who_opens_the_page_again_sees_where_it_stands(people: People) -> None:
    told(people.hearing, "page", report(name="林依妹", phone="13805007777"), "web")
    people.cadres.do("village", "accept")
    assert "村里已经收下" in people.says("#!repeat", user="page", channel="web")
