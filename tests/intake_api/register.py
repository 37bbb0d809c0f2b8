"""Files of people for tests: made in a line, imported in a line, and all tables that an import writes."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from procedure import id_no
from rows import rows

from intake_api.models import Account
from intake_api.models.tables import BATCH_ROWS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing

COUNTY = "350111"
REGISTER = ("乡镇", "行政村", "自然村", "户号", "姓名", "与户主关系", "身份证号", "出生年月", "联系电话")
LIST = ("乡镇", "行政村", "姓名", "身份证号", "出生年月", "金额", "等级")
DASHAN, XIUYING = id_no("19750318", 1, False), id_no("19780602", 2, True)
YIMEI, XIAOMING = id_no("19500101", 3, True), id_no("20000909", 4, False)
FAMILY = (
    ("陈大山", "户主", DASHAN, "13805001234"),
    ("林秀英", "配偶", XIUYING, ""),
    ("陈小明", "子", XIAOMING, ""),
)
WRITTEN = (HOUSEHOLDS, RESIDENTS, LIST_ENTRIES)


def household(
    people: Sequence[Sequence[str]] = FAMILY,
    book: str = "12",
    town: str = "宦溪镇",
    village: str = "亥由村",
    hamlet: str = "上寨",
) -> list[list[str]]:
    """Rows of a 户籍底册: name, relation, number (or YYYY-MM), telephone."""
    return [
        [town, village, hamlet, book, name, relation, number if len(number) == 18 else "", _born(number), phone]
        for name, relation, number, phone in people
    ]


def _born(number: str) -> str:
    return "" if len(number) == 18 else number


def listed(name: str, number: str, amount: str = "", *, village: str = "亥由村", grade: str = "") -> list[str]:
    """A row of a department's list; the number, or YYYY-MM."""
    return ["宦溪镇", village, name, number if len(number) == 18 else "", _born(number), amount, grade]


def table(headings: Sequence[str], *families: Sequence[Any]) -> bytes:
    """A csv."""
    written = io.StringIO()
    csv.writer(written).writerows([headings, *families])
    return written.getvalue().encode()


def received(office: Office, source: str, content: bytes, account: Account | None = None) -> str:
    """The file as a batch; its id."""
    return str(importing.receive(office, COUNTY, account, source, "文件.csv", content)["id"])


def imported(office: Office, source: str, *lines: Sequence[Any], account: Account | None = None, **how: Any) -> str:
    """The lines imported; the batch."""
    headings = REGISTER if source == "hukou" else LIST
    batch = received(office, source, table(headings, *lines), account)
    importing.apply(office, COUNTY, batch, **how)
    return batch


def outcomes(office: Office, batch: str) -> list[str]:
    """What became of each row, in order."""
    return [row["outcome"] for row in rows(office, BATCH_ROWS, batch=batch)]


def people(office: Office) -> dict[str, str]:
    """Each resident's name and the id of the household."""
    return {row["name"]: row["household_id"] for row in rows(office, RESIDENTS)}


def standing(office: Office) -> dict[str, str]:
    """Each household's standing by the name of its head."""
    return {row["head_name"]: row["standing"] for row in rows(office, HOUSEHOLDS)}


def written(office: Office) -> dict[str, list[dict[str, Any]]]:
    """The tables that an import writes, as the program reads them; numbers opened: sealed anew they differ."""
    return {each.name: [_opened(office, row) for row in rows(office, each)] for each in WRITTEN}


def _opened(office: Office, row: dict[str, Any]) -> dict[str, Any]:
    return row | {"id_sealed": row["id_sealed"] and office.sealer.open(row["id_sealed"], "id_number")}
