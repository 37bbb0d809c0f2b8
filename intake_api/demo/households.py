"""The demo's households: Annex 1 of invented people, as old as the story says on any day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from knowledge.people.id_numbers import is_id_number

_NOWHERE = "350199"  # no district has this code: the numbers pass every check and are nobody's
_USUAL: Mapping[str, Any] = {
    "fp_subsidy": 0, "dibao_amount": 0, "tekun_amount": 0, "pension_amount": 0, "eco_comp_amount": 0,
    "other_transfer": 0, "wage_income": 0, "business_income": 0, "business_expense": 0, "asset_dividend": 0,
    "other_property": 0, "farmland_mu": 2, "forest_mu": 3, "orchard_mu": 0, "house_m2": 110, "house_grade": "B",
    "sanitary_toilet": True, "safe_water": True, "household_type": "general",
}  # fmt: skip
_USUAL_MEMBER: Mapping[str, Any] = {
    "id_type": "resident", "ethnicity": "m01", "politics": "masses", "health": ["healthy"], "work_months": 0,
    "medical_insurance": True, "dibao": False, "major_illness_aid": False,
}  # fmt: skip


def sheet(case: Mapping[str, Any], number: int, day: date) -> dict[str, Any]:
    """All answers of Annex 1 as collected on ``day``; ``number`` makes the people's numbers differ."""
    told = {key: case[key] for key in ("risk", "story") if key in case}
    answers = {**_USUAL, **told, "fill_date": day.isoformat(), "head_name": case["name"], **case.get("sheet", {})}
    for place, person in enumerate(case["members"]):
        values = _member(person, number * 7 + place, day)
        answers |= {f"member[{place}].{key}": value for key, value in values.items()}
    return answers


def id_number(born: date, serial: int, woman: bool) -> str:
    """A valid number of somebody born on ``born``; ``serial`` below 500."""
    body = f"{_NOWHERE}{born:%Y%m%d}{2 * serial + (not woman):03d}"
    return next(body + last for last in "0123456789X" if is_id_number(body + last))


def _member(person: Mapping[str, Any], serial: int, day: date) -> dict[str, Any]:
    """``age`` becomes a number, of figures only; ``card`` are the kind and the grade behind it on a 残疾人证."""
    born = day - timedelta(days=int(person["age"] * 365.25) + 11 + serial * 29 % 300)
    numbers = (id_number(born - timedelta(days), serial, person["sex"] == "女") for days in range(9))
    number = next(each for each in numbers if each.isdigit()) + person.get("card", "")
    card = {"id_type": "disability"} if "card" in person else {}
    said = {key: value for key, value in person.items() if key not in ("age", "card")}
    return {**_USUAL_MEMBER, **card, "id_no": number, **said}
