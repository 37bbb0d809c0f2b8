"""Guards of the plan, of the end of a risk, and of the green channel."""

from intake_api.casework import clocks
from intake_api.casework.checks.facts import Facts
from intake_api.casework.checks.outcome import what_is_left
from intake_api.casework.developing import DEVELOPING
from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account


@guard
def measures_have_owners(dossier: Dossier, _account: Account, _given: Given) -> None:
    """方案 三(五)：根据监测对象的实际困难，落实帮扶措施。"""
    planned = _standing(dossier)
    if not planned:
        raise Conflict("计划里还没有措施，先加上至少一项")
    if missing := [row["what"] for row in planned if not (row["owner"] and row["due_day"])]:
        raise Conflict(f"这几项还没有责任人或时限：{'、'.join(missing)}")


@guard
def able_households_develop(dossier: Dossier, _account: Account, _given: Given) -> None:
    """方案 三(五)：对有劳动能力的，要优先落实产业就业等开发式帮扶措施；一(一)：防止“一兜了之”。"""
    developing = any(row["category"] in DEVELOPING for row in _standing(dossier))
    if dossier.found.can_work(dossier.today) and not developing:
        raise Conflict("家里有人能干活，计划里要有一项产业、就业、公益岗位或金融帮扶，不能只靠兜底")


def _standing(dossier: Dossier) -> list[Row]:
    return [row for row in dossier.measures if not row["dropped_at"]]


@guard
def labour_is_known(dossier: Dossier, _account: Account, _given: Given) -> None:
    """方案 三(五): who can work is helped to; so it is asked of everybody before the plan is set."""
    if unknown := [each.name for each in dossier.found.people if each.may_work(dossier.today)]:
        raise Conflict(f"还不知道能不能干活：{'、'.join(unknown)}。请在采集表里填劳动技能，或者填身份证号。")


@guard
def was_helped(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 三(五): what ends is a help that was planned and given; only 自然消除 may come before it."""
    if dossier.history.since("recognised").last("plan_set") is None:
        raise Conflict("还没有定下帮扶计划，先“定下帮扶计划”")
    if given["method"] != "natural" and not any(row["implemented_at"] for row in dossier.measures):
        raise Conflict("还没有落实过一项措施，先登记“措施落实”")


@guard
def natural_end_is_shown(dossier: Dossier, _account: Account, given: Given) -> None:
    """自然消除 needs no six months, so it needs somebody who went there, and something to show."""
    if given["method"] != "natural":
        return
    if not given.get("proof"):
        raise Invalid("自然消除要写凭据，例如工资单、收入证明")
    if dossier.history.since("recognised").last("visited") is None:
        raise Conflict("自然消除要先回访：认定以后还没有入户，先做“入户采集”")


@guard
def helped_long_enough(dossier: Dossier, _account: Account, given: Given) -> None:
    recognised = dossier.history.at("recognised")
    if given["method"] == "natural" or recognised is None:
        return
    policy = dossier.county.policy
    first = clocks.may_eliminate_from(recognised, policy)
    if dossier.today < first:
        when = f"{first.year}年{first.month}月{first.day}日"
        raise Conflict(f"认定满 {policy.clocks.eliminate}才可以提消除，最早 {when}")


@guard
def risk_is_gone(dossier: Dossier, _account: Account, _given: Given) -> None:
    """收入稳定超线、三保障和饮水有着落；整户没有劳动力的不消除. 自然消除 too: it is spared the six months only."""
    left = what_is_left(Facts(dossier))
    if any(not row["resolved_at"] for row in dossier.issues):
        left.append("还有没解决的困难问题")
    if left:
        raise Conflict(f"还不能提消除：{'；'.join(left)}")


@guard
def not_green_yet(dossier: Dossier, _account: Account, _given: Given) -> None:
    if dossier.case["green"] == "approved":
        raise Conflict("已经走了绿色通道")


@guard
def green_is_proposed(dossier: Dossier, _account: Account, _given: Given) -> None:
    if dossier.case["green"] != "proposed":
        raise Conflict("没有人提出走绿色通道")
