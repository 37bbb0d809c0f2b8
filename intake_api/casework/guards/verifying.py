"""Guards of acceptance and of the visit."""

from datetime import datetime

from intake_api.casework.dossier import Dossier, local_day
from intake_api.casework.guards.guard import Given, guard
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account


@guard
def in_a_village(dossier: Dossier, _account: Account, _given: Given) -> None:
    if not dossier.case["village"]:
        raise Invalid("还不知道是哪个村，请先“转派”到村，再受理")


@guard
def two_verifiers(_dossier: Dossier, _account: Account, given: Given) -> None:
    if len(set(given.get("verifiers", ()))) < 2:
        raise Invalid("入户核实要两位以上核实人，请写上两个人的姓名")


@guard
def seen_and_signed(dossier: Dossier, _account: Account, given: Given) -> None:
    """方案 三(二)：原则上入户；外出务工等可以电话访谈，写明原因。"""
    if given["method"] == "phone" and not given.get("why"):
        raise Invalid("电话访谈要写明为什么没有入户，例如“全家在广东务工”")
    if given["method"] == "visit" and not given.get("photos"):
        raise Invalid("请拍一张签好字的采集表")
    if not given.get("opinion"):
        raise Invalid("请写入户核实意见")
    visited = datetime.fromisoformat(given["visited_at"])
    if visited > dossier.now:
        raise Invalid("核实时间还没到，请看看日期")
    if local_day(dossier.county, visited) < local_day(dossier.county, dossier.history.clue):
        raise Invalid("核实时间早过申报，请看看日期")


@guard
def visited(dossier: Dossier, _account: Account, _given: Given) -> None:
    if dossier.history.visited is None:
        raise Conflict("还没有入户采集，先完成入户，再提交评议")


@guard
def no_open_errors(dossier: Dossier, _account: Account, _given: Given) -> None:
    """Errors block the hand-over, warnings do not; late clocks are neither (裁定 3)."""
    wrong = [row["message"] for row in dossier.findings if row["severity"] == "error"]
    if wrong:
        more = f"等 {len(wrong)} 处" if len(wrong) > 3 else ""
        raise Conflict(f"表里还有对不上的地方：{'；'.join(wrong[:3])}{more}。改好再提交。")
