"""A family of six whose papers are all in order, to be spoilt one thing at a time: ``from families import file_of``."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from factories import HUANXI, YIYOU

from intake_api.casework.collected import collected
from intake_api.casework.dossier import Dossier, local_day
from intake_api.casework.history import Happening, History
from knowledge.policy import County

NOW = datetime.fromisoformat("2023-11-14T15:00:00+08:00")
CLUE = datetime.fromisoformat("2023-11-10T09:00:00+08:00")
PHOTO, VERIFIERS = ["photo-1"], ["林村长", "黄干事"]


def number(born: str, *, man: bool, serial: int = 1) -> str:
    """An identity number of 晋安区 with the right check character: ``number("19780315", man=True)``."""
    body = f"350111{born}{serial:02d}{1 if man else 2}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def member(place: int, name: str, born: str, relation: str, **over: Any) -> dict[str, Any]:
    """The answers about one member; a man unless ``sex`` says otherwise."""
    man = over.get("sex", "male") == "male"
    values = {
        "member_name": name,
        "sex": "male",
        "id_type": "resident",
        "id_no": number(born, man=man),
        "relation": relation,
        "ethnicity": "m01",
        "politics": "masses",
        "health": ["healthy"],
        "medical_insurance": True,
        "dibao": False,
        "major_illness_aid": False,
        "work_months": 0,
        "labour": "none",
    } | over
    return {f"member[{place}].{key}": value for key, value in values.items()}


FAMILY: dict[str, Any] = {
    **member(0, "陈大山", "19780315", "r02", education="e3", work_months=10, labour="ordinary"),
    **member(1, "林秀英", "19800702", "r10", sex="female", education="e2", health=["major_illness"], labour="weak"),
    **member(2, "陈小军", "20030520", "r20", in_school="s21", politics="league_member"),
    **member(3, "陈小梅", "20090411", "r30", sex="female", in_school="s05"),
    **member(4, "陈阿公", "19500101", "r51", education="e1", health=["chronic"]),
    **member(5, "吴阿嬷", "19530808", "r52", sex="female", education="e1"),
    "name": "陈大山",
    "head_name": "陈大山",
    "phone": "13805001234",
    "household_type": "general",
    "risk": "illness",
    "med_oop": 42000,
    "wage_income": 36000,
    "fp_subsidy": 960,
    "pension_amount": 3840,
    "eco_comp_amount": 120,
    "other_transfer": 1200,
    "business_income": 15000,
    "business_expense": 6000,
    "asset_dividend": 0,
    "other_property": 300,
    "farmland_mu": 3.2,
    "forest_mu": 5,
    "orchard_mu": 1,
    "house_m2": 120,
    "house_grade": "B",
    "sanitary_toilet": True,
    "safe_water": True,
}
CASE = {"county": "350111", "id": "case", "receipt": "JA20231110-0001-X", "household_id": "home", "state": "VERIFYING"}
CASE |= {"phone": "13805001234", "risk": "illness", "household_type": "", "green": "", "repeat": 0}
CASE |= {"town": HUANXI, "village": YIYOU, "submitted_at": CLUE}
# Days after the clue, what happened, and what the log keeps of it.
Step = tuple[float, str, dict[str, Any]]
VISITED: Step = (1, "visited", {"method": "visit", "verifiers": VERIFIERS, "photos": PHOTO})
BEGUN: tuple[Step, ...] = ((0, "submitted", {}), (0.1, "accepted", {}), (0.2, "verifying", {}), VISITED)
POSTED: tuple[Step, ...] = (*BEGUN, (2, "to_review", {}), (3, "voted", {}))
RECOGNISED: tuple[Step, ...] = (*POSTED, (10, "publicity_ended", {}), (11, "town_passed", {}), (12, "recognised", {}))
PLANNED: tuple[Step, ...] = (*RECOGNISED, (15, "plan_set", {}), (20, "measure_implemented", {}))
PROPOSED: Step = (200, "elimination_proposed", {"method": "helped"})
ENDED: tuple[Step, ...] = (*PLANNED, PROPOSED, (202, "elimination_posted", {}), (210, "eliminated", {}))


def file_of(
    county: County,
    answers: Mapping[str, Any] = FAMILY,
    log: Sequence[Step] = BEGUN,
    days: float = 4.25,
    case: Mapping[str, Any] | None = None,
    **parts: Any,
) -> Dossier:
    """The dossier of the family so many ``days`` after the clue. Answers that are None were not given."""
    history = History(tuple(_happened(county, *step) for step in log))
    now = CLUE + timedelta(days=days)
    given = {key: value for key, value in answers.items() if value is not None}
    return Dossier(
        case={**CASE, **(case or {})},
        history=history,
        county=county,
        now=now,
        today=local_day(county, now),
        found=collected(given),
        **parts,
    )


def _happened(county: County, days: float, kind: str, data: dict[str, Any]) -> Happening:
    at = CLUE + timedelta(days=days)
    return Happening(kind, at, local_day(county, at), "somebody", data)
