"""Guards of refusals: nobody is turned away for the wrong reason (方案 一(一))."""

from intake_api.casework.dossier import Dossier
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account

CONTACTS = 3  # 不同日三次联系不上


@guard
def not_for_dibao(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。"""
    words = f"{given.get('note', '')}{given.get('opinion', '')}"
    if any(word in words for word in ("低保", "特困", "五保")) and not dossier.history.last("refusal_overridden"):
        raise Invalid("不能因为已经有低保、特困就不纳入（方案一(一)）。真有别的原因，请写那个原因，不提低保。")


@guard
def below_line_needs_override(dossier: Dossier, _account: Account, _given: Given) -> None:
    """方案 一(一) 应纳尽纳: below the line, or in acute need, only the district may let a refusal pass, with why."""
    if not (dossier.is_below_line or dossier.case["green"] == "approved"):
        return
    if dossier.history.since("appeal_reopened").last("refusal_overridden") is None:
        figures = f"这户人均 {dossier.income.per_capita} 元，低于 {dossier.line} 元"
        why = figures if dossier.is_below_line else "这户走了绿色通道"
        raise Conflict(f"{why}，不纳入要区里先写明理由（“同意低于线也不纳入”）。")


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
    if given.get("reason") == "R07" and not any(row["answer"] == "solved" for row in dossier.referrals):
        raise Conflict("选“已由其他政策解决”，要有一张转办单回了“已解决”")


@guard
def another_handler(dossier: Dossier, account: Account, _given: Given) -> None:
    if account.id in dossier.history.refusers:
        raise NotAllowed("原来是您经办的，复核要换一个人")
