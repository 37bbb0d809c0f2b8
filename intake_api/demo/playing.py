"""Playing the stories: every step by the real rules, at its own moment, in the order of time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import RowMapping, select, update

from intake_api.casework import tasks
from intake_api.demo.people import People
from intake_api.demo.steps import Scene, do
from intake_api.demo.stories import Story
from intake_api.models import Account
from intake_api.models.tables import NOTICES, TASKS
from intake_api.office import Work

_CALLED_AFTER = timedelta(hours=3)
_A_DAY = timedelta(days=1)


def play(work: Work, accounts: Iterable[Account], stories: Sequence[Story]) -> None:
    """All steps of all stories; then who was to be telephoned was, and old notices were read."""
    people = People(work.county, accounts)
    steps = [(step, story) for story in stories for step in story.steps]
    for step, story in sorted(steps, key=lambda each: each[0].moment):
        then = replace(work, now=step.moment)
        _call(then, people, story, _CALLED_AFTER)
        do(Scene(then, people, story, step))
    for story in stories:
        _call(work, people, story, _A_DAY)
    _read(work)


def _call(work: Work, people: People, story: Story, waiting: timedelta) -> None:
    """The village rang up who could not be written to and has been ``waiting`` so long."""
    for task in _calls(work, story):
        then = task["created_at"] + _CALLED_AFTER
        if task["created_at"] + waiting < work.now:
            village = people.of("village", task["village"])
            tasks.finish(replace(work, now=then), village, task["id"], "打通了，本人说知道了")


def _calls(work: Work, story: Story) -> list[RowMapping]:
    mine = (TASKS.c.county == work.code, TASKS.c.case_id == story.id, TASKS.c.done_at.is_(None))
    return list(work.connection.execute(select(TASKS).where(*mine)).mappings()) if story.id else []


def _read(work: Work) -> None:
    """So that what is new stands out."""
    old = (NOTICES.c.county == work.code, NOTICES.c.created_at < work.now - _A_DAY)
    work.connection.execute(update(NOTICES).where(*old).values(state="read", read_at=work.now))
