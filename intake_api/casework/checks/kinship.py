"""The family: one head, one spouse, relations that fit sexes and ages."""

from dialogs.declaration import load_form
from intake_api.casework.checks.check import ERROR, WARN, household, member
from intake_api.casework.checks.facts import Facts, Someone

HEAD, SPOUSE = "r02", "r10"
# GB/T 4761: relations that only one sex has. The others may be anybody's.
_MALE = "r20 r28 r41 r43 r47 r51 r53 r55 r61 r63 r83 r93"
_FEMALE = "r30 r38 r42 r44 r48 r52 r54 r56 r62 r64 r74 r94"
SEX_OF = dict.fromkeys(_MALE.split(), "male") | dict.fromkeys(_FEMALE.split(), "female")
_CHILDREN = frozenset({"r20", "r30"})
_PARENTS = frozenset({"r51", "r52", "r53", "r54", "r55", "r56"})
_GRANDPARENTS = frozenset({"r61", "r62", "r63", "r64"})
_GENERATION, _TWO_GENERATIONS = 14, 30  # years between that are still too few


def _those(facts: Facts, relation: str) -> list[Someone]:
    return [each for each in facts.people if each.get("relation") == relation]


@household("Q10", ERROR, "没有户主", "成员里没有户主")
def without_head(facts: Facts) -> bool:
    return not _those(facts, HEAD)


@household("Q11", ERROR, "户主多于一人", "成员里的户主多于一人")
def two_heads(facts: Facts) -> bool:
    return len(_those(facts, HEAD)) > 1


@household("Q12", ERROR, "多名配偶", "成员里的配偶多于一人")
def two_spouses(facts: Facts) -> bool:
    return len(_those(facts, SPOUSE)) > 1


@household("Q13", ERROR, "户主与配偶同性别", "户主和配偶的性别一样，请核对")
def spouses_of_one_sex(facts: Facts) -> bool:
    heads = {each.get("sex") for each in _those(facts, HEAD)} - {None}
    return any(each.get("sex") in heads for each in _those(facts, SPOUSE))


@member("Q14", ERROR, "关系与性别矛盾", "{name}与户主关系和性别对不上")
def relation_against_sex(one: Someone, _facts: Facts) -> bool:
    wanted = SEX_OF.get(str(one.get("relation")))
    return wanted is not None and one.get("sex") is not None and one.get("sex") != wanted


@member("Q15", ERROR, "与户主关系不在字典", "{name}与户主关系没有填，或者不在表里")
def unknown_relation(one: Someone, _facts: Facts) -> bool:
    return str(one.get("relation")) not in load_form().codes["relation"]


@member("Q16", WARN, "关系与年龄矛盾", "{name}和户主的年龄差不合理，请核对", scope="household")
def relation_against_age(one: Someone, facts: Facts) -> bool:
    head = next((each for each in facts.people if each.get("relation") == HEAD), None)
    if head is None or head.age is None or one.age is None:
        return False
    older, relation = one.age - head.age, one.get("relation")
    if relation in _CHILDREN:
        return older >= -_GENERATION
    if relation in _PARENTS:
        return older <= _GENERATION
    return relation in _GRANDPARENTS and older <= _TWO_GENERATIONS


@household("Q17", WARN, "首行不是户主", "附件1第1行固定是户主，请把户主放在第一行")
def head_not_first(facts: Facts) -> bool:
    return bool(facts.people) and facts.people[0].get("relation") != HEAD


@household("Q18", WARN, "户主姓名与成员表不一致", "“家庭户主”和成员表里户主的姓名不一样")
def another_head(facts: Facts) -> bool:
    heads = [each.get("member_name") for each in _those(facts, HEAD)]
    return bool(facts.get("head_name") and heads and heads[0] and heads[0] != facts.get("head_name"))
