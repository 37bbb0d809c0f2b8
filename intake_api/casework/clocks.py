"""The clocks of a case: pure functions of its log and the policy. Never stored, never blocking (裁定 3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from intake_api.casework.history import BIRTHS, REFUSALS, Happening, History
from intake_api.casework.states import DECIDING, OPEN
from knowledge import workdays
from knowledge.limits import Limit
from knowledge.policy import Clocks, Policy, Warn

Light = Literal["green", "yellow", "orange", "red"]
Moment = Callable[[History], datetime | None]
_DAY = timedelta(1)
_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock. ``due`` is the first moment that is too late; ``met`` when what it asks for was done; ``guess``: it
    was reckoned in working days of a year whose holidays are not published yet; ``by_hour``: it ends within a day."""

    name: str
    label: str
    start: datetime
    due: datetime
    met: datetime | None = None
    guess: bool = False
    by_hour: bool = False

    @property
    def last_day(self) -> date:
        """The last day that is still in time."""
        return last_day(self.due)


@dataclass(frozen=True, slots=True)
class Rule:
    """What starts a clock, what it asks for, and in which states it runs (all, when none are named)."""

    name: str
    label: str
    start: Moment
    met: Moment
    limit: Callable[[Clocks], Limit]
    states: frozenset[str] = frozenset()


def _at(*kinds: str) -> Moment:
    return lambda history: history.at(*kinds)


def _after(start: str, *ends: str) -> Moment:
    """When one of ``ends`` happened after the latest ``start``."""
    return lambda history: history.since(start).at(*ends)


def _this_round(moment: Moment) -> Moment:
    """``moment`` of what happened since an appeal reopened the case: the steps before it are done anew."""
    return lambda history: moment(history.since("appeal_reopened"))


def _clue(history: History) -> datetime:
    return history.clue


def _visited(history: History) -> datetime | None:
    return history.visited.at if history.visited else None


def _lacking(history: History) -> datetime | None:
    return history.lacks.at if history.lacks else None


def _refused(history: History) -> datetime | None:
    return history.refused.at if history.refused else None


def _told(history: History) -> datetime | None:
    return history.since(*REFUSALS).at("refusal_told")


RULES: tuple[Rule, ...] = (
    Rule("accept", "受理", _clue, _at("accepted", "found_on_patrol"), lambda c: c.accept, DECIDING),
    Rule("visit", "入户", _at("accepted", "found_on_patrol", "appeal_reopened"), _visited, lambda c: c.visit, DECIDING),
    Rule("info", "等农户补充", _this_round(_lacking), lambda _: None, lambda c: c.info, DECIDING),
    Rule("compare", "部门比对", _this_round(_at("compare_sent")),
         _this_round(_after("compare_sent", "compared", "compare_skipped")), lambda c: c.compare, DECIDING),
    Rule("objection", "核查异议", _this_round(_at("objected")), _after("objected", "to_review"),
         lambda c: c.objection, DECIDING),
    Rule("review", "提交评议", _clue, _this_round(_at("to_review")), lambda c: c.review, DECIDING),
    # 方案 三(四)：认定时间一般不超过15天，从申报那天起算，不是从受理起算（裁定 4）。
    Rule("recognise", "认定", _clue, _at("recognised"), lambda c: c.recognise, DECIDING),
    Rule("tell", "告知农户", _refused, _told, lambda c: c.refusal,
         frozenset({"REJECTED"})),
    Rule("appeal", "复核", _at("appealed"), _after("appealed", "appeal_upheld", "appeal_reopened"), lambda c: c.appeal,
         frozenset({"APPEAL"})),
    # 方案 三(四)：制定帮扶计划不超过10天，从认定那天起算（裁定 4）。
    Rule("plan", "帮扶计划", _at("recognised"), _after("recognised", "plan_set"), lambda c: c.plan),
    Rule("enter", "录入全国系统", _at("recognised"), _after("recognised", "entered"), lambda c: c.enter),
    Rule("measure", "落实第一项措施", _at("recognised"), _after("recognised", "measure_implemented"),
         lambda c: c.measure),
)  # fmt: skip
_BESIDE = {"post": "张贴公示", "green_answer": "回应绿色通道", "green_visit": "按绿色通道到户"}
LABELS = {rule.name: rule.label for rule in RULES} | _BESIDE


def deadlines(history: History, state: str, policy: Policy) -> tuple[Deadline, ...]:
    """The clocks that this log started and this state still asks for, in the order of the procedure."""
    found = []
    for rule in RULES:
        start = rule.start(history)
        if start is not None and (not rule.states or state in rule.states):
            found.append(_deadline(rule, start, history, policy))
        if rule.name == "review" and state in DECIDING:
            found.append(_post(history, policy))
    if state in OPEN:
        found += _green(history, policy)
    return tuple(found)


def _deadline(rule: Rule, start: datetime, history: History, policy: Policy) -> Deadline:
    limit = rule.limit(policy.clocks)
    guess = limit.is_guess(start.astimezone(ZoneInfo(policy.timezone)).date())
    return Deadline(rule.name, rule.label, start, due(start, limit, policy), rule.met(history), guess)


