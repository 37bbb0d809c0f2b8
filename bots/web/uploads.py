"""Photos and recordings that came with a form: told apart by their first bytes, never by name or header."""

import base64
import hashlib

from starlette.datastructures import FormData, UploadFile

from dialogs.messages import Media, MediaKind

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# (offset, bytes, type): tried in order.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"ID3", "audio/mpeg"),
    (4, b"ftyp3g", "audio/3gpp"),
    (4, b"ftyp", "audio/mp4"),
)


class UnknownFile(Exception):
    """Neither a photo nor a recording that the case file can keep."""


def sniff(data: bytes) -> str:
    """The media type of a photo or recording. Raises ``UnknownFile``."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "image/heic"
    if data[8:12] in (b"WEBP", b"WAVE") and data[:4] != b"RIFF":
        raise UnknownFile
    for offset, signature, media_type in SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            return media_type
    return _mpeg_frame(data)


def _mpeg_frame(data: bytes) -> str:
    # A bare frame begins with eleven set bits; the layer bits tell AAC (00) from MP3 (01).
    if len(data) > 3 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        layer = data[1] >> 1 & 3
        if layer == 0 and data[1] & 0xF0 == 0xF0:
            return "audio/aac"
        if layer == 1:
            return "audio/mpeg"
    raise UnknownFile


def as_media(data: bytes) -> Media:
    """The file as a ``data:`` address with a name made from its content."""
    media_type = sniff(data)
    kind: MediaKind = "image" if media_type.startswith("image/") else "voice"
    url = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    return Media(kind, id=hashlib.sha256(data).hexdigest()[:16], url=url)


async def media_of(form: FormData) -> tuple[Media, ...]:
    """All files of a form. A file field left empty counts as no file. Raises ``UnknownFile``."""
    files = [item for name in ("photo", "voice") for item in form.getlist(name)]
    contents = [await item.read() for item in files if isinstance(item, UploadFile)]
    return tuple(as_media(data) for data in contents if data)
