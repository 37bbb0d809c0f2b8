"""Guards of the village meeting, the publicity and the decisions of town and district."""

from datetime import date

from intake_api.casework import clocks
from intake_api.casework.dossier import Dossier
from intake_api.casework.guards.guard import Given, guard
from intake_api.casework.lifecycle import action
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account


@guard
def meeting_was_held(dossier: Dossier, _account: Account, given: Given) -> None:
    day = date.fromisoformat(given["meeting_day"])
    if day > dossier.today:
        raise Invalid("评议会还没开，请看看日期")
    if int(given["votes_for"]) + int(given["votes_against"]) > len(given["attendees"]):
        raise Invalid("票数比参会的人还多，请核对")


@guard
def posted_once(dossier: Dossier, _account: Account, given: Given) -> None:
    """裁定 2: posted once. A case that comes back keeps its publicity."""
    again = dossier.history.posted_day is not None and not _second_allowed(dossier)
    if again and (given.get("posted_day") or given.get("posted_photo")):
        raise Invalid("这户已经公示过，只公示一次，张贴日期请空着。内容真写错了，先请镇领导“同意重新公示”。")
    if not again and not given.get("posted_photo"):
        raise Invalid("请拍一张公示张贴的照片")
    posted = date.fromisoformat(given["posted_day"]) if given.get("posted_day") else dossier.today
    if not date.fromisoformat(given["meeting_day"]) <= posted <= dossier.today:
        raise Invalid("张贴日期要在评议会当天或以后，不能是将来")


def _second_allowed(dossier: Dossier) -> bool:
    return dossier.history.since("voted").last("second_posting_allowed") is not None


@guard
def posted_long_enough(dossier: Dossier, _account: Account, _given: Given) -> None:
    """At least five full days; 11-16 ends on 11-21 24:00."""
    elimination = dossier.case["state"] == "ELIM_PUBLICITY"
    posted = dossier.history.elimination_posted_day if elimination else dossier.history.posted_day
    if posted is None:
        raise Conflict("还没有张贴公示")
    ends = clocks.publicity_ends(posted, dossier.county.policy)
    if dossier.now < ends:
        last = clocks.last_day(ends)
        days = dossier.county.policy.clocks.publicity.count
        raise Conflict(f"公示要满 {days} 整天，到 {last.month}月{last.day}日 24:00 才满")


@guard
def type_fits_income(dossier: Dossier, _account: Account, given: Given) -> None:
    """边缘易致贫户 is below the line, 突发严重困难户 is not (§1.2). Who decides sees the figure and is told."""
    per_head = dossier.income.per_capita
    if per_head is None or not dossier.found.people:
        raise Conflict("还没有算出人均收入，先把采集表补全")
    below = per_head < dossier.line
    if given["household_type"] == "sudden" and below:
        raise Invalid(f"人均 {per_head} 元，低于 {dossier.line} 元，不是突发严重困难户，请选另一类")
    if given["household_type"] != "sudden" and not below:
        raise Invalid(f"人均 {per_head} 元，不低于 {dossier.line} 元，这一类不对：高于线的只能是突发严重困难户")


@guard
def mine_to_decide(dossier: Dossier, account: Account, _given: Given) -> None:
    waiting = dossier.history.proposal
    if waiting is None or account.role not in action(waiting.action).roles:
        raise Conflict("现在没有等您定的建议")
