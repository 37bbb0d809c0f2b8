"""The per-message statements: a whole group of messages in a handful of statements, the same on both databases.

Rows travel as one JSON array; the two databases differ only in the function that unfolds it. Order matters: insert
or find the message id, *then* lock the person, *then* look (architecture, decision 4); both in sorted order, so that
two processes cannot wait for each other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

from intake_api.store.moment import Moment

_ROWS = {"sqlite": "json_each(:rows) AS r", "postgresql": "json_array_elements(CAST(:rows AS json)) AS r(value)"}
_MESSAGE = "r.value->>0, r.value->>1, r.value->>2, r.value->>3"
_SAME_PERSON = 't.county = r.value->>0 AND t.channel = r.value->>1 AND t."user" = r.value->>2'

_CLAIM = f"""
INSERT INTO inbox (county, channel, "user", message_id, heard_at, reply)
SELECT {_MESSAGE}, :now, '' FROM {{rows}} WHERE true
ON CONFLICT DO NOTHING RETURNING county, channel, "user", message_id"""

_STORED = f"""
SELECT t.county, t.channel, t."user", t.message_id, t.reply FROM {{rows}}
JOIN inbox AS t ON {_SAME_PERSON} AND t.message_id = r.value->>3"""

_ARRIVE = """
INSERT INTO talk (county, channel, "user", state, body, updated_at)
SELECT r.value->>0, r.value->>1, r.value->>2, 'idle', '{{}}', :now FROM {rows} WHERE true ON CONFLICT DO NOTHING"""

_LOCK = f"""
SELECT t.county, t.channel, t."user", t.body, t.case_id FROM {{rows}} JOIN talk AS t ON {_SAME_PERSON}
ORDER BY t.county, t.channel, t."user" {{lock}}"""

_SAVE_TALK = f"""
UPDATE talk AS t SET state = r.value->>3, body = r.value->>4, case_id = r.value->>5, updated_at = :now
FROM {{rows}} WHERE {_SAME_PERSON}"""

_SAVE_REPLY = f"""
UPDATE inbox AS t SET reply = r.value->>4 FROM {{rows}} WHERE {_SAME_PERSON} AND t.message_id = r.value->>3"""


class MessageKey(NamedTuple):
    """One message of one person: the key of the inbox."""

    county: str
    channel: str
    user: str
    message_id: str

    @property
    def person(self) -> "PersonKey":
        return PersonKey(self.county, self.channel, self.user)


class PersonKey(NamedTuple):
    """One person on one channel: the key of a talk."""

    county: str
    channel: str
    user: str


class Mailroom:
    """The statements of the per-message path for one group of messages."""

    def __init__(self, dialect: str) -> None:
        fill = {"rows": _ROWS[dialect], "lock": "" if dialect == "sqlite" else "FOR UPDATE OF t"}
        now = bindparam("now", type_=Moment)
        self._claim = text(_CLAIM.format(**fill)).bindparams(now)
        self._stored = text(_STORED.format(**fill))
        self._arrive = text(_ARRIVE.format(**fill)).bindparams(now)
        self._lock = text(_LOCK.format(**fill))
        self._save_talk = text(_SAVE_TALK.format(**fill)).bindparams(now)
        self._save_reply = text(_SAVE_REPLY.format(**fill))

    def claim(self, tx: Connection, keys: Iterable[MessageKey], now: datetime) -> set[MessageKey]:
        """Insert the message ids; returns those that were not there yet."""
        rows = _json(sorted(set(keys)))
        return {MessageKey(*row) for row in tx.execute(self._claim, {"rows": rows, "now": now})}

    def stored(self, tx: Connection, keys: Iterable[MessageKey]) -> dict[MessageKey, str]:
        """The replies stored for message ids heard before."""
        return {MessageKey(*row[:4]): row[4] for row in tx.execute(self._stored, {"rows": _json(sorted(keys))})}

    def lock(self, tx: Connection, people: Iterable[PersonKey], now: datetime) -> dict[PersonKey, tuple[str, str]]:
        """Lock the people, creating the unknown; returns (body, case id) of each talk."""
        wanted = set(people)
        found = self._locked(tx, wanted)
        if strangers := wanted - found.keys():
            tx.execute(self._arrive, {"rows": _json(sorted(strangers)), "now": now})
            found |= self._locked(tx, strangers)
        return found

    def _locked(self, tx: Connection, people: Iterable[PersonKey]) -> dict[PersonKey, tuple[str, str]]:
        rows = tx.execute(self._lock, {"rows": _json(sorted(people))})
        return {PersonKey(*row[:3]): (row[3], row[4] or "") for row in rows}

    def save(
        self,
        tx: Connection,
        talks: Mapping[PersonKey, tuple[str, str, str]],
        replies: Mapping[MessageKey, str],
        now: datetime,
    ) -> None:
        """Store the talks as (state, body, case id), and the reply of every message."""
        rows = [[*person, state, body, case or None] for person, (state, body, case) in talks.items()]
        tx.execute(self._save_talk, {"rows": _json(rows), "now": now})
        tx.execute(self._save_reply, {"rows": _json([[*key, reply] for key, reply in replies.items()])})


def _json(rows: Sequence[Sequence[str | None]]) -> str:
    return json.dumps(rows, ensure_ascii=False)
