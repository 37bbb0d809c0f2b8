"""Who looked at the page, or asked 查进度, has been told: a refusal counts as told, and nobody rings up to say it."""

from collections.abc import Iterator
from typing import Any

import pytest
from factories import make_account
from farmer import report, told, words
from offices import Clock
from procedure import ROLES, sheet_answers
from rows import check_log, rows
from story_steps import Cadres

from dialogs.messages import Said
from intake_api.intake.hear import Hearing
from intake_api.models.tables import EVENTS, NOTICES, TASKS
from intake_api.notices import outbox, settling
from intake_api.office import Office

REASON = "眼下的难处还撑得过去"
WELL_OFF = sheet_answers() | {"wage_income": 90000}


class Desk:
    """A farmer who reported on some channel, and the cadres of the place."""

    def __init__(self, office: Office, clock: Clock, hearing: Hearing) -> None:
        self.office, self.clock, self.hearing, self.said = office, clock, hearing, 0
        self.cadres = Cadres(office, clock)
        with office.work() as work:
            for role, area in ROLES.items():
                self.cadres.know(make_account(work, role, area))

    def says(self, text: str, channel: str, user: str = "farmer") -> str:
        self.said += 1
        one = Said(choice=text[1:]) if text.startswith("#") else Said(text=text)
        return words(told(self.hearing, user, [one], channel, prefix=f"later{self.said}-"))

    def reports(self, channel: str, user: str = "farmer") -> None:
        told(self.hearing, user, report(), channel)

    @property
    def calls(self) -> list[Any]:
        return [task for task in rows(self.office, TASKS, kind="tell") if task["done_at"] is None]

    @property
    def tellings(self) -> list[Any]:
        return [event["data"] for event in rows(self.office, EVENTS, kind="refusal_told")]


@pytest.fixture
def desk(office: Office, clock: Clock) -> Iterator[Desk]:
    hearing = Hearing(office)
    yield Desk(office, clock, hearing)
    hearing.stop()


class TestARefusal:
    """裁定 4: told with its reason and how to object."""

    def test_read_on_the_page_is_told(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("REJECTED")
        assert len(desk.calls) == 1
        page = desk.says("#!repeat", "web")
        for part in (REASON, "回“不同意”", "12317"):
            assert part in page
        assert desk.calls == []
        assert desk.tellings == [{"how": "message", "note": "农户查进度时看到了"}]
        (done,) = rows(desk.office, TASKS, kind="tell")
        assert (done["done_by"], done["note"]) == ("", "消息农户已经看到了，不用再打")
        assert desk.cadres.case["clock"] == "", "the five working days have been kept"
        check_log(desk.office)

    def test_however_often_it_is_read_it_is_told_once(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("REJECTED")
        for _ in range(3):
            desk.says("#!repeat", "web")
            desk.says("查进度", "web")
        assert len(desk.tellings) == 1

    def test_told_at_the_door_before_is_not_told_again(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("REJECTED")
        desk.cadres.do("village", "tell_refusal")
        desk.says("#!repeat", "web")
        assert [each["how"] for each in desk.tellings] == ["visit"]

    def test_in_a_chat_whose_notice_did_not_get_through(self, desk: Desk) -> None:
        desk.reports("wechat")
        desk.cadres.to("REJECTED")
        with desk.office.work() as work:
            for notice in outbox.claim(work, "wechat", 50):
                settling.settle(work, notice.id, "gone", "48 h")
        assert len(desk.calls) == 1
        assert REASON in desk.says("查进度", "wechat")
        assert desk.calls == []
        assert len(desk.tellings) == 1

    def test_looked_up_by_somebody_with_the_number_is_no_telling(self, desk: Desk) -> None:
        """The number and four digits may be a neighbour's knowledge: the family is still rung up."""
        desk.reports("web")
        desk.cadres.to("REJECTED")
        for text in ("查进度", desk.cadres.case["receipt"], "1234"):
            answer = desk.says(text, "web", user="somebody")
        assert REASON in answer
        assert len(desk.calls) == 1
        assert desk.tellings == []

    def test_who_only_joined_the_case_has_not_read_it_for_the_family(self, desk: Desk) -> None:
        desk.reports("web")
        desk.reports("web", "neighbour")
        desk.cadres.to("REJECTED")
        desk.says("#!repeat", "web", user="neighbour")
        assert len(desk.calls) == 1
        assert desk.tellings == []

    def test_on_telegram_the_reason_is_told_by_telephone(self, desk: Desk) -> None:
        """裁定 10: the words there carry no reason."""
        told(desk.hearing, "farmer", report(consent="2023-1-telegram"), "telegram")
        desk.cadres.to("REJECTED")
        assert REASON not in desk.says("查进度", "telegram")
        assert len(desk.calls) == 1
        assert desk.tellings == []

    def test_a_new_refusal_after_an_objection_is_told_anew(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("REJECTED")
        desk.says("#!repeat", "web")
        desk.says("不同意", "web")
        desk.says("药费没有算进去", "web")
        with desk.office.work() as work:
            desk.cadres.people["second_clerk"] = make_account(work, "town_clerk", ROLES["town_clerk"])
        desk.cadres.do("second_clerk", "appeal_upheld")
        assert len(desk.calls) == 1
        desk.says("查进度", "web")
        assert desk.calls == []
        assert len(desk.tellings) == 2

    def test_what_was_handed_on_meanwhile_is_still_to_be_told(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("VERIFYING")
        desk.cadres.do("village", "refer")
        desk.cadres.visit(answers=WELL_OFF)
        desk.cadres.both("village", "town_clerk", "conclude_no_risk")
        desk.says("#!repeat", "web")
        (call,) = desk.calls
        assert "转给专门的部门" in call["words"]
        assert REASON not in call["words"]
        assert len(desk.tellings) == 1


class TestOtherNews:
    """What stands on the page needs no call; what does not stand there is still told."""

    def test_where_it_stands_was_read(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("VERIFYING")
        assert len(desk.calls) == 1
        desk.says("#!repeat", "web")
        assert desk.calls == []

    def test_what_the_page_does_not_say_is_still_to_be_told(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.to("VERIFYING")
        desk.cadres.do("village", "refer")
        desk.says("#!repeat", "web")
        (call,) = desk.calls
        assert "转给专门的部门" in call["words"]
        assert "收下" not in call["words"]
        assert "两位干部" not in call["words"]

    def test_what_is_wanted_of_them_is_on_the_page(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.do("village", "accept")
        desk.cadres.do("village", "request_info")
        assert "住院小结" in desk.says("#!repeat", "web")
        assert desk.calls == []

    def test_news_after_the_look_is_told(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.do("village", "accept")
        desk.says("#!repeat", "web")
        desk.cadres.do("village", "start_verify")
        (call,) = desk.calls
        assert "两位干部" in call["words"]

    def test_a_look_changes_nothing_else(self, desk: Desk) -> None:
        desk.reports("web")
        desk.cadres.do("village", "accept")
        before = desk.cadres.case, rows(desk.office, EVENTS), rows(desk.office, NOTICES)
        desk.says("#!repeat", "web")
        assert (desk.cadres.case, rows(desk.office, EVENTS), rows(desk.office, NOTICES)) == before