def _post(history: History, policy: Policy) -> Deadline:
    """The latest day on which the publicity may start, so that town and county still decide in time."""
    last = latest_posting(history.clue, policy)
    end = datetime.combine(last + _DAY, time(), ZoneInfo(policy.timezone))
    return Deadline("post", LABELS["post"], history.clue, end, history.at("voted"))


def _green(history: History, policy: Policy) -> Iterator[Deadline]:
    """绿色通道 2 小时回应，24 小时到户: from the emergency, and from the town leader's yes. Whoever brings urgent help
    has been there too (裁定 1、6)."""
    answer, visit = (timedelta(hours=hours) for hours in (policy.clocks.green_answer_hours,
                                                          policy.clocks.green_visit_hours))  # fmt: skip
    proposed = max((n for n, each in enumerate(history.log) if _is_emergency(each)), default=None)
    if proposed is not None:
        after = History(history.log[proposed + 1 :])
        met = after.at("green_approved", "green_declined")
        yield _by_hour("green_answer", history.log[proposed].at, answer, met, policy)
    if approved := history.at("green_approved"):
        met = history.since("green_approved").at("visited", "urgent_help", "measure_implemented")
        yield _by_hour("green_visit", approved, visit, met, policy)


def _is_emergency(happened: Happening) -> bool:
    """Whether 绿色通道 was proposed by it: at once, for a report that an emergency opened."""
    return happened.kind == "green_proposed" or (happened.kind in BIRTHS and bool(happened.data.get("urgent")))


def _by_hour(name: str, start: datetime, span: timedelta, met: datetime | None, policy: Policy) -> Deadline:
    end = (start + span).astimezone(ZoneInfo(policy.timezone))
    return Deadline(name, LABELS[name], start, end, met, by_hour=True)


def due(start: datetime, limit: Limit, policy: Policy) -> datetime:
    """The end of ``limit`` after ``start``, on the county's clock, as the first moment too late.

    The first day is not counted and the last one runs to 24:00 (民法典201条；裁定 4): 2023-11-10 09:00 and 15 days
    give 2023-11-26 00:00, which is 11-25 24:00.
    """
    zone = ZoneInfo(policy.timezone)
    last = limit.last_day(start.astimezone(zone).date())
    if policy.clocks.last_day_rolls:
        last = workdays.next_workday(last)
    return datetime.combine(last + _DAY, time(), zone)


def last_day(moment: datetime) -> date:
    """The last day that is not over before ``moment``: a midnight ends the day before it."""
    return (moment - _LEAST).date()


def latest_posting(clue: datetime, policy: Policy) -> date:
    """The latest day to post the publicity: its full days and those of town and county still fit into the 15."""
    end = last_day(due(clue, policy.clocks.recognise, policy))
    return policy.clocks.publicity.latest_start(end - timedelta(policy.clocks.decide_days))


def publicity_ends(posted: date, policy: Policy) -> datetime:
    """When a publicity posted on that day has lasted its full days: 11-16 and 5 days end 11-21 24:00."""
    last = policy.clocks.publicity.last_day(posted)
    return datetime.combine(last + _DAY, time(), ZoneInfo(policy.timezone))


def publicity_is_over(history: History, now: datetime, policy: Policy) -> bool:
    """Whether the publicity has hung its full days, wherever the case has gone back to since (裁定 2)."""
    posted = history.posted_day
    return posted is not None and not history.posted_wrongly and now >= publicity_ends(posted, policy)


def may_eliminate_from(recognised: datetime, policy: Policy) -> date:
    """The first day on which the end of the risk may be proposed: six months after recognition are full at 24:00 of
    their last day, so it is the day after."""
    return policy.clocks.eliminate.last_day(recognised.astimezone(ZoneInfo(policy.timezone)).date()) + _DAY


def pressing(clocks: tuple[Deadline, ...]) -> Deadline | None:
    """The clock that lists show: the earliest in days that still runs. Those in hours ring by themselves, and lists
    put emergencies first anyway. Warnings look at every clock (裁定 3)."""
    running = (clock for clock in clocks if clock.met is None and not clock.by_hour)
    return min(running, key=lambda clock: clock.due, default=None)


def light(start: datetime, due: datetime, now: datetime, warn: Warn) -> Light:
    """Red once overdue; orange and yellow after the policy's shares of the time (60 % and 80 % by default)."""
    used = (now - start) / (due - start) if due > start else 1.0
    if used >= 1:
        return "red"
    if used >= warn.orange:
        return "orange"
    return "yellow" if used >= warn.yellow else "green"


def remaining_words(due: datetime, now: datetime) -> str:
    """``还剩 2 天`` or ``已超 3 小时``, rounded down to the largest whole unit."""
    return f"还剩{_span(due - now)}" if now < due else f"已超{_span(now - due)}"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    for size, unit in ((24 * 60, "天"), (60, "小时"), (1, "分钟")):
        if minutes >= size:
            return f" {minutes // size} {unit}"
    return "不到 1 分钟"
