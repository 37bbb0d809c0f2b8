"""Days and months as people write them into spreadsheets: 2023.9.1, 2023年9月1日, 20230901, 45170."""

import re
from datetime import date, timedelta

from intake_api.roster.cells import Unusable

_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers
_YEARS = range(1900, 2101)
_DAY = re.compile(
    r"(\d{4})\s*[-./年、]\s*(\d{1,2})(?:\s*[-./月、]\s*(?:(\d{1,2})\s*[日号]?)?)?(?:[ T].*)?"  # 2023.9.1, 2023年9月
    r"|(\d{4})(\d\d)(\d\d)?"  # 20230901, 202309
    r"|(\d{4})年?度?"
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_TENTH = re.compile(r"\d{4}\.1")
_NOT_READ = "这一格不是日期。请写成 2023-09-01 这样"
_OCTOBER = "看不出是 1 月还是 10 月（表格把末尾的 0 去掉了）。请写成 2023-10 或 2023-01 这样"


def day(text: str) -> str:
    """YYYY-MM-DD; a month is its first day, a year the first of January. Raises ``Unusable``."""
    year, month_no, day_no = _parts(text)
    try:
        return date(year, month_no or 1, day_no or 1).isoformat()
    except ValueError as error:
        raise Unusable("没有这一天。请写成 2023-09-01 这样") from error


def month(text: str) -> str:
    """YYYY-MM. Raises ``Unusable``, for a year alone too."""
    if not _parts(text)[1]:
        raise Unusable("只写了年份。请写到月，如 1978-03")
    return day(text)[:7]


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not told."""
    if _TENTH.fullmatch(text):
        raise Unusable(_OCTOBER)
    if serial := _SERIAL.fullmatch(text):
        found = _EPOCH + timedelta(int(serial[1]))
        return found.year, found.month, found.day
    told = _DAY.fullmatch(text)
    if not told:
        raise Unusable(_NOT_READ)
    year, month_no, day_no = (int(next(filter(None, each), 0)) for each in _alternatives(told))
    if year not in _YEARS:
        raise Unusable(_NOT_READ)
    return year, month_no, day_no


def _alternatives(told: re.Match[str]) -> tuple[tuple[str | None, ...], ...]:
    return (told[1], told[4], told[7]), (told[2], told[5]), (told[3], told[6])
