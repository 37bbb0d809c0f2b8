"""Killed in the middle of the rush: whatever was acknowledged is there, and nothing is there twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from farmer import report
from offices import Clock, office_on
from rows import check_log, rows

from intake_api.intake.hear import heard_from_text
from intake_api.intake.talks import load_reply
from intake_api.models import Inbox
from intake_api.models.tables import CASES, COUNTERS, HOUSEHOLDS
from intake_api.office import Office
from intake_api.store.database import Database
from knowledge.policy import County

RUSH = Path(__file__).with_name("rush.py")
INBOX: Any = Inbox.__table__  # type: ignore[attr-defined]
PEOPLE = 24
KILLED_AFTER = (30, 120)  # acknowledged messages


def run(url: str, folder: Path, acknowledged: dict[str, str], kill_after: int | None) -> None:
    """One life of the process; what it acknowledged is added."""
    done = folder / "done.txt"
    done.write_text("\n".join(acknowledged))
    where = os.pathsep.join([str(RUSH.parent), str(RUSH.parents[1]), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, str(RUSH), url, str(folder), str(PEOPLE), str(done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": where}) as process:
        assert process.stdout
        for number, line in enumerate(process.stdout, 1):
            _user, message_id, answer = line.decode().split()
            assert message_id not in acknowledged
            acknowledged[message_id] = answer
            if number == kill_after:
                process.kill()
    assert (process.returncode == 0) is (kill_after is None)


def test_killed_in_the_middle_of_a_rush(database: Database, county: County, clock: Clock, tmp_path: Path) -> None:
    acknowledged: dict[str, str] = {}
    office = office_on(database, [county], clock, tmp_path)
    for kill_after in (*KILLED_AFTER, None):
        run(database.url, tmp_path, acknowledged, kill_after)
        check_acknowledged(office, acknowledged)
    assert len(acknowledged) == PEOPLE * len(report())
    assert len(rows(office, INBOX)) == len(acknowledged)
    assert len(rows(office, CASES)) == len(rows(office, HOUSEHOLDS)) == PEOPLE
    assert sum(row["value"] for row in rows(office, COUNTERS)) == PEOPLE
    check_log(office)


def check_acknowledged(office: Office, acknowledged: dict[str, str]) -> None:
    """Every acknowledged message is in the inbox once, with the answer that was given."""
    from rush import digest

    stored = [(row["message_id"], load_reply(row["reply"], office.sealer)) for row in rows(office, INBOX)]
    assert len({message_id for message_id, _ in stored}) == len(stored)
    answers = {message_id: digest(heard_from_text(reply)) for message_id, reply in stored}
    assert {message_id: answers.get(message_id) for message_id in acknowledged} == acknowledged
    assert all(json.loads(reply)["replies"] for _, reply in stored)
