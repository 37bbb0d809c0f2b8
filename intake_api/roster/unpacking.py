"""Is this zip a workbook that can be opened without harm? A small file may hold a thousand times its size."""

import re
import zipfile
from io import BytesIO
from typing import IO

from intake_api.errors import Invalid

MOST_UNPACKED = 512 * 1024 * 1024
MOST_CELLS = 12_000_000  # of the rectangle round all cells: so much is laid out in memory, however few are filled
_CHUNK = 1024 * 1024
_OVERLAP = 256
# Cells that hold something; <c r="XFD1048576" s="3"/> has only a format.
_PLACES = re.compile(rb"""\sr=["']([A-Za-z]+)(\d{1,9})["'][^<>]*(?<!/)>""")
_TOO_MUCH = "这个文件解开以后太大了。请把有内容的部分复制到一个新的表格里，或者按镇分成几个文件再交。"
_TOO_FAR = "工作表里离得很远的地方还有内容（{rows} 行、{columns} 列）。请把有内容的部分复制到一张新表里再交。"
_NO_TABLE = "这不是 .xlsx 表格。请在表格软件里打开，另存为 .xlsx 再交。"
_DAMAGED = "这个文件坏了，可能没有传完整。请重新传一次；还不行，就在表格软件里打开，另存为 .xlsx 再交。"


def check_package(content: bytes) -> None:
    """Raises ``Invalid`` for a zip that is no xlsx, is damaged, or would not fit into memory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = {each.filename for each in packed.infolist()}
            if "xl/workbook.xml" not in names:
                raise Invalid(_NO_TABLE)
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise Invalid(_TOO_MUCH)
            for each in packed.infolist():
                with packed.open(each) as part:
                    _check(part, each.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Invalid(_DAMAGED) from error


def _check(part: IO[bytes], is_sheet: bool) -> None:
    """Read to the end: a head that lies about the size shows there. Of a sheet, how far its cells reach."""
    columns: set[bytes] = set()
    rows, before = 0, b""
    while chunk := part.read(_CHUNK):
        if is_sheet:
            text = before + chunk
            found = _PLACES.findall(text)
            columns.update({letters for letters, _ in found})
            rows = max(rows, *{int(digits) for _, digits in found}, 0)
            before = chunk[-_OVERLAP:]
            if _area(rows, columns) > MOST_CELLS:
                raise Invalid(_TOO_FAR.format(rows=rows, columns=max(map(_number, columns))))


def _area(rows: int, columns: set[bytes]) -> int:
    return rows * max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
