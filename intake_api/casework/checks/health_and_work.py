"""Health, disability, and the months of work."""

from intake_api.casework.checks.check import ERROR, WARN, household, member
from intake_api.casework.checks.facts import Facts, Someone

_SEVERE = frozenset("12")  # grades of a 残疾人证
_WORKING_AGE = (16, 59)


@member("Q28", ERROR, "健康状况为空", "{name}的健康状况没有填")
def without_health(one: Someone, _facts: Facts) -> bool:
    return not one.health


@member("Q29", ERROR, "健康与其他状况并存", "{name}选了健康，又选了别的，只能选一样")
def healthy_and_not(one: Someone, _facts: Facts) -> bool:
    return "healthy" in one.health and len(one.health) > 1


@member("Q30", WARN, "残疾但无残疾人证", "{name}填了残疾，没有登记残疾人证")
def disabled_without_paper(one: Someone, _facts: Facts) -> bool:
    return "disabled" in one.health and one.get("id_type") != "disability"


@member("Q31", WARN, "有残疾人证但健康状况非残疾", "{name}登记的是残疾人证，健康状况里没有残疾")
def paper_without_disability(one: Someone, _facts: Facts) -> bool:
    return one.get("id_type") == "disability" and "disabled" not in one.health


@member("Q32", WARN, "未满16周岁有务工", "{name}不满16岁，填了务工时间")
def child_at_work(one: Someone, _facts: Facts) -> bool:
    return one.works and one.is_aged(-1, 15)


@member("Q33", WARN, "务工时间超范围", "{name}的务工时间应当在0到12个月之间")
def months_out_of_range(one: Someone, _facts: Facts) -> bool:
    return one.get("work_months") is not None and (one.months is None or not 0 <= one.months <= 12)


@member("Q34", WARN, "重度残疾/70岁以上务工较长", "{name}重度残疾或者满70岁，务工时间疑似有误")
def long_work(one: Someone, facts: Facts) -> bool:
    unlikely = one.is_aged(70) or _grade(one) in _SEVERE
    return unlikely and (one.months or 0) >= facts.rules.long_work_months


@household("Q35", WARN, "有人务工但无工资性收入", "有人务工，工资性收入却没有")
def work_without_wage(facts: Facts) -> bool:
    return facts.amount("wage_income") == 0 and any(each.works for each in facts.people)


@household("Q36", WARN, "有工资性收入但无人务工", "有工资性收入，却没有人务工")
def wage_without_work(facts: Facts) -> bool:
    return facts.amount("wage_income") > 0 and not any(each.works for each in facts.people)


@household("Q37", WARN, "人均月务工收入异常", "按务工月数算，一个月的收入太低或太高，请核对")
def odd_month_wage(facts: Facts) -> bool:
    months = sum(each.months or 0 for each in facts.people if each.works)
    wage = facts.amount("wage_income")
    if not months or wage <= 0:
        return False
    return not facts.rules.month_wage_least <= wage / months <= facts.rules.month_wage_most


@household("Q38", WARN, "健康劳动年龄成员全年未务工且无经营收入", "家里有劳动力一年没有做工，请问问想不想找活干")
def able_without_work(facts: Facts) -> bool:
    return facts.amount("business_income") == 0 and any(_is_idle(each) for each in facts.people)


def _is_idle(one: Someone) -> bool:
    able = one.is_healthy and not one.is_unable and not one.learns
    return able and one.is_aged(*_WORKING_AGE) and not one.works


def _grade(one: Someone) -> str:
    return one.number[19:20]
