"""Answers as the database holds them: the private ones sealed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dialogs.declaration import load_form
from dialogs.form import Form
from dialogs.kinds import kind_of
from intake_api.store.sealing import Sealer


@cache
def private_keys(form: Form | None = None) -> frozenset[str]:
    """The questions whose answers are never stored in clear."""
    return frozenset(q.key for q in form or load_form() if kind_of(q).private)


def seal_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as a case stores them: private ones sealed."""
    return {key: turn(key, value, sealer.seal) for key, value in answers.items()}


def open_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as they were said."""
    return {key: turn(key, value, sealer.open) for key, value in answers.items()}


def turn(key: str, value: Any, sealing: Any) -> Any:
    """One answer sealed or opened, if its question is a private one: ``member[0].id_no`` is the question ``id_no``."""
    plain_key = key.rpartition(".")[2]
    return sealing(value, plain_key) if plain_key in private_keys() and value else value
