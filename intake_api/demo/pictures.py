"""A photo for the demo's papers: a grey sheet that says what it is."""

import base64
import struct
import zlib
from functools import cache

from dialogs.messages import Media

# 演示图片, 96 by 24 points, a row each.
_WORDS = (
    0x000000000000000000000000, 0x000000000000000000000400, 0x1806000000001FFFF8040600, 0x1E02000FFFF03FFFFC040600,
    0x07FFFC0FFFF030000C040600, 0x00FFFC00000030600C040600, 0x00800C00000030600C040600, 0x00800C00000030FFCC040600,
    0x207FF000000031C18C07FFF8, 0x3802003FFFFC37E70C07FFF8, 0x1C03003FFFFC323E0C040000, 0x08FFF8001800303C0C040000,
    0x00C21800180031F78C040000, 0x00C2180218403781EC0FFFC0, 0x00FFF80618E034700C0FFFC0, 0x06C318061860303E0C0C00C0,
    0x0CC2180C183030060C0C00C0, 0x0CC3180C183031F00C0C00C0, 0x0CFFF8181818307F0C1800C0, 0x18004038181830038C1800C0,
    0x1838E030180C30000C3800C0, 0x30E0380018083FFFFC3000C0, 0x11C01C01F8003FFFFC2000C0, 0x00000000F000100008000080,
)  # fmt: skip
_WIDTH, _SCALE, _MARGIN = 96, 4, 12  # points; pixels to a point; points left free all around
_PAPER, _INK = 235, 90


@cache
def placeholder() -> bytes:
    """The picture, a PNG."""
    free = [0] * _MARGIN
    rows = [*free, *_WORDS, *free]
    width = (_WIDTH + 2 * _MARGIN) * _SCALE
    lines = b"".join((b"\0" + _line(row)) * _SCALE for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows) * _SCALE, 8, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def photo(name: str) -> Media:
    """The picture as a telephone sends it, under a name of its own."""
    return Media("image", name, f"data:image/png;base64,{base64.b64encode(placeholder()).decode()}")


def _line(row: int) -> bytes:
    bits = f"{row << _MARGIN:0{_WIDTH + 2 * _MARGIN}b}"
    return b"".join(bytes([_INK if bit == "1" else _PAPER]) * _SCALE for bit in bits)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
