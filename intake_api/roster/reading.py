"""The rows of a batch's file in portions, each person with the blind indexes and the household it belongs to."""

from collections.abc import Hashable, Iterator
from typing import Any

from intake_api.intake import attachments
from intake_api.models import Account
from intake_api.office import Office
from intake_api.roster.cells import Line
from intake_api.roster.entries import HEAD, ROSTER, Entry, entry
from intake_api.roster.known import number_indexes
from intake_api.roster.mapping import Mapping, mapped
from intake_api.roster.rows import Row
from intake_api.roster.sheets import read
from intake_api.roster.sources import source
from knowledge.policy import County

PORTION = 1_000  # rows in one transaction: farmers' messages come between two
_LARGEST = 60  # people in one household; more, and the heads of the others are missing
_NO_FAMILY = "看不出是哪一户。请写上户号或户主姓名，或者把户主写在家人前面。"
_NOT_YOURS = "这个村不在您的乡镇，请交给那个镇导入。"


class Reader:
    """One going through the file of a batch, from the beginning."""

    def __init__(self, office: Office, county: County, batch: Any, account: Account | None) -> None:
        self._office, self._county = office, county
        self._source = source(batch["source"])
        self._chosen, self._file, self._name = batch["mapping"], batch["file"], batch["file_name"]
        self._town = account.area if account and account.role == "town_clerk" else ""
        self._families = _Families() if self._source.key == ROSTER else None

    def portions(self, size: int = PORTION) -> Iterator[list[Row]]:
        """Rows in portions of about ``size``; a household whose rows stand together stays together."""
        some: list[Row] = []
        for row in self.rows():
            if (len(some) >= size and row.family != some[-1].family) or len(some) >= size + _LARGEST:
                yield some
                some = []
            some.append(row)
        if some:
            yield some

    def rows(self) -> Iterator[Row]:
        """Every row."""
        lines = read(attachments.content(self._office, self._file), self._name)
        for number, (mapping, line) in enumerate(mapped(self._source, self._chosen, lines), 1):
            yield self._row(number, mapping, line)

    def _row(self, number: int, mapping: Mapping, line: Line) -> Row:
        found = entry(self._source, mapping, line, self._county.places, self._county.policy.area_code)
        if not isinstance(found, Entry):
            words = "；".join(each.words for each in found)
            return Row(number, line.sheet, line.row, None, line, mapping.names, words)
        row = Row(number, line.sheet, line.row, found, line, mapping.names)
        row.why = self._refused(row)
        row.indexes = number_indexes(self._office.sealer, found.id_no)
        return row

    def _refused(self, row: Row) -> str:
        found = row.entry
        assert found
        if self._town and found.town and found.town != self._town:
            return f"{row.place}：{_NOT_YOURS}"
        if self._families is not None:
            row.family = self._families.of(row.number, found)
            if row.family is None:
                return f"{row.place}：{_NO_FAMILY}"
        return ""


class _Families:
    """Which rows are one household: of one 户号 in a village, of one head's number; else those that follow a head."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._of = ("", "")  # village and head of the rows that follow each other
        self._people = 0

    def of(self, number: int, found: Entry) -> Hashable:
        """Equal for the rows of one household; None where it cannot be told."""
        for kind, value in (("book", found.book), ("id", found.head_id)):
            if value:
                self._key = None
                return (kind, found.village, value)
        begins = found.relation == HEAD or (found.head and (found.village, found.head) != self._of)
        if begins:
            self._key, self._of, self._people = ("run", number), (found.village, found.head), 0
        self._people += 1
        together = found.village == self._of[0] and self._people <= _LARGEST
        return self._key if together else None
