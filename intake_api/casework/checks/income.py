"""Income: sums, oddities, and the household type against the line."""

from intake_api.casework.checks.check import ERROR, WARN, household
from intake_api.casework.checks.facts import MONEY, Facts, number
from intake_api.casework.income import PROPERTY, TRANSFERS

# Once the end of the risk is proposed the income has changed: it is no longer that of the recognition.
_ENDING = frozenset({"ELIM_REVIEW", "ELIM_PUBLICITY", "ELIMINATED"})
_CENT = 0.005


@household("Q51", ERROR, "转移性收入分项合计不符", "转移性收入和它的六个分项加起来不一样")
def transfers_do_not_add_up(facts: Facts) -> bool:
    return _differs(facts, "transfer_income", TRANSFERS)


@household("Q52", ERROR, "财产性收入分项合计不符", "财产性收入和它的两个分项加起来不一样")
def property_does_not_add_up(facts: Facts) -> bool:
    return _differs(facts, "property_income", PROPERTY)


@household("Q53", ERROR, "收入为负或非数", "收入里有负数，或者不是数字")
def impossible_amount(facts: Facts) -> bool:
    given = [facts.get(key) for key in (*MONEY, "transfer_income", "property_income")]
    return any(value is not None and ((found := number(value)) is None or found < 0) for value in given)


@household("Q54", WARN, "有经营收入无经营支出", "有生产经营收入，却没有生产经营支出")
def sales_without_costs(facts: Facts) -> bool:
    return facts.amount("business_income") > 0 and facts.amount("business_expense") <= 0


@household("Q55", WARN, "经营支出大于经营收入", "生产经营亏了本，请核实是不是产业失败")
def costs_above_sales(facts: Facts) -> bool:
    return facts.amount("business_expense") > facts.amount("business_income")


@household("Q56", WARN, "工资性收入异常", "工资性收入太低或太高，请核对")
def odd_wage(facts: Facts) -> bool:
    wage = facts.amount("wage_income")
    return 0 < wage < facts.rules.wage_least or wage > facts.rules.wage_most


@household("Q58", WARN, "人均收入过低", "人均 {per_head} 元，低于 {rules.per_head_least} 元，请看看有没有漏填")
def very_little(facts: Facts) -> bool:
    return facts.per_head is not None and facts.per_head < facts.rules.per_head_least


@household("Q59", WARN, "人均收入过高仍纳入", "认定时人均 {per_head} 元，高于 {rules.per_head_most} 元，请核对")
def much_and_recognised(facts: Facts) -> bool:
    if not facts.is_recognised or facts.state in _ENDING or _type(facts) == "sudden":
        return False
    return facts.per_head is not None and facts.per_head > facts.rules.per_head_most


@household("Q60", ERROR, "类型与收入矛盾", "农户类型和人均收入对不上：人均 {per_head} 元，线是 {line} 元")
def type_against_income(facts: Facts) -> bool:
    """边缘易致贫户 and 脱贫不稳定户 are below the line, 突发严重困难户 is not (方案 一(一))."""
    if facts.per_head is None or facts.state in _ENDING:
        return False
    if _type(facts) == "sudden":
        return facts.is_below_line
    return _type(facts) in ("edge", "lifted_unstable") and not facts.is_below_line


@household("Q61", WARN, "一般农户与脱贫户身份矛盾", "这户在脱贫户名单上，类型应当是脱贫不稳定户")
def lifted_as_edge(facts: Facts) -> bool:
    return _type(facts) == "edge" and facts.on_list("lifted")


def _type(facts: Facts) -> str:
    """As decided, else as collected."""
    return str(facts.dossier.case["household_type"] or facts.get("household_type") or "")


def _differs(facts: Facts, total: str, parts: tuple[str, ...]) -> bool:
    """A total that was entered (it is computed everywhere else, imports may bring one)."""
    entered = number(facts.get(total))
    return entered is not None and abs(entered - sum(facts.amount(part) for part in parts)) >= _CENT
