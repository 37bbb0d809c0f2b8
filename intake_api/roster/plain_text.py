"""The lines of a csv: which encoding and which separator it has, and its records as a spreadsheet counts them."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

from intake_api.errors import Invalid
from intake_api.roster.cells import Cell, Line

SEPARATORS = (",", ";", "\t", "，", "；")
_SAMPLE = 40  # lines that tell the separator
_LONGEST = 30  # lines that one quoted cell may run over: more, and a quotation mark was forgotten
_UNREADABLE = "\ufffd"
_GARBLED = "这一格是乱码，请在原来的表格里看一下是什么字，另存为 .xlsx 再交"
_MOST_GARBLED = 0.02  # of the characters
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # no text holds many of them
_ENDED = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # a line with its end; the last one may have none
_PAGE = re.compile(rb"^\s*<(?:!doctype|html|\?xml|table|meta|head)", re.I)
_BYTE_ORDERS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TABLE = "这不是表格文件。请交 .xlsx、.xls 或 .csv；别的格式，在表格软件里打开，另存为 .xlsx 再交。"
_A_PAGE = "这个文件名字像表格，里面其实是网页。请在表格软件里打开，另存为 .xlsx 再交。"
_UNKNOWN_LETTERS = "这个文件里的字读出来是乱码。请在表格软件里打开，另存为 .xlsx 再交。"


def lines_of_text(content: bytes) -> Iterator[Line]:
    """Every line that holds something. Raises ``Invalid`` at once for what is no text."""
    if _PAGE.match(content):
        raise Invalid(_A_PAGE)
    text = _decoded(content)
    lines = _ENDED.findall(text)
    return _lines(lines, _separator(lines))


def _decoded(content: bytes) -> str:
    """By its byte order mark, else UTF-8, else GB18030, which holds all of GBK and GB2312."""
    for mark, encoding in _BYTE_ORDERS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content or len(_CONTROLS.findall(content)) > _MOST_GARBLED * len(content):
        raise Invalid(_NO_TABLE)
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in ("utf-8", "gb18030"):  # a few broken characters must not stop the file
        text = content.decode(encoding, "replace")
        if text.count(_UNREADABLE) <= max(_MOST_GARBLED * len(text), 1):
            return text
    raise Invalid(_UNKNOWN_LETTERS)


def _separator(lines: Sequence[str]) -> str:
    """The one that most lines at the top are parted by alike."""
    sample = [line for line in lines[:_SAMPLE] if line.strip()] or [""]
    return max(SEPARATORS, key=lambda each: sorted(len(_parted([line], each)) for line in sample)[len(sample) // 2])


def _lines(lines: Sequence[str], separator: str) -> Iterator[Line]:
    at = row = 0
    while at < len(lines):
        end, closed = _end(lines, at)
        row += 1
        texts = [cell.strip() for cell in _parted(lines[at:end], separator, quoted=closed)]
        at = end
        if any(texts):
            yield _line(row, texts)


def _parted(lines: Sequence[str], separator: str, *, quoted: bool = True) -> list[str]:
    """The cells of one record."""
    try:
        if quoted:
            return next(csv.reader(lines, delimiter=separator), [])
        return next(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE), [])
    except csv.Error:  # a cell longer than any cell is
        return "".join(lines).split(separator)


def _end(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """Where the record that begins here ends: a quoted cell may run over several lines. With a quotation mark left
    open it ends with its own line, lest it swallow the others."""
    quotes = 0
    for end in range(at, min(at + _LONGEST, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            return end + 1, True
    return at + 1, False


def _line(row: int, texts: list[str]) -> Line:
    line = Line(1, "", row, tuple(texts))
    if not any(_UNREADABLE in text for text in texts):
        return line
    cells: list[Cell] = [line.bad(at, _GARBLED) if _UNREADABLE in text else text for at, text in enumerate(texts)]
    return Line(1, "", row, tuple(cells))
