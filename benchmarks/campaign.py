"""Three weeks of a made-up district: lists come in, cadres visit, towns look at what the departments' lists hit, all
through the pages and interfaces people use. Whoever does something writes it down (``Campaign.log``), and it is counted
from there: what Annex 2 is compared with shares no code with it."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from starlette.testclient import TestClient

from benchmarks.district import DEPARTMENTS, District, Home
from intake_api.models.tables import HITS, HOUSEHOLDS, ISSUES
from intake_api.office import Office
from intake_api.roster import importing, undoing

COUNTY = "350111"
DAYS = 21
SAME_SITE = {"sec-fetch-site": "same-origin", "accept": "text/html"}
DIFFICULT = frozenset({"dibao", "disabled"})  # the lists of the district that make a household 困难农户
# What a visit finds, out of a hundred.
OUTCOMES = ("well",) * 78 + ("problem",) * 10 + ("suspect",) * 4 + ("absent",) * 8
LogIn = Callable[[str, str], TestClient]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, as its doer wrote it down."""

    what: str
    day: date
    home: int
    about: str = ""


@dataclass
class Campaign:
    """``log_in(role, area)`` gives a browser of somebody on duty; ``turn(days)`` moves the office's clock on."""

    office: Office
    district: District
    log_in: LogIn
    turn: Callable[[int], None]
    visits: int = 60  # a day, in all towns together
    seed: int = 7
    log: list[Done] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.lists = self.district.lists()
        self.in_hand: set[int] = set()
        self._ids: dict[int, str] = {}
        self._homes: dict[str, int] = {}
        self._clerks: dict[str, TestClient] = {}
        self._sent = 0

    def run(self) -> None:
        """From the register to the last day."""
        self.bring("hukou", self.district.register())
        self._know()
        coming = [*self.lists]  # 脱贫户 first, then a department every other day
        for day in range(DAYS):
            self._clerks = {}
            if day % 2 == 0 and coming:
                self.screened(coming.pop(0))
            for _ in range(self.visits):
                self.visit()
            self.look_at_hits()
            self.solve()
            self.turn(1)

    # --- what is done ---

    @property
    def today(self) -> date:
        """The local day."""
        return self.office.clock().astimezone(self.office.county().zone).date()

    def bring(self, source: str, content: bytes) -> str:
        """A file received and imported."""
        name = f"{source}.csv" if source == "hukou" else f"{source}.xlsx"
        batch = str(importing.receive(self.office, COUNTY, None, source, name, content)["id"])
        importing.apply(self.office, COUNTY, batch)
        return batch

    def screened(self, source: str) -> None:
        """A list comes in; the medical one by mistake at first: it is taken back and comes again a line longer."""
        batch = self.bring(source, self.lists[source])
        if source == "medical":
            undoing.undo(self.office, COUNTY, batch)
            self.bring(source, self.lists[source] + b"\0")
        for home in self.district.truth.listed[source]:
            self._note("listed", home, source)

    def visit(self) -> None:
        """Somebody goes to a household: now and then twice a day, now and then what is sent arrives twice."""
        home = self.random.choice(self.district.homes)
        outcome = self.random.choice(OUTCOMES)
        body = self._visit(home, outcome)
        for _ in range(2 if self.random.random() < 0.05 else 1):
            self._send(home, body)
        if outcome != "absent":
            self._note("visited", home.number)
        if outcome == "problem":
            self._note("problem", home.number, "PATROL")
        if outcome == "suspect" and home.number not in self.in_hand:
            self.in_hand.add(home.number)
            self._note("suspect", home.number)
        if outcome == "well" and self.random.random() < 0.1:  # a colleague comes by the same day
            self._send(home, self._visit(home, "well"))

    def look_at_hits(self) -> None:
        """The towns look at some of what the lists hit."""
        for hit in self._rows(select(HITS).where(HITS.c.state == "open", HITS.c.want == "alert").order_by(HITS.c.id)):
            if self.random.random() < 0.6:
                continue
            home, clerk = self._homes[hit["household_id"]], self._clerk(hit["town"])
            step = self.random.choice(("suspect", "no_risk", "no_risk", "problem"))
            if step == "problem":
                self._post(clerk, f"/console/screening/{hit['id']}", step=step, category="medical", why="药费欠着")
                self._note("problem", home, "DEPT")
                step = "no_risk"
            if self._rows(select(HITS.c.state).where(HITS.c.id == hit["id"]))[0]["state"] != "open":
                continue  # answered together with another list's
            form = {"why": "上门看过，有人帮着"} if step == "no_risk" else {}
            self._post(clerk, f"/console/screening/{hit['id']}", step=step, **form)
            if step == "suspect" and home not in self.in_hand:
                self.in_hand.add(home)
                self._note("alert", home)

    def solve(self) -> None:
        """A third of the difficulties that were found before today are solved."""
        for issue in self._rows(select(ISSUES).where(ISSUES.c.resolved_at.is_(None)).order_by(ISSUES.c.id)):
            if issue["found_day"] == self.today.isoformat() or self.random.random() < 0.66:
                continue
            path = f"/console/walk/{issue['household_id']}/issues/{issue['id']}/resolve"
            self._post(self._clerk(issue["town"]), path, day=self.today.isoformat(), evidence="药费报了")
            self._note("solved", self._homes[issue["household_id"]], issue["origin"])

    # --- how ---

    def _visit(self, home: Home, outcome: str) -> dict[str, Any]:
        self._sent += 1
        by_phone = self.random.random() < 0.15
        body: dict[str, Any] = {"id": f"visit-{self._sent:06d}", "household": self._ids[home.number]}
        body |= {"day": self.today.isoformat(), "went": ["林村长"], "outcome": outcome}
        body |= {"method": "phone", "why": "全家在外务工"} if by_phone else {"method": "visit"}
        if outcome == "problem":
            body["problems"] = [{"category": "medical", "text": "药费欠着"}]
        if outcome == "suspect":
            body |= {"risk": "illness", "suspicion": "欠了药费，地没人种"}
        return body

    def _send(self, home: Home, body: dict[str, Any]) -> None:
        answer = self._clerk(home.town).post("/console/api/patrols", json=body, headers=SAME_SITE)
        assert answer.status_code == 200, (answer.status_code, answer.text)

    def _post(self, client: TestClient, path: str, **form: str) -> None:
        answer = client.post(path, data=form, headers=SAME_SITE)
        assert answer.status_code == 303, (path, form, answer.status_code, answer.text[-2000:])

    def _clerk(self, town: str) -> TestClient:
        """Who works for a town today: a login lasts no longer than the day."""
        if town not in self._clerks:
            self._clerks[town] = self.log_in("town_clerk", town)
        return self._clerks[town]

    def _note(self, what: str, home: int, about: str = "") -> None:
        self.log.append(Done(what, self.today, home, about))

    def _know(self) -> None:
        """Which household of the roster is which home of the district: by village and 户号."""
        places = {(home.village, str(home.number + 1)): home.number for home in self.district.homes}
        for row in self._rows(select(HOUSEHOLDS.c.id, HOUSEHOLDS.c.village, HOUSEHOLDS.c.book)):
            number = places[(row["village"], row["book"])]
            self._ids[number], self._homes[row["id"]] = row["id"], number

    def _rows(self, query: Any) -> list[Any]:
        with self.office.database.read() as session:
            return list(session.connection().execute(query).mappings())


