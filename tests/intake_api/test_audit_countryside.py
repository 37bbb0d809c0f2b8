"""Every page of the countryside that shows households leaves an entry of who looked; the others say why none."""

import pytest
from areas import build
from fastapi import FastAPI
from http_office import PAGE, app_of, log_in, person
from rows import rows
from sqlalchemy import update

from intake_api.models.tables import AUDIT, HOUSEHOLDS
from intake_api.office import Office

# (path, query) → (role, subject) of the entry, ``read`` or ``listed``.
SHOWS = {
    ("/console/walk/{household_id}", ""): ("village", "household:"),
    ("/console/walk", "village=350111103210"): ("village", "walk"),
    ("/console/api/walk-list", "village=350111103210"): ("village", "walk"),
    ("/console/coverage/left", "village=350111103210"): ("village", "walk"),
    ("/console/households", "name=陈大山"): ("county_clerk", "roster"),
    ("/console/households/{household_id}", ""): ("county_clerk", "household:"),
    ("/console/screening", ""): ("town_clerk", "screening"),
}
_FIGURES = "figures, places and names of our own people"
_BACK = "leads back to a page that leaves its own entry"
OTHERS = {
    "/api/v1/warnings": "a program enters a warning",
    "/console/api/patrols": "that the visit was saved",
    "/console/walk/phone": "an empty page; what fills it comes by /console/api/walk-list",
    "/console/walk/new": "an empty form, or what the cadre has just typed",
    "/console/walk/{household_id}/patrols": _BACK,
    "/console/walk/{household_id}/issues/{row_id}/plan": _BACK,
    "/console/walk/{household_id}/issues/{row_id}/resolve": _BACK,
    "/console/coverage": _FIGURES,
    "/console/coverage/report": _FIGURES,
    "/console/duties": _FIGURES,
    "/console/duties/{row_id}/trained": _FIGURES,
    "/console/duties/{row_id}/end": _FIGURES,
    "/console/concerns": "figures; its households leave an entry of their own (test_concerns_page)",
    "/console/disasters": "warnings and figures",
    "/console/disasters/{row_id}": "a warning and figures by village",
    "/console/disasters/{row_id}/calls": "households, with an entry once it was activated (test_warnings_pages)",
    "/console/precautions": _FIGURES,
    "/console/precautions/{row_id}": "the town's own people to call, with an entry (test_precautions_pages)",
    "/console/precautions/{row_id}/document": "the town's own paper",
    "/console/precautions/{row_id}/first": "households to fetch, with an entry (test_precautions_pages)",
    "/console/precautions/{row_id}/paper": "the town's own paper",
    "/console/surges": _FIGURES,
    "/console/surges/cases": "cases behind a figure, with an entry (test_warnings_pages)",
    "/console/roster": "files and counts",
    "/console/roster/{batch_id}": "masked rows, with an entry (test_roster_page)",
    "/console/roster/{batch_id}/columns": "masked rows, with an entry (test_roster_page)",
    "/console/roster/{batch_id}/candidates": "masked rows, with an entry (test_roster_page)",
    "/console/roster/{batch_id}/import": _BACK,
    "/console/roster/{batch_id}/drop": _BACK,
    "/console/roster/{batch_id}/undo": _BACK,
    "/console/roster/{batch_id}/rejected.xlsx": "exported, with an entry (test_roster_page)",
    "/console/households/{household_id}/{step}": _BACK,
    "/console/screening/{row_id}": _BACK,
}
OTHERS |= {f"/console/disasters/{{row_id}}/{step}": _BACK for step in
           ("activate", "renew", "talk", "close", "tick", "hit")}  # fmt: skip
PATHS = {path for path, _ in SHOWS} | set(OTHERS)


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.mark.parametrize("page", SHOWS, ids="?".join)
def test_who_looked_at_households_is_kept(app: FastAPI, office: Office, page: tuple[str, str]) -> None:
    role, subject = SHOWS[page]
    place = build(office)["own"]
    with office.work() as work:
        work.connection.execute(update(HOUSEHOLDS).values(enrolled=True))
    who = person(office, role)
    path, query = page
    answer = log_in(app, office, role).get(f"{place.path(path)}?{query}", headers=PAGE)
    assert answer.status_code == 200, answer.text[-500:]
    found = [(row["actor"], row["subject"]) for row in rows(office, AUDIT) if row["act"] in ("read", "listed")]
    assert [each for each in found if each[0] == who.id and each[1].startswith(subject)], found
