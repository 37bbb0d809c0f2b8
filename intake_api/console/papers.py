"""Papers of a case for printing: the notice for the village, the material of its meeting, the authorisation, the slip
with the receipt number."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dialogs.declaration import load_form
from intake_api.access import audit
from intake_api.casework import clocks, posting
from intake_api.casework import dossier as dossiers
from intake_api.casework.authorisations import text_for
from intake_api.casework.collected import Person
from intake_api.casework.dossier import Dossier
from intake_api.casework.income import is_known
from intake_api.casework.states import OPEN, STATES
from intake_api.console import case_view, words
from intake_api.console.guard import LoggedIn
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.seeing import seeing
from intake_api.errors import Conflict, NotAllowed, NotFound
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/cases/{case_id}/papers", dependencies=[Depends(user_of("cases"))])
PAPERS = {"posting": "公示", "review": "评议材料", "authorisation": "授权书", "receipt": "回执"}
_TELLS_ALL = frozenset({"review"})  # what is masked on the page of the case
_STILL = frozenset({"receipt"})  # of use when the case has ended


def papers_of(state: str) -> dict[str, str]:
    """The papers a case in ``state`` still needs, by name: nothing is put up about a household that withdrew."""
    return {name: words for name, words in PAPERS.items() if state in OPEN or name in _STILL}


@router.get("/{paper}", response_model=None)
def show(case_id: str, paper: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """One paper, to be printed by the browser; that it was printed is kept."""
    if paper not in PAPERS:
        raise NotFound("没有这种纸面材料。")
    with office.database.read() as session:
        connection = session.connection()
        row = case_view.find(connection, account, case_id)
        file = dossiers.read(office, connection, office.county(account.county), row, office.clock())
        seen = seeing(connection, account, case_id, office.clock())
    if paper in _TELLS_ALL and not seen.is_open:
        raise NotAllowed("评议材料写着这户的难处：请先回到这件申报，点一个原因“看全”，再来打印。")
    if paper not in papers_of(row["state"]):
        raise Conflict(f"这件事现在是“{STATES[row['state']]}”，不再要这张纸了。")
    audit.looked(office, account.id, account.county, "printed", f"case:{case_id}", paper=paper)
    content = _CONTENTS[paper](file)
    ours = office.county(account.county).papers[paper]
    about: dict[str, Any] = {"paper": content, "ours": ours, "paper_label": PAPERS[paper]}
    return page(request, account, f"paper_{paper}.html", case_id=case_id, **about)


def _posting(file: Dossier) -> dict[str, Any]:
    notice = posting.posting(file, file.today)
    return {"notice": notice, "village": words.place(file.county, notice.village), "kind": notice.kind or "监测对象"}


def _review(file: Dossier) -> dict[str, Any]:
    """For the meeting's members: what was found, without numbers to reach or to impersonate anybody with."""
    visited = file.history.visited
    return {
        "receipt": file.case["receipt"],
        "head": file.case["name"],
        "place": words.place(file.county, file.case["village"] or file.case["town"]),
        "risk": load_form().codes["risk"].get(file.case["risk"], "待问"),
        "story": str(file.found.get("story") or ""),
        "people": [_person(file, each) for each in file.found.people],
        "working": file.income.working() if is_known(file.found) else "",
        "line": file.line,
        "visited": words.moment(words.local(file.county, visited.at)) if visited else "",
        "verifiers": "、".join(map(str, visited.data.get("verifiers", ()))) if visited else "",
        "opinion": str(visited.data.get("opinion", "")) if visited else "",
        "hits": [
            (row["name"], row["department"], row["explanation"]) for row in file.comparisons if row["result"] == "hit"
        ],
        "compared": file.history.compared,
    }


def _person(file: Dossier, person: Person) -> dict[str, str]:
    codes = load_form().codes
    age = person.age(file.today)
    return {
        "name": person.name,
        "relation": codes["relation"].get(str(person.get("relation")), ""),
        "age": "" if age is None else f"{age} 岁",
        "work": "能干活" if person.can_work(file.today) else "",
        "school": "在上学" if person.in_school else "",
    }


def _authorisation(file: Dossier) -> dict[str, Any]:
    version, text = text_for(file.county.policy)
    body = text.strip().removeprefix(file.county.papers["authorisation"].title).strip()
    given = {row["member"] for row in file.authorisations if row["given_at"]}
    adults = [(each.name, each.place in given) for each in file.found.adults(file.today)]
    return {
        "receipt": file.case["receipt"],
        "version": version,
        "lines": body.splitlines(),
        "head": file.case["name"],
        "place": words.place(file.county, file.case["village"] or file.case["town"]),
        "adults": adults or [("", False)] * 4,
    }


def _receipt(file: Dossier) -> dict[str, Any]:
    policy = file.county.policy
    last = clocks.last_day(clocks.due(file.history.clue, policy.clocks.recognise, policy))
    return {
        "receipt": file.case["receipt"],
        "name": file.case["name"],
        "place": words.place(file.county, file.case["village"] or file.case["town"]),
        "submitted": words.moment(words.local(file.county, file.case["submitted_at"])),
        "last": f"{last.year}年{last.month}月{last.day}日",
        "days": policy.clocks.recognise,
    }


_CONTENTS: Mapping[str, Callable[[Dossier], dict[str, Any]]] = {
    "posting": _posting,
    "review": _review,
    "authorisation": _authorisation,
    "receipt": _receipt,
}
