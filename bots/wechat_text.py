"""Replies as WeChat text: one message a turn, at most 2048 bytes each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogs.messages import Reply, plain_text

LIMIT = 2048  # bytes of UTF-8, for passive replies and customer-service messages alike
FORM = "form"  # Reply.link that means: this person's own page of the web form
LEFT_OUT = "……（太长，中间的没写出来）"


def as_text(replies: Sequence[Reply], form: Callable[[], str], public_url: str) -> str:
    """All replies of a turn as one text; the links are complete addresses. ``form`` makes the person's own link."""
    parts = []
    for reply in replies:
        if reply.link == FORM:
            reply = replace(reply, link=form())
        elif reply.link:
            reply = replace(reply, link=address(reply.link, public_url))
        parts.append(plain_text(reply).strip())
    return "\n\n".join(part for part in parts if part)


def address(link: str, public_url: str) -> str:
    """A path on our site as a complete address; a complete address as it is."""
    return public_url.rstrip("/") + link if link.startswith("/") else link


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Pieces of at most ``limit`` bytes, cut at the end of a line where there is one, never in a character."""
    data, pieces = text.encode(), []
    while len(data) > limit:
        # One byte more, so that a line that just fits is kept whole.
        cut = data.rfind(b"\n", 1, limit + 1)
        if cut < 0:
            cut = limit
            while data[cut] & 0xC0 == 0x80:  # in the middle of a character
                cut -= 1
        pieces.append(data[:cut].decode().rstrip())
        data = data[cut:].lstrip(b"\n")
    return [piece for piece in [*pieces, data.decode()] if piece]


def shorten(text: str, limit: int = LIMIT) -> str:
    """At most ``limit`` bytes: the middle is left out, because the end holds the question and its choices."""
    if len(text.encode()) <= limit:
        return text
    half = (limit - len(LEFT_OUT.encode()) - 2) // 2
    end = text.encode()[-half:]
    cut = end.find(b"\n")
    end = end[cut + 1 :] if 0 <= cut < half // 2 else end
    return f"{split(text, half)[0]}\n{LEFT_OUT}\n{end.decode(errors='ignore')}"
