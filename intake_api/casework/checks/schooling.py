"""Education and schooling, against the age."""

from datetime import date

from intake_api.casework.checks.check import ERROR, WARN, member
from intake_api.casework.checks.facts import Facts, Someone


def _stages(first: int, last: int) -> frozenset[str]:
    return frozenset(f"s{number:02d}" for number in range(first, last + 1))


_INFANT, _PRIMARY, _MIDDLE = _stages(1, 2), _stages(3, 3), _stages(4, 6)
_HIGH, _HIGHER, _POSTGRADUATE = _stages(7, 12), _stages(13, 24), _stages(25, 25)
_LITTLE, _MIDDLE_SCHOOL_DONE = frozenset({"e1", "e2"}), frozenset({"e3", "e4", "e5", "e6"})
_DUE_FROM, _DUE_UNTIL = 6, 15


@member("Q19", ERROR, "文化程度与在校状况同时填或都未填", "{name}的文化程度和在校状况要填一个，只填一个")
def education_and_school(one: Someone, _facts: Facts) -> bool:
    return bool(one.get("education")) == bool(one.school)


@member("Q20", WARN, "7岁以上仍为学龄前", "{name}的年龄和在校状况对不上：满7岁了还写着学龄前")
def old_infant(one: Someone, _facts: Facts) -> bool:
    return one.school in _INFANT and one.is_healthy and one.is_aged(7)


@member("Q21", WARN, "小学年龄异常", "{name}在读小学，年龄对不上，请核对")
def primary_age(one: Someone, _facts: Facts) -> bool:
    return _odd(one, _PRIMARY, 6, 14)


@member("Q22", WARN, "初中年龄异常", "{name}在读初中，年龄对不上，请核对")
def middle_age(one: Someone, _facts: Facts) -> bool:
    return _odd(one, _MIDDLE, 12, 17)


@member("Q23", WARN, "高中/中职年龄异常", "{name}在读高中或中职，年龄对不上，请核对")
def high_age(one: Someone, _facts: Facts) -> bool:
    return _odd(one, _HIGH, 15, 20)


@member("Q24", WARN, "高等教育年龄异常", "{name}的年龄和在读的学段对不上，请核对")
def higher_age(one: Someone, _facts: Facts) -> bool:
    return _odd(one, _HIGHER, 18) or _odd(one, _POSTGRADUATE, 20)


@member("Q25", ERROR, "义务教育适龄儿童不在校", "{name}该上学没有上学，请填在校状况，没上的写明原因")
def out_of_school(one: Someone, facts: Facts) -> bool:
    return is_out_of_school(one, facts.today) and not one.get("dropout_reason")


@member("Q26", WARN, "16-22岁文化程度小学及以下", "{name}疑似辍学：16到22岁，文化程度小学及以下")
def early_leaver(one: Someone, _facts: Facts) -> bool:
    return one.is_aged(16, 22) and not one.school and one.get("education") in _LITTLE


@member("Q27", WARN, "在校生填写务工时间", "{name}在上学，却填了务工时间")
def pupil_at_work(one: Someone, _facts: Facts) -> bool:
    return one.works and one.school in _INFANT | _PRIMARY | _MIDDLE | _HIGH


def is_out_of_school(one: Someone, today: date) -> bool:
    """Whether a child of the compulsory years goes to no school. Ages count on 1 September, as schools take them in
    (义务教育法11条); at fifteen middle school may be over."""
    age = _age_at_school_year(one, today)
    if age is None or not _DUE_FROM <= age <= _DUE_UNTIL or one.school:
        return False
    return not (age == _DUE_UNTIL and one.get("education") in _MIDDLE_SCHOOL_DONE)


def _odd(one: Someone, stages: frozenset[str], low: int, high: int = 999) -> bool:
    return one.school in stages and one.age is not None and not one.is_aged(low, high)


def _age_at_school_year(one: Someone, today: date) -> int | None:
    if one.born is None:
        return None
    year = today.year if today.month >= 9 else today.year - 1
    return year - one.born.year - ((one.born.month, one.born.day) > (9, 1))
