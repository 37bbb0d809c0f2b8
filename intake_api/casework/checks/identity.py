"""Who they are: papers, numbers, birth, sex, telephone."""

import re
from collections import Counter

from intake_api.casework.checks.check import ERROR, WARN, household, member
from intake_api.casework.checks.facts import PLACEHOLDER, Facts, Someone
from knowledge.people.id_numbers import is_document_number, is_id_number

_LENGTHS = {"resident": (18,), "booklet": (18,), "disability": (20, 22)}
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}", re.ASCII)
_NO_PHONE = "none"  # 没有电话 is an answer (裁定 7): such a household is found by other ways
_OLDEST = 120
_PARTY = ("party_member", "probationary")
_POLITICS = (*_PARTY, "league_member", "masses")


@member("Q01", ERROR, "证件号码位数不合规", "{name}的证件号码位数不对")
def wrong_length(one: Someone, _facts: Facts) -> bool:
    return bool(one.number) and len(one.number) not in _LENGTHS.get(str(one.get("id_type")), (18, 20, 22))


@member("Q02", ERROR, "身份证校验码错误", "{name}的身份证号码校验不通过，请对着证件再看一遍")
def wrong_check_character(one: Someone, _facts: Facts) -> bool:
    """A birth date that cannot be is told by Q04."""
    return one.is_numbered and len(one.number) == 18 and one.born is not None and not is_id_number(one.number)


@member("Q03", ERROR, "残疾人证号码错误", "{name}的残疾人证号码不对，请对着证件再看一遍")
def wrong_disability_number(one: Someone, _facts: Facts) -> bool:
    """The ID number, a class 1-7, a grade 1-4, B and a digit after a re-issue."""
    return one.is_numbered and len(one.number) > 18 and not is_document_number(one.number)


@member("Q04", ERROR, "出生日期无效", "{name}的出生日期不合理，请核对证件号码和填报日期")
def impossible_birth(one: Someone, facts: Facts) -> bool:
    if not one.is_numbered:
        return False
    return one.born is None or one.born > facts.filled_on or (one.age or 0) > _OLDEST


@member("Q05", ERROR, "性别与证件不符", "{name}的性别和身份证对不上")
def sex_against_number(one: Someone, _facts: Facts) -> bool:
    if not one.is_numbered or one.get("sex") is None or not one.number[16].isdecimal():
        return False
    return bool(one.get("sex") != ("male" if int(one.number[16]) % 2 else "female"))


@member("Q06", ERROR, "证件号码重复(同户或跨户)", "{name}的证件号码在{other}里也有", scope="cross")
def listed_twice(one: Someone, facts: Facts) -> bool:
    """By the first 18 characters: the identity card and the 残疾人证 of one person are one person."""
    if not one.is_numbered:
        return False
    here = Counter(each.number[:18] for each in facts.people)
    return here[one.number[:18]] > 1 or one.place in facts.elsewhere.numbers


@member("Q07", WARN, "无身份证或占位号", "{name}没有有效的身份证号码")
def without_number(one: Someone, _facts: Facts) -> bool:
    return not one.number or one.number.startswith(PLACEHOLDER)


@member("Q08", ERROR, "民族为空", "{name}的民族没有填")
def without_ethnicity(one: Someone, _facts: Facts) -> bool:
    return one.get("ethnicity") is None


@member("Q09", ERROR, "政治面貌疑似有误", "{name}的政治面貌没有填，或者和年龄对不上")
def politics_against_age(one: Someone, _facts: Facts) -> bool:
    politics = one.get("politics")
    if politics not in _POLITICS:
        return True
    if politics in _PARTY:
        return one.is_aged(0, 17)
    return politics == "league_member" and one.age is not None and not one.is_aged(14, 28)


@household("Q69", ERROR, "联系电话不合规", "联系电话没有填，或者不是电话号码")
def wrong_phone(facts: Facts) -> bool:
    phone = _phone(facts)
    return phone != _NO_PHONE and not _PHONE.fullmatch(phone)


@household("Q70", WARN, "多户共用同一电话", "这个联系电话还有别的户在用，请核对是谁的", scope="cross")
def shared_phone(facts: Facts) -> bool:
    """A cadre's own number, who reports for many, is no sign of anything (村干部代联)."""
    by_cadre = facts.get("behalf") == "other" and facts.get("helper_relation") == "cadre"
    return facts.elsewhere.phone > 0 and not by_cadre


def _phone(facts: Facts) -> str:
    return str(facts.get("phone") or facts.dossier.case["phone"] or "")
