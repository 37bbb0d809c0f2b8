"""Conversations as they lie in the database: JSON, with the private values sealed."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import update

from dialogs.talk import Talk
from intake_api.models.tables import INBOX
from intake_api.office import Work
from intake_api.sealed_answers import private_keys, turn
from intake_api.store.sealing import Sealer

_FORGOTTEN = json.dumps({"replies": [], "asking": None, "case": None, "state": "idle"})
_EMPTY = Talk()


def dump(talk: Talk, sealer: Sealer) -> str:
    """A talk as text for the database."""
    return "{}" if talk == _EMPTY else json.dumps(_with_private(talk, sealer.seal).to_json(), ensure_ascii=False)


def load(body: str, sealer: Sealer) -> Talk:
    """A talk from the database."""
    return _EMPTY if body == "{}" else _with_private(Talk.from_json(json.loads(body)), sealer.open)


def forget_replies(work: Work, channel: str, user: str) -> None:
    """What was answered repeats what was said: stored answers of this person are emptied, the ids stay heard."""
    mine = (INBOX.c.county == work.code, INBOX.c.channel == channel, INBOX.c.user == user)
    work.connection.execute(update(INBOX).where(*mine).values(reply=_FORGOTTEN))


def _with_private(talk: Talk, sealing: Any) -> Talk:
    """Sealing or opening, wherever a private value can stand."""
    keys = private_keys()
    if keys.isdisjoint(talk.answers) and keys.isdisjoint(talk.earlier) and not talk.proposals:
        return talk
    return replace(
        talk,
        answers={key: turn(key, value, sealing) for key, value in talk.answers.items()},
        earlier={key: turn(key, value, sealing) for key, value in talk.earlier.items()},
        proposals=tuple((key, turn(key, value, sealing), why) for key, value, why in talk.proposals),
    )
