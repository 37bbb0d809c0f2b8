"""What was decided: refusals, plans, the end of a risk."""

from intake_api.casework import clocks
from intake_api.casework.checks.check import ERROR, WARN, case, household
from intake_api.casework.checks.cover import uninsured
from intake_api.casework.checks.facts import Facts
from intake_api.casework.checks.housing_land import has_dangerous_house, has_unsafe_water
from intake_api.casework.checks.schooling import is_out_of_school
from intake_api.casework.dossier import Row

_AID = ("低保", "特困", "五保")
# What a plan must hold for a risk: one of these categories.
_ANSWERS = {
    "illness": {"health", "social", "safety_net"},
    "schooling": {"education", "compulsory_education", "social"},
    "disability": {"safety_net", "social"},
}
_HOUSING, _WATER = {"housing", "relocation"}, {"water"}


@household("Q57", ERROR, "人均收入低于线未纳入", "人均 {per_head} 元，低于 {line} 元，没有纳入，也没有区里同意的理由")
def refused_below_line(facts: Facts) -> bool:
    """方案 一(一) 应纳尽纳: only the district may let it pass, with why."""
    overridden = facts.dossier.history.since("appeal_reopened").last("refusal_overridden")
    return facts.refused is not None and overridden is None and facts.is_below_line


@case("Q86", ERROR, "有劳动力只有综合保障", "家里有劳动力，计划里却只有综合保障，不能“一兜了之”")
def only_safety_net(facts: Facts) -> bool:
    """方案 三(五). Urgent help given before there is a plan is none yet."""
    kinds = _planned(facts)
    return kinds == {"safety_net"} and facts.dossier.found.can_work(facts.today)


@case("Q87", WARN, "风险与措施不匹配", "计划里的措施没有对应到风险")
def measures_miss_the_risk(facts: Facts) -> bool:
    kinds = _planned(facts)
    wanted = [_ANSWERS.get(facts.risk)]
    wanted += [_HOUSING] if has_dangerous_house(facts) else []
    wanted += [_WATER] if has_unsafe_water(facts) else []
    return bool(kinds) and any(each is not None and not each & kinds for each in wanted)


@case("Q88", WARN, "消除过快", "从认定到消除不满规定的月数")
def ended_early(facts: Facts) -> bool:
    history = facts.dossier.history
    recognised, ended = history.at("recognised"), history.last("eliminated")
    if recognised is None or ended is None or _is_natural(facts):
        return False
    return ended.day < clocks.may_eliminate_from(recognised, facts.dossier.county.policy)


@case("Q89", ERROR, "不应消除而消除", "风险消除的条件不满足：{left}")
def ended_too_soon(facts: Facts) -> bool:
    return facts.state == "ELIMINATED" and not _is_natural(facts) and bool(what_is_left(facts))


def what_is_left(facts: Facts) -> list[str]:
    """What keeps a risk from being gone, in words: income, 三保障 and water, and somebody who can work."""
    left = {
        "人均收入还低于线": facts.is_below_line,
        "住房还是 C、D 级": has_dangerous_house(facts),
        "饮水还没有解决": has_unsafe_water(facts),
        "有人没参加医保": any(uninsured(each, facts) for each in facts.people),
        "有孩子该上学没有上": any(is_out_of_school(each, facts.today) for each in facts.people),
        "整户没有劳动力": facts.dossier.found.has_no_labour(facts.today),
    }
    return [words for words, is_so in left.items() if is_so]


@case("Q90", ERROR, "以低保为由不认定", "不得以落实低保为由不识别（方案一(一)）")
def refused_for_dibao(facts: Facts) -> bool:
    """Whoever allowed it: the reason itself is not one."""
    refused = facts.refused
    if refused is None or not facts.is_below_line:
        return False
    words = f"{refused.data.get('note', '')}{refused.data.get('opinion', '')}"
    return any(word in words for word in _AID)


@case("Q91", WARN, "多次申报未纳入", "以前报过几次都没有纳入，要上门逐户排查")
def turned_away_often(facts: Facts) -> bool:
    """方案 一(一)：多次申报或预警未纳入的，逐户排查."""
    return not facts.is_recognised and facts.elsewhere.refused >= facts.rules.refused_before


def _planned(facts: Facts) -> set[str]:
    """The categories of the measures that stand, once there is a plan."""
    if facts.dossier.history.since("recognised").last("plan_set") is None:
        return set()
    standing: list[Row] = [row for row in facts.dossier.measures if not row["dropped_at"]]
    return {row["category"] for row in standing}


def _is_natural(facts: Facts) -> bool:
    proposed = facts.dossier.history.last("elimination_proposed")
    return proposed is not None and proposed.data.get("method") == "natural"
