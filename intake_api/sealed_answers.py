"""Answers as the database holds them: what is said of a person's numbers, home and health sealed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dialogs.declaration import load_form
from dialogs.form import Form
from dialogs.kinds import kind_of
from intake_api.store.sealed import SealedParts
from intake_api.store.sealing import Sealer

# In the log: what a person wrote in words may speak of anything.
FREE_WORDS = frozenset({"text", "reason", "note", "why", "opinion", "words", "what", "evidence", "explanation"})


@cache
def private_keys(form: Form | None = None) -> frozenset[str]:
    """The questions whose answers stay sealed until somebody asks for one."""
    return frozenset(q.key for q in form or load_form() if kind_of(q).private)


@cache
def sealed_keys(form: Form | None = None) -> frozenset[str]:
    """All questions whose answers are never stored in clear."""
    return private_keys(form) | {q.key for q in form or load_form() if q.sealed}


def seal_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as a case holds them: private ones sealed. The database's column seals the others."""
    return {key: turn(key, value, sealer.seal) for key, value in answers.items()}


def open_answers(answers: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
    """Answers as they were said."""
    return {key: turn(key, value, sealer.open) for key, value in answers.items()}


def turn(key: str, value: Any, sealing: Any) -> Any:
    """One answer sealed or opened, if its question is a private one: ``member[0].id_no`` is the question ``id_no``."""
    plain_key = _question(key)
    return sealing(value, plain_key) if plain_key in private_keys() and value else value


def _question(key: str) -> str:
    return key.rpartition(".")[2]


def _is_private(key: str) -> bool:
    return _question(key) in private_keys()


def _is_sealed_answer(key: str, _value: Any) -> bool:
    return _question(key) in sealed_keys()


def _is_sealed_word(key: str, value: Any) -> bool:
    wordy = key in FREE_WORDS or (isinstance(value, str) and not value.isascii())
    return wordy or _is_sealed_answer(key, value)


ANSWERS = SealedParts(_is_sealed_answer, _is_private)
LOG = SealedParts(_is_sealed_word, _is_private)
