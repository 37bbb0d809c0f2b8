"""Photos and recordings of a case: listed for its page, and served only to who may see the case."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.models.tables import ATTACHMENTS

KINDS = {"image": "照片", "voice": "录音", "file": "文件"}
# Shown in the page; whatever else came is only offered as a download.
_PICTURES, _SOUNDS = ("jpeg", "png", "gif", "webp"), ("mpeg", "mp4", "ogg", "webm", "wav")
INLINE = frozenset({*(f"image/{name}" for name in _PICTURES), *(f"audio/{name}" for name in _SOUNDS)})


@dataclass(frozen=True, slots=True)
class Shown:
    """One attachment on the page. ``ready`` once its content has been fetched."""

    kind: str
    label: str
    address: str
    transcript: str
    ready: bool


def of_case(connection: Connection, account: Account, case_id: str) -> list[Shown]:
    """The attachments of a case that was found within the account's area."""
    mine = (ATTACHMENTS.c.county == account.county, ATTACHMENTS.c.case_id == case_id)
    query = select(ATTACHMENTS).where(*mine).order_by(ATTACHMENTS.c.said_at, ATTACHMENTS.c.id)
    return [_shown(row, number) for number, row in enumerate(connection.execute(query).mappings(), 1)]


def one(connection: Connection, account: Account, case_id: str, attachment_id: str) -> RowMapping:
    """One attachment of that case. Raises ``NotFound``."""
    query = select(ATTACHMENTS).where(
        ATTACHMENTS.c.county == account.county,
        ATTACHMENTS.c.case_id == case_id,
        ATTACHMENTS.c.id == attachment_id,
    )
    row: RowMapping | None = connection.execute(query).mappings().one_or_none()
    if row is None or not row["file"]:
        raise NotFound("没有这张照片或录音，也可能还没有取到。")
    return row


def headers(row: RowMapping) -> dict[str, str]:
    """Headers that keep a stranger's file from being more than a picture or a sound."""
    shown = "inline" if row["content_type"] in INLINE else "attachment"
    return {
        "Content-Disposition": f'{shown}; filename="{row["id"]}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def _shown(row: RowMapping, number: int) -> Shown:
    label = KINDS.get(row["kind"], "文件")
    address = f"/console/cases/{row['case_id']}/media/{row['id']}"
    return Shown(row["kind"], f"{label} {number}", address, row["transcript"], bool(row["file"]))
