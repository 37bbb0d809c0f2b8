"""Conversations as they lie in the database: JSON, with the private values sealed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import update

from dialogs.declaration import load_form
from dialogs.form import Form
from dialogs.kinds import kind_of
from dialogs.talk import Talk
from intake_api.models.tables import INBOX
from intake_api.office import Work
from intake_api.store.sealing import Sealer

_FORGOTTEN = json.dumps({"replies": [], "asking": None, "case": None, "state": "idle"})
_EMPTY = Talk()


@cache
def private_keys(form: Form | None = None) -> frozenset[str]:
    """The questions whose answers are never stored in clear."""
    return frozenset(q.key for q in form or load_form() if kind_of(q).private)


def dump(talk: Talk, sealer: Sealer) -> str:
    """A talk as text for the database."""
    return "{}" if talk == _EMPTY else json.dumps(_with_private(talk, sealer.seal).to_json(), ensure_ascii=False)


def load(body: str, sealer: Sealer) -> Talk:
    """A talk from the database."""
    return _EMPTY if body == "{}" else _with_private(Talk.from_json(json.loads(body)), sealer.open)


def seal_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as a case stores them: private ones sealed."""
    return {key: _turn(key, value, sealer.seal) for key, value in answers.items()}


def open_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as they were said."""
    return {key: _turn(key, value, sealer.open) for key, value in answers.items()}


def forget_replies(work: Work, channel: str, user: str) -> None:
    """What was answered repeats what was said: stored answers of this person are emptied, the ids stay heard."""
    mine = (INBOX.c.county == work.code, INBOX.c.channel == channel, INBOX.c.user == user)
    work.connection.execute(update(INBOX).where(*mine).values(reply=_FORGOTTEN))


def _with_private(talk: Talk, turn: Any) -> Talk:
    """Sealing or opening, wherever a private value can stand."""
    keys = private_keys()
    if keys.isdisjoint(talk.answers) and keys.isdisjoint(talk.earlier) and not talk.proposals:
        return talk
    return replace(
        talk,
        answers={key: _turn(key, value, turn) for key, value in talk.answers.items()},
        earlier={key: _turn(key, value, turn) for key, value in talk.earlier.items()},
        proposals=tuple((key, _turn(key, value, turn), why) for key, value, why in talk.proposals),
    )


def _turn(key: str, value: Any, turn: Any) -> Any:
    plain_key = key.rpartition(".")[2]
    return turn(value, plain_key) if plain_key in private_keys() and value else value
