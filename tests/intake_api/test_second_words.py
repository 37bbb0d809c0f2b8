"""What is said after the report: it mends the case, adds to it, alarms, and takes back only one's own."""

from collections.abc import Iterator

import pytest
from factories import make_account
from farmer import YIYOU, id_number, report, told, words
from rows import check_log, everything_as_text, rows

from dialogs.messages import Said
from intake_api.errors import FieldErrors
from intake_api.intake.calls import log_call
from intake_api.intake.hear import Hearing
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, NOTICES, TASKS
from intake_api.office import Office

CALL = {
    "consent": "同意",
    "name": "林依妹",
    "phone": "13805007777",
    "village": YIYOU,
    "risk": "illness",
    "story": "老伴瘫在床上",
}


@pytest.fixture
def hearing(office: Office) -> Iterator[Hearing]:
    opened = Hearing(office)
    yield opened
    opened.stop()


def says(hearing: Hearing, user: str, *texts: str) -> str:
    """Further words of somebody; the last answer."""
    return words(told(hearing, user, [Said(text=text) for text in texts], prefix="later" + texts[0][:6]))


def test_a_new_number_reaches_case_and_household(hearing: Hearing) -> None:
    told(hearing, "farmer", report())
    says(hearing, "farmer", "电话改成13805009402")
    (case,), (household,) = rows(hearing.office, CASES), rows(hearing.office, HOUSEHOLDS)
    assert case["phone"] == case["answers"]["phone"] == household["phone"] == "13805009402"
    log = [event["data"].get("text", "") for event in rows(hearing.office, EVENTS, kind="supplemented")]
    assert "13805001234" in " ".join(log)  # the old one is not lost
    check_log(hearing.office)


def test_an_id_number_given_later_is_sealed_with_the_household(hearing: Hearing) -> None:
    told(hearing, "farmer", report())
    says(hearing, "farmer", f"身份证{id_number(7)}")
    (household,) = rows(hearing.office, HOUSEHOLDS)
    assert household["id_index"]
    assert hearing.office.sealer.open(household["id_sealed"], "id_number") == id_number(7)
    assert id_number(7) not in everything_as_text(hearing.office)


def test_the_village_hears_of_further_words_once_a_day(hearing: Hearing) -> None:
    with hearing.office.work() as work:
        cadre = make_account(work, "village", YIYOU)
    told(hearing, "farmer", report())
    says(hearing, "farmer", "忘了说，家里老人也要吃药")
    says(hearing, "farmer", "还有房子漏雨漏得厉害")
    told_of = [n for n in rows(hearing.office, NOTICES, account_id=cadre.id) if "补充" in n["text"]]
    assert len(told_of) == 1


def test_who_only_joined_cannot_take_the_case_back(hearing: Hearing) -> None:
    first = told(hearing, "farmer", report())
    joined = told(hearing, "neighbour", report())
    assert joined.case == first.case
    says(hearing, "neighbour", "撤回", "是", "是，撤回来")
    (case,) = rows(hearing.office, CASES)
    assert case["state"] == "SUBMITTED"
    says(hearing, "farmer", "撤回", "是，撤回来")
    assert rows(hearing.office, CASES)[0]["state"] == "WITHDRAWN"


def test_a_second_report_given_up_leads_back_to_the_first(hearing: Hearing) -> None:
    first = told(hearing, "farmer", report())
    says(hearing, "farmer", "再报一户", "撤回", "是，不报了")
    status = told(hearing, "farmer", [Said(text="查进度")], prefix="status")
    assert first.case is not None
    assert first.case in words(status)


def test_a_second_danger_does_not_hide_the_first(hearing: Hearing) -> None:
    told(hearing, "farmer", report())
    says(hearing, "farmer", "家里断粮了，孩子饿得哭")
    says(hearing, "farmer", "我不想活了")
    (task,) = rows(hearing.office, TASKS, kind="emergency")
    assert task["detail"] == "suicide"
    assert "断粮" in task["words"]
    assert "不想活" in task["words"]
    assert rows(hearing.office, CASES)[0]["urgent"] == "suicide"
    assert [e["data"]["urgent"] for e in rows(hearing.office, EVENTS, kind="distress")] == ["food", "suicide"]


def test_an_emergency_on_the_telephone_alarms_too(office: Office) -> None:
    with office.work() as work:
        operator = make_account(work, "operator", f"{work.code}000000")
        for story in ("老伴瘫在床上，家里没米下锅了", "他说不想活了"):
            log_call(work, operator, CALL | {"name": "林依妹" if "米" in story else "陈木生", "story": story})
    tasks = rows(office, TASKS, kind="emergency")
    assert [task["detail"] for task in tasks] == ["food", "suicide"]  # two callers, two tasks
    assert [case["green"] for case in rows(office, CASES)] == ["proposed", "proposed"]


def test_a_village_that_only_sounds_alike_is_shown_first(office: Office) -> None:
    with office.work() as work:
        operator = make_account(work, "operator", f"{work.code}000000")
        with pytest.raises(FieldErrors) as refused:
            log_call(work, operator, CALL | {"village": "海由村"})
    assert "宦溪镇亥由村" in refused.value.fields["village"]
