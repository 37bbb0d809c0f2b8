"""What happened with a warning, in order: 会商记录, and who activated it. Only ever added to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import update

from intake_api.models import Account
from intake_api.models.tables import WARNINGS
from intake_api.office import Work

TALK, ACTIVATED = "talk", "activated"
KINDS = {TALK: "会商", ACTIVATED: "启动"}


@dataclass(frozen=True, slots=True)
class Minute:
    """One entry. ``at``: ISO 8601 with the county's offset; ``who`` took part (会商), ``by`` wrote it down; ``towns``:
    which were activated."""

    kind: str
    at: str
    by: str
    who: str = ""
    words: str = ""
    towns: list[str] = field(default_factory=list)


def read(row: Mapping[Any, Any]) -> list[Minute]:
    """Of one warning, oldest first."""
    return [Minute(**json.loads(line)) for line in str(row["talks"]).split("\n") if line]


def activated_towns(row: Mapping[Any, Any]) -> set[str]:
    """In which towns the warning was activated."""
    return {town for each in read(row) for town in each.towns}


def add(
    work: Work, account: Account, row: Mapping[Any, Any], kind: str, who: str, words: str, towns: Sequence[str] = ()
) -> None:
    """One more entry for a warning that the caller holds locked."""
    at = work.local(work.now).isoformat(timespec="minutes")
    entry = Minute(kind, at, account.name, who, words, list(towns))
    line = json.dumps(asdict(entry), ensure_ascii=False)
    here = (WARNINGS.c.county == work.code, WARNINGS.c.id == row["id"])
    text = "\n".join(filter(None, (row["talks"], line)))
    work.connection.execute(update(WARNINGS).where(*here).values(talks=text))
