"""Where a case stands, in the farmer's words: what happens now, what comes next, and by when where a clock runs."""

from datetime import date

from dialogs.scene import CaseView, Scene
from dialogs.words import say, table

# While these last, the 15 days run and are worth telling (方案 三(四)).
RUNNING = frozenset(["SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT", "COUNTY_CONFIRM"])
_WAITS = frozenset(["PUBLICITY", "RECOGNIZED", "ASSISTING", "APPEAL"])  # for a day of their own


def case_words(case: CaseView, scene: Scene) -> str:
    """编号 …：已经收到 … A usual day is told as what is usual, never promised; one that is past with an apology."""
    lines = [say("status", receipt=case.receipt, words=table("status")[case.state])]
    if case.state == "REJECTED":
        lines = [_refused(case, scene), _how_to_object(case, scene), say("status_help", hotlines=scene.hotlines)]
    if case.state in _WAITS and case.until:
        lines += [_until(case.state, case.until, scene)]
    if case.state in RUNNING:
        lines += [_when(say("status_due", due=_day(case.due.date())), case.due.date(), scene)]
    if case.lacks and case.state in RUNNING:
        lines += [say("status_lacks", what=case.lacks)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def status_words(scene: Scene) -> str:
    """The person's own case."""
    return case_words(scene.case, scene) if scene.case else ""


def _until(state: str, last: date, scene: Scene) -> str:
    if state == "PUBLICITY":  # a day that has come, not one that somebody is late with
        return say("until.PUBLICITY", day=_day(last)) if scene.now.date() <= last else say("until.posted")
    return _when(say(f"until.{state}", day=_day(last)), last, scene)


def _when(words: str, last: date, scene: Scene) -> str:
    return words if scene.now.date() <= last else say("status_late", hotlines=scene.hotlines)


def _refused(case: CaseView, scene: Scene) -> str:
    """The reason in the words of the notice; not on a channel whose notices carry none (裁定 10)."""
    why = "" if scene.rules.bare_notices else case.why_not
    words = say("refused_why", why=why) if why else table("status")["REJECTED"]
    return say("status", receipt=case.receipt, words=words)


def _how_to_object(case: CaseView, scene: Scene) -> str:
    if case.upheld:
        return say("object_twice", hotlines=scene.hotlines)
    return say("how_to_object") if case.can_object else say("how_to_object_there", hotlines=scene.hotlines)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
