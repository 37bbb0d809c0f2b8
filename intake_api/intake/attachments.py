"""Photos and recordings: noted with the message, filed (sealed) when their content arrives."""

import base64
import hashlib
import logging
import os
import secrets
from dataclasses import replace
from pathlib import Path

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, select, update

from dialogs.messages import Media, Message
from intake_api.errors import Invalid, NotFound
from intake_api.models.tables import ATTACHMENTS
from intake_api.office import Office, Work
from intake_api.store.once import insert_once
from knowledge.people.masking import hide_private
from knowledge.text import clean

logger = logging.getLogger(__name__)
MOST_BYTES = 10 * 1024 * 1024
_LONGEST_ID = 512
_LONGEST_TRANSCRIPT = 2000
_SEAL = "attachment"


def readable(message: Message) -> tuple[Message, str]:
    """The message without media that cannot be kept, and what to say about those; words said with them are heard."""
    kept, wrong = list[Media](), dict[str, None]()
    for one in message.said.media:
        try:
            _check(one)
            kept.append(one)
        except Invalid as refused:
            wrong[str(refused)] = None
    if not wrong:
        return message, ""
    return replace(message, said=replace(message.said, media=tuple(kept))), "\n".join(wrong)


def note(work: Work, message: Message, media: tuple[Media, ...], case_id: str | None) -> None:
    """Remember that these came with the message. Content that came along is filed at once."""
    for number, one in enumerate(media):
        media_id = one.id or f"{message.message_id}/{number}"
        values = {
            "county": work.code,
            "id": work.new_id(),
            "channel": message.channel,
            "user": message.user,
            "media_id": media_id,
            "kind": one.kind,
            "case_id": case_id,
            "transcript": hide_private(clean(one.text, _LONGEST_TRANSCRIPT)),
            "content_type": "",
            "size": 0,
            "sha256": "",
            "file": "",
            "said_at": work.now,
        }
        insert_once(work.connection, ATTACHMENTS, values)
        _file(work, message, media_id, one.url)


def is_delivery(message: Message) -> bool:
    """Whether a message only brings the content of media that another message announced."""
    return message.message_id.endswith("/media") and bool(message.said.media) and not message.said.text


def deliver(work: Work, message: Message) -> None:
    """File content that a bot fetched after the message was heard. Unknown media (refused, forgotten) are dropped, and
    so is broken content: nobody waits for an answer to this."""
    whole, wrong = readable(message)
    if wrong:
        logger.warning("message %s: content of media is broken, not filed", message.message_id)
    for one in whole.said.media:
        _file(work, message, one.id, one.url)


def join_case(work: Work, channel: str, user: str, case_id: str) -> None:
    """What the person sent before the case existed belongs to it."""
    whose = {"of_county": work.code, "of_channel": channel, "of_user": user, "to_case": case_id}
    work.connection.execute(_JOIN, whose)


def forget(work: Work, channel: str, user: str) -> None:
    """Drop what was sent and never became part of a case."""
    mine = _of(work, channel, user)
    unused = delete(ATTACHMENTS).where(*mine, ATTACHMENTS.c.case_id.is_(None)).returning(ATTACHMENTS.c.file)
    for (file,) in work.connection.execute(unused).all():
        shared = select(ATTACHMENTS.c.id).where(ATTACHMENTS.c.file == file).limit(1)
        if file and work.connection.execute(shared).first() is None:
            (work.office.settings.media_dir / file).unlink(missing_ok=True)


def of_case(work: Work, case_id: str) -> list[RowMapping]:
    """The attachments of a case, oldest first."""
    query = select(ATTACHMENTS).where(ATTACHMENTS.c.county == work.code, ATTACHMENTS.c.case_id == case_id)
    return list(work.connection.execute(query.order_by(ATTACHMENTS.c.said_at, ATTACHMENTS.c.id)).mappings())


def content(office: Office, file: str) -> bytes:
    """The clear content of a filed attachment. Raises ``NotFound`` when it has not arrived or is gone."""
    path = office.settings.media_dir / file
    if not file or not path.is_file():
        raise NotFound("这张照片或这段录音还没有取到，请过一会儿再看")
    return office.sealer.open_bytes(path.read_bytes(), _SEAL)


def keep(office: Office, raw: bytes) -> str:
    """File content that belongs to no message, sealed; the name under which ``content`` finds it."""
    name = _name(hashlib.sha256(raw).hexdigest())
    _write(office.settings.media_dir / name, office.sealer.seal_bytes(raw, _SEAL))
    return name


def reseal(office: Office, file: str, *, dry_run: bool = False) -> bool:
    """Seal a filed attachment under today's key; whether it was not already. Raises ``ValueError`` when no key opens
    it; one that is gone is no error."""
    path = office.settings.media_dir / file
    if not file or not path.is_file():
        return False
    box = path.read_bytes()
    if office.sealer.is_current(box):
        return False
    raw = office.sealer.open_bytes(box, _SEAL)
    if not dry_run:
        _write(path, office.sealer.seal_bytes(raw, _SEAL))
    return True


def _of(work: Work, channel: str, user: str) -> tuple[ColumnElement[bool], ...]:
    c = ATTACHMENTS.c
    return (c.county == work.code, c.channel == channel, c.user == user)


def _file(work: Work, message: Message, media_id: str, url: str) -> None:
    if not url.startswith("data:"):
        return
    content_type, raw = _decode(url)
    digest = hashlib.sha256(raw).hexdigest()
    name = _name(digest)
    mine = (*_of(work, message.channel, message.user), ATTACHMENTS.c.media_id == media_id, ATTACHMENTS.c.file == "")
    values = {"content_type": content_type, "size": len(raw), "sha256": digest, "file": name}
    # The file first: a crash in between leaves an orphan, never a record without its photo.
    if work.connection.execute(select(ATTACHMENTS.c.id).where(*mine)).first():
        _write(work.office.settings.media_dir / name, work.office.sealer.seal_bytes(raw, _SEAL))
        work.connection.execute(update(ATTACHMENTS).where(*mine).values(**values))


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _check(one: Media) -> None:
    """Raises ``Invalid`` for what cannot be kept."""
    if len(one.id) > _LONGEST_ID or not (one.id + one.url).isprintable():
        raise Invalid("刚才发来的没有收全，请再发一次。")
    if one.url.startswith("data:"):
        _decode(one.url)


def _decode(url: str) -> tuple[str, bytes]:
    head, _, body = url.removeprefix("data:").partition(",")
    try:
        raw = base64.b64decode(body, validate=True) if head.endswith(";base64") else b""
    except ValueError as error:
        raise Invalid("刚才发来的没有收全，请再发一次。") from error
    if not raw:
        raise Invalid("刚才发来的是空的，请再发一次。")
    if len(raw) > MOST_BYTES:
        raise Invalid("刚才发来的太大了，收不下。请换一张小一点的，或者录短一点，再发一次。")
    return head.partition(";")[0][:100] or "application/octet-stream", raw


def _write(path: Path, content: bytes) -> None:
    """The file whole or not at all, and on the disk before the message is acknowledged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{secrets.token_hex(8)}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


_JOIN = (
    update(ATTACHMENTS)
    .where(ATTACHMENTS.c.county == bindparam("of_county"), ATTACHMENTS.c.channel == bindparam("of_channel"))
    .where(ATTACHMENTS.c.user == bindparam("of_user"), ATTACHMENTS.c.case_id.is_(None))
    .values(case_id=bindparam("to_case"))
)
