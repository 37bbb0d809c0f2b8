"""Whole conversations as text files that an official can read and approve (tests/stories/*.txt).

    # what the story shows                    > what the farmer says        < what the bot answers
    channel: wechat                           > [按钮] risk=illness         = what happened in the intake
    account: village 350111103210 亥由村干部   > [照片] / [语音] words        + 2 days (the clock is turned)
    user: a second person talks from here    * 亥由村干部 受理 (a cadre's step, story_steps.py)

``pytest --update`` rewrites the answers after a deliberate change; read the diff.
"""

import asyncio
import re
from pathlib import Path

import pytest
from factories import make_account
from offices import Clock
from story_steps import Cadres

from dialogs.messages import Media, Said
from intake_api.intake.hear import Hearing
from intake_api.intake.story import Story
from intake_api.office import Office

FOLDER = Path(__file__).parents[1] / "stories"
STORIES = sorted(FOLDER.glob("*.txt"))
_SPECIAL = re.compile(r"\[(按钮|照片|语音|扫码|关注)\]\s*(.*)")


def test_there_are_stories() -> None:
    assert len(STORIES) >= 10


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_story(file: Path, office: Office, clock: Clock, request: pytest.FixtureRequest) -> None:
    told = file.read_text("utf8")
    lived = asyncio.run(_live(told, office, clock))
    if request.config.getoption("--update"):
        file.write_text(lived, "utf8")
        return
    assert lived == told


async def _live(told: str, office: Office, clock: Clock) -> str:
    hearing = Hearing(office)
    try:
        return await _Teller(hearing, clock).tell(told)
    finally:
        hearing.stop()


class _Teller:
    def __init__(self, hearing: Hearing, clock: Clock) -> None:
        self.hearing, self.clock = hearing, clock
        self.story = Story(hearing)
        self.people = {self.story.user: self.story}
        self.cadres = Cadres(hearing.office, clock)

    async def tell(self, told: str) -> str:
        lines: list[str] = []
        for line in told.splitlines():
            if line.startswith(("<", "=")):
                continue
            lines.append(line)
            if line.startswith("> "):
                lines += await self.story.say(*_said(line[2:], len(lines)))
                self.clock.advance(seconds=20)
            elif line.startswith("* "):
                self.cadres.step(line[2:])
                lines += self.story.happened()
                self.clock.advance(minutes=5)
            else:
                self._direct(line)
        return "\n".join(lines) + "\n"

    def _direct(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "channel:":
            self.story = Story(self.hearing, rest)
        elif word == "user:":
            known = self.people.setdefault(rest, Story(self.hearing, self.story.channel, rest))
            known.note_known()
            self.story = known
        elif word == "account:":
            role, area, name = rest.split(" ")
            with self.hearing.office.work() as work:
                self.cadres.know(make_account(work, role, area, name=name))
        elif word == "+":
            number, unit = rest.split(" ")
            self.clock.advance(**{unit: float(number)})


def _said(words: str, number: int) -> tuple[Said, str]:
    match = _SPECIAL.fullmatch(words)
    if not match:
        return Said(text=words), ""
    kind, rest = match[1], match[2]
    if kind == "按钮":
        return Said(choice=rest), ""
    if kind == "扫码":
        return Said(place=rest), "start"
    if kind == "关注":
        return Said(), "start"
    media = Media("image" if kind == "照片" else "voice", id=f"media-{number}", text="" if kind == "照片" else rest)
    return Said(media=(media,)), ""
