"""The procedure: clocks, publicity, authorisation, signatures.

The clocks among them (Q80, Q84, Q85) warn and gate nothing: being late is an alarm with an owner (裁定 3).
"""

from intake_api.casework import clocks
from intake_api.casework.checks.check import ERROR, WARN, case
from intake_api.casework.checks.facts import Facts

_VERIFIERS = 2


@case("Q80", WARN, "超15天未认定", "认定超期了")
def recognised_late(facts: Facts) -> bool:
    """方案 三(四)：认定时间一般不超过15天."""
    return "recognise" in facts.late


@case("Q81", ERROR, "公示不足5天", "公示没有满规定的整天数就结束了")
def posted_too_short(facts: Facts) -> bool:
    history, policy = facts.dossier.history, facts.dossier.county.policy
    posted, ended = history.posted_day, history.since("voted").at("publicity_ended")
    return posted is not None and ended is not None and ended < clocks.publicity_ends(posted, policy)


@case("Q82", ERROR, "无授权书即比对", "还有成年成员没有授权，就送了比对")
def compared_without_consent(facts: Facts) -> bool:
    """裁定 8: every adult of the household; who has come of age since was none when it was sent."""
    dossier = facts.dossier
    sent = dossier.history.last("compare_sent")
    if not (sent or dossier.comparisons):
        return False
    return bool(dossier.unauthorised_on(sent.day if sent else dossier.today))


@case("Q83", ERROR, "入户少于2人或无签字", "入户核实少于两个人，或者没有签字的采集表照片")
def too_few_verifiers(facts: Facts) -> bool:
    visited = facts.dossier.history.visited
    if visited is None:
        return False
    signed = visited.data.get("method") == "phone" or visited.data.get("photos")  # nobody signs over the telephone
    return len(set(visited.data.get("verifiers", ()))) < _VERIFIERS or not signed


@case("Q84", WARN, "认定超10天无帮扶计划", "帮扶计划超期了")
def planned_late(facts: Facts) -> bool:
    """方案 三(四)：制定帮扶计划不超过10天."""
    return _helped(facts) and "plan" in facts.late


@case("Q85", WARN, "认定超1个月未落实措施", "认定满一个月，还没有落实一项措施")
def helped_late(facts: Facts) -> bool:
    return _helped(facts) and "measure" in facts.late


def _helped(facts: Facts) -> bool:
    """Whether help is still owed."""
    return facts.is_recognised and facts.state != "ELIMINATED"
