"""The fourteen groups of the plan (方案 一(一)、一(二)), one function each: from reports, the roster and the lists to
the reasons, in words. A group says whom to see first; it never decides."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dialogs.declaration import load_form
from intake_api.roster.standings import LIFTED
from intake_api.screening.facts import Facts, Row
from intake_api.screening.group import GROUPS, group, groups_of
from intake_api.screening.thresholds import judge, list_of, reason
from knowledge.screening import Rule

__all__ = ["GROUPS", "groups_of"]
_SEVERE = frozenset("12")
_LEVEL = 19  # where a 残疾人证 number has its level


@group("P01", "收入偏低或下降明显")
def income_low(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "dibao_edge")
    told, line, numbers = facts.income, facts.policy.line_on(facts.today), facts.policy.screening.groups
    if told and told.per_capita is not None:
        if told.per_capita < line:
            yield f"人均 {_yuan(told.per_capita)} 元，低于监测线 {line:,} 元"
        elif told.per_capita < line * Decimal(str(numbers.income_near)):
            yield f"人均 {_yuan(told.per_capita)} 元，接近监测线 {line:,} 元"
    if told and told.before and told.net <= told.before * Decimal(str(numbers.income_drop)):
        yield f"全家收入从上一年的 {_yuan(told.before)} 元降到 {_yuan(told.net)} 元"


@group("P02", "就业不稳")
def job_unsure(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "jobless")
    yield from _reported(facts, "unstable_job")
    able = [each for each in facts.found.people if each.can_work(facts.today) and each.get("work_months") is not None]
    most = max((int(each.get("work_months")) for each in able), default=None)
    if most is not None and most < facts.policy.screening.groups.work_months:
        yield f"有劳动力，一年务工最多 {most} 个月"


@group("P03", "产业失败")
def industry_failed(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "insurance")
    yield from _reported(facts, "industry_failure")


@group("P04", "其他突发意外事故")
def accident(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "accident")
    yield from _reported(facts, "accident")


@group("P05", "存量农村低保", must=True)
def on_dibao(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "dibao")
    if (facts.found.get("dibao_amount") or 0) > 0 or any(each.get("dibao") for each in facts.found.people):
        yield "申报材料里有低保"


@group("P06", "分散供养特困", must=True)
def on_tekun(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "tekun")
    if (facts.found.get("tekun_amount") or 0) > 0:
        yield "申报材料里有特困供养金"


@group("P07", "今年新增或新申请低保、特困", must=True)
def new_aid(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "aid_new", since=_new_year(facts))
    for key, label in (("dibao", "低保"), ("tekun", "特困供养")):
        days = sorted(each["since"] for each in facts.on(key) if each["since"] >= _new_year(facts))
        if days:
            yield f"{days[0]} 起享受{label}"


@group("P08", "重度残疾人", must=True)
def severely_disabled(facts: Facts) -> Iterator[str]:
    yield from _judged(facts, "disabled", Rule("visit", grades=tuple(sorted(_SEVERE))))
    if any(each.id_no[_LEVEL:] in _SEVERE for each in facts.found.people):
        yield "采集表里有一级、二级残疾人证"


@group("P09", "因病因学因意外刚性支出较大", must=True)
def rigid_expense(facts: Facts) -> Iterator[str]:
    for key in ("medical", "illness", "education"):
        yield from _judged(facts, key)
    yield from _spent(facts, "medical", "med_oop", "自付医疗费")
    yield from _spent(facts, "education", "edu_oop", "自付教育费")
    yield from _reported(facts, "illness", "schooling")


@group("P10", "多次申报或预警未纳入", must=True)
def turned_away_again(facts: Facts) -> Iterator[str]:
    days = facts.turned_away
    if len(days) >= facts.policy.screening.groups.repeat_times and not facts.is_recognised:
        yield f"多次申报未纳入：{'、'.join(map(str, days))}"


@group("P11", "因灾")
def disaster(facts: Facts) -> Iterator[str]:
    yield from _listed(facts, "disaster")
    yield from _reported(facts, "disaster")
    if loss := facts.found.get("disaster_loss"):
        yield f"申报受灾损失 {_yuan(loss)} 元"


@group("P12", "因疫情影响")
def epidemic(facts: Facts) -> Iterator[str]:
    yield from _reported(facts, "epidemic")


@group("P13", "整户无劳动力")
def no_labour(facts: Facts) -> Iterator[str]:
    if facts.found.people:
        if facts.found.has_no_labour(facts.today):
            yield f"采集表上全家 {len(facts.found.people)} 人都没有劳动能力"
    elif facts.residents and all(_cannot_work(facts, each) for each in facts.residents):
        numbers = facts.policy.screening.groups
        people = len(facts.residents)
        yield f"名册上全家 {people} 人都不到 {numbers.working_age} 岁、满 {numbers.old_age} 岁或者残疾"


@group("P14", "住房、饮水、教育、医疗有缺口")
def lacks_basics(facts: Facts) -> Iterator[str]:
    for key in ("housing", "water", "dropout", "uninsured"):
        yield from _judged(facts, key)
    told, people = facts.found, facts.found.people
    if told.get("house_grade") in ("C", "D"):
        yield f"采集表：住房 {told.get('house_grade')} 级"
    if told.get("safe_water") is False:
        yield "采集表：饮水还没有解决"
    if any(each.get("dropout_reason") for each in people):
        yield "采集表：有孩子失学辍学"
    if any(each.get("medical_insurance") is False for each in people):
        yield "采集表：有人没有参加医保"


def _listed(facts: Facts, key: str, since: str = "") -> Iterator[str]:
    """On the list; of those told a day only from ``since`` on."""
    source, found = list_of(key), [each for each in facts.on(key) if not each["since"] or each["since"] >= since]
    if source and found:
        yield reason(source, found)


def _judged(facts: Facts, key: str, usual: Rule | None = None) -> Iterator[str]:
    """On the list with as much as the policy asks for; ``usual``: where the policy says nothing of it."""
    source, rule = list_of(key), facts.policy.screening.rules.get(key, usual or Rule("visit"))
    answer = judge(rule, source, facts.on(key), facts.household["standing"]) if source else None
    if answer:
        yield answer[1]


def _reported(facts: Facts, *risks: str) -> Iterator[str]:
    if facts.risk in risks:
        yield f"申报：{load_form().codes['risk'][facts.risk]}"


def _spent(facts: Facts, key: str, question: str, label: str) -> Iterator[str]:
    """What the household itself says it had to pay, by the same threshold as the department's list."""
    rule, amount = facts.policy.screening.rules.get(key), facts.found.get(question)
    if rule is None or amount is None:
        return
    least = rule.least_lifted if facts.household["standing"] == LIFTED and rule.least_lifted else rule.least
    if amount and amount >= least:
        yield f"申报{label} {_yuan(amount)} 元"


def _cannot_work(facts: Facts, resident: Row) -> bool:
    """By the roster: too young, too old, or on the list of the disabled. Whose age nobody knows may work."""
    numbers, disabled = facts.policy.screening.groups, facts.on("disabled")
    if _is_one_of(resident, disabled):
        return True
    age = _age(resident["born"], facts.today)
    return age is not None and not numbers.working_age <= age < numbers.old_age


def _is_one_of(resident: Row, entries: Sequence[Row]) -> bool:
    if resident["id_index"]:
        return any(each["id_index"] == resident["id_index"] for each in entries)
    return any(each["name"] == resident["name"] for each in entries)


def _age(born: str, day: date) -> int | None:
    """Full years by the month of birth (YYYY-MM), reached with the month's first day."""
    return day.year - int(born[:4]) - (day.month < int(born[5:7])) if len(born) == 7 else None


def _new_year(facts: Facts) -> str:
    return date(facts.today.year, 1, 1).isoformat()


def _yuan(amount: Decimal | float | int) -> str:
    text = f"{Decimal(str(amount)):,.2f}"
    return text.removesuffix(".00")
