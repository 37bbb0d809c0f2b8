"""Guards of the village meeting, the publicity and the decisions of town and district."""

from collections.abc import Iterator
from datetime import date, timedelta

from intake_api.casework import clocks
from intake_api.casework.dossier import Dossier, local_day
from intake_api.casework.guards.guard import Given, guard
from intake_api.casework.lifecycle import action
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account

# Who writes a posting down later than this has no proof but the own word that it hung there: its five whole days
# (方案 三(四)) begin anew.
WRITTEN_DOWN = timedelta(2)


@guard
def meeting_was_held(dossier: Dossier, _account: Account, given: Given) -> None:
    """After what it speaks about: the report and the visit, or the proposal to end the help (裁定 1)."""
    day = date.fromisoformat(given["meeting_day"])
    if day > dossier.today:
        raise Invalid("评议会还没开，请看看日期")
    if day < (first := max(_before_meeting(dossier))):
        raise Invalid(f"评议会要在入户（或提出消除）以后开，最早 {_words(first)}，请看看日期")
    if int(given["votes_for"]) + int(given["votes_against"]) > len(given["attendees"]):
        raise Invalid("票数比参会的人还多，请核对")


def _before_meeting(dossier: Dossier) -> Iterator[date]:
    proposed = dossier.history.last("elimination_proposed") if _is_ending(dossier) else None
    yield proposed.day if proposed else local_day(dossier.county, dossier.history.clue)
    if not proposed and dossier.visited_on:
        yield dossier.visited_on
    # What came back, or was objected to, is put before a meeting anew.
    back = (dossier.history.last(kind) for kind in _BACK)
    yield from (each.day for each in back if each)


_BACK = ("objected", "elimination_objected", "review_returned", "town_returned")


@guard
def vote_carried(_dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 三(四)：民主评议. More for it than against."""
    if int(given["votes_for"]) <= int(given["votes_against"]):
        raise Invalid("赞成的票不比不赞成的多，算没有通过。请核对票数，或者改选没有通过的那一步。")


@guard
def vote_was_lost(_dossier: Dossier, _account: Account, given: Given) -> None:
    if int(given["votes_for"]) > int(given["votes_against"]):
        raise Invalid("赞成的票多，算通过。请核对票数，或者改选“评议通过，张贴公示”。")
    if not int(given["votes_against"]):
        raise Invalid("没有人投票，请核对票数")


@guard
def posted_once(dossier: Dossier, account: Account, given: Given) -> None:
    """裁定 2: posted once. A case that comes back keeps its publicity; the end of a risk goes the same way."""
    posted = _posted_day(dossier)
    again = posted is not None and (_is_ending(dossier) or not dossier.history.posted_wrongly)
    if again and (given.get("posted_day") or given.get("posted_photo")):
        allowed = "" if _is_ending(dossier) else "内容真写错了，先请镇领导“同意重新公示”。"
        raise Invalid(f"这户已经公示过，只公示一次，张贴日期和照片请空着。{allowed}")
    if not again:
        posted_in_time(dossier, account, given)


@guard
def posted_in_time(dossier: Dossier, _account: Account, given: Given) -> None:
    """Five whole days are five whole days (方案 三(四)；裁定 2): with a photo, and written down while it hangs."""
    if not given.get("posted_photo"):
        raise Invalid("请拍一张公示张贴的照片")
    posted = date.fromisoformat(given["posted_day"]) if given.get("posted_day") else dossier.today
    held = date.fromisoformat(given["meeting_day"]) if given.get("meeting_day") else _allowed_on(dossier)
    if not held <= posted <= dossier.today:
        raise Invalid("张贴日期要在评议会（或同意重新公示）当天或以后，不能是将来")
    if posted < dossier.today - WRITTEN_DOWN:
        first = _words(dossier.today - WRITTEN_DOWN)
        raise Invalid(f"张贴日期最早写 {first}：过了 2 天才登记的，公示从登记算起，请接着贴满 5 整天")


def _allowed_on(dossier: Dossier) -> date:
    allowed = dossier.history.last("second_posting_allowed")
    return allowed.day if allowed else dossier.today


def _words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _is_ending(dossier: Dossier) -> bool:
    return dossier.case["state"] in ("ELIM_REVIEW", "ELIM_PUBLICITY")


def _posted_day(dossier: Dossier) -> date | None:
    return dossier.history.elimination_posted_day if _is_ending(dossier) else dossier.history.posted_day


@guard
def second_posting_allowed(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 2: only what was published wrongly is posted again, and a town leader says so."""
    if not dossier.history.posted_wrongly:
        raise Conflict("公示只贴一次。内容真写错了，先请镇领导“同意重新公示”。")


@guard
def publicity_not_over(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 5: a case can be taken back until its publicity ends, wherever it has gone back to since."""
    if clocks.publicity_is_over(dossier.history, dossier.now, dossier.county.policy):
        raise Conflict("公示已经满了，不能撤回了。有话请跟村里说，或者打 12317。")


@guard
def posted_long_enough(dossier: Dossier, _account: Account, _given: Given) -> None:
    """At least five full days; 11-16 ends on 11-21 24:00. What was posted wrongly counts for nothing (裁定 2)."""
    posted = _posted_day(dossier)
    if posted is None:
        raise Conflict("还没有张贴公示")
    if not _is_ending(dossier) and dossier.history.posted_wrongly:
        raise Conflict("镇里同意了重新公示，前面那张不算。请先“重新张贴公示”，贴满了再报。")
    ends = clocks.publicity_ends(posted, dossier.county.policy)
    if dossier.now < ends:
        last = clocks.last_day(ends)
        days = dossier.county.policy.clocks.publicity.count
        raise Conflict(f"公示要满 {days} 整天，到 {_words(last)} 24:00 才满")


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