def recount(campaign: Campaign) -> dict[str, dict[str, int]]:
    """Columns 3 to 11 by town, from what was written down."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for column, home in _counted(campaign.log):
        found[column][campaign.district.homes[home].town] += 1
    return found


def _counted(log: list[Done]) -> Iterator[tuple[str, int]]:
    lists: dict[int, set[str]] = defaultdict(set)
    seen: set[tuple[int, date]] = set()
    ways = {"suspect": "patrol_suspects", "alert": "dept_suspects"}
    for done in log:
        if done.what == "listed":
            lists[done.home].add(done.about)
            if done.about in DEPARTMENTS:
                yield "dept_screened", done.home
        elif done.what == "visited" and (done.home, done.day) not in seen:
            seen.add((done.home, done.day))
            if "lifted" in lists[done.home]:
                yield "patrol_lifted", done.home
            elif lists[done.home] & DIFFICULT:
                yield "patrol_difficult", done.home
        elif done.what in ("problem", "solved"):
            by = "dept" if done.about == "DEPT" else "patrol"
            yield f"{by}_{'problems' if done.what == 'problem' else 'solved'}", done.home
        elif done.what in ways:
            yield ways[done.what], done.home


def days_later(clock: Any) -> Callable[[int], None]:
    """Turns a test clock."""

    def turn(days: int) -> None:
        clock.now += timedelta(days)

    return turn
