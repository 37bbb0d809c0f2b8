"""The demo's stories: read from ``COUNTY/*.toml``, each laid out in steps that end where the story stands today."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from intake_api.office import Work

_HERE = Path(__file__).parent
_OF_STEP = ("do", "name", "by", "day", "at", "ago")
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does: ``do`` an action of the lifecycle or a name of ``steps.STEPS``, ``by`` whom."""

    moment: datetime
    do: str
    by: str
    given: Given


@dataclass(slots=True)
class Story:
    """One household's case. ``id`` is the case's once it was reported."""

    case: Given
    number: int
    steps: tuple[Step, ...]
    id: str = ""


def stories(work: Work) -> list[Story]:
    """The county's stories; none for a county that has not invented its own."""
    ways = tomllib.loads((_HERE / "ways.toml").read_text("utf8"))
    cases: list[Given] = []
    for file in sorted((_HERE / work.code).glob("*.toml")):
        cases += tomllib.loads(file.read_text("utf8"))["case"]
    return [Story(case, number, _laid_out(work, case, ways)) for number, case in enumerate(cases)]


def _laid_out(work: Work, case: Given, ways: Mapping[str, list[Given]]) -> tuple[Step, ...]:
    way = _until(ways[case.get("way", "recognised")], case["until"]) if "until" in case else []
    left_out = case.get("without", ())
    wanted = [step for step in way if step.get("name", step["do"]) not in left_out]
    own = [{**step, **case.get("fill", {}).get(step.get("name", step["do"]), {})} for step in wanted]
    steps = [_step(work, case, step) for step in (*_short(case), *own, *case.get("also", ()))]
    return tuple(sorted(steps, key=lambda step: step.moment))


def _until(way: Iterable[Given], last: str) -> list[Given]:
    steps = list(way)
    names = [step.get("name", step["do"]) for step in steps]
    return steps[: names.index(last) + 1]


def _short(case: Given) -> list[Given]:
    """The birth of a case; of a report that is hours old, also who took it in or took it back."""
    birth = {"do": "report", "by": "12317", **case.get("birth", {})}
    if "days" in case:
        return [{"day": 0, "at": "09:00", **birth}]
    steps: list[Given] = [{"ago": case["ago"], **birth}]
    if "after" in case:
        steps.append({"do": "accept", "by": "village", "ago": case["ago"] - case["after"]})
    if case.get("end") == "withdraw":
        steps.append({"do": "withdraw", "by": "farmer", "ago": 1})
    return steps


def _step(work: Work, case: Given, step: Given) -> Step:
    given = {key: value for key, value in step.items() if key not in _OF_STEP}
    return Step(_moment(work, case, step), step["do"], step["by"], given)


def _moment(work: Work, case: Given, step: Given) -> datetime:
    """Hours before now, or an hour of a day after the report; that is never to come."""
    if "ago" in step:
        return work.now - timedelta(hours=step["ago"])
    day = work.today() + timedelta(days=step["day"] - case["days"])
    hour = datetime.combine(day, time.fromisoformat(step.get("at", "10:00")), work.county.zone)
    return min(hour.astimezone(work.now.tzinfo), work.now)
