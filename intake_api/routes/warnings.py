"""``POST /api/v1/warnings``: the weather service's or another system's warnings. It enters; a leader activates."""

from typing import Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from intake_api.disasters import warnings
from intake_api.errors import Invalid
from intake_api.routes.who import TheOffice, warner
from knowledge.policy import County

router = APIRouter(prefix="/api/v1/warnings", dependencies=[Depends(warner)], tags=["warnings"])


class WarningIn(BaseModel):
    """A warning under the sender's own ``id``. ``places``: codes or names of towns and villages, or the county's code;
    ``since`` and ``until``: ISO 8601, on the county's clock without an offset."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=128)
    sender: str = Field("", max_length=64)
    kind: Literal["typhoon", "flood", "landslide", "cold", "fire", "other"]
    level: Literal["blue", "yellow", "orange", "red"]
    words: str = Field("", max_length=5000)
    places: list[str] = Field(min_length=1, max_length=500)
    since: str = Field(max_length=40)
    until: str = Field("", max_length=40)
    county: str = Field("", max_length=12)


@router.post("")
def receive(body: WarningIn, office: TheOffice) -> dict[str, Any]:
    """Enter the warning, once."""
    if body.county and body.county not in office.counties:
        raise Invalid("county 不是这里受理的区县")
    county = office.county(body.county)
    codes = tuple(code for name in body.places for code in _codes(county, name))
    given = warnings.Given(body.kind, body.level, body.words, codes, body.since, body.until)
    with office.work(county.code) as work:
        id, is_new = warnings.receive(work, body.sender, body.id, given)
    return {"warning": id, "new": is_new}


def _codes(county: County, name: str) -> tuple[str, ...]:
    """The codes that a code or a name stands for. Raises ``Invalid`` for none."""
    places = county.places
    if name in (county.code, county.code.ljust(12, "0"), county.name, county.short):
        return tuple(town.code for town in places.towns)
    if (place := places.get(name)) and place.level in ("town", "village"):
        return (place.code,)
    named = [town.code for town in places.towns if town.name == name]
    if found := named or [match.code for match in (places.village(name),) if match]:
        return (found[0],)
    raise Invalid(f"places 里的“{name[:40]}”不是本区的镇或村，请写名称或区划代码")
