"""What can happen in a story of the demo: every step calls the function that the page for it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, Table, select

from intake_api.casework import authorisations, comparisons, dossier, issues, measures, referrals, visits
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.comparisons import Reply
from intake_api.casework.lifecycle import Action, action
from intake_api.casework.visits import Sheet
from intake_api.demo import households, pictures
from intake_api.demo.people import People
from intake_api.demo.stories import Step, Story
from intake_api.intake import applications, founding, phone_photos
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.models.tables import CASES, COMPARISONS, ISSUES, MEASURES, REFERRALS
from intake_api.office import Work


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of one story at its moment."""

    work: Work
    people: People
    story: Story
    step: Step

    @property
    def village(self) -> str:
        """The division code of the story's village."""
        return self.work.county.places.find_villages(self.story.case["village"])[0].code

    @property
    def who(self) -> Account:
        """Who does it."""
        return self.people.of(self.step.by, self.village)

    @property
    def case(self) -> RowMapping:
        """The case's row as it is now."""
        here = (CASES.c.county == self.work.code, CASES.c.id == self.story.id)
        return self.work.connection.execute(select(CASES).where(*here)).mappings().one()

    def given(self, key: str, otherwise: str = "") -> Any:
        """What the story says of this step."""
        return self.step.given.get(key, otherwise)

    def day(self, days: int) -> str:
        """The date so many days after the report."""
        return (self.work.today() + timedelta(days=days - self._days_since_report())).isoformat()

    def _days_since_report(self) -> int:
        return (self.work.today() - self.work.local(self.story.steps[0].moment).date()).days

    def photo(self, name: str) -> str:
        """A photo of a paper; its id."""
        media = pictures.photo(f"demo-{self.story.number}-{self.work.new_id()}-{name}")
        return phone_photos.keep(self.work, self.who, self.story.id, media)

    def rows(self, table: Table) -> list[RowMapping]:
        """What hangs on the case, oldest first."""
        here = (table.c.county == self.work.code, table.c.case_id == self.story.id)
        return list(self.work.connection.execute(select(table).where(*here).order_by(table.c.id)).mappings())


def do(scene: Scene) -> None:
    """The step is done: as named here, else an action of the lifecycle."""
    STEPS.get(scene.step.do, _act)(scene)


def _act(scene: Scene) -> None:
    chosen = action(scene.step.do)
    inputs = {key: str(value) for key, value in scene.step.given.items()} | _papers(scene, chosen)
    act(scene.work, scene.who, scene.story.id, chosen.name, scene.case["version"], inputs)


def _papers(scene: Scene, chosen: Action) -> dict[str, str]:
    """The day and the photos that an action asks for; who only agrees to another's word brings none."""
    if scene.case["proposal"] == chosen.name:
        return {}
    today = scene.work.today().isoformat()
    days = {need.key: today for need in chosen.needs if need.kind == "day" and need.required}
    return days | {need.key: scene.photo(need.key) for need in chosen.needs if need.kind == "photos"}


def _report(scene: Scene) -> None:
    channel = scene.story.case["channel"]
    origin = scene.work.county.policy.origin_of[channel]
    by = scene.who.id if channel == "hotline" else ""
    answers = {"consent": "demo", "behalf": "self", **_answers(scene)}
    scene.story.id = applications.submit(scene.work, answers, Origin(origin, channel, by)).case_id


def _answers(scene: Scene) -> dict[str, Any]:
    case, village = scene.story.case, scene.village
    return {
        "name": case["name"],
        "phone": f"138000{10000 + scene.story.number:05d}",
        "town": scene.work.county.places.town_of(village).code,
        "village": village,
        **{key: case[key] for key in ("risk", "story", "size", "income") if key in case},
    }


def _urgent(scene: Scene) -> None:
    channel = scene.story.case["channel"]
    origin = Origin(scene.work.county.policy.origin_of[channel], channel)
    answers = {"consent": "demo", "behalf": "self", **_answers(scene)}
    scene.story.id = applications.in_danger(scene.work, answers, origin, scene.given("kind"))["id"]


def _patrol(scene: Scene) -> None:
    found = founding.patrol(scene.work, scene.who, _answers(scene), scene.work.today(), scene.given("why"))
    scene.story.id = found["id"]


def _alert(scene: Scene) -> None:
    scene.story.id = founding.alert(scene.work, scene.who, _answers(scene), scene.work.today(), scene.given("why"))[
        "id"
    ]


def _farmer(scene: Scene) -> None:
    farmer_acts(scene.work, scene.story.id, scene.step.do, scene.step.given)


def _duplicate(scene: Scene) -> None:
    same = (CASES.c.county == scene.work.code, CASES.c.name == scene.given("of"), CASES.c.id != scene.story.id)
    receipt = scene.work.connection.execute(select(CASES.c.receipt).where(*same)).scalar_one()
    inputs = {"receipt": receipt, "reason": scene.given("reason")}
    act(scene.work, scene.who, scene.story.id, "mark_duplicate", scene.case["version"], inputs)


