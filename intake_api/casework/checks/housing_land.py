"""House, water and land."""

from intake_api.casework.checks.check import ERROR, WARN, household
from intake_api.casework.checks.facts import Facts, is_no, number

DANGEROUS = ("C", "D")
_ASKED = ("house_grade", "safe_water", "sanitary_toilet")


@household("Q62", ERROR, "住危房未处理/未纳入", "住的是 C、D 级危房，还没有人处理：请登记困难问题或者转办")
def dangerous_house(facts: Facts) -> bool:
    return has_dangerous_house(facts) and not facts.is_recognised and not _is_followed(facts, "housing")


@household("Q63", ERROR, "饮水未解决未纳入", "饮水不安全，还没有人处理：请登记困难问题或者转办")
def unsafe_water(facts: Facts) -> bool:
    return has_unsafe_water(facts) and not facts.is_recognised and not _is_followed(facts, "water")


@household("Q64", WARN, "耕地面积异常", "耕地面积太大或是负数，请核对")
def odd_farmland(facts: Facts) -> bool:
    return not 0 <= facts.amount("farmland_mu") <= facts.rules.farmland_most


@household("Q65", WARN, "林地面积异常", "林地面积太大或是负数，请核对")
def odd_forest(facts: Facts) -> bool:
    return not 0 <= facts.amount("forest_mu") <= facts.rules.forest_most


@household("Q66", WARN, "林果面积异常", "林果面积太大或是负数，请核对")
def odd_orchard(facts: Facts) -> bool:
    return not 0 <= facts.amount("orchard_mu") <= facts.rules.orchard_most


@household("Q67", WARN, "住房面积异常", "住房面积没有填，或者太小、太大，请核对")
def odd_house(facts: Facts) -> bool:
    area = number(facts.get("house_m2"))
    if area is None or area <= 0:
        return True
    heads = sum(each.person.counted for each in facts.people) or 1
    return area > facts.rules.house_most or area / heads < facts.rules.house_least_each


@household("Q68", ERROR, "三保障/饮水字段为空", "危房等级、卫生厕所、饮水有没有填的")
def living_not_filled(facts: Facts) -> bool:
    return any(facts.get(key) is None for key in _ASKED)


def has_dangerous_house(facts: Facts) -> bool:
    """Whether they live in a house of grade C or D."""
    return facts.get("house_grade") in DANGEROUS


def has_unsafe_water(facts: Facts) -> bool:
    """Whether drinking water is not solved."""
    return is_no(facts.get("safe_water"))


def _is_followed(facts: Facts, category: str) -> bool:
    """Whether somebody is at it: an open issue, or a referral that was not refused."""
    issues = any(row["category"] == category and not row["resolved_at"] for row in facts.dossier.issues)
    referrals = any(row["target"] == category and row["answer"] != "refused" for row in facts.dossier.referrals)
    return issues or referrals
