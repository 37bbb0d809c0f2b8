"""Guards of the comparison with the departments, which runs beside the visit (裁定 1)."""

from datetime import date

from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account


@guard
def every_adult_authorised(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 8: every adult, on paper, by link or by recorded call."""
    if not dossier.found.people:
        raise Conflict("还没有家庭成员名单，先入户采集，再送比对")
    if missing := [each.name for each in dossier.unauthorised]:
        raise Conflict(f"还差授权：{'、'.join(missing)}。每位成年成员都要签，在外地的可以发链接或者打电话录音。")


@guard
def not_compared_yet(dossier: Dossier, _account: Account, _given: Given) -> None:
    """Once a round; whoever was added to the sheet since is asked about in a second sending."""
    again = dossier.history.since("appeal_reopened")
    asked = again.last("compare_sent") and not dossier.not_asked_about
    skipped = again.last("compare_skipped") and _is_on_dibao(dossier)
    if skipped or asked:
        raise Conflict("比对已经送出，或者已经定了不重复比对")


@guard
def every_answer_in(dossier: Dossier, _account: Account, _given: Given) -> None:
    waiting = sorted({row["department"] for row in dossier.comparisons if not row["answered_at"]})
    if waiting or not dossier.comparisons:
        raise Conflict(f"还有部门没有回：{'、'.join(waiting) or '都还没有回'}")


@guard
def newly_on_dibao(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 三(四)：新纳入低保的农户可不重复比对。"""
    if not dossier.found.people:
        raise Conflict("还没有家庭成员名单，先入户采集，再定要不要比对")
    if not _is_on_dibao(dossier):
        raise Conflict("采集表里没有人享受低保，不能不比对。真有的，先在采集表里填上。")
    approved = date.fromisoformat(given["aid_day"])
    if approved > dossier.today or approved.year != dossier.today.year:
        raise Invalid("只有今年已经批下来的低保才可以不重复比对，请看看批准日期")


def _is_on_dibao(dossier: Dossier) -> bool:
    return any(each.get("dibao") for each in dossier.found.people)


@guard
def compared_or_skipped(dossier: Dossier, _account: Account, _given: Given) -> None:
    """裁定 1: the comparison must be back, or left out, before the town decides."""
    if not dossier.history.compared:
        raise Conflict("部门比对还没有回，也没有定不重复比对，镇里先等一等")
    again = dossier.history.since("appeal_reopened")
    if not again.last("compare_sent", "compared"):
        if not _is_on_dibao(dossier):
            raise Conflict("定了不重复比对，可是采集表里没有人享受低保。请先送部门比对，再来定。")
        return
    if left := [each.name for each in dossier.not_asked_about]:
        raise Conflict(f"这几位是后来加进采集表的，还没有送比对：{'、'.join(left)}")
    if any(not row["answered_at"] for row in dossier.comparisons):
        raise Conflict("后来送的比对部门还没有回全，镇里先等一等")


@guard
def hits_explained(dossier: Dossier, _account: Account, _given: Given) -> None:
    if open_ := [f"{row['name']}（{row['department']}）" for row in _unexplained(dossier)]:
        raise Conflict(f"比对查到的情况村里还没有说明：{'、'.join(open_)}")


def _unexplained(dossier: Dossier) -> list[Row]:
    return [row for row in dossier.comparisons if row["result"] == "hit" and not row["explained_at"]]