def _relapse(scene: Scene) -> None:
    founding.relapse(scene.work, scene.who, scene.story.id, scene.case["version"], scene.given("note"))


def _visit(scene: Scene) -> None:
    work, method = scene.work, scene.given("method", "visit")
    sheet = Sheet(
        id=work.new_id(),
        method=method,
        visited_at=work.now - timedelta(minutes=20),
        verifiers=("林村长", "王驻村"),
        opinion=scene.story.case["opinion"],
        answers=households.sheet(scene.story.case, scene.story.number, work.today()),
        why=scene.given("why"),
        photos=(scene.photo("sheet"),) if method == "visit" else (),
    )
    visits.save(work, scene.who, scene.story.id, sheet)


def _authorise(scene: Scene) -> None:
    """Every adult signs, but who is ``away``."""
    for person in dossier.load(scene.work, scene.case).unauthorised:
        if person.name not in scene.story.case.get("away", ()):
            paper = scene.photo(f"signed-{person.place}")
            authorisations.give(scene.work, scene.who, scene.story.id, person.place, "paper", attachment=paper)


def _send(scene: Scene) -> None:
    comparisons.send(scene.work, scene.who, scene.story.id, scene.case["version"], scene.given("departments"))


def _answer(scene: Scene) -> None:
    """Each department answers for everybody, but who is ``silent``; ``hits``: what is found of whom, and where."""
    waiting = [row for row in scene.rows(COMPARISONS) if not row["answered_at"]]
    for department in dict.fromkeys(row["department"] for row in waiting):
        if department not in scene.story.case.get("silent", ()):
            replies = [_reply(scene, row) for row in waiting if row["department"] == department]
            comparisons.answer_many(scene.work, scene.people.of(department, scene.village), replies)


def _reply(scene: Scene, row: RowMapping) -> Reply:
    for hit in scene.story.case.get("hits", ()):
        if (hit["department"], hit["name"]) == (row["department"], row["name"]):
            return Reply(row["id"], "hit", "小郑", hit["detail"])
    return Reply(row["id"], "none", "小郑")


def _explain(scene: Scene) -> None:
    for row in scene.rows(COMPARISONS):
        if row["result"] == "hit":
            comparisons.explain(scene.work, scene.who, row["id"], scene.given("words"))


def _plan(scene: Scene) -> None:
    for each in scene.story.case["measures"]:
        due = scene.day(each["due"]) if "due" in each else ""
        measures.plan(scene.work, scene.who, scene.story.id, each["category"], each["what"], each.get("owner", ""), due)


def _implement(scene: Scene) -> None:
    waiting = next(row for row in scene.rows(MEASURES) if row["category"] == scene.given("category"))
    photos, day = (scene.photo("measure"),), scene.work.today().isoformat()
    measures.implement(scene.work, scene.who, waiting["id"], day, scene.given("evidence"), photos)


def _referral_answer(scene: Scene) -> None:
    waiting = next(row for row in scene.rows(REFERRALS) if not row["answered_at"])
    referrals.answer(scene.work, scene.who, waiting["id"], scene.given("result"), scene.given("words"))


def _issue(scene: Scene) -> None:
    issues.find(scene.work, scene.who, scene.story.id, scene.given("category"), scene.given("text"))


def _issue_plan(scene: Scene) -> None:
    measure, owner, due = scene.given("measure"), scene.given("owner"), scene.day(scene.step.given["due"])
    issues.plan(scene.work, scene.who, _open_issue(scene), measure, owner, due)


def _issue_solved(scene: Scene) -> None:
    day = scene.work.today().isoformat()
    issues.resolve(scene.work, scene.who, _open_issue(scene), day, scene.given("evidence"))


def _open_issue(scene: Scene) -> str:
    """The one of that category that is not solved."""
    waiting = (row for row in scene.rows(ISSUES) if not row["resolved_at"])
    return next(str(row["id"]) for row in waiting if row["category"] == scene.given("category"))


STEPS: Mapping[str, Callable[[Scene], None]] = {
    "report": _report,
    "urgent": _urgent,
    "patrol": _patrol,
    "alert": _alert,
    "withdraw": _farmer,
    "appeal": _farmer,
    "mark_duplicate": _duplicate,
    "relapse": _relapse,
    "visit": _visit,
    "authorise": _authorise,
    "send_compare": _send,
    "answer": _answer,
    "explain": _explain,
    "plan": _plan,
    "implement": _implement,
    "referral_answer": _referral_answer,
    "issue": _issue,
    "issue_plan": _issue_plan,
    "issue_solved": _issue_solved,
}
