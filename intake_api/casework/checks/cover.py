"""What covers them: medical insurance, 低保, 特困, pensions and the like."""

from intake_api.casework.checks.check import WARN, household, member
from intake_api.casework.checks.facts import Facts, Someone, is_no, is_yes

_OLD = 60


@member("Q39", WARN, "未参加基本医疗保险", "{name}没有参加医保")
def uninsured(one: Someone, _facts: Facts) -> bool:
    return is_no(one.get("medical_insurance")) and not is_yes(one.get("employee_insurance"))


@member("Q40", WARN, "居民与职工医保重复参保", "{name}居民医保和职工医保都参加了，请核对")
def insured_twice(one: Someone, _facts: Facts) -> bool:
    return is_yes(one.get("medical_insurance")) and is_yes(one.get("employee_insurance"))


@household("Q41", WARN, "享受低保但低保金为0", "有人享受低保，低保金却是 0")
def dibao_without_money(facts: Facts) -> bool:
    return facts.any_yes("dibao") and facts.amount("dibao_amount") == 0


@household("Q42", WARN, "有低保金但无人享受低保", "有低保金，成员里却没有人享受低保")
def money_without_dibao(facts: Facts) -> bool:
    return facts.amount("dibao_amount") > 0 and not facts.any_yes("dibao")


@household("Q43", WARN, "低保金过低", "低保金一年不到 {rules.dibao_least} 元，请核对")
def little_dibao(facts: Facts) -> bool:
    return 0 < facts.amount("dibao_amount") < facts.rules.dibao_least


@household("Q44", WARN, "特困供养金与名单矛盾", "特困供养金和特困名单对不上")
def tekun_against_list(facts: Facts) -> bool:
    """Needs the imported list; without one nobody could stand on it."""
    paid = facts.amount("tekun_amount") > 0
    return "tekun" in facts.elsewhere.known and paid != facts.on_list("tekun")


@member("Q45", WARN, "特困成员为18-59岁健康非在校", "{name}在特困名单上，却健康、不在校、是劳动年龄", scope="household")
def able_on_tekun_list(one: Someone, _facts: Facts) -> bool:
    return "tekun" in one.lists and one.is_aged(18, _OLD - 1) and one.is_healthy and not one.learns


@household("Q46", WARN, "60岁以上无养老金", "家里有满60岁的人，养老金却是 0")
def old_without_pension(facts: Facts) -> bool:
    return facts.amount("pension_amount") == 0 and any(each.is_aged(_OLD) for each in facts.people)


@household("Q47", WARN, "养老金过低或无60岁以上却有养老金", "养老金太低，或者家里还没有到领养老金年纪的人，请核对")
def odd_pension(facts: Facts) -> bool:
    pension = facts.amount("pension_amount")
    ages = [each.age for each in facts.people]
    all_young = bool(ages) and all(age is not None and age < facts.rules.pension_youngest for age in ages)
    return 0 < pension < facts.rules.pension_least or (pension > 0 and all_young)


@household("Q48", WARN, "计划生育金异常", "计划生育金一年不到 {rules.fp_subsidy_least} 元，请核对")
def little_family_planning(facts: Facts) -> bool:
    return 0 < facts.amount("fp_subsidy") < facts.rules.fp_subsidy_least


@household("Q49", WARN, "生态补偿金但无林地", "有生态补偿金，林地面积却是 0")
def compensation_without_forest(facts: Facts) -> bool:
    return facts.amount("eco_comp_amount") > 0 and facts.amount("forest_mu") == 0


@household("Q50", WARN, "整户无劳动力但无人享受低保", "整户没有劳动力，也没有人享受低保或特困，请核实兜底保障")
def unable_without_cover(facts: Facts) -> bool:
    return facts.nobody_can_work and not facts.any_yes("dibao") and not facts.on_list("tekun")
