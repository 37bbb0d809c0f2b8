"""Conversations as they lie in the database: JSON, sealed as a whole. What is told stands in many places of a talk
(answers, words for the story, what is read back), and one box costs less than many."""

import json
from dataclasses import replace

from sqlalchemy import update

from dialogs.talk import Talk
from intake_api.models.tables import INBOX
from intake_api.office import Work
from intake_api.sealed_answers import open_answers
from intake_api.store.sealing import Sealer

_FORGOTTEN = json.dumps({"replies": [], "asking": None, "case": None, "state": "idle"})
_EMPTY = Talk()
TALK, REPLY = "talk", "reply"  # what they are sealed as


def dump(talk: Talk, sealer: Sealer) -> str:
    """A talk as text for the database."""
    return "{}" if talk == _EMPTY else sealer.seal(json.dumps(talk.to_json(), ensure_ascii=False), TALK)


def load(body: str, sealer: Sealer) -> Talk:
    """A talk from the database."""
    if body == "{}":
        return _EMPTY
    if sealer.is_sealed(body):
        return Talk.from_json(json.loads(sealer.open(body, TALK)))
    return _of_first_edition(body, sealer)


def dump_reply(reply: str, sealer: Sealer) -> str:
    """A stored answer for the inbox: it reads back what was said."""
    return sealer.seal(reply, REPLY)


def load_reply(stored: str, sealer: Sealer) -> str:
    """The answer; empty while another process is still making it."""
    return sealer.open(stored, REPLY) if sealer.is_sealed(stored) else stored


def forget_replies(work: Work, channel: str, user: str) -> None:
    """What was answered repeats what was said: stored answers of this person are emptied, the ids stay heard."""
    mine = (INBOX.c.county == work.code, INBOX.c.channel == channel, INBOX.c.user == user)
    work.connection.execute(update(INBOX).where(*mine).values(reply=_FORGOTTEN))


def _of_first_edition(body: str, sealer: Sealer) -> Talk:
    """As version 0001 left it: readable, only the ID numbers sealed."""
    talk = Talk.from_json(json.loads(body))
    proposed = {key: value for key, value, _ in talk.proposals}
    opened = open_answers(proposed, sealer)
    return replace(
        talk,
        answers=open_answers(talk.answers, sealer),
        earlier=open_answers(talk.earlier, sealer),
        proposals=tuple((key, opened[key], why) for key, _, why in talk.proposals),
    )
