"""Photos and recordings that a cadre's telephone sends: named there, kept once under the rules of all attachments."""

from collections.abc import Sequence

from sqlalchemy import select

from dialogs.messages import Media, Message, Said
from intake_api.errors import Conflict, Invalid
from intake_api.intake import attachments
from intake_api.models import Account
from intake_api.models.tables import ATTACHMENTS
from intake_api.office import Work

CHANNEL = "console"
TAKEN = {"image": ("image/jpeg", "image/png", "image/webp"), "voice": ("audio/",)}


def keep(work: Work, account: Account, case_id: str, media: Media) -> str:
    """The attachment's id. Sent again under the same name it is the same one. The caller has seen that the case is
    the account's. Raises ``Invalid`` for what cannot be kept, ``Conflict`` for a name of another case."""
    if not media.url.removeprefix("data:").startswith(TAKEN.get(media.kind, ("!",))):
        raise Invalid("请发照片（JPEG、PNG）或者录音")
    whole, wrong = attachments.readable(Message(CHANNEL, account.id, media.id, Said(media=(media,))))
    if wrong:
        raise Invalid(wrong)
    attachments.note(work, whole, whole.said.media, case_id)
    kept = _ids(work, account, case_id, (media.id,))
    if not kept:
        raise Conflict("这张照片已经交过，属于另一件申报")
    return kept[media.id]


def of_phone(work: Work, account: Account, case_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """The attachments of those names, in that order. Raises ``Invalid`` while one has not arrived."""
    kept = _ids(work, account, case_id, names)
    if not set(names) <= set(kept):
        raise Invalid("有照片还没有交到，请等照片交上去再交表")
    return tuple(kept[name] for name in names)


def _ids(work: Work, account: Account, case_id: str, names: Sequence[str]) -> dict[str, str]:
    c = ATTACHMENTS.c
    mine = (c.county == work.code, c.channel == CHANNEL, c.user == account.id, c.case_id == case_id)
    query = select(c.media_id, c.id).where(*mine, c.media_id.in_(list(names)))
    return {row.media_id: row.id for row in work.connection.execute(query)}
