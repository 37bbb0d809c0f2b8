"""The main risk, and whether the household shows it."""

from intake_api.casework.checks.check import ERROR, WARN, household
from intake_api.casework.checks.facts import Facts

_ILL = frozenset({"major_illness", "chronic"})


@household("Q71", ERROR, "风险为空", "致贫返贫风险没有选")
def without_risk(facts: Facts) -> bool:
    return not facts.risk


@household("Q72", ERROR, "风险为其他未备注", "风险选了“其他”，请写明是什么")
def other_without_words(facts: Facts) -> bool:
    return facts.risk == "other" and not facts.get("risk_note")


@household("Q73", ERROR, "因残但无残疾人", "风险是因残，成员里却没有人残疾")
def nobody_disabled(facts: Facts) -> bool:
    return facts.risk == "disability" and not any("disabled" in each.health for each in facts.people)


@household("Q74", ERROR, "因大病但无大病/慢病成员", "风险是因大病，成员里却没有人患大病或慢性病")
def nobody_ill(facts: Facts) -> bool:
    return facts.risk == "illness" and not any(each.health & _ILL for each in facts.people)


@household("Q75", WARN, "因大病但自付支出为0", "风险是因大病，自己掏的医药费却是 0")
def illness_without_costs(facts: Facts) -> bool:
    return facts.risk == "illness" and facts.amount("med_oop") == 0


@household("Q76", ERROR, "因学但无在校生", "风险是因学，成员里却没有人在上学")
def nobody_learns(facts: Facts) -> bool:
    return facts.risk == "schooling" and not any(each.learns for each in facts.people)


@household("Q77", WARN, "因就业不稳但无劳动力", "风险是因就业不稳，家里却没有劳动力")
def nobody_able(facts: Facts) -> bool:
    return facts.risk == "unstable_job" and facts.nobody_can_work


@household("Q78", WARN, "因产业失败但无经营记录", "风险是因产业失败，生产经营的收入和支出却都是 0")
def nothing_produced(facts: Facts) -> bool:
    nothing = facts.amount("business_income") == 0 and facts.amount("business_expense") == 0
    return facts.risk == "industry_failure" and nothing


@household("Q79", WARN, "因灾未填灾种/时间", "风险是因灾，请写明什么灾、什么时候")
def disaster_without_words(facts: Facts) -> bool:
    return facts.risk == "disaster" and not facts.get("risk_note")
