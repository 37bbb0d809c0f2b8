"""Where a case stands, in the farmer's words."""

from dialogs.scene import CaseView, Scene
from dialogs.words import say, table

# While these last, the 15 days run and are worth telling (方案 三(四)).
_RUNNING = frozenset(["SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT", "COUNTY_CONFIRM"])


def case_words(case: CaseView, scene: Scene) -> str:
    """编号 …：已经收到 … with the day by which recognition should be done."""
    text = say("status", receipt=case.receipt, words=table("status")[case.state])
    if case.state in _RUNNING:
        text += "\n" + say("status_due", due=f"{case.due.month}月{case.due.day}日")
    return text


def status_words(scene: Scene) -> str:
    """The person's own case."""
    return case_words(scene.case, scene) if scene.case else ""
