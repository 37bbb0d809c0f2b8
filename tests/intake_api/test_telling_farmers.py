"""The farmer hears each step where they can be reached; where not, somebody picks up the telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_account, make_case, make_talk
from offices import Clock
from procedure import Procedure, sheet_answers
from sqlalchemy import select, update

from dialogs.messages import Outcome
from dialogs.talk import Talk
from intake_api.casework import tasks
from intake_api.casework.actions import act, farmer_acts, system_acts
from intake_api.errors import Conflict, NotAllowed
from intake_api.intake.case_views import view
from intake_api.intake.talks import dump
from intake_api.models.tables import EVENTS, NOTICES, TALKS, TASKS
from intake_api.notices import outbox, settling
from intake_api.notices.reminding import remind
from intake_api.office import Office

REASON = "眼下的难处还撑得过去"
WELL_OFF = sheet_answers() | {"wage_income": 90000}


def rows(office: Office, table: Any, *where: Any) -> list[Any]:
    with office.database.read() as session:
        return list(session.connection().execute(select(table).where(*where).order_by(table.c.id)).mappings())


def calls(office: Office) -> list[Any]:
    return rows(office, TASKS, TASKS.c.kind == "tell", TASKS.c.done_at.is_(None))


def told(office: Office) -> list[dict[str, Any]]:
    return [row["data"] for row in rows(office, EVENTS, EVENTS.c.kind == "refusal_told")]


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    return Procedure(office, clock)


def on(p: Procedure, channel: str, user: str = "f1") -> Procedure:
    with p.office.work() as work:
        make_talk(work, channel, user, p.case_id)
    return p


def carry(p: Procedure, outcome: Outcome, channel: str = "wechat") -> None:
    with p.office.work() as work:
        for notice in outbox.claim(work, channel, 50):
            settling.settle(work, notice.id, outcome)


class TestByTelephone:
    """A closed page, a caller, no chat at all."""

    @pytest.mark.parametrize("channel", ["web", "hotline", ""])
    def test_a_step_becomes_a_call(self, p: Procedure, channel: str) -> None:
        if channel:
            on(p, channel)
        p.do("village", "accept")
        (call,) = calls(p.office)
        assert (call["name"], call["phone"], call["village"]) == ("陈大山", "13800000000", YIYOU)
        assert "村里已经收下了" in call["words"]
        assert (call["due_at"] - p.clock.now).days == 1

    def test_a_chat_is_written_to_instead(self, p: Procedure) -> None:
        on(p, "wechat").do("village", "accept")
        assert calls(p.office) == []

    def test_one_call_a_case_says_all_of_it(self, p: Procedure) -> None:
        p.to("VERIFYING")
        p.do("village", "request_info")
        (call,) = calls(p.office)
        for part in ("村里已经收下了", "两位干部到家里来", "住院小结"):
            assert part in call["words"]
        assert "在这里" not in call["words"], "said on the telephone"

    def test_a_refusal_is_due_in_five_working_days_and_told_by_the_call(self, p: Procedure) -> None:
        p.to("VERIFYING")
        before = calls(p.office)[0]
        with p.office.work() as work:
            tasks.finish(work, p.person("village"), before["id"], "告诉他了")
        p.visit(answers=WELL_OFF)
        p.both("village", "town_clerk", "conclude_no_risk")
        (call,) = calls(p.office)
        assert REASON in call["words"]
        assert "回“不同意”" not in call["words"]
        assert "跟村里、镇里说一声" in call["words"]
        with p.office.work() as work:
            assert f"{work.local(call['due_at']):%m-%d %H:%M}" == "11-18 00:00", "the end of Friday the 17th"
        assert told(p.office) == []
        with p.office.work() as work:
            tasks.finish(work, p.person("village"), call["id"], "讲清楚了")
        assert told(p.office) == [{"how": "phone", "note": "讲清楚了"}]

    def test_after_a_result_nobody_is_told_how_it_went_on_the_way(self, p: Procedure) -> None:
        (before,) = calls(p.to("VERIFYING").office)
        assert "两位干部" in before["words"]
        p.do("village", "refer")
        p.visit(answers=WELL_OFF)
        p.both("village", "town_clerk", "conclude_no_risk")
        (call,) = calls(p.office)
        assert call["id"] == before["id"]
        assert [part in call["words"] for part in (REASON, "转给专门的部门", "收下", "两位干部")] == [
            True,
            True,
            False,
            False,
        ]

    def test_who_may_not_tell_a_refusal_keeps_the_call_open(self, p: Procedure) -> None:
        p.to("REJECTED")
        (call,) = calls(p.office)
        with pytest.raises(NotAllowed), p.office.work() as work:
            tasks.finish(work, p.person("county_clerk"), call["id"], "我来说")
        assert len(calls(p.office)) == 1

    def test_told_at_the_door_is_not_told_again(self, p: Procedure) -> None:
        (call,) = calls(p.to("REJECTED").office)
        p.do("village", "tell_refusal")
        assert calls(p.office) == [], "told: the call is not made any more"
        (done,) = rows(p.office, TASKS, TASKS.c.id == call["id"])
        assert (done["done_by"], done["note"]) == (p.person("village").id, "结果已经告诉农户了，不用再打")
        with pytest.raises(Conflict), p.office.work() as work:
            tasks.finish(work, p.person("village"), call["id"], "又打了一次")
        assert told(p.office) == [{"how": "visit"}]

    def test_a_call_about_another_case_stays(self, p: Procedure) -> None:
        p.to("REJECTED")
        with p.office.work() as work:
            other = make_case(work)
            act(work, p.person("village"), other["id"], "accept", 1, {})
        p.do("village", "tell_refusal")
        assert [call["case_id"] for call in calls(p.office)] == [other["id"]]

    def test_the_operator_may_ring_up_too(self, p: Procedure) -> None:
        p.to("REJECTED")
        with p.office.work() as work:
            tasks.finish(work, p.person("operator"), calls(p.office)[0]["id"], "讲清楚了")
        assert [each["how"] for each in told(p.office)] == ["phone"]

    def test_who_takes_the_case_back_needs_no_call(self, p: Procedure) -> None:
        p.to("VERIFYING")
        with p.office.work() as work:
            farmer_acts(work, p.case_id, "withdraw", {}, "web", "f1")
        assert calls(p.office) == []


class TestAskedOfOthers:
    """请农户补充, with whom it is asked of: the farmer hears what is asked of them, nothing else."""

    OTHERS = ("village", "town", "department", "other")

    def test_the_farmer_hears_what_is_asked_of_them(self, p: Procedure) -> None:
        on(p, "wechat").do("village", "request_info")
        (notice,) = rows(p.office, NOTICES, NOTICES.c.channel == "wechat")
        assert "住院小结" in notice["text"]
        assert p.case["lacks"]

    @pytest.mark.parametrize("whom", OTHERS)
    @pytest.mark.parametrize("channel", ["wechat", "web"])
    def test_what_is_asked_of_others_is_none_of_theirs(self, p: Procedure, whom: str, channel: str) -> None:
        on(p, channel).do("town_clerk", "request_info", whom=whom)
        assert rows(p.office, NOTICES, NOTICES.c.channel == channel) == []
        assert calls(p.office) == []
        assert not p.case["lacks"], "nobody waits for the farmer"
        with p.office.work() as work:
            seen = view(work, p.case)
        assert seen
        assert seen.lacks == ""
        assert p.kinds()[-1] == "info_requested", "it stands in the log all the same"

    def test_a_later_request_to_others_does_not_hide_an_open_one(self, p: Procedure) -> None:
        on(p, "wechat").do("village", "request_info")
        p.do("town_clerk", "request_info", what="村里的证明", whom="village")
        assert p.case["lacks"]
        with p.office.work() as work:
            seen = view(work, p.case)
        assert seen
        assert seen.lacks == "住院小结"

    def test_the_village_or_the_town_is_told_and_not_who_asked(self, p: Procedure) -> None:
        p.do("town_clerk", "request_info", what="村里的证明", whom="village")
        p.do("village", "request_info", what="去年的名单", whom="town")
        asked = rows(p.office, NOTICES, NOTICES.c.title == "请补情况")
        clerks = {p.person("town_clerk").id, p.person("second_clerk").id}
        village, *town = [n["account_id"] for n in asked]
        assert village == p.person("village").id
        assert set(town) == clerks
        assert all("证明" not in n["text"] and "陈*" in n["text"] for n in asked)

    def test_whoever_asks_their_own_office_is_told_nothing(self, p: Procedure) -> None:
        p.do("village", "request_info", whom="village")
        assert rows(p.office, NOTICES, NOTICES.c.title == "请补情况") == []


class TestDelivered:
    """What became of the message."""

    def test_a_refusal_that_arrived_has_been_told(self, p: Procedure) -> None:
        on(p, "wechat").to("REJECTED")
        assert told(p.office) == []
        carry(p, "sent")
        assert told(p.office) == [{"how": "message"}]
        (event,) = rows(p.office, EVENTS, EVENTS.c.kind == "refusal_told")
        assert event["actor"] == "system"
        assert calls(p.office) == []

    def test_any_other_message_tells_no_refusal(self, p: Procedure) -> None:
        on(p, "wechat").to("VERIFYING")
        carry(p, "sent")
        assert told(p.office) == []

    def test_an_old_refusal_that_arrives_late_tells_nothing_new(self, p: Procedure) -> None:
        on(p, "wechat").to("APPEAL")
        carry(p, "sent")
        assert told(p.office) == []

    @pytest.mark.parametrize("outcome", ["gone", "never"])
    def test_what_did_not_arrive_becomes_a_call(self, p: Procedure, outcome: Outcome) -> None:
        on(p, "wechat").to("REJECTED")
        carry(p, outcome)
        (call,) = calls(p.office)
        assert REASON in call["words"]
        assert "跟村里、镇里说一声" in call["words"]
        assert {row["state"] for row in rows(p.office, NOTICES, NOTICES.c.channel == "wechat")} == {"called"}
        with p.office.work() as work:
            assert outbox.stuck(work) == [], "a call has taken its place"
        assert [n["title"] for n in rows(p.office, NOTICES, NOTICES.c.title == "请打电话")]

    def test_another_chat_that_was_reached_is_enough(self, p: Procedure) -> None:
        on(on(p, "wechat"), "telegram", "f2").do("village", "accept")
        carry(p, "gone")
        assert calls(p.office) == []
        carry(p, "gone", "telegram")
        assert len(calls(p.office)) == 1

    def test_a_line_without_the_reason_is_no_telling(self, p: Procedure) -> None:
        """裁定 10: on such a channel the notice carries no reason, so the refusal is told by telephone."""
        on(p, "telegram").to("REJECTED")
        (call,) = calls(p.office)
        assert REASON in call["words"]
        carry(p, "sent", "telegram")
        assert told(p.office) == []

    def test_who_only_joined_hears_no_reason(self, p: Procedure) -> None:
        on(p, "wechat")
        with p.office.work() as work:
            joined = dump(Talk("submitted", receipt=p.case["receipt"], joined=True), p.office.sealer)
            work.connection.execute(update(TALKS).values(body=joined))
        p.to("REJECTED")
        texts = [row["text"] for row in rows(p.office, NOTICES, NOTICES.c.channel == "wechat")]
        assert texts
        assert not any(REASON in text for text in texts)
        assert REASON in calls(p.office)[0]["words"]

    def test_the_system_does_only_what_the_table_gives_it(self, p: Procedure) -> None:
        with pytest.raises(Conflict), p.office.work() as work:
            system_acts(work, p.case_id, "tell_refusal", {"how": "message"})
        with pytest.raises(NotAllowed), p.office.work() as work:
            system_acts(work, p.case_id, "accept", {})


class TestLate:
    """超时致歉: once, when the 15 days are over."""

    @pytest.mark.parametrize("reached", [True, False])
    def test_once_however_often_one_looks(self, p: Procedure, reached: bool) -> None:
        if reached:
            on(p, "wechat")
        p.do("village", "accept")
        said: Callable[[], int] = lambda: sum(  # noqa: E731
            "让您久等了，对不起" in each
            for each in [*(n["text"] for n in rows(p.office, NOTICES)), *(c["words"] for c in calls(p.office))]
        )
        p.clock.advance(days=15)
        remind(p.office, "350111")
        assert said() == 0, "the 15th day is still in time"
        p.clock.advance(days=1)
        for _ in range(3):
            remind(p.office, "350111")
            p.clock.advance(days=1)
            if p.case["state"] == "ACCEPTED":
                p.do("village", "start_verify")
        assert said() == 1

    def test_whoever_is_recognised_hears_none(self, p: Procedure) -> None:
        on(p, "wechat").to("RECOGNIZED").clock.advance(days=30)
        remind(p.office, "350111")
        assert not any("久等" in row["text"] for row in rows(p.office, NOTICES))

    def test_words_blame_nobody(self, p: Procedure) -> None:
        on(p, "wechat").clock.advance(days=17)
        remind(p.office, "350111")
        (text,) = [row["text"] for row in rows(p.office, NOTICES) if "久等" in row["text"]]
        for part in ("对不起", "还在办", "12317"):
            assert part in text
        assert HUANXI not in text


def test_calls_are_seen_in_the_village_they_are_about(p: Procedure) -> None:
    p.do("village", "accept")
    with p.office.work() as work:
        elsewhere = make_account(work, "village", "350111103201")
        assert tasks.open_tasks(work.connection, elsewhere) == []
        assert [t["kind"] for t in tasks.open_tasks(work.connection, p.person("village"))] == ["tell"]


def test_a_second_vote_announces_no_second_publicity(p: Procedure) -> None:
    """裁定 2: 公示只一次."""
    on(p, "wechat").to("PUBLICITY")
    p.do("village", "objection")
    p.do("village", "to_review")
    p.do("village", "vote_pass", posted_photo="")
    texts = [row["text"] for row in rows(p.office, NOTICES, NOTICES.c.channel == "wechat")]
    assert [("贴出来 5 天" in text, "不用再贴" in text) for text in texts if "会议" in text] == [
        (True, False),
        (False, True),
    ]


def test_whoever_reported_it_again_hears_that_it_was_joined(p: Procedure) -> None:
    with p.office.work() as work:
        again = make_case(work, household_id=p.case["household_id"])
        make_talk(work, "wechat", "again", again["id"])
        act(work, p.person("town_clerk"), again["id"], "mark_duplicate", 1,
            {"receipt": p.case["receipt"], "reason": "同一户"})  # fmt: skip
    (notice,) = rows(p.office, NOTICES, NOTICES.c.channel == "wechat")
    assert (notice["user"], "并到了一起" in notice["text"]) == ("again", True)
    assert calls(p.office) == []
