"""hear(): one message, one transaction, one person at a time; messages that wait together commit together."""

import asyncio
import json
import logging
import re
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, select, tuple_
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, TimeoutError

from dialogs.declaration import load_form
from dialogs.effects import Wonder
from dialogs.engine import Turn, begin, step
from dialogs.messages import Choice, Heard, Message, Notice, Outcome, Reply, Unavailable
from dialogs.position import state_of
from dialogs.scene import Scene
from dialogs.talk import Talk
from dialogs.words import say
from intake_api.access.bindings import bind
from intake_api.errors import NotFound, Problem
from intake_api.intake import attachments
from intake_api.intake.carrying_out import Person, carry_out
from intake_api.intake.cases import by_id, id_of
from intake_api.intake.proposing import propose
from intake_api.intake.scenes import scene_of
from intake_api.intake.talks import dump, dump_reply, load, load_reply
from intake_api.models.tables import CASES
from intake_api.notices import outbox, settling
from intake_api.office import Office, Work
from intake_api.store.groups import GroupCommit
from intake_api.store.mailroom import Mailroom, MessageKey, PersonKey
from intake_api.wondering.wonderings import Wonderings

T = TypeVar("T")
logger = logging.getLogger(__name__)
_MOST_ID = 128
# A connection lost or refused, a lock not given in time, no connection free; InternalError: a server that only reads,
# after a fail-over.
_OUT_OF_REACH = (OperationalError, InterfaceError, InternalError, TimeoutError)
_BINDING = re.compile(r"\s*绑定码?[：:\s]*(\d{6})\s*$")


@dataclass
class _Open:
    """A person's conversation while a group of messages is worked through."""

    talk: Talk
    case_id: str
    state: str = "idle"


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer, and what is to be wondered about once it is stored: only the first time a message is heard."""

    heard: Heard
    talk: Talk = field(default_factory=Talk)
    wonder: Wonder | None = None


class Hearing:
    """The intake in this process: what ``dialogs.messages.Intake`` promises, on one database."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._form = load_form()
        self._mailroom = Mailroom("sqlite" if office.database.is_sqlite else "postgresql")
        self._groups: GroupCommit[Message, _Answered] = GroupCommit(office.database, self._together)
        self.wonderings = Wonderings(office, self._form, partial(propose, office, self._form, self._mailroom))

    async def hear(self, message: Message) -> Heard:
        """Hear one message exactly once; a repetition gets the stored answer.

        Raises ``Problem`` for a message that cannot be one, ``Unavailable`` when the database is out of reach. A bug
        rolls back, is logged once, and the person hears that we are busy and whom to call.
        """
        county = self.office.county(message.county)
        if not all(0 < len(id) <= _MOST_ID and id.isprintable() for id in (message.user, message.message_id)):
            raise Problem("消息里的 user 和 message_id 要有 1 到 128 个看得见的字符")
        try:
            message = replace(message, county=county.code)
            answered = await self._groups.submit(message)
        except Unavailable:
            raise
        except _OUT_OF_REACH as error:
            why = type(getattr(error, "orig", error)).__name__
            logger.error("message %s not stored: %s", message.message_id, why)
            raise Unavailable("数据库暂时用不了") from error
        except Exception as error:
            # The one place where a bug meets a farmer. The traceback goes out without the exception's own text:
            # it may quote what the person said.
            trace = "".join(traceback.format_tb(error.__traceback__))
            logger.error("message %s failed: %s\n%s", message.message_id, type(error).__name__, trace)
            return Heard((Reply(say("busy", hotlines=" 或 ".join(county.policy.hotlines))),))
        if answered.wonder:  # stored, and nobody is locked any more
            self.wonderings.begin(message, answered.talk, answered.wonder)
        return answered.heard

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        """Take due notices of every county served. Raises ``Unavailable`` when the database is out of reach."""
        return await _reached(self._claim_notices, channel, limit)

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        """Say what became of a notice. Raises ``NotFound`` for one that no county here has, ``Unavailable`` when the
        database is out of reach."""
        await _reached(self._settle_notice, notice_id, outcome, error)

    def stop(self) -> None:
        """Finish what waits."""
        self.wonderings.stop()
        self._groups.stop()

    def _claim_notices(self, channel: str, limit: int) -> list[Notice]:
        taken: list[Notice] = []
        for code in self.office.settings.counties:
            with self.office.work(code) as work:
                taken += outbox.claim(work, channel, limit - len(taken))
        return taken

    def _settle_notice(self, notice_id: str, outcome: Outcome, error: str) -> None:
        for code in self.office.settings.counties:
            with suppress(NotFound), self.office.work(code) as work:
                settling.settle(work, notice_id, outcome, error)
                return
        raise NotFound("没有这条通知")

    def _together(self, tx: Connection, messages: Sequence[Message]) -> Sequence[_Answered]:
        now = self.office.clock()
        keys = [MessageKey(m.county, m.channel, m.user, m.message_id) for m in messages]
        fresh = self._mailroom.claim(tx, keys, now)
        known = {} if len(fresh) == len(keys) else self._mailroom.stored(tx, set(keys) - fresh)
        sealer = self.office.sealer
        heard = {key: _Answered(heard_from_text(load_reply(reply, sealer))) for key, reply in known.items()}
        if fresh:
            heard |= self._hear_fresh(tx, [(k, m) for k, m in zip(keys, messages, strict=True) if k in fresh], now)
        return [heard[key] for key in keys]

    def _hear_fresh(
        self, tx: Connection, messages: Sequence[tuple[MessageKey, Message]], now: datetime
    ) -> dict[MessageKey, _Answered]:
        bodies = self._mailroom.lock(tx, (key.person for key, _ in messages), now)
        people = {person: _Open(load(body, self.office.sealer), case) for person, (body, case) in bodies.items()}
        cases = _cases(tx, people)
        heard: dict[MessageKey, _Answered] = {}
        for key, message in messages:
            if key not in heard:
                work = Work(self.office, tx, self.office.counties[key.county], now)
                heard[key] = answer = self._hear_one(work, message, people[key.person], cases)
                people[key.person].state = answer.heard.state
        talks = {
            person: (open_.state, dump(open_.talk, self.office.sealer), open_.case_id)
            for person, open_ in people.items()
        }
        replies = {key: dump_reply(heard_to_text(answer.heard), self.office.sealer) for key, answer in heard.items()}
        self._mailroom.save(tx, talks, replies, now)
        return heard

    def _hear_one(
        self, work: Work, message: Message, open_: _Open, cases: dict[tuple[str, str], RowMapping]
    ) -> _Answered:
        if message.event == "stop" or attachments.is_delivery(message):
            attachments.deliver(work, message)
            return _Answered(Heard((), state=state_of(self._form, open_.talk)))
        # A page cannot be sent notices, and strangers make as many visitors of it as they like to guess with.
        if message.channel != "web" and (binding := _BINDING.match(message.said.text)):
            account = bind(work, message.channel, message.user, binding[1])
            words = say("bound", name=account.name) if account else say("bind_failed")
            return _Answered(Heard((Reply(words),), state=state_of(self._form, open_.talk)))
        message, broken = attachments.readable(message)
        case = _case(work, open_.case_id, cases) if open_.case_id else None
        scene = scene_of(work, message, case, open_.talk, wonders=self.wonderings.on)
        turn = self._turn(message, open_.talk, scene)
        given_up = open_.talk.stage == "filling" and turn.talk.stage == "submitted"
        if turn.effects:
            done = carry_out(work, self._form, scene, Person(message, open_.talk, case), turn)
            turn, open_.case_id = done.turn, done.case_id
            cases.pop((work.code, open_.case_id), None)  # changed: looked up again if the person says more
        elif open_.talk.stage == "submitted" and turn.talk.stage == "filling":
            open_.case_id = ""
        open_.talk = turn.talk
        if given_up:  # 再报一户, after all not: the conversation is again about the report before it
            open_.case_id = id_of(work, turn.talk.receipt)
        replies = (Reply(broken), *turn.replies) if broken else turn.replies
        wonder = next((effect for effect in turn.effects if isinstance(effect, Wonder)), None)
        return _Answered(Heard(replies, turn.asking, turn.talk.receipt or None, turn.state), turn.talk, wonder)

    def _turn(self, message: Message, talk: Talk, scene: Scene) -> Turn:
        if message.event == "start":
            return begin(self._form, talk, scene, message.said.place)
        return step(self._form, talk, message.said, scene)


