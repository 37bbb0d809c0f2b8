"""Column types that seal by themselves: what goes into them lies in the database encrypted, and comes out in clear.

A column that holds what must not lie in clear is declared so once, in its model; nobody can forget to seal.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Engine, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from intake_api.store.sealing import Sealer

_SEALERS: "WeakKeyDictionary[Dialect, Sealer]" = WeakKeyDictionary()
Chooser = Callable[[str, Any], bool]


def attach(engine: Engine, sealer: Sealer) -> None:
    """From now on the sealed columns of this database are written and read with ``sealer``."""
    _SEALERS[engine.dialect] = sealer


class SealedText(TypeDecorator[str]):
    """A text, sealed as a whole; the empty one stays empty, so that lists can ask whether there is any.

    What an earlier version left in clear is read as it is until ``baopin rekey`` has sealed it.
    """

    impl = String
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _sealer(dialect).seal(value, self.context) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return _sealer(dialect).open(value, self.context) if value and Sealer.is_sealed(value) else value


class SealedParts(TypeDecorator[Any]):
    """A JSON object of which some values are sealed. ``must`` says which, by key; ``kept`` which are sealed before
    they come here and stay so when they are read: a masked number is opened only where somebody asks for it."""

    impl = JSON
    cache_ok = True

    def __init__(self, must: Chooser, kept: Callable[[str], bool]) -> None:
        super().__init__()
        self.must = must
        self.kept = kept

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return self.closed(value, _sealer(dialect)) if value else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return self._opened(value, dialect) if value else value

    def closed(self, data: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
        """The object as it lies in the database."""
        return {key: self._closed_part(key, value, sealer) for key, value in data.items()}

    def _closed_part(self, key: str, value: Any, sealer: Sealer) -> Any:
        if isinstance(value, Mapping):
            return self.closed(value, sealer)
        if self.kept(key) and sealer.is_sealed(value):
            return value
        if value in ("", None, []) or not (self.must(key, value) or sealer.is_sealed(value)):
            return value
        return sealer.seal(_as_text(value), key)

    def renewed(self, data: Mapping[str, Any], sealer: Sealer) -> dict[str, Any]:
        """What lies in the database, all of it sealed by today's key. Raises ``ValueError`` for what does not open."""
        return {key: self._renewed_part(key, value, sealer) for key, value in data.items()}

    def _renewed_part(self, key: str, value: Any, sealer: Sealer) -> Any:
        if isinstance(value, Mapping):
            return self.renewed(value, sealer)
        # The first edition sealed under the question's own key: member[0].id_no is the question id_no.
        question = key.rpartition(".")[2]
        return sealer.resealed(value, question) if sealer.is_sealed(value) else self._closed_part(key, value, sealer)

    def _opened(self, data: Mapping[str, Any], dialect: Dialect) -> dict[str, Any]:
        return {key: self._opened_part(key, value, dialect) for key, value in data.items()}

    def _opened_part(self, key: str, value: Any, dialect: Dialect) -> Any:
        if isinstance(value, Mapping):
            return self._opened(value, dialect)
        if self.kept(key) or not Sealer.is_sealed(value):
            return value
        return _as_value(_sealer(dialect).open(value, key))


# What is no text is sealed as JSON behind this sign, and so is a text that begins with it.
_NO_TEXT = "\0"


def _as_text(value: Any) -> str:
    is_plain = isinstance(value, str) and not value.startswith(_NO_TEXT)
    return str(value) if is_plain else _NO_TEXT + json.dumps(value, ensure_ascii=False)


def _as_value(text: str) -> Any:
    return json.loads(text[1:]) if text.startswith(_NO_TEXT) else text


def _sealer(dialect: Dialect) -> Sealer:
    if dialect not in _SEALERS:
        raise ValueError("a database with sealed columns needs a sealer: open it through an Office")
    return _SEALERS[dialect]
