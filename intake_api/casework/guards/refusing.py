"""Guards of refusals: nobody is turned away for the wrong reason, unseen, or by one person's word (方案 一(一))."""

import re

from intake_api.casework.dossier import Dossier
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account

CONTACTS = 3  # 不同日三次联系不上
# What can be said of a household that nobody met: outside of the area, unwilling, helped already, not found.
UNSEEN = frozenset({"R01", "R04", "R06", "R08", "unreachable"})
_AID = ("低保", "最低生活保障", "特困", "五保", "保障金", "兜底")
_AID_TARGETS = frozenset({"dibao", "dibao_edge", "tekun"})  # of a referral
_TYPED = ("note", "opinion", "proof", "reason")
_SIGNS = re.compile(r"[\W_]+")


@guard
def not_for_dibao(_dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。Whoever decides, and however it is spelt."""
    words = "".join(_SIGNS.sub("", str(given.get(key) or "")) for key in _TYPED)
    if any(word in words for word in _AID):
        raise Invalid("不能因为已经有低保、特困就不纳入（方案一(一)）。真有别的原因，请写那个原因，不提低保。")


@guard
def refused_after_visit(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：逐户进行排查。What is said of a household's means was seen there."""
    reason = _reason(dossier, given)
    if reason is not None and reason not in UNSEEN and dossier.history.visited is None:
        raise Conflict("这一条要入户看过才能定。先入户采集，再来定。")


@guard
def below_line_needs_override(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一) 应纳尽纳: below the line, in acute need, or of unknown income, only the district may let a refusal
    pass, with why, and knowing what the latest visit found."""
    if dossier.history.override is not None:
        return
    if why := _why_in_need(dossier, _reason(dossier, given)):
        raise Conflict(f"{why}，不纳入要区里先写明理由（“同意低于线也不纳入”）。")


@guard
def override_is_due(dossier: Dossier, _account: Account, _given: Given) -> None:
    """Nothing is let pass blindly: somebody went there, or could not be met on three days."""
    history = dossier.history
    if history.visited is None and history.days_without_contact < CONTACTS:
        raise Conflict("还没有入户看过，不能先同意。先请村里入户采集，再来定。")
    if not dossier.is_in_need:
        raise Conflict("这户收入不低于线，也没有走绿色通道，用不着这一步。")


def _why_in_need(dossier: Dossier, reason: str | None) -> str:
    if dossier.is_below_line:
        return f"这户人均 {dossier.income.per_capita} 元，低于 {dossier.line} 元"
    if dossier.case["green"] == "approved":
        return "这户走了绿色通道"
    unknown = not dossier.knows_income and reason is not None and reason not in UNSEEN
    return "采集表里还没有家庭成员，算不出人均收入" if unknown else ""


def _reason(dossier: Dossier, given: Given) -> str | None:
    """The code of the reason: the one that is looked at again in an appeal, else as given; None while it is not."""
    if dossier.case["state"] == "APPEAL":
        log = reversed(dossier.history.log)
        first = next((each for each in log if each.is_refusal and each.data.get("reason")), None)
        return str(first.data["reason"]) if first else ""
    return given.get("reason")


@guard
def not_fast_tracked(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 6: the town's leader has looked at it and found an emergency."""
    if dossier.case["green"] == "approved":
        raise Conflict("这户走了绿色通道，不能作废。请照常受理，先到户看。")


@guard
def urgent_was_seen_to(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 6: an emergency is not filed away before somebody was there."""
    after = dossier.history.since("green_approved")
    if dossier.case["green"] == "approved" and not after.last("visited", "urgent_help", "measure_implemented"):
        raise Conflict("这户走了绿色通道，还没有人到户。先到户看过、记下来，再办自然减少。")


@guard
def not_by_who_refused_before(dossier: Dossier, account: Account, _given: Given) -> None:
    """方案 一(一)：多次申报或预警未纳入的要逐户排查; not by the one who refused it already."""
    if account.id in dossier.refused_before:
        raise NotAllowed("这户以前报过没有纳入，是您经办的。这一次请换一个人来定。")


@guard
def three_contacts(dossier: Dossier, _account: Account, given: Given) -> None:
    if given.get("reason") in ("unreachable", "R08") and dossier.history.days_without_contact < CONTACTS:
        left = CONTACTS - dossier.history.days_without_contact
        raise Conflict(f"“联系不上”要不同的三天都试过：还差 {left} 天。每试一次请“记一次没联系上”。")


@guard
def solved_elsewhere(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：转办低保不能代替识别."""
    solved = {row["target"] for row in dossier.referrals if row["answer"] == "solved"}
    if given.get("reason") == "R07" and not solved - _AID_TARGETS:
        raise Conflict("选“已由其他政策解决”，要有一张转办单回了“已解决”，低保、特困的不算")


@guard
def another_handler(dossier: Dossier, account: Account, _given: Given) -> None:
    if account.id in dossier.history.refusers:
        raise NotAllowed("原来是您经办的，复核要换一个人")