async def _reached(ask: Callable[..., T], *args: Any) -> T:
    try:
        return await asyncio.to_thread(ask, *args)
    except _OUT_OF_REACH as error:
        raise Unavailable("数据库暂时用不了") from error


def _case(work: Work, case_id: str, cases: dict[tuple[str, str], RowMapping]) -> RowMapping | None:
    key = (work.code, case_id)
    if key not in cases and (found := by_id(work, case_id)):
        cases[key] = found
    return cases.get(key)


def _cases(tx: Connection, people: dict[PersonKey, _Open]) -> dict[tuple[str, str], RowMapping]:
    wanted = [(person.county, open_.case_id) for person, open_ in people.items() if open_.case_id]
    if not wanted:
        return {}
    found = tx.execute(select(CASES).where(tuple_(CASES.c.county, CASES.c.id).in_(wanted))).mappings()
    return {(row["county"], row["id"]): row for row in found}


def heard_to_text(heard: Heard) -> str:
    """An answer as the inbox keeps it."""
    replies = [
        {"text": r.text, "choices": [{"value": c.value, "label": c.label} for c in r.choices], "link": r.link}
        for r in heard.replies
    ]
    data = {"replies": replies, "asking": heard.asking, "case": heard.case, "state": heard.state}
    return json.dumps(data, ensure_ascii=False)


def heard_from_text(text: str) -> Heard:
    """An answer from the inbox. Raises ``Unavailable`` while another process is still making it."""
    if not text:
        raise Unavailable("这条消息正在处理")
    data: dict[str, Any] = json.loads(text)
    replies = tuple(
        Reply(r["text"], tuple(Choice(c["value"], c["label"]) for c in r["choices"]), r["link"])
        for r in data["replies"]
    )
    return Heard(replies, data["asking"], data["case"], data["state"])
