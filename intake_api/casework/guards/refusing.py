"""Guards of refusals: nobody is turned away for the wrong reason, unseen, or by one person's word (方案 一(一))."""

import re

from intake_api.casework.dossier import Dossier
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account
from knowledge import receipts

CONTACTS = 3  # 不同日三次联系不上
# What can be said of a household that nobody met: unwilling, helped already, not found.
UNSEEN = frozenset({"R04", "R06", "R08", "unreachable"})
NOT_FOUND = frozenset({"R08", "unreachable"})
# 低收入 alone says how poor they are; 财政供养 is a reason of its own (R03).
_AID = ("低保", "最低生活保障", "特困", "五保", "保障金", "兜底", "社会救助", "供养", "低收入保障", "dibao")
_NO_AID = "财政供养"
_AID_TARGETS = frozenset({"dibao", "dibao_edge", "tekun"})  # of a referral
_TYPED = ("note", "opinion", "proof", "reason")
_SIGNS = re.compile(r"[\W_]+")


@guard
def not_for_dibao(_dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。Whoever decides, and however it is spelt."""
    words = "".join(_SIGNS.sub("", str(given.get(key) or "")) for key in _TYPED)
    words = words.lower().replace(_NO_AID, "")
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
    reason = _reason(dossier, given)
    if dossier.history.override is not None:
        if dossier.history.visited is None and reason is not None and reason not in NOT_FOUND:
            raise Conflict("区里同意的是三次联系不上。要写别的原因，请先入户看过。")
        return
    if why := _why_in_need(dossier, reason):
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
def unwilling_was_asked(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：逐户排查。That somebody does not want to is in the log before it is a reason."""
    asked = dossier.history.last("contact_failed", "authorisation_refused")
    if given.get("reason") == "R04" and asked is None:
        raise Conflict("选“不愿授权或不配合”，要先有记录：请“记一次没联系上”，写清怎么说的；或者有不同意的授权。")


@guard
def helped_case_is_named(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一) 应纳尽纳: who is helped already has a case, and it has a number."""
    named = receipts.parse(str(given.get("note") or ""))
    if given.get("reason") == "R06" and named in (None, dossier.case.get("receipt")):
        raise Invalid("选“已经在监测帮扶中”，请在说明里写上那一件的编号，例如 JA20231110-0007-K")


@guard
def a_test_is_explained(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一): one person's word suffices only for what speaks of no household, and says how that is known."""
    if given.get("reason") != "test":
        return
    if dossier.case["green"]:
        raise Conflict("有人说这户情况紧急，不能当测试作废。先请镇领导定走不走绿色通道。")
    if not given.get("note"):
        raise Invalid("选“测试或误发”，请在说明里写是怎么知道的，例如 打过电话，本人说点错了")


@guard
def gone_or_let_pass(dossier: Dossier, account: Account, given: Given) -> None:
    """自然减少 of a household that is still there is a refusal, and takes what a refusal takes; once it is taken in,
    its help ends as all help does."""
    if given["gone"] != "other":
        return
    if dossier.history.last("recognised"):
        raise Conflict("这户已经认定，人还在的，请走“提出风险消除”")
    if dossier.history.visited:
        below_line_needs_override(dossier, account, {})


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
