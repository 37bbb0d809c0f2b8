"""Replies as WeChat text: one message a turn, at most 2048 bytes each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogs.messages import Reply, plain_text

LIMIT = 2048  # bytes of UTF-8, for passive replies and customer-service messages alike
LEFT_OUT = "……（太长，中间的没写出来）"


def as_text(replies: Sequence[Reply], address: Callable[[str], str]) -> str:
    """All replies of a turn as one text; ``address`` makes a complete address of a link."""
    parts = [plain_text(replace(reply, link=address(reply.link)) if reply.link else reply) for reply in replies]
    return "\n\n".join(part.strip() for part in parts if part.strip())


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
