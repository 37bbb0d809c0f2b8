"""A process to be killed: many people report at once, and every acknowledged message is written to standard output.

``python rush.py DATABASE_URL MEDIA_FOLDER PEOPLE DONE``: ``DONE`` is a file of message ids acknowledged before; all
others are sent, the last of a person first acknowledged again (as a platform repeats what it got no answer to).
"""

import asyncio
import hashlib
import os
import sys
from pathlib import Path

from farmer import messages, report
from offices import office_on

from dialogs.messages import Heard
from intake_api.clock import new_id, now
from intake_api.intake.hear import Hearing, heard_to_text
from intake_api.office import Office
from intake_api.store.database import Database
from knowledge.county_files import load_county


def digest(heard: Heard) -> str:
    """A short name for an answer."""
    return hashlib.sha256(heard_to_text(heard).encode()).hexdigest()[:16]


async def person(hearing: Hearing, n: int, done: set[str]) -> None:
    """One farmer, from the first message that nobody acknowledged."""
    for message in messages(f"p{n}", report(f"陈大{'一二三四五六七八九'[n % 9]}", f"138050{n:05d}")):
        if message.message_id not in done:
            heard = await hearing.hear(message)
            os.write(1, f"{message.user} {message.message_id} {digest(heard)}\n".encode())


async def rush(office: Office, people: int, done: set[str]) -> None:
    """All of them at once."""
    hearing = Hearing(office)
    await asyncio.gather(*(person(hearing, n, done) for n in range(people)))
    hearing.stop()


def main() -> None:
    """Run until done or killed."""
    url, folder, people, done = sys.argv[1:]
    heard = set(Path(done).read_text().split())
    office = office_on(Database(url), [load_county("350111")], now, Path(folder), ids=new_id)
    asyncio.run(rush(office, int(people), heard))


if __name__ == "__main__":
    main()
