"""A posted form, read and checked: what was said, under which id."""

import re
import secrets
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bots.web.uploads import UnknownFile, media_of
from bots.web.visitor import FORM_ID
from dialogs.messages import Said

MOST_BYTES = 10 * 1024 * 1024
MOST_DRAINED = 60 * 1024 * 1024
MOST_TEXT = 256 * 1024
MOST_FILES = 8
PLACE = re.compile(r"\d{6,12}")  # a division code, as in the village's QR code

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Refused(Exception):
    """The form is not taken. ``words`` are for the farmer; the form's own words are kept for sending again."""

    def __init__(self, status: int, words: str, form: "Posted | None" = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.form = form


@dataclass(frozen=True, slots=True)
class Posted:
    """One form: its hidden id and what it says."""

    form_id: str
    said: Said


async def read(request: Request) -> Posted:
    """The form in ``request``. Raises ``Refused`` when it is too big, broken, empty or holds a strange file."""
    await _check_size(request)
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=MOST_TEXT)
    except HTTPException as broken:
        raise Refused(400, "没有收全，请再发一次。") from broken
    try:
        return await _posted(form)
    finally:
        await form.close()


async def _check_size(request: Request) -> None:
    # The server reads no more than Content-Length says, so this bounds the body.
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise Refused(411, "没有收全，请再发一次。")
    if int(length) > MOST_BYTES:
        await _let_it_finish(request, int(length))
        raise Refused(413, "照片或录音太大了，收不下。请少选几张，或者录短一点，再发一次。")


async def _let_it_finish(request: Request, length: int) -> None:
    """Browsers that are cut off in mid-upload show "connection lost" instead of our words."""
    if length <= MOST_DRAINED:
        async for _ in request.stream():
            pass


async def _posted(form: FormData) -> Posted:
    place = _text(form, "place")
    choice = _text(form, "choice")
    words = Said(
        # A command leaves the question, so half-written words are not its answer.
        text="" if choice.startswith("!") else _text(form, "text"),
        choice=choice,
        place=place if PLACE.fullmatch(place) else "",
    )
    form_id = _text(form, "message_id")
    posted = Posted(form_id if FORM_ID.fullmatch(form_id) else secrets.token_hex(16), words)
    try:
        media = await media_of(form)
    except UnknownFile as strange:
        raise Refused(415, "这个文件我们打不开。请发照片，或者录音。", posted) from strange
    if not (words.text or words.choice or media):
        raise Refused(422, "您还没有写。写几个字、按一下话筒说，都行。", posted)
    return Posted(posted.form_id, Said(words.text, words.choice, media, words.place))


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    return _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
